#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A policy that is applied for a time: the kernel puts the former one back,
# whole, unless it is confirmed; and until then nothing else is changed.
# limit: 240
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

scratch dir
load_module
routed

# policy NAME CAMERA...: lobby and porch, or whom of them it has.
policy() {
	local name=$1

	shift
	{
		echo 'version: 1'
		[ $# = 0 ] || echo 'segments: [{interface: eth-cam}]
recorders: [{name: nvr, addresses: [10.0.2.2], behind: eth-rec}]
cameras:'
		for camera; do
			echo "  - {name: $camera, segment: eth-cam, ${known[$camera]}}"
		done
	} >"$dir/$name.yaml"
}
declare -A known=(
	[lobby]="mac: $LOBBY_MAC, addresses: [192.168.50.21]"
	[porch]="mac: $PORCH_MAC, addresses: [192.168.50.22]"
	[isolated]="mac: $LOBBY_MAC, addresses: [192.168.50.21], profile: isolated"
)
policy both lobby porch
policy none
policy one isolated
sed -i 's/name: isolated/name: lobby/' "$dir/one.yaml"

waits() {
	[ "$(in_json .confirm status)" != null ]
}
is_over() {
	! waits
}
told() {
	grep -c "\"event\":\"$1\"" "$dir/events"
}
generation() {
	in_json .generation status
}
totals() {
	in_json '.totals | [.passed.packets, .dropped.packets] | @csv' stats
}
as_ever() {
	judge <<'END'
media passes                        | lobby nvr udp                            | lobby passed       | rec
another camera                      | porch nvr udp                            | porch passed       | rec
to the cloud                        | lobby cloud udp                          | lobby not-recorder |
nobody listed it                    | ghost nvr udp                            | eth-cam unknown-device |
END
}

say 'nothing comes back where there was no policy'
like 'apply says how long' "$(apply both confirm 3s)" '^in force for 3s; to keep it: cordonctl confirm$'
like 'status says how long yet' "$(cordonctl status)" '^NOT CONFIRMED: the former policy comes back in [0-3] s; '
is 'the segment is closed' "$(in_json '[.segments[].state] | @csv' status)" '"closed"'
check 'it comes back' wait_for 20 is_over
is 'the segment is given back' "$(in_json '.segments | length' status)" 0
is 'as one more generation' "$(generation)" 2
hear "$dir/events"

say 'the policy comes back whole, wherever its segments are by now'
operator 'segment add eth-off'
check 'apply' apply both
must ready eth-cam eth-rec eth-off eth-inet
as_ever
before=$(totals) evidence=$(cordonctl -j evidence lobby)
check 'nothing at all, for a time' apply none confirm 4s
is 'what was counted is counted' "$(totals)" "$before"
check 'it comes back' wait_for 20 is_over
is 'events say so' "$(jq -c 'select(.confirm or .event == "reverted") |
	[.event, .generation, .confirm]' "$dir/events")" \
	"[\"commit\",$(($(generation) - 1)),4]
[\"reverted\",$(generation),null]"
is 'with what its cameras were counted with' "$(totals)" "$before"
is 'and their evidence' "$(cordonctl -j evidence lobby)" "$evidence"
past_commit
as_ever

say 'until then nothing else is changed'
operator 'camera allow lobby to 203.0.113.7 tcp/443 for 1h'
ends=$(in_json '.exceptions[0].seconds_left' camera exceptions)
before=$(totals)
check 'one camera less, and the other isolated' apply one confirm 5m
busy='a change waits to be confirmed, or taken back in (29|30)[0-9] s$'
for words in "camera add yard mac $YARD_MAC" 'camera del lobby' 'mode observe for 1m' \
	'segment del eth-cam' 'camera revoke lobby.1' 'seal' "apply $dir/both.yaml" \
	"apply $dir/both.yaml confirm 1m"; do
	# shellcheck disable=SC2086
	refuses "refused: ${words//$dir\//}" 1 "$busy" cordonctl $words
done
is 'what was counted is counted' "$(totals)" "$before"
past_commit
judge <<'END'
it is in force                      | lobby nvr udp                            | lobby isolated     |
and who is not listed is not known  | porch nvr udp                            | eth-cam unknown-device |
END

say 'confirmed'
is 'confirm' "$(cordonctl confirm)" confirmed
refuses 'there is nothing more to confirm' 1 'no change waits to be confirmed' cordonctl confirm
check 'nothing waits' is_over
is 'an event says so' "$(jq -c 'select(.event == "confirmed") | [.generation, .uid]' "$dir/events")" \
	"[$(generation),0]"
check 'it can be changed again' apply both
check 'for a time, and confirmed in time' apply one confirm 6s
now=$(generation)
check 'confirm' cordonctl confirm
sleep 7
is 'nothing came back' "$(generation) $(told reverted)" "$now 1"

say 'what had an end still has it'
check 'everything goes, for a time' apply none confirm 4s
is 'its exception with the camera' "$(in_json '.exceptions | length' camera exceptions)" 0
check 'it comes back' wait_for 20 is_over
left=$(in_json '.exceptions[0].seconds_left' camera exceptions)
is 'the exception ends when it would have' "$((left < ends && ends - left < 120))" 1

say 'what cannot come back yet comes back later'
sed 's/{interface: eth-cam}/&, {interface: eth-yard}/' "$dir/both.yaml" >"$dir/yard.yaml"
check 'with a segment more' apply yard
check 'nothing at all, for a time' apply none confirm 2s
ip link add bond0 type bond
at_exit ip link del bond0
ip link set eth-yard down
check 'it is part of a bond meanwhile, and cannot be closed' ip link set eth-yard master bond0
overdue() {
	[ "$(in_json .confirm status)" = 0 ]
}
check 'the time is over' wait_for 20 overdue
sleep 2
check 'it still waits' waits
is 'nothing of it is in force' "$(in_json '.segments | length' status)" 0
ip link set eth-yard nomaster
check 'it comes back' wait_for 20 is_over
is 'all of it' "$(in_json '[.segments[].state] | @csv' status)" '"closed","closed"'
check 'as before' apply both

say 'somebody else'
ip netns add other
at_exit ip netns del other
check 'a namespace has its own' ip netns exec other "$CORDONCTL" apply "$dir/both.yaml" confirm 1h
check 'nothing waits here' is_over
check 'it ends while it waits' ip netns del other
check 'for a time, when the module goes' apply none confirm 1h
done_testing
