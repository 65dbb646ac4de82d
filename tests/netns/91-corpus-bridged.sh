#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The corpus of frames (tests/packets) with the host as a bridge. It learns
# nothing from frames, as their order would then decide where the next one goes.
# limit: 300
# forward: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"
# shellcheck source=tests/packets/module.bash
. tests/packets/module.bash

bridged6
meet br0
ip link set br0 type bridge mcast_snooping 0
for port in eth-cam eth-rec eth-off eth-inet; do
	ip link set "$port" type bridge_slave learning off
done
python3 -B - <<'END' | bridge -batch -
import sys
sys.path.insert(0, 'tests/packets')
from world import World
ports = {'cam': 'eth-cam', 'rec': 'eth-rec', 'off': 'eth-off', 'inet': 'eth-inet'}
for name, (end, mac, _) in World('bridged').book.entries.items():
    if name not in ('host', 'yard'):
        print(f'fdb replace {mac} dev {ports[end]} master static')
END
take_up bridged
must ready eth-cam eth-rec eth-off eth-inet
must settle
judge_corpus bridged off
judge_corpus bridged on
done_testing
