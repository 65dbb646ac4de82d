#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# limit: 300
# A segment that is named by its card, by the permanent MAC: closed from the
# moment the card is there, whatever its interface is called. The machine has two
# cards that are wired to each other, for which nobody has loaded a driver yet.
cd "$(dirname "$0")/../.." || exit
. tests/lib.sh
. tests/netns/life.bash

CARD=02:00:5e:10:00:07
quiet_netns camera camera
scratch dir
start_module

# plug: the cards appear, ours first under a name that is not its last.
plug() {
	modprobe virtio_net || return
	ip link set "$(named "$1")" netns "$camera" name wire0 address "$CAMERA_MAC"
	ip -n "$camera" link set wire0 up
}
# named MAC: the interface that has it.
named() {
	ip -j link | jq -r --arg mac "$1" '.[] | select(.permaddr == $mac or .address == $mac).ifname'
}
card() {
	"$CORDONCTL" -j status | jq -r '.segments[] | [.interface, .device, .state] | @tsv' | tr '\t' ' '
}

cat >"$dir/card.yaml" <<END
version: 1
segments: [{mac: $CARD}]
recorders: [{name: nvr, addresses: [self]}]
cameras: [{name: lobby, mac: $CAMERA_MAC, segment: $CARD, profile: isolated}]
END
sed 's/mac: 02:00:5e:10:00:07\|segment: 02:00:5e:10:00:07/INTERFACE/; s/{INTERFACE}/{interface: cam7}/; s/INTERFACE/segment: cam7/' \
	"$dir/card.yaml" >"$dir/name.yaml"

like 'apply says that it is not there' "$("$CORDONCTL" apply "$dir/card.yaml")" \
	"^segment $CARD: no such interface yet"
is 'and it waits' "$(card)" "$CARD  waiting"
is 'save names the card' "$("$CORDONCTL" -j save | jq -c '.segments[0].mac')" "\"$CARD\""
refuses 'it is no name of an interface for anything else' 2 'not the name of an interface' \
	"$CORDONCTL" recorder set nvr from "$CARD"

check 'the card appears' plug 02:00:5e:10:00:08
eth=$(named $CARD)
is 'and is closed' "$(card)" "$CARD $eth closed"
ip link set "$eth" up
nothing_passes 'up' wire0 "$eth"
is 'as frames of the camera' "$("$CORDONCTL" -j stats lobby | jq '.cameras[0].dropped.packets')" 50

say 'names do not matter'
ip link set "$eth" down
ip link set "$eth" name cam7
ip link set cam7 up
is 'renamed' "$(card)" "$CARD cam7 closed"
nothing_passes 'renamed' wire0 cam7
like 'status shows both' "$("$CORDONCTL" status)" "^$CARD \(cam7\): CLOSED since"

say 'one interface, one name'
cat "$dir/name.yaml" >"$dir/both.yaml"
sed -i "s/segments: \[/&{mac: $CARD}, /" "$dir/both.yaml"
refuses 'a segment twice' 1 "cam7 is the segment of card $CARD: name it by that" \
	"$CORDONCTL" apply "$dir/both.yaml"
refuses 'a recorder behind it by its other name' 1 "name it by that" \
	"$CORDONCTL" recorder add far address 10.7.9.9 behind cam7 mac 02:00:5e:00:00:77
check 'by its name instead' "$CORDONCTL" apply "$dir/name.yaml"
is 'it stays closed' "$(card)" 'cam7 cam7 closed'
nothing_passes 'by its name' wire0 cam7
check 'and by its card again' "$CORDONCTL" apply "$dir/card.yaml"
is 'it stays closed, too' "$(card)" "$CARD cam7 closed"
nothing_passes 'by its card' wire0 cam7

say 'unplugged'
rmmod virtio_net
is 'it waits' "$(card)" "$CARD  waiting"
check 'the card appears again' plug 02:00:5e:10:00:08
is 'and is closed' "$(card)" "$CARD $(named $CARD) closed"
refuses 'a camera needs it' 1 "$CARD: the kernel refused: 'lobby': '$CARD' is no segment of the policy" \
	"$CORDONCTL" segment del "$CARD"
check 'without the camera' "$CORDONCTL" camera del lobby
check 'it is given back by its card' "$CORDONCTL" segment del "$CARD"
is 'there is no segment' "$(card)" ''
rmmod virtio_net
end_module
finish
