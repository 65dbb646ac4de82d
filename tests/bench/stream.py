# SPDX-License-Identifier: GPL-2.0-or-later
"""A TCP stream of many bytes, and how long it takes.

usage: stream.py serve PORT BYTES
       stream.py take ADDRESS PORT       prints nanoseconds and bytes
"""
import socket
import sys
import time

CHUNK = 1 << 18


def serve(port, count):
    with socket.create_server(("", port)) as server:
        while True:
            peer, _ = server.accept()
            with peer:
                data = bytes(CHUNK)
                for _ in range(count // CHUNK):
                    peer.sendall(data)


def take(address, port):
    with socket.create_connection((address, port)) as peer:
        got, began = len(peer.recv(CHUNK)), time.monotonic_ns()
        first = got
        while data := peer.recv(CHUNK):
            got += len(data)
        print(time.monotonic_ns() - began, got - first)


if sys.argv[1] == "serve":
    serve(int(sys.argv[2]), int(sys.argv[3]))
else:
    take(sys.argv[2], int(sys.argv[3]))
