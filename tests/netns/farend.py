# SPDX-License-Identifier: GPL-2.0-or-later
"""Packet sockets in the namespaces around the host under test."""
import fcntl
import os
import socket
import struct
import time

PATIENCE = 5.0          # seconds that a link or a count may take to be as wanted
PACKET_OUTGOING = 4
SO_RCVBUFFORCE = 33
SOL_PACKET, PACKET_STATISTICS = 263, 6
CLONE_NEWNET = 0x40000000
SIOCGIFFLAGS, SIOCSIFFLAGS = 0x8913, 0x8914
IFF_UP, IFF_RUNNING = 1, 0x40

if hasattr(os, 'setns'):
    setns = os.setns
else:
    import ctypes

    def setns(fd, kind):
        if ctypes.CDLL(None, use_errno=True).setns(fd, kind):
            raise OSError(ctypes.get_errno(), 'setns')


class inside:
    """With the named network namespace; "-" is the host under test."""

    def __init__(self, name):
        self.path = '/proc/self/ns/net' if name == '-' else '/run/netns/' + name

    def __enter__(self):
        self.home = os.open('/proc/self/ns/net', os.O_RDONLY)
        there = os.open(self.path, os.O_RDONLY)
        setns(there, CLONE_NEWNET)
        os.close(there)

    def __exit__(self, *_):
        setns(self.home, CLONE_NEWNET)
        os.close(self.home)


def interface_flags(control, interface, request=SIOCGIFFLAGS, flags=0):
    answer = fcntl.ioctl(control, request, struct.pack('16sh22x', interface.encode(), flags))
    return struct.unpack('16sh22x', answer)[1]


def bring_up(control, interface):
    interface_flags(control, interface, SIOCSIFFLAGS, interface_flags(control, interface) | IFF_UP)


def await_running(control, interface):
    """A link that has just come up does not send yet."""
    deadline = time.monotonic() + PATIENCE
    while not interface_flags(control, interface) & IFF_RUNNING:
        if time.monotonic() > deadline:
            raise OSError('%s does not come up' % interface)


class End:
    """A far end of the network: where frames are sent from and counted."""

    def __init__(self, namespace, interface, gateway):
        self.gateway = gateway
        self.arrived = []
        self.left = 0
        with inside(namespace):
            self.control = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            bring_up(self.control, interface)
            self.interface = interface
            self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
            self.socket.bind((interface, 3))
        self.socket.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 1 << 23)
        self.socket.setblocking(False)

    def await_running(self):
        await_running(self.control, self.interface)

    def drain(self):
        while True:
            try:
                data, address = self.socket.recvfrom(64)
            except BlockingIOError:
                return
            if address[2] == PACKET_OUTGOING:
                self.left += 1
            else:
                self.arrived.append(data)

    def lost(self):
        """How many frames found the queue full, since it was asked last."""
        answer = self.socket.getsockopt(SOL_PACKET, PACKET_STATISTICS, 8)
        return struct.unpack('2I', answer)[1]

    def forget(self):
        self.drain()
        self.arrived = []
        self.left = 0


def describe(data):
    return '%s > %s type %s %s' % (data[6:12].hex(':'), data[:6].hex(':'), data[12:14].hex(),
                                   data[14:46].hex())


def connect(client, server, address, port):
    """A TCP connection that carries an answer; returns what went wrong."""
    family = socket.AF_INET6 if ':' in address else socket.AF_INET
    with inside(server):
        listener = socket.socket(family)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(('', port))
        listener.listen()
    with inside(client):
        caller = socket.socket(family)
    caller.settimeout(PATIENCE)
    listener.settimeout(PATIENCE)
    try:
        caller.connect((address, port))
        answerer, _ = listener.accept()
        answerer.settimeout(PATIENCE)
        caller.sendall(b'OPTIONS')
        answerer.sendall(answerer.recv(100) + b' 200')
        said = caller.recv(100)
        answerer.close()
        caller.close()
    except OSError as error:
        return [str(error)]
    finally:
        listener.close()
    return None if said == b'OPTIONS 200' else [str(said)]
