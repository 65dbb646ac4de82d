# SPDX-License-Identifier: GPL-2.0-or-later
# Judge one program's TAP (see tests/run). Variables: program, status, limit.
# Several plans add up: cmocka prints one for each group of tests.

function result(verdict, name) {
	printf "%s\t%s: %s\n", verdict, program, name
	if (verdict == "fail")
		failures++
}

function name_of(line) {
	sub(/^(not )?ok *[0-9]* *-? */, "", line)
	return line == "" ? "test " count : line
}

/^1\.\.0 *# *[Ss][Kk][Ii][Pp]/ {
	skipped_all = 1
	sub(/^1\.\.0 *# */, "")
	result("skip", $0)
	next
}
/^1\.\.[0-9]+/ {
	planned = 1
	plan += substr($1, 4)
	next
}
/^not ok([ \t]|$)/ { count++; result("fail", name_of($0)); next }
/^ok([ \t]|$)/ {
	count++
	result(/# *[Ss][Kk][Ii][Pp]/ ? "skip" : "pass", name_of($0))
	next
}
/^Bail out!/ { result("fail", $0) }

END {
	if (status == 124 || status == 137)
		result("fail", "stopped: no end after " limit " seconds")
	else if (status > 128)
		result("fail", "killed by signal " status - 128)
	else if (!planned && !skipped_all)
		result("fail", "ended without a plan (exit status " status ")")
	else if (plan != count)
		result("fail", "planned " plan + 0 " tests, reported " count + 0)
	else if (status != 0 && !failures)
		result("fail", "exit status " status ", though no test failed")
	else if (count == 0 && !skipped_all)
		result("fail", "no tests")
}
