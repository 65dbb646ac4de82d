# SPDX-License-Identifier: GPL-2.0-or-later
"""Frames of the corpus: those of tests/netns/frames.py, and frames that lie.

Besides its keys:
  data=HEX            the transport's payload
  more=HEX            behind neighbour discovery's options
  quoted=N            of the packet that an ICMP error quotes, so many bytes
  iplen=N ulen=N      what the header claims, N being the truth with + or -: +1
  put=AT:HEX,...      bytes at an offset from the network header
  size=N              the whole frame is cut, or filled with zeros, to N bytes
"""
import struct

from world import HOST, frames


class Builder(frames.Builder):
    def __init__(self, world, words, inbound=False):
        self.world = world
        super().__init__(world.book, world.next_hop, words)
        self.inbound = inbound
        if inbound and world.routed and self.source in world.book.entries and \
           world.book.end(self.source) != 'cam':
            self.keys.setdefault('smac', HOST % 1)
        self.six = self.six or self.kind in ('dhcp6', 'mld2', 'query')

    def number(self, key, default):
        value = self.keys.get(key, default)
        if key == 'ulen' and value[0] in '+-':
            return int(default) + int(value)
        return int(value, 0)

    def payload(self, default=32):
        if 'data' in self.keys:
            return bytes.fromhex(self.keys['data'])
        return super().payload(default)

    def icmp(self, request=8, reply=0, proto=1):
        proto, data, at = super().icmp(request, reply, proto)
        if 'quoted' in self.keys:
            data = data[:8 + self.number('quoted', '0')]
        return proto, data, at

    def discovery(self):
        if self.kind in ('mld', 'mld2', 'query'):
            kind = self.number('type', {'mld': '131', 'mld2': '143', 'query': '130'}[self.kind])
            body = struct.pack('!4BHH', kind, 0, 0, 0, 0, 0) + bytes(16)
            return 58, body + bytes.fromhex(self.keys.get('more', '')), 2
        proto, data, at = super().discovery()
        data = bytes([data[0], self.number('code', '0')]) + data[2:]
        return proto, data + bytes.fromhex(self.keys.get('more', '')), at

    def transport(self):
        if self.kind in ('mld2', 'query'):
            return self.discovery()
        if self.kind == 'dhcp6':
            body = bytes([self.number('type', '1')]) + bytes(self.number('len', '12'))
            head = struct.pack('!4H', self.number('sport', '546'), self.number('dport', '547'),
                               8 + len(body), 0)
            return 17, head + body, 6
        return super().transport()

    def destination(self):
        defaults = {'mld2': 'ff02::16', 'query': 'ff02::1', 'dhcp6': 'ff02::1:2'}
        if self.kind in defaults:
            return defaults[self.kind]
        return super().destination()

    def lie(self, head, at, true):
        """Writes another length into the IP header."""
        claim = self.keys.get('iplen', str(true))
        claim = true + int(claim) if claim[0] in '+-' else int(claim)
        return head[:at] + struct.pack('!H', claim) + head[at + 2:]

    def ip4(self, proto, data, sip, dip):
        packet = super().ip4(proto, data, sip, dip)
        return self.lie(packet, 2, len(packet)) if 'iplen' in self.keys else packet

    def ip6(self, proto, data, sip, dip):
        if self.kind in ('mld2', 'query'):
            self.keys.setdefault('ext', 'alert')
            self.keys.setdefault('ttl', '1')
        packet = super().ip6(proto, data, sip, dip)
        return self.lie(packet, 4, len(packet) - 40) if 'iplen' in self.keys else packet

    def build(self):
        frame = super().build()
        at = 14 + 4 * len([t for t in self.keys.get('tag', '').split(',') if t])
        for change in self.keys.get('put', '').split(','):
            if change:
                offset, data = change.split(':')
                start, data = at + int(offset), bytes.fromhex(data)
                frame = frame[:start] + data + frame[start + len(data):]
        if 'size' in self.keys:
            frame = frame[:self.number('size', '0')].ljust(self.number('size', '0'), b'\0')
        return frame
