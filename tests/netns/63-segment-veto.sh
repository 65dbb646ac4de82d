#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What cannot be closed is no segment; and where its name is a segment's
# already, it does not come up.
cd "$(dirname "$0")/../.." || exit
. tests/lib.sh
. tests/netns/life.bash

quiet_netns host host
modprobe -a tun bonding
start_module

ip -n "$host" link add br0 type bridge
ip -n "$host" link add bond0 type bond
ip -n "$host" link add port0 type dummy
ip -n "$host" link set port0 master bond0
ip -n "$host" tuntap add tun0 mode tun

# The tool may look first; the module refuses whatever the tool does.
refuses 'no segment: the loopback interface' 1 'lo.* loopback interface' \
	cordon "$host" segment add lo force
refuses 'no segment: a bridge' 1 'is a bridge; make its ports segments' \
	cordon "$host" segment add br0 force
refuses 'no segment: a part of a bond' 1 'part of a bond .*; make that the segment' \
	cordon "$host" segment add port0 force
refuses 'no segment: a tun device' 1 'tun0.* no Ethernet interface' \
	cordon "$host" segment add tun0 force
check 'a bond as a whole is one' cordon "$host" segment add bond0 force
is 'nothing else was added' "$(cordon "$host" segment list | awk 'NR > 1 { print $1 }')" bond0

# vetoed NAME IFACE: it is down and stays so, and the reason is told.
vetoed() {
	is "$1: failed" "$(state "$host" "$2")" failed
	refuses "$1: it does not come up" 2 \
		'camcordon: a segment that could not be closed stays down' \
		ip -n "$host" link set "$2" up
	is "$1: it is down" "$(ip -n "$host" -br link show "$2" up)" ''
}

check 'a segment of the future' cordon "$host" segment add cam0 wait
ip -n "$host" tuntap add cam0 mode tun
vetoed 'the name given to a tun device' cam0
ip -n "$host" link del cam0
becomes 'it waits again' "$host" cam0 waiting

ip -n "$host" link set tun0 name cam0
vetoed 'a tun device renamed to it' cam0
ip -n "$host" link set cam0 name tun0
becomes 'it waits once more' "$host" cam0 waiting
check 'under its own name the tun device comes up' ip -n "$host" link set tun0 up

ip -n "$host" link add cam0 type bridge
vetoed 'the name given to a bridge' cam0
ip -n "$host" link del cam0

# Ethernet when it was made, and something else before it comes up.
ip -n "$host" tuntap add cam0 mode tap
is 'a tap device is closed' "$(state "$host" cam0)" closed
ip netns exec "$host" python3 - <<-'PYTHON'
	import fcntl, os, struct
	TUNSETIFF, TUNSETLINK, IFF_TAP, ARPHRD_IEEE80211 = 0x400454ca, 0x400454cd, 2, 801
	fd = os.open("/dev/net/tun", os.O_RDWR)
	fcntl.ioctl(fd, TUNSETIFF, struct.pack("16sH22x", b"cam0", IFF_TAP))
	fcntl.ioctl(fd, TUNSETLINK, ARPHRD_IEEE80211)
PYTHON
like 'its type was changed' "$(ip -n "$host" link show cam0)" 'link/ieee802.11'
vetoed 'a device that is no Ethernet any more' cam0
ip -n "$host" link del cam0

ip -n "$host" link add cam0 type dummy
check 'an Ethernet device of that name comes up' ip -n "$host" link set cam0 up
is 'and is closed' "$(state "$host" cam0)" closed

end_module
finish
