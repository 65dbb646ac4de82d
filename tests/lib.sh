# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Test helpers, TAP on stdout. A test program sources this, calls check, is, ok
# or fail any number of times, and ends with "finish". A program that stops
# before "finish" prints no plan, and tests/run counts it as failed.
set -u

tap_count=0
tap_failed=0
tap_exits=()

say() {
	echo "# $*"
}

# ok NAME
ok() {
	tap_count=$((tap_count + 1))
	echo "ok $tap_count - $1"
}

# fail NAME [WHY]
fail() {
	tap_count=$((tap_count + 1))
	tap_failed=$((tap_failed + 1))
	echo "not ok $tap_count - $1"
	[ $# -lt 2 ] || printf '%s\n' "$2" | sed 's/^/#   /'
	return 0
}

# skip NAME WHY: for what this machine cannot test, not for what fails.
skip() {
	tap_count=$((tap_count + 1))
	echo "ok $tap_count - $1 # skip $2"
}

# check NAME COMMAND...: passes if the command succeeds; shows its output if not.
check() {
	local name=$1 output status=0

	shift
	output=$("$@" 2>&1) || status=$?
	if [ "$status" = 0 ]; then
		ok "$name"
	else
		fail "$name" "$* (exit $status)${output:+$'\n'$output}"
	fi
}

# matches TEXT PATTERN: a line of it does, as for grep -E, but without starting
# a program: under emulation that takes a tenth of a second.
matches() {
	local line

	while IFS= read -r line; do
		[[ ! $line =~ $2 ]] || return 0
	done <<<"$1"
	return 1
}

# refuses NAME STATUS PATTERN COMMAND...: passes if the command exits with
# STATUS and says something on stderr that matches the extended PATTERN.
refuses() {
	local name=$1 wanted=$2 pattern=$3 said status=0

	shift 3
	said=$("$@" 2>&1 >/dev/null) || status=$?
	if [ "$status" = "$wanted" ] && matches "$said" "$pattern"; then
		ok "$name"
	else
		fail "$name" "$*"$'\n'"exit $status, wanted $wanted; stderr (wanted /$pattern/):"$'\n'"$said"
	fi
}

# is NAME GOT WANTED
is() {
	if [ "$2" = "$3" ]; then
		ok "$1"
	else
		fail "$1" "got:    $2"$'\n'"wanted: $3"
	fi
}

# like NAME GOT PATTERN (extended regular expression)
like() {
	if matches "$2" "$3"; then
		ok "$1"
	else
		fail "$1" "got:    $2"$'\n'"wanted: /$3/"
	fi
}

# wait_for SECONDS COMMAND...: try until it succeeds. Waits no longer than
# needed; a fixed sleep is either too long or, on a slow machine, too short.
# SLOW says how many times slower this machine is than others.
wait_for() {
	local deadline=$((SECONDS + $1 * ${SLOW:-1}))

	shift
	until "$@" >/dev/null 2>&1; do
		[ "$SECONDS" -lt "$deadline" ] || return 1
		sleep 0.05
	done
}

# unique WORD: a name that no other test uses at the same time.
unique() {
	echo "$1-$BASHPID-$RANDOM"
}

# at_exit COMMAND...: run it at the end, whatever happens, last one first.
at_exit() {
	tap_exits=("$(printf '%q ' "$@")" "${tap_exits[@]}")
}

tap_clean_up() {
	local command

	for command in "${tap_exits[@]}"; do
		eval "$command" >/dev/null 2>&1 || true
	done
}
trap tap_clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# new_netns VARIABLE WORD: make a network namespace with lo up, store its name
# in VARIABLE, and remove it at the end.
new_netns() {
	local name

	name=$(unique "$2")
	ip netns add "$name" || return
	at_exit ip netns del "$name"
	ip -n "$name" link set lo up
	printf -v "$1" '%s' "$name"
}

# scratch VARIABLE: make a directory that goes away at the end.
scratch() {
	local directory

	directory=$(mktemp -d) || return
	at_exit rm -rf "$directory"
	printf -v "$1" '%s' "$directory"
}

# The plan comes last: it proves that the program got here.
finish() {
	echo "1..$tap_count"
	[ "$tap_failed" = 0 ] && [ "$tap_count" -gt 0 ]
	exit
}
