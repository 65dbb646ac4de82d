# SPDX-License-Identifier: GPL-2.0-or-later
"""The loaded module's operations and attribute policies against the
specification. usage: kernel_policy.py [dump] (with "dump": print what the
kernel says, and compare nothing). Needs the module, not root."""
import pprint
import struct
import sys

sys.dont_write_bytecode = True
import genetlink as nl
import model
import tap

# linux/genetlink.h
FAMILY_ID, FAMILY_NAME, VERSION, HDRSIZE, MAXATTR, OPS, GROUPS = range(1, 8)
POLICY, OP_POLICY = 8, 9
ADMIN_PERM, CAP_DO, CAP_DUMP, CAP_HASPOL, UNS_ADMIN_PERM = 1, 2, 4, 8, 16

# linux/netlink.h, enum netlink_policy_type_attr
TYPE, MIN_S, MAX_S, MIN_U, MAX_U, MIN_LEN, MAX_LEN, NEST, NEST_MAX = range(1, 10)
MASK = 12
# enum netlink_attribute_type
KINDS = ["invalid", "flag", "u8", "u16", "u32", "u64", "s8", "s16", "s32",
         "s64", "binary", "string", "nul-string", "nested", "nested-array",
         "bitfield32", "sint", "uint"]
FULL = {"u8": 0xff, "u16": 0xffff, "u32": 0xffffffff,
        "u64": 0xffffffffffffffff}


# --- what the kernel says ---

def read_family(name):
    answer, = nl.ask(nl.GENL_ID_CTRL, nl.CTRL_CMD_GETFAMILY,
                     nl.put(FAMILY_NAME, name.encode() + b"\0"), nl.NLM_F_ACK)
    found = dict(nl.attrs(answer))
    ops = {}
    for _, entry in nl.attrs(found.get(OPS, b"")):
        fields = dict(nl.attrs(entry))
        ops[nl.number(fields[1])] = nl.number(fields[2])
    groups = [nl.text(dict(nl.attrs(entry))[1])
              for _, entry in nl.attrs(found.get(GROUPS, b""))]
    return {"id": nl.number(found[FAMILY_ID]),
            "version": nl.number(found[VERSION]), "ops": ops,
            "groups": groups}


def read_attr(payload):
    got = {kind: nl.number(value) for kind, value in nl.attrs(payload)}
    told = {"type": KINDS[got[TYPE]]}
    for key, kind in (("min", MIN_U), ("max", MAX_U), ("mask", MASK),
                      ("min-len", MIN_LEN), ("max-len", MAX_LEN),
                      ("nest", NEST)):
        if kind in got:
            told[key] = got[kind]
    return told


def read_policies(family_id):
    """Of each operation, the number of its policies; of each policy, what its
    attributes have to be."""
    ops, policies = {}, {}
    for answer in nl.ask(nl.GENL_ID_CTRL, nl.CTRL_CMD_GETPOLICY,
                         nl.put(FAMILY_ID, struct.pack("=H", family_id)),
                         nl.NLM_F_DUMP):
        for kind, payload in nl.attrs(answer):
            if kind == OP_POLICY:
                for op, calls in nl.attrs(payload):
                    ops[op] = {call: nl.number(index)
                               for call, index in nl.attrs(calls)}
            elif kind == POLICY:
                for index, entries in nl.attrs(payload):
                    for attr, entry in nl.attrs(entries):
                        policies.setdefault(index, {})[attr] = read_attr(entry)
    return ops, policies


# --- what the specification says ---

class Wanted:
    def __init__(self, spec):
        self.spec = spec
        self.sets = {s["name"]: s for s in spec["attribute-sets"]}
        self.definitions = {d["name"]: d for d in spec["definitions"]}

    def attributes(self, set_name, names=None):
        """{number: attribute} of what may be sent."""
        return {number: attr for number, attr in
                enumerate(self.sets[set_name]["attributes"], 1)
                if attr["type"] != "pad" and
                not attr.get("doc", "").startswith("Read only") and
                (names is None or attr["name"] in names)}

    def number_bounds(self, attr):
        checks, full = attr.get("checks", {}), FULL[attr["type"]]
        bounds = {"min": checks.get("min", 0), "max": checks.get("max", full)}
        if "enum" not in attr or checks:
            return bounds
        entries = self.definitions[attr["enum"]]["entries"]
        if attr.get("enum-as-flags"):
            return {"mask": (1 << len(entries)) - 1}
        bounds["max"] = len(entries) - 1
        return bounds

    def rules(self, attr):
        """As read_attr() would tell it; nests apart."""
        checks, kind = attr.get("checks", {}), attr["type"]
        if kind == "nest":
            return {"type": "nested"}
        if kind == "string":
            return {"type": "nul-string", "max-len": checks["max-len"]}
        if kind == "binary" and "exact-len" in checks:
            return {"type": "binary", "min-len": checks["exact-len"],
                    "max-len": checks["exact-len"]}
        if kind == "binary":
            return {"type": "binary", "max-len": checks["max-len"]}
        return {"type": kind, **self.number_bounds(attr)}


# --- comparing ---

def flags_wanted(op):
    flags = ADMIN_PERM if "admin-perm" in op.get("flags", []) else 0
    flags |= CAP_DO if "do" in op else 0
    flags |= CAP_DUMP if "dump" in op else 0
    return flags


def compare(name, wanted, attributes, policy, policies, seen):
    """One policy with the attributes that may be sent, and its nests."""
    tap.same(f"{name}: attributes",
             {policy_attr: "" for policy_attr in policy},
             {number: "" for number in attributes})
    for number, attr in attributes.items():
        got = dict(policy.get(number, {}))
        nest = got.pop("nest", None)
        where = f"{name}: {attr['name']}"
        tap.same(where, got, wanted.rules(attr))
        if attr["type"] != "nest" or (nest, attr["name"]) in seen:
            continue
        seen.add((nest, attr["name"]))
        tap.ok(nest in policies, f"{where}: its own policy", f"none: {nest}")
        compare(where, wanted,
                wanted.attributes(attr["nested-attributes"]),
                policies.get(nest, {}), policies, seen)


def compare_op(op, wanted, kernel_flags, calls, policies, seen):
    name = op["name"]
    tap.ok(kernel_flags & ~CAP_HASPOL == flags_wanted(op), f"{name}: flags",
           f"got {kernel_flags:#x}, wanted {flags_wanted(op):#x} (and maybe 8)")
    for call, number in (("do", 1), ("dump", 2)):
        if call not in op:
            continue
        request = op[call].get("request", {}).get("attributes", [])
        policy = policies.get(calls.get(number), {})
        if not request:
            tap.ok(not policy, f"{name}: takes no attribute", str(policy))
            continue
        compare(name, wanted, wanted.attributes("camcordon", request), policy,
                policies, seen)


def main():
    spec = model.load_spec()
    family = read_family(spec["name"])
    ops, policies = read_policies(family["id"])
    if sys.argv[1:] == ["dump"]:
        pprint.pprint([family, ops, policies])
        return
    wanted, seen = Wanted(spec), set()
    tap.ok(family["version"] == 1, "version", str(family["version"]))
    tap.ok(family["groups"] == [g["name"] for g in spec["mcast-groups"]["list"]],
           "groups", str(family["groups"]))
    called = {number: op for number, op in
              enumerate(spec["operations"]["list"], 1) if "event" not in op}
    tap.same("operations", {number: "" for number in family["ops"]},
             {number: "" for number in called})
    for number, op in called.items():
        compare_op(op, wanted, family["ops"].get(number, 0),
                   ops.get(number, {}), policies, seen)
    tap.finish()


main()
