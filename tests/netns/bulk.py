# SPDX-License-Identifier: GPL-2.0-or-later
"""Many cameras in one change, for 66-bulk.sh."""
import wire
import tap
from wire import attr, camera_mac, ip, u

CAMERAS, A_MESSAGE = 10000, 250


def description(number):
    """A camera's nest; they differ in all that a camera can differ in."""
    parts = [attr("CAMERA_ADDRESS", ip(f"10.{number >> 8}.{number & 255}.{n}"))
             for n in range(1, 1 + number % 3)]
    parts.append(attr("CAMERA_PROFILE", ("pull", "any", "isolated")[number % 3]))
    if number % 5 == 0:
        parts.append(attr("CAMERA_MARK", u(4, number)))
        parts.append(attr("CAMERA_MASK", u(4, 0xffff)))
    return camera_mac(f"cam-{number}", f"02000{number:07x}", *parts)


def read(payload):
    """What matters of a camera's nest: all but the mode and what ends."""
    keep = [wire.c(f"A_CAMERA_{name}") for name in
            ("NAME", "MAC", "ADDRESS", "PROFILE", "MARK", "MASK")]
    return sorted((kind, data.rstrip(b"\0") if kind == keep[3] else data)
                  for kind, data in wire.nl.attrs(payload) if kind in keep)


def main():
    one = wire.Cordon()
    wanted = [description(n) for n in range(CAMERAS)]
    errors = {one.begin().errno}
    for at in range(0, CAMERAS, A_MESSAGE):
        errors.add(one.add(*wanted[at:at + A_MESSAGE]).errno)
    tap.ok(errors == {0}, f"{CAMERAS} cameras are staged", str(errors))
    tap.ok(not one.kind("CAMERA"), "none of them is in force")
    answer = one.commit()
    tap.ok(not answer.errno, "committed at once", str(answer))
    tap.ok(answer.generation == 1, "as one generation")

    answer = one.dump("POLICY_GET", attr("KIND", u(1, wire.c("KIND_CAMERA"))))
    tap.ok(not answer.errno and not answer.interrupted, "listed", str(answer))
    got = [read(wire.nl.attrs(message)[0][1]) for message in answer.messages]
    tap.ok(len(got) == CAMERAS, "every one is in the list", str(len(got)))
    tap.ok(got == [read(nest[4:]) for nest in wanted],
           "as it was written, in the order in which it was")

    for command in ("POLICY_GET", "STATS_GET"):
        other = wire.Cordon()
        answer = one.start_dump(command)
        tap.ok(answer.messages and len(answer.messages) < CAMERAS,
               f"{command}: a dump of many buffers", str(len(answer.messages)))
        worked = other.put(description(7))
        tap.ok(not worked.errno, f"{command}: a commit in between", str(worked))
        one.rest(answer)
        tap.ok(answer.interrupted and not answer.errno,
               f"{command}: the dump says that it was interrupted", str(answer))
        tap.ok(not one.dump(command).interrupted, f"{command}: the next was not")
    tap.finish()


main()
