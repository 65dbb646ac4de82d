# SPDX-License-Identifier: GPL-2.0-or-later
"""Tell the module about the cameras in FILE (cameras.py), in one change.

usage: load_cameras.py FILE
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "netns"))
import wire  # noqa: E402
from wire import attr, camera_mac, ip  # noqa: E402

A_MESSAGE = 400


def main():
    with open(sys.argv[1], encoding="ascii") as file:
        cameras = [camera_mac(f"cam-{number}", mac, attr("CAMERA_ADDRESS", ip(address)))
                   for number, mac, address in map(str.split, file)]
    module = wire.Cordon()
    answers = [module.begin()]
    for at in range(0, len(cameras), A_MESSAGE):
        answers.append(module.add(*cameras[at:at + A_MESSAGE]))
    answers.append(module.commit())
    for answer in answers:
        if answer.errno:
            sys.exit(f"load_cameras.py: {answer}")


main()
