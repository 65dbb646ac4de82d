#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Scanners in the camera, and against it: each probe is counted under its reason,
# and none arrives but what the recorder would take for a camera's answer.
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

load_module
routed
inhabit cam eth0 192.168.50.21 192.168.50.1 $HOST_MAC:01
inhabit rec eth0 10.0.2.2 10.0.2.1 $HOST_MAC:02
inhabit off eth0 10.0.3.2 10.0.3.1 $HOST_MAC:03
operator 'segment add eth-cam' 'recorder add nvr address 10.0.2.2 behind eth-rec' \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21"
must ready eth-cam eth-rec eth-off eth-inet

NVR=10.0.2.2 CAMERA=192.168.50.21 GHOST=192.168.50.99
FOREIGN='10.0.3.2 203.0.113.7 192.168.50.1'

# Nobody but the recorder answers, so there is no use in waiting.
nmap() {
	assail "$1" "$2" "$3" "$4" nmap -n -Pn --disable-arp-ping -T5 --max-retries 0 \
		--initial-rtt-timeout 50ms --max-rtt-timeout 100ms --min-rate 200 -p 1-10 "${@:5}"
}

hping() {
	assail "$1" "$2" "$3" "$4" hping3 -n -q -i u2000 -c 50 "${@:5}"
}

say 'the camera scans the office, the internet, this host'
# shellcheck disable=SC2086 # several addresses
{
nmap 'nmap: SYN, UDP, SCTP' cam 'lobby not-recorder x90' '' -sS -sU -sY $FOREIGN
nmap 'nmap: connect' cam 'lobby not-recorder' '' -sT $FOREIGN
nmap 'nmap: FIN' cam 'lobby not-recorder x30' '' -sF $FOREIGN
nmap 'nmap: Xmas' cam 'lobby not-recorder x30' '' -sX $FOREIGN
nmap 'nmap: ACK' cam 'lobby not-recorder x30' '' -sA $FOREIGN
nmap 'nmap: NULL' cam 'lobby malformed x30' '' -sN $FOREIGN
nmap 'nmap: IP protocols' cam 'lobby not-recorder x30' '' -sO $FOREIGN
}
nmap 'nmap: fragments of 8 bytes' cam 'lobby fragment' '' -sS -f 10.0.3.2
nmap 'nmap: fragments of 24 bytes' cam 'lobby not-recorder x10, lobby fragment' '' \
	-sS --mtu 24 --data-length 40 10.0.3.2
nmap 'nmap: decoys' cam 'lobby not-recorder x10, lobby spoofed-address x20, lobby spoofed-peer x20' \
	'' -sS -D "192.168.50.77,$GHOST,$NVR,192.168.50.1" 10.0.3.2
nmap "nmap: another's MAC" cam 'eth-cam cloned-address x10' '' -sS --spoof-mac $GHOST_MAC 10.0.3.2
nmap "nmap: this host's MAC" cam 'eth-cam spoofed-peer x10' '' -sS --spoof-mac $HOST_MAC:01 10.0.3.2
assail 'nmap: ping of all kinds' cam 'lobby not-recorder' '' nmap -n -sn -T5 --max-retries 0 \
	-PE -PP -PM -PS443 -PA80 -PU53 -PY9 -PO1,2,4,47 10.0.3.2 203.0.113.7
assail 'nmap: sweep of its own network' cam 'lobby arp' '' nmap -n -sn -T5 --max-retries 0 \
	192.168.50.90-99
hping 'hping3: SYN flood from random addresses' cam 'lobby spoofed-address x50' '' \
	-S -p 80 --rand-source 10.0.3.2
hping 'hping3: LAND' cam 'lobby spoofed-address x50' '' -S -p 80 -a 10.0.3.2 10.0.3.2
hping 'hping3: smurf' cam 'lobby broadcast x50' '' --icmp 192.168.50.255
hping 'hping3: echo replies' cam 'lobby not-recorder x50' '' --icmp -C 0 10.0.3.2

say 'the camera scans its recorder'
nmap 'nmap: SYN, UDP, SCTP' cam 'lobby service x20, lobby tunnel x10' '' -sS -sU -sY $NVR
nmap 'nmap: NULL' cam 'lobby malformed x10' '' -sN $NVR
nmap 'nmap: SYN and FIN' cam 'lobby malformed x10' '' -sS --scanflags SYNFIN $NVR
nmap 'nmap: ACK, which could be an answer' cam 'lobby passed x20' 'rec x10, cam x10' -sA $NVR
nmap 'nmap: IP protocols' cam 'lobby tunnel x8, lobby icmp x1, lobby passed' 'rec, cam' -sO $NVR
nmap 'nmap: fragments of 8 bytes' cam 'lobby fragment' '' -sS -f $NVR
nmap 'nmap: record route' cam 'lobby ip-options x10' '' -sS --ip-options R $NVR
nmap 'nmap: loose source route' cam 'lobby ip-options x10' '' -sS --ip-options 'L 10.0.3.2' $NVR
nmap 'nmap: strict source route' cam 'lobby ip-options x10' '' -sS --ip-options 'S 10.0.3.2' $NVR
hping 'hping3: timestamps' cam 'lobby icmp x50' '' --icmp -C 13 $NVR
hping 'hping3: more fragments, never' cam 'lobby fragment x50' '' --udp -p 5004 -g 64 -d 64 $NVR
ping() {
	assail "$1" cam "$2" '' ping -n -q -c 3 -i 0.1 -W 0.1 "${@:3}"
}
ping 'ping' 'lobby icmp x3' $NVR
ping 'ping: record route' 'lobby ip-options x3' -R $NVR
ping 'ping: timestamps' 'lobby ip-options x3' -T tsandaddr $NVR
ping 'ping: large' 'lobby icmp x3, lobby fragment x6' -s 4000 $NVR

say 'the office scans the camera and its neighbours'
nmap 'nmap: SYN, UDP, SCTP' off 'lobby inbound x30, eth-cam inbound x30' '' -sS -sU -sY $CAMERA $GHOST
nmap 'nmap: ACK' off 'lobby inbound x10' '' -sA $CAMERA
nmap 'nmap: IP protocols' off 'lobby inbound x10' '' -sO $CAMERA
nmap 'nmap: fragments of 8 bytes' off 'lobby inbound' '' -sS -f $CAMERA
nmap 'nmap: decoys, the recorder among them' off 'lobby inbound x20' '' -sS -D $NVR $CAMERA
hping 'hping3: SYN flood in the name of the recorder' off 'lobby inbound x50' '' -S -p 80 -a $NVR $CAMERA

check 'this host masquerades the office' nft -f - <<'RULES'
table ip nat {
	chain leaving {
		type nat hook postrouting priority srcnat;
		oifname "eth-cam" masquerade
	}
}
RULES
nmap 'nmap: SYN, UDP, SCTP, masqueraded' off 'lobby inbound x30' '' -sS -sU -sY $CAMERA
nft flush ruleset

say 'the camera scans this host, which is a recorder now'
operator 'recorder add here self'
past_commit
nmap 'nmap: SYN, UDP, SCTP' cam 'lobby service x20, lobby tunnel x10' '' -sS -sU -sY 192.168.50.1
nmap 'nmap: its other addresses' cam 'lobby not-recorder x30' '' -sS -sU -sY 10.0.3.1
quiet_so_far
is 'nothing went round the first checkpoint' "$(in_json .bypassed status)" 0
done_testing
