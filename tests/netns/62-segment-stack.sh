#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# limit: 240
# What is stacked on segments: two on one bridge, which they join and leave,
# and VLAN and macvlan devices above one, which come and go; under traffic.
cd "$(dirname "$0")/../.." || exit
. tests/lib.sh
. tests/netns/life.bash

quiet_netns host host
away_from "$host"
ip -n "$host" address flush dev net0
ip -n "$host" link add br0 type bridge
ip -n "$host" link set net0 master br0

# camera_on IFACE MAC: a namespace of its own behind it, in $camera
camera_on() {
	quiet_netns camera camera
	ip -n "$host" link add "$1" address "$2" type veth peer name eth0 netns "$camera"
	ip netns exec "$host" sh -c \
		"echo 2 >/sys/class/net/$1/queues/rx-0/rps_cpus"
	ip -n "$camera" link set eth0 up
	ip -n "$host" link set "$1" master br0 up
}
camera_on cam0 $HOST_MAC
first=$camera
camera_on cam1 02:00:5e:00:00:02
second=$camera
ip -n "$host" link set br0 up
start_module

# One floods the bridge's far end, the other the first camera.
flood "$first" packet eth0 $AWAY_MAC
away_flood=$flood
# To a MAC nobody knows: the bridge has to copy it to all its ports.
flood "$second" packet eth0 02:00:00:00:00:77 11
camera_flood=$flood
check 'no segment: across the bridge' wait_for 20 more_seen "$away" 100
check 'no segment: from camera to camera' wait_for 20 more_seen "$first" 100
kill -STOP $away_flood $camera_flood

check 'one segment on the bridge' cordon "$host" segment add cam0
check 'and another' cordon "$host" segment add cam1
is 'both are closed' "$(state "$host" cam0) $(state "$host" cam1)" 'closed closed'
is 'both are said to be bridged' \
	"$(cordon "$host" status | grep -c 'CLOSED .*; bridged')" 2
start=$(seen "$away")
start_first=$(seen "$first")
kill -CONT $away_flood $camera_flood
flows 'the first camera sends' "$host" cam0
flows 'the second camera sends' "$host" cam1

for round in 1 2; do
	ip -n "$host" link set cam0 nomaster
	ip -n "$host" link set cam1 nomaster
	[ $round != 1 ] || is 'no more bridged' \
		"$(cordon "$host" status | grep -c 'bridged$')" 0
	ip -n "$host" link set cam0 master br0
	ip -n "$host" link set cam1 master br0
	flows "$round: left the bridge and joined it again" "$host" cam0
done
is 'bridged again' "$(cordon "$host" status | grep -c 'CLOSED .*; bridged')" 2
is 'nothing crossed the bridge' "$(seen "$away")" "$start"
is 'nothing went from camera to camera' "$(seen "$first")" "$start_first"
stop_flood "$camera_flood"
stop_flood "$away_flood"

# Routed from here on.
ip -n "$host" link set cam0 nomaster
ip -n "$host" link set net0 nomaster
ip -n "$host" address add 198.51.100.1/24 dev net0
ip -n "$host" neighbour replace $AWAY lladdr $AWAY_MAC dev net0 nud permanent
cordon "$host" segment del cam0
cordon "$host" segment del cam1

UPPER_MAC=02:00:5e:00:00:07
make_vlan() {
	ip -n "$host" link add link cam0 name cam0.7 type vlan id 7
	ip -n "$host" link set cam0.7 up
}
make_macvlan() {
	ip -n "$host" link add link cam0 name mac0 address $UPPER_MAC type macvlan
	ip -n "$host" link set mac0 up
}

make_vlan
make_macvlan
flood "$first" packet eth0 $HOST_MAC 9 vlan 7
vlan_flood=$flood
check 'no segment: through the VLAN device' wait_for 20 more_seen "$away" "$start"
stop_flood "$vlan_flood"
start=$(seen "$away")
flood "$first" packet eth0 $UPPER_MAC
macvlan_flood=$flood
check 'no segment: through the macvlan device' wait_for 20 more_seen "$away" "$start"
flood "$first" packet eth0 $HOST_MAC 9 vlan 7
vlan_flood=$flood
kill -STOP $macvlan_flood $vlan_flood

check 'segment below both, its VLAN listed' cordon "$host" segment add cam0 vlan 7
check 'camera' cordon "$host" camera add lobby mac $CAMERA_MAC
start=$(seen "$away")
kill -CONT $macvlan_flood $vlan_flood
flows 'the camera sends to the devices above' "$host" cam0

# What ingress shaping takes around the first checkpoint, the exit has to stop:
# it must know every device above, the ones made a moment ago too.
shape() {
	ip -n "$host" link add ifb0 type ifb
	ip -n "$host" link set ifb0 up
	ip netns exec "$host" tc qdisc add dev cam0 ingress
	ip netns exec "$host" tc filter add dev cam0 parent ffff: protocol all \
		matchall action mirred egress redirect dev ifb0
}
check 'ingress shaping' shape
# A macvlan device takes frames until after it was unlinked from the segment.
for round in 1 2 3 4; do
	ip -n "$host" link del cam0.7
	make_vlan
	ip -n "$host" link del mac0
	make_macvlan
	flows "$round: devices above it gone and back" "$host" cam0
done
bypassed() {
	cordon "$host" -j status | sed -n 's/.*"bypassed": *\([0-9]*\).*/\1/p'
}
check 'the exit saw what went round ingress' test "$(bypassed)" -gt 0
is 'nothing was routed' "$(seen "$away")" "$start"

stop_flood "$macvlan_flood"
stop_flood "$vlan_flood"
end_module
finish
