#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# limit: 240
# A segment's device comes, goes and changes its name while a camera sends
# without a pause: nothing it sends is ever forwarded.
cd "$(dirname "$0")/../.." || exit
. tests/lib.sh
. tests/netns/life.bash

quiet_netns host host
away_from "$host"
modprobe tun

# The interface as the operating system brings it up.
up() {
	ip -n "$host" link set "$1" up
}

camera_floods() {
	flood "$host" tap "$1" $HOST_MAC
	wait_for 20 has_iface "$host" "$1"
	ip -n "$host" link set "$1" address $HOST_MAC
}

# all_counted NAME IFACE: with the sender held, every frame that came in was
# dropped and counted, not one more and not one less. $before: by earlier ones.
before=0
all_counted() {
	local received

	kill -STOP "$flood"
	# A write that was under way ends before the process stops.
	wait_for 10 grep -q '^State:.*stopped' "/proc/$flood/status"
	received=$(received "$host" "$2")
	is "$1" "$(dropped "$host" lobby)" $((before + received))
	before=$((before + received))
}

start_module

# Without a segment the camera does get away: what is below proves something.
camera_floods cam0
up cam0
check 'no segment: frames get away' wait_for 20 more_seen "$away" 100
stop_flood "$flood"

check 'a segment whose device does not exist' cordon "$host" segment add cam0 wait
check 'a camera behind it' cordon "$host" camera add lobby mac $CAMERA_MAC
is 'it waits' "$(state "$host" cam0)" waiting
start=$(seen "$away")

camera_floods cam0
is 'it is closed before it is up' "$(state "$host" cam0)" closed
up cam0
flows 'the camera sends from the first moment' "$host" cam0
all_counted 'every frame was judged, the first one too' cam0

stop_flood "$flood"
becomes 'it waits while its device is gone' "$host" cam0 waiting
camera_floods cam0
up cam0
becomes 'it is closed when the device is back' "$host" cam0 closed
flows 'the camera sends again' "$host" cam0
all_counted 'every frame was judged again' cam0
is 'nothing has got away' "$(seen "$away")" "$start"
stop_flood "$flood"

# udev names a device before it is up: then the name decides.
camera_floods raw0
ip -n "$host" link set raw0 name cam0
is 'named so before it was up: closed' "$(state "$host" cam0)" closed
up cam0
flows 'the camera sends at its new name' "$host" cam0
all_counted 'every frame was judged after naming' cam0
kill -CONT "$flood"

# Once up, the device is the segment's, whatever it is called. Linux 6.1 renames
# only what is down.
name=cam0
busy=$(ip -n "$host" link set cam0 name lan1 2>&1)
if [ -n "$busy" ]; then
	like 'this kernel renames nothing that is up' "$busy" 'busy'
else
	name=lan1
	flows 'the camera sends under a name given while up' "$host" lan1
	is 'it stays closed under a name given while up' "$(state "$host" cam0)" closed
fi
ip -n "$host" link set $name down
check 'renamed while down' ip -n "$host" link set $name name lan0
up lan0
flows 'the camera sends under another name' "$host" lan0
is 'it stays closed under another name' "$(state "$host" cam0)" closed
old=$flood

# The name is free: whoever takes it is closed as well.
camera_floods cam0
up cam0
flows 'another device of the segment'\''s name' "$host" cam0
is 'both are closed' "$(state "$host" cam0)" closed
is 'nothing has got away under any name' "$(seen "$away")" "$start"
stop_flood "$flood"
becomes 'one gone, the other still closed' "$host" cam0 closed

check 'the segment is given back' cordon "$host" segment del cam0
check 'and with it the device of another name' \
	wait_for 20 more_seen "$away" "$start"
stop_flood "$old"

# The other way round: it had the name, and lost it before it was up.
check 'the segment again' cordon "$host" segment add cam0 wait
camera_floods cam0
is 'closed by its first name' "$(state "$host" cam0)" closed
ip -n "$host" link set cam0 name lan0
is 'it was never up: its new name decides' "$(state "$host" cam0)" waiting
start=$(seen "$away")
up lan0
check 'it is an interface like any other' wait_for 20 more_seen "$away" "$start"

end_module
finish
