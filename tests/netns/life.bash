# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034 # the addresses are for the tests
# For the tests of the module's life: the module, an operator's commands,
# frames that never stop, and counters that the module has no part in.

CORDONCTL=$PWD/build/cordonctl
MODULE=$PWD/build/module/$(uname -r)/kmod/camcordon.ko

# This host's MAC on the camera network, and a camera's.
HOST_MAC=02:00:5e:00:00:01
CAMERA_MAC=44:19:b6:01:02:03
# Where no camera has any business.
AWAY_MAC=02:00:5e:00:00:99
AWAY=198.51.100.2
CAMERA=10.7.0.2

if [ "$(hostname)" != camcordon-vm ]; then
	echo "$0: only in a test machine: tests/run --vm $0" >&2
	exit 2
fi

unload() {
	rmmod camcordon
}

# load: a fresh module, whoever had it before.
load() {
	[ ! -e /sys/module/camcordon ] || unload
	insmod "$MODULE"
}

start_module() {
	keep_hooks
	check 'load' load
	at_exit unload
}

# Removing the machine's very last netdev hook under traffic can hang two
# emulated CPUs, without any module of ours: these stay. They are also nobody's
# business: lo carries nothing here.
keep_hooks() {
	nft -f - <<-'RULES'
		table netdev keep {
			chain in { type filter hook ingress device "lo" priority 0; }
			chain out { type filter hook egress device "lo" priority 0; }
		}
	RULES
	at_exit nft delete table netdev keep
}

# What the module said when it went.
last_words() {
	dmesg | grep -o 'camcordon: unloaded.*' | tail -n 1
}

end_module() {
	check 'unload' unload
	is 'everything it made was given back' "$(last_words)" \
		'camcordon: unloaded, nothing left'
	# kmemleak says at boot that it is there
	is 'no warning in the kernel log' "$(dmesg | grep -v 'leak detector initialized' |
		grep -E -f tests/vm/bad-log)" ''
}

# A process in each namespace: what /proc tells of it costs no program. "here" is
# the one that the test itself runs in.
declare -A resident=([here]=self)

# quiet_netns VARIABLE WORD: one that sends nothing by itself and forwards all.
quiet_netns() {
	new_netns "$1" "$2" || return
	ip netns exec "${!1}" sysctl -qw net.ipv4.ip_forward=1 \
		net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 \
		net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
	ip netns exec "${!1}" sleep 1000 &
	resident[${!1}]=$!
	at_exit kill -9 $!
	wait_for 20 is_sleeping $!
}

is_sleeping() {
	[ "$(<"/proc/$1/comm")" = sleep ]
}

# end_netns NAME: the namespace goes, with all that is left in it.
end_netns() {
	kill -9 "${resident[$1]}"
	wait "${resident[$1]}" 2>/dev/null
	ip netns del "$1"
}

# in_netns NAMESPACE COMMAND...: as "ip netns exec", without a /sys of its own.
in_netns() {
	nsenter --net="/run/netns/$1" "${@:2}"
}

# cordon NAMESPACE ARGUMENT...
cordon() {
	in_netns "$1" "$CORDONCTL" "${@:2}"
}

# program COMMAND...: one that writes its results itself. That it came to its
# end is one more: a plan of ours would hide that it did not.
program() {
	local status=0

	"$@" || status=$?
	is "${*: -1} ended well" $status 0
}

# state NAMESPACE SEGMENT
state() {
	local name state _

	while read -r name _ state _; do
		[ "$name" != "$2" ] || echo "$state"
	done < <(cordon "$1" segment list)
}

# becomes NAME NAMESPACE SEGMENT STATE
becomes() {
	local seen=none seconds=$((SECONDS + 10 * ${SLOW:-1}))

	while [ "$SECONDS" -lt $seconds ]; do
		seen=$(state "$2" "$3")
		[ "$seen" != "$4" ] || break
	done
	is "$1" "$seen" "$4"
}

# beyond VARIABLE HOST IFACE OWN ADDRESS: a namespace, in $VARIABLE, behind the
# interface of HOST, which has the address OWN there and knows how to reach ADDRESS.
beyond() {
	quiet_netns "$1" "$1"
	ip -n "$2" link add "$3" type veth peer name eth0 netns "${!1}"
	ip -n "${!1}" link set eth0 address $AWAY_MAC up
	ip -n "$2" link set "$3" up
	ip -n "$2" address add "$4/24" dev "$3"
	ip -n "$2" neighbour replace "$5" lladdr $AWAY_MAC dev "$3" nud permanent
}

# away_from HOST: the namespace that must see nothing, in $away, behind net0 of HOST.
away_from() {
	beyond away "$1" net0 198.51.100.1 $AWAY
}

# received NAMESPACE IFACE: frames the interface has taken from its wire,
# before anybody judged them.
received() {
	local name packets _

	while read -r name _ packets _; do
		[ "$name" != "$2:" ] || echo "$packets"
	done <"/proc/${resident[$1]}/net/dev"
}

has_received() {
	local now

	now=$(received "$1" "$2")
	[ "${now:-0}" -ge "$3" ]
}

# seen NAMESPACE: frames that came in behind the host, at its eth0. Nobody has
# any reason to send one there but the camera.
seen() {
	received "$1" eth0
}

more_seen() {
	[ "$(seen "$1")" -gt "$2" ]
}

# seen_by_ip NAMESPACE: packets that got as far as its IP.
seen_by_ip() {
	local kind forwarding ttl packets _

	while read -r kind forwarding ttl packets _; do
		[ "$kind $forwarding" = 'Ip: Forwarding' ] || [ "$kind" != Ip: ] ||
			echo "$packets"
	done <"/proc/${resident[$1]}/net/snmp"
}

# sends FAR IFACE: by FAR the camera sends 50 frames to IFACE here, where they come in.
sends() {
	local frames

	frames=$(received here "$2")
	# shellcheck disable=SC2154 # the test has made it
	in_netns "$camera" tests/netns/flood.py packet "$1" $CAMERA_MAC \
		"$(<"/sys/class/net/$2/address")" $CAMERA 10.7.0.1 9 frames 50
	wait_for 20 has_received here "$2" $((frames + 50))
}

# nothing_passes NAME FAR IFACE: what it sends comes in, and gets no further.
nothing_passes() {
	local ip

	ip=$(seen_by_ip here)
	check "$1: frames come in" sends "$2" "$3"
	is "$1: none gets further" "$(seen_by_ip here)" "$ip"
}

# flood NAMESPACE packet|direct|tap IFACE DESTINATION-MAC [PORT [OPTION...]]: frames
# from the camera to AWAY, in the background; its process is $flood.
flood() {
	local ns=$1 how=$2 iface=$3 mac=$4 port=${5-9}

	shift 5 || shift 4
	nsenter --net="/run/netns/$ns" tests/netns/flood.py "$how" "$iface" $CAMERA_MAC "$mac" \
		$CAMERA $AWAY "$port" "$@" &
	flood=$!
	at_exit kill -9 "$flood"
}

# stop_flood PROCESS: and be sure that it has sent its last frame.
stop_flood() {
	kill -9 "$1" 2>/dev/null
	wait "$1" 2>/dev/null
}

# flows NAME NAMESPACE IFACE: many more frames come in there from now on.
flows() {
	local now

	now=$(received "$2" "$3")
	check "$1" wait_for 20 has_received "$2" "$3" $((now + 300))
}

has_iface() {
	ip -n "$1" link show dev "$2"
}

# dropped NAMESPACE CAMERA: by the module's own account.
dropped() {
	cordon "$1" -j stats |
		sed -n 's/.*"name":"'"$2"'","mac":"[^"]*","passed":{[^}]*},"dropped":{"packets":\([0-9]*\).*/\1/p'
}
