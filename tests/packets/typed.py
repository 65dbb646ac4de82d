#!/usr/bin/python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""typed.py POLICY: what an operator types to have it, a cordonctl command a line."""
import sys

import yaml


def words(key, value):
    """"address" stands before each; the other lists are one word."""
    if key == 'addresses':
        return [word for one in value for word in (['self'] if one == 'self' else ['address', one])]
    if key == 'via':
        return ['via', value['address'], 'mac', value['mac']]
    if key == 'from':
        return [word for one in value for word in ('from', one)]
    if key == 'mode':
        return ['mode', value] + (['forever'] if value == 'observe' else [])
    if key == 'for':
        return [value]
    if value is True:
        return [key, 'yes']
    return [key, ','.join(map(str, value)) if isinstance(value, list) else str(value)]


def commands(policy):
    # a client's cameras have to be there, and a camera's profile
    for kind in ('segments', 'profiles', 'recorders', 'servers', 'trusted', 'cameras', 'clients'):
        noun = kind[:-1] if kind != 'trusted' else kind
        for one in policy.get(kind, []):
            name = one.pop('interface' if kind == 'segments' else 'name')
            more = [word for key, value in one.items() for word in words(key, value)]
            yield [noun, 'add', name, *more] + (['wait'] if kind == 'segments' else [])
    if policy.get('mode') == 'observe':
        yield ['mode', 'observe', 'forever']


def main(path):
    with open(path) as file:
        for command in commands(yaml.safe_load(file)):
            print(*command)


if __name__ == '__main__':
    main(sys.argv[1])
