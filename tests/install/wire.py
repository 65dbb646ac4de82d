#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The far ends of a test machine's two cards: a camera, and the network behind.

usage: wire.py CAMERA-SOCKET LAN-SOCKET MARKS

QEMU connects to the sockets (-netdev stream). From the moment it does, so while
the machine still boots, the camera sends to the recorder, to the internet and
to the host itself. When the machine sends "mark NAME" to udp/7777 behind the
network, what was received since the last mark is written to MARKS, one JSON
object a line: by flow, the frames that came out on the other side. From the
first mark on the recorder and a stranger send to the camera.
"""
import json
import os
import select
import socket
import struct
import sys
import time

HOST_CAM, HOST_LAN = "020000000001", "020000000002"
# The camera is one of the administrator's guide.
CAMERA, RECORDER, WORLD = "4419b6010203", "02000000000b", "02000000000e"
TCP_SYN = struct.pack("!HHIIBBHHH", 40000, 554, 1, 0, 0x50, 2, 65535, 0, 0)


def checksum(data):
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return total ^ 0xFFFF


def ip(source, target, proto, payload):
    head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), 0, 0, 64, proto, 0,
                       socket.inet_aton(source), socket.inet_aton(target))
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + payload


def frame(to, by, source, target, payload, proto=17):
    return bytes.fromhex(to + by) + b"\x08\x00" + ip(source, target, proto, payload)


def udp(port, data):
    return struct.pack("!HHHH", 5000, port, 8 + len(data), 0) + data


def syn(source, target):
    pseudo = socket.inet_aton(source) + socket.inet_aton(target) + struct.pack("!HH", 6, 20)
    sum_ = checksum(pseudo + TCP_SYN)
    return TCP_SYN[:16] + struct.pack("!H", sum_) + TCP_SYN[18:]


# What is sent, by the name it is counted under when it comes out again.
FROM_CAMERA = {
    "media": frame(HOST_CAM, CAMERA, "192.168.50.21", "192.168.60.2", udp(5004, b"media")),
    "leak": frame(HOST_CAM, CAMERA, "192.168.50.21", "203.0.113.9", udp(9, b"leak")),
    "local": frame(HOST_CAM, CAMERA, "192.168.50.21", "192.168.50.1", udp(9999, b"local")),
}
FROM_LAN = {
    "ask": frame(HOST_LAN, RECORDER, "192.168.60.2", "192.168.50.21",
                 syn("192.168.60.2", "192.168.50.21"), 6),
    "intruder": frame(HOST_LAN, WORLD, "198.51.100.7", "192.168.50.21", udp(80, b"intruder")),
}


class End:
    """One connection from QEMU: frames behind their length, both ways."""

    def __init__(self, path):
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(path)
        self.server.listen(1)
        self.peer = None
        self.rest = b""
        self.sent = {}

    def accept(self):
        self.peer = self.server.accept()[0]

    def send(self, frames):
        for name, data in frames.items():
            self.peer.sendall(struct.pack("!I", len(data)) + data)
            self.sent[name] = self.sent.get(name, 0) + 1

    def receive(self):
        data = self.peer.recv(1 << 16)
        if not data:
            raise EOFError
        self.rest += data
        while len(self.rest) >= 4:
            size = struct.unpack("!I", self.rest[:4])[0]
            if len(self.rest) < 4 + size:
                return
            yield self.rest[4:4 + size]
            self.rest = self.rest[4 + size:]


class Counts:
    def __init__(self, path):
        self.file = open(path, "a", encoding="ascii")
        self.seen = {}
        self.marks = 0

    def note(self, data, side):
        """A frame that the machine sent out."""
        for name in ("media", "leak", "local") if side == "lan" else ("intruder",):
            if name.encode() in data[42:]:
                # what was for this host and was sent on has leaked as well
                self.add("leak" if name == "local" else name)
                return
        if side == "cam" and data[23:24] == b"\x06":
            self.add("ask")
        elif side == "cam" and data[12:14] == b"\x08\x00":
            self.add("from-host")
        elif side == "lan" and b"mark " in data[42:]:
            self.mark(data[42:].split(b"mark ", 1)[1].split(b"\n")[0].decode())

    def add(self, name):
        self.seen[name] = self.seen.get(name, 0) + 1

    def mark(self, name):
        json.dump({"mark": name, **self.seen}, self.file)
        self.file.write("\n")
        self.file.flush()
        self.seen = {}
        self.marks += 1


def main(cam_path, lan_path, marks_path):
    cam, lan, counts = End(cam_path), End(lan_path), Counts(marks_path)
    print("ready", flush=True)
    cam.accept()
    lan.accept()
    due = time.monotonic()
    try:
        while True:
            wait = max(0, due - time.monotonic())
            ready = select.select([cam.peer, lan.peer], [], [], wait)[0]
            for end, side in ((cam, "cam"), (lan, "lan")):
                if end.peer in ready:
                    for data in end.receive():
                        counts.note(data, side)
            if time.monotonic() >= due:
                cam.send(FROM_CAMERA)
                if counts.marks:
                    lan.send(FROM_LAN)
                due = time.monotonic() + 0.1
    except (EOFError, ConnectionError, BrokenPipeError):
        counts.mark("end")
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
