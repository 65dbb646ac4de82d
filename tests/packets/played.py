#!/usr/bin/python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""The module against replay on real captures. played.py DIRECTORY INTERFACE=NAMESPACE:END...

DIRECTORY is one of those that captures.py makes; its policy is in force. Each frame
is sent from where replay takes it to come from, at its time in the capture: those of a
moment together. Prints where the two differ; exit 1 if they do.
"""
import struct
import sys

from inject import Injector
from replay import START

LATER = ('flood', 'rerouted')   # given only at exit, which replay has not


class Played:
    """A frame of a capture, as the injector wants it."""

    def __init__(self, number, ns, data, line):
        self.number, self.data = number, data
        self.ms = ns // 10 ** 6
        self.direction, self.segment, self.place, self.account, self.verdict, self.reason = \
            line.split()

    def reaches(self):
        """A bridge keeps the addresses of the link to itself (IEEE 802.1D, 7.12.6)."""
        return len(self.data) >= 14 and \
            not (self.direction == 'in' and self.data[:5] == b'\x01\x80\xc2\0\0')


def read(directory):
    with open(directory + '/verdicts') as file:
        lines = file.read().splitlines()
    with open(directory + '/frames.pcap', 'rb') as file:
        data, at = file.read(), 24
    for number, line in enumerate(lines, 1):
        seconds, ns, length = struct.unpack('<3I', data[at:at + 12])
        yield Played(number, (seconds - START) * 10 ** 9 + ns, data[at + 16:at + 16 + length], line)
        at += 16 + length


def said(frame, events):
    way = 'in' if frame.direction == 'in' else 'out'
    for e in events:
        if e.kind == 'cordon_drop' and e.direction == way and e.reason not in LATER:
            return ('-' if e.account == frame.segment else e.account, e.verdict, e.reason)
    if frame.direction == 'out' or any(e.kind == 'net_dev_xmit' for e in events):
        return ('pass', 'pass')
    return ('nothing',)


def main(directory, *ends):
    ends = dict(end.split('=') for end in ends)
    ends = {name: tuple(end.split(':')) for name, end in ends.items()}
    frames = list(read(directory))
    sent = [frame for frame in frames if frame.reaches()]
    wrong = []
    with Injector(ends, False, False) as injector:
        for frame, events in injector.run(sent, 256):
            got = said(frame, events)
            want = (frame.account, frame.verdict, frame.reason)
            if got != (want if frame.verdict != 'pass' else want[1:]):
                wrong.append(f'frame {frame.number}, {frame.direction} {frame.place}: '
                             f'{" ".join(got)}, replay {" ".join(want)}')
    print(*wrong[:20], sep='\n')
    print(f'{len(sent)} of {len(frames)} frames, {len(wrong)} otherwise, over '
          f'{frames[-1].ms // 1000} seconds')
    return bool(wrong) or not sent


sys.exit(main(*sys.argv[1:]))
