#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# With ordinary ingress shaping on the segment (tc, ifb) the first checkpoint
# sees nothing at all: the kernel takes a frame that comes back from ifb for one
# that was seen. The exit checkpoint has to hold: routed, and with this host as
# the recorder.
#
# Left out is what no hook of the kernel can see then, since nothing on this
# host takes it but packet sockets: EtherTypes other than IP and ARP, tags, and
# groups that this host is no member of, on a segment that is no bridge port.
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

load_module
routed
operator 'segment add eth-cam' 'recorder add nvr address 10.0.2.2 behind eth-rec' \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21"
shape eth-cam
must ready eth-cam eth-rec eth-off eth-inet
must monitor
past_commit

# What passes was to be counted at the first checkpoint, so it is not.
say 'routed'
judge <<'END'
media to the recorder still passes  | lobby nvr udp                            |                    | rec
the cloud                           | lobby cloud tcp dport=443                | lobby not-recorder |
a name server                       | lobby 8.8.8.8 udp dport=53               | lobby not-recorder |
the office                          | lobby pc tcp dport=445                   | lobby not-recorder |
ten to the office                   | lobby pc udp count=10                    | lobby not-recorder |
this host                           | lobby host udp dport=53                  | lobby not-recorder |
this host by ping                   | lobby host ping                          | lobby not-recorder |
the camera opens TCP                | lobby nvr tcp dport=443                  | lobby service      |
broadcast discovery                 | lobby 255.255.255.255 udp dport=37020    | lobby broadcast    |
an address it has not               | lobby nvr udp sip=192.168.50.77          | lobby spoofed-address |
ARP in another card's name          | lobby host arp sha=porch                 | lobby arp          |
ARP for its factory gateway         | lobby 192.168.50.254 arp                 | lobby arp          |
a device nobody listed              | ghost cloud udp                          | eth-cam unknown-device |
a camera's address, another card    | lobby nvr udp smac=ghost                 | eth-cam cloned-address |
this host's MAC                     | ghost cloud udp smac=host                | eth-cam spoofed-peer |
END
is 'each drop of them is a bypass' "$(in_json .bypassed status)" 23
bench_check 'which is told' event event=bypass camera=lobby reason=not-recorder remote=203.0.113.7
bench_check 'of unlisted devices, too' event event=bypass segment=eth-cam reason=unknown-device

# The checkpoint towards the cameras is not affected, and counts as ever.
judge <<'END'
the recorder opens TCP              | nvr lobby tcp dport=554                  | lobby passed       | cam
the office                          | pc lobby tcp dport=80                    | lobby inbound      |
END

say 'this host as the recorder'
operator 'recorder add here self'
must sink - 5004
past_commit
judge <<'END'
media to this host passes           | lobby host udp dport=5004                |                    |
the camera opens TCP                | lobby host tcp dport=22                  | lobby service      |
this host on another interface      | lobby 10.0.3.1 udp dport=53              | lobby not-recorder |
the cloud                           | lobby cloud udp dport=123                | lobby not-recorder |
the office                          | lobby pc udp                             | lobby not-recorder |
an isolated device nobody listed    | ghost host udp dport=5004                | eth-cam unknown-device |
END
is 'each drop of them is a bypass' "$(in_json .bypassed status)" 28

# An explanation that is no bypass: address translation.
nft -f - <<'RULES'
table ip nat {
	chain arriving {
		type nat hook prerouting priority dstnat;
		iifname "eth-cam" udp dport 5006 dnat to 10.0.3.2
	}
}
RULES
judge <<<'media that DNAT sends to the office | lobby nvr udp dport=5006 | lobby rerouted |'
is 'what was translated is none' "$(in_json .bypassed status)" 28
quiet_so_far
done_testing
