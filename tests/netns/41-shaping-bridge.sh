#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Ingress shaping on a segment that is a port of a bridge: as 40-shaping.sh, but
# the exit checkpoint is the bridge's, and sees every EtherType and tag.
#
# Left out is what no hook can see then: frames to 01:80:c2:00:00:0e and the like,
# which a bridge hands to packet sockets of this host and never forwards.
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

load_module
bridged
operator 'segment add eth-cam' \
	"recorder add nvr address 192.168.50.240 mac $NVR_MAC behind eth-rec" \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21"
shape eth-cam
must ready eth-cam eth-rec eth-off eth-inet br0
must monitor
past_commit

judge <<'END'
the bridge learns the recorder      | nvr lobby arp                            | eth-cam passed     | cam, off, inet
... and the office                  | pc lobby arp                             | eth-cam inbound    | rec, inet
... and the router                  | router lobby arp                         | eth-cam inbound    | rec, off
END

say 'one way out: counted once'
judge <<'END'
media to the recorder still passes  | lobby nvr udp                            |                    | rec
the cloud                           | lobby cloud tcp dport=443                | lobby not-recorder |
the office                          | lobby pc udp dport=137                   | lobby not-recorder |
ten to the office                   | lobby pc udp count=10                    | lobby not-recorder |
this host                           | lobby host udp dport=53                  | lobby not-recorder |
the camera opens TCP                | lobby nvr tcp dport=443                  | lobby service      |
the recorder's address, another MAC | lobby nvr udp dmac=pc                    | lobby next-hop     |
a maker's own EtherType             | lobby pc raw type=0x8033                 | lobby ethertype    |
PPPoE session                       | lobby router raw type=0x8864             | lobby ethertype    |
a VLAN                              | lobby nvr udp tag=10                     | lobby vlan         |
QinQ                                | lobby nvr udp tag=88a8.10,8100.20        | lobby vlan         |
telling the office it is the recorder | lobby pc arp op=reply sip=nvr          | lobby spoofed-peer |
a device nobody listed              | ghost cloud udp                          | eth-cam unknown-device |
a camera's address, another card    | lobby nvr udp smac=ghost                 | eth-cam cloned-address |
END
is 'each drop of them is a bypass' "$(in_json .bypassed status)" 22
bench_check 'which is told' event event=bypass camera=lobby reason=not-recorder remote=203.0.113.7

# A flooded frame is a frame at each port, and one for this host.
say 'copies'
judge <<'END'
broadcast discovery: four ways out  | lobby 255.255.255.255 udp dport=37020    | lobby broadcast x4 |
mDNS                                | lobby 224.0.0.251 udp dport=5353         | lobby multicast x4 |
ARP for the router                  | lobby router arp                         | lobby arp x4       |
ARP for the recorder: one passes    | lobby nvr arp                            | lobby flood x2     | rec
END
is 'copies of what was allowed are no bypass' "$(in_json .bypassed status)" 34
judge <<'END'
the recorder's MAC on the segment   | ghost cloud udp smac=nvr                 | eth-cam spoofed-peer |
this host's MAC on the segment      | ghost cloud udp smac=host                | eth-cam spoofed-peer |
END
quiet_so_far
done_testing
