#!/usr/bin/python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""The third judge: the loaded module. module.py WORLD OFFLOAD INTERFACE=NAMESPACE:END...

Runs in the namespace of the host under test, whose policy is the world's. OFFLOAD is
on where a VLAN tag shall travel beside the frame, and only files with tags are judged,
and off where it is in the frame. Prints what the module judged otherwise than the corpus
says; exit 1 if anything.
"""
import sys

from corpus import read_all
from inject import Injector


def said(frame, events):
    """What the module said of a frame: {(verdict, account, reason)} in order, for its direction."""
    way = 'in' if frame.direction == 'in' else 'out'
    return [(e.verdict, '-' if e.account == frame.segment else e.account, e.reason)
            for e in events if e.kind == 'cordon_drop' and e.direction == way]


def wanted(frame):
    """At the first checkpoint, then at exits, whose order is the kernel's."""
    if frame.verdict == 'pass':
        return sorted(('drop', frame.account, reason) for _, reason in frame.exits
                      if reason != 'pass')
    return [(frame.verdict, frame.account, frame.reason)]


def compare(frame, events, offload):
    """Nothing, or what is wrong."""
    got = said(frame, events)
    want = wanted(frame)
    if (sorted(got) if frame.verdict == 'pass' else got) != want:
        return f'{got or "passed"}, wanted {want or "pass"}'
    if frame.direction == 'in' and frame.verdict != 'drop' and not left_for_cameras(frame, events):
        return 'it was not dropped, and did not leave for the cameras either'
    return tag_placed(frame, events[0], offload)


def left_for_cameras(frame, events):
    """Not only something else that this host has to say at the same moment."""
    lengths = (len(frame.data), len(frame.data) - 4)    # the tag may be beside it
    return any(e.kind == 'net_dev_xmit' and e.fields['dev'] == frame.segment and
               int(e.fields['len']) in lengths for e in events)


def tag_placed(frame, event, offload):
    """Was the tag where this run shall have it?"""
    if frame.direction != 'out' or event.kind != 'netif_receive_skb':
        return None
    length = len(frame.data) - 14 - (4 if offload else 0)
    if int(event.fields['len']) != length:
        return f'{event.fields["len"]} bytes came in, wanted {length}'
    return None


def judge(corpus, injector):
    wrong, count = [], 0
    for frame, events in injector.run(corpus.frames):
        count += 1
        problem = compare(frame, events, injector.tag(frame) is not None)
        if problem:
            wrong.append(f'{corpus}: {frame}: {problem}')
    return wrong, count


def main(world, offload, *ends):
    ends = dict(end.split('=') for end in ends)
    ends = {name: tuple(end.split(':')) for name, end in ends.items()}
    files = read_all(world)
    wrong, judged = [], 0
    with Injector(ends, offload == 'on', not files[0].bridged) as injector:
        if injector.offload:
            files = [corpus for corpus in files if any(map(injector.tag, corpus.frames))]
        injector.prepare([frame for corpus in files for frame in corpus.frames])
        for corpus in files:
            more, count = judge(corpus, injector)
            wrong += more
            judged += count
    print(*wrong, sep='\n')
    print(f'{judged} frames, {len(wrong)} otherwise')
    return bool(wrong) or not judged


sys.exit(main(*sys.argv[1:]))
