# SPDX-License-Identifier: GPL-2.0-or-later
"""What a program did, of which nobody knows beforehand how many frames it sends.

It is counted where it leaves, by a packet socket, and where it is dropped, by
camcordon: the two have to be equal, and nothing may arrive but what the test
says.
"""
ANY = -1
# A frame that passed the first checkpoint and was dropped later, or a copy of
# it that a bridge made, was counted before.
AGAIN = ('flood', 'rerouted')


def times(words):
    """("lobby passed x3") -> ("lobby passed", 3); without xN: None; x*: ANY."""
    if len(words) > 1 and words[-1] == 'x*':
        return words[:-1], ANY
    if len(words) > 1 and words[-1][0] == 'x' and words[-1][1:].isdigit():
        return words[:-1], int(words[-1][1:])
    return words, None


def items(text, key):
    """"WORD... [xN], ...": {key(words): N or None}"""
    parts = [times(item.split()) for item in text.split(',') if item.strip()]
    return {key(words): number for words, number in parts}


def differences(what, found, wanted):
    """wanted: numbers; None is one at least; what is not in it is none."""
    wrong = []
    for key in sorted(set(found) | set(wanted), key=str):
        number, limit = found.get(key, 0), wanted.get(key, 0)
        if limit != ANY and number != limit and not (limit is None and number):
            wrong.append('%s: %s %d, wanted %s' %
                         (key if isinstance(key, str) else ' '.join(key), what, number,
                          'some' if limit is None else limit))
    return wrong


def unaccounted(delta, ends, attacker):
    """Every frame was counted once when it left a camera, or was on its way to one."""
    others = AGAIN
    sent = ends[attacker].left
    if attacker == 'cam':
        sent += len(ends['cam'].arrived)
        others += ('inbound',)
    counted = sum(number[0] for key, number in delta.items() if key[1] not in others)
    if counted == sent:
        return []
    return ['%d left %s and came to it, %d were counted' % (sent, attacker, counted)]
