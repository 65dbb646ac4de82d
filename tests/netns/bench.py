# SPDX-License-Identifier: GPL-2.0-or-later
"""The test bench of the datapath tests: sends frames, and counts where they go.

One process a test, because starting one a frame would take most of the time
under emulation. It runs in the network namespace of the host under test, has
packet sockets in all others, takes a command a line, and answers each with
"ok" or "no", then lines of text, then a line with a dot.

The packet sockets are what camcordon's counters are compared with: they are in
namespaces it has nothing to do with, and count all that arrives.
"""
import json
import socket
import sys
import time

import frames
import tally
from counters import Counters, Kernel, run, tool_stats
from farend import PATIENCE, End, await_running, connect, describe, inside
from monitor import Monitor, has_all


class Bench:
    def __init__(self):
        self.book = frames.Book()
        self.ends = {}
        self.base = None
        self.kernel = None
        self.monitor = None
        self.sinks = []

    # the network

    def do_end(self, label, namespace, interface, gateway=None):
        self.ends[label] = End(namespace, interface, gateway)

    def do_who(self, name, end, mac, *addresses):
        self.book.add(name, end, mac, *addresses)

    def do_sysctl(self, namespace, *settings):
        with inside(namespace):
            for setting in settings:
                key, value = setting.split('=')
                with open('/proc/sys/net/' + key, 'w') as file:
                    file.write(value)

    def do_ready(self, *interfaces):
        """Waits until the ends and these interfaces of the host have a link."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
            for interface in interfaces:
                await_running(control, interface)
        for end in self.ends.values():
            end.await_running()
        self.do_forget()

    def do_settle(self):
        """Waits until nobody has said anything for a while: IPv6 introduces itself."""
        quiet = time.monotonic()
        while time.monotonic() < quiet + 1:
            self.drain()
            if any(end.arrived or end.left for end in self.ends.values()):
                quiet = time.monotonic()
                self.do_forget()
            time.sleep(0.02)
        self.do_forget()

    def do_sink(self, namespace, port):
        """Somebody takes what comes to a UDP port, so no error answers it."""
        with inside(namespace):
            sink = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
        sink.bind(('::', int(port)))
        self.sinks.append(sink)

    # frames

    def route(self, end, target):
        """The next hop's MAC, as a sender at this end sees it."""
        home = self.book.end(target)
        if self.ends[end].gateway and home != end:
            return self.ends[end].gateway
        return self.book.mac(target if home else 'router')

    def build(self, text):
        """[END:] FROM TO KIND... [count=N] [vary=KEY]: a list of frames and its end."""
        words = text.split()
        end = words.pop(0)[:-1] if words[0].endswith(':') else self.book.end(words[0])
        keys = dict(word.split('=', 1) for word in words[3:] if '=' in word)
        plain = [w for w in words if w.split('=')[0] not in ('count', 'vary')]
        result = []
        for i in range(int(keys.get('count', '1'))):
            more = [self.varied(keys, keys['vary'], i)] if 'vary' in keys else []
            result.append(frames.Builder(self.book, lambda to: self.route(end, to),
                                         plain + more).build())
        return end, result

    @staticmethod
    def varied(keys, key, i):
        value = keys[key]
        if frames.is_mac(value):
            number = int(value.replace(':', ''), 16) + i
            return '%s=%s' % (key, number.to_bytes(6, 'big').hex(':'))
        if '.' in value:
            number = int.from_bytes(socket.inet_aton(value), 'big') + i
            return '%s=%s' % (key, socket.inet_ntoa(number.to_bytes(4, 'big')))
        return '%s=%d' % (key, int(value) + i)

    def send(self, text):
        """Sends frames; returns how many, and the bytes that are counted of them."""
        count = size = 0
        for part in text.split(';'):
            end, built = self.build(part)
            for i, data in enumerate(built):
                self.ends[end].socket.send(data)
                count += 1
                # the outer tag is no part of a received frame's bytes
                size += len(data) - (4 if data[12:14] in (b'\x81\0', b'\x88\xa8') else 0)
                if not i % 64:
                    self.drain()
        return count, size

    def drain(self):
        for end in self.ends.values():
            end.drain()

    # judgement

    def do_forget(self):
        """Counts from here on: at a moment when nothing was counted between the two."""
        while True:
            before = self.count()
            for end in self.ends.values():
                end.forget()
            self.base = self.count()
            if self.base.counts == before.counts:
                break

    def count(self):
        self.kernel = self.kernel or Kernel()
        return Counters(self.kernel.stats())

    def do_agree(self):
        """cordonctl says what the kernel says, of everything until now."""
        said = Counters(tool_stats())
        if said.counts == self.base.counts and not said.faults:
            return None
        return ['cordonctl: %s' % said.counts, 'kernel: %s' % self.base.counts, *said.faults]

    def wanted_counts(self, text, sent, size):
        items = [tally.times(item.split()) for item in text.split(',') if item.strip()]
        wanted = {}
        for words, number in items:
            number = sent if number is None else number
            exact = size if len(items) == 1 and number == sent else None
            wanted[words[0], ' '.join(words[1:])] = (number, exact)
        return wanted

    def wanted_arrivals(self, text, sent):
        wanted = dict.fromkeys(self.ends, 0)
        for item in text.split(','):
            if item.strip():
                words, number = tally.times(item.split())
                wanted[words[0]] = sent if number is None else number
        return wanted

    def compare(self, counted, arriving):
        """None: as wanted. Else what is wrong, and whether time may right it."""
        now = self.count()
        now.compare_rest(self.base)
        if now.faults:
            return now, now.faults, False
        self.drain()
        delta = now.since(self.base)
        wrong, late = [], True
        for key in sorted(set(delta) | set(counted)):
            packets, size = delta.get(key, (0, 0))
            number, exact = counted.get(key, (0, None))
            if packets != number or (exact is not None and size != exact):
                wrong.append('%s: counted %d (%d bytes), wanted %d%s' %
                             (' '.join(key), packets, size, number,
                              '' if exact is None else ' (%d bytes)' % exact))
                late = late and packets < number
        for label, number in arriving.items():
            arrived = self.ends[label].arrived
            if len(arrived) != number:
                wrong.append('%d arrived at %s, wanted %d' % (len(arrived), label, number))
                wrong += ['  ' + describe(data) for data in arrived[:4]]
                late = late and len(arrived) < number
        return now, wrong, late

    def do_judge(self, *words):
        """FRAME[; FRAME...] | COUNTED | ARRIVES"""
        text, counted, arriving = ' '.join(words).split('|')
        sent, size = self.send(text) if text.strip() else (0, 0)
        counted = self.wanted_counts(counted, sent, size)
        arriving = self.wanted_arrivals(arriving, sent)
        deadline = time.monotonic() + PATIENCE
        late = True
        while late:
            now, wrong, late = self.compare(counted, arriving)
            if not wrong or time.monotonic() > deadline:
                break
        self.base = now
        for end in self.ends.values():
            end.arrived = []
        return wrong

    def do_tally(self, *words):
        """ATTACKER | COUNTED | ARRIVES: what programs did since "forget".

        COUNTED, ARRIVES: as of judge; without xN at least one, x*: any. Besides, all that
        left the attacker was counted once, and what came to a camera with it."""
        attacker, counted, arriving = ' '.join(words).split('|')
        counted = tally.items(counted, lambda said: (said[0], ' '.join(said[1:])))
        arriving = tally.items(arriving, lambda said: said[0])
        now = self.rest_awaited()
        delta = now.since(self.base)
        wrong = tally.differences('counted', {key: n[0] for key, n in delta.items()}, counted)
        wrong += tally.differences('arrived', {label: len(end.arrived)
                                               for label, end in self.ends.items()}, arriving)
        wrong += tally.unaccounted(delta, self.ends, attacker.strip())
        for label, end in self.ends.items():
            if end.lost():
                wrong.append('the counter at %s missed frames' % label)
            if len(end.arrived) and label not in arriving:
                wrong += ['  %s: %s' % (label, describe(data)) for data in end.arrived[:4]]
        self.do_forget()
        return wrong

    def rest_awaited(self):
        """The counts when nothing has changed for a while."""
        quiet, before = time.monotonic(), None
        deadline = quiet + PATIENCE
        while time.monotonic() < min(quiet + 0.2, deadline):
            self.drain()
            now = self.count()
            seen = (now.counts, [(len(end.arrived), end.left) for end in self.ends.values()])
            if seen != before:
                quiet, before = time.monotonic(), seen
            time.sleep(0.02)
        return now

    def do_mirror(self, label):
        """Real traffic: what passed is what came to and from this end, nothing dropped
        but the copies that a bridge made."""
        deadline = time.monotonic() + PATIENCE
        while True:
            now = self.count()
            self.drain()
            delta = now.since(self.base)
            end = self.ends[label]
            passed = sum(n[0] for key, n in delta.items() if key[1] == 'passed')
            others = [key for key in delta if key[1] not in ('passed', 'flood')]
            if passed and passed == end.left + len(end.arrived) and not others:
                break
            if time.monotonic() > deadline:
                return ['counted %s; %d left and %d arrived at %s' %
                        (delta, end.left, len(end.arrived), label)]
        self.do_forget()
        return None

    # evidence and events

    def do_evidence(self, *filters):
        """Sums over the lines that have all KEY=VALUE; "records=-": without that key."""
        lines = json.loads(run('-j', 'evidence')[0])
        lines = lines['evidence'] if isinstance(lines, dict) else lines
        chosen = [line for line in lines if has_all(line, filters)]
        faults = [str(line) for line in chosen if line['first'] > line['last']]
        print('ok' if not faults else 'no')
        print('rows=%d packets=%d bytes=%d records=%d' % (
            len(chosen), sum(line['packets'] for line in chosen),
            sum(line['bytes'] for line in chosen),
            sum(line.get('records', 1) for line in chosen)))
        return faults if faults else False

    def do_monitor(self):
        """Starts to listen for events; when it answers, none is missed."""
        self.monitor = Monitor()

    def do_event(self, *filters):
        """Waits for an event that has all KEY=VALUE, and takes it from the list."""
        return self.monitor.take(filters)

    def do_silence(self):
        """No event is left that was not asked for."""
        return self.monitor.rest()

    def do_told(self, number, *filters):
        """So many events of a kind were sent or suppressed; takes all of that kind."""
        return self.monitor.take_all(int(number), filters)

    def do_tcp(self, client, server, address, port):
        """A connection between two namespaces that carries an answer."""
        return connect(client, server, address, int(port))


def main():
    bench = Bench()
    for line in sys.stdin:
        words = line.split()
        try:
            said = getattr(bench, 'do_' + words[0])(*words[1:])
        except Exception as error:
            said = ['%s: %s: %s' % (line.strip(), type(error).__name__, error)]
        if said is not False:
            print('no' if said else 'ok')
        print(*(said or []), '.', sep='\n', flush=True)


main()
