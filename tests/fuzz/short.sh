#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A short run of the fuzzer; "make fuzz" is the long one.
# limit: 300
. tests/lib.sh

check "20 seconds of fuzzing find nothing" tests/fuzz/run 20

finish
