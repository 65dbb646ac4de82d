#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Who claims to be somebody else, on a bridge: the camera, and hosts on other
# ports. None gets a frame that was meant for another.
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

load_module
bridged
NVR=192.168.50.240 PC=192.168.50.41 CAMERA=192.168.50.21 ROUTER=192.168.50.1
inhabit cam eth0 $CAMERA $ROUTER $ROUTER_MAC
inhabit off eth0 $PC $ROUTER $ROUTER_MAC
know() {
	ip -n "${!1}" neighbour replace "$2" lladdr "$3" dev eth0 nud permanent
}
know cam $NVR $NVR_MAC
know cam $PC $PC_MAC
know off $NVR $NVR_MAC
know off $CAMERA $LOBBY_MAC
operator 'segment add eth-cam' "recorder add nvr address $NVR mac $NVR_MAC behind eth-rec" \
	"camera add lobby mac $LOBBY_MAC address $CAMERA"
must ready eth-cam eth-rec eth-off eth-inet br0
judge <<'END'
the bridge learns who is where      | nvr host raw; pc host raw; router host raw |           |
and where the camera is             | lobby nvr udp                            | lobby passed       | rec
END

# They go on until they are stopped, and would then put everything right again.
arpspoof() {
	assail "$1" "$2" "$3" "$4" timeout -s KILL 3 arpspoof -i eth0 "${@:5}"
}

say 'the camera'
arpspoof 'arpspoof: to the office, it is the gateway' cam 'lobby arp' '' -t $PC $ROUTER
arpspoof 'arpspoof: to all, it is the gateway' cam 'lobby arp' '' $ROUTER
arpspoof 'arpspoof: to the office, it is the recorder' cam 'lobby spoofed-peer' '' -t $PC $NVR
arpspoof 'arpspoof: to the recorder, it is this host' cam 'lobby spoofed-peer' '' -t $NVR 192.168.50.2

assail 'nmap: who else is here' cam 'lobby arp' '' nmap -n -sn -T5 --max-retries 0 \
	192.168.50.41-49
assail 'nmap: the office and the gateway' cam 'lobby not-recorder x20' '' nmap -n -Pn -sS -sU \
	-p 1-5 --disable-arp-ping -T5 --max-retries 0 $PC $ROUTER

say 'a host in the office'
arpspoof 'arpspoof: to the camera, it is the recorder' off 'lobby inbound' '' -t $CAMERA $NVR
arpspoof 'arpspoof: to the camera, it is this host' off 'lobby inbound' '' -t $CAMERA 192.168.50.2
# as NAME MAC ADDRESS TARGET COUNTED: its card takes that MAC, and it speaks.
as() {
	ip -n "$off" link set eth0 address "$2"
	know off $NVR $NVR_MAC
	know off $CAMERA $LOBBY_MAC
	assail "$1" off "$5" '' hping3 -n -q -i u20000 -c 4 -S -p 554 -a "$3" "$4"
}

say 'it takes the address and the MAC of the recorder'
as 'and calls the camera' $NVR_MAC $NVR $CAMERA 'lobby inbound x4'
judge <<'END'
media is not drawn there            | lobby nvr udp                            | lobby passed x1, lobby rerouted x1 |
nor to it after the recorder spoke  | nvr host raw; lobby nvr udp              | lobby passed x1    | rec x1
END

say 'it takes the address and the MAC of the camera'
as 'and calls the recorder' $LOBBY_MAC $CAMERA $NVR 'lobby cloned-mac x4'
judge <<'END'
the recorder still reaches it       | nvr lobby raw                            | lobby passed       | cam
and it the recorder                 | lobby nvr udp                            | lobby passed       | rec
below IP                            | off: lobby nvr raw                       | lobby cloned-mac   |
to everybody                        | off: lobby nvr arp op=reply dmac=ff:ff:ff:ff:ff:ff | lobby cloned-mac |
the recorder still reaches it       | nvr lobby raw                            | lobby passed       | cam
END
quiet_so_far
is 'nothing went round the first checkpoint' "$(in_json .bypassed status)" 0
done_testing
