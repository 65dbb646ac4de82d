# SPDX-License-Identifier: GPL-2.0-or-later
"""Frames of every kind the datapath tests need, built from words.

A frame is written FROM TO KIND [KEY=VALUE...]. FROM and TO are names (see Book)
or addresses; KEY=VALUE says what is different from an ordinary frame:

  smac= dmac= sip= dip=   a name, a MAC or an address
  tag=[TYPE.]VID,...      VLAN tags, the outer one first
  trail=N                 bytes behind the packet
  ttl= opt=HEX            IP: time to live, options
  frag=OFFSET[+]          in bytes; +: more fragments follow
  ext=NAME,...            IPv6: hbh rh dst none alert
  sport= dport= len= flags= type= code=   of the transport
"""
import socket
import struct

BROADCAST = 'ff:ff:ff:ff:ff:ff'


def mac_bytes(text):
    return bytes(int(part, 16) for part in text.split(':'))


def is_mac(text):
    return text.count(':') == 5 and len(text) == 17


def address_bytes(text):
    family = socket.AF_INET6 if ':' in text else socket.AF_INET
    return socket.inet_pton(family, text)


def checksum(data):
    if len(data) % 2:
        data += b'\0'
    total = sum(struct.unpack('!%dH' % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


class Book:
    """Who has which MAC and addresses, and at which end of the network."""

    def __init__(self):
        self.entries = {}

    def add(self, name, end, mac, *addresses):
        self.entries[name] = (end, mac, addresses)

    def end(self, name):
        return self.entries[name][0] if name in self.entries else None

    def mac(self, word):
        return self.entries[word][1] if word in self.entries else word

    def address(self, word, six):
        if word not in self.entries:
            return word
        for address in self.entries[word][2]:
            if (':' in address) == six:
                return address
        raise ValueError('%s has no IPv%d address' % (word, 6 if six else 4))


def group_mac(address):
    """The MAC of a group or broadcast address, None of any other."""
    raw = address_bytes(address)
    if len(raw) == 16:
        return '33:33:%02x:%02x:%02x:%02x' % tuple(raw[12:]) if raw[0] == 0xff else None
    if raw == b'\xff' * 4:
        return BROADCAST
    if raw[0] >> 4 == 0xe:
        return '01:00:5e:%02x:%02x:%02x' % (raw[1] & 0x7f, raw[2], raw[3])
    return None


def solicited(address):
    raw = address_bytes(address)
    return 'ff02::1:ff%02x:%02x%02x' % tuple(raw[13:])


class Builder:
    """One frame. route: gives the next hop's MAC for a name or address."""

    def __init__(self, book, route, words):
        self.book = book
        self.source, self.target, self.kind = words[:3]
        self.keys = dict(word.split('=', 1) for word in words[3:])
        self.six = self.kind.endswith('6') or self.kind in ND_KINDS
        self.route = route

    def number(self, key, default):
        return int(self.keys.get(key, default), 0)

    def mac(self, key, default):
        return mac_bytes(self.book.mac(self.keys.get(key, default)))

    def address(self, key, default):
        return self.book.address(self.keys.get(key, default), self.six)

    def payload(self, default=32):
        return bytes(self.number('len', str(default)))

    # No frame is so short that a card would pad it and a router cut that off.
    # transports: each returns (protocol, bytes without checksum, its offset)

    def udp(self):
        data = self.payload()
        head = struct.pack('!4H', self.number('sport', '40000'), self.number('dport', '5004'),
                           self.number('ulen', str(8 + len(data))), 0)
        return 17, head + data, 6

    def tcp(self):
        bits = sum({'F': 1, 'S': 2, 'R': 4, 'P': 8, 'A': 16}[c]
                   for c in self.keys.get('flags', 'S') if c != '0')
        head = struct.pack('!2H2I4H', self.number('sport', '40000'), self.number('dport', '554'),
                           1, 1, 5 << 12 | bits, 1000, 0, 0)
        return 6, head + self.payload(), 16

    def icmp(self, request=8, reply=0, proto=1):
        kind = self.number('type', str(reply if self.kind.startswith('pong') else request))
        body = bytes(4) + self.payload()
        if 'quote' in self.keys:
            # the start of the packet it is about: FROM>TO
            ends = [self.book.address(w, self.six) for w in self.keys['quote'].split('>')]
            quoted = struct.pack('!4H', 40000, 5004, 8, 0)
            body = bytes(4) + (self.ip6 if self.six else self.ip4)(17, quoted, *ends)
        return proto, struct.pack('!2BH', kind, self.number('code', '0'), 0) + body, 2

    def discovery(self):
        kind = {'rs': 133, 'ra': 134, 'ns': 135, 'na': 136, 'redirect': 137, 'mld': 131}[self.kind]
        about = self.book.address(self.keys.get('about', self.target), True)
        body = bytes(4)
        if self.kind == 'ra':
            body += bytes(8)
        elif self.kind != 'rs':
            body += address_bytes(about)
        if self.kind == 'redirect':
            body += address_bytes(about)
        option = {'rs': 1, 'ra': 1, 'ns': 1, 'na': 2}.get(self.kind)
        if option and not self.address('sip', self.source) == '::':
            body += bytes([option, 1]) + self.mac('lladdr', self.source)
        return 58, struct.pack('!2BH', kind, 0, 0) + body, 2

    def transport(self):
        kind = self.kind.rstrip('6')
        if kind == 'udp':
            return self.udp()
        if kind == 'tcp':
            return self.tcp()
        if kind in ('ping', 'pong', 'icmp'):
            return self.icmp(128, 129, 58) if self.six else self.icmp()
        if kind == 'dhcp':
            return self.dhcp()
        if kind == 'proto':
            return self.number('n', '47'), self.payload(), None
        return self.discovery()

    def dhcp(self):
        offer = self.keys.get('op') == 'offer'
        body = struct.pack('!4BI', 2 if offer else 1, 1, 6, 0, 1) + bytes(20) + \
            self.mac('chaddr', self.source) + bytes(10 + 64 + 128) + b'\x63\x82\x53\x63'
        body += bytes([53, 1, 2 if offer else 1, 255])
        ports = (67, 68) if offer else (68, 67)
        return 17, struct.pack('!4H', *ports, 8 + len(body), 0) + body, 6

    # network layer

    def ip4(self, proto, data, sip, dip):
        options = bytes.fromhex(self.keys.get('opt', ''))
        fragment = self.keys.get('frag', '0')
        word = int(fragment.rstrip('+')) // 8 | (0x2000 if fragment.endswith('+') else 0)
        head = struct.pack('!2B3H2BH', 0x45 + len(options) // 4, 0, 20 + len(options) + len(data),
                           1, word, self.number('ttl', '64'), proto, 0)
        head += address_bytes(sip) + address_bytes(dip) + options
        return head[:10] + struct.pack('!H', checksum(head)) + head[12:] + data

    def ip6(self, proto, data, sip, dip):
        names = [name for name in self.keys.get('ext', '').split(',') if name]
        if self.kind == 'mld':
            names = ['alert']
        if 'frag' in self.keys:
            names.append('frag')
        for name in reversed(names):
            data, proto = self.extension(name, proto) + data, EXTENSIONS[name]
        hops = 1 if self.kind == 'mld' else 255 if self.kind in ND_KINDS else 64
        return struct.pack('!IH2B', 6 << 28, len(data), proto, self.number('ttl', str(hops))) + \
            address_bytes(sip) + address_bytes(dip) + data

    def extension(self, name, following):
        if name == 'frag':
            fragment = self.keys['frag']
            return struct.pack('!2BHI', following, 0,
                               int(fragment.rstrip('+')) | fragment.endswith('+'), 1)
        rest = {'alert': b'\5\2\0\0\1\0', 'hbh': b'\x1e\4\0\0\0\0', 'rh': b'\0\1\0\0\0\0'}
        return bytes([following, 0]) + rest.get(name, b'\1\4\0\0\0\0')

    def ip(self):
        sip = self.address('sip', self.source)
        dip = self.address('dip', self.destination())
        proto, data, at = self.transport()
        if at is not None and 'frag' not in self.keys:
            pseudo = address_bytes(sip) + address_bytes(dip) + struct.pack('!2I', len(data), proto)
            plain = proto == 1
            total = struct.pack('!H', checksum(data if plain else pseudo + data) or 0xffff)
            data = data[:at] + total + data[at + 2:]
        elif self.keys.get('frag', '0').rstrip('+') != '0':
            data = self.payload(64)
        packet = (self.ip6 if self.six else self.ip4)(proto, data, sip, dip)
        default = group_mac(dip) or self.route(self.target)
        return default, 0x86dd if self.six else 0x0800, packet

    def destination(self):
        """Neighbour discovery asks a group, unless it is told whom."""
        if self.kind == 'ns':
            about = self.keys.get('about', self.target)
            return solicited(self.book.address(about, True))
        return {'rs': 'ff02::2', 'ra': 'ff02::1', 'mld': 'ff02::16'}.get(self.kind, self.target)

    def arp(self):
        request = self.keys.get('op', 'request') == 'request'
        body = struct.pack('!HHBBH', 1, 0x800, 6, 4, 1 if request else 2)
        body += self.mac('sha', self.source) + address_bytes(self.address('sip', self.source))
        body += bytes(6) if request else self.mac('tha', self.target)
        body += address_bytes(self.address('dip', self.target))
        default = BROADCAST if request else self.route(self.target)
        return default, 0x0806, body

    def raw(self):
        number = self.number('type', '0x8033')
        if self.kind == 'llc':
            return '01:80:c2:00:00:00', 38, b'\x42\x42\x03' + bytes(35)
        return self.route(self.target), number, bytes(46)

    def build(self):
        if self.kind == 'arp':
            dmac, ethertype, body = self.arp()
        elif self.kind in ('raw', 'llc'):
            dmac, ethertype, body = self.raw()
        else:
            dmac, ethertype, body = self.ip()
        tags = b''
        for tag in self.keys.get('tag', '').split(','):
            if tag:
                kind, _, vid = tag.rpartition('.')
                tags += struct.pack('!2H', int(kind or '8100', 16), int(vid))
        frame = self.mac('dmac', dmac) + self.mac('smac', self.source) + tags + \
            struct.pack('!H', ethertype) + body + bytes(self.number('trail', '0'))
        return frame.ljust(60, b'\0')


ND_KINDS = ('ns', 'na', 'rs', 'ra', 'redirect', 'mld')
EXTENSIONS = {'alert': 0, 'hbh': 0, 'rh': 43, 'frag': 44, 'dst': 60, 'none': 59}
