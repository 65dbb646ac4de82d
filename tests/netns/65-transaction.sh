#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Changes of the policy: staged, all or nothing, one at a time; and what a
# camera was counted with stays with it.
cd "$(dirname "$0")/../.." || exit
. tests/lib.sh
. tests/netns/life.bash

quiet_netns host host
quiet_netns camera camera
ip -n "$host" link add cam0 address $HOST_MAC type veth \
	peer name eth0 netns "$camera"
ip -n "$camera" link set eth0 up
ip -n "$host" address add 10.7.0.1/24 dev cam0
ip -n "$host" link set cam0 up
ip -n "$host" link add lan0 address 02:00:5e:00:00:0a type dummy
start_module

# Something to keep: exactly 50 frames, of the camera and of a stranger.
check 'segment' cordon "$host" segment add cam0
check 'camera' cordon "$host" camera add lobby mac $CAMERA_MAC
flood "$camera" packet eth0 $HOST_MAC 9 frames 50
wait "$flood"
check 'all frames have arrived' wait_for 20 has_received "$host" cam0 50

program in_netns "$host" python3 tests/netns/transaction.py
end_module
finish
