r"""What a program of this user says to the running desk: one line, then a text. It imports nothing; see forwarder.py.

    callcenter 1 call 13\n+994505355757        answered by        callcenter 1 ok\n

The line is the protocol's name, its version, the verb and the length of the text in bytes of UTF-8.
"""

from __future__ import annotations

VERSION = 1
CALL = "call"
"""The text is what a phone passed."""
ACTIVATE = "activate"
"""The agent started the desk a second time: the window is to come forward. The text is empty."""
LONGEST = 1024
"""Bytes of a text; more is cut off, and more than any phone sends remains."""
LONGEST_LINE = 64
"""Bytes of the line with its end."""

OK = b"callcenter %d ok\n" % VERSION
GARBAGE = b"callcenter %d garbage\n" % VERSION
OTHER_VERSION = b"callcenter %d version\n" % VERSION


class Garbage(ValueError):
    """No message of this protocol; ``answer`` is what to say to it."""

    answer = GARBAGE


class OtherVersion(Garbage):
    """A message of a program that was updated, or was not, while the desk was running."""

    answer = OTHER_VERSION


def pack(verb: str, text: str = "") -> bytes:
    """Write a message."""
    body = text.encode("utf-8", "replace")[:LONGEST]
    return b"callcenter %d %s %d\n%s" % (VERSION, verb.encode("ascii"), len(body), body)


def unpack(received: bytes) -> tuple[str, str] | None:
    """Read verb and text; None while there is more to come. Raises Garbage."""
    line, end, body = received.partition(b"\n")
    if not end and len(line) < LONGEST_LINE:
        return None
    words = line.split(b" ")
    if len(line) >= LONGEST_LINE or words[0] != b"callcenter" or len(words) < 2:
        raise Garbage
    if words[1] != b"%d" % VERSION:
        raise OtherVersion if words[1].isdigit() else Garbage
    if len(words) != 4 or words[2] not in {CALL.encode(), ACTIVATE.encode()} or not words[3].isdigit():
        raise Garbage
    length = int(words[3])
    if length > LONGEST or len(body) > length:
        raise Garbage
    if len(body) < length:
        return None
    return words[2].decode("ascii"), body.decode("utf-8", "replace")
