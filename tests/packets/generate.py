#!/usr/bin/python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes the corpus out of tables/*.txt: generate.py [DIRECTORY].

A line of a table is ROW | NAME | FRAME | VERDICTS [| EXITS].

  FRAME     [PLACE:] FROM TO KIND [KEY=VALUE...], see build.py; wait=SECONDS: it comes
            so much later. Without a PLACE it comes from eth-cam, yard: from eth-yard,
            >END: towards eth-cam from there, guard END: to another port of the bridge
  VERDICTS  what the rows of docs/architecture.md say, written by hand: ACCOUNT REASON,
            "pass" being one and "-" the segment's account, or "none"; would REASON is
            what is only observed. WORLD: before it makes it that world's alone; what
            has none is for routed, bridged and local
  EXITS     what becomes of it at exit, at an interface or "local", where that is a drop, or
            where its destination was translated: INTERFACE=REASON>ADDRESS:PORT
"""
import glob
import os
import sys

from build import Builder
from corpus import HERE, shorten
from world import World

MAIN = ('routed', 'bridged', 'local')
WORLDS = {
    **{name: lambda name=name: World(name) for name in MAIN},
    **{name: lambda name=name: World('routed', name) for name in ('open', 'watch', 'observe')},
    'excepted': lambda: World('routed', 'routed', 'excepted'),
    'translated': lambda: World('routed', 'routed'),
    'closed': lambda: World('routed', ''),
}


def by_world(text, default):
    """'a; routed: b' -> {'routed': b, 'bridged': a, 'local': a}"""
    given, usual = {}, default
    for item in text.split(';'):
        world, colon, rest = item.partition(':')
        if colon and world.strip() in WORLDS:
            given[world.strip()] = rest.strip()
        elif item.strip():
            usual = item.strip()
    return {**dict.fromkeys(MAIN, usual), **given}


class Line:
    def __init__(self, text):
        parts = [part.strip() for part in text.split('|')] + ['']
        self.row, self.name, frame, verdicts, exits = parts[:5]
        self.verdicts = by_world(verdicts, 'none')
        self.exits = by_world(exits, '')
        self.words = frame.split()
        self.place = ''
        self.guard = self.words[0] == 'guard'
        if self.guard:
            self.words.pop(0)
        if self.words[0].endswith(':'):
            self.place = self.words.pop(0)[:-1]
        waits = [round(1000 * float(word[5:])) for word in self.words if word.startswith('wait=')]
        self.wait = sum(waits)
        self.words = [word for word in self.words if not word.startswith('wait=')]

    def where(self, world):
        if self.guard:
            return 'guard eth-cam ' + world.far_ends[self.place]
        if self.place.startswith('>'):
            return 'in eth-cam ' + world.far_ends[self.place[1:]]
        return 'out ' + world.far_ends[self.place or 'cam']

    def verdict(self, world):
        """None: not in this world."""
        words = self.verdicts.get(world, 'none').split()
        if words == ['none']:
            return None
        account, *rest = words
        if rest[0] == 'would':
            return f'{account} would {rest[1]}'
        return f'{account} pass pass' if rest == ['pass'] else f'{account} drop {rest[0]}'


def read_table(path):
    with open(path) as file:
        return [Line(line.strip()) for line in file if line.strip() and line[0] != '#']


def write(path, name, world, lines):
    """Nothing where the table says nothing of this world."""
    frames, now = [], 0
    for line in lines:
        now += line.wait
        verdict = line.verdict(name)
        if not verdict:
            continue
        try:
            data = Builder(world, list(line.words), line.place.startswith('>')).build()
        except Exception as error:
            sys.exit(f'{path}: {line.row} "{line.name}": {type(error).__name__}: {error}')
        frames.append(f'frame {line.row} | {line.name} | {line.where(world)} | {now} | '
                      f'{shorten(data)} | {verdict} | {line.exits.get(name, "")}'.rstrip())
    if not frames:
        return
    policy = [f'policy policy/{world.policy}.yaml'] if world.policy else []
    policy += [f'state policy/{world.state}.state'] if world.state else []
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w') as file:
        print('# SPDX-License-Identifier: GPL-2.0-or-later', '# made by generate.py', *policy,
              'topology ' + world.topology,
              *([] if world.routed else ['bridge br0']),
              *('host-mac %s %s' % pair for pair in world.host_macs),
              *('host-address %s %s' % pair for pair in world.addresses),
              *frames, sep='\n', file=file)


def main(directory):
    for table in sorted(glob.glob(HERE + '/tables/*.txt')):
        lines = read_table(table)
        base = os.path.basename(table).replace('.txt', '.frames')
        for name, make in WORLDS.items():
            world = make()
            if name == 'closed':
                world.policy = ''
            write(f'{directory}/{name}/{base}', name, world, lines)


main(sys.argv[1] if len(sys.argv) > 1 else HERE + '/corpus')
