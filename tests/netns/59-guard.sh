#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The guard: a host on another port of the bridge (see "bridged" in
# topology.bash) that uses a camera's MAC gets neither the camera's place in the
# bridge nor what is meant for it.
# limit: 180
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

load_module
bridged
operator 'segment add eth-cam' \
	"recorder add nvr address 192.168.50.240 mac $NVR_MAC behind eth-rec" \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21"
must ready eth-cam eth-rec eth-off eth-inet br0
judge <<'END'
the bridge learns the recorder      | nvr lobby arp                            | eth-cam passed     | cam, off, inet
and the camera                      | lobby nvr udp                            | lobby passed       | rec
the recorder reaches it             | nvr lobby tcp dport=554                  | lobby passed       | cam
END

say 'a thief in the office'
judge <<'END'
the camera's MAC                    | off: ghost nvr udp smac=lobby            | lobby cloned-mac   |
the camera's MAC and address        | off: lobby nvr udp                       | lobby cloned-mac   |
below IP                            | off: lobby nvr raw type=0x8033           | lobby cloned-mac   |
by ARP, to all                      | off: lobby nvr arp                       | lobby cloned-mac   |
from the internet's port            | inet: lobby cloud tcp                    | lobby cloned-mac   |
with a VLAN tag                     | off: lobby nvr udp tag=10                | lobby cloned-mac   |
another MAC is none of ours         | pc nvr udp                               |                    | rec
what is for the camera reaches it   | nvr lobby tcp dport=554                  | lobby passed       | cam
END
like 'the bridge still knows where the camera is' "$(bridge fdb show br br0)" \
	"$LOBBY_MAC dev eth-cam "

say 'a port that joins later, and one that leaves'
ip link set eth-inet nomaster
ip link set eth-inet master br0
must ready eth-inet
judge <<'END'
guarded again                       | inet: lobby nvr udp                      | lobby cloned-mac   |
END
ip link set eth-inet nomaster
judge <<'END'
no port of the bridge any more      | inet: lobby nvr udp                      |                    |
END

say 'observed'
operator 'camera set lobby mode observe for 1h'
judge <<'END'
only counted                        | off: lobby nvr udp                       | lobby would cloned-mac | rec
END
quiet_so_far
done_testing
