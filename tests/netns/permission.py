# SPDX-License-Identifier: GPL-2.0-or-later
"""Every command and the event group, for 67-permission.sh.
usage: permission.py allowed|foreign|refused|alone DIRECTORY WHO
alone: refused, in a network namespace of one's own. There the kernel lets its
owner join any group, so that what counts is that nothing is heard: a file
"listening" in DIRECTORY asks for a commit elsewhere, "committed" answers."""
import errno
import os
import sys
import time

import wire
import tap
from wire import camera, camera_mac

NESTS = {"POLICY_ADD": camera_mac("mine", "02:00:00:00:00:01"),
         "POLICY_SET": camera_mac("lobby", "02:00:00:00:00:01"),
         "POLICY_DEL": camera("lobby")}
DUMPS = ("POLICY_GET", "STATS_GET", "EVIDENCE_GET", "UNKNOWN_GET")
HOW, DIRECTORY, WHO = sys.argv[1:]
REFUSED = HOW in ("refused", "alone")

cordon = wire.Cordon()
commands = [name[len("CORDON_CMD_"):] for name in wire.C
            if name.startswith("CORDON_CMD_")]
commands = [name for name in commands
            if name not in ("UNSPEC", "MAX", "EVENT")]
tap.ok(len(commands) >= 10, f"{WHO}: the commands are known", str(commands))
if HOW == "allowed":
    # Changes nothing: a transaction that is thrown away.
    commands = ["STATUS_GET", "POLICY_BEGIN", *DUMPS]
for name in commands:
    if name in DUMPS:
        answer = cordon.dump(name)
    else:
        answer = cordon.ask(name, NESTS.get(name, b""))
    if HOW == "foreign":
        tap.ok(answer.errno == errno.EOPNOTSUPP and
               "user namespace" in answer.text,
               f"in a namespace of another user: {name}", str(answer))
        continue
    tap.ok(answer.errno == (errno.EPERM if REFUSED else 0),
           f"{WHO}: {name}", str(answer))
    # What an answer to the wrong one holds is a leak as well.
    tap.ok(not REFUSED or not answer.messages,
           f"{WHO}: {name} tells nothing", str(answer.messages))
try:
    cordon.join("events")
    number = 0
except OSError as error:
    number = error.errno
if HOW == "alone":
    with open(os.path.join(DIRECTORY, "listening"), "w", encoding="utf-8"):
        pass
    deadline = time.monotonic() + 60
    while not os.path.exists(os.path.join(DIRECTORY, "committed")):
        assert time.monotonic() < deadline, "nobody committed"
        time.sleep(0.02)
    tap.ok(cordon.silent(), f"{WHO}: events of others are not heard")
elif HOW != "foreign":
    tap.ok(number == (errno.EPERM if REFUSED else 0),
           f"{WHO}: the event group", f"errno {number}")
tap.finish()
