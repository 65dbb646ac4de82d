#!/usr/bin/python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""The second judge: cordonctl replay. replay.py [FILE.frames...]; all without one.

Each file becomes captures, one for each segment and direction, as replay takes
the place of a frame from the command line. It is not asked what it cannot know:
frames at the guard and at exit, on a segment without a policy or with what is for a
time (exceptions, setup), which no policy file has, those of an impostor
in another place than the peer's, whom replay believes, and those with an address that
this host has on another interface.
"""
import json
import os
import struct
import subprocess
import sys
import tempfile

from corpus import Corpus, read_all
from world import frames as builder

TOOL = os.environ.get('CORDONCTL', 'build/cordonctl')
START = 1700000000      # seconds since 1970


def write_capture(path, frames):
    """frames: (milliseconds, bytes)."""
    with open(path, 'wb') as file:
        file.write(struct.pack('<IHHiIII', 0xa1b2c3d4, 2, 4, 0, 0, 1 << 18, 1))
        for ms, data in frames:
            file.write(struct.pack('<4I', START + ms // 1000, ms % 1000 * 1000,
                                   len(data), len(data)) + data)


def replay(capture, policy, *options):
    """A dictionary for each frame."""
    done = subprocess.run([TOOL, '-j', 'replay', capture, '--policy', policy, '--verbose', *options],
                          capture_output=True, text=True)
    if done.returncode:
        raise OSError(f'{done.args}: {done.stderr}')
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return [line for line in lines if 'frame' in line]


def options_of(corpus, segment, direction):
    options = ['--segment', segment, '--direction', direction]
    if corpus.bridged:
        options.append('--bridged')
    for mac, of in corpus.host_macs:
        if of == segment:
            options += ['--host-mac', mac]
    # to replay, all of them are on the segment
    here = {segment, 'br0'}
    for address, interface in corpus.addresses:
        options += ['--host-address', address] if interface in here else []
    return options


def knows(corpus, frame, line):
    """Does replay take the frame to be where it is?"""
    if line['direction'] != frame.direction:
        return False
    if frame.direction == 'in':
        return line['came_in'] == frame.place or \
            (line['came_in'] == 'elsewhere' and frame.place.startswith('eth-'))
    foreign = [builder.address_bytes(address) for address, interface in corpus.addresses
               if interface not in (frame.segment, 'br0', 'lo')]
    return frame.reason != 'spoofed-peer' or not any(raw in frame.data for raw in foreign)


def judge_part(corpus, segment, direction, frames, path):
    write_capture(path, [(frame.ms, frame.data) for frame in frames])
    lines = replay(path, corpus.policy, *options_of(corpus, segment, direction))
    wrong, asked = [], 0
    if len(lines) != len(frames):
        return [f'{len(frames)} frames, and {len(lines)} judged'], 0
    for frame, line in zip(frames, lines):
        verdict = {'would-drop': 'would'}.get(line['verdict'], line['verdict'])
        got = (line['camera'] or '-', verdict, line['reason'])
        if not knows(corpus, frame, line):
            continue
        asked += 1
        if got != (frame.account, frame.verdict, frame.reason):
            wrong.append(f'{frame}: {" ".join(got)}, wanted {frame.account} {frame.verdict} '
                         f'{frame.reason}')
    return wrong, asked


def judge(corpus, directory):
    wrong, asked = [], 0
    # where time passes, frames of both directions have to be seen in their order
    directions = ('auto',) if any(frame.ms for frame in corpus.frames) else ('out', 'in')
    for segment in ('eth-cam', 'eth-yard'):
        for direction in directions:
            frames = [frame for frame in corpus.frames if frame.segment == segment and
                      direction in (frame.direction, 'auto')]
            if frames:
                more, count = judge_part(corpus, segment, direction, frames,
                                         os.path.join(directory, 'frames.pcap'))
                wrong += more
                asked += count
    return wrong, asked


def main(paths):
    files = [Corpus(path) for path in paths] or read_all()
    files = [corpus for corpus in files if corpus.policy and not corpus.timed]
    failed = 0
    with tempfile.TemporaryDirectory() as directory:
        for number, corpus in enumerate(files, 1):
            wrong, asked = judge(corpus, directory)
            failed += bool(wrong)
            print('not ok' if wrong else 'ok', number,
                  f'- replay agrees with {corpus}, {asked} of {len(corpus.frames)} frames')
            for line in wrong:
                print('#', line)
    print(f'1..{len(files)}')
    return bool(failed) or not files


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
