#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: captures.py DIRECTORY: makes captures there, and beside NAME.pcap a
file NAME.expect with a line a frame: number direction camera verdict reason.

The policy they are made for is tests/cli/policy/replay.yaml; this host is the
gateway of the cameras."""
import os
import struct
import sys

HOST, HOST_IP = "02:00:5e:10:00:01", "192.168.50.1"
LOBBY, LOBBY_IP = "44:19:b6:01:02:03", "192.168.50.21"
PORCH, PORCH_IP = "44:19:b6:01:02:04", "192.168.50.22"  # listed by address only
STRANGER, STRANGER_IP = "44:19:b6:01:02:99", "192.168.50.99"
SWITCH = "74:ac:b9:00:00:01"
RECORDER, ADMIN, INTERNET = "192.168.60.2", "192.168.60.40", "8.8.8.8"
ALL = "ff:ff:ff:ff:ff:ff"
SYN, ACK = 0x02, 0x10
START = 1_700_000_000


def mac(text):
    return bytes.fromhex(text.replace(":", ""))


def ip(text):
    return bytes(map(int, text.split(".")))


def checksum(data):
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


def ipv4(source, target, proto, payload):
    head = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(payload), 1, 0, 64, proto, 0)
    head += ip(source) + ip(target)
    return head[:10] + struct.pack(">H", checksum(head)) + head[12:] + payload


def tcp(source, target, sport, dport, flags, data=b""):
    return ipv4(source, target, 6,
                struct.pack(">HHIIBBHHH", sport, dport, 1, 1, 0x50, flags, 512, 0, 0) + data)


def udp(source, target, sport, dport, data=b"hello"):
    return ipv4(source, target, 17, struct.pack(">HHHH", sport, dport, 8 + len(data), 0) + data)


def arp(sender_mac, sender, target, operation=1):
    return (struct.pack(">HHBBH", 1, 0x0800, 6, 4, operation) + mac(sender_mac) + ip(sender) +
            mac("00:00:00:00:00:00") + ip(target))


def ether(source, target, payload, ethertype=0x0800, tags=b""):
    frame = mac(target) + mac(source) + tags + struct.pack(">H", ethertype) + payload
    return frame.ljust(60, b"\0")


def vlan(number):
    return struct.pack(">HH", 0x8100, number)


# (seconds after the start, frame, captured bytes or None for all, expected)
FRAMES = [
    # what passes, both ways
    (0, ether(LOBBY, ALL, arp(LOBBY, LOBBY_IP, HOST_IP), 0x0806), None, "out lobby pass pass"),
    (0, ether(HOST, ALL, arp(HOST, HOST_IP, LOBBY_IP), 0x0806), None, "in - pass pass"),
    (1, ether(HOST, LOBBY, tcp(RECORDER, LOBBY_IP, 40000, 554, SYN)), None, "in lobby pass pass"),
    (1, ether(LOBBY, HOST, tcp(LOBBY_IP, RECORDER, 554, 40000, SYN | ACK)), None,
     "out lobby pass pass"),
    (1, ether(HOST, LOBBY, tcp(ADMIN, LOBBY_IP, 40000, 80, SYN)), None, "in lobby pass pass"),
    (1, ether(LOBBY, HOST, tcp(LOBBY_IP, ADMIN, 80, 40000, SYN | ACK)), None,
     "out lobby pass pass"),
    (1, ether(PORCH, HOST, tcp(PORCH_IP, RECORDER, 554, 40001, ACK)), None, "out porch pass pass"),
    (1, ether(SWITCH, ALL, arp(SWITCH, "192.168.50.3", HOST_IP), 0x0806), None, "out - pass pass"),
    # an answer over UDP passes as long as the question is remembered: 180 seconds
    (2, ether(LOBBY, HOST, udp(LOBBY_IP, RECORDER, 161, 900)), None, "out lobby drop service"),
    (3, ether(HOST, LOBBY, udp(RECORDER, LOBBY_IP, 900, 161)), None, "in lobby pass pass"),
    (4, ether(LOBBY, HOST, udp(LOBBY_IP, RECORDER, 161, 900)), None, "out lobby pass pass"),
    (5, ether(PORCH, HOST, udp(PORCH_IP, RECORDER, 161, 900)), None, "out porch drop service"),
    (182, ether(LOBBY, HOST, udp(LOBBY_IP, RECORDER, 161, 900)), None, "out lobby pass pass"),
    (184, ether(LOBBY, HOST, udp(LOBBY_IP, RECORDER, 161, 900)), None, "out lobby drop service"),
    # what a camera should not do
    (185, ether(LOBBY, HOST, udp(LOBBY_IP, INTERNET, 5000, 53)), None,
     "out lobby drop not-recorder"),
    (185, ether(LOBBY, HOST, tcp(LOBBY_IP, RECORDER, 5000, 22, SYN)), None,
     "out lobby drop service"),
    (185, ether(LOBBY, HOST, tcp(LOBBY_IP, ADMIN, 22, 40000, ACK)), None, "out lobby drop client"),
    (185, ether(LOBBY, HOST, tcp(STRANGER_IP, RECORDER, 554, 40000, ACK)), None,
     "out lobby drop spoofed-address"),
    (185, ether(LOBBY, PORCH, tcp(LOBBY_IP, PORCH_IP, 5000, 80, SYN)), None,
     "out lobby drop not-recorder"),
    (185, ether(LOBBY, ALL, b"\x21\x02", 0x8033), None, "out lobby drop ethertype"),
    (185, ether(LOBBY, HOST, tcp(LOBBY_IP, RECORDER, 554, 40000, ACK), tags=vlan(10)), None,
     "out lobby drop vlan"),
    (185, ether(LOBBY, HOST, tcp(LOBBY_IP, RECORDER, 554, 40000, ACK), tags=vlan(0)), None,
     "out lobby pass pass"),
    # who else is there
    (186, ether(STRANGER, ALL, arp(STRANGER, STRANGER_IP, HOST_IP), 0x0806), None,
     "out - drop unknown-device"),
    (186, ether(STRANGER, HOST, tcp(RECORDER, INTERNET, 5000, 80, SYN)), None,
     "out - drop spoofed-peer"),
    (186, ether(STRANGER, HOST, tcp(LOBBY_IP, RECORDER, 554, 40000, ACK)), None,
     "out - drop cloned-address"),
    (186, ether("01:00:5e:00:00:01", HOST, udp(LOBBY_IP, RECORDER, 5000, 5000)), None,
     "out - drop bad-source"),
    (186, ether(STRANGER, LOBBY, tcp(STRANGER_IP, LOBBY_IP, 40000, 80, SYN)), None,
     "in lobby drop inbound"),
    (186, ether(STRANGER, PORCH, tcp(STRANGER_IP, PORCH_IP, 40000, 80, SYN)), None,
     "in porch drop inbound"),
    (186, ether(STRANGER, ALL, arp(STRANGER, STRANGER_IP, PORCH_IP), 0x0806), None,
     "in - drop inbound"),
    (186, ether(HOST, LOBBY, tcp(INTERNET, LOBBY_IP, 40000, 80, SYN)), None,
     "in lobby drop inbound"),
    (186, ether(HOST, LOBBY, tcp(ADMIN, LOBBY_IP, 40000, 22, SYN)), None, "in lobby drop inbound"),
    # cut by the capture: judged by what is left, counted by what it was
    (187, ether(LOBBY, HOST, tcp(LOBBY_IP, RECORDER, 554, 40000, ACK, b"x" * 1400)), 68,
     "out lobby pass pass"),
    (187, ether(LOBBY, HOST, tcp(LOBBY_IP, INTERNET, 554, 40000, ACK, b"x" * 1400)), 68,
     "out lobby drop not-recorder"),
    (187, ether(LOBBY, HOST, tcp(LOBBY_IP, RECORDER, 554, 40000, ACK, b"x" * 1400)), 30,
     "out lobby drop malformed"),
]


def pcap(frames, order="<", nano=False, link=1):
    out = [struct.pack(order + "IHHiIII", 0xa1b23c4d if nano else 0xa1b2c3d4, 2, 4, 0, 0, 65535,
                       link)]
    for second, frame, captured, _ in frames:
        data = frame[:captured]
        out.append(struct.pack(order + "IIII", START + second, 123456789 if nano else 123456,
                               len(data), len(frame)) + data)
    return b"".join(out)


def block(kind, body):
    body += b"\0" * (-len(body) % 4)
    return struct.pack("<II", kind, 12 + len(body)) + body + struct.pack("<I", 12 + len(body))


def pcapng(frames, links=(1,)):
    out = [block(0x0a0d0d0a, struct.pack("<IHHq", 0x1a2b3c4d, 1, 0, -1))]
    out += [block(1, struct.pack("<HHI", link, 0, 65535)) for link in links]
    for number, (second, frame, captured, _) in enumerate(frames):
        data, stamp = frame[:captured], (START + second) * 1000000 + 123456
        out.append(block(6, struct.pack("<IIIII", number % len(links), stamp >> 32,
                                        stamp & 0xffffffff, len(data), len(frame)) + data))
    return b"".join(out)


def main(directory):
    def write(name, data):
        path = os.path.join(directory, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)

    write("all/frames.pcap", pcap(FRAMES))
    write("all/big-endian-nano.pcap", pcap(FRAMES, ">", True))
    write("all/frames.pcapng", pcapng(FRAMES))
    write("all/empty.pcap", pcap([]))
    write("expect", "".join(f"{number} {expected}\n" for number, (_, _, _, expected)
                            in enumerate(FRAMES, 1)).encode())
    write("wire-bytes", str(sum(len(frame) for _, frame, _, _ in FRAMES)).encode())
    write("bad/raw-ip.pcap", pcap(FRAMES, link=101))
    write("bad/wireless.pcapng", pcapng(FRAMES, (127,)))
    write("bad/two-links.pcapng", pcapng(FRAMES, (1, 101)))
    write("bad/cut-off.pcap", pcap(FRAMES)[:-10])
    write("bad/cut-off.pcapng", pcapng(FRAMES)[:-10])
    write("bad/short.pcap", pcap(FRAMES)[:20])
    write("bad/nothing.pcap", b"")
    write("bad/text.pcap", b"no capture at all\n" * 10)
    tail = ether(LOBBY, HOST, tcp(LOBBY_IP, RECORDER, 554, 40000, ACK)) + b"hidden"
    write("tail.pcap", pcap([(0, tail, None, "")]))


main(sys.argv[1])
