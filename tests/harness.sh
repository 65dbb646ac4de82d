#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The test harness itself: whatever goes wrong in a test must be counted.
# Two test machines are booted, one to crash and one to hang.
# limit: 400
# shellcheck disable=SC2016 # the programs' own expressions, expanded by them
cd "$(dirname "$0")/.." || exit
. tests/lib.sh

mkdir -p build
dir=$(mktemp -d build/harness.XXXXXX)
at_exit rm -rf "$dir"

# program NAME LINE...: make a test program of these shell lines.
program() {
	local file=$dir/$1

	shift
	printf '%s\n' '#!/bin/bash' "$@" >"$file"
	chmod +x "$file"
}

# counts LAST-LINE STATUS PROGRAM...: what tests/run makes of these programs.
counts() {
	local name="$3: $1" wanted="$1 (exit $2)" output status=0

	shift 2
	output=$(cd "$dir/../.." && tests/run "${@/#/$dir/}" 2>&1) || status=$?
	is "$name" "$(tail -n 1 <<<"$output") (exit $status)" "$wanted"
}

program passes 'echo "ok 1 - a"; echo 1..1'
program fails 'echo "not ok 1 - a"; echo "ok 2 - b"; echo 1..2; exit 1'
program lies 'echo "not ok 1 - a"; echo 1..1; exit 0'
program skips 'echo "ok 1 - a # SKIP no card"; echo "ok 2 - b"; echo 1..2'
program skips-all 'echo "1..0 # skip no card"'
program dies 'echo "ok 1 - a"; kill -SEGV $$'
program dies-after-plan 'echo 1..2; echo "ok 1 - a"; kill -SEGV $$'
program stops-early 'echo "ok 1 - a"; exit 0'
program too-few 'echo 1..3; echo "ok 1 - a"; echo "ok 2 - b"'
program too-many 'echo 1..1; echo "ok 1 - a"; echo "ok 2 - b"'
program bad-exit 'echo "ok 1 - a"; echo 1..1; exit 3'
program silent 'exit 0'
program empty-plan 'echo 1..0'
program hangs '# limit: 1' 'echo "ok 1 - a"; sleep 30; echo 1..1'
program sets-clock '# limit: 1' '# forward: 20' 'sleep 2; echo "ok 1 - a"; echo 1..1'
program two-groups 'echo 1..1; echo "ok 1 - a"; echo 1..1; echo "ok 1 - b"'
program half-library '. tests/lib.sh' 'check yes true; check no false; finish'
program compares '. tests/lib.sh' 'text=$(printf "one\ntwo")' \
	'like line "$text" "^tw.$"; like none "$text" "^t$"; like empty "" "."' \
	'refuses said 3 "^no" eval "echo no >&2; (exit 3)"' \
	'refuses silent 3 "^no" eval "(exit 3)"; refuses other 3 "^no" eval "echo no >&2"; finish'
program unfinished '. tests/lib.sh' 'ok one; exit 0'

counts '1 passed, 0 failed' 0 passes
counts '1 passed, 1 failed' 1 fails
counts '0 passed, 1 failed' 1 lies
counts '1 passed, 0 failed, 1 skipped' 0 skips
counts '0 passed, 0 failed, 1 skipped' 1 skips-all
counts '1 passed, 1 failed' 1 dies
counts '1 passed, 1 failed' 1 dies-after-plan
counts '1 passed, 1 failed' 1 stops-early
counts '2 passed, 1 failed' 1 too-few
counts '2 passed, 1 failed' 1 too-many
counts '1 passed, 1 failed' 1 bad-exit
counts '0 passed, 1 failed' 1 silent
counts '0 passed, 1 failed' 1 empty-plan
counts '1 passed, 1 failed' 1 hangs
counts '1 passed, 0 failed' 0 sets-clock
counts '2 passed, 0 failed' 0 two-groups
counts '1 passed, 1 failed' 1 half-library
counts '2 passed, 4 failed' 1 compares
counts '1 passed, 1 failed' 1 unfinished
refuses 'a test that is not there' 2 'not an executable' tests/run tests/absent
is 'no test at all' "$(tests/run)" '0 passed, 0 failed'

# totals LAST-LINE STATUS COMMAND...: what tests/total makes of these.
totals() {
	local wanted="$1 (exit $2)" output status=0

	shift 2
	output=$(tests/total "$@" 2>&1) || status=$?
	is "total of $*" "$(tail -n 1 <<<"$output") (exit $status)" "$wanted"
	is "one summary at the margin: $*" "$(grep -c '^[0-9]* passed' <<<"$output")" 1
}
totals '8 passed, 0 failed' 0 'echo 3 passed, 0 failed' 'echo 5 passed, 0 failed'
totals '3 passed, 2 failed, 4 skipped' 1 'echo 3 passed, 2 failed, 4 skipped; exit 1'
totals '1 passed, 1 failed' 1 true false
totals '3 passed, 1 failed' 1 'echo 3 passed, 0 failed; exit 3'
totals '0 passed, 1 failed' 1 'exit 7'

# A machine that warns, then panics in the second of three programs: one
# passed, and failed are the machine, the panicking program, the one that never
# came, and the kernel log.
program warns 'echo "WARNING: harness test" >/dev/kmsg' \
	'[ "$(hostname)" = camcordon-vm ] && echo "ok 1 - in the machine"; echo 1..1'
program panics 'echo "ok 1 - before"; echo 1 >/proc/sys/kernel/sysrq' \
	'[ "$(hostname)" = camcordon-vm ] && echo c >/proc/sysrq-trigger; sleep 60'
crash=$(tests/run --vm "$dir/warns" "$dir/panics" "$dir/passes" 2>&1)
is 'a machine that panics' "$(tail -n 1 <<<"$crash")" '1 passed, 4 failed'
like 'a panic is named' "$crash" '^vm: kernel panic'
like 'a program that never ran is named' "$crash" "$dir/passes: did not report"
like 'a bad kernel log is shown' "$crash" '#   .*WARNING: harness test'

tests/vm/run -t 3 sh -c 'echo started; sleep 60' >"$dir/hang" 2>&1
is 'a machine that hangs: status' "$?" 124
like 'a machine that hangs: said so' "$(cat "$dir/hang")" '^vm: stopped: no end after 3 seconds'
like 'output before a hang is kept' "$(cat "$dir/hang")" '^started'
finish
