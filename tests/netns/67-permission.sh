#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Who is no administrator of the machine itself neither changes nor reads
# anything: an ordinary user, and one who is root in a user namespace of theirs.
cd "$(dirname "$0")/../.." || exit
. tests/lib.sh
. tests/netns/life.bash

quiet_netns host host
start_module
check 'a policy to be kept from others' cordon "$host" camera add lobby mac $CAMERA_MAC

nobody=(setpriv --reuid 65534 --regid 65534 --clear-groups)
stranger() {
	ip netns exec "$host" "${nobody[@]}" "$@"
}

# The checkout may be closed to others: what they run must not be. Descriptors
# are above that.
scratch dir
chmod 755 "$dir"
mkdir "$dir/tests" "$dir/kmod"
cp -r tests/netns tests/spec "$dir/tests"
cp -r kmod/uapi kmod/core "$dir/kmod"
cp "$CORDONCTL" "$dir"
permission=$dir/tests/netns/permission.py

program in_netns "$host" python3 "$permission" allowed "$dir" root
program stranger python3 "$permission" refused "$dir" 'an ordinary user'
program stranger unshare -Ur python3 "$permission" refused "$dir" \
	'root in a user namespace'

# A commit in the namespace next door, once somebody listens in theirs.
chmod 1777 "$dir"
commit_for_listener() {
	wait_for 60 test -e "$dir/listening" &&
		cordon "$host" camera set lobby profile any &&
		touch "$dir/committed"
}
commit_for_listener &
program stranger unshare -Urn python3 "$permission" alone "$dir" \
	'root in user and network namespaces of their own'
rm -f "$dir/listening" "$dir/committed"
commit_for_listener &
program unshare -Urn python3 "$permission" alone "$dir" \
	'a child of root, likewise'

# The administrator of the machine, in a network namespace of theirs.
ip netns exec "$host" "${nobody[@]}" unshare -Urn sleep 100 &
theirs=$!
at_exit kill -9 $theirs
has_other_netns() {
	[ "$(readlink /proc/"$theirs"/ns/net)" != "$(readlink /proc/self/ns/net)" ] &&
		[ "$(cat /proc/"$theirs"/comm)" = sleep ]
}
check 'their namespace' wait_for 20 has_other_netns
program nsenter --net=/proc/"$theirs"/ns/net python3 "$permission" foreign "$dir" \
	"the administrator"

for command in status 'segment add cam0 wait' 'camera list' 'camera del lobby' \
	stats evidence unknown monitor; do
	# shellcheck disable=SC2086 # words
	said=$(stranger timeout 20 "$dir/cordonctl" $command 2>&1 >/dev/null)
	is "cordonctl $command: refused in one clear line" "$? $said" \
		"1 cordonctl: not permitted; camcordon needs CAP_NET_ADMIN in the initial user namespace: run as root"
done
is 'nothing was changed' \
	"$(cordon "$host" camera list | awk 'NR > 1 { print $1 }')" lobby

end_module
finish
