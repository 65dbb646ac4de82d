# SPDX-License-Identifier: GPL-2.0-or-later
"""Commit one policy after the other, for 66-bulk.sh, until killed: 600 cameras
of one profile, then of another. usage: toggle.py FILE, which gets a byte for
each commit. A pause after each is what a reader needs to get one list."""
import itertools
import sys
import time

import wire
from wire import attr, camera_mac

cordon = wire.Cordon()
with open(sys.argv[1], "wb", buffering=0) as commits:
    for profile in itertools.cycle(("any", "isolated")):
        cordon.begin("EMPTY")
        for part in range(4):
            cordon.add(*(camera_mac(f"cam{n}", f"0200000{n:05x}",
                                    attr("CAMERA_PROFILE", profile))
                         for n in range(150 * part, 150 * part + 150)))
        answer = cordon.commit()
        if answer.errno:
            sys.exit(str(answer))
        commits.write(b".")
        time.sleep(0.05)
