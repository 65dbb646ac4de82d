#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The administrator's guide, word for word: each policy in it is applied as its
# section on looking says, and after each policy each command of its section works.
# limit: 600
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"
# shellcheck source=tests/guide.bash
. tests/guide.bash

# What the guide has as a shell's words: no program but the tool.
export PATH=$PWD/build:$PATH
hash -r
guide=docs/admin-guide.md
policy=/etc/camcordon/policy.yaml
scratch dir

load_module
ip -batch - <<-END
	link add eth0 type dummy
	link add eth1 type dummy
	link add br-frigate type bridge
	link set eth0 up
	link set eth1 up
	address add 192.168.50.1/24 dev eth1
END
mkdir -p "${policy%/*}"
rm -rf "${policy%/*}"/policy.d
mapfile -t found < <(guide_blocks $guide "$dir")
applied=
for block in "${found[@]}"; do
	read -r _ file _ <<<"$block"
	case $block in
	yaml*)
		cp "$file" $policy
		say "the policy: $(grep -m 1 recorders -A 1 "$file" | tail -n 1)"
		guide_run "$applied"
		is 'eth1 is closed' "$(in_json '.segments[] | select(.interface == "eth1").state' status)" closed
		is 'the second time nothing is changed' "$(cordonctl apply)" 'no change'
		;;
	*)
		# the commands that put a policy in force come back with each
		if grep -q 'apply confirm' "$file"; then applied=$file; else guide_run "$file"; fi
		;;
	esac
done
is 'the guide was read' "$(grep -c '^yaml' < <(printf '%s\n' "${found[@]}")) $((${#found[@]} > 12))" '4 1'
is 'in the end the interface is given back' "$(in_json '.segments | length' status)" 0
done_testing
