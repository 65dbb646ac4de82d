#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Write what the filters are to be told about COUNT cameras to DIRECTORY, a
file for each, in its own words.

usage: cameras.py COUNT DIRECTORY
"""
import os
import sys

# pktgen steps through so many cameras; through MACs from the first of them, but
# through addresses from the second.
CYCLE = 32


def mac(number):
    text = f"02c000{number:06x}"
    return ":".join(text[at:at + 2] for at in range(0, 12, 2))


def address(number, count):
    cycle = min(CYCLE, count)
    if number < cycle:
        number = (number + 1) % cycle
    number += 0x0a400000
    return ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))


# Whom else the filters are told about: see traffic.bash.
POLICY = """version: 1
segments: [{interface: cam0}]
recorders: [{name: nvr, addresses: [10.0.2.2], mac: "02:00:5e:00:02:02", behind: rec0}]
trusted: [{name: printer, mac: "02:00:5e:00:03:09", segment: cam0, for: forever}]
cameras:"""


def elements(items):
    return "elements = { " + ",\n".join(items) + " }"


def main():
    count, directory = int(sys.argv[1]), sys.argv[2]
    cameras = [(mac(n), address(n, count)) for n in range(count)]
    macs = [camera for camera, _ in cameras]
    files = {
        "policy.yaml": [POLICY] + [
            f'  - {{name: cam-{number}, mac: "{camera}", addresses: [{at}]}}'
            for number, (camera, at) in enumerate(cameras)],
        "cameras": [f"{number} {camera} {at}" for number, (camera, at) in enumerate(cameras)],
        "macs.nft": [elements(macs)],
        "binds.nft": [elements(f"{camera} . {at}" for camera, at in cameras)],
        "ipset": [f"add cameras {camera}" for camera in macs],
        "among": [",".join(macs)],
        "flower": ["filter add dev cam0 ingress protocol ip pref 2 flower "
                   f"src_mac {camera} action drop" for camera in macs],
    }
    os.makedirs(directory, exist_ok=True)
    for name, lines in files.items():
        with open(os.path.join(directory, name), "w", encoding="ascii") as file:
            file.writelines(line + "\n" for line in lines)


main()
