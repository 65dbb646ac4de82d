# SPDX-License-Identifier: GPL-2.0-or-later
"""What the netlink specification and the C headers each say, in one shape.

The shape: enums, {C name of the enum: {C name of the member: value}}, and
constants, {C name: number or text}.
"""
import os
import re

import yaml

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
HEADER = os.path.join(TOP, "kmod/uapi/camcordon.h")
REASONS = os.path.join(TOP, "kmod/core/reason.h")
SPEC = os.path.join(TOP, "docs/netlink/camcordon.yaml")


def load_spec():
    with open(SPEC, encoding="utf-8") as file:
        return yaml.safe_load(file)


def c_name(text):
    return text.replace("-", "_").upper()


def c_enum(text):
    return text.replace("-", "_")


def entry_names(definition):
    return [entry["name"] if isinstance(entry, dict) else entry
            for entry in definition["entries"]]


# --- the specification ---

def enum_of_definition(definition):
    """The members and, with render-max, those that count them."""
    prefix = definition["name-prefix"]
    members = {c_name(prefix + name): value
               for value, name in enumerate(entry_names(definition))}
    constants = {}
    if definition.get("render-max"):
        members[c_name(f"--{prefix}max")] = len(members)
        constants[c_name(f"{prefix}max")] = len(members) - 2
    return members, constants


def enum_of_names(prefix, names, count_name, max_name):
    """Attributes and commands: 0 is UNSPEC, and both ends are counted."""
    members = {c_name(f"{prefix}unspec"): 0}
    for value, name in enumerate(names, 1):
        members[c_name(prefix + name)] = value
    members[c_name(count_name)] = len(names) + 1
    return members, {c_name(max_name): len(names)}


def spec_shape(spec):
    enums, constants = {}, {
        c_name(spec["c-family-name"]): spec["name"],
        c_name(spec["c-version-name"]): 1,
    }
    for definition in spec["definitions"]:
        if definition["type"] == "const":
            constants[c_name(definition["name"])] = definition["value"]
        elif definition["type"] == "flags":
            for bit, name in enumerate(entry_names(definition)):
                constants[c_name(definition["name-prefix"] + name)] = 1 << bit
        else:
            members, more = enum_of_definition(definition)
            enums[c_enum(definition["enum-name"])] = members
            constants.update(more)
    for group in spec["mcast-groups"]["list"]:
        constants[c_name(group["c-define-name"])] = group["name"]
    lists = [(s, [a["name"] for a in s["attributes"]],
              s["attr-cnt-name"], s["attr-max-name"])
             for s in spec["attribute-sets"]]
    ops = spec["operations"]
    lists.append((ops, [op["name"] for op in ops["list"]],
                  ops["cmd-cnt-name"], ops["cmd-max-name"]))
    for holder, names, count_name, max_name in lists:
        members, more = enum_of_names(holder["name-prefix"], names,
                                      count_name, max_name)
        enums[c_enum(holder["enum-name"])] = members
        constants.update(more)
    return enums, constants


# --- the headers ---

def read_source(path):
    """Without comments, and with continued lines joined."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    text = re.sub(r"/\*.*?\*/", " ", text, flags=re.S)
    return text.replace("\\\n", " ")


def evaluate(text, known):
    """A number, a text, or what C makes of names, + - and <<."""
    text = text.strip()
    if text.startswith('"'):
        return text.strip('"')
    for name in re.findall(r"[A-Za-z_]\w*", text):
        text = re.sub(rf"\b{name}\b", str(known[name]), text)
    if not re.fullmatch(r"[0-9xXa-fA-F ()+<-]+", text):
        raise ValueError(f"cannot evaluate {text!r}")
    return eval(text)  # digits and operators only, as just checked


def header_shape():
    """Of the uapi header and of reason.h together."""
    enums, constants = {}, {}
    text = read_source(HEADER)
    for name, body in re.findall(r"enum (\w+)\s*\{(.*?)\}", text, re.S):
        enums[name] = read_enum(body)
    enums["cordon_reason"] = reason_enum()
    known = {k: v for members in enums.values() for k, v in members.items()}
    text += read_source(REASONS)
    for name, value in re.findall(r"^#define (CORDON_\w+)[ \t]+(.+)$", text,
                                  re.M):
        constants[name] = evaluate(value, known)
    return enums, constants


def read_enum(body):
    members, value = {}, 0
    for member in filter(None, (part.strip() for part in body.split(","))):
        name, _, text = (part.strip() for part in member.partition("="))
        value = evaluate(text, members) if text else value
        members[name] = value
        value += 1
    return members


def reasons():
    """Each as (number, C name, word, meaning, advice), in their order."""
    found = re.findall(r'\bX\((\d+),\s*(\w+),\s*"([^"]*)",\s*"([^"]*)",'
                       r'\s*"([^"]*)"\)', read_source(REASONS))
    return [(int(number), *rest) for number, *rest in found]


def reason_enum():
    members = {f"CORDON_REASON_{name}": number
               for number, name, *_ in reasons()}
    members["__CORDON_REASON_MAX"] = reasons()[-1][0] + 1
    return members
