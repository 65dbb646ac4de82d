#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# limit: 240
# The module is loaded and unloaded over and over while frames run on two CPUs
# through what it closes, and with its sockets in every state.
cd "$(dirname "$0")/../.." || exit
. tests/lib.sh
. tests/netns/life.bash

quiet_netns host host
quiet_netns camera camera
away_from "$host"
ip -n "$host" link add cam0 address $HOST_MAC type veth \
	peer name eth0 netns "$camera"
ip netns exec "$host" sh -c 'echo 2 >/sys/class/net/cam0/queues/rx-0/rps_cpus'
ip -n "$camera" link set eth0 up
ip -n "$host" link set cam0 up
ip -n "$host" link set net0 up
scratch dir

start_module
flood "$camera" packet eth0 $HOST_MAC

# cordoned ROUND: closed while frames run; from the moment in which the command
# is done, not one more gets away.
cordoned() {
	local quiet

	check "$1: frames get away" wait_for 20 more_seen "$away" "$(seen "$away")"
	check "$1: segment" cordon "$host" segment add cam0
	quiet=$(seen "$away")
	cordon "$host" camera add lobby mac $CAMERA_MAC profile pull
	flows "$1: the camera sends" "$host" cam0
	is "$1: nothing gets away" "$(seen "$away")" "$quiet"
}

for round in 1 2 3 4; do
	[ $round = 1 ] || check "$round: load" load
	cordoned $round
	[ $round = 4 ] || check "$round: unload" unload
done

# Sockets in the middle of things. A dump that is not read to its end holds the
# module, as the kernel's core wants it; all else lets go.
ip netns exec "$host" python3 tests/netns/holds.py "$dir" &
holder=$!
at_exit kill -9 $holder
check 'a dump is half read' wait_for 60 test -e "$dir/dumping"
refuses 'the module is in use' 1 'in use' unload
touch "$dir/end-dump"
check 'a change is staged, and events are listened to' \
	wait_for 60 test -e "$dir/staging"
check 'unloaded over them' unload
is 'the staged change was given back' "$(last_words)" \
	'camcordon: unloaded, nothing left'
check 'loaded again' load
touch "$dir/go-on"
wait $holder
is 'the old socket has nothing staged any more' $? 0
end_module
finish
