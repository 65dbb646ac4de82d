#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The netlink interface only grows: whatever was in the first one (first.yaml) has
its number, its type and at least its limits still, so that an older tool works with
a newer module. usage: grows.py [write] (with "write": write what there is now as
first.yaml has it, and compare nothing)."""
import os
import sys

import yaml

sys.dont_write_bytecode = True
import model
import tap

FIRST = os.path.join(os.path.dirname(os.path.abspath(__file__)), "first.yaml")


def shape(spec):
    """Lists whose positions are numbers, and limits."""
    lists = {d["name"]: model.entry_names(d) for d in spec["definitions"]
             if d["type"] != "const"}
    for attrs in spec["attribute-sets"]:
        lists[f"attributes of {attrs['name']}"] = [
            f"{a['name']} {a['type']}" for a in attrs["attributes"]]
    lists["operations"] = [op["name"] for op in spec["operations"]["list"]]
    limits = {d["name"]: d["value"] for d in spec["definitions"]
              if d["type"] == "const"}
    return {"lists": lists, "limits": limits}


def numbered(names):
    return dict(enumerate(names))


now = shape(model.load_spec())
if sys.argv[1:] == ["write"]:
    print("# SPDX-License-Identifier: GPL-2.0-or-later\n"
          "# The first interface: never changed. Positions are numbers; see grows.py.")
    yaml.safe_dump(now, sys.stdout, sort_keys=False, width=90, default_flow_style=None)
    sys.exit()
with open(FIRST, encoding="utf-8") as file:
    first = yaml.safe_load(file)
tap.ok(len(first["lists"]) >= 25 and len(first["limits"]) >= 10,
       "the first interface was read")
for key, names in first["lists"].items():
    tap.same(f"{key}: what there was is as it was",
             numbered(now["lists"].get(key, [])[:len(names)]), numbered(names))
tap.same("limits are not lower",
         {key: min(now["limits"].get(key, -1), limit)
          for key, limit in first["limits"].items()}, first["limits"])
tap.finish()
