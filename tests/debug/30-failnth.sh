#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# limit: 3600
# Every allocation of every operation fails once (failnth.c).
# FAILNTH (module policy links) names groups of operations, or operations.
cd "$(dirname "$0")/../.." || exit
. tests/lib.sh
. tests/debug/common.bash

# Allocations that may sleep fail too, and nobody prints where.
faults=/sys/kernel/debug/failslab
echo N >$faults/ignore-gfp-wait
echo 0 >$faults/verbose

new_netns host host
ip -n "$host" link add lan0 type dummy
ip -n "$host" link add br9 type bridge
ip -n "$host" link set lan0 up

failnth() {
	relay "failnth $*" ip netns exec "$host" build/debug/bin/failnth "$MODULE" "$@"
}

operator() {
	ip netns exec "$host" "$CORDONCTL" "$@"
}

# One of everything: what has to be in force after each failure.
policy() {
	operator segment add seg1 wait &&
		operator recorder add nvr address 10.9.1.2 behind lan0 &&
		operator server add time self gives ntp &&
		operator profile add bell opens ntp,tcp/8000 serves rtsp &&
		operator camera add lobby mac 02:00:00:00:00:07 address 10.9.0.9 profile bell &&
		operator trusted add laptop mac 02:00:00:00:00:08 segment seg1 forever
}

for group in ${FAILNTH:-module policy links}; do
	if [ "$group" = module ]; then
		failnth module
		continue
	fi
	if [ ! -e /sys/module/camcordon ]; then
		start_module
		check 'a policy' policy
	fi
	failnth "$group"
done
[ ! -e /sys/module/camcordon ] || end_module
finish
