#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Address translation and routes of this host: a frame that was for the recorder
# when it came in, and would leave for somebody else, is "rerouted". Nothing of
# that is a bypass of the first checkpoint.
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

load_module
routed
operator 'segment add eth-cam' 'recorder add nvr address 10.0.2.2 behind eth-rec' \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21"
check 'translation' nft -f - <<'RULES'
table ip nat {
	chain arriving {
		type nat hook prerouting priority dstnat;
		iifname "eth-cam" udp dport 5010 dnat to 10.0.3.2
		iifname "eth-cam" udp dport 5011 dnat to 203.0.113.7
		iifname "eth-cam" udp dport 5012 redirect to 5004
		iifname "eth-cam" udp dport 5013 dnat to 10.0.2.2:6000
	}
	chain leaving {
		type nat hook postrouting priority srcnat;
		oifname { "eth-rec", "eth-inet" } masquerade
		iifname { "eth-off", "eth-inet" } oifname "eth-cam" masquerade
	}
}
RULES
must ready eth-cam eth-rec eth-off eth-inet
past_commit

judge <<'END'
media, masqueraded on its way       | lobby nvr udp                            | lobby passed       | rec
DNAT to another port of the recorder | lobby nvr udp dport=5013                | lobby passed       | rec
DNAT to the office                  | lobby nvr udp dport=5010                 | lobby passed x1, lobby rerouted x1 |
... and again, in the same connection | lobby nvr udp dport=5010               | lobby passed x1, lobby rerouted x1 |
DNAT to the cloud                   | lobby nvr udp dport=5011                 | lobby passed x1, lobby rerouted x1 |
DNAT to this host                   | lobby nvr udp dport=5012                 | lobby passed x1, lobby rerouted x1 |
what is not for the recorder, before | lobby pc udp dport=5013                 | lobby not-recorder |
the cloud, masqueraded or not       | lobby cloud udp                          | lobby not-recorder |
the recorder opens TCP              | nvr lobby tcp                            | lobby passed       | cam
an office PC in this host's name    | pc lobby tcp dport=80                    | lobby inbound      |
the internet in this host's name    | cloud lobby tcp dport=80                 | lobby inbound      |
END

say 'routes'
ip route add 10.0.2.2/32 via 10.0.3.2
judge <<<'the route moved to the office       | lobby nvr udp sport=40001 | lobby passed x1, lobby rerouted x1 |'
ip route replace 10.0.2.2/32 via 198.51.100.1
judge <<<'the route moved to the internet     | lobby nvr udp sport=40002 | lobby passed x1, lobby rerouted x1 |'
ip route replace blackhole 10.0.2.2/32
judge <<<'the route is gone                   | lobby nvr udp sport=40003 | lobby passed |'
ip route del blackhole 10.0.2.2/32
ip address add 10.0.2.2/32 dev lo
judge <<<'the address moved to this host      | lobby nvr udp sport=40004 | lobby passed x1, lobby rerouted x1 |'
ip address del 10.0.2.2/32 dev lo
judge <<<'all as before                       | lobby nvr udp sport=40005 | lobby passed | rec'

say 'the recorder lives elsewhere than the policy says'
# rename_recorder FROM TO: what an interface can do only while it is down
rename_recorder() {
	ip -batch - <<-END
		link set $1 down
		link set $1 name $2
		link set $2 up
		neighbour replace 10.0.2.2 lladdr $NVR_MAC dev $2 nud permanent
	END
	must ready "$2"
}
rename_recorder eth-rec eth-new
judge <<<'its interface has another name now  | lobby nvr udp sport=40006 | lobby passed x1, lobby rerouted x1 |'
rename_recorder eth-new eth-rec
judge <<<'and the old one again               | lobby nvr udp sport=40007 | lobby passed | rec'

is 'none of that is a bypass' "$(in_json .bypassed status)" 0
quiet_so_far
done_testing
