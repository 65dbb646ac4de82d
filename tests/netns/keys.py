# SPDX-License-Identifier: GPL-2.0-or-later
"""Every key of the policy file, for 53-policy-file.sh: the file that has all of
them is applied and saved; then each is changed alone, and diff, apply and save
have to know it. Which keys there are is what 'check' says it accepts, so a new
one that nobody added to the writer, or here, is a failure.
usage: keys.py CORDONCTL FILE DIRECTORY"""
import json
import os
import re
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, "tests/spec")
import tap  # noqa: E402

CORDONCTL, FILE, DIRECTORY = sys.argv[1:]
SECTIONS = ("segments", "recorders", "servers", "clients", "trusted", "profiles",
            "cameras")
KINDS = dict(zip(SECTIONS, ("segment", "recorder", "server", "client",
                            "trusted device", "profile", "camera")))
KINDS["."] = "settings"
GATEWAY = {"address": "192.168.50.9", "mac": "02:00:5e:10:00:09"}
# What else each key may say, of the object that says it already.
OTHERWISE = {
    ".": {"version": None, "mode": "enforce", "mark": "0x1/0x3",
          **dict.fromkeys(SECTIONS)},
    "segments": {"interface": None, "mac": None, "unknown": "quarantine",
                 "vlan": [30], "bpdu": False},
    "recorders": {"name": "other", "addresses": ["192.168.60.9"],
                  "behind": "eth9", "mac": "02:00:5e:10:00:0a",
                  "via": GATEWAY, "from": ["br-other"]},
    "servers": {"name": "other", "addresses": ["192.168.50.9"],
                "behind": "eth0", "mac": "02:00:5e:10:00:0a",
                "via": GATEWAY, "from": ["br-other"], "gives": ["dns"]},
    "clients": {"name": "other", "addresses": ["192.168.60.49"],
                "behind": "eth9", "mac": "02:00:5e:10:00:0a",
                "via": GATEWAY, "opens": ["tcp/1"], "cameras": ["lobby"]},
    "trusted": {"name": "other", "mac": "74:ac:b9:00:00:09",
                "segment": "02:00:5e:10:00:07", "for": None},
    "profiles": {"name": None, "opens": ["udp/9"], "serves": ["udp/9"],
                 "rtp": "1000-2000", "groups": ["239.1.1.2/9"],
                 "ethertypes": ["lldp"]},
    "cameras": {"name": None, "mac": "44:19:b6:01:02:99",
                "addresses": ["192.168.50.99"], "segment": "eth1",
                "profile": "any", "mode": "enforce", "mark": "0x2/0x3"},
}


def call(*words):
    """(exit status, standard output, standard error) of cordonctl."""
    done = subprocess.run([CORDONCTL, *words], capture_output=True, text=True,
                          check=False)
    return done.returncode, done.stdout, done.stderr


def write(name, text):
    path = os.path.join(DIRECTORY, name)
    with open(path, "w", encoding="ascii") as file:
        file.write(text)
    return path


def accepted(text):
    """The keys that check names when it meets one that it does not know."""
    said = call("check", write("unknown.yaml", text))[2]
    found = re.search(r"key 'nothing': not known in .*; accepted: (.*)", said)
    return set(found[1].split(", ")) if found else {said}


def saved():
    return json.loads(call("-j", "save")[1])


def same_keys():
    tap.same("the keys of the file", dict.fromkeys(accepted("nothing: 1\n"), 1),
             dict.fromkeys(OTHERWISE["."], 1))
    for section in SECTIONS:
        keys = accepted(f"version: 1\n{section}: [{{nothing: 1}}]\n")
        tap.same(f"the keys of {section}", dict.fromkeys(keys, 1),
                 dict.fromkeys(OTHERWISE[section], 1))


def whole(policy):
    """The file that has every key loses none of them."""
    for section in SECTIONS:
        keys = {key for item in policy[section] for key in item}
        tap.same(f"{section}: all are saved", dict.fromkeys(keys, 1),
                 dict.fromkeys(OTHERWISE[section], 1))
    status, text, _ = call("save")
    tap.ok(not status and call("diff", write("saved.yaml", text),
                               "--exit-code") == (0, "no change\n", ""),
           "what save writes is what there is")
    tap.ok(call("diff", write("saved.json", json.dumps(policy)),
                "--exit-code") == (0, "no change\n", ""), "as JSON, too")
    wanted = re.sub("(?m)^#.*\n", "", text)
    call("apply", "tests/cli/policy/good/minimal.yaml")
    again = call("apply", os.path.join(DIRECTORY, "saved.yaml"), "force")
    tap.ok(re.sub("(?m)^#.*\n", "", call("save")[1]) == wanted,
           "applied and saved, it is the same text", str(again))


def try_key(before, section, key, value):
    """One key of one object says something else."""
    policy = json.loads(json.dumps(before))
    items = [policy] if section == "." else policy[section]
    # recorders and servers are this host, or live somewhere
    place = {"behind", "mac", "via"} & {key}
    item = next((i for i in items if key in i and i[key] != value and
                 ("via" not in i or key != "mac") and
                 (not place or i.get("addresses") != ["self"])), None)
    if item is None:
        tap.ok(False, f"{section}: {key}: nothing to change in {FILE}")
        return
    item[key] = value
    if key == "addresses" and "from" in item:
        del item["from"]
        item["behind"] = "eth0"
    path = write("changed.json", json.dumps(policy))
    status, text, error = call("-j", "apply", path, "force")
    found = [change for change in json.loads(text or "{}").get("changes", [])
             if change["kind"] == KINDS[section] and
             key in (change["to"] or {})]
    tap.ok(not status and found, f"{section}: {key}: apply finds it",
           text + error)
    left = call("diff", path)
    tap.ok(left == (0, "no change\n", ""),
           f"{section}: {key}: and leaves no difference", str(left))
    after = saved()
    got = [after] if section == "." else after[section]
    usual = (key, value) in (("mode", "enforce"), ("bpdu", False))
    tap.ok(any(i.get(key) == value or (usual and key not in i) for i in got),
           f"{section}: {key}: save has it", str(got))


def main():
    same_keys()
    status, said, error = call("apply", FILE, "force")
    tap.ok(not status, "the file that has every key is applied", said + error)
    tap.ok(call("apply", FILE) == (0, "no change\n", "") or
           "no change" in call("apply", FILE)[1],
           "the second time nothing changes")
    policy = saved()
    whole(policy)
    for section, keys in OTHERWISE.items():
        for key, value in keys.items():
            if value is not None:
                try_key(policy, section, key, value)
    tap.finish()


main()
