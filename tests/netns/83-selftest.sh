#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# cordonctl selftest: right with the module as it is, for each reason and each
# row; leaves the policy, the counters and the listeners of the namespace it is
# called in alone; says in one line what it lacks, and leaves nothing behind.
# limit: 240
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

load_module
scratch dir

say 'what it lacks'
without_veth() {
	[ ! -e /sys/module/veth ] || rmmod veth
}
check 'no veth interface is in use' wait_for 20 without_veth
loader=$(cat /proc/sys/kernel/modprobe)
echo /bin/false >/proc/sys/kernel/modprobe
refuses 'a kernel without veth' 1 "^cordonctl: this kernel has no veth interfaces; see 'modprobe veth'\$" \
	cordonctl selftest
echo "$loader" >/proc/sys/kernel/modprobe
namespaces=$(cat /proc/sys/user/max_net_namespaces)
echo 0 >/proc/sys/user/max_net_namespaces
refuses 'no more namespaces' 1 '^cordonctl: cannot make a network namespace: .*; see user.max_net_namespaces$' \
	cordonctl selftest
echo "$namespaces" >/proc/sys/user/max_net_namespaces
chmod 755 "$dir"
cp "$CORDONCTL" "$dir/cordonctl"
refuses 'an ordinary user' 1 '^cordonctl: not permitted to make a network namespace: run as root$' \
	setpriv --reuid 65534 --regid 65534 --clear-groups "$dir/cordonctl" selftest
refuses 'root in a user namespace' 1 '^cordonctl: not permitted; camcordon needs CAP_NET_ADMIN in the initial' \
	unshare -Ur "$dir/cordonctl" selftest

say 'without a policy'
check 'selftest' cordonctl selftest
is 'there is none yet' "$(in_json .generation status)" 0

say 'beside a policy that has counted'
routed
operator 'segment add eth-cam' 'recorder add nvr address 10.0.2.2 behind eth-rec' \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21"
must ready eth-cam eth-rec eth-off eth-inet
judge <<'END'
a camera's frame                    | lobby nvr udp                            | lobby passed       | rec
a drop                              | lobby cloud tcp                          | lobby not-recorder |
a stranger                          | ghost nvr udp                            | eth-cam unknown-device |
END

# live: all that can be read of this namespace.
live() {
	local command

	for command in status stats evidence unknown 'camera list' 'segment list' \
		'recorder list' 'camera exceptions'; do
		# shellcheck disable=SC2086 # words
		cordonctl -j $command
	done
	ip -brief address
	sysctl net.ipv4.ip_forward net.ipv6.conf.all.disable_ipv6
}
hear "$dir/events"
before=$(live)
told=$(cat "$dir/events")
status=0
cordonctl -j selftest >"$dir/selftest.json" 2>"$dir/err" || status=$?
is 'selftest: exit 0, and nothing to complain of' "$status $(cat "$dir/err")" '0 '
is 'this namespace is as it was' "$(live)" "$before"
is 'it heard of nothing' "$(cat "$dir/events")" "$told"
# The next event is the first one after it.
cordonctl mark 1/1
more_told() {
	[ "$(cat "$dir/events")" != "$told" ]
}
check 'it hears of what is its own' wait_for 10 more_told
is '... and of that alone' "$(tail -n +$(($(wc -l <<<"$told") + 1)) "$dir/events" | jq -r .event)" commit

check 'its JSON keeps the schema' tests/cli/validate selftest "$dir/selftest.json"
of_all() {
	jq -r "$1" "$dir/selftest.json"
}
is 'every canary passed' "$(of_all '[.failed, .passed == (.canaries | length), all(.canaries[]; .passed and .counted == null)] | @csv')" \
	'0,true,true'
is 'every reason has one' "$(of_all '.canaries[].reason' | sort -u)" \
	"$(in_json '.reasons[].reason' explain | sort -u)"
# Rows as the tables have them.
rows=$(sed -n '/^### From a segment/,/^### Towards/s/^| \([0-9]*a*\) | .*/out-\1/p
	/^### Towards/,/^## /s/^| \([0-9]*\) | .*/in-\1/p' docs/architecture.md)
is 'rows were found in the documents' "$(wc -l <<<"$rows")" 25
is 'every row drops one' "$(of_all '.canaries[] | select(.reason != "pass").row' | sort -u)" \
	"$(sort -u <<<"$rows"$'\n'guard)"
is 'every row lets one pass' "$(of_all '.canaries[] | select(.reason == "pass").row' | sort -u)" \
	"$(sort -u <<<"$rows"$'\n'guard)"

text=$(cordonctl selftest)
is 'its text has a line for each' "$(grep -c '^pass ' <<<"$text")" "$(of_all '.passed')"
is '... and one for all' "$(tail -n 1 <<<"$text")" "$(of_all '"\(.passed) passed, \(.failed) failed"')"
quiet_so_far
done_testing
