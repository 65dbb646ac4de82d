#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Whatever is refused, the kernel says why, and points at the attribute that is
# to blame; and nothing is changed.
cd "$(dirname "$0")/../.." || exit
. tests/lib.sh
. tests/netns/life.bash

quiet_netns host host
start_module
check 'camera' cordon "$host" camera add lobby mac $CAMERA_MAC
program in_netns "$host" python3 tests/netns/refusals.py
refuses 'the tool passes the text on, and the place' 1 \
	"the kernel refused: .*exists already" \
	cordon "$host" camera add lobby mac 02:00:00:00:00:01
end_module
finish
