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
nothing_passes 'closed at load' to-cam0 cam0
is 'it is counted' "$(reasons)" '{"closed":50}'
plug cam1
is 'what comes later is closed, too' "$(states)" \
	'true false cam0 closed cam1 closed 02:00:5e:10:00:07 waiting'
nothing_passes 'closed when it came' to-cam1 cam1
like 'status says that nothing passes' "$("$CORDONCTL" status)" '^no policy yet: '
refuses 'there is nothing to seal' 1 'no policy that could be sealed' "$CORDONCTL" seal

say 'the first change finds them closed'
check 'segment del' "$CORDONCTL" segment del 02:00:5e:10:00:07
is 'a policy is in force, and they are its segments' "$(states)" \
	'false true cam0 closed cam1 closed'
nothing_passes 'and they stay closed' to-cam0 cam0
is 'to unknown devices now' "$(reasons)" '{"closed":100,"unknown-device":50}'

say 'a policy file says what is a segment'
check 'load anew' unload
check 'load' load_with cam0,cam1
printf 'version: 1\nsegments: [{interface: cam1}]\n' >"$dir/policy.yaml"
check 'apply' "$CORDONCTL" apply "$dir/policy.yaml"
is 'the other one is given back' "$(states)" 'false true cam1 closed'
ip=$(seen_by_ip here)
check 'open: frames come in' sends to-cam0 cam0
check 'open: and get further' test "$(seen_by_ip here)" -ge $((ip + 50))

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
