# SPDX-License-Identifier: GPL-2.0-or-later
"""TAP on stdout, as tests/lib.sh does it for shell."""
import sys

count = failed = 0


def ok(passed, name, *why):
    global count, failed
    count += 1
    print(f"{'ok' if passed else 'not ok'} {count} - {name}")
    if passed:
        return
    failed += 1
    for line in why:
        print(f"#   {line}")


def same(name, got, wanted):
    """Both are dicts: passes if they are equal, else says what differs."""
    lines = []
    for key in dict.fromkeys([*wanted, *got]):
        if key not in got:
            lines.append(f"missing: {key} (wanted {wanted[key]})")
        elif key not in wanted:
            lines.append(f"not wanted: {key} (got {got[key]})")
        elif got[key] != wanted[key]:
            lines.append(f"{key}: got {got[key]}, wanted {wanted[key]}")
    ok(not lines and bool(wanted), name, *lines)


def finish():
    print(f"1..{count}")
    sys.exit(0 if count and not failed else 1)
