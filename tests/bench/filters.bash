# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# The filters that are compared, each told the same: frames of the cameras
# reach nobody but the recorder.

none_up() {
	:
}

none_down() {
	:
}

empty_hook_up() {
	insmod "$HOOKS" segment=cam0
}

empty_hook_prepare() {
	local verdict=1

	[ "$1" != drop ] || verdict=0
	echo $verdict >/sys/module/empty_hooks/parameters/verdict
}

empty_hook_down() {
	rmmod empty_hooks
}

# Segment and recorder first: each change makes the policy anew.
camcordon_up() {
	insmod "$MODULE"
	"$CORDONCTL" segment add cam0
	"$CORDONCTL" recorder add nvr address $RECORDER mac $RECORDER_MAC behind rec0
	"$CORDONCTL" trusted add printer mac $TRUSTED_MAC segment cam0 forever
	python3 tests/bench/load_cameras.py "$INPUT/$1/cameras"
}

camcordon_down() {
	rmmod camcordon
}
