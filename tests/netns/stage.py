# SPDX-License-Identifier: GPL-2.0-or-later
"""Stages a change until a line is read, for 52-timed-apply.sh."""
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, "tests/netns")
import wire  # noqa: E402

one = wire.Cordon()
assert not one.begin().errno
print("staged", flush=True)
sys.stdin.readline()
