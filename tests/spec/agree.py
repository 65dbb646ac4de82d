#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The netlink specification and the C headers say the same, both ways."""
import re
import sys

sys.dont_write_bytecode = True
import model
import tap

spec = model.load_spec()
sets = {s["name"]: s for s in spec["attribute-sets"]}
definitions = {d["name"]: d for d in spec["definitions"]
               if d["type"] != "const"}


def check_values():
    spec_enums, spec_constants = model.spec_shape(spec)
    enums, constants = model.header_shape()
    # Neither parser may fail by finding nothing.
    tap.ok(len(enums) >= 20 and len(constants) >= 25,
           "the headers were understood",
           f"{len(enums)} enums, {len(constants)} constants")
    tap.same("the same enums", {e: "enum" for e in enums},
             {e: "enum" for e in spec_enums})
    for name in sorted(enums.keys() & spec_enums.keys()):
        tap.same(f"enum {name}", enums[name], spec_enums[name])
    tap.same("constants", constants, spec_constants)


def check_reasons():
    entries = next(d for d in spec["definitions"]
                   if d["name"] == "reason")["entries"]
    wanted = {number: (word, meaning)
              for number, _, word, meaning, _ in model.reasons()}
    got = {number: (entry["name"], entry["doc"])
           for number, entry in enumerate(entries)}
    tap.same("reasons: words and meanings", got, wanted)
    tap.same("reasons: the C name is the word's",
             {name: model.c_name(word)
              for _, name, word, _, _ in model.reasons()},
             {name: name for _, name, *_ in model.reasons()})
    with open(model.REASONS, encoding="utf-8") as file:
        lines = len(re.findall(r"^X\(", file.read(), re.M))
    tap.ok(lines == len(model.reasons()), "reasons: none was overlooked",
           f"{lines} lines, {len(model.reasons())} understood")


def check_types():
    """The width of an attribute is told in the header's comments."""
    with open(model.HEADER, encoding="utf-8") as file:
        told = dict(re.findall(
            r"^\t(CORDON_A_\w+),\s*/\* (u8|u16|u32|u64|string|nest|binary|6 bytes)\b",
            file.read(), re.M))
    got, wanted = {}, {}
    for attrs in spec["attribute-sets"]:
        for attr in attrs["attributes"]:
            name = model.c_name(attrs["name-prefix"] + attr["name"])
            if attr["type"] == "pad":
                continue
            wanted[name] = attr["type"]
            got[name] = told.get(name, "no type told").replace("6 bytes",
                                                               "binary")
    tap.same("types of the attributes", got, wanted)


def check_references():
    wrong, nested, used = [], {"camcordon"}, set()
    for attrs in spec["attribute-sets"]:
        for attr in attrs["attributes"]:
            where = f"{attrs['name']}.{attr['name']}"
            if attr["type"] == "nest":
                nested.add(attr.get("nested-attributes"))
                if attr.get("nested-attributes") not in sets:
                    wrong.append(f"{where}: nests nothing known")
            if "enum" in attr:
                used.add(attr["enum"])
                if attr["enum"] not in definitions:
                    wrong.append(f"{where}: no enum {attr['enum']}")
    wrong += [f"set {name} is used nowhere" for name in sets.keys() - nested]
    wrong += [f"enum {name} is used nowhere"
              for name in definitions.keys() - used]
    tap.ok(not wrong, "what refers to something finds it", *wrong)


def check_operations():
    top = {a["name"] for a in sets["camcordon"]["attributes"]}
    wrong = []
    for op in spec["operations"]["list"]:
        if "event" in op:
            lists = [op["event"]["attributes"]]
        else:
            if op.get("flags") != ["admin-perm"]:
                wrong.append(f"{op['name']}: not for administrators alone")
            call = op["do"] if "do" in op else op["dump"]
            lists = [call[half]["attributes"] for half in call]
        wrong += [f"{op['name']}: no attribute {name}"
                  for names in lists for name in names if name not in top]
    wrong += [f"group {group['name']}: not for administrators alone"
              for group in spec["mcast-groups"]["list"]
              if group.get("flags") != ["admin-perm"]]
    tap.ok(not wrong, "operations and groups", *wrong)


def check_limits():
    """Every text or bytes that may be sent has a bound of its own."""
    limits = model.header_shape()[1]
    names = {limits["CORDON_NAME_MAX"], 15}
    wrong = []
    for name in ("camcordon", "segment", "service", "group", "profile", "peer",
                 "trusted", "camera", "exception"):
        for attr in sets[name]["attributes"]:
            checks, where = attr.get("checks", {}), f"{name}.{attr['name']}"
            bounds = {limits["CORDON_COMMENT_MAX"]} if attr["name"] == "comment" else names
            if attr["type"] == "string" and checks.get("max-len") not in bounds:
                wrong.append(f"{where}: a text without its bound")
            if attr["type"] == "binary" and checks not in (
                    {"exact-len": 6}, {"max-len": 16}):
                wrong.append(f"{where}: bytes without their bound")
    tap.ok(not wrong, "bounds of texts and bytes", *wrong)


check_values()
check_reasons()
check_types()
check_references()
check_operations()
check_limits()
tap.finish()
