#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# IPv6 on a bridge: camera and recorder find each other by themselves, and nobody
# else learns of it but by name.
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

load_module
bridged6
operator 'segment add eth-cam' \
	"recorder add nvr address 192.168.50.240 address fd50::240 mac $NVR_MAC behind eth-rec" \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21 address fd50::21"
must ready eth-cam eth-rec eth-off eth-inet br0
must settle

say 'neighbour discovery'
judge <<'END'
the recorder asks for the camera    | nvr lobby ns                             | eth-cam passed     | cam, off, inet
the camera answers                  | lobby nvr na about=lobby                 | lobby passed       | rec
the camera asks for the recorder    | lobby nvr ns                             | lobby passed x1, lobby flood x2 | rec
the recorder answers                | nvr lobby na about=nvr                   | lobby passed       | cam
the camera asks for this host       | lobby host ns                            | lobby passed x2, lobby flood x2 | cam, rec
an office PC asks for the camera    | pc lobby ns                              | eth-cam inbound    | rec, inet
... tells it is the recorder        | pc lobby na about=nvr                    | lobby inbound      |
... says it is a router             | pc lobby ra                              | eth-cam inbound    | rec, inet
the router does                     | router lobby ra                          | eth-cam inbound    | rec, off
the camera says it is a router      | lobby nvr ra                             | lobby neighbour    |
the camera redirects                | lobby nvr redirect                       | lobby neighbour    |
the camera tells it is the router   | lobby nvr na about=router                | lobby neighbour    |
the camera asks for the router      | lobby router ns                          | lobby neighbour    |
the camera tells the office of itself | lobby pc na about=lobby                | lobby next-hop     |
END

say 'traffic'
judge <<'END'
media to the recorder               | lobby nvr udp6                           | lobby passed       | rec
the recorder opens TCP              | nvr lobby tcp6                           | lobby passed       | cam
the cloud                           | lobby cloud tcp6                         | lobby not-recorder |
the office                          | lobby pc udp6                            | lobby not-recorder |
this host                           | lobby host udp6                          | lobby not-recorder |
mDNS                                | lobby ff02::fb udp6 dport=5353           | lobby multicast    |
the recorder's address, another MAC | lobby nvr udp6 dmac=pc                   | lobby next-hop     |
a routing header                    | lobby nvr udp6 ext=rh                    | lobby extension-header |
data behind the packet              | lobby nvr udp6 trail=40                  | lobby malformed    |
the office                          | pc lobby tcp6                            | lobby inbound      |
END
quiet_so_far

say 'real traffic'
speak6 cam eth0
speak6 rec eth0
ip -n "$cam" address add fd50::21/64 dev eth0 nodad
ip -n "$rec" address add fd50::240/64 dev eth0 nodad
must settle
check 'the recorder pings the camera' ip netns exec "$rec" ping -qnc 3 -i 0.1 -W 5 fd50::21
bench_check 'the recorder opens TCP to the camera' tcp "$rec" "$cam" fd50::21 554
bench_check 'what was counted as passed is what passed' mirror cam
is 'nothing went round the first checkpoint' "$(in_json .bypassed status)" 0
done_testing
