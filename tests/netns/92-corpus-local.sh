#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The corpus of frames (tests/packets) with the host as the recorder, and a
# container that counts as it. It lets others send with its addresses, as
# masquerading does.
# limit: 300
# forward: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"
# shellcheck source=tests/packets/module.bash
. tests/packets/module.bash

routed6
meet eth-cam
new_ends box
{
	echo "link add br-box address $HOST_MAC:08 type bridge"
	cable eth-box 7 "$box" eth0 02:00:5e:00:07:02
	echo 'link set eth-box master br-box'
	echo 'link set br-box up'
	echo 'address add 172.20.0.1/24 dev br-box'
} | ip -batch -
must end box "$box" eth0 "$HOST_MAC:08"
must sysctl - ipv4/conf/all/accept_local=1
take_up local
must ready eth-cam eth-rec eth-off eth-inet
must settle
judge_corpus local off "eth-yard=$cam:eth1" "br-box=$box:eth0"
judge_corpus local on "eth-yard=$cam:eth1" "br-box=$box:eth0"
done_testing
