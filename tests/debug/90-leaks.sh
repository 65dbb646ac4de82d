#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# limit: 600
# What was never freed, after all that was done before: kmemleak knows.
cd "$(dirname "$0")/../.." || exit
. tests/lib.sh
. tests/debug/common.bash

kmemleak=/sys/kernel/debug/kmemleak
[ ! -e /sys/module/camcordon ] || rmmod camcordon
# A pointer may be on its way from one place to another: twice missed is leaked.
scan() {
	echo scan >"$kmemleak" && sleep 6 && echo scan >"$kmemleak"
}
check 'kmemleak works, and scans' scan
is 'nothing is leaked' "$(head -c 4000 $kmemleak)" ''
finish
