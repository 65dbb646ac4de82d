#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The host as routing gateway (see "routed" in common.bash): what a camera may
# reach and who may reach it, each frame counted once, under the right reason.
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

load_module
routed
operator 'segment add eth-cam' 'segment add eth-yard' \
	'recorder add nvr address 10.0.2.2 behind eth-rec' \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21 segment eth-cam" \
	"camera add porch mac $PORCH_MAC address 192.168.50.22 profile any" \
	"camera add yard mac $YARD_MAC address 192.168.51.21 segment eth-yard profile isolated"
must ready eth-cam eth-rec eth-off eth-inet eth-yard

say 'camera and recorder'
judge <<'END'
media to the recorder               | lobby nvr udp dport=5004                 | lobby passed       | rec
a TCP answer to the recorder        | lobby nvr tcp sport=554 dport=40000 flags=A | lobby passed    | rec
an answer to its ping               | lobby nvr pong                           | lobby passed       | rec
a priority tag is no tag            | lobby nvr udp tag=0                      | lobby passed       | rec
a first fragment                    | lobby nvr udp len=64 frag=0+             | lobby passed       | rec
the recorder opens TCP              | nvr lobby tcp dport=554                  | lobby passed       | cam
the recorder pings                  | nvr lobby ping                           | lobby passed       | cam
ten thousand bytes of media         | lobby nvr udp len=1000 count=10          | lobby passed       | rec
an error about its own media        | nvr lobby icmp type=3 code=3 quote=lobby>nvr | lobby passed   | cam
END

say 'what the profile does not allow towards the recorder'
judge <<'END'
the camera opens TCP                | lobby nvr tcp dport=443                  | lobby service      |
... which the profile any allows    | porch nvr tcp dport=443                  | porch passed       | rec
syslog to the recorder              | lobby nvr udp dport=514                  | lobby service      |
... which the profile any allows    | porch nvr udp dport=514                  | porch passed       | rec
the camera pings                    | lobby nvr ping                           | lobby icmp         |
... which the profile any allows    | porch nvr ping                           | porch passed       | rec
an ICMP redirect                    | porch nvr icmp type=5                    | porch icmp         |
a tunnel                            | porch nvr proto n=47                     | porch tunnel       |
an isolated camera                  | yard nvr udp                             | yard isolated      |
and the recorder to it              | nvr yard udp                             | yard isolated      |
IP options                          | porch nvr udp opt=01010101               | porch ip-options   |
a later fragment                    | lobby nvr udp frag=1480                  | lobby fragment     |
... which the profile any allows    | porch nvr udp frag=1480                  | porch passed       | rec
a fragment that rewrites TCP flags  | porch nvr tcp frag=8                     | porch fragment     |
TCP without flags                   | porch nvr tcp flags=0                    | porch malformed    |
SYN with FIN                        | porch nvr tcp flags=SF                   | porch malformed    |
a UDP length that lies              | porch nvr udp ulen=600                   | porch malformed    |
the next hop is nobody              | porch nvr udp dmac=02:00:5e:00:77:77     | porch next-hop     |
unicast in a broadcast frame        | porch nvr udp dmac=ff:ff:ff:ff:ff:ff     | porch next-hop     |
END

say 'everywhere else'
judge <<'END'
a name server on the internet       | lobby 8.8.8.8 udp dport=53               | lobby not-recorder |
the maker's cloud                   | porch cloud tcp dport=443                | porch not-recorder |
a ping to the cloud                 | porch cloud ping                         | porch not-recorder |
time from the cloud                 | lobby cloud udp dport=123                | lobby not-recorder |
a TCP answer to the cloud           | lobby cloud tcp flags=A                  | lobby not-recorder |
the office                          | lobby pc tcp dport=445                   | lobby not-recorder |
this host                           | lobby host tcp dport=22                  | lobby not-recorder |
this host on another interface      | lobby 10.0.2.1 udp dport=53              | lobby not-recorder |
another camera by way of the host   | lobby porch udp dmac=host                | lobby not-recorder |
a camera on another segment         | lobby yard udp                           | lobby not-recorder |
broadcast discovery                 | lobby 255.255.255.255 udp dport=37020    | lobby broadcast    |
the network's broadcast             | lobby 192.168.50.255 udp dmac=ff:ff:ff:ff:ff:ff | lobby broadcast |
mDNS                                | lobby 224.0.0.251 udp dport=5353         | lobby multicast    |
SSDP                                | lobby 239.255.255.250 udp dport=1900     | lobby multicast    |
IGMP                                | lobby 224.0.0.22 proto n=2               | lobby multicast    |
a DHCP request nobody answers       | lobby 255.255.255.255 dhcp sip=0.0.0.0   | lobby dhcp         |
a camera that answers DHCP          | lobby 255.255.255.255 dhcp op=offer      | lobby dhcp-server  |
a maker's own EtherType             | lobby host raw type=0x8033               | lobby ethertype    |
LLDP                                | lobby host raw type=0x88cc dmac=01:80:c2:00:00:0e | lobby ethertype |
spanning tree                       | lobby host llc                           | lobby ethertype    |
PPPoE                               | lobby host raw type=0x8863 dmac=ff:ff:ff:ff:ff:ff | lobby ethertype |
a VLAN                              | lobby nvr udp tag=10                     | lobby vlan         |
QinQ                                | lobby nvr udp tag=88a8.10,8100.20        | lobby vlan         |
END

say 'ARP'
judge <<'END'
for the gateway, with its answer    | lobby host arp                           | lobby passed x2    | cam
an announcement                     | lobby lobby arp                          | lobby passed       |
for its factory gateway             | lobby 192.168.50.254 arp                 | lobby arp          |
for another camera                  | lobby porch arp                          | lobby arp          |
in another card's name              | lobby host arp sha=porch                 | lobby arp          |
END

say 'impostors'
judge <<'END'
with this host's address            | lobby cloud udp sip=host                 | lobby spoofed-peer |
with the recorder's address         | lobby cloud udp sip=nvr                  | lobby spoofed-peer |
with another camera's address       | lobby nvr udp sip=porch                  | lobby cloned-address |
with an address it has not          | lobby nvr udp sip=192.168.50.77          | lobby spoofed-address |
on another segment                  | cam2: lobby nvr udp                      | lobby wrong-segment |
another card with its address       | lobby nvr udp smac=ghost                 | eth-cam cloned-address |
with this host's MAC                | ghost nvr udp smac=host                  | eth-cam spoofed-peer |
a group as its MAC                  | lobby nvr udp smac=01:00:5e:00:00:01     | eth-cam bad-source |
no MAC                              | lobby nvr udp smac=00:00:00:00:00:00     | eth-cam bad-source |
a device nobody listed              | ghost nvr udp                            | eth-cam unknown-device |
END

say 'towards the cameras'
judge <<'END'
the office                          | pc lobby tcp dport=80                    | lobby inbound      |
the internet                        | cloud lobby tcp dport=80                 | lobby inbound      |
the recorder's address in the office| off: nvr lobby tcp dport=80              | lobby inbound      |
a redirect from the recorder        | nvr lobby icmp type=5                    | lobby inbound      |
an error about others' traffic      | cloud lobby icmp type=3 quote=lobby>cloud | lobby inbound     |
the recorder to an unknown device   | nvr ghost udp                            | eth-cam inbound    |
another camera on another segment   | yard lobby udp                           | yard isolated      |
END
ping -qnc 1 -W 0.1 192.168.50.21 >/dev/null
judge <<<'this host, which is no recorder    | | lobby inbound x1 |'
quiet_so_far

say 'real traffic: addresses at both ends, and a real neighbour table here'
ip neighbour del 192.168.50.21 dev eth-cam
ip neighbour del 10.0.2.2 dev eth-rec
ip -n "$cam" -batch - <<-'END'
	address add 192.168.50.21/24 dev eth0
	route add default via 192.168.50.1
END
ip -n "$rec" -batch - <<-'END'
	address add 10.0.2.2/24 dev eth0
	route add default via 10.0.2.1
END
must forget
check 'the recorder pings the camera' ip netns exec "$rec" ping -qnc 3 -i 0.1 -W 5 192.168.50.21
bench_check 'the recorder opens TCP to the camera' tcp "$rec" "$cam" 192.168.50.21 554
bench_check 'what was counted as passed is what passed' mirror cam
is 'nothing went round the first checkpoint' "$(in_json .bypassed status)" 0
done_testing
