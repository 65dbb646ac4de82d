# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034 # for the tests
# For the tests of the debug kernels.

if [ "$(hostname)" != camcordon-vm ]; then
	echo "$0: only in a test machine: tests/debug/run kasan short $0" >&2
	exit 2
fi
MODULE=$PWD/build/module/$(uname -r)/kmod/camcordon.ko
CORDONCTL=$PWD/build/cordonctl

load_module() {
	[ ! -e /sys/module/camcordon ] || rmmod camcordon
	check 'load the module' insmod "$MODULE"
}

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

# done_testing: the module goes and has given everything back.
done_testing() {
	check 'unload the module' rmmod camcordon
	like 'it left nothing behind' "$(dmesg | grep -o 'camcordon: unloaded.*' | tail -n 1)" \
		'unloaded, nothing left'
	finish
}
