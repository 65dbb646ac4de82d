#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The policy file: what is accepted, and for what is not the exact lines that
# say so. Files in policy/bad end with the lines that are expected ("#= ").
# shellcheck source=tests/cli/tool.bash
. "$(dirname "$0")/tool.bash"

here=$(realpath "$(dirname "$0")")
tool=$(realpath "$tool")
cd "$here/policy" || exit 1

# --- what is right ---

right() {
	local path=$1 wanted=$2

	call check "$path"
	is "$path is right" "$status $out $err" "0 $path: $wanted: ok "
}
right good/minimal.yaml '0 segments, 0 recorders, 0 servers, 0 clients, 0 trusted devices, 0 profiles, 0 cameras'
right good/empty-lists.yaml '1 segment, 0 recorders, 0 servers, 0 clients, 0 trusted devices, 0 profiles, 0 cameras'
right good/whole.yaml '2 segments, 2 recorders, 1 server, 1 client, 1 trusted device, 2 profiles, 4 cameras'
right good/mac-by-name.yaml '1 segment, 1 recorder, 2 servers, 1 client, 0 trusted devices, 0 profiles, 0 cameras'
right good/peers-share.yaml '1 segment, 1 recorder, 1 server, 1 client, 0 trusted devices, 0 profiles, 1 camera'
is 'every good file was looked at' "$(ls good)" "$(printf '%s\n' empty-lists mac-by-name minimal peers-share warnings whole | sed 's/$/.yaml/')"

call check good/warnings.yaml
is 'warnings do not fail' "$status ${out##*: }" '0 ok'
is 'what is more open than meant is said' "$err" "good/warnings.yaml:6:5: warning: 'lobby': with profile 'any' it may open every service of this host, the recorder
good/warnings.yaml:7:5: warning: 'porch': no addresses are listed, so it may use any that is nobody else's"

call -j check good/whole.yaml
is 'as JSON: the counts' "$(jq -c '[.ok, .segments, .recorders, .servers, .clients, .trusted, .profiles, .cameras]' <<<"$out")" '[true,2,2,1,1,1,2,4]'
check 'as JSON: the schema' "$here/validate" check "$dir/out"
call -j check good/warnings.yaml
is 'as JSON: warnings' "$status $(jq -c '[.ok, [.warnings[] | [.file, .line, .column]]]' <<<"$out") $err" \
	'0 [true,[["good/warnings.yaml",6,5],["good/warnings.yaml",7,5]]] '
call -j check bad/version.yaml
is 'as JSON: errors' "$status $(jq -c '[.ok, .cameras, .errors]' <<<"$out") $err" \
	"1 [false,null,[{\"file\":\"bad/version.yaml\",\"line\":2,\"column\":10,\"text\":\"version '2': not known; accepted: 1\"}]] "
check 'as JSON: the schema, with errors' "$here/validate" check "$dir/out"

# --- what is wrong ---

cd bad || exit 1
files=0
for file in *.yaml; do
	files=$((files + 1))
	call check "$file"
	is "$file: said, line by line" "$status $out
$err" "1 
$(sed -n "s/^#= \([0-9]\)/$file:\1/p; s/^#= //p" "$file")"
	is "$file: nothing but printable text" "$(LC_ALL=C grep -Ec '[^ -~]' "$dir/err")" 0
done
is 'every wrong file was looked at' "$((files >= 30))" 1
cd ..

# --- several files are one policy ---

counts='1 segment, 1 recorder, 0 servers, 0 clients, 0 trusted devices, 1 profile, 2 cameras: ok'
call check merged/policy.yaml merged/policy.d
is 'a file and a directory are one policy' "$status $out" "0 merged/policy.yaml and 2 more: $counts"
call -j check merged/policy.yaml merged/policy.d
is 'a directory is read by name, *.yaml only' "$(jq -c .files <<<"$out")" \
	'["merged/policy.yaml","merged/policy.d/10-hall.yaml","merged/policy.d/20-doors.yaml"]'
call check merged/policy.d/20-doors.yaml merged/policy.d/10-hall.yaml
is 'a profile may come from another file, later or before' "$status $err" '0 '
call check merged/policy.d/10-hall.yaml
is 'a part alone lacks what the others hold' "$status $err" \
	"1 merged/policy.d/10-hall.yaml:4:5: 'hall': there is no profile 'door'"
call check clash/policy.yaml clash/policy.d
is 'a setting given twice: both places' "$status $err" "1 clash/policy.d/a.yaml:3:7: mark: given already (clash/policy.yaml:4:7)
clash/policy.d/b.yaml:3:7: mode: given already (clash/policy.yaml:3:7)"
call check clash-objects
is 'an object given twice: both places' "$status $err" "1 clash-objects/b.yaml:3:11: 'hall': a camera has this name already (clash-objects/a.yaml:3:11)
clash-objects/b.yaml:3:67: mac '44:19:b6:01:02:10': belongs to camera 'hall' already (clash-objects/a.yaml:3:29)"

# --- files that cannot be read ---

fails 1 'a file that does not exist' '^cordonctl: none.yaml: No such file or directory$' check none.yaml
printf 'version: 2\n' >"$dir/a"$'\n\351'.yaml
call check "$dir/a"$'\n\351'.yaml
is 'a file of an odd name is named in one line' "$status $err" "1 $dir/a??.yaml:1:10: version '2': not known; accepted: 1"
call -j check "$dir/a"$'\n\351'.yaml
is 'and in JSON' "$(jq -r '.errors[].file' <<<"$out")" "$dir/a??.yaml"
mkdir "$dir/empty"
fails 1 'a directory without files' "^cordonctl: $dir/empty: no file \*.yaml in it$" check "$dir/empty"
if [ ! -e /etc/camcordon ]; then
	fails 1 'the usual file' '^cordonctl: /etc/camcordon/policy.yaml: No such file' check
else
	skip 'the usual file' 'this host has one'
fi
call check - <good/minimal.yaml
is 'a dash is a name like any other' "$status $err" '1 cordonctl: -: No such file or directory'
status=0 out=$("$tool" check /dev/stdin <good/whole.yaml) || status=$?
like 'a pipe will do' "$status $out" '^0 /dev/stdin: 2 segments'

# --- many cameras ---

python3 - "$dir/large.yaml" <<'PYTHON'
import sys

with open(sys.argv[1], "w", encoding="ascii") as file:
    file.write("version: 1\nsegments: [{interface: eth1}]\ncameras:\n")
    for n in range(100000):
        a, b, c = n >> 16, n >> 8 & 255, n & 255
        file.write(f"  - name: cam{n}\n    mac: 02:00:00:{a:02x}:{b:02x}:{c:02x}\n"
                   f"    addresses: [10.{a}.{b}.{c}]\n    segment: eth1\n")
PYTHON
begin=$(date +%s%N)
call check "$dir/large.yaml"
took=$((($(date +%s%N) - begin) / 1000000))
say "100000 cameras: $took ms"
like 'a hundred thousand cameras' "$status $out" '^0 .*, 100000 cameras: ok$'
# a step that is quadratic takes minutes
is 'in seconds' "$((took < 30000))" 1
printf '[%.0s' {1..200000} >"$dir/deep.yaml"
begin=$(date +%s%N)
call check "$dir/deep.yaml"
took=$((($(date +%s%N) - begin) / 1000000))
is 'nesting without end is refused at once' "$status $((took < 5000)) ${err##*: }" '1 1 nested too deep for a policy'

finish
