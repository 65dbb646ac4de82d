#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# limit: 300
# Two policies take turns while a camera sends on two CPUs. One has a recorder
# and a profile, the other one another recorder and, under the same name, another
# profile: who saw the recorder of one with the profile of the other would pass
# what neither passes.
cd "$(dirname "$0")/../.." || exit
. tests/lib.sh
. tests/netns/life.bash

OTHER=203.0.113.2
quiet_netns host host
quiet_netns camera camera
away_from "$host"
beyond other "$host" net1 203.0.113.1 $OTHER
ip -n "$host" link add cam0 address $HOST_MAC type veth \
	peer name eth0 netns "$camera"
ip -n "$camera" link set eth0 up
ip -n "$host" link set cam0 up
scratch dir

# count NAMESPACE: by port, what comes in there; nothing of ours counts it.
count() {
	ip netns exec "$1" nft -f - <<-'RULES'
		table netdev count {
			counter first { }
			counter second { }
			chain in {
				type filter hook ingress device "eth0" priority 0;
				udp dport 1000 counter name first
				udp dport 2000 counter name second
			}
		}
	RULES
}
# counted NAMESPACE first|second
counted() {
	ip netns exec "$1" nft -j list counter netdev count "$2" |
		jq '.nftables[] | .counter // empty | .packets'
}
count "$away"
count "$other"

# policy NAME RECORDER BEHIND PORT
policy() {
	cat >"$dir/$1.yaml" <<END
version: 1
segments: [{interface: cam0}]
recorders: [{name: nvr, addresses: [$2], behind: $3}]
profiles: [{name: own, opens: [udp/$4]}]
cameras: [{name: lobby, mac: $CAMERA_MAC, addresses: [$CAMERA], profile: own}]
END
}
policy first $AWAY net0 1000
policy second $OTHER net1 2000

start_module
check 'the first policy' cordon "$host" apply "$dir/first.yaml"
floods=()
for to in $AWAY $OTHER; do
	for cpu in 0 1; do
		taskset -c $cpu nsenter --net="/run/netns/$camera" \
			tests/netns/flood.py packet eth0 $CAMERA_MAC $HOST_MAC \
			$CAMERA "$to" $(((cpu + 1) * 1000)) &
		floods+=($!)
		at_exit kill -9 $!
	done
done
arrives() {
	[ "$(counted "$1" "$2")" -gt "$3" ]
}
check 'frames pass' wait_for 60 arrives "$away" first 20

for round in 1 2 3 4; do
	now=$(counted "$other" second)
	check "$round: the second policy" cordon "$host" apply "$dir/second.yaml"
	check "$round: its frames pass" wait_for 60 arrives "$other" second $((now + 20))
	now=$(counted "$away" first)
	check "$round: the first policy" cordon "$host" apply "$dir/first.yaml"
	check "$round: its frames pass" wait_for 60 arrives "$away" first $((now + 20))
done
for process in "${floods[@]}"; do stop_flood "$process"; done

is 'no frame saw the first recorder and the second profile' "$(counted "$away" second)" 0
is 'nor the second recorder and the first profile' "$(counted "$other" first)" 0
is 'evidence tells of the two services that passed' "$(cordon "$host" -j evidence lobby passed |
	jq -c '[.evidence[] | [.remote, .service]] | sort')" \
	"[[\"$AWAY\",\"udp/1000\"],[\"$OTHER\",\"udp/2000\"]]"
# what passed by one policy may meet the other at the exit
passed=$(cordon "$host" -j stats lobby | jq '.cameras[0].passed.packets')
arrived=$(($(counted "$away" first) + $(counted "$other" second)))
is 'its counters outlived all of them' "$((passed >= arrived && arrived > 0))" 1
end_module
finish
