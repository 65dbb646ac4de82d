#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The host is the recorder itself ("recorder add NAME self"), its programs in a
# container behind a bridge of its own:
#
#   lobby .21 --- eth-cam (segment)  host  br-box .1 --- box 172.20.0.2
#                192.168.50.1              eth-off   --- pc, eth-inet --- cloud
#
# Everything towards the cameras is masqueraded, so that addresses say nothing
# about who speaks; ports are published with DNAT.
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

load_module
routed
new_ends box
{
	# with snooping it would join the group of snoopers, at a time of its choice
	echo "link add br-box address $HOST_MAC:08 type bridge mcast_snooping 0"
	cable eth-box 7 "$box" eth0 02:00:5e:00:07:02
	echo 'link set eth-box master br-box'
	echo 'link set br-box up'
	echo 'address add 172.20.0.1/24 dev br-box'
	echo 'neighbour add 172.20.0.2 lladdr 02:00:5e:00:07:02 dev br-box nud permanent'
} | ip -batch -
must end box "$box" eth0 "$HOST_MAC:08"
must who box box 02:00:5e:00:07:02 172.20.0.2
must sink - 5004
check 'masquerading and published ports' nft -f - <<'RULES'
table ip nat {
	chain arriving {
		type nat hook prerouting priority dstnat;
		iifname "eth-cam" udp dport 5010 dnat to 172.20.0.2:5004
		iifname "eth-cam" udp dport 5020 dnat to 10.0.3.2:5004
	}
	chain leaving {
		type nat hook postrouting priority srcnat;
		oifname "eth-cam" masquerade
	}
}
RULES
operator 'segment add eth-cam' 'recorder add nvr self from br-box' \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21"
must ready eth-cam eth-rec eth-off eth-inet br-box

say 'the host as recorder'
judge <<'END'
media                               | lobby host udp dport=5004                | lobby passed       |
media nobody takes, with the error  | lobby host udp dport=5006                | lobby passed x2    | cam
a TCP answer, with the reset        | lobby host tcp flags=A                   | lobby passed x2    | cam
the camera opens TCP                | lobby host tcp dport=22                  | lobby service      |
the camera pings                    | lobby host ping                          | lobby icmp         |
ARP, with its answer                | lobby host arp                           | lobby passed x2    | cam
END
ping -qnc 1 -W 0.1 192.168.50.21 >/dev/null
judge <<<'the host pings                     | | lobby passed x1 | cam x1'

# The container's own address is not the recorder's: a camera that knew it
# could be told of it only by somebody else.
say 'everything else'
judge <<'END'
the host on another interface       | lobby 10.0.3.1 udp dport=5004            | lobby not-recorder |
the container by its address        | lobby box udp dport=5004                 | lobby not-recorder |
the office                          | lobby pc udp                             | lobby not-recorder |
the cloud                           | lobby cloud udp dport=123                | lobby not-recorder |
broadcast discovery                 | lobby 255.255.255.255 udp dport=37020    | lobby broadcast    |
a maker's own EtherType             | lobby host raw                           | lobby ethertype    |
with this host's address            | lobby host udp sip=host                  | lobby spoofed-peer |
END

say 'the container counts as the recorder'
judge <<'END'
it asks, in the host's name         | box lobby udp sport=41000 dport=3702     | lobby passed       | cam
and is answered                     | lobby host udp sport=3702 dport=41000    | lobby passed       | box
it opens TCP                        | box lobby tcp sport=41001 dport=554      | lobby passed       | cam
media to its published port         | lobby host udp dport=5010                | lobby passed       | box
the cloud is none of our business   | box cloud udp                            |                    | inet
END

say 'others do not, whatever their address is by then'
judge <<'END'
an office PC in the host's name     | pc lobby tcp dport=80                    | lobby inbound      |
the internet in the host's name     | cloud lobby tcp dport=80                 | lobby inbound      |
media published to the office       | lobby host udp dport=5020                | lobby passed x1, lobby rerouted x1 |
END

operator 'recorder set nvr from none'
judge <<'END'
without "from" nor does the container | box lobby tcp sport=41002 dport=554    | lobby inbound      |
and its published port is elsewhere | lobby host udp sport=40001 dport=5010    | lobby passed x1, lobby rerouted x1 |
the host still is                   | lobby host udp sport=40001 dport=5004    | lobby passed       |
END
quiet_so_far
is 'nothing went round the first checkpoint' "$(in_json .bypassed status)" 0
done_testing
