#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The packages on Debian 12, from installation to removal, with systemd as init:
# what is closed, when, and that no failure on the way opens it.
# limit: 1500
cd "$(dirname "$0")/../.." || exit
. tests/install/lib.bash

life bookworm
finish
