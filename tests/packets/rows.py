#!/usr/bin/python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""Is the corpus whole? Every reason there is, every row of docs/architecture.md with
something that passes and with each reason it drops for, and what is on disk is what the
generator makes."""
import filecmp
import glob
import os
import re
import subprocess
import sys
import tempfile

from corpus import HERE, read_all

TOP = os.path.join(HERE, '../..')
FRAMES_AT_LEAST = 300


def reasons():
    """The words of kmod/core/reason.h."""
    with open(TOP + '/kmod/core/reason.h') as file:
        return set(re.findall(r'^X\(\d+, \w+, "([\w-]+)"', file.read(), re.MULTILINE)) - {'pass'}


def rows():
    """{'out 7a': reasons it drops for}, from the two tables of the order of decision."""
    found, way = {}, None
    with open(TOP + '/docs/architecture.md') as file:
        for line in file:
            if line.startswith('#'):
                way = {'From a segment': 'out', 'Towards a segment': 'in'}.get(line.strip('# \n'))
            row = re.match(r'\| (\d+[a-z]?) \| ([^|]*) \|', line)
            if row and way:
                found[f'{way} {row[1]}'] = set(re.findall(r'`([\w-]+)`', row[2]))
    return found


def missing_of_rows(frames):
    for row, wanted in rows().items():
        here = [frame for frame in frames if frame.row == row]
        dropped = {frame.reason for frame in here} | \
            {reason for frame in here for _, reason in frame.exits}
        if not any(frame.verdict == 'pass' for frame in here):
            yield f'row {row}: nothing passes'
        for reason in sorted(wanted - dropped):
            yield f'row {row}: nothing is dropped as {reason}'


def differing():
    """Files that the generator makes otherwise than they are, or not at all."""
    with tempfile.TemporaryDirectory() as made:
        subprocess.run([HERE + '/generate.py', made], check=True)
        names = {os.path.relpath(path, root) for root in (made, HERE + '/corpus')
                 for path in glob.glob(root + '/*/*.frames')}
        for name in sorted(names):
            pair = os.path.join(made, name), os.path.join(HERE, 'corpus', name)
            if not all(map(os.path.exists, pair)) or not filecmp.cmp(*pair, shallow=False):
                yield name + ': run tests/packets/generate.py'


def main():
    frames = [frame for corpus in read_all() for frame in corpus.frames]
    dropped = {frame.reason for frame in frames if frame.verdict == 'drop'} | \
        {reason for frame in frames for _, reason in frame.exits}
    tests = {
        'the corpus is what the generator makes': list(differing()),
        'every reason occurs': sorted(reasons() - dropped),
        'no other reason does': sorted(dropped - reasons() - {'pass'}),
        'the tables of docs/architecture.md are found': [] if len(rows()) > 20 else ['no'],
        'every row passes something, and drops for each of its reasons':
            list(missing_of_rows(frames)),
        f'there are {FRAMES_AT_LEAST} frames or more':
            [] if len(frames) >= FRAMES_AT_LEAST else [str(len(frames))],
    }
    for number, (name, wrong) in enumerate(tests.items(), 1):
        print('not ok' if wrong else 'ok', number, '-', name)
        for line in wrong:
            print('#  ', line)
    print(f'1..{len(tests)}')
    return any(tests.values())


sys.exit(main())
