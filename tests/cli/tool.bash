# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034,SC2154
# What the tests of the tool share. CORDONCTL may name another build of it.
# shellcheck source=tests/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

tool=${CORDONCTL:-build/cordonctl}
scratch dir

# call ARGUMENT...: run the tool, and leave what it did in status, out and err.
call() {
	status=0
	"$tool" "$@" >"$dir/out" 2>"$dir/err" || status=$?
	out=$(cat "$dir/out") err=$(cat "$dir/err")
}

# one_line: what the last call said on stderr is one line of printable text.
one_line() {
	[ "$(wc -l <"$dir/err")" = 1 ] &&
		LC_ALL=C grep -Eqx 'cordonctl: [ -~]+' "$dir/err"
}

# fails STATUS NAME PATTERN ARGUMENT...: one clear line, nothing else.
fails() {
	local wanted=$1 name=$2 pattern=$3

	shift 3
	call "$@"
	if [ "$status" = "$wanted" ] && [ ! -s "$dir/out" ] && one_line &&
		grep -Eq -- "$pattern" "$dir/err"; then
		ok "$name"
	else
		fail "$name" "cordonctl $*"$'\n'"exit $status, wanted $wanted; stdout: '$out'; stderr (wanted /$pattern/): '$err'"
	fi
}

# wrong NAME PATTERN ARGUMENT...: bad usage, said in one line.
wrong() {
	fails 2 "$@"
}

# next_words WORD...: what may follow these words.
next_words() {
	"$tool" --complete "$@" ''
}
