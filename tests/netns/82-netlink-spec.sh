#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The loaded module's operations and attribute policies are those of
# docs/netlink/camcordon.yaml. The plan and the results are the program's own.
set -eu

module=${MODULE:-build/module/$(uname -r)/kmod/camcordon.ko}
if [ ! -e /sys/module/camcordon ]; then
	insmod "$module"
	trap 'rmmod camcordon' EXIT
fi
/usr/bin/python3 tests/spec/kernel_policy.py
