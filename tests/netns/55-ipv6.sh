#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# IPv6 where the host routes: neighbour discovery works between camera, host and
# recorder, and says nothing about anybody else.
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

load_module
routed6
operator 'segment add eth-cam' \
	'recorder add nvr address 10.0.2.2 address fd02::2 behind eth-rec' \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21 address fd50::21" \
	"camera add porch mac $PORCH_MAC profile any"
must ready eth-cam eth-rec eth-off eth-inet
must settle

say 'camera and recorder'
judge <<'END'
media to the recorder               | lobby nvr udp6                           | lobby passed       | rec
an answer to its ping               | lobby nvr pong6                          | lobby passed       | rec
a TCP answer                        | lobby nvr tcp6 flags=A                   | lobby passed       | rec
the recorder opens TCP              | nvr lobby tcp6 dport=554                 | lobby passed       | cam
the recorder pings                  | nvr lobby ping6                          | lobby passed       | cam
destination options                 | lobby nvr udp6 ext=dst                   | lobby passed       | rec
a first fragment                    | lobby nvr udp6 frag=0+                   | lobby passed       | rec
a later one, profile any            | porch nvr udp6 frag=1480                 | porch passed       | rec
the camera opens TCP                | lobby nvr tcp6                           | lobby service      |
the camera pings                    | lobby nvr ping6                          | lobby icmp         |
END

say 'neighbour discovery'
judge <<'END'
the camera asks for the host        | lobby host ns                            | lobby passed x2    | cam
... and tells it its own address    | lobby host na about=lobby                | lobby passed       |
... asks whether its own is free    | lobby lobby ns sip=::                    | lobby passed       |
... looks for routers               | lobby host rs                            | lobby passed       |
... reports its groups              | lobby host mld                           | lobby passed       |
asks for an unknown neighbour       | lobby host ns about=fd50::77             | lobby neighbour    |
asks for another camera             | lobby porch ns                           | lobby neighbour    |
tells the host's address as its own | lobby host na about=host                 | lobby neighbour    |
tells the recorder's                | lobby host na about=nvr                  | lobby neighbour    |
names another card                  | lobby host ns lladdr=porch               | lobby neighbour    |
comes from further away             | lobby host ns ttl=64                     | lobby neighbour    |
says it is a router                 | lobby host ra                            | lobby neighbour    |
redirects                           | lobby host redirect                      | lobby neighbour    |
an MLD query                        | lobby ff02::1 icmp6 type=130             | lobby neighbour    |
END

say 'everywhere else'
judge <<'END'
the cloud                           | lobby cloud udp6 dport=123               | lobby not-recorder |
the cloud, profile any              | porch cloud tcp6                         | porch not-recorder |
the office                          | lobby pc tcp6                            | lobby not-recorder |
this host                           | lobby host tcp6                          | lobby not-recorder |
mDNS                                | lobby ff02::fb udp6 dport=5353           | lobby multicast    |
all nodes                           | lobby ff02::1 ping6                      | lobby multicast    |
a DHCPv6 request nobody answers     | lobby ff02::1:2 udp6 sip=fe80::21 sport=546 dport=547 | lobby dhcp |
an address it has not               | lobby nvr udp6 sip=fd50::77              | lobby spoofed-address |
its link-local address              | lobby nvr udp6 sip=fe80::21              | lobby spoofed-address |
the recorder's address              | lobby cloud udp6 sip=nvr                 | lobby spoofed-peer |
this host's address                 | lobby cloud udp6 sip=host                | lobby spoofed-peer |
a camera's address, another card    | ghost nvr udp6 sip=lobby                 | eth-cam cloned-address |
a device nobody listed              | ghost nvr udp6                           | eth-cam unknown-device |
IPv6 in IPv4                        | porch nvr proto n=41                     | porch tunnel       |
IPv4 in IPv6                        | porch nvr udp6 ext=none                  | porch extension-header |
END

say 'headers'
judge <<'END'
hop-by-hop options                  | porch nvr udp6 ext=hbh                   | porch extension-header |
a router alert                      | porch nvr udp6 ext=alert                 | porch extension-header |
a routing header                    | porch nvr udp6 ext=rh                    | porch extension-header |
a routing header behind others      | porch nvr udp6 ext=dst,rh                | porch extension-header |
five headers                        | porch nvr udp6 ext=dst,dst,dst,dst,dst   | porch extension-header |
neighbour discovery in disguise     | lobby host ra ext=hbh                    | lobby extension-header |
a later fragment                    | lobby nvr udp6 frag=1480                 | lobby fragment     |
END

say 'towards the cameras'
judge <<'END'
the office                          | pc lobby tcp6                            | lobby inbound      |
the cloud                           | cloud lobby tcp6                         | lobby inbound      |
the recorder's address in the office | off: nvr lobby tcp6                     | lobby inbound      |
the recorder to nobody listed       | nvr ghost udp6                           | eth-cam inbound    |
END
quiet_so_far

say 'real traffic'
ip neighbour del fd50::21 dev eth-cam
ip neighbour del fd02::2 dev eth-rec
speak6 cam eth0
speak6 rec eth0
ip -n "$cam" -batch - <<-'END'
	address add fd50::21/64 dev eth0 nodad
	route add default via fd50::1
END
ip -n "$rec" -batch - <<-'END'
	address add fd02::2/64 dev eth0 nodad
	route add default via fd02::1
END
must settle
check 'the recorder pings the camera' ip netns exec "$rec" ping -qnc 3 -i 0.1 -W 5 fd50::21
bench_check 'the recorder opens TCP to the camera' tcp "$rec" "$cam" fd50::21 554
bench_check 'what was counted as passed is what passed' mirror cam
is 'nothing went round the first checkpoint' "$(in_json .bypassed status)" 0
done_testing
