# SPDX-License-Identifier: GPL-2.0-or-later
"""Sends frames to the module, and tells what it said of each.

A frame from a camera leaves from the camera's end of the veth, one towards a camera
from the end of whoever sends it, one that this host makes from a packet socket on the
segment itself: the first checkpoint it meets is the one it is meant for.
"""
import contextlib
import os
import socket
import struct
import subprocess
import sys
import time

from clock import Clock, now
from tracing import Trace
from world import HOST, frames

sys.path.insert(1, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../netns'))
from farend import inside  # noqa: E402

TAGS = {0x8100: '802.1Q', 0x88a8: '802.1ad'}


def routed_in(data, number):
    """As it was before this host routed it: another hop, another MAC."""
    packet = data[14:]
    if packet[0] >> 4 == 4:
        length = (packet[0] & 15) * 4
        head = packet[:8] + bytes([packet[8] + 1]) + packet[9:10] + b'\0\0' + packet[12:length]
        head = head[:10] + struct.pack('!H', frames.checksum(head)) + head[12:]
        packet = head + packet[length:]
    else:
        packet = packet[:7] + bytes([packet[7] + 1]) + packet[8:]
    sender = b'\x02\0\x5e\0\x09' + bytes([number])
    return frames.mac_bytes(HOST % number) + sender + data[12:14] + packet


class Injector:
    """ends: {interface of this host: (namespace, far end's interface)}"""

    NUMBERS = {'eth-rec': 2, 'eth-off': 3, 'eth-inet': 4, 'br-box': 8}

    def __init__(self, ends, offload, routed):
        self.ends = ends
        self.offload = offload
        self.routed = routed
        self.sockets = {}
        self.devices = []
        self.trace = Trace()
        self.clock = Clock()
        self.ms = self.moment = 0

    @staticmethod
    def ip(namespace, *lines):
        subprocess.run(['ip', '-n', namespace, '-batch', '-'], check=True, text=True,
                       input='\n'.join(lines))

    def socket(self, namespace, interface):
        key = (namespace, interface)
        if key not in self.sockets:
            with inside(namespace):
                self.sockets[key] = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
                self.sockets[key].bind((interface, 0))
        return self.sockets[key]

    def add_tags(self, tags):
        """A VLAN device for each, so that the tag travels beside the frame."""
        for namespace, interface, kind, vid in sorted(set(tags)):
            name = 'v%x.%d' % (kind, vid)
            self.devices.append((namespace, name))
            self.ip(namespace, f'link add {name} link {interface} type vlan '
                               f'proto {TAGS[kind]} id {vid}', f'link set {name} up')

    def tag(self, frame):
        """Where its outer tag is to be taken off, and which it is; or None."""
        kind, tci = struct.unpack('!HH', frame.data[12:16].ljust(4, b'\0'))
        if not self.offload or frame.direction != 'out' or kind not in TAGS or \
           tci & 0xfff == 4095 or len(frame.data) < 18:
            return None
        return (*self.ends[frame.segment], kind, tci & 0xfff)

    def prepare(self, all_frames):
        self.add_tags(tag for tag in map(self.tag, all_frames) if tag)

    def send(self, frame):
        if frame.place == 'self':
            self.trace.mark()
            with contextlib.suppress(OSError):  # so it is told of a drop
                self.socket('-', frame.segment).send(frame.data)
        elif frame.direction == 'out':
            tag = self.tag(frame)
            if tag:
                self.socket(tag[0], 'v%x.%d' % tag[2:]).send(frame.data[:12] + frame.data[16:])
            else:
                self.socket(*self.ends[frame.segment]).send(frame.data)
        elif self.routed:
            data = routed_in(frame.data, self.NUMBERS[frame.place])
            self.socket(*self.ends[frame.place]).send(data)
        else:
            self.socket(*self.ends[frame.place]).send(frame.data)

    def batch(self, batch, keep):
        """Sends them at once; a list of events for each that was sent."""
        for frame in batch:
            self.meet_time(frame)
            self.send(frame)
        self.clock.go()
        begins = ('tracing_mark_write',) if batch[0].place == 'self' else ('netif_receive_skb',)
        events = self.trace.until(lambda events: sum(e.kind in begins for e in events) >=
                                  len(batch) and keep(events))
        windows = []
        for event in events:
            if event.kind in begins:
                windows.append([])
            if windows:
                windows[-1].append(event)
        if len(windows) != len(batch):
            raise OSError(f'{len(batch)} frames were sent and {len(windows)} came in')
        return windows

    def run(self, all_frames, at_once=64):
        """Yields each frame with its events.

        The first one of a moment, and what is sent at once with it, meets it exactly; but
        this host's own frames are sent one by one, which takes time."""
        batch, self.ms, self.moment = [], 0, now()
        for frame in all_frames:
            alone = frame.place == 'self' or (batch and batch[-1].place == 'self')
            if batch and (alone or len(batch) == at_once):
                yield from zip(batch, self.batch(batch, self.settled))
                batch = []
            batch.append(frame)
        if batch:
            yield from zip(batch, self.batch(batch, self.settled))

    def meet_time(self, frame):
        if frame.ms == self.ms:
            return
        self.moment += (frame.ms - self.ms) * 10 ** 6
        self.ms = frame.ms
        self.clock.reach(self.moment)

    def settled(self, events):
        """Nothing has come for a moment: the last frame's exits are judged, too."""
        time.sleep(0.02)
        more = self.trace.read()
        events += more
        return not more

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.clock.go()
        lost = self.trace.lost()
        self.trace.close()
        for one in self.sockets.values():
            one.close()
        for namespace, name in self.devices:
            self.ip(namespace, f'link del {name}')
        if lost:
            raise OSError(f'the trace lost {lost} events')
