# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# For the tests of the debug kernels.
# shellcheck source=tests/netns/life.bash
. tests/netns/life.bash

# relay NAME COMMAND...: one that prints TAP itself; its results become ours, at
# once, so that they are known if the machine ends.
relay() {
	local name=$1 line status=none

	shift
	while IFS= read -r line; do
		case $line in
		'ok '*) ok "${line#*- }" ;;
		'not ok '*) fail "${line#*- }" ;;
		'exit '*) status=${line#exit } ;;
		1..*) ;;
		*) say "${line#'# '}" ;;
		esac
	done < <("$@" 2>&1; echo "exit $?")
	is "$name came to its end" "$status" 0
}
