# SPDX-License-Identifier: GPL-2.0-or-later
"""As much generic netlink as asking the controller about a family needs."""
import socket
import struct

NETLINK_GENERIC = 16
NLM_F_REQUEST, NLM_F_ACK, NLM_F_DUMP = 0x1, 0x4, 0x300
NLMSG_ERROR, NLMSG_DONE = 2, 3
NLA_TYPE_MASK = 0x3fff
GENL_ID_CTRL = 0x10
CTRL_CMD_GETFAMILY, CTRL_CMD_GETPOLICY = 3, 10


def attrs(data):
    """The attributes in data, as (type, payload)."""
    found = []
    while len(data) >= 4:
        length, kind = struct.unpack_from("=HH", data)
        if length < 4 or length > len(data):
            raise ValueError(f"attribute of {length} bytes in {len(data)}")
        found.append((kind & NLA_TYPE_MASK, data[4:length]))
        data = data[(length + 3) & ~3:]
    return found


def number(payload):
    return int.from_bytes(payload, "little" if struct.pack("=H", 1)[0] else
                          "big")


def text(payload):
    return payload.split(b"\0")[0].decode()


def put(kind, payload):
    length = 4 + len(payload)
    return struct.pack("=HH", length, kind) + payload + bytes(-length % 4)


def ask(family, command, payload, flags):
    """The payloads, behind the generic header, of all messages of the answer."""
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW,
                       NETLINK_GENERIC) as sock:
        sock.bind((0, 0))
        body = struct.pack("=BBH", command, 1, 0) + payload
        sock.send(struct.pack("=IHHII", 16 + len(body), family,
                              NLM_F_REQUEST | flags, 1, 0) + body)
        return receive(sock)


def receive(sock):
    answers = []
    while True:
        data = sock.recv(1 << 20)
        while data:
            length, kind = struct.unpack_from("=IH", data)
            body, data = data[16:length], data[(length + 3) & ~3:]
            if kind in (NLMSG_ERROR, NLMSG_DONE):
                error = struct.unpack_from("=i", body)[0] if body else 0
                if error:
                    raise OSError(-error, f"netlink error {-error}")
                return answers
            answers.append(body[4:])
