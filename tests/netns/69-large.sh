#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# limit: 600
# Many cameras in one file: applied, compared, saved, and seen to be equal; then
# one of them changed. VM_ENV=CAMERAS CAMERAS=100000 is for measuring.
cd "$(dirname "$0")/../.." || exit
. tests/lib.sh
. tests/netns/life.bash

CAMERAS=${CAMERAS:-20000}
quiet_netns host host
scratch dir
mkdir -p /etc/camcordon
file=/etc/camcordon/policy.yaml
python3 - "$CAMERAS" >$file <<'PYTHON'
import sys

print("version: 1\nsegments: [{interface: eth1}]\ncameras:")
for n in range(int(sys.argv[1])):
    a, b, c = n >> 16, n >> 8 & 255, n & 255
    print(f"  - name: cam{n}\n    mac: 02:00:00:{a:02x}:{b:02x}:{c:02x}\n"
          f"    addresses: [10.{a}.{b}.{c}]\n    segment: eth1")
PYTHON
at_exit rm -rf /etc/camcordon
start_module

# timed NAME COMMAND...: what it says is in $dir/out, how long it took is said.
timed() {
	local name=$1 begin=${EPOCHREALTIME/./} status=0

	shift
	in_netns "$host" "$@" >"$dir/out" 2>"$dir/err" || status=$?
	say "$name: $(((${EPOCHREALTIME/./} - begin) / 1000)) ms"
	is "$name" "$status $(head -n 1 "$dir/err")" "0 "
}
timed apply "$CORDONCTL" apply --verbose
is 'all of them were added' "$(grep -c ^add "$dir/out")" $((CAMERAS + 1))
say "$(tail -n 1 "$dir/out")"
timed diff "$CORDONCTL" diff
is 'nothing is left to do' "$(cat "$dir/out")" 'no change'
timed save "$CORDONCTL" save
is 'all of them are saved' "$(grep -c '  - name: cam' "$dir/out")" "$CAMERAS"
timed list "$CORDONCTL" camera list
timed status sh -c "$CORDONCTL status || :"
like 'file and kernel are equal' "$(cat "$dir/out")" "^policy: equal to $file\$"

sed -i '0,/addresses: \[10\.0\.0\.7\]/s//addresses: [10.200.0.7]/' $file
timed 'status of another file' sh -c "$CORDONCTL status || :"
like 'they differ' "$(cat "$dir/out")" "^policy: differs from $file "
timed 'apply one' "$CORDONCTL" apply --verbose
like 'only that one is changed' "$(cat "$dir/out")" \
	'^set camera cam7: addresses \[10.0.0.7\] -> \[10.200.0.7\]$'
is 'and nothing else' "$(grep -Ec '^(add|set|remove)' "$dir/out")" 1
say "$(tail -n 1 "$dir/out")"
end_module
finish
