#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The module under DKMS, part one: staged, built, installed and removed. On the
# host, because compiling in an emulated machine takes many minutes, but in an
# own mount namespace: nothing of it reaches the host. What DKMS installed is
# left in build/dkms for part two, load.sh.
# limit: 400
cd "$(dirname "$0")/../.." || exit
. tests/lib.sh

if [ "${1-}" != --apart ]; then
	# Fails, and with it the test, where such a namespace is not allowed.
	exec unshare --mount --propagation private "$0" --apart
fi

version=$(cat VERSION)
kver=$(tests/vm/prepare)
export KVER=$kver
source=/usr/src/camcordon-$version
scratch dir

# cover DIRECTORY [SOURCE]: let it show SOURCE (or itself), writable, and keep
# what is written in $dir.
cover() {
	local target lower

	target=$(realpath "$1")
	lower=$(realpath "${2-$1}")
	mkdir -p "$dir/layers$target"/{upper,work} &&
		mount -t overlay -o "lowerdir=$lower,upperdir=$dir/layers$target/upper,workdir=$dir/layers$target/work" \
			overlay "$target"
}

# The layers themselves must lie on a file system that can carry them.
mount -t tmpfs tmpfs "$dir" || exit
at_exit umount -l "$dir"
for covered in /usr/src /var/lib/dkms; do
	cover "$covered" || exit
done
cover "/lib/modules/$kver" "build/vm/$kver/modules" || exit

# Names and sizes of all that DKMS may touch. Its signing key, made once for all
# modules, is its own; so are depmod's indexes, made anew after any change, but
# they must not remember the module.
traces() {
	{
		find /usr/src -maxdepth 1 -name 'camcordon*' -printf '%p\n'
		find /var/lib/dkms "/lib/modules/$kver/" ! -name 'mok.*' \
			! -name 'modules.*' ! -type d -printf '%p %s %l\n'
		find /var/lib/dkms "/lib/modules/$kver/" -type d
	} | sort
	grep -l camcordon "/lib/modules/$kver"/modules.* | sed 's/^/in index /'
}

# A copy without one of its files must not build: otherwise something else
# than the copy would have been built.
lacking_a_file() {
	dkms/stage "$source"
	rm "$source/kmod/main.c"
	dkms add -m camcordon -v "$version" || return
	! dkms build -m camcordon -v "$version" -k "$kver"
}

# What part two loads.
keep_for_load() {
	rm -rf build/dkms
	mkdir -p build/dkms
	cp -a "/lib/modules/$kver/updates" build/dkms/
}

traces >"$dir/before"

check 'a staged copy that lacks a file does not build' lacking_a_file
check 'install, over what failed' dkms/install
is 'DKMS says installed' "$(dkms status -m camcordon -v "$version" | tr -d ' ')" \
	"camcordon/$version,$kver,$(uname -m):installed"
is 'version of the built module' "$(modinfo -k "$kver" -F version camcordon)" "$version"
is 'made for this kernel' "$(modinfo -k "$kver" -F vermagic camcordon | cut -d' ' -f1)" "$kver"
like 'it is where DKMS puts modules' "$(modinfo -k "$kver" -n camcordon)" '/updates/dkms/camcordon\.ko'
check 'kept for loading' keep_for_load
check 'remove' dkms/remove
traces >"$dir/after"
check 'no trace is left' diff "$dir/before" "$dir/after"
finish
