#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The same on Debian 12 with an upgrade in between.
# limit: 3600
cd "$(dirname "$0")/../.." || exit
. tests/install/lib.bash

UPGRADE=yes life bookworm
finish
