#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The module under DKMS, part two: what build.sh had DKMS install is found,
# loaded and unloaded by the kernel it was built for.
cd "$(dirname "$0")/../.." || exit
. tests/lib.sh

# It writes to /lib/modules.
if [ "$(hostname)" != camcordon-vm ]; then
	echo "$0: only in a test machine: tests/run tests/dkms/build.sh --vm $0" >&2
	exit 2
fi
if [ ! -d build/dkms/updates ]; then
	echo "$0: no build/dkms/updates: run tests/dkms/build.sh before" >&2
	exit 2
fi

version=$(cat VERSION)
kver=$(uname -r)
scratch dir

# Under emulation depmod takes minutes for the thousands of modules of a kernel.
# Ours needs none of them: it gets a module directory of its own.
put_in_place() {
	mkdir "$dir/modules" &&
		cp -a "/lib/modules/$kver"/modules.* build/dkms/updates "$dir/modules/" &&
		mount --bind "$dir/modules" "/lib/modules/$kver" &&
		depmod "$kver"
}

at_exit umount "/lib/modules/$kver"
check 'put in place' put_in_place
like 'it is what DKMS installed' "$(modinfo -n camcordon)" '/updates/dkms/camcordon\.ko'
check 'load' modprobe camcordon
is 'version of the loaded module' "$(cat /sys/module/camcordon/version)" "$version"
check 'unload' modprobe -r camcordon
check 'it is gone' test ! -e /sys/module/camcordon
finish
