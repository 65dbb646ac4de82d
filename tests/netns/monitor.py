# SPDX-License-Identifier: GPL-2.0-or-later
"""cordonctl monitor, and what it has said."""
import json
import os
import select
import time

from counters import TOOL
from farend import PATIENCE

NETLINK_GENERIC = '16'


def has_all(line, filters):
    """Has it all of KEY=VALUE? A key that is not there has the value "-"."""
    return all(str(line.get(key, '-')) == value
               for key, value in (word.split('=', 1) for word in filters))


def somebody_listens():
    with open('/proc/self/net/netlink') as table:
        return any(row.split()[1] == NETLINK_GENERIC and int(row.split()[3], 16)
                   for row in list(table)[1:])


class Monitor:
    """Events as they come, until they are taken."""

    def __init__(self):
        self.pipe, writing = os.pipe()
        self.partial = b''
        self.events = []
        os.posix_spawn(TOOL, [TOOL, '-j', 'monitor'], os.environ,
                       file_actions=[(os.POSIX_SPAWN_DUP2, writing, 1)])
        os.close(writing)
        deadline = time.monotonic() + PATIENCE
        while not somebody_listens():
            if time.monotonic() > deadline:
                raise OSError('cordonctl monitor does not listen')

    def hear(self, patience):
        """Takes in what there is; False if there is nothing for so many seconds."""
        if not select.select([self.pipe], [], [], max(patience, 0))[0]:
            return False
        *lines, self.partial = (self.partial + os.read(self.pipe, 65536)).split(b'\n')
        self.events += [json.loads(line) for line in lines]
        return bool(lines)

    def take(self, filters):
        deadline = time.monotonic() + PATIENCE
        while True:
            for event in self.events:
                if has_all(event, filters):
                    self.events.remove(event)
                    return None
            if not self.hear(deadline - time.monotonic()):
                return ['no such event; heard, and not asked for:', *self.rest()]

    def rest(self):
        while self.hear(0.2):
            pass
        return [json.dumps(event) for event in self.events]

    def take_all(self, number, filters):
        self.rest()
        told = [event for event in self.events if has_all(event, filters)]
        self.events = [event for event in self.events if event not in told]
        suppressed = sum(event.get('suppressed', 0) for event in told)
        if suppressed and len(told) + suppressed == number:
            return None
        return ['%d told, %d suppressed, wanted %d' % (len(told), suppressed, number)]
