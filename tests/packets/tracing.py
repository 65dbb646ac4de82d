# SPDX-License-Identifier: GPL-2.0-or-later
"""What the kernel's tracepoints say of frames, in the order in which they were judged.

An instance of its own, so that nobody else's tracing is disturbed. All frames are
sent, and so judged, on one CPU: its buffer has everything in order.
"""
import os
import re
import time

ROOT = '/sys/kernel/tracing/instances/corpus-%d'
EVENTS = {
    'net/netif_receive_skb': 'name ~ "eth-*"',      # one of this host's interfaces gets a frame
    'net/net_dev_xmit': 'name == "eth-cam" || name == "eth-yard"',     # it has sent one
    'camcordon/cordon_drop': None,
}
LINE = re.compile(r': (netif_receive_skb|net_dev_xmit|cordon_drop|tracing_mark_write): (.*)')
PATIENCE = 20.0


class Event:
    def __init__(self, kind, text):
        self.kind = kind
        words = text.split()
        self.fields = dict(word.split('=', 1) for word in words if '=' in word)
        if kind == 'cordon_drop':
            self.account, self.direction = words[0], words[2]
            self.verdict = 'would' if words[3] == 'would-drop' else 'drop'
            self.reason = self.fields['reason']


class Trace:
    def __init__(self):
        os.sched_setaffinity(0, {0})
        self.root = ROOT % os.getpid()
        os.mkdir(self.root)
        self.put('buffer_size_kb', '16384')
        for event, condition in EVENTS.items():
            if condition:
                self.put(f'events/{event}/filter', condition)
            self.put(f'events/{event}/enable', '1')
        self.pipe = os.open(self.root + '/per_cpu/cpu0/trace_pipe', os.O_RDONLY | os.O_NONBLOCK)
        self.marker = os.open(self.root + '/trace_marker', os.O_WRONLY)
        self.rest = b''

    def put(self, name, text):
        with open(f'{self.root}/{name}', 'w') as file:
            file.write(text)

    def close(self):
        self.put('events/enable', '0')
        os.close(self.pipe)
        os.close(self.marker)
        os.rmdir(self.root)

    def lost(self):
        """Events for which there was no room."""
        with open(self.root + '/per_cpu/cpu0/stats') as file:
            stats = dict(line.strip().split(': ', 1) for line in file)
        return int(stats['overrun']) + int(stats['dropped events'])

    def mark(self):
        os.write(self.marker, b'frame\n')

    def read(self):
        """What has happened since. (Polling would wait until the buffer is half full.)"""
        events = []
        while True:
            try:
                data = os.read(self.pipe, 1 << 16)
            except BlockingIOError:
                break
            if not data:
                break
            lines = (self.rest + data).split(b'\n')
            self.rest = lines.pop()
            for line in lines:
                found = LINE.search(line.decode())
                if found:
                    events.append(Event(*found.groups()))
        return events

    def until(self, enough):
        """All events, once they are enough; or as many as there are after a while."""
        events, deadline = [], time.monotonic() + PATIENCE
        while True:
            events += self.read()
            if enough(events) or time.monotonic() > deadline:
                return events + self.read()
            time.sleep(0.01)
