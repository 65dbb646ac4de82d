# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# What the tests of installed systems share. They say with disk SUITE which one,
# then boot it step by step; what a step prints is theirs.
. tests/lib.sh

# disk SUITE: a disk of that release with our packages; left behind on failure.
disk() {
	local suite=$1

	directory=$PWD/build/install/disk-$suite
	mkdir -p "$directory"
	rm -f "$directory"/*
	check "$suite: the packages are built, and lintian has nothing to say" build_packages
	check "$suite: apt installs them, and DKMS builds the module" \
		tests/install/image "$suite" build/install/debs "$directory"
	[ -s "$directory/disk.img" ] || finish
}
# Once for all releases of a run: what is newer than the sources is right.
build_packages() {
	[ -z "$(find build/install/debs -name '*.deb' 2>/dev/null)" ] ||
		[ -n "$(find kmod userspace dkms docs VERSION README.md CHANGELOG.md \
			-newer build/install/debs/build.log -print -quit)" ] ||
		return 0
	dkms/deb build/install/debs
}

# on_disk COMMAND: run on the disk between two boots.
on_disk() {
	tests/install/inside "$directory/disk.img" "$1"
}
# step NAME [SECONDS]: boots and runs it; its checks count as ours.
step() {
	local name=$1 line

	say "boot: $name"
	if ! tests/install/boot "$directory" "$name" "${2:-600}" >"$directory/$name.boot" 2>&1; then
		fail "$name: booted and ran to its end" "$(cat "$directory/$name.boot" "$directory/$name.out")"
		return
	fi
	while IFS= read -r line; do
		case $line in
		'ok '*) ok "$name: ${line#ok * - }" ;;
		'not ok '*) fail "$name: ${line#not ok * - }" ;;
		*) printf '# %s\n' "${line#\# }" ;;
		esac
	done <"$directory/$name.out"
	is "$name: no warning, bug or leak in the kernel log" \
		"$(grep -aE -f tests/vm/bad-log "$directory/$name.console")" ''
}

flow() {
	jq -s --arg mark "$2" --arg flow "$3" \
		'map(select(.mark == $mark)) | if length == 1 then .[0][$flow] // 0 else "no mark" end' \
		"$directory/$1.marks"
}
# passes STEP MARK FLOW...: each came out on the other side (see wire.py).
passes() {
	local step=$1 mark=$2 flow count

	shift 2
	for flow; do
		count=$(flow "$step" "$mark" "$flow")
		if [[ $count =~ ^[1-9] ]]; then
			ok "$step: $mark: $flow passes"
		else
			fail "$step: $mark: $flow passes" "frames: $count"
		fi
	done
}
# stopped STEP MARK FLOW...: no frame of them did.
stopped() {
	local step=$1 mark=$2 flow

	shift 2
	for flow; do
		is "$step: $mark: no frame of $flow passes" "$(flow "$step" "$mark" "$flow")" 0
	done
}
ALLOWED='media ask'
FORBIDDEN='leak intruder from-host'
# inforce STEP MARK: the policy is, and only what it allows passes.
inforce() {
	# shellcheck disable=SC2086
	passes "$1" "$2" $ALLOWED
	# shellcheck disable=SC2086
	stopped "$1" "$2" $FORBIDDEN
}
# shut STEP MARK: nothing passes.
shut() {
	# shellcheck disable=SC2086
	stopped "$1" "$2" $ALLOWED $FORBIDDEN
}
# open STEP MARK: everything does, so that the test would see it.
open() {
	# shellcheck disable=SC2086
	passes "$1" "$2" $ALLOWED $FORBIDDEN
}

again() {
	stopped again boot leak intruder from-host
	inforce again inforce
}

# kernel NAME: to another kernel of the release, linux-image-NAME. First without
# its headers, then with them.
kernel() {
	local said arch

	arch=$(dpkg --print-architecture)
	said=$(on_disk "apt-get install -y -q linux-image-$1-$arch" 2>&1) || fail "apt installs $1" "$said"
	like "apt warns of kernel $1, which has no module" "$said" \
		"^camcordon: WARNING: kernel $1.* has no camcordon module"
	like 'and names what will be shut' "$said" '^camcordon: .* held shut.*: cam0'
	step unready
	shut unready boot
	shut unready missing
	check "apt installs its headers" on_disk "apt-get install -y -q linux-headers-$1-$arch"
	step again
	again
}

# life SUITE [COMMAND...]: from installation to removal, boot by boot; each
# COMMAND, which is one of those above, while all is well.
life() {
	local extra

	disk "$1"
	step first
	open first open
	passes first looked leak
	inforce first applied
	inforce first restart

	step closed
	stopped closed boot leak intruder from-host
	inforce closed inforce
	inforce closed flushed
	inforce closed docker
	# it rejects what the policy allows, and the camera may be told so
	stopped closed firewalld leak intruder
	inforce closed stopped

	step broken
	shut broken boot
	shut broken broken
	inforce broken mended

	step missing
	shut missing boot
	shut missing missing
	inforce missing found

	for extra in "${@:2}"; do $extra; done

	step remove
	inforce remove remove
	inforce remove removed

	step gone
	passes gone boot leak
	open gone gone
	[ "$tap_failed" != 0 ] || rm -f "$directory"/*
}
