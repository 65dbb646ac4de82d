#!/usr/bin/python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""The corpus as first inputs of the fuzzer (tests/fuzz/input.h): seeds.py DIRECTORY.

Who is who in the corpus becomes who is who in the fuzzer's policy (tests/unit/world.h).
"""
import os
import sys

from corpus import read_all
from world import World, frames

WHERE_INBOUND, W_BRIDGED = 1 << 2, 1 << 2
# name in the corpus: MAC, IPv4 and IPv6 address of its part in tests/unit/world.h
PARTS = {
    'host': ('02:00:00:00:00:02', '192.0.2.2', '2001:db8::2'),
    'lobby': ('02:00:00:00:00:20', '192.0.2.20', '2001:db8::20'),
    'porch': ('02:00:00:00:00:22', '192.0.2.22', '2001:db8::22'),
    'bare': ('02:00:00:00:00:23', '192.0.2.23', '2001:db8::23'),
    'cell': ('02:00:00:00:00:24', '192.0.2.24', '2001:db8::24'),
    'seen': ('02:00:00:00:00:25', '192.0.2.25', '2001:db8::25'),
    'nvr': ('02:00:00:00:00:10', '192.0.2.10', '2001:db8::10'),
    'clock': ('02:00:00:00:00:11', '192.0.2.11', '2001:db8::11'),
    'leases': ('02:00:00:00:00:12', '192.0.2.12', '2001:db8::12'),
    'near': ('02:00:00:00:00:13', '192.0.2.13', '2001:db8::13'),
    'switch': ('02:00:00:00:00:30', '192.0.2.98', '2001:db8::98'),
    'ghost': ('02:00:00:00:00:99', '192.0.2.99', '2001:db8::99'),
}


def raw(mac, *addresses):
    return [frames.mac_bytes(mac), *map(frames.address_bytes, addresses)]


def recast(data, book):
    for name, part in PARTS.items():
        if name in book.entries:
            _, mac, addresses = book.entries[name]
            for old, new in zip(raw(mac, *addresses), raw(*part)):
                data = data.replace(old, new)
    return data


def main(directory):
    seeds = set()
    for corpus in read_all():
        book = World(corpus.topology).book
        for frame in corpus.frames:
            inbound = frame.direction == 'in'
            choice = bytes([W_BRIDGED * corpus.bridged, 0, WHERE_INBOUND * inbound,
                            3 * inbound, 0, 0, 0, 0, 0, 50])
            seeds.add(choice + recast(frame.data, book))
    for number, seed in enumerate(sorted(seeds)):
        with open(os.path.join(directory, 'corpus-%04d' % number), 'wb') as file:
            file.write(seed)


main(sys.argv[1])
