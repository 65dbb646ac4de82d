#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The corpus of frames (tests/packets) on segments that are open to unknown
# devices, that only observe, with exceptions, with address translation, and on one
# that no policy speaks of any more.
# limit: 300
# forward: 700
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"
# shellcheck source=tests/packets/module.bash
. tests/packets/module.bash

routed6
meet eth-cam
for world in open watch observe; do
	take_up "$world"
	[ "$world" != open ] || must ready eth-cam eth-rec eth-off eth-inet
	judge_corpus "$world" off
	judge_corpus "$world" on
done

take_up routed
check 'what is for a time' bring_about excepted
judge_corpus excepted off

take_up routed
check 'translation' nft -f "$CORPUS/policy/translated.nft"
judge_corpus translated off
nft delete table ip corpus

# In another namespace it is nobody's: closed, with no policy.
new_netns away away
ip link set eth-cam netns "$away"
ip -n "$away" link set eth-cam up
check 'the module agrees with closed' nsenter --net="/run/netns/$away" \
	"$CORPUS/module.py" closed off "eth-cam=$cam:eth0"
ip -n "$away" link set eth-cam netns $$
done_testing
