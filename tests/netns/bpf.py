#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: bpf.py xdp|tcx INTERFACE: attach a program that passes everything, say
so, and hold it until killed. Exit 77: this kernel has no such thing."""
import ctypes
import errno
import os
import platform
import signal
import socket
import struct
import sys

SYSCALL = {"x86_64": 321, "aarch64": 280}[platform.machine()]
PROG_LOAD, LINK_CREATE = 5, 28
# type of the program, place to attach it, what "pass" is (linux/bpf.h)
KINDS = {"xdp": (6, 37, 2), "tcx": (3, 46, 0)}


def bpf(command, attr):
    buffer = ctypes.create_string_buffer(attr.ljust(128, b"\0"), 128)
    number = ctypes.CDLL(None, use_errno=True).syscall(
        SYSCALL, command, buffer, 128)
    if number < 0:
        error = ctypes.get_errno()
        print(os.strerror(error), file=sys.stderr)
        sys.exit(77 if error == errno.EINVAL else 1)
    return number


def main(kind, interface):
    program, place, verdict = KINDS[kind]
    # r0 = verdict; exit
    code = struct.pack("<BBhiBBhi", 0xb7, 0, 0, verdict, 0x95, 0, 0, 0)
    code_at = ctypes.create_string_buffer(code, len(code))
    licence = ctypes.create_string_buffer(b"GPL")
    fd = bpf(PROG_LOAD, struct.pack("<IIQQ", program, 2,
                                    ctypes.addressof(code_at),
                                    ctypes.addressof(licence)))
    bpf(LINK_CREATE, struct.pack("<IIII", fd, socket.if_nametoindex(interface),
                                 place, 0))
    print("attached", flush=True)
    signal.pause()


main(*sys.argv[1:])
