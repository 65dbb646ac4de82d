#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# limit: 240
# A segment's device is moved to another network namespace and back while
# frames run in both directions; then namespaces end with it in them.
cd "$(dirname "$0")/../.." || exit
. tests/lib.sh
. tests/netns/life.bash

quiet_netns host host
quiet_netns camera camera
quiet_netns other other
away_from "$host"
start_module

# Frames are handed to the other CPU by a queue: what is still in it while the
# device changes its namespace is the hard case.
cable() {
	ip -n "$host" link add cam0 address $HOST_MAC type veth \
		peer name eth0 netns "$camera"
	ip netns exec "$host" sh -c \
		'echo 2 >/sys/class/net/cam0/queues/rx-0/rps_cpus'
	ip -n "$camera" link set eth0 up
}

cable
ip -n "$host" link set cam0 up
flood "$camera" packet eth0 $HOST_MAC
outwards=$flood
check 'no segment: frames get away' wait_for 20 more_seen "$away" 100
kill -STOP "$outwards"

# The other direction: counted where the camera is, sent where its segment is.
# Forwarded frames never go there.
before=$(seen "$camera")
flood "$host" direct cam0 $CAMERA_MAC 10 frames 20
check 'no segment: frames reach the camera' wait_for 20 more_seen "$camera" $((before + 19))
wait "$flood"

check 'segment' cordon "$host" segment add cam0
check 'camera' cordon "$host" camera add lobby mac $CAMERA_MAC
is 'it is closed' "$(state "$host" cam0)" closed
start=$(seen "$away")
kill -CONT "$outwards"
flows 'the camera sends' "$host" cam0

for round in 1 2; do
	check "$round: moved away" ip -n "$host" link set cam0 netns "$other"
	is "$round: displaced, says the namespace it is missing in" \
		"$(state "$host" cam0)" displaced
	ip -n "$other" link set cam0 up
	flows "$round: the camera sends there" "$other" cam0
	if [ $round = 1 ]; then
		like 'status says what that means' "$(cordon "$host" status)" \
			'^cam0: DISPLACED .*nothing passes'
		flood "$other" direct cam0 $CAMERA_MAC 10 frames 2000
		wait "$flood"
	fi
	check "$round: moved back" ip -n "$other" link set cam0 netns "$host"
	is "$round: closed again" "$(state "$host" cam0)" closed
	ip -n "$host" link set cam0 up
	flows "$round: the camera sends at home" "$host" cam0
done
is 'nothing came in where it was displaced' "$(seen_by_ip "$other")" 0
is 'nothing went out where it was displaced' "$(seen "$camera")" $((before + 20))
is 'nothing got away at home' "$(seen "$away")" "$start"

# The namespace it is displaced in ends, and the device with it.
ip -n "$host" link set cam0 netns "$other"
ip -n "$other" link set cam0 up
flows 'displaced once more' "$other" cam0
is 'and still nothing came in' "$(seen_by_ip "$other")" 0
end_netns "$other"
becomes 'the device died with a namespace: it waits' "$host" cam0 waiting
cable
ip -n "$host" link set cam0 up
is 'a new one is closed' "$(state "$host" cam0)" closed
flows 'the camera sends through the new one' "$host" cam0
is 'nothing got away through it' "$(seen "$away")" "$start"

# The namespace whose policy it is ends under traffic, the segment in it, and
# with it the interface that counted: from here on IP counts.
no_eth0() {
	! has_iface "$camera" eth0
}
is 'IP has counted what the interface has' "$(seen_by_ip "$away")" "$start"
end_netns "$host"
check 'its own namespace is gone' wait_for 20 no_eth0
is 'nothing got away at the end' "$(seen_by_ip "$away")" "$start"

# The same, with the device elsewhere: nobody is left to ask, it is given back.
quiet_netns host host
quiet_netns other other
check 'segment in a new namespace' cordon "$host" segment add cam0 wait
cable
ip -n "$host" link set cam0 netns "$other"
ip -n "$other" link set cam0 up
flows 'displaced in a third' "$other" cam0
is 'nothing came in there' "$(seen_by_ip "$other")" 0
end_netns "$host"
more_there() {
	[ "$(seen_by_ip "$other")" -gt 0 ]
}
check 'given back when the namespace of its policy is gone' wait_for 20 more_there

end_module
finish
