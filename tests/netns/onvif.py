#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""As much of an ONVIF camera, and of its recorder, as goes over the wire.

usage: onvif.py camera ADDRESS | recorder ADDRESS CAMERA

The camera answers WS-Discovery, takes PTZ commands by HTTP, and says the audio
it is sent back to where it came from. The recorder does one after the other
and prints what came of it.
"""
import select
import socket
import sys

GROUP, DISCOVERY, HTTP, AUDIO = '239.255.255.250', 3702, 80, 6000
RECORDER_AUDIO = 5006
PATIENCE = 5.0

ENVELOPE = '''<?xml version="1.0" encoding="UTF-8"?>
<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"
 xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"><e:Body>%s</e:Body></e:Envelope>'''
PROBE = ENVELOPE % '<d:Probe><d:Types>NetworkVideoTransmitter</d:Types></d:Probe>'
MATCH = ENVELOPE % '<d:ProbeMatches><d:XAddrs>http://%s/onvif</d:XAddrs></d:ProbeMatches>'
MOVE = ENVELOPE % '<ContinuousMove><PanTilt x="0.5" y="0"/></ContinuousMove>'
MOVED = ENVELOPE % '<ContinuousMoveResponse/>'


def datagrams(address, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((address, port))
    return sock


def camera(address):
    probes = datagrams(GROUP, DISCOVERY)
    probes.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP,
                      socket.inet_aton(GROUP) + socket.inet_aton(address))
    answers = datagrams(address, DISCOVERY)
    audio = datagrams(address, AUDIO)
    listener = socket.create_server((address, HTTP))
    print('listens', flush=True)
    while True:
        for sock in select.select([probes, audio, listener], [], [])[0]:
            if sock is listener:
                connection, _ = listener.accept()
                serve(connection)
                continue
            said, sender = sock.recvfrom(2000)
            if sock is audio:
                audio.sendto(said, sender)
            elif b'Probe' in said:
                answers.sendto((MATCH % address).encode(), sender)


def serve(connection):
    said = connection.recv(4000)
    if b'ContinuousMove' in said:
        connection.sendall(b'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n' + MOVED.encode())
    connection.close()


def discover(address):
    probe = datagrams(address, 0)
    probe.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(address))
    probe.settimeout(PATIENCE)
    probe.sendto(PROBE.encode(), (GROUP, DISCOVERY))
    said, sender = probe.recvfrom(2000)
    return b'ProbeMatches' in said and 'found %s, port %d' % sender


def move(target):
    connection = socket.create_connection((target, HTTP), PATIENCE)
    connection.sendall(b'POST /onvif/ptz HTTP/1.1\r\nHost: camera\r\nContent-Length: %d\r\n\r\n'
                       % len(MOVE) + MOVE.encode())
    said = b''
    while True:
        more = connection.recv(4000)
        if not more:
            return said.startswith(b'HTTP/1.1 200') and b'Response' in said and 'moved'
        said += more


def talk(address, target):
    audio = datagrams(address, RECORDER_AUDIO)
    audio.settimeout(PATIENCE)
    for number in range(10):
        audio.sendto(b'\x80\x00' + bytes([number]) * 170, (target, AUDIO))
        audio.recv(2000)
    return 'heard'


def recorder(address, target):
    for name, step in (('discovery', lambda: discover(address)), ('PTZ', lambda: move(target)),
                       ('audio', lambda: talk(address, target))):
        try:
            print('%s: %s' % (name, step()), flush=True)
        except OSError as error:
            print('%s: %s' % (name, error), flush=True)


{'camera': camera, 'recorder': recorder}[sys.argv[1]](*sys.argv[2:])
