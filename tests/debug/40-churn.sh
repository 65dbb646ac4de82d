#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# limit: 1200
# Everything at once, for CHURN_SECONDS (60): namespaces and links come and go,
# are renamed, moved and put into bridges and VLANs, policies are committed and
# listed, the module is unloaded and loaded, and frames come in all the while.
# Any command may fail, because of the others, but of each kind some have to
# succeed; the kernel log stays clean, and in the end all is given back.
cd "$(dirname "$0")/../.." || exit
. tests/lib.sh
. tests/debug/common.bash

seconds=${CHURN_SECONDS:-60}
scratch dir
new_netns host host
new_netns camera camera
ip -n "$host" link add br0 type bridge vlan_filtering 1
ip -n "$host" link set br0 up
ip -n "$host" link add cam0 type veth peer name eth0 netns "$camera"
ip -n "$host" link set cam0 up
ip -n "$camera" link set eth0 up
start_module
until=$((SECONDS + seconds))

inside() {
	nsenter --net="/run/netns/$host" "$@"
}

# try COMMAND...: counts it, and whether it succeeded.
try() {
	tried=$((tried + 1))
	! "$@" >/dev/null 2>&1 || good=$((good + 1))
}

# again WORKER: over and over until the time is over.
again() {
	local tried=0 good=0

	while [ "$SECONDS" -lt "$until" ]; do
		"$1"
	done
	echo "$good of $tried commands" >"$dir/$1"
}

namespaces() {
	try ip netns add churn
	try ip -n churn link set lo up
	try ip netns exec churn "$CORDONCTL" segment add cam7 wait
	try ip -n churn link add cam7 type dummy
	try ip -n churn link set cam7 up
	try ip netns del churn
}

links() {
	try ip -n "$host" -batch - <<-END
		link add cam1 type veth peer name far1
		link set cam1 up
		link set cam1 master br0
		link set cam1 nomaster
		link add link cam1 name cam1.7 type vlan id 7
		link set cam1 down
		link set cam1 name cam2
		link set cam2 name cam1
		link set cam1 up
	END
	try ip -n "$host" link set cam1 netns "$camera"
	try ip -n "$camera" link set cam1 netns "$host"
	try ip -n "$host" link del far1
}

bridges() {
	try ip -n "$host" -batch - <<-END
		link set cam0 master br0
		address add 10.7.0.1/24 dev br0
	END
	try inside bridge vlan add dev cam0 vid 7
	try inside bridge vlan del dev cam0 vid 7
	try ip -n "$host" -batch - <<-END
		address del 10.7.0.1/24 dev br0
		link set cam0 nomaster
	END
}

commits() {
	try inside "$CORDONCTL" segment add cam0
	try inside "$CORDONCTL" segment add cam1 wait unknown observe
	try inside "$CORDONCTL" recorder add nvr self
	try inside "$CORDONCTL" camera add lobby mac 44:19:b6:01:02:03 address 10.7.0.2
	try inside "$CORDONCTL" camera allow lobby to 203.0.113.7 https for 1s
	try inside "$CORDONCTL" camera set lobby profile any
	try inside "$CORDONCTL" camera del lobby
	try inside "$CORDONCTL" segment del cam1
}

dumps() {
	try inside "$CORDONCTL" -j stats
	try inside "$CORDONCTL" evidence
	try inside "$CORDONCTL" unknown
	try inside timeout 1 "$CORDONCTL" monitor
}

reloads() {
	sleep 5
	try rmmod camcordon
	try insmod "$MODULE"
}

# Frames of a camera and of a stranger, towards the host and beyond.
for mac in 44:19:b6:01:02:03 02:00:00:00:00:0d; do
	nsenter --net="/run/netns/$camera" tests/netns/flood.py packet eth0 $mac \
		02:00:00:00:00:08 10.7.0.2 198.51.100.2 9 seconds "$seconds" &
	at_exit kill -9 $!
done
churning=()
for worker in namespaces links bridges commits dumps reloads; do
	again "$worker" &
	churning+=($!)
done
wait "${churning[@]}"
for worker in namespaces links bridges commits dumps reloads; do
	like "$worker" "$(cat "$dir/$worker")" '^[1-9]'
	say "$(cat "$dir/$worker")"
done

# Afterwards it has to work as if nothing had been.
afterwards() {
	inside "$CORDONCTL" segment add seg9 wait &&
		inside "$CORDONCTL" -j segment list | grep -q '"seg9"'
}
[ -e /sys/module/camcordon ] || check 'load it again' insmod "$MODULE"
check 'a segment can be added and listed' afterwards
end_module
finish
