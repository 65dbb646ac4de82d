#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# limit: 300
# What has an end is no part of a policy file: apply leaves it as it runs, save
# and the digest leave it out. And two who apply at the same time.
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

scratch dir
load_module
routed

# policy NAME LINE...: with these cameras
policy() {
	local name=$1

	shift
	printf '%s\n' 'version: 1' 'segments: [{interface: eth-cam}, {interface: eth-yard}]' \
		'recorders: [{name: nvr, addresses: [10.0.2.2], behind: eth-rec}]' \
		'cameras:' "$@" >"$dir/$name.yaml"
}
lobby="  - {name: lobby, mac: $LOBBY_MAC, addresses: [192.168.50.21]"
porch="  - {name: porch, mac: $PORCH_MAC, addresses: [192.168.50.22]"
policy plain "$lobby}" "$porch}"
policy other "$lobby, mark: 0x10/0xff, profile: push}" "$porch, segment: eth-cam}"
sed '1a mark: 0x1/0x1' "$dir/other.yaml" >"$dir/marked.yaml"
sed 's/, {interface: eth-yard}//' "$dir/plain.yaml" >"$dir/smaller.yaml"
policy forever "$lobby, mode: observe}" "$porch}"
echo "trusted: [{name: visitor, mac: $GHOST_MAC, segment: eth-yard, for: forever}]" \
	>>"$dir/forever.yaml"

digest() {
	in_json .policy.digest status
}
# runs: what has an end, and that none of it ends much earlier than it should.
runs() {
	{
		cordonctl -j camera exceptions | jq -c '.exceptions[] | ["exception", .name, .seconds_left > 3000]'
		cordonctl -j camera list |
			jq -c '.cameras[] | select(.seconds_left) | ["observe", .name, .seconds_left > 3000]'
		cordonctl -j camera list |
			jq -c '.cameras[] | select(.setup_seconds_left) | ["setup", .name, .setup_seconds_left > 3000]'
		cordonctl -j trusted list |
			jq -c '.trusted[] | select(.seconds_left) | ["trust", .name, .seconds_left > 3000]'
		cordonctl -j mode | jq -c 'select(.seconds_left) | ["observe", "all", .seconds_left > 3000]'
	} | tr '\n' ' '
}

check 'apply' apply plain
is 'the second time nothing changes' "$(apply plain)" 'no change'
saved=$(cordonctl -j save) was=$(digest)
operator 'camera allow lobby to 203.0.113.7 tcp/443 for 1h' 'camera set porch mode observe for 1h' \
	'camera set lobby profile setup for 1h' \
	"trusted add visitor mac $GHOST_MAC segment eth-yard for 1h" 'mode observe for 1h'
all='["exception","lobby.1",true] ["observe","porch",true] ["setup","lobby",true] ["trust","visitor",true] ["observe","all",true] '
is 'it runs' "$(runs)" "$all"
is 'save leaves it out' "$(cordonctl -j save)" "$saved"
is 'so does the digest' "$(digest)" "$was"
is 'it is no difference' "$(cordonctl diff "$dir/plain.yaml")" 'no change'

hear "$dir/events"
check 'another policy' apply other
is 'all goes on' "$(runs)" "$all"
check 'another mark for all' apply marked
is 'all goes on' "$(runs)" "$all"
is 'and nobody was told that it ended' "$(grep -Ec '"(begun|ended)"' "$dir/events")" 0
like 'without its segment, trust ends' "$(apply smaller)" '^remove trusted device visitor$'
is 'the rest goes on' "$(runs)" "${all/'["trust","visitor",true] '/}"
check 'the file says for ever' apply plain
operator "trusted add visitor mac $GHOST_MAC segment eth-yard for 1h"
like 'what the file says holds' "$(apply forever)" \
	"^set trusted device visitor: for 'a time' -> forever\$"
is 'of what is for ever, too' "$(in_json '.cameras[] | select(.name == "lobby").forever' camera list)" true
is 'then nothing changes' "$(apply forever)" 'no change'
is 'the rest goes on' "$(runs)" "${all/'["trust","visitor",true] '/}"

say 'two at once'
mkfifo "$dir/end"
python3 tests/netns/stage.py <"$dir/end" >"$dir/staged" &
holder=$!
at_exit kill $holder
exec {end}>"$dir/end"
check 'somebody stages a change' wait_for 20 test -s "$dir/staged"
refuses 'another change is being staged' 1 \
	'^cordonctl: somebody else changed the policy: nothing done: .*another change is being staged' \
	apply plain
is 'nothing was changed' "$(apply forever)" 'no change'
exec {end}>&-
wait $holder
for round in 1 2 3 4; do
	generation=$(in_json .generation status)
	apply plain >"$dir/one" 2>&1 &
	one=$!
	apply other >"$dir/two" 2>&1 &
	two=$!
	first=0 second=0
	wait $one || first=$?
	wait $two || second=$?
	done=$(($(in_json .generation status) - generation))
	is "$round: each is done, or told that it is not" \
		"$((done + first + second)) $(cat "$dir/one" "$dir/two" |
			grep -Ecv '^(add|set|remove|no change|segment)|somebody else changed')" '2 0'
	apply forever >"$dir/again"
done
done_testing
