#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A draft is a policy that check accepts, whatever was seen.
cd "$(dirname "$0")/../.." || exit
# shellcheck source=tests/lib.sh
. tests/lib.sh
scratch dir
export CAMCORDON_HWDB=/nonexistent CAMCORDON_OUI=/nonexistent CAMCORDON_GEOIP=/nonexistent

# What the tool itself is linked with.
read -ra packages <<<"$(sed -n 's/^PACKAGES := //p' userspace/Makefile)"
read -ra flags <<<"$(pkg-config --cflags --libs "${packages[@]}")"
mapfile -t objects < <(find build/userspace -name '*.o' ! -path '*/cordonctl/main.o')
# The table of commands is in main.c; nobody dispatches here.
check 'build a program that writes drafts' cc -std=gnu11 -D_GNU_SOURCE -DCORDON_VERSION='"0"' \
	-Dmain=tool_main -Wall -Wextra -c -o "$dir/main.o" userspace/cordonctl/main.c "${flags[@]}"
check 'and link it' cc -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -o "$dir/draft" \
	tests/cli/draft.c "$dir/main.o" "${objects[@]}" "${flags[@]}"

# What draft 3 stands beside.
"$dir/draft" 3 policy >"$dir/policy.yaml"
for number in 0 1 2 3; do
	"$dir/draft" "$number" >"$dir/$number.yaml"
	beside=()
	[ "$number" != 3 ] || beside=("$dir/policy.yaml")
	check "check accepts draft $number" build/cordonctl check "${beside[@]}" "$dir/$number.yaml"
	/usr/bin/python3 -c 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)' \
		<"$dir/$number.yaml" >"$dir/$number.json"
done
drafted() {
	jq -c "$2" "$dir/$1.json"
}

is 'of nothing nothing is made' "$(drafted 0 '[.segments, .recorders, .servers, .clients, .trusted, .cameras]')" '[[],[],[],[],[],[]]'
is 'an odd name is what it was' "$(drafted 1 '.segments[0].interface')" '"a\"b'\''#\\{,"'
is 'segments will be closed' "$(drafted 1 '[.segments[] | [.unknown, .vlan, .bpdu, .mac]]')" \
	'[["quarantine",[10,20],true,null],["quarantine",null,null,"74:ac:b9:00:00:01"]]'
is 'this host records once, with its containers' "$(drafted 1 '[.recorders[] | [.name, .addresses, .from, .mac]]')" \
	'[["nvr",["self"],["br-\"\\"],null],["recorder-1",["10.0.0.2"],null,"02:00:00:00:00:09"]]'
is 'who is far gives nothing' "$(drafted 1 '[.servers[] | [.name, .addresses, .gives]]')" \
	'[["host",["self"],["ntp"]],["server-1",["10.0.0.2"],["dns"]]]'
is 'nobody comes in who only looked' "$(drafted 1 .clients)" '[]'
is 'an address has one camera; link-local ones need not be listed' "$(drafted 1 '[.cameras[].addresses]')" \
	'[["192.168.50.7"],null]'
is 'a device without IP is no camera' "$(drafted 1 '.cameras | length')" 2
like 'nor who is far away, whatever it opened' "$(<"$dir/1.yaml")" '^  # - name: client-2$'
like 'but it is told' "$(<"$dir/1.yaml")" '^  # - \{name: dev-4419b6000003, mac: 44:19:b6:00:00:03, segment: "74:ac:b9:00:00:01", for: forever\}'
is 'a peer behind a segment, without its MAC, is for a person' "$(drafted 2 '[.recorders[].name]')" '["nvr"]'
like 'who is told why' "$(<"$dir/2.yaml")" '^  # behind a segment its mac has to be known:$'

# beside a policy that lists some of it
is 'what a policy says once is left to that' "$(drafted 3 'keys')" \
	'["cameras","clients","recorders","servers","trusted","version"]'
is 'what it lists is not guessed again, but what is more of it' \
	"$(drafted 3 '[.recorders[] | [.name, .from]], [.servers[] | [.name, .gives]]')" \
	'[["nvr-1",["br-\"\\"]],["recorder-1",null]]
[["host",["ntp"]],["server-2",["dns"]]]'
is 'who shares an address with somebody listed lives where that one does' \
	"$(drafted 3 '[(.servers[1], .recorders[1]) | [.behind, .mac, .via]] | unique')" \
	'[["eth0",null,{"address":"10.0.0.1","mac":"02:00:00:00:00:01"}]]'
is 'a name that is taken is not given again' "$(drafted 3 '[.cameras[].name]')" '["cam-4419b6000001-1"]'
is 'who is listed as a client is no client of the draft' \
	"$(grep -c '"10\.0\.0\.3"' "$dir/1.yaml") $(grep -c '"10\.0\.0\.3"' "$dir/3.yaml")" '1 0'
like 'what is in the policy is named' "$(<"$dir/3.yaml")" \
	'^# NOT IN HERE, but in the policy: .*, nvr, server-1, viewer, cam-4419b6000001, porch$'
like 'so is a device that it lists' "$(<"$dir/3.yaml")" "^  # 44:19:b6:00:00:02: has a MAC or an address of 'porch'$"
is 'no line is longer than a screen' "$(awk 'length > 200' "$dir"/*.yaml)" ''
finish
