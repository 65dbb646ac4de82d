#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# limit: 300
# 'segment add' does not close what the caller's login or the default route
# goes by, directly or through what stands above the interface.
# shellcheck disable=SC2154,SC2016
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

tool=$PWD/${CORDONCTL:-build/cordonctl}
module=${MODULE:-build/module/$(uname -r)/kmod/camcordon.ko}
ssh=
unset SSH_CONNECTION SSH_CLIENT

if [ ! -e /sys/module/camcordon ]; then
	check 'load the module' insmod "$module"
	at_exit rmmod camcordon
fi
new_netns host host

# Logged in as $ssh says, if it does.
cordonctl() {
	ip netns exec "$host" env ${ssh:+SSH_CONNECTION="$ssh"} "$tool" "$@"
}

# guarded WHAT INTERFACE PATTERN
guarded() {
	refuses "$1" 1 "^cordonctl: $2 carries $3.*force" cordonctl segment add "$2"
	is "$1: nothing was closed" "$(cordonctl -j segment list)" '{"segments":[]}'
}

# free WHAT INTERFACE [KEY...]
free() {
	check "$1" cordonctl segment add "${@:2}"
	cordonctl segment del "$2"
}

ip -n "$host" link add uplink type veth peer name gateway
ip -n "$host" link add cams type veth peer name cam
ip -n "$host" link set uplink up
ip -n "$host" link set gateway up
ip -n "$host" link set cams up
ip -n "$host" link set cam up
ip -n "$host" addr add 10.0.0.2/24 dev uplink

free 'nothing is in the way' uplink
ip -n "$host" route add default via 10.0.0.1 dev uplink
guarded 'the default route' uplink 'the default route'
free 'another interface' cams
free 'an open segment closes nothing' uplink unknown open
free 'forced' uplink force
free 'forced, as an option' uplink --force
cordonctl segment add uplink unknown open
refuses 'closing it later is the same' 1 'uplink carries the default route' \
	cordonctl segment set uplink unknown quarantine
check 'changing something else is not' cordonctl segment set uplink bpdu yes
cordonctl segment del uplink
ip -n "$host" route del default

ip -n "$host" route add default via 10.0.0.1 dev uplink table 77
guarded 'a default route of another table' uplink 'the default route'
ip -n "$host" route del default table 77
ip -n "$host" route add blackhole default
free 'a default route to nowhere' uplink
ip -n "$host" route del blackhole default
ip -n "$host" addr add fd00::2/64 dev uplink nodad
ip -n "$host" route add default via fd00::1 dev uplink
guarded 'the default route of IPv6' uplink 'the default route'
ip -n "$host" route del default via fd00::1 dev uplink

# --- VLAN and bond above it ---

ip -n "$host" link add link uplink name uplink.5 type vlan id 5
ip -n "$host" link set uplink.5 up
ip -n "$host" addr add 10.5.0.2/24 dev uplink.5
ip -n "$host" route add default via 10.5.0.1
guarded 'a default route over a VLAN above' uplink 'the default route'
free 'a VLAN is not what is beside it' cams
ip -n "$host" link del uplink.5

# --- the login ---

ssh='10.0.0.9 50000 10.0.0.2 22'
guarded 'the login' uplink 'your own login \(from 10.0.0.9\)'
free 'not the login' cams
ssh='fd00::9 50000 fd00::2 22'
guarded 'the login over IPv6' uplink 'your own login'
ssh='192.0.2.9 50000 10.0.0.2 22'
guarded 'a login from where no route leads' uplink 'your own login'
ssh='10.0.0.9 50000 10.0.0.2 22'
refuses 'a login behind sudo' 1 'uplink carries your own login' \
	ip netns exec "$host" env SSH_CONNECTION="$ssh" \
	bash -c 'env -i "$1" segment add uplink; exit' - "$tool"
# The variable that dates from the days before.
ssh=
refuses 'a login that only SSH_CLIENT tells' 1 'uplink carries your own login' \
	ip netns exec "$host" env SSH_CLIENT='10.0.0.9 50000 22' "$tool" segment add uplink

# --- a bridge above ---

# A gateway that is known to be behind one port does not bar the others.
ip -n "$host" addr flush dev uplink
ip -n "$host" link add br0 type bridge
for port in uplink cams; do
	ip -n "$host" link set $port master br0
done
ip -n "$host" link set br0 up
ip -n "$host" addr add 10.0.0.2/24 dev br0
ip -n "$host" route add default via 10.0.0.1
guarded 'a gateway not seen yet may be behind any port' cams 'the default route'
ip -n "$host" neigh replace 10.0.0.1 lladdr 02:00:00:00:00:01 dev br0
guarded 'nor does its MAC alone tell' cams 'the default route'
bridge -n "$host" fdb replace 02:00:00:00:00:01 dev uplink master static
guarded 'the port it is behind' uplink 'the default route'
free 'the other port' cams
ssh='10.0.0.9 50000 10.0.0.2 22'
guarded 'a login not seen yet may be behind any port' cams 'your own login'
ip -n "$host" neigh replace 10.0.0.9 lladdr 02:00:00:00:00:09 dev br0
bridge -n "$host" fdb replace 02:00:00:00:00:09 dev cams master static
guarded 'a login behind the port' cams 'your own login'
bridge -n "$host" fdb replace 02:00:00:00:00:09 dev uplink master static
free 'a login behind the other port' cams

finish
