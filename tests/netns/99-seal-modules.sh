#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# "seal --modules": the module cannot be forced out either. No module can be
# loaded in this machine any more: this test is the last.
# limit: 60
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

check 'load the module' insmod "$MODULE"
ip link add cam0 type veth peer name far0
check 'segment' cordonctl segment add cam0
check 'seal' cordonctl seal --modules
like 'status says so' "$(cordonctl status)" 'SEALED since 20.*cannot be unloaded by force'
is 'as JSON, too' "$(in_json .modules_disabled status)" true
refuses 'not even by force' 1 'not permitted' rmmod -f camcordon
check 'again changes nothing' cordonctl seal --modules
finish
