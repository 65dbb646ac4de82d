#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# limit: 240
# Ten thousand cameras in one change, listed back; and lists that are read while
# the policy changes are of one policy, never of two.
cd "$(dirname "$0")/../.." || exit
. tests/lib.sh
. tests/netns/life.bash

quiet_netns host host
scratch dir
start_module

program in_netns "$host" python3 tests/netns/bulk.py
is 'the tool counts them' \
	"$(cordon "$host" status | grep -o '^cameras: [0-9]*')" 'cameras: 10000'
check 'the tool lists them' eval "cordon $host camera list >$dir/list"
is 'the tool lists all of them' "$(grep -c '^cam' "$dir/list")" 10000

# A writer that commits one whole policy after the other: in each all cameras
# have the same profile, so a list of two policies would show two.
ip netns exec "$host" python3 tests/netns/toggle.py "$dir/commits" &
writer=$!
at_exit kill -9 $writer
check 'the writer has begun' wait_for 60 test -s "$dir/commits"

# profiles: how many cameras of each profile a list of the tool has
profiles() {
	cordon "$host" -j camera list >"$dir/now" || return
	grep -o '"profile": *"[a-z]*"' "$dir/now" | sort | uniq -c | tr -d ' '
}
for number in 1 2 3 4 5 6; do
	like "list $number under commits is of one policy" "$(profiles)" \
		'^600"profile": *"(any|isolated)"$'
	is "list $number: no second line" "$(wc -l <<<"$(profiles)")" 1
done
before=$(wc -c <"$dir/commits")
more_commits() {
	[ "$(wc -c <"$dir/commits")" -gt "$before" ]
}
check 'and the writer still commits' wait_for 20 more_commits
kill -9 $writer
end_module
finish
