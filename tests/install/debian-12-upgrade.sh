#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Debian 12, its kernel upgraded to one of another series.
# limit: 5400
cd "$(dirname "$0")/../.." || exit
. tests/install/lib.bash

life bookworm 'kernel 6.12'
finish
