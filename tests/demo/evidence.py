# SPDX-License-Identifier: GPL-2.0-or-later
"""The one place of the demonstration that knows cordonctl's JSON."""
import collections
import json


class Ledger:
    """What cordonctl said at the end of one topology."""

    def __init__(self, directory, topology):
        self.stats = read(f"{directory}/{topology}-stats.json")
        self.entries = read(f"{directory}/{topology}-evidence.json")["evidence"]

    def passed(self, camera, link):
        """Packets from the camera that passed: what no host sends on, or all else."""
        return sum(entry["packets"] for entry in self._sent_by(camera)
                   if entry["verdict"] == "passed" and stays_on_link(entry) == link)

    def dropped(self, camera):
        return self._camera(camera)["dropped"]["packets"]

    def total_dropped(self):
        return self.stats["totals"]["dropped"]["packets"]

    def reasons(self):
        """Packets dropped per reason, most first."""
        counted = ((name, counter["packets"]) for name, counter in self.stats["reasons"].items())
        return sorted(counted, key=lambda item: -item[1])

    def dropped_for(self, camera, reason):
        return self._camera(camera)["reasons"].get(reason, {"packets": 0})["packets"]

    def judged(self, camera):
        """Packets from the camera that the evidence knows of, passed or dropped."""
        return sum(entry["packets"] for entry in self._sent_by(camera))

    def attempts(self, camera):
        """Packets dropped per destination, of what the camera sent."""
        seen = collections.Counter()
        for entry in self._sent_by(camera):
            if entry["verdict"] == "dropped":
                seen[destination(entry)] += entry["packets"]
        return seen

    def _sent_by(self, camera):
        return [entry for entry in self.entries
                if entry.get("camera") == camera and entry["direction"] == "out"]

    def _camera(self, name):
        for camera in self.stats["cameras"]:
            if camera["name"] == name:
                return camera
        raise SystemExit(f"demo: cordonctl -j stats does not list camera {name}")


def stays_on_link(entry):
    """ARP, and IGMP (2), whose time to live is 1."""
    return entry["service"] == "arp" or entry["protocol"] == 2


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def destination(entry):
    """(address, service, reason), as a reader would say it."""
    where = entry["remote"] or entry["remote_mac"]
    if not where and entry.get("records"):
        where = f"({entry['records']} more)"
    return where or "?", entry["service"] or "?", entry["reason"]
