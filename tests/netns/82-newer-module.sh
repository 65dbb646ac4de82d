#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The tool with a module newer than itself: what it does not know in the answers (see
# newer.c) changes nothing of what it says and does.
# limit: 300
# shellcheck disable=SC2154
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

scratch dir
check 'build what makes a module newer' cc -std=gnu11 -D_GNU_SOURCE -Wall -Wextra \
	-Werror -shared -fPIC -o "$dir/newer.so" tests/netns/newer.c -ldl
newer() {
	NEWER=$dir/added LD_PRELOAD=$dir/newer.so "$CORDONCTL" "$@"
}

load_module
routed
for command in 'segment add eth-cam unknown observe vlan 10,20' \
	'recorder add nvr address 10.0.2.2 behind eth-rec' \
	'server add time self gives ntp,dhcp' \
	'trusted add switch mac 74:ac:b9:00:00:01 segment eth-cam forever' \
	'profile add doorbell opens ntp,tcp/8000 serves rtsp rtp 1024-65535 groups 239.1.1.1/5000' \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21 profile doorbell mark 0x10/0xff" \
	'client add pc address 10.0.3.2 behind eth-off opens http cameras lobby'; do
	check "newer: $command" eval "newer $command"
done
must ready eth-cam eth-rec eth-off eth-inet
judge <<'END'
media                               | lobby nvr udp count=3                    | lobby passed       | rec
to the cloud                        | lobby cloud tcp dport=8883 count=2       | lobby not-recorder |
nobody's                            | porch nvr tcp dport=21                   | eth-cam would unknown-device | rec
END

# same COMMAND...: says the same, comments apart, and exits the same.
same() {
	local wanted got wanted_status=0 got_status=0

	wanted=$("$CORDONCTL" "$@" 2>&1) || wanted_status=$?
	: >"$dir/added"
	got=$(newer "$@" 2>&1) || got_status=$?
	is "$*: the same" "$got_status $(grep -v '^# ' <<<"$got")" "$wanted_status $(grep -v '^# ' <<<"$wanted")"
	check "$*: of answers that were more" test -s "$dir/added"
}
for object in segment recorder server client trusted profile camera; do
	same -j $object list
done
for command in status stats unknown evidence 'evidence lobby dropped' save 'camera show lobby' \
	'profile show doorbell' 'why lobby' mode mark 'diff tests/cli/policy/good/minimal.yaml'; do
	read -ra words <<<"$command"
	same -j "${words[@]}"
done
same draft
same camera del nobody

check 'what it changes is changed' newer camera set lobby profile push
is 'and the rest stays' "$(in_json '.camera | [.name, .profile, .mark, .addresses[]] | @csv' camera show lobby)" \
	'"lobby","push","0x10/0xff","192.168.50.21"'
cordonctl save >"$dir/saved.yaml"
is 'a saved policy has no difference' "$(newer diff "$dir/saved.yaml")" 'no change'
done_testing
