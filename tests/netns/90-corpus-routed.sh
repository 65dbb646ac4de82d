#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The corpus of frames (tests/packets) behind the host as routing gateway: the
# module says of every frame what the corpus says.
# limit: 300
# forward: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"
# shellcheck source=tests/packets/module.bash
. tests/packets/module.bash

routed6
meet eth-cam
ip route add 10.9.0.0/24 via 10.0.2.9 dev eth-rec
take_up routed
must ready eth-cam eth-rec eth-off eth-inet
must settle
judge_corpus routed off "eth-yard=$cam:eth1"
judge_corpus routed on "eth-yard=$cam:eth1"
done_testing
