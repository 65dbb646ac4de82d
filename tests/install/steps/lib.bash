# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034
# Inside the machine: what steps share. Their checks are counted by the host.
# shellcheck source=tests/lib.sh
. /job/lib.sh

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
write_policy() {
	cat >$POLICY <<-END
		version: 1
		segments: [{interface: cam0}]
		recorders: [{name: nvr, addresses: [192.168.60.2], behind: lan0}]
		cameras: [{name: lobby, mac: "02:00:00:00:00:0c", addresses: [192.168.50.21]}]
	END
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
