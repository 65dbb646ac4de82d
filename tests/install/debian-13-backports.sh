#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The same on Debian 13 with the newest kernel there is for it.
# limit: 1500
cd "$(dirname "$0")/../.." || exit
. tests/install/lib.bash

life trixie-backports
finish
