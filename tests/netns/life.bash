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
	is 'no warning in the kernel log' "$(dmesg | grep -E -f tests/vm/bad-log)" ''
}

# quiet_netns VARIABLE WORD: one that sends nothing by itself and forwards all.
quiet_netns() {
	new_netns "$1" "$2" || return
	ip netns exec "${!1}" sysctl -qw net.ipv4.ip_forward=1 \
		net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 \
		net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
}

# cordon NAMESPACE ARGUMENT...
cordon() {
	local ns=$1

	shift
	ip netns exec "$ns" "$CORDONCTL" "$@"
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
	cordon "$1" segment list | awk -v name="$2" '$1 == name { print $2 }'
}

# becomes NAME NAMESPACE SEGMENT STATE
becomes() {
	local seen=none seconds=$((SECONDS + 10))

	while [ "$SECONDS" -lt $seconds ]; do
		seen=$(state "$2" "$3")
		[ "$seen" != "$4" ] || break
	done
	is "$1" "$seen" "$4"
}

# away_from HOST: the namespace that must see nothing, in $away, behind the
# interface net0 of $1, which knows how to reach it.
away_from() {
	quiet_netns away away
	ip -n "$1" link add net0 type veth peer name eth0 netns "$away"
	ip -n "$away" link set eth0 address $AWAY_MAC up
	ip -n "$1" link set net0 up
	ip -n "$1" address add 198.51.100.1/24 dev net0
	ip -n "$1" neighbour replace $AWAY lladdr $AWAY_MAC dev net0 nud permanent
	count "$away" eth0 9
}

# count NAMESPACE IFACE PORT: count frames to that UDP port as they arrive.
count() {
	ip netns exec "$1" nft -f - <<-RULES
		table netdev life {
			counter seen { }
			chain arriving {
				type filter hook ingress device "$2" priority -500;
				udp dport $3 counter name seen
			}
		}
	RULES
}

# count_ip NAMESPACE PORT: count them where they have reached its IP.
count_ip() {
	ip netns exec "$1" nft -f - <<-RULES
		table inet life {
			counter seen { }
			chain arriving {
				type filter hook prerouting priority -500;
				udp dport $2 counter name seen
			}
		}
	RULES
}

# seen NAMESPACE [FAMILY]: how many were counted.
seen() {
	ip netns exec "$1" nft list counter "${2-netdev}" life seen |
		sed -n 's/.*packets \([0-9]*\).*/\1/p'
}

more_seen() {
	[ "$(seen "$1")" -gt "$2" ]
}

# flood NAMESPACE packet|tap IFACE DESTINATION-MAC [PORT [OPTION...]]: frames
# from the camera to AWAY, in the background; its process is $flood.
flood() {
	local ns=$1 how=$2 iface=$3 mac=$4 port=${5-9}

	shift 5 || shift 4
	ip netns exec "$ns" tests/netns/flood.py "$how" "$iface" $CAMERA_MAC "$mac" \
		$CAMERA $AWAY "$port" "$@" &
	flood=$!
	at_exit kill -9 "$flood"
}

# stop_flood PROCESS: and be sure that it has sent its last frame.
stop_flood() {
	kill -9 "$1" 2>/dev/null
	wait "$1" 2>/dev/null
}

# received NAMESPACE IFACE: frames the interface has taken from its wire,
# before anybody judged them.
received() {
	ip netns exec "$1" cat "/sys/class/net/$2/statistics/rx_packets"
}

has_received() {
	[ "$(received "$1" "$2")" -ge "$3" ]
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

# dropped NAMESPACE KIND NAME: by the module's own account. KIND: camera or segment
dropped() {
	cordon "$1" -j stats | python3 -c '
import json, sys
kind, name = sys.argv[1:]
print(sum(e["dropped"]["packets"] for e in json.load(sys.stdin)[kind + "s"]
          if e.get("name", e.get("interface")) == name))' "$2" "$3"
}
