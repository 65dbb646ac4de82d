#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What the tool does without the module: help, explanations, completion,
# interfaces, and saying that the module is not there.
# shellcheck source=tests/cli/tool.bash
. "$(dirname "$0")/tool.bash"

mac=44:19:b6:01:02:03
valid=$(dirname "$0")/validate

# --- help and version ---

call --version
is '--version' "$status $out $err" "0 cordonctl $(cat VERSION) "
call -V
is '-V' "$status $out" "0 cordonctl $(cat VERSION)"
call help
is 'help: exit 0, on stdout' "$status $err" '0 '
listed=0
for object in $(next_words | grep -v ^-); do
	like "help lists $object" "$out" "^  $object"
	listed=$((listed + 1))
done
is 'all commands were looked for' "$listed" 14
help=$out
call --help
is '--help is help' "$out" "$help"
call -h
is '-h is help' "$out" "$help"
call help camera
is 'help camera is the part of it' "$(grep -c '^  camera ' <<<"$out") $(grep -vc '^  *camera\|^        ' <<<"$out")" '5 0'
camera=$out
call camera add --help
is '--help after a command is its help' "$status $out" "0 $camera"

# --- explain ---

words=$(sed -n 's/^X([0-9]*, [A-Z_0-9]*, "\([a-z0-9-]*\)".*/\1/p' kmod/core/reason.h)
is 'reasons were found in the source' "$(($(wc -l <<<"$words") >= 30))" 1
for word in $words; do
	call explain "$word"
	is "explain $word: exit 0, three lines" \
		"$status $(head -n 1 <<<"$out") $(wc -l <<<"$out") $(sed -n 's/^  What to do: ..*/advice/p' <<<"$out")" \
		"0 $word 3 advice"
done
call explain
is 'explain alone explains all' "$status $(grep -c '^  What to do' <<<"$out")" "0 $(wc -l <<<"$words")"
call -j explain
is 'explain as JSON' "$status $(jq -r '.reasons[].reason' <<<"$out")" "0 $words"
check 'explain as JSON keeps its schema' "$valid" explain "$dir/out"
call explain arp --json
is '--json may stand last' "$status $(jq -rc '[.reasons[].reason]' <<<"$out")" '0 ["arp"]'
check 'one explanation keeps the schema' "$valid" explain "$dir/out"

# --- a pipe that nobody reads ---

status=0
"$tool" help >/dev/full 2>"$dir/err" || status=$?
is 'a full disk is noticed' "$status $(cat "$dir/err")" '1 cordonctl: cannot write the output'

# --- completion ---

completes() {
	local name=$1 wanted=$2

	shift 2
	is "completion: $name" "$(next_words "$@" | tr '\n' ' ')" "$wanted "
}
completes 'verbs' 'add set del list show' camera
completes 'keys' 'mac address segment profile mode mark' camera add lobby
completes 'keys that are left' 'address segment profile mode mark' camera add lobby mac $mac
completes 'a repeated key stays' 'address segment profile mode mark' camera add lobby mac $mac address 10.0.0.1
completes 'values' 'quarantine observe open' segment set lo unknown
completes 'none, in a set' 'none' camera set lobby mac
completes 'words after a value' 'for forever' camera set lobby mode observe
completes 'durations' '30m 1h 7d forever' mode observe for
completes 'words within a value' 'mac' recorder add nvr via 10.0.0.1
completes 'lists' 'ntp dhcp dns' server add time gives
completes 'reasons' "$(tr '\n' ' ' <<<"$words" | sed 's/ $//')" explain
completes 'optional words' 'passed dropped' evidence
completes 'after --json' 'add set del list show' --json camera
is 'completion: interfaces' "$(next_words segment add | sort)" "$(cd /sys/class/net && printf '%s\n' * | sort)"
is 'completion: nothing after nonsense' "$(next_words nonsense words)" ''

# shellcheck source=userspace/completion/cordonctl
. userspace/completion/cordonctl
cordonctl() { "$tool" "$@"; }
# tab LINE: what bash would offer at its end.
tab() {
	COMP_LINE=$1 COMP_POINT=${#1} COMPREPLY=()
	_cordonctl
	echo "${COMPREPLY[*]}"
}
is 'bash: a command' "$(tab 'cordonctl ca')" camera
is 'bash: after a MAC' "$(tab "cordonctl camera add lobby mac $mac a")" address
is 'bash: in a list' "$(tab 'cordonctl server add t gives ntp,d')" 'ntp,dhcp ntp,dns'
is 'bash: nothing fits' "$(tab 'cordonctl camera add lobby zz')" ''

# --- interfaces of this host ---

fails 1 'an interface that does not exist' "camcordon-none: no such interface; known: " \
	segment add camcordon-none
fails 1 'a place that does not exist' 'camcordon-none: no such interface; known: ' \
	recorder add nvr address 10.0.0.1 behind camcordon-none
fails 1 'a source that does not exist' 'camcordon-none: no such interface; known: ' \
	recorder add nvr self from camcordon-none

# --- without the module ---

if [ -e /sys/module/camcordon ]; then
	skip 'without the module' 'it is loaded here'
	finish
fi
missing="^cordonctl: the camcordon module is not loaded; load it with 'modprobe camcordon'\$"
while read -r -a words; do
	fails 1 "without the module: ${words[*]}" "$missing" "${words[@]}"
done <<-END
	status
	-j status
	segment add lo
	segment add camcordon-none wait
	segment set lo unknown open
	segment del lo
	segment list
	recorder add nvr address 10.0.0.1 address fd60::2 behind lo mac $mac
	recorder add nvr address 10.0.0.1 behind lo via 10.0.0.2 mac $mac
	recorder add nvr self from lo
	recorder set nvr behind none
	recorder del nvr
	recorder list
	server add time self gives ntp,dhcp,dns
	server add time address self gives ntp
	server list
	trusted add sw mac $mac segment lo for 1h
	trusted add sw mac $mac segment lo forever
	trusted add sw mac $mac segment lo for forever
	trusted del sw
	-j trusted list
	camera add lobby mac $mac
	camera add lobby mac 44-19-B6-01-02-03 address 10.0.0.1 segment lo profile any mark 0x10/0xff mode observe for 365d
	camera add lobby address fd60::2 mark 16 mode observe forever
	camera set lobby mac none address none segment none mark none mode enforce
	camera del lobby
	camera list
	camera show lobby
	unknown
	mode
	-j mode
	mode observe for forever
	mode enforce
	mark
	mark 0x10/0xff
	mark none
	stats
	stats lobby
	evidence
	evidence dropped
	evidence lobby passed
	monitor
	monitor -j
END

finish
