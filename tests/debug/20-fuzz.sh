#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# limit: 3600
# Messages that are almost right, from several writers at once, while frames
# come in. Afterwards the module has to work as if nothing had been.
# FUZZ_MESSAGES (20000) and SEED may be given: the same seed makes the same messages.
cd "$(dirname "$0")/../.." || exit
. tests/lib.sh
. tests/debug/common.bash

new_netns host host
new_netns camera camera
ip -n "$host" link add fuzz0 type veth peer name eth0 netns "$camera"
ip -n "$host" link add fuzz1 type dummy
ip -n "$host" link add lan0 type dummy
ip -n "$host" link set fuzz0 up
ip -n "$camera" link set eth0 up
start_module
nsenter --net="/run/netns/$camera" tests/netns/flood.py packet eth0 02:00:00:00:00:07 \
	02:00:00:00:00:08 10.9.0.7 10.9.0.8 9 &
at_exit kill -9 $!

SEED=${SEED:-$((RANDOM << 15 | RANDOM))}
say "SEED=$SEED"
relay 'the fuzzer' ip netns exec "$host" build/debug/bin/fuzz "$SEED" \
	"${FUZZ_MESSAGES:-20000}" 4

# Were they near enough to right? Of 100000 messages, 2000 changed the policy.
generation() {
	ip netns exec "$host" "$CORDONCTL" -j status | jq .generation
}
commits=$(generation)
say "$commits commits"
check 'many were accepted' test "$commits" -gt $((${FUZZ_MESSAGES:-20000} / 200))

# What waits to be confirmed may be the fuzzer's.
afterwards() {
	ip netns exec "$host" "$CORDONCTL" confirm
	ip netns exec "$host" "$CORDONCTL" segment add seg9 wait &&
		ip netns exec "$host" "$CORDONCTL" camera add after mac 02:00:00:00:01:01 segment seg9 &&
		ip netns exec "$host" "$CORDONCTL" -j camera list | grep -q '"after"'
}
check 'a camera can be added and listed' afterwards
end_module
finish
