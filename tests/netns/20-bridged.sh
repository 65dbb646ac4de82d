#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The host as a bridge (see "bridged" in common.bash): nothing of a camera but
# what its recorder shall have leaves by any port, at any EtherType and depth.
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

load_module
bridged
operator 'segment add eth-cam' \
	"recorder add nvr address 192.168.50.240 mac $NVR_MAC behind eth-rec" \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21" \
	"camera add porch mac $PORCH_MAC profile any"
must ready eth-cam eth-rec eth-off eth-inet br0

say 'who is where: the bridge learns, and the segment gets only what is for it'
judge <<'END'
the recorder asks for the camera    | nvr lobby arp                            | eth-cam passed     | cam, off, inet
so does an office PC                | pc lobby arp                             | eth-cam inbound    | rec, inet
so does the router                  | router lobby arp                         | eth-cam inbound    | rec, off
END

say 'camera and recorder'
judge <<'END'
media to the recorder               | lobby nvr udp dport=5004                 | lobby passed       | rec
a TCP answer to the recorder        | lobby nvr tcp sport=554 dport=40000 flags=A | lobby passed    | rec
a camera without listed addresses   | porch nvr udp sip=192.168.50.80          | porch passed       | rec
a priority tag is no tag            | lobby nvr udp tag=0                      | lobby passed       | rec
the recorder opens TCP              | nvr lobby tcp dport=554                  | lobby passed       | cam
the recorder searches by multicast  | nvr 239.255.255.250 udp dport=37020      | eth-cam passed     | cam, off, inet
the recorder searches below IP      | nvr lobby raw type=0x8033 dmac=ff:ff:ff:ff:ff:ff | eth-cam passed | cam, off, inet
the camera opens TCP                | lobby nvr tcp dport=443                  | lobby service      |
END

# What is allowed as a broadcast is copied by the bridge; of the copies only
# those pass that lead to who may have them.
say 'ARP'
judge <<'END'
for the recorder: one copy arrives  | lobby nvr arp                            | lobby passed x1, lobby flood x2 | rec
the answer to the recorder's        | lobby nvr arp op=reply                   | lobby passed       | rec
an announcement                     | lobby lobby arp                          | lobby passed x1, lobby flood x2 | rec
for this host, with its answer      | lobby host arp                           | lobby passed x2, lobby flood x3 | cam
for the router                      | lobby router arp                         | lobby arp          |
for an office PC                    | lobby pc arp                             | lobby arp          |
telling the office it is the recorder | lobby pc arp op=reply sip=nvr          | lobby spoofed-peer |
telling the recorder it is another card | lobby nvr arp op=reply sha=pc        | lobby arp          |
END

say 'everywhere else'
judge <<'END'
the maker's cloud                   | lobby cloud tcp dport=443                | lobby not-recorder |
the office                          | lobby pc udp dport=137                   | lobby not-recorder |
this host                           | lobby host tcp dport=22                  | lobby not-recorder |
another camera                      | lobby porch udp                          | lobby not-recorder |
the recorder's address, another MAC | lobby nvr udp dmac=pc                    | lobby next-hop     |
the recorder's address, no MAC      | lobby nvr udp dmac=02:00:5e:00:77:77     | lobby next-hop     |
the recorder's address, broadcast   | lobby nvr udp dmac=ff:ff:ff:ff:ff:ff     | lobby next-hop     |
the recorder's MAC, another address | lobby cloud udp dmac=nvr                 | lobby not-recorder |
broadcast discovery                 | lobby 255.255.255.255 udp dport=37020    | lobby broadcast    |
the network's broadcast             | lobby 192.168.50.255 udp dmac=ff:ff:ff:ff:ff:ff | lobby broadcast |
mDNS                                | lobby 224.0.0.251 udp dport=5353         | lobby multicast    |
SSDP                                | lobby 239.255.255.250 udp dport=1900     | lobby multicast    |
IGMP                                | lobby 224.0.0.22 proto n=2               | lobby multicast    |
a DHCP request nobody answers       | lobby 255.255.255.255 dhcp sip=0.0.0.0   | lobby dhcp         |
END

say 'below IP'
judge <<'END'
a maker's own EtherType, broadcast  | lobby nvr raw type=0x8033 dmac=ff:ff:ff:ff:ff:ff | lobby ethertype |
the same to the recorder            | lobby nvr raw type=0x8033                | lobby ethertype    |
LLDP                                | lobby nvr raw type=0x88cc dmac=01:80:c2:00:00:0e | lobby ethertype |
EAPOL                               | lobby nvr raw type=0x888e dmac=01:80:c2:00:00:03 | lobby ethertype |
spanning tree                       | lobby nvr llc                            | lobby ethertype    |
PPPoE discovery                     | lobby nvr raw type=0x8863 dmac=ff:ff:ff:ff:ff:ff | lobby ethertype |
PPPoE session                       | lobby router raw type=0x8864             | lobby ethertype    |
a VLAN                              | lobby nvr udp tag=10                     | lobby vlan         |
QinQ                                | lobby nvr udp tag=88a8.10,8100.20        | lobby vlan         |
a VLAN below a priority tag         | lobby nvr udp tag=0,10                   | lobby vlan         |
an old QinQ type                    | lobby nvr udp tag=9100.10                | lobby vlan         |
data behind the packet              | lobby nvr udp trail=40                   | lobby malformed    |
END

say 'impostors on the segment'
judge <<'END'
the recorder's MAC                  | ghost cloud udp smac=nvr                 | eth-cam spoofed-peer |
the recorder's MAC and address      | ghost cloud udp smac=nvr sip=nvr         | eth-cam spoofed-peer |
the recorder's MAC, below IP        | ghost pc raw type=0x8033 smac=nvr        | eth-cam spoofed-peer |
the bridge's MAC                    | ghost cloud udp smac=host                | eth-cam spoofed-peer |
a port's MAC                        | ghost cloud udp smac=02:00:5e:00:01:03   | eth-cam spoofed-peer |
this host's address                 | lobby cloud udp sip=host                 | lobby spoofed-peer |
the recorder's address              | lobby cloud udp sip=nvr                  | lobby spoofed-peer |
a camera's address, another card    | lobby nvr udp smac=ghost                 | eth-cam cloned-address |
a camera's address, another camera  | porch nvr udp sip=lobby                  | porch cloned-address |
an address it has not               | lobby nvr udp sip=192.168.50.77          | lobby spoofed-address |
a device nobody listed              | ghost nvr udp                            | eth-cam unknown-device |
END

say 'towards the cameras'
judge <<'END'
the office                          | pc lobby tcp dport=80                    | lobby inbound      |
the internet                        | cloud lobby tcp dport=80                 | lobby inbound      |
a search by the office, multicast   | pc 239.255.255.250 udp dport=37020       | eth-cam inbound    | rec, inet
a search by the office, below IP    | pc nvr raw type=0x8033 dmac=ff:ff:ff:ff:ff:ff | eth-cam inbound | rec, inet
a DHCP server in the office         | pc 255.255.255.255 dhcp op=offer         | eth-cam inbound    | rec, inet
the office says it is the recorder  | pc lobby arp op=reply sip=nvr            | lobby inbound      |
the office for an unknown device    | pc ghost udp                             | eth-cam inbound    | rec, inet
the recorder on a VLAN              | nvr lobby udp tag=10                     | eth-cam vlan       |
END

say 'the bridge sends the frame elsewhere'
ip link set br0 type bridge fdb_flush
judge <<'END'
not learned yet: one copy arrives   | lobby nvr udp                            | lobby passed x1, lobby flood x2 | rec
the recorder's MAC in the office    | off: nvr lobby tcp                       | lobby inbound      |
draws the media, but gets none      | lobby nvr udp                            | lobby passed x1, lobby rerouted x1 |
until the recorder speaks again     | nvr lobby tcp                            | lobby passed       | cam
and has it back                     | lobby nvr udp                            | lobby passed       | rec
END
quiet_so_far

say 'real traffic: addresses at both ends'
ip -n "$cam" address add 192.168.50.21/24 dev eth0
ip -n "$rec" address add 192.168.50.240/24 dev eth0
must forget
check 'the recorder pings the camera' ip netns exec "$rec" ping -qnc 3 -i 0.1 -W 5 192.168.50.21
bench_check 'the recorder opens TCP to the camera' tcp "$rec" "$cam" 192.168.50.21 554
bench_check 'what was counted as passed is what passed' mirror cam
is 'nothing went round the first checkpoint' "$(in_json .bypassed status)" 0
done_testing
