# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# The administrator's guide, word for word. For tests that have lib.sh.

# guide_blocks GUIDE DIRECTORY: "KIND FILE SECTION" for each block of it that is
# tried, in its order; the files are in DIRECTORY.
guide_blocks() {
	awk -v dir="$2" '
		/^## / && !open { section = substr($0, 4) }
		/^```$/ && open { close(file); open = 0; next }
		/^```(sh|yaml)$/ {
			open = 1
			file = dir "/" ++n
			print substr($0, 4), file, section
			next
		}
		/^```/ { open = !open }
		open && file { print >file }
		!open { file = "" }' "$1"
}

# guide_run FILE: each of its lines, in the manner of an administrator.
guide_run() {
	local line

	while IFS= read -r line; do
		case $line in
		*doctor* | *' diff' | *' status') judge_exit "$line" ;;
		*) check "$line" bash -c "$line" ;;
		esac
	done <"$1"
}

# What only answers may answer 1: that is no failure of the guide's.
judge_exit() {
	local said status=0

	said=$(bash -c "$1" 2>&1 >/dev/null) || status=$?
	is "$1 answers" "$((status < 2)) $said" '1 '
}
