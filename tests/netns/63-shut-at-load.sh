#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Segments that the module's parameter names: closed from its first moment, with
# nothing allowed, until a policy comes; and what is wrong with such a list.
cd "$(dirname "$0")/../.." || exit
. tests/lib.sh
. tests/netns/life.bash

quiet_netns camera camera
scratch dir
keep_hooks
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1

# plug NAME: an interface of that name here, with the camera behind it.
plug() {
	ip link add "$1" address $HOST_MAC type veth peer name "to-$1" netns "$camera"
	ip -n "$camera" link set "to-$1" up
	ip link set "$1" up
}
by_ip() {
	awk '$1 == "Ip:" && $2 != "Forwarding" { print $4 }' /proc/net/snmp
}
# sent INTERFACE: 50 frames, addressed to this host, that came in there.
sent() {
	local frames

	frames=$(cat "/sys/class/net/$1/statistics/rx_packets")
	nsenter --net="/run/netns/$camera" tests/netns/flood.py packet "to-$1" "$CAMERA_MAC" \
		"$HOST_MAC" "$CAMERA" 10.7.0.1 9 frames 50
	wait_for 20 came "$1" $((frames + 50))
}
came() {
	[ "$(cat "/sys/class/net/$1/statistics/rx_packets")" -ge "$2" ]
}
# shut NAME INTERFACE
shut() {
	local ip

	ip=$(by_ip)
	check "$1: frames come in" sent "$2"
	is "$1: none gets further" "$(by_ip)" "$ip"
}
states() {
	"$CORDONCTL" -j status | jq -r '"\(.shut) \(.closed)", (.segments[] | "\(.interface) \(.state)")' | xargs
}
reasons() {
	"$CORDONCTL" -j stats | jq -c '.reasons | map_values(.packets)'
}
load_with() {
	insmod "$MODULE" "segments=$1"
}

plug cam0
check 'load' load_with cam0,cam1,:02005e100007,,cam0
at_exit unload
is 'closed, or waiting' "$(states)" \
	'true false cam0 closed cam1 waiting 02:00:5e:10:00:07 waiting'
shut 'closed at load' cam0
is 'it is counted' "$(reasons)" '{"closed":50}'
plug cam1
is 'what comes later is closed, too' "$(states)" \
	'true false cam0 closed cam1 closed 02:00:5e:10:00:07 waiting'
shut 'closed when it came' cam1
like 'status says that nothing passes' "$("$CORDONCTL" status)" '^no policy yet: '
refuses 'there is nothing to seal' 1 'no policy that could be sealed' "$CORDONCTL" seal

say 'the first change finds them closed'
check 'segment del' "$CORDONCTL" segment del 02:00:5e:10:00:07
is 'a policy is in force, and they are its segments' "$(states)" \
	'false true cam0 closed cam1 closed'
shut 'and they stay closed' cam0
is 'to unknown devices now' "$(reasons)" '{"closed":100,"unknown-device":50}'

say 'a policy file says what is a segment'
check 'load anew' unload
check 'load' load_with cam0,cam1
printf 'version: 1\nsegments: [{interface: cam1}]\n' >"$dir/policy.yaml"
check 'apply' "$CORDONCTL" apply "$dir/policy.yaml"
is 'the other one is given back' "$(states)" 'false true cam1 closed'
ip=$(by_ip)
check 'open: frames come in' sent cam0
check 'open: and get further' test "$(by_ip)" -ge $((ip + 50))

check 'load anew' unload
check 'load' load_with cam1
is 'the same segments, and no policy' "$(states)" 'true true cam1 closed'
check 'apply: it is a policy all the same' "$CORDONCTL" apply "$dir/policy.yaml"
is 'so it is in force' "$(states)" 'false true cam1 closed'

say 'lists that are wrong'
check 'unload' unload
for list in a/b :02005e10000 :02005E100007 'cam0,two words'; do
	refuses "'$list' is refused" 1 'Invalid parameters' load_with "\"$list\""
done
like 'the kernel log says which' "$(dmesg)" "segments: 'a/b' is neither an interface nor a card"
refuses 'what cannot be a segment is refused' 1 '' load_with lo
like 'and why' "$(dmesg)" "segments: segment 'lo' is the loopback interface"
check 'an empty list closes nothing' load_with ''
is 'there is no segment' "$(states)" 'false false'
end_module
finish
