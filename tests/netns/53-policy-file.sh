#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# limit: 300
# The policy file and the kernel: what is applied is what is in force, and what
# is saved; key by key, and no key is forgotten.
cd "$(dirname "$0")/../.." || exit
. tests/lib.sh
. tests/netns/life.bash

quiet_netns host host
scratch dir
ip -n "$host" link add eth1 type dummy
ip -n "$host" link add eth0 type dummy
start_module

program in_netns "$host" python3 tests/netns/keys.py "$CORDONCTL" \
	tests/netns/policy/every-key.yaml "$dir"
end_module
finish
