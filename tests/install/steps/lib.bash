# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034
# Inside the machine: what steps share. Their checks are counted by the host.
# shellcheck source=tests/lib.sh
. /job/lib.sh
# shellcheck source=tests/guide.bash
. /job/guide.bash

POLICY=/etc/camcordon/policy.yaml

# mark NAME: the host notes what came through since the last mark.
mark() {
	echo "mark $1" >/dev/udp/192.168.60.254/7777
}
# watch NAME: two seconds of traffic under that name.
watch() {
	mark "before-$1"
	sleep 2
	mark "$1"
}
# The guide's blocks, with the names that its interfaces have here.
GUIDE=$(mktemp -d)
sed 's/\<eth1\>/cam0/g; s/\<eth0\>/lan0/g' /job/admin-guide.md >"$GUIDE/guide"
guide_blocks "$GUIDE/guide" "$GUIDE" >"$GUIDE/list"
# block KIND SECTION [N]: the file of its Nth one there
block() {
	sed -n "s|^$1 \\([^ ]*\\) $2\$|\\1|p" "$GUIDE/list" | sed -n "${3-1}p"
}
write_policy() {
	cp "$(block yaml 'This host is the gateway')" $POLICY
}
state_of() {
	cordonctl -j status | jq -r '.segments[] | "\(.interface) \(.state)"'
}
held() {
	cordonctl -j status | jq -r '.held | join(" ")'
}
# drops DIRECTION: our tc filter on cam0.
drops() {
	tc filter show dev cam0 "$1" 2>/dev/null | grep -c 'action drop' || true
}
# seconds of monotonic time at which a unit became active
active_at() {
	systemctl show -p ActiveEnterTimestampMonotonic --value "$1"
}

# without_module: of a boot into a kernel that has none of ours.
without_module() {
	local kver why

	kver=$(uname -r)
	kver=${kver//+/[+]} # as a pattern
	why="there is no camcordon module for kernel $kver: install linux-headers-$kver"
	mark boot
	check 'the module is not there' test ! -d /sys/module/camcordon
	is 'the service failed' "$(systemctl is-failed camcordon)" failed
	is 'the boot went on' "$(systemctl is-active sysinit.target networking)" $'active\nactive'
	check 'the journal says why, and what to do' bash -c \
		"journalctl -u camcordon -b | grep '$why'"
	refuses 'so does cordonctl status' 1 "$why.*held shut without it: cam0" cordonctl status
	is 'tc drops in both directions' "$(drops ingress) $(drops egress)" '1 1'
	watch missing
}
