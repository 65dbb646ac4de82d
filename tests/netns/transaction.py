# SPDX-License-Identifier: GPL-2.0-or-later
"""Transactions, for 65-transaction.sh, which has made the namespace: segment
cam0 (10.7.0.1 is this host's there), camera lobby with 50 dropped frames, and
lan0 with a MAC of this host's."""
import errno

import wire
import tap
from wire import attr, camera, camera_mac, ip, nest, peer, segment, u

LOBBY = "44:19:b6:01:02:03"
OWN_MAC = "02:00:5e:00:00:0a"


def policy(cordon):
    """All of the policy in force, to compare."""
    answer = cordon.dump("POLICY_GET")
    assert not answer.errno and not answer.interrupted, answer
    return cordon.generation(), answer.messages


def refused(name, answer, number, *words):
    tap.ok(answer.errno == number and all(w in answer.text for w in words),
           name, str(answer), f"wanted: errno {number}, {words}")


def worked(name, answer):
    tap.ok(not answer.errno, name, str(answer))


def stats(cordon, kind, name):
    """What was dropped, and the evidence but for the times."""
    key = wire.c(f"KIND_{kind}")
    for message in cordon.dump("STATS_GET", attr("KIND", u(1, key))).messages:
        found = dict(wire.nl.attrs(dict(wire.nl.attrs(message))[wire.c("A_STATS")]))
        if wire.nl.text(found[wire.c("A_STATS_NAME")]) == name:
            dropped = wire.nl.number(found[wire.c("A_STATS_DROPPED_PACKETS")])
            break
    else:
        return None
    return dropped, cordon.dump("EVIDENCE_GET", attr("NAME", name)).messages


def staging():
    one, other = wire.Cordon(), wire.Cordon()
    before = policy(other)
    worked("begin", one.begin())
    worked("stage a camera", one.add(camera_mac("attic", "02:00:00:00:00:01")))
    worked("stage another", one.add(camera_mac("barn", "02:00:00:00:00:02")))
    tap.ok(policy(other) == before, "what is staged is not in force")
    tap.ok(policy(one) == before, "not even for who staged it")
    refused("a second writer has to wait", other.begin(), errno.EBUSY,
            "another change is being staged")
    answer = one.commit()
    worked("commit", answer)
    tap.ok(answer.generation == before[0] + 1, "one commit, one generation")
    tap.ok({"attic", "barn", "lobby"} == set(other.kind("CAMERA")),
           "both are in force now", str(other.kind("CAMERA").keys()))
    refused("nothing is staged any more", one.commit(), errno.ENOENT,
            "nothing is staged")
    worked("a second writer's turn", other.begin())
    other.close()
    one.close()


def closing():
    left, other = wire.Cordon(), wire.Cordon()
    before = policy(other)
    worked("begin", left.begin("EMPTY"))
    worked("stage", left.add(camera_mac("cellar", "02:00:00:00:00:03")))
    left.close()
    tap.ok(policy(other) == before, "a closed socket changes nothing")
    worked("and is in nobody's way", other.begin())
    refused("nor is anything of it left", other.delete(camera("cellar")),
            errno.ENOENT, "cellar")
    other.close()
    again = wire.Cordon()
    worked("begin, and begin again", again.begin())
    worked("stage", again.add(camera_mac("dock", "02:00:00:00:00:04")))
    worked("again", again.begin())
    worked("commit", again.commit())
    tap.ok("dock" not in again.kind("CAMERA"), "it started over")
    again.close()


def staleness():
    one, other = wire.Cordon(), wire.Cordon()
    worked("begin", one.begin())
    worked("stage", one.add(camera_mac("exit", "02:00:00:00:00:05")))
    worked("meanwhile somebody adds a camera",
           other.add(camera_mac("fence", "02:00:00:00:00:06")))
    before = policy(other)
    refused("what was staged is stale", one.commit(), errno.ESTALE, "generation")
    tap.ok(policy(other) == before, "and changed nothing")
    refused("and is gone", one.commit(), errno.ENOENT)
    refused("begin on a generation that is over",
            one.begin(generation=before[0] - 1), errno.ESTALE,
            str(before[0]))
    tap.ok(one.begin(generation=before[0]).generation == before[0],
           "begin on the one in force")
    one.close()
    other.close()


def half_refused():
    """A client need not wait for each answer: after a refusal, what it still
    sends belongs to the change that failed, and must not act by itself."""
    one, other = wire.Cordon(), wire.Cordon()
    before = policy(other)
    worked("begin", one.begin("EMPTY"))
    refused("a part is refused", one.add(camera("nobody")), errno.EINVAL)
    answer = one.add(camera_mac("gate", "02:00:00:00:00:07"))
    refused("the rest of it too", answer, errno.ECANCELED, "refused")
    refused("deleting too", one.delete(camera("lobby")), errno.ECANCELED)
    refused("and its commit", one.commit(), errno.ECANCELED, "refused")
    tap.ok(policy(other) == before, "nothing of it is in force")
    worked("then the socket is free for another",
           one.put(camera_mac("fence", "02:00:00:00:00:06")))
    worked("begin", one.begin())
    refused("a part is refused", one.add(camera("nobody")), errno.EINVAL)
    worked("begin again starts over", one.begin())
    worked("commit", one.commit())
    one.close()
    other.close()


def replacement():
    """The whole policy anew, as a file is applied: who stays keeps all."""
    one = wire.Cordon()
    lobby, total = stats(one, "CAMERA", "lobby"), stats(one, "SEGMENT", "cam0")
    tap.ok(lobby[0] == 50 and len(lobby[1]) == 1, "there is something to keep",
           str(lobby))
    worked("begin from nothing", one.begin("EMPTY"))
    worked("the segment", one.add(segment("cam0")))
    worked("the cameras", one.add(camera_mac("lobby", LOBBY),
                                  camera_mac("hall", "02:00:00:00:00:08")))
    worked("commit", one.commit())
    tap.ok(set(one.kind("CAMERA")) == {"lobby", "hall"}, "only they are left",
           str(one.kind("CAMERA").keys()))
    tap.ok(stats(one, "CAMERA", "lobby") == lobby,
           "counters and evidence of the camera are kept",
           str(stats(one, "CAMERA", "lobby")), str(lobby))
    tap.ok(stats(one, "SEGMENT", "cam0") == total, "those of the segment too")
    tap.ok(stats(one, "CAMERA", "hall") == (0, []), "a new one begins with none")
    worked("its profile is changed",
           one.put(camera_mac("lobby", LOBBY, attr("CAMERA_PROFILE", "any"))))
    tap.ok(stats(one, "CAMERA", "lobby") == lobby, "and it keeps them still")
    one.close()


def addresses(count):
    return [attr("CAMERA_ADDRESS", ip(f"10.7.1.{n}")) for n in range(count)]


def failing():
    """Each is wrong in another way; the policy stays as it was."""
    own_ip = attr("CAMERA_ADDRESS", ip("10.7.0.1"))
    taken = attr("CAMERA_ADDRESS", ip("10.7.0.50"))
    many = [segment(f"s{n}") for n in range(wire.c("SEGMENTS_MAX"))]
    wrong = {
        "a MAC twice": ([camera_mac("twin", LOBBY)], errno.EEXIST, "lobby"),
        "a MAC twice in one message": (
            [camera_mac("a", "02:00:00:00:01:01"),
             camera_mac("b", "02:00:00:00:01:01")], errno.EEXIST, "'a'"),
        "an address twice": (
            [camera_mac("a", "02:00:00:00:01:01", taken),
             camera_mac("b", "02:00:00:00:01:02", taken)], errno.EEXIST, "'a'"),
        "a camera with the address of a recorder": (
            [peer("nvr", attr("PEER_ROLE", u(1, 1)),
                  attr("PEER_BEHIND", "lan0"),
                  attr("PEER_ADDRESS", ip("10.7.0.50"))),
             camera_mac("a", "02:00:00:00:01:01", taken)], errno.EEXIST, "nvr"),
        "a segment that is none": (
            [camera_mac("a", "02:00:00:00:01:01",
                        attr("CAMERA_SEGMENT", "lan0"))], errno.ENOENT, "lan0"),
        "an address of this host": (
            [camera_mac("a", "02:00:00:00:01:01", own_ip)], errno.EINVAL,
            "host"),
        "a recorder with an address of this host": (
            [peer("nvr", attr("PEER_ROLE", u(1, 1)),
                  attr("PEER_BEHIND", "lan0"),
                  attr("PEER_ADDRESS", ip("10.7.0.1")))], errno.EINVAL, "self"),
        "a MAC of this host": ([camera_mac("a", OWN_MAC)], errno.EINVAL, "lan0"),
        "more segments than there may be": (many, errno.ENOSPC, "64"),
        "the loopback interface": ([segment("lo")], errno.EOPNOTSUPP, "lo"),
        "a good segment and a bad one": (
            [segment("good0"), segment("lo")], errno.EOPNOTSUPP, "lo"),
    }
    one = wire.Cordon()
    before = policy(one), stats(one, "CAMERA", "lobby")
    for name, (nests, number, word) in wrong.items():
        refused(f"{name}: at once", one.add(*nests), number, word)
        worked(f"{name}: begin", one.begin())
        worked(f"{name}: a good one first",
               one.add(camera_mac("good", "02:00:00:00:09:09")))
        worked(f"{name}: staged, it is only looked at in the commit",
               one.add(*nests))
        refused(f"{name}: in a transaction", one.commit(), number, word)
        tap.ok((policy(one), stats(one, "CAMERA", "lobby")) == before,
               f"{name}: nothing is changed")
    # Refused in the message itself.
    refused("more addresses than there may be",
            one.add(camera_mac("a", "02:00:00:00:01:01",
                               *addresses(wire.c("ADDRS_MAX") + 1))),
            errno.EINVAL, str(wire.c("ADDRS_MAX")))
    tap.ok((policy(one), stats(one, "CAMERA", "lobby")) == before,
           "nothing is changed")
    # New segments are closed before old ones are opened: both need a place.
    most = [segment(f"s{n}") for n in range(40)]
    others = [segment(f"t{n}") for n in range(40)]
    worked("forty segments", one.add(*most))
    before = policy(one)
    worked("forty others instead: begin", one.begin("EMPTY"))
    worked("forty others instead: stage", one.add(*others))
    refused("forty others instead: no place for both", one.commit(),
            errno.ENOSPC, "segments")
    tap.ok(policy(one) == before, "forty others instead: nothing is changed")
    one.close()


staging()
closing()
staleness()
half_refused()
replacement()
failing()
tap.finish()
