#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The host as a bridge (see "bridged" in topology.bash) on which br_netfilter is
# loaded, as Docker does: IP's hooks see bridged packets then, and address
# translation works on them.
# limit: 120
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

load_module
check 'br_netfilter' modprobe br_netfilter
at_exit modprobe -r br_netfilter
bridged
must sysctl - bridge/bridge-nf-call-iptables=1
operator 'segment add eth-cam' \
	"recorder add nvr address 192.168.50.240 mac $NVR_MAC behind eth-rec" \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21"
must ready eth-cam eth-rec eth-off eth-inet br0
judge <<'END'
the bridge learns the recorder      | nvr lobby arp                            | eth-cam passed     | cam, off, inet
media to the recorder               | lobby nvr udp dport=5004                 | lobby passed       | rec
a TCP answer                        | lobby nvr tcp sport=554 dport=40000 flags=A | lobby passed    | rec
the recorder opens TCP              | nvr lobby tcp dport=554                  | lobby passed       | cam
the cloud                           | lobby cloud tcp dport=443                | lobby not-recorder |
the office                          | pc lobby tcp dport=80                    | lobby inbound      |
END

say 'the bridge translates the recorder away'
nft -f - <<-END
	table ip away {
		chain arriving {
			type nat hook prerouting priority dstnat
			ip daddr 192.168.50.240 udp dport 6000 dnat to 192.168.50.41
		}
	}
END
past_commit
judge <<'END'
to an office PC                     | lobby nvr udp dport=6000                 | lobby passed x1, lobby rerouted x1 |
what is not translated              | lobby nvr udp dport=6001                 | lobby passed       | rec
END
nft delete table ip away
quiet_so_far
is 'nothing went round the first checkpoint' "$(in_json .bypassed status)" 0
done_testing
