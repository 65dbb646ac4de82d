# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the corpus plays: the topologies of tests/netns/topology.bash.

A world is who is who in one of them: the names that frames are written with,
this host's MACs and addresses, and the interfaces.
"""
import os
import sys

sys.path.insert(1, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../netns'))
import frames  # noqa: E402

HOST = '02:00:5e:00:01:0%d'
CAMERAS = (
    ('lobby', '44:19:b6:01:02:03', '192.168.50.21', 'fd50::21'),
    ('porch', '44:19:b6:01:02:04', '192.168.50.22', 'fd50::22'),
    ('bare', '44:19:b6:01:02:06', '192.168.50.26', 'fd50::26'),
    ('cell', '44:19:b6:01:02:07', '192.168.50.27', 'fd50::27'),
    ('door', '44:19:b6:01:02:08', '192.168.50.28', 'fd50::28'),
    ('seen', '44:19:b6:01:02:09', '192.168.50.29', 'fd50::29'),
    ('mute', '44:19:b6:01:02:0a', '192.168.50.30', 'fd50::30'),
    ('walled', '02:00:5e:00:05:1f', '192.168.50.31', 'fd50::31'),
    ('near', '02:00:5e:00:05:0d', '192.168.50.50', 'fd50::50'),
    ('switch', '74:ac:b9:00:00:01', '192.168.50.60', 'fd50::60'),
    ('ghost', '02:00:5e:00:00:99', '192.168.50.99', 'fd50::99'),
)
YARD = ('yard', '44:19:b6:01:02:05', '192.168.51.21', 'fd51::21')


def link_local(mac):
    """RFC 4291, appendix A."""
    b = frames.mac_bytes(mac)
    return 'fe80::%x:%xff:fe%02x:%x' % ((b[0] ^ 2) << 8 | b[1], b[2], b[3], b[4] << 8 | b[5])


class World:
    """policy: its file. state: of what is for a time. routed: this host's MAC is the next
    hop of all."""

    def __init__(self, topology, policy=None, state=None):
        self.topology = topology
        self.policy = policy or topology
        self.state = state
        self.routed = topology != 'bridged'
        self.book = frames.Book()
        self.host_macs = []             # at which it receives: (MAC, segment)
        self.addresses = [('127.0.0.1', 'lo'), ('::1', 'lo')]
        for name, mac, *addresses in CAMERAS + (YARD,):
            self.book.add(name, 'cam', mac, *addresses)
        self.far_ends = {'rec': 'eth-rec', 'off': 'eth-off', 'inet': 'eth-inet', 'self': 'self',
                         'cam': 'eth-cam', 'yard': 'eth-yard'}
        (self.route_it if self.routed else self.bridge_it)()
        if topology == 'local':
            self.far_ends['box'] = 'br-box'
            self.book.add('nvr', 'self', HOST % 1, '192.168.50.1', 'fd50::1')
            self.book.add('box', 'box', '02:00:5e:00:07:02', '172.20.0.2')
            self.add_host(8, 'br-box', '172.20.0.1')
            self.far_ends['nvr'] = 'self'
        else:
            self.far_ends['nvr'] = 'eth-rec'

    def add_host(self, number, interface, *addresses):
        self.addresses += [(a, interface) for a in addresses + (link_local(HOST % number),)]

    def add(self, end, *entries):
        for name, mac, *addresses in entries:
            self.book.add(name, end, mac, *addresses)

    def route_it(self):
        self.host_macs = [(HOST % 1, 'eth-cam'), (HOST % 5, 'eth-yard')]
        self.add_host(1, 'eth-cam', '192.168.50.1', 'fd50::1')
        self.add_host(2, 'eth-rec', '10.0.2.1', 'fd02::1')
        self.add_host(3, 'eth-off', '10.0.3.1', 'fd03::1')
        self.add_host(4, 'eth-inet', '198.51.100.2', 'fd04::2')
        self.add_host(5, 'eth-yard', '192.168.51.1')
        self.add('cam', ('host', HOST % 1, '192.168.50.1', 'fd50::1'))
        self.add('rec', ('nvr', '02:00:5e:00:02:02', '10.0.2.2', 'fd02::2'),
                 ('clock', '02:00:5e:00:02:03', '10.0.2.3', 'fd02::3'),
                 ('gate', '02:00:5e:00:02:09', '10.0.2.9', 'fd02::9'),
                 ('far', '02:00:5e:00:02:09', '10.9.0.2', 'fd09::2'))
        self.add('off', ('pc', '02:00:5e:00:03:02', '10.0.3.2', 'fd03::2'),
                 ('desk', '02:00:5e:00:03:03', '10.0.3.3', 'fd03::3'),
                 ('moved', '02:00:5e:00:03:09', '10.0.3.9', 'fd03::9'))
        self.add('inet', ('cloud', '02:00:5e:00:04:02', '203.0.113.7', '2001:db8::7'),
                 ('router', '02:00:5e:00:04:02', '198.51.100.1', 'fd04::1'))

    def bridge_it(self):
        self.host_macs = [(HOST % n, 'eth-cam') for n in (1, 9, 2, 3, 4)]
        self.add_host(9, 'br0', '192.168.50.2', 'fd50::2')
        self.add('cam', ('host', HOST % 9, '192.168.50.2', 'fd50::2'))
        self.add('rec', ('nvr', '02:00:5e:00:02:02', '192.168.50.240', 'fd50::240'),
                 ('clock', '02:00:5e:00:02:03', '192.168.50.241', 'fd50::241'),
                 ('leases', '02:00:5e:00:02:0d', '192.168.50.243', 'fd50::243'))
        self.add('off', ('pc', '02:00:5e:00:03:02', '192.168.50.41', 'fd50::41'),
                 ('desk', '02:00:5e:00:03:03', '192.168.50.42', 'fd50::42'),
                 ('moved', '02:00:5e:00:02:0c', '192.168.50.242', 'fd50::242'))
        self.add('inet', ('gate', '02:00:5e:00:04:02', '192.168.50.1', 'fd50::1'),
                 ('far', '02:00:5e:00:04:02', '203.0.113.50', '2001:db8::50'),
                 ('cloud', '02:00:5e:00:04:02', '203.0.113.7', '2001:db8::7'))

    def next_hop(self, target):
        """The MAC to which a camera sends what is for a name or address."""
        end = self.book.end(target)
        if end == 'cam' or (end and not self.routed):
            return self.book.mac(target)
        return HOST % 1 if self.routed else self.book.mac('gate')
