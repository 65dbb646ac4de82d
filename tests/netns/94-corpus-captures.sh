#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Real captures: the module says of every frame what cordonctl replay says, which
# tests/packets/captures.py has asked. The host is a bridge that copies all frames
# to all ports, so that each meets the checkpoint that replay takes it to meet.
# limit: 900
# forward: 32000
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"
# shellcheck source=tests/packets/module.bash
. tests/packets/module.bash

if [ ! -d build/packets/1 ]; then
	skip 'real captures' 'none in build/packets, where tests/packets/captures.py leaves them'
	finish
fi

bridged
ip link set br0 type bridge mcast_snooping 0
for port in eth-cam eth-rec eth-off eth-inet; do
	ip link set "$port" mtu 65000 type bridge_slave learning off
done
for end in "$cam" "$rec" "$off"; do
	ip -n "$end" link set eth0 mtu 65000
done
for directory in build/packets/*; do
	load_module
	check "the policy made of captures ${directory##*/}" as_written "$directory/policy.yaml"
	[ "$directory" != build/packets/1 ] || must ready eth-cam eth-rec eth-off eth-inet br0
	check "the module agrees with replay, captures ${directory##*/}" \
		tests/packets/played.py "$directory" \
		"eth-cam=$cam:eth0" "eth-rec=$rec:eth0" "elsewhere=$off:eth0"
done
done_testing
