#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# As 70-scans.sh, for IPv6.
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

NVR=fd02::2 PC=fd03::2 CAMERA=fd50::21 CLOUD=2001:db8::7
load_module
routed6
inhabit6 cam eth0 $CAMERA fd50::1 $HOST_MAC:01
inhabit6 rec eth0 $NVR fd02::1 $HOST_MAC:02
inhabit6 off eth0 $PC fd03::1 $HOST_MAC:03
operator 'segment add eth-cam' "recorder add nvr address $NVR behind eth-rec" \
	"camera add lobby mac $LOBBY_MAC address $CAMERA"
must ready eth-cam eth-rec eth-off eth-inet
must settle

# --send-ip: it would look for the gateway by itself.
nmap() {
	assail "$1" "$2" "$3" "$4" nmap -6 -n -Pn --send-ip -T5 --max-retries 0 \
		--initial-rtt-timeout 50ms --max-rtt-timeout 100ms --min-rate 200 -p 1-10 "${@:5}"
}

say 'the camera scans the office, the internet, this host'
nmap 'nmap: SYN, UDP, SCTP' cam 'lobby not-recorder x90' '' -sS -sU -sY $PC $CLOUD fd50::1
nmap 'nmap: Xmas' cam 'lobby not-recorder x30' '' -sX $PC $CLOUD fd50::1
nmap 'nmap: NULL' cam 'lobby malformed x10' '' -sN $PC
nmap 'nmap: decoys' cam 'lobby not-recorder x10, lobby spoofed-address x10, lobby spoofed-peer x20' \
	'' -sS -D "fd50::77,$NVR,fd50::1" $PC
assail 'nmap: ping of all kinds' cam 'lobby not-recorder' '' nmap -6 -n -sn --send-ip -T5 \
	--max-retries 0 -PE -PS443 -PA80 -PU53 -PY9 $PC $CLOUD
ping() {
	assail "$1" cam "$2" '' ping -6 -n -q -c 3 -i 0.1 -W 0.1 "${@:3}"
}
ping 'ping: all nodes' 'lobby multicast x3' -I $CAMERA ff02::1%eth0
ping 'ping: all nodes, link-local' 'lobby spoofed-address x3' ff02::1%eth0
ping 'ping: all routers beyond the link' 'lobby multicast x3' ff05::2

say 'the camera scans its recorder'
nmap 'nmap: SYN, UDP, SCTP' cam 'lobby service x20, lobby tunnel x10' '' -sS -sU -sY $NVR
nmap 'nmap: SYN and FIN' cam 'lobby malformed x10' '' -sS --scanflags SYNFIN $NVR
nmap 'nmap: ACK, which could be an answer' cam 'lobby passed x20' 'rec x10, cam x10' -sA $NVR
nmap 'nmap: IP protocols' cam 'lobby tunnel, lobby extension-header x*, lobby passed x2' \
	'rec x1, cam x1' -sO $NVR
ping 'ping' 'lobby icmp x3' $NVR
ping 'ping: large' 'lobby icmp x3, lobby fragment x6' -s 4000 $NVR

say 'the office scans the camera and its neighbours'
nmap 'nmap: SYN, UDP, SCTP' off 'lobby inbound x30, eth-cam inbound x30' '' -sS -sU -sY \
	$CAMERA fd50::99
nmap 'nmap: decoys, the recorder among them' off 'lobby inbound x20' '' -sS -D $NVR $CAMERA
quiet_so_far
is 'nothing went round the first checkpoint' "$(in_json .bypassed status)" 0
done_testing
