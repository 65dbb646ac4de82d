#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# One of everything that the module can make, in several namespaces and under
# traffic: unloaded, it has given all of it back, and the kernel has no complaint.
cd "$(dirname "$0")/../.." || exit
. tests/lib.sh
. tests/netns/life.bash

quiet_netns host host
quiet_netns bare bare
quiet_netns camera camera
quiet_netns other other
ip -n "$host" link add cam0 address $HOST_MAC type veth \
	peer name eth0 netns "$camera"
ip -n "$camera" link set eth0 up
ip -n "$host" link set cam0 up
ip -n "$host" link add cam1 type dummy
scratch dir
start_module

# all_of_it: every kind of object, in the policy and in what replaces it.
all_of_it() {
	cordon "$host" segment add cam0 vlan 7,8 bpdu yes &&
		cordon "$host" segment add cam1 unknown observe &&
		cordon "$host" segment add cam2 wait &&
		cordon "$host" recorder add nvr address 10.7.0.9 mac 02:00:00:00:00:09 behind cam0 &&
		cordon "$host" server add here self gives ntp &&
		cordon "$host" trusted add laptop mac 02:00:00:00:00:0b segment cam0 for 1h &&
		cordon "$host" camera add lobby mac "$CAMERA_MAC" address "$CAMERA" segment cam0 &&
		cordon "$host" camera add hall address 10.7.0.3 mode observe for 1h &&
		cordon "$host" camera set lobby mark 1/1 &&
		cordon "$host" camera add gone mac 02:00:00:00:00:0c &&
		cordon "$host" camera del gone &&
		cordon "$bare" segment add cam0 wait
}
check 'one of everything' all_of_it
flood "$camera" packet eth0 $HOST_MAC
flows 'evidence of a camera' "$host" cam0
CAMERA_MAC=02:00:00:00:00:0d
CAMERA=10.7.0.77
flood "$camera" packet eth0 $HOST_MAC
has_unknown() {
	cordon "$host" unknown | grep -q 02:00:00:00:00:0d
}
check 'an unknown device' wait_for 20 has_unknown
ip -n "$host" link set cam1 netns "$other"
is 'a segment elsewhere' "$(state "$host" cam1)" displaced

check 'unload, all of it in force' unload
is 'everything was given back' "$(last_words)" 'camcordon: unloaded, nothing left'

# Again, and this time namespace by namespace before the module.
check 'load' load
ip -n "$other" link set cam1 netns "$host"
check 'one of everything again' all_of_it
flows 'the cameras send' "$host" cam0
end_netns "$host"
end_netns "$bare"
end_module
finish
