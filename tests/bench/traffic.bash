# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Interfaces and frames of the measurements, in a machine of their own.
# cam0 is where cameras are, off0 an interface that is nobody's business; rec0
# leads to all else and throws away what it gets, rec1 to all else from off0 where
# that is a bridge's.

HOST_MAC=02:00:5e:00:00:01
OTHER_MAC=02:00:5e:00:00:02
RECORDER=10.0.2.2 RECORDER_MAC=02:00:5e:00:02:02
CLOUD=198.51.100.2 CLOUD_MAC=02:00:5e:00:02:01
TRUSTED=10.63.0.9 TRUSTED_MAC=02:00:5e:00:03:09
OFFICE=10.62.0.9 OFFICE_MAC=02:00:5e:00:04:09
# as cameras.py counts them
CAMERA_MAC=02:c0:00:00:00:00 CAMERA_FIRST=10.64.0.0
CYCLE=32

pktgen=/proc/net/pktgen

# topology routed|bridged|veth [KIND]: KIND of device, and its options, for rec0
topology() {
	local name

	ip -batch - <<-END
		link add cam0 address $HOST_MAC type veth peer name cam1
		link add off0 address $OTHER_MAC type veth peer name off1
		link add rec0 address 02:00:5e:00:00:03 type ${2:-dummy}
		link add rec1 address 02:00:5e:00:00:04 type dummy
	END
	sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 \
		net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0 \
		net.ipv4.conf.default.rp_filter=0
	[ "$1" != bridged ] || bridge_them
	for name in cam1 off1 cam0 off0 rec0 rec1; do
		ip link set $name up
	done
	[ "$1" = bridged ] || route_them
}

route_them() {
	ip -batch - <<-END
		address add 10.0.2.1/24 dev rec0
		route add 10.64.0.0/14 dev cam0
		neighbour replace $RECORDER lladdr $RECORDER_MAC dev rec0 nud permanent
		neighbour replace 10.0.2.3 lladdr $CLOUD_MAC dev rec0 nud permanent
		route add 198.51.100.0/24 via 10.0.2.3
	END
}

bridge_them() {
	ip -batch - <<-END
		link add br0 type bridge
		link add br1 type bridge
		link set cam0 master br0
		link set rec0 master br0
		link set off0 master br1
		link set rec1 master br1
		link set br0 up
		link set br1 up
	END
	bridge fdb replace $RECORDER_MAC dev rec0 master static
	bridge fdb replace $CLOUD_MAC dev rec0 master static
	bridge fdb replace $RECORDER_MAC dev rec1 master static
}

write() {
	echo "$2" >"$pktgen/$1" && return
	echo "pktgen: $1: '$2' refused" >&2
	return 1
}

# frames DEVICE TOPOLOGY COMMAND...: what pktgen shall send next, and how. A device
# that receives does not care whose a frame was; one that sends it wants its own.
frames() {
	local device=$1 topology=$2 command how=('xmit_mode netif_receive' 'burst 32')

	shift 2
	if [ "$topology" = veth ]; then
		device=${device/0/1}
		how=('xmit_mode start_xmit')
	fi
	write kpktgend_0 rem_device_all
	write kpktgend_0 "add_device $device"
	for command in "${how[@]}" 'delay 0' 'clone_skb 0' "$@"; do
		write "$device" "$command"
	done
	sender=$device
}

# describe KIND CAMERAS TOPOLOGY SIZE: frames of a kind, see docs/performance.md.
describe() {
	local kind=$1 cameras=$2 topology=$3 size=$4
	local cycle device=cam0 to=$RECORDER next=$HOST_MAC from=() port=5004

	cycle=$((cameras < CYCLE ? cameras : CYCLE))
	from=("src_mac $CAMERA_MAC" "src_mac_count $cycle" "src_min $CAMERA_FIRST"
		"src_max ${CAMERA_FIRST%.*}.$((cycle - 1))")
	[ "$topology" != bridged ] || next=$RECORDER_MAC
	case $kind in
	drop | judged-drop)
		to=$CLOUD
		[ "$topology" != bridged ] || next=$CLOUD_MAC
		;;
	bystander)
		from=("src_mac $TRUSTED_MAC" "src_min $TRUSTED" "src_max $TRUSTED")
		;;
	elsewhere)
		from=("src_mac $OFFICE_MAC" "src_min $OFFICE" "src_max $OFFICE")
		device=off0
		[ "$topology" = bridged ] || next=$OTHER_MAC
		;;
	judged-ipv6) from+=("src6 fd50::21" "dst6 2001:db8::7") ;;
	esac
	# a burst is one frame, again and again
	[[ $kind != judged-* ]] || port=65535 from+=('flag UDPDST_RND' 'burst 1')
	frames $device "$topology" "pkt_size $size" "${from[@]}" "dst $to" "dst_mac $next" \
		'udp_src_min 5004' 'udp_src_max 5004' 'udp_dst_min 5004' "udp_dst_max $port"
}

# run_once COUNT: microseconds that took, in $took.
run_once() {
	local line sent=0

	took=''
	echo start >"$pktgen/pgctrl"
	while read -r line; do
		[[ ! $line =~ ^Result:\ OK:\ [0-9]+\(c([0-9]+)\+ ]] || took=${BASH_REMATCH[1]}
		[[ ! $line =~ pkts-sofar:\ ([0-9]+) ]] || sent=${BASH_REMATCH[1]}
	done <"$pktgen/$sender"
	[ -n "$took" ] && [ "$sent" -ge "$1" ] && return
	echo "pktgen sent $sent of $1" >&2
	return 1
}

# measure COUNT RUNS: the lowest cost of a frame, in tenths of an instruction.
measure() {
	local run best='' cost

	write "$sender" "count $1"
	for ((run = 0; run < $2; run++)); do
		run_once "$1" || return
		cost=$((took * 10000 / $1))
		[ -n "$best" ] && [ "$best" -le "$cost" ] || best=$cost
	done
	echo "$best"
}
