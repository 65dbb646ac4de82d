# SPDX-License-Identifier: GPL-2.0-or-later
"""What camcordon counts, as numbers that can be compared.

Under emulation it takes a tenth of a second to start cordonctl: after each frame
the kernel is asked directly, and cordonctl now and then, when it has to agree.
"""
import json
import os
import sys

sys.path.insert(1, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../spec'))
import genetlink as nl  # noqa: E402

TOOL = os.environ.get('CORDONCTL', 'build/cordonctl')
# From uapi/camcordon.h, whose numbers never change.
CMD_STATS_GET, A_STATS = 8, 12
KINDS = {2: 'interface', 5: 'name', 6: 'totals'}
KIND, NAME, FIRST_COUNTER, REASON = 2, 3, 5, 12
REASON_ID, FIRST_OF_REASON = 2, 3
CTRL_ATTR_FAMILY_ID, CTRL_ATTR_FAMILY_NAME = 1, 2


def read_words():
    """The words of all reasons by number, out of the one list of them."""
    words = {}
    with open('kmod/core/reason.h') as file:
        for line in file:
            if line.startswith('X(') and line[2].isdigit():
                parts = line[2:].split(',')
                words[int(parts[0])] = parts[2].strip().strip('"')
    return words


class Kernel:
    """cordonctl -j stats without cordonctl: the same shape."""

    def __init__(self):
        self.words = read_words()
        name = nl.put(CTRL_ATTR_FAMILY_NAME, b'camcordon\0')
        answer = nl.ask(nl.GENL_ID_CTRL, nl.CTRL_CMD_GETFAMILY, name, nl.NLM_F_ACK)
        self.family = nl.number(dict(nl.attrs(answer[0]))[CTRL_ATTR_FAMILY_ID])

    @staticmethod
    def pairs(found, first):
        """Counters come in pairs: packets, bytes."""
        return [{'packets': nl.number(found.get(at, b'\0')),
                 'bytes': nl.number(found.get(at + 1, b'\0'))}
                for at in range(first, first + 6, 2)]

    def row(self, data):
        found = dict(nl.attrs(data))
        counters = dict(zip(('passed', 'dropped', 'would_drop'),
                            self.pairs(found, FIRST_COUNTER)))
        row = {'reasons': {}, 'would_drop_reasons': {}, **counters}
        for kind, nest in nl.attrs(data):
            if kind != REASON:
                continue
            reason = dict(nl.attrs(nest))
            word = self.words[nl.number(reason[REASON_ID])]
            dropped, would, _ = self.pairs(reason, FIRST_OF_REASON)
            if dropped['packets']:
                row['reasons'][word] = dropped
            if would['packets']:
                row['would_drop_reasons'][word] = would
        kind = KINDS[nl.number(found[KIND])]
        if kind == 'totals':
            return kind, {**row, 'totals': counters}
        return kind, {**row, kind: nl.text(found[NAME])}

    def stats(self):
        stats = {'cameras': [], 'segments': []}
        for body in nl.ask(self.family, CMD_STATS_GET, b'', nl.NLM_F_DUMP):
            for kind, data in nl.attrs(body):
                if kind != A_STATS:
                    continue
                kind, row = self.row(data)
                if kind == 'totals':
                    stats.update(row)
                else:
                    stats['cameras' if kind == 'name' else 'segments'].append(row)
        return stats


def run(*arguments):
    """Output and status of cordonctl."""
    reading, writing = os.pipe()
    pid = os.posix_spawn(TOOL, [TOOL, *arguments], os.environ,
                         file_actions=[(os.POSIX_SPAWN_DUP2, writing, 1)])
    os.close(writing)
    with os.fdopen(reading) as pipe:
        output = pipe.read()
    return output, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def tool_stats():
    return json.loads(run('-j', 'stats')[0])


class Counters:
    """Stats as {(account, verdict): (packets, bytes)}, and what is wrong with them."""

    def __init__(self, stats):
        self.faults = []
        self.rest = {}
        self.counts = {}
        rows = [(row.get('name') or row['interface'], row)
                for row in stats['cameras'] + stats['segments']]
        self.accounts = [name for name, _ in rows]
        for name, row in rows:
            self.take(name, row)
            self.add_up(name, row, row)
        self.add_up('totals', stats['totals'], stats)
        for key in ('passed', 'dropped', 'would_drop'):
            self.rest[key] = stats['totals'][key]['packets'] - \
                sum(row[key]['packets'] for _, row in rows)
            if self.rest[key] < 0:
                self.faults.append('totals: %s is less than its parts' % key)

    def take(self, name, row):
        pairs = [('passed', row['passed'])] + list(row['reasons'].items())
        pairs += [('would ' + key, value) for key, value in row['would_drop_reasons'].items()]
        for key, value in pairs:
            self.counts[name, key] = (value['packets'], value['bytes'])

    def add_up(self, name, sums, row):
        """A counter is the sum of its reasons, whatever happens."""
        for key, reasons in (('dropped', 'reasons'), ('would_drop', 'would_drop_reasons')):
            for unit in ('packets', 'bytes'):
                total = sum(value[unit] for value in row[reasons].values())
                if sums[key][unit] != total:
                    self.faults.append('%s: %s %d %s, its reasons %d' %
                                       (name, key, sums[key][unit], unit, total))

    def since(self, earlier):
        delta = {}
        for key, (packets, size) in self.counts.items():
            before = earlier.counts.get(key, (0, 0))
            if (packets, size) != before:
                delta[key] = (packets - before[0], size - before[1])
        return delta

    def compare_rest(self, earlier):
        if self.accounts == earlier.accounts and self.rest != earlier.rest:
            self.faults.append('totals and their parts drifted apart: %s, then %s' %
                               (earlier.rest, self.rest))
