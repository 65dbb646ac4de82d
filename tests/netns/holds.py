# SPDX-License-Identifier: GPL-2.0-or-later
"""Sockets in the middle of things, for 64-reload.sh. usage: holds.py DIRECTORY
Says how far it is by files there, and waits for others."""
import errno
import os
import sys
import time

import wire


def done(name):
    with open(os.path.join(sys.argv[1], name), "w", encoding="utf-8"):
        pass


def wait(name):
    while not os.path.exists(os.path.join(sys.argv[1], name)):
        time.sleep(0.02)


fill = wire.Cordon()
fill.begin()
for n in range(10):
    fill.add(*(wire.camera_mac(f"c{n}-{i}", f"020000{n:02x}{i:04x}")
               for i in range(100)))
assert not fill.commit().errno
fill.close()

dumping = wire.Cordon()
dumping.start_dump("POLICY_GET")
done("dumping")
wait("end-dump")
dumping.close()

listening = wire.Cordon()
listening.join("events")
staging = wire.Cordon()
staging.begin()
assert not staging.add(wire.camera_mac("late", "02:00:00:00:00:01")).errno
done("staging")
wait("go-on")
staging.family = wire.Cordon().family
assert staging.commit().errno == errno.ENOENT
assert staging.generation() == 0
