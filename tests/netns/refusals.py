# SPDX-License-Identifier: GPL-2.0-or-later
"""Bad messages of every kind, for 68-refusals.sh. There is a camera lobby."""
import errno
import struct

import wire
import tap
from wire import attr, camera, camera_mac, ip, mac, nest, peer, segment, u

MAC = "02:00:00:00:00:01"
GROUP_MAC = "01:00:5e:00:00:01"


def raw(number, payload, flags=0):
    return wire.nl.put(number | flags, payload)


def trusted(*parts):
    return nest("TRUSTED", attr("TRUSTED_NAME", "laptop"), *parts)


def recorder(*parts):
    return peer("nvr", attr("PEER_ROLE", u(1, 1)), *parts)


def client(*parts):
    return peer("pc", attr("PEER_ROLE", u(1, 4)), *parts)


def service(name, protocol, first=None, last=None):
    parts = [attr("SERVICE_PROTOCOL", u(1, protocol))]
    parts += [attr("SERVICE_FIRST", u(2, first))] if first is not None else []
    parts += [attr("SERVICE_LAST", u(2, last))] if last is not None else []
    return nest(name, *parts)


def profile(name, *parts):
    return nest("PROFILE", attr("PROFILE_NAME", name), *parts)


def exception(of, *parts):
    return nest("EXCEPTION", attr("EXCEPTION_NAME", "e"), attr("EXCEPTION_CAMERA", of),
                attr("EXCEPTION_ADDRESS", ip("203.0.113.7")),
                service("EXCEPTION_SERVICE", 6, 443), *parts)


def settings(*parts):
    return nest("SETTINGS", *parts)


# name: (command, what is sent, the attribute that is to blame, errno); the
# attribute is None where what is wrong is that something is not there at all.
# A missing attribute is blamed on the nest it should be in.
BAD = {
    # every command
    "an attribute that does not exist":
        ("POLICY_ADD", raw(99, b""), 99, errno.EINVAL),
    "an attribute the command does not take":
        ("POLICY_ADD", attr("GENERATION", u(8, 1)), "GENERATION", errno.EINVAL),
    "an attribute where none belongs":
        ("STATUS_GET", attr("KIND", u(1, 1)), "KIND", errno.EINVAL),
    "an attribute for a commit":
        ("POLICY_COMMIT", attr("NAME", "lobby"), "NAME", errno.EINVAL),
    "no object": ("POLICY_ADD", b"", None, errno.EINVAL),
    "no object to set": ("POLICY_SET", b"", None, errno.EINVAL),
    "no object to delete": ("POLICY_DEL", b"", None, errno.EINVAL),
    "a nest that is not marked as one":
        ("POLICY_ADD", raw(wire.c("A_CAMERA"), attr("CAMERA_NAME", "a")),
         "CAMERA", errno.EINVAL),
    "a nest with junk behind its attributes":
        ("POLICY_ADD", camera_mac("a", MAC, b"\1\0"), None, errno.EINVAL),
    "an attribute of the wrong size":
        ("POLICY_BEGIN", attr("GENERATION", u(4, 1)), "GENERATION",
         errno.EINVAL),
    "a base that does not exist":
        ("POLICY_BEGIN", attr("BASE", u(1, 2)), "BASE", errno.ERANGE),
    "a generation that is not in force":
        ("POLICY_BEGIN", attr("GENERATION", u(8, 77)), "GENERATION",
         errno.ESTALE),
    "a commit of nothing": ("POLICY_COMMIT", b"", None, errno.ENOENT),
    # names
    "no name": ("POLICY_ADD", nest("CAMERA", attr("CAMERA_MAC", mac(MAC))),
                "CAMERA", errno.EINVAL),
    "an empty name": ("POLICY_ADD", camera_mac("", MAC), "CAMERA_NAME",
                      errno.EINVAL),
    "a name with a space": ("POLICY_ADD", camera_mac("a b", MAC),
                            "CAMERA_NAME", errno.EINVAL),
    "a name with a newline": ("POLICY_ADD", camera_mac("a\nb", MAC),
                              "CAMERA_NAME", errno.EINVAL),
    "a name of 32 letters": ("POLICY_ADD", camera_mac("a" * 32, MAC),
                             "CAMERA_NAME", errno.EINVAL),
    "a name without its end":
        ("POLICY_ADD", nest("CAMERA", raw(wire.c("A_CAMERA_NAME"), b"ab"),
                            attr("CAMERA_MAC", mac(MAC))),
         "CAMERA_NAME", errno.EINVAL),
    "a name that is taken": ("POLICY_ADD", camera_mac("lobby", MAC), "CAMERA",
                             errno.EEXIST),
    "setting what does not exist": ("POLICY_SET", camera_mac("a", MAC),
                                    "CAMERA", errno.ENOENT),
    "deleting what does not exist": ("POLICY_DEL", camera("a"), "CAMERA",
                                     errno.ENOENT),
    "deleting without a name": ("POLICY_DEL", nest("CAMERA"), "CAMERA",
                                errno.EINVAL),
    # cameras
    "a camera without MAC and address": ("POLICY_ADD", camera("a"), "CAMERA",
                                         errno.EINVAL),
    "a MAC of zeros": ("POLICY_ADD", camera_mac("a", "00:00:00:00:00:00"),
                       "CAMERA_MAC", errno.EINVAL),
    "a group's MAC": ("POLICY_ADD", camera_mac("a", GROUP_MAC), "CAMERA_MAC",
                      errno.EINVAL),
    "a MAC of 5 bytes":
        ("POLICY_ADD", camera("a", attr("CAMERA_MAC", mac(MAC)[:5])),
         "CAMERA_MAC", errno.ERANGE),
    "an address of 5 bytes":
        ("POLICY_ADD", camera("a", attr("CAMERA_ADDRESS", bytes(5))),
         "CAMERA_ADDRESS", errno.EINVAL),
    "an address of 17 bytes":
        ("POLICY_ADD", camera("a", attr("CAMERA_ADDRESS", bytes(17))),
         "CAMERA_ADDRESS", errno.ERANGE),
    "a profile that does not exist":
        ("POLICY_ADD", camera_mac("a", MAC, attr("CAMERA_PROFILE", "nosuch")),
         None, errno.ENOENT),
    "a profile that is no name":
        ("POLICY_ADD", camera_mac("a", MAC, attr("CAMERA_PROFILE", "a b")),
         "CAMERA_PROFILE", errno.EINVAL),
    "setup for ever":
        ("POLICY_ADD", camera_mac("a", MAC, attr("CAMERA_PROFILE", "setup")),
         None, errno.EINVAL),
    "setup for no time":
        ("POLICY_ADD", camera_mac("a", MAC, attr("CAMERA_SETUP", u(4, 0))),
         "CAMERA_SETUP", errno.ERANGE),
    "a camera's segment that is no name of an interface":
        ("POLICY_ADD", camera_mac("a", MAC, attr("CAMERA_SEGMENT", "a/b")),
         "CAMERA_SEGMENT", errno.EINVAL),
    "a camera's segment that is none":
        ("POLICY_ADD", camera_mac("a", MAC, attr("CAMERA_SEGMENT", "cam9")),
         None, errno.ENOENT),
    "a mode that does not exist":
        ("POLICY_ADD", camera_mac("a", MAC, attr("CAMERA_MODE", u(1, 2))),
         "CAMERA_MODE", errno.ERANGE),
    "to observe without an end":
        ("POLICY_ADD", camera_mac("a", MAC, attr("CAMERA_MODE", u(1, 1))),
         "CAMERA_MODE", errno.EINVAL),
    "to enforce for a time":
        ("POLICY_ADD", camera_mac("a", MAC, attr("CAMERA_MODE", u(1, 0)),
                                  attr("CAMERA_DURATION", u(4, 9))),
         "CAMERA_DURATION", errno.EINVAL),
    "a mark without its mask":
        ("POLICY_ADD", camera_mac("a", MAC, attr("CAMERA_MARK", u(4, 1))),
         "CAMERA_MARK", errno.EINVAL),
    "a mask without a mark":
        ("POLICY_ADD", camera_mac("a", MAC, attr("CAMERA_MASK", u(4, 1))),
         "CAMERA", errno.EINVAL),
    "a mark outside its mask":
        ("POLICY_ADD", camera_mac("a", MAC, attr("CAMERA_MARK", u(4, 2)),
                                  attr("CAMERA_MASK", u(4, 1))),
         "CAMERA_MARK", errno.EINVAL),
    # segments
    "a segment without its interface":
        ("POLICY_ADD", nest("SEGMENT"), "SEGMENT", errno.EINVAL),
    "a segment of an impossible name":
        ("POLICY_ADD", segment("a b"), "SEGMENT_NAME", errno.EINVAL),
    "a segment's name of 16 letters":
        ("POLICY_ADD", segment("a" * 16), "SEGMENT_NAME", errno.EINVAL),
    "a setting for unknown devices that does not exist":
        ("POLICY_ADD", segment("s", attr("SEGMENT_UNKNOWN", u(1, 3))),
         "SEGMENT_UNKNOWN", errno.ERANGE),
    "VLAN 0": ("POLICY_ADD", segment("s", attr("SEGMENT_VLAN", u(2, 0))),
               "SEGMENT_VLAN", errno.ERANGE),
    "VLAN 4095": ("POLICY_ADD", segment("s", attr("SEGMENT_VLAN", u(2, 4095))),
                  "SEGMENT_VLAN", errno.ERANGE),
    "nine VLANs":
        ("POLICY_ADD", segment("s", *(attr("SEGMENT_VLAN", u(2, n))
                                      for n in range(1, 10))),
         "SEGMENT_VLAN", errno.EINVAL),
    "a state, which is read only":
        ("POLICY_ADD", segment("s", attr("SEGMENT_STATE", u(1, 1))),
         "SEGMENT_STATE", errno.EINVAL),
    # peers
    "a peer without a role":
        ("POLICY_ADD", peer("nvr", attr("PEER_SELF", u(1, 1))), "PEER",
         errno.EINVAL),
    "a role that does not exist":
        ("POLICY_ADD", peer("nvr", attr("PEER_ROLE", u(1, 8))), "PEER_ROLE",
         errno.ERANGE),
    "a client that opens nothing":
        ("POLICY_ADD", client(), "PEER", errno.EINVAL),
    "a client that opens UDP":
        ("POLICY_ADD", client(service("PEER_OPENS", 17, 80)), "PEER_OPENS",
         errno.EINVAL),
    "this host as a client":
        ("POLICY_ADD", peer("pc", attr("PEER_ROLE", u(1, 4)),
                            attr("PEER_SELF", u(1, 1)), service("PEER_OPENS", 6, 80)),
         "PEER_SELF", errno.EINVAL),
    "a client of a camera that is none":
        ("POLICY_ADD", client(service("PEER_OPENS", 6, 80), attr("PEER_CAMERA", "a"),
                              attr("PEER_ADDRESS", ip("192.0.2.9")),
                              attr("PEER_BEHIND", "lan0")),
         None, errno.ENOENT),
    "a recorder that opens something":
        ("POLICY_ADD", recorder(service("PEER_OPENS", 6, 80)), "PEER_OPENS",
         errno.EINVAL),
    "a peer that is nowhere": ("POLICY_ADD", recorder(), "PEER", errno.EINVAL),
    "an address for everybody":
        ("POLICY_ADD", recorder(attr("PEER_BEHIND", "lan0"),
                                attr("PEER_ADDRESS", ip("255.255.255.255"))),
         "PEER_ADDRESS", errno.EINVAL),
    "a group's address":
        ("POLICY_ADD", recorder(attr("PEER_BEHIND", "lan0"),
                                attr("PEER_ADDRESS", ip("ff02::1"))),
         "PEER_ADDRESS", errno.EINVAL),
    "a loopback address":
        ("POLICY_ADD", recorder(attr("PEER_BEHIND", "lan0"),
                                attr("PEER_ADDRESS", ip("::1"))),
         "PEER_ADDRESS", errno.EINVAL),
    "IPv4 in an IPv6 address":
        ("POLICY_ADD", recorder(attr("PEER_BEHIND", "lan0"),
                                attr("PEER_ADDRESS", ip("::ffff:10.0.0.1"))),
         "PEER_ADDRESS", errno.EINVAL),
    "a peer's group MAC":
        ("POLICY_ADD", recorder(attr("PEER_BEHIND", "lan0"),
                                attr("PEER_ADDRESS", ip("10.0.0.1")),
                                attr("PEER_MAC", mac(GROUP_MAC))),
         "PEER_MAC", errno.EINVAL),
    "something given that does not exist":
        ("POLICY_ADD", peer("clock", attr("PEER_ROLE", u(1, 2)),
                            attr("PEER_SELF", u(1, 1)),
                            attr("PEER_GIVES", u(4, 8))),
         "PEER_GIVES", errno.EINVAL),
    "five interfaces that are this host":
        ("POLICY_ADD", recorder(attr("PEER_SELF", u(1, 1)),
                                *(attr("PEER_FROM", f"docker{n}")
                                  for n in range(5))),
         "PEER_FROM", errno.EINVAL),
    # trusted devices
    "a trusted device without a MAC":
        ("POLICY_ADD", trusted(attr("TRUSTED_SEGMENT", "cam0"),
                               attr("TRUSTED_DURATION", u(4, 0))),
         "TRUSTED", errno.EINVAL),
    "a trusted device without a segment":
        ("POLICY_ADD", trusted(attr("TRUSTED_MAC", mac(MAC)),
                               attr("TRUSTED_DURATION", u(4, 0))),
         "TRUSTED", errno.EINVAL),
    "a trusted device without a time":
        ("POLICY_ADD", trusted(attr("TRUSTED_MAC", mac(MAC)),
                               attr("TRUSTED_SEGMENT", "cam0")),
         "TRUSTED", errno.EINVAL),
    # profiles and exceptions
    "a profile that is built in": ("POLICY_ADD", profile("pull"), None, errno.EEXIST),
    "a service without a protocol":
        ("POLICY_ADD", profile("p", nest("PROFILE_OPENS",
                                         attr("SERVICE_FIRST", u(2, 80)))),
         "PROFILE_OPENS", errno.EINVAL),
    "a service over what has no ports":
        ("POLICY_ADD", profile("p", service("PROFILE_OPENS", 47, 80)),
         "SERVICE_PROTOCOL", errno.EINVAL),
    "a service without ports":
        ("POLICY_ADD", profile("p", service("PROFILE_OPENS", 6)), "PROFILE_OPENS",
         errno.EINVAL),
    "ping with a port":
        ("POLICY_ADD", profile("p", service("PROFILE_SERVES", 1, 8)),
         "PROFILE_SERVES", errno.EINVAL),
    "ports the wrong way round":
        ("POLICY_ADD", profile("p", service("PROFILE_OPENS", 6, 90, 80)),
         "PROFILE_OPENS", errno.EINVAL),
    "seventeen services":
        ("POLICY_ADD", profile("p", *[service("PROFILE_OPENS", 6, 80 + i)
                                      for i in range(17)]),
         "PROFILE_OPENS", errno.EINVAL),
    "half of the ports of media":
        ("POLICY_ADD", profile("p", attr("PROFILE_RTP_FIRST", u(2, 80))),
         "PROFILE", errno.EINVAL),
    "a group that is none":
        ("POLICY_ADD", profile("p", nest("PROFILE_GROUP",
                                         attr("GROUP_ADDRESS", ip("192.0.2.1")),
                                         attr("GROUP_FIRST", u(2, 80)))),
         "GROUP_ADDRESS", errno.EINVAL),
    "an EtherType that has no bit":
        ("POLICY_ADD", profile("p", attr("PROFILE_ETHERTYPES", u(4, 4))),
         "PROFILE_ETHERTYPES", errno.EINVAL),
    "an exception without an end":
        ("POLICY_ADD", exception("lobby"), "EXCEPTION", errno.EINVAL),
    "an exception for no time":
        ("POLICY_ADD", exception("lobby", attr("EXCEPTION_DURATION", u(4, 0))),
         "EXCEPTION_DURATION", errno.ERANGE),
    "an exception for a camera that is none":
        ("POLICY_ADD", exception("a", attr("EXCEPTION_DURATION", u(4, 60))),
         None, errno.ENOENT),
    "an exception's way without a MAC":
        ("POLICY_ADD", exception("lobby", attr("EXCEPTION_DURATION", u(4, 60)),
                                 attr("EXCEPTION_VIA_ADDRESS", ip("192.0.2.1"))),
         "EXCEPTION_VIA_ADDRESS", errno.EINVAL),
    "an exception with who asked for it":
        ("POLICY_ADD", exception("lobby", attr("EXCEPTION_UID", u(4, 7))),
         "EXCEPTION_UID", errno.EINVAL),
    "a comment that is too long":
        ("POLICY_ADD", exception("lobby", attr("EXCEPTION_COMMENT", "a" * 64)),
         "EXCEPTION_COMMENT", errno.EINVAL),
    "an attribute for the seal":
        ("SEAL", attr("NAME", "lobby"), "NAME", errno.EINVAL),
    "a seal where nothing is closed": ("SEAL", b"", None, errno.EBUSY),
    # settings
    "settings are not added":
        ("POLICY_ADD", settings(attr("SETTINGS_MODE", u(1, 0))), "SETTINGS",
         errno.EINVAL),
    "settings are not deleted":
        ("POLICY_DEL", settings(), "SETTINGS", errno.EINVAL),
    "everything observed without an end":
        ("POLICY_SET", settings(attr("SETTINGS_MODE", u(1, 1))),
         "SETTINGS_MODE", errno.EINVAL),
    "a mark for all without its mask":
        ("POLICY_SET", settings(attr("SETTINGS_MARK", u(4, 1))),
         "SETTINGS_MARK", errno.EINVAL),
    # the second object of a message
    "a bad one behind a good one":
        ("POLICY_ADD", camera_mac("good", MAC) + camera_mac("a", GROUP_MAC),
         "CAMERA_MAC", errno.EINVAL),
    # dumps
    "a dump of a kind that does not exist":
        ("POLICY_GET", attr("KIND", u(1, wire.c("KIND_MAX") + 1)), "KIND",
         errno.ERANGE),
    "evidence of a name that is too long":
        ("EVIDENCE_GET", attr("NAME", "a" * 32), "NAME", errno.EINVAL),
    "a dump with an attribute it does not take":
        ("UNKNOWN_GET", attr("NAME", "a"), "NAME", errno.EINVAL),
}


def blamed(request, offset):
    """The type of the attribute at an offset of the request."""
    if offset is None or offset + 4 > len(request):
        return None
    return struct.unpack_from("=HH", request, offset)[1] & wire.nl.NLA_TYPE_MASK


def main():
    cordon = wire.Cordon()
    before = cordon.generation(), cordon.dump("POLICY_GET").messages
    for name, (command, payload, attribute, number) in BAD.items():
        ask = cordon.dump if command.endswith("_GET") and \
            command != "STATUS_GET" else cordon.ask
        answer = ask(command, payload)
        wanted = wire.c(f"A_{attribute}") if isinstance(attribute, str) \
            else attribute
        got = blamed(cordon.request, answer.offset)
        tap.ok(answer.errno == number, f"{name}: refused", str(answer),
               f"wanted errno {number}")
        tap.ok(len(answer.text) > 5, f"{name}: it says why", str(answer))
        tap.ok(attribute is None or got == wanted, f"{name}: it says where",
               f"{answer}: attribute {got}, wanted {wanted} ({attribute})")
        if answer.errno == 0 and command == "POLICY_BEGIN":
            cordon = wire.Cordon()
    tap.ok((cordon.generation(), cordon.dump("POLICY_GET").messages) == before,
           "after all that nothing is changed")
    tap.finish()


main()
