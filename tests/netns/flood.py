#!/usr/bin/python3 -SE
# SPDX-License-Identifier: GPL-2.0-or-later
"""Send one UDP frame over and over, until killed or the time is over.

usage: flood.py packet|direct|tap IFACE SOURCE-MAC DESTINATION-MAC SOURCE
       DESTINATION PORT [vlan ID] [seconds SECONDS|frames FRAMES]
"packet" sends by a packet socket; "direct" by one that goes round the queues, which
Linux 6.1 does not survive where the interface goes meanwhile (a division by its
number of queues, by then 0). "tap" makes the interface, which is down at first, and
is the wire behind it: it sends whatever becomes of the interface, so that the first
moment in which a frame is taken has its frame. All go on when the interface is down,
and all but "tap" also while it does not exist."""
import errno
import fcntl
import os
import socket
import struct
import sys
import time

TUNSETIFF, IFF_TAP, IFF_NO_PI = 0x400454ca, 0x2, 0x1000
SOL_PACKET, QDISC_BYPASS = 263, 20
BURST = 16


def checksum(data):
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


def frame(source_mac, destination_mac, source, destination, port, vlan):
    udp = struct.pack("!HHHH", 1024, int(port), 8 + 18, 0) + bytes(18)
    header = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 0, 0, 64, 17,
                         0, socket.inet_aton(source),
                         socket.inet_aton(destination))
    header = header[:10] + struct.pack("!H", checksum(header)) + header[12:]
    tag = struct.pack("!HH", 0x8100, vlan) if vlan else b""
    return (bytes.fromhex((destination_mac + source_mac).replace(":", "")) +
            tag + b"\x08\0" + header + udp)


class Packet:
    bypass = 0

    def __init__(self, iface):
        self.iface, self.sock = iface, None

    def send(self, data):
        if not self.sock:
            sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
            sock.setsockopt(SOL_PACKET, QDISC_BYPASS, self.bypass)
            sock.bind((self.iface, 0))
            self.sock = sock
        self.sock.send(data)

    def failed(self, error):
        # Dropped on the way is sent; an interface that went may come back.
        if error.errno == errno.ENOBUFS:
            return
        if error.errno in (errno.ENODEV, errno.ENXIO):
            self.sock = None
        time.sleep(0.001)


class Direct(Packet):
    bypass = 1


class Tap:
    def __init__(self, iface):
        self.fd = os.open("/dev/net/tun", os.O_RDWR)
        fcntl.ioctl(self.fd, TUNSETIFF, struct.pack(
            "16sH22x", iface.encode(), IFF_TAP | IFF_NO_PI))

    def send(self, data):
        os.write(self.fd, data)

    def failed(self, error):
        if error.errno != errno.EIO:
            raise error


def option(arguments, name, default):
    return (type(default)(arguments[arguments.index(name) + 1])
            if name in arguments else default)


def main():
    how, iface, *facts = sys.argv[1:8]
    options = sys.argv[8:]
    data = frame(*facts, option(options, "vlan", 0))
    end = time.monotonic() + option(options, "seconds", 600.0)
    left = option(options, "frames", 1 << 62)
    sender = {"packet": Packet, "direct": Direct, "tap": Tap}[how](iface)
    os.nice(10)
    while left and time.monotonic() < end:
        for _ in range(min(left, BURST)):
            try:
                sender.send(data)
            except OSError as error:
                sender.failed(error)
                if error.errno != errno.ENOBUFS:
                    continue
            left -= 1
        # Thousands a second do; whoever works against it needs the CPU, too.
        time.sleep(0.002)


main()
