# SPDX-License-Identifier: GPL-2.0-or-later
"""The corpus as Python reads it. Its form is described in README.md."""
import glob
import os

HERE = os.path.dirname(os.path.abspath(__file__))


def expand(text):
    """HEX or HEX*N, which has N zero bytes behind it."""
    digits, _, zeros = text.partition('*')
    return bytes.fromhex(digits) + bytes(int(zeros or '0'))


def shorten(data):
    zeros = len(data) - len(data.rstrip(b'\0'))
    return data.hex() if zeros < 8 else '%s*%d' % (data[:len(data) - zeros].hex(), zeros)


class Frame:
    def __init__(self, line, number=0):
        parts = [part.strip() for part in line.split('|')]
        self.row, self.name, where, ms, data, verdict, exits = parts
        self.number = number
        self.line = line
        where = where.split()
        self.direction, self.segment = where[:2]        # out, in or guard
        self.place = where[2] if len(where) > 2 else ''     # where it came in
        self.ms = int(ms)
        self.data = expand(data)
        self.account, self.verdict, self.reason = verdict.split()
        # without what the destination was translated to
        self.exits = [tuple(word.partition('>')[0].split('=')) for word in exits.split()]

    def __str__(self):
        return '%s "%s"' % (self.row, self.name)


class Corpus:
    """One file. policy: its path, '' where there is none."""

    def __init__(self, path):
        self.path = path
        self.world, self.name = path.split('/')[-2:]
        self.fields = {}
        self.frames = []
        with open(path) as file:
            for line in file:
                word, _, rest = line.strip().partition(' ')
                if word == 'frame':
                    self.frames.append(Frame(rest, len(self.frames) + 1))
                elif word and word != '#':
                    self.fields.setdefault(word, []).append(rest)
        policy = self.fields.get('policy', [''])[0]
        self.policy = os.path.join(HERE, policy) if policy else ''
        self.timed = 'state' in self.fields     # by what no policy file has
        self.topology = self.fields['topology'][0]
        self.bridged = 'bridge' in self.fields
        self.host_macs = [tuple(line.split()) for line in self.fields['host-mac']]
        self.addresses = [tuple(line.split()) for line in self.fields['host-address']]

    def __str__(self):
        return self.world + '/' + self.name


def read_all(world='*'):
    return [Corpus(path) for path in sorted(glob.glob(f'{HERE}/corpus/{world}/*.frames'))]
