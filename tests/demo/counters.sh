# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Frames from a camera that arrived in the office and on the internet, counted
# where they arrive: at the first netfilter hook of the far end of the cable,
# in namespaces that camcordon has nothing to do with.

# Routed, a camera's frames carry this host's MAC and, masqueraded, its address.
# Nothing else is sent there while a camera is at work, so all IP is counted.
routed_rules() {
	echo 'meta protocol { ip, ip6 } counter name seen'
}

# Bridged, a camera's frame keeps its source MAC whatever else is in it. $1:
# MACs, $2: addresses, for a frame that comes with the address alone.
bridged_rules() {
	echo "ether saddr { $1 } counter name seen accept"
	echo "ip saddr { $2 } counter name seen accept"
	echo "arp saddr ip { $2 } counter name seen accept"
}

# $1: namespace; rules on standard input
count_at() {
	at "$1" nft -f - <<-RULES
		table netdev camera {
			counter seen { }
			chain arriving {
				type filter hook ingress device "eth0" priority -500;
				$(cat)
			}
		}
	RULES
}

# $1: topology, $2: MACs, $3: addresses (both comma separated)
start_counters() {
	local side

	for side in office internet; do
		if [ "$1" = bridge ]; then
			bridged_rules "$2" "$3" | count_at $side
		else
			routed_rules | count_at $side
		fi
	done
}

# How many since the last call.
take_count() {
	at "$1" nft reset counter netdev camera seen |
		sed -n 's/.*packets \([0-9]*\).*/\1/p'
}
