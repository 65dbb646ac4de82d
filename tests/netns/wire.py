# SPDX-License-Identifier: GPL-2.0-or-later
"""camcordon's netlink interface as it is on the wire, good and bad messages
alike: cordonctl sends only good ones. To be imported before tests/spec's
modules, which it makes known."""
import os
import select
import socket
import struct
import sys

sys.dont_write_bytecode = True
TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
sys.path.insert(0, os.path.join(TOP, "tests/spec"))
import genetlink as nl  # noqa: E402
import model  # noqa: E402

SOL_NETLINK, ADD_MEMBERSHIP, CAP_ACK, EXT_ACK, STRICT = 270, 1, 10, 11, 12
NLM_F_DUMP_INTR, NLM_F_CAPPED, NLM_F_ACK_TLVS = 0x10, 0x100, 0x200
NLA_F_NESTED = 0x8000
MSG, OFFS = 1, 2
GROUPS, GROUP_NAME, GROUP_ID = 7, 1, 2

C = model.header_shape()[1]
for members in model.header_shape()[0].values():
    C.update(members)


def c(name):
    """A constant or member of an enum of the header, without its prefix."""
    return C[f"CORDON_{name}"]


def u(size, value):
    return value.to_bytes(size, sys.byteorder)


def mac(text):
    return bytes.fromhex(text.replace(":", ""))


def ip(text):
    return socket.inet_pton(socket.AF_INET6 if ":" in text else
                            socket.AF_INET, text)


def attr(name, payload):
    """name: of the attribute, without CORDON_A_."""
    if isinstance(payload, str):
        payload = payload.encode() + b"\0"
    return nl.put(c(f"A_{name}"), payload)


def nest(name, *parts):
    return nl.put(c(f"A_{name}") | NLA_F_NESTED, b"".join(parts))


def camera(name, *parts):
    return nest("CAMERA", attr("CAMERA_NAME", name), *parts)


def camera_mac(name, address, *parts):
    return camera(name, attr("CAMERA_MAC", mac(address)), *parts)


def segment(name, *parts):
    return nest("SEGMENT", attr("SEGMENT_NAME", name), *parts)


def peer(name, *parts):
    return nest("PEER", attr("PEER_NAME", name), *parts)


class Answer:
    """How a request ended: errno (0: well), the kernel's text, the offset of
    the attribute that is to blame or None, and the attributes it sent."""

    def __init__(self):
        self.errno, self.text, self.offset = 0, "", None
        self.messages, self.interrupted = [], False

    def blame(self, error, flags, body):
        self.errno = -struct.unpack_from("=i", body)[0] if body else 0
        if not flags & NLM_F_ACK_TLVS:
            return
        # An error quotes the request's header, the end of a dump does not.
        found = dict(nl.attrs(body[20 if error else 4:]))
        self.text = nl.text(found.get(MSG, b""))
        if OFFS in found:
            self.offset = nl.number(found[OFFS])

    @property
    def attrs(self):
        return dict(nl.attrs(self.messages[0]))

    @property
    def generation(self):
        return nl.number(self.attrs[c("A_GENERATION")])

    def __str__(self):
        return f"errno {self.errno}, '{self.text}', offset {self.offset}"


class Cordon:
    """A socket."""

    def __init__(self):
        info, = nl.ask(nl.GENL_ID_CTRL, nl.CTRL_CMD_GETFAMILY,
                       nl.put(2, b"camcordon\0"), nl.NLM_F_ACK)
        found = dict(nl.attrs(info))
        self.family = nl.number(found[1])
        self.groups = {}
        for _, group in nl.attrs(found.get(GROUPS, b"")):
            entry = dict(nl.attrs(group))
            self.groups[nl.text(entry[GROUP_NAME])] = nl.number(entry[GROUP_ID])
        self.sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW,
                                  nl.NETLINK_GENERIC)
        self.sock.bind((0, 0))
        for option in (CAP_ACK, EXT_ACK, STRICT):
            self.sock.setsockopt(SOL_NETLINK, option, 1)
        self.seq = 0
        self.request = b""

    def close(self):
        self.sock.close()

    def join(self, group):
        self.sock.setsockopt(SOL_NETLINK, ADD_MEMBERSHIP, self.groups[group])

    def send(self, command, payload=b"", flags=nl.NLM_F_ACK):
        self.seq += 1
        body = struct.pack("=BBH", c(f"CMD_{command}"), 1, 0) + payload
        self.request = struct.pack("=IHHII", 16 + len(body), self.family,
                                   nl.NLM_F_REQUEST | flags, self.seq, 0) + body
        self.sock.send(self.request)

    def receive(self, answer, size=1 << 16):
        """One buffer. True at the end of the answer."""
        data = self.sock.recv(size)
        while data:
            length, kind, flags, seq = struct.unpack_from("=IHHI", data)
            body, data = data[16:length], data[(length + 3) & ~3:]
            if seq != self.seq:
                continue
            if flags & NLM_F_DUMP_INTR:
                answer.interrupted = True
            if kind in (nl.NLMSG_ERROR, nl.NLMSG_DONE):
                answer.blame(kind == nl.NLMSG_ERROR, flags, body)
                return True
            answer.messages.append(body[4:])
        return False

    def rest(self, answer):
        while not self.receive(answer):
            pass
        return answer

    def ask(self, command, *parts):
        self.send(command, b"".join(parts))
        return self.rest(Answer())

    def start_dump(self, command, *parts):
        """The first buffer of a dump; rest() reads on."""
        self.send(command, b"".join(parts), nl.NLM_F_DUMP)
        answer = Answer()
        self.receive(answer)
        return answer

    def dump(self, command, *parts):
        self.send(command, b"".join(parts), nl.NLM_F_DUMP)
        return self.rest(Answer())

    def begin(self, base=None, generation=None):
        parts = []
        if generation is not None:
            parts.append(attr("GENERATION", u(8, generation)))
        if base:
            parts.append(attr("BASE", u(1, c(f"BASE_{base}"))))
        return self.ask("POLICY_BEGIN", *parts)

    def add(self, *nests):
        return self.ask("POLICY_ADD", *nests)

    def put(self, *nests):
        return self.ask("POLICY_SET", *nests)

    def delete(self, *nests):
        return self.ask("POLICY_DEL", *nests)

    def commit(self):
        return self.ask("POLICY_COMMIT")

    def generation(self):
        status = dict(nl.attrs(self.ask("STATUS_GET").attrs[c("A_STATUS")]))
        return nl.number(status[c("A_STATUS_GENERATION")])

    def kind(self, kind):
        """All objects of a kind by name; each is a list of attributes."""
        answer = self.dump("POLICY_GET", attr("KIND", u(1, c(f"KIND_{kind}"))))
        if answer.errno or answer.interrupted:
            raise OSError(answer.errno, f"dump: {answer}")
        found = {}
        for message in answer.messages:
            (_, payload), = nl.attrs(message)
            parts = nl.attrs(payload)
            found[nl.text(dict(parts)[c(f"A_{kind}_NAME")])] = parts
        return found

    def silent(self):
        """Nothing is waiting to be read."""
        return not select.select([self.sock], [], [], 0)[0]
