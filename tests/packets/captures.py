#!/usr/bin/python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""What replay says of real captures, for the module to be compared with.

Reads all Ethernet captures below $CAPTURES and leaves in build/packets/N/ what
tests/netns/94-corpus-captures.sh takes: policy.yaml, frames.pcap with frames that were cut
filled with zeros to their length, and verdicts, a line a frame.

A policy is made of the captures themselves: who sends most is the camera, whom it sends
most is its recorder. Captures whose policies do not contradict each other share one.

Both are given the captures' times, with pauses no longer than matters, in steps long
enough for a machine to send what comes in one: nothing is remembered for so long, or
forgotten so soon.
"""
import collections
import glob
import os
import shutil
import struct
import subprocess
import sys

from corpus import HERE
from replay import START, replay
from world import HOST

OUT = os.path.join(HERE, '../../build/packets')
CAPTURES = os.environ.get('CAPTURES', os.path.join(HERE, '../../../shared/captures'))
PROFILES = ('pull', 'any', 'push')
PAUSE = 200 * 10 ** 9   # ns, longer than anything is remembered
MOMENT = 2 * 10 ** 9    # ns, less than anything is remembered
LONGEST = 65000         # bytes of a frame that a veth takes


class NotEthernet(Exception):
    pass


def read(path):
    """(ns since the first frame, bytes) of each frame."""
    done = subprocess.run(['tcpdump', '-r', path, '-w', '-'], capture_output=True)
    if done.returncode:
        raise NotEthernet(done.stderr.decode().strip().splitlines()[-1])
    data, frames, at = done.stdout, [], 24
    magic, link = struct.unpack('<I', data[:4])[0], struct.unpack('<I', data[20:24])[0]
    if link != 1:
        raise NotEthernet(f'its link type is {link}')
    unit = 1 if magic == 0xa1b23c4d else 1000
    while at < len(data):
        seconds, parts, kept, length = struct.unpack('<4I', data[at:at + 16])
        frame = data[at + 16:at + 16 + kept].ljust(length, b'\0')
        frames.append((seconds * 10 ** 9 + parts * unit, frame))
        at += 16 + kept
    return [(time - frames[0][0], frame) for time, frame in frames]


def most(values):
    common = collections.Counter(values).most_common(1)
    return common[0][0] if common else None


def is_ip4(frame):
    return frame[12:14] == b'\x08\0' and len(frame) >= 34


def is_host(address):
    return 0 < address[0] < 224 and address[0] != 127


class Capture:
    def __init__(self, path):
        self.name = os.path.relpath(path, CAPTURES)
        self.frames = read(path)
        ethernet = [frame for _, frame in self.frames if len(frame) >= 14 and
                 not frame[6] & 1 and any(frame[6:12])]
        self.camera = most(frame[6:12] for frame in ethernet)
        sent = [frame for frame in ethernet if frame[6:12] == self.camera and is_ip4(frame)]
        self.address = most(frame[26:30] for frame in sent if is_host(frame[26:30]))
        there = most((frame[30:34], frame[:6]) for frame in sent
                     if not frame[0] & 1 and any(frame[:6]) and is_host(frame[30:34]) and
                     frame[30:34] != self.address)
        self.recorder, self.gate = there or (None, None)


class Group:
    """Captures under one policy."""

    def __init__(self):
        self.captures = []
        self.cameras = {}       # MAC: addresses
        self.recorders = {}     # address: MAC

    def takes(self, capture):
        cameras = {**self.cameras}
        if capture.camera:
            cameras[capture.camera] = cameras.get(capture.camera, set()) | \
                ({capture.address} if capture.address else set())
        recorders = {**self.recorders}
        if capture.recorder and recorders.setdefault(capture.recorder, capture.gate) != \
           capture.gate:
            return False
        addresses = [address for some in cameras.values() for address in some] + list(recorders)
        if len(set(addresses)) < len(addresses) or set(cameras) & set(recorders.values()) or \
           any(len(some) > 8 for some in cameras.values()):
            return False
        self.cameras, self.recorders = cameras, recorders
        self.captures.append(capture)
        return True

    def policy(self):
        yield 'version: 1'
        yield 'segments: [{interface: eth-cam, vlan: [10]}]'
        yield 'recorders:'
        for n, (address, mac) in enumerate(self.recorders.items()):
            yield '  - {name: r%d, addresses: [%s], mac: "%s", behind: eth-rec}' % (
                n, '.'.join(map(str, address)), mac.hex(':'))
        yield 'cameras:'
        for n, (mac, addresses) in enumerate(self.cameras.items()):
            listed = ', '.join('.'.join(map(str, address)) for address in sorted(addresses))
            yield '  - {name: c%d, mac: "%s", addresses: [%s], profile: %s}' % (
                n, mac.hex(':'), listed, PROFILES[n % len(PROFILES)])

    def frames(self):
        """On one clock, one capture behind the other."""
        now = 0
        for capture in self.captures:
            before = 0
            for time, frame in capture.frames:
                now += min(max(time - before, 0), PAUSE)
                before = time
                yield now // MOMENT * MOMENT, frame
            now += PAUSE


def write(path, frames):
    with open(path, 'wb') as file:
        file.write(struct.pack('<IHHiIII', 0xa1b23c4d, 2, 4, 0, 0, 1 << 18, 1))
        for time, frame in frames:
            file.write(struct.pack('<4I', START + time // 10 ** 9, time % 10 ** 9,
                                   len(frame), len(frame)) + frame)


def verdicts(capture, policy):
    options = [word for n in (1, 9, 2, 3, 4) for word in ('--host-mac', HOST % n)]
    lines = replay(capture, policy, '--segment', 'eth-cam', '--bridged',
                   '--host-address', '192.168.50.2', *options)
    return ['%s eth-cam %s %s %s %s' % (
        line['direction'], line['came_in'] or '-', line['camera'] or '-',
        {'would-drop': 'would'}.get(line['verdict'], line['verdict']), line['reason'])
            for line in lines]


def prepare(group, directory):
    """Did replay judge every frame?"""
    os.makedirs(directory)
    policy, capture = directory + '/policy.yaml', directory + '/frames.pcap'
    with open(policy, 'w') as file:
        print(*group.policy(), sep='\n', file=file)
    frames = list(group.frames())
    write(capture, frames)
    said = verdicts(capture, policy)
    with open(directory + '/verdicts', 'w') as file:
        print(*said, sep='\n', file=file)
    return len(said) == len(frames)


def gather():
    groups, foreign = [], []
    for path in sorted(glob.glob(CAPTURES + '/**/*.pcap*', recursive=True)):
        try:
            capture = Capture(path)
        except NotEthernet as why:
            foreign.append(f'{os.path.relpath(path, CAPTURES)}: {why}')
            continue
        if not any(group.takes(capture) for group in groups):
            groups.append(Group())
            groups[-1].takes(capture)
    return groups, foreign


def main():
    shutil.rmtree(OUT, ignore_errors=True)
    if not os.path.isdir(CAPTURES):
        print(f'ok 1 - real captures # skip no directory {CAPTURES}', '1..1', sep='\n')
        return 0
    groups, foreign = gather()
    failed = 0
    for line in foreign:
        print('# not compared:', line)
    for number, group in enumerate(groups, 1):
        whole = prepare(group, f'{OUT}/{number}')
        failed += not whole
        print('ok' if whole else 'not ok', number, '- replay judged captures',
              f'{number}, {sum(len(c.frames) for c in group.captures)} frames')
        for capture in group.captures:
            print('#  ', capture.name)
    print(f'1..{len(groups)}')
    return bool(failed) or not groups


if __name__ == '__main__':
    sys.exit(main())
