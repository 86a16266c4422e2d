"""Harms: what disks, sync services and helpful editors do to a record file. Bytes in, other bytes out."""

import json
from collections.abc import Callable, Mapping
from random import Random

Harm = Callable[[Random, bytes], bytes]


def _flipped(random: Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 3))):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _cut(random: Random, content: bytes) -> bytes:
    first, last = sorted(random.randrange(len(content) + 1) for _ in range(2))
    return random.choice((content[:first], content[last:], content[:first] + content[last:]))


def _zeroed(random: Random, content: bytes) -> bytes:
    page = random.choice((16, 512, 4096))
    start = random.randrange(0, len(content), page)
    zeros = b"\0" * len(content[start : start + page])
    return random.choice((content[:start] + zeros + content[start + page :], content + b"\0" * page))


def _swapped(random: Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    first = random.randrange(len(lines) - 2)
    second = random.choice((first + 1, random.randrange(first + 1, len(lines) - 1)))
    lines[first], lines[second] = lines[second], lines[first]
    return b"\n".join(lines)


def _repeated(random: Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    lines.insert(random.randrange(len(lines)), random.choice(lines[:-1]))
    return b"\n".join(lines)


def _left_out(random: Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    del lines[random.randrange(len(lines) - 1)]
    return b"\n".join(lines)


def _joined(random: Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    at = random.randrange(len(lines) - 1)
    between = random.choice((b"", b" ", b"\r", b"\t"))
    return b"\n".join([*lines[:at], lines[at] + between + lines[at + 1], *lines[at + 2 :]])


def _renumbered(random: Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    at = random.randrange(1, len(lines) - 2)
    key = int(lines[at][1:].split(b'"')[0])
    other = random.choice((b"%d" % (key + 1), b"0%d" % key, b"%d" % (key - 1), b"-%d" % key, b"x", b""))
    lines[at] = b'"' + other + lines[at][lines[at].index(b'":') :]
    return b"\n".join(lines)


def _retyped(random: Random, content: bytes) -> bytes:
    """Change what one line says, as a hand with an editor does, and leave its hash as it was."""
    lines = content.split(b"\n")
    at = random.randrange(1, len(lines) - 2)
    middle = random.randrange(45, len(lines[at]) - 1)
    lines[at] = lines[at][:middle] + random.choice((b"e", b" ", b"aa", b"\\n")) + lines[at][middle:]
    return b"\n".join(lines)


def _laid_out_anew(random: Random, content: bytes) -> bytes:
    """Save the same JSON as an editor, a formatter or another program would."""
    known = json.loads(content)
    ways = (
        json.dumps(known, indent=random.choice((1, 2, 4, "\t"))),
        json.dumps(known),
        json.dumps(known, separators=(",", ":"), ensure_ascii=False),
        json.dumps(known, indent=2, sort_keys=True, ensure_ascii=False),
        json.dumps(known["_default"], indent=2),
    )
    return random.choice(ways).encode()


def _reencoded(random: Random, content: bytes) -> bytes:
    return content.decode().encode(random.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig")))


def _line_ends(random: Random, content: bytes) -> bytes:
    ends = random.choice((b"\r\n", b"\r", b"\n\n", b" \n", b"\n "))
    return random.choice((content.replace(b"\n", ends), content.removesuffix(b"\n"), content + ends))


def _mixed(random: Random, content: bytes) -> bytes:
    marked = b"<<<<<<< HEAD\n" + content + b"=======\n" + content + b">>>>>>> later\n"
    garbage = random.randbytes(random.randrange(1, 5000))
    return random.choice((marked, content + content, content[:-1] + content[15:], garbage + content, garbage))


HARMS: Mapping[str, Harm] = {
    "flipped": _flipped,
    "cut": _cut,
    "zeroed": _zeroed,
    "swapped": _swapped,
    "repeated": _repeated,
    "left out": _left_out,
    "joined": _joined,
    "renumbered": _renumbered,
    "retyped": _retyped,
    "laid out anew": _laid_out_anew,
    "reencoded": _reencoded,
    "line ends": _line_ends,
    "mixed": _mixed,
}


def moved(random: Random, giver: bytes, taker: bytes) -> tuple[bytes, bytes]:
    """Take a line out of one file, or leave it there too, and put it into another."""
    given, taken = giver.split(b"\n"), taker.split(b"\n")
    at = random.randrange(1, len(given) - 2)
    taken.insert(random.randrange(1, len(taken) - 1), given[at])
    if random.random() < 0.7:
        del given[at]
    return b"\n".join(given), b"\n".join(taken)


_DEEP = b'{"_default":{"1":{"a":' + b"[" * 900 + b"]" * 900 + b"}}}"
_OTHER = b'{"observations":{"1":{"uid":"a1","text":"een tekst"},"2":{"uid":"a2","text":"twee"}}}'

# what can lie where a record file should be, none of it made by cutting or flipping one
STRANGERS: Mapping[str, bytes] = {
    "nothing": b"",
    "blank": b" \n\n",
    "zeros": b"\0" * 4096,
    "every byte": bytes(range(256)),
    "sign-in page": b"<!doctype html>\n<title>Sign in to your account</title>\n",
    "other JSON": _OTHER,
    "other JSON cut": _OTHER[:-9],
    "other JSON with zeros behind": _OTHER + b"\0" * 64,
    "other JSON in UTF-16": _OTHER.decode().encode("utf-16"),
    "other JSON in cp1252": _OTHER.replace(b"een", b"\xe9\xe9n"),
    "other JSON between marks of git": b"<<<<<<< HEAD\n" + _OTHER + b"\n=======\n{}\n>>>>>>> b\n",
    "single quotes": _OTHER.replace(b'"', b"'"),
    "a key twice": b'{"_default":{"1":{"id":"a"},"1":{"id":"b"}}}',
    "a field twice": b'{"_default":{"1":{"id":"a","id":"b"}}}',
    "not a number": b'{"_default":{"1":{"value":NaN},"2":{"value":-Infinity}}}',
    "a number without end": b'{"_default":{"1":{"value":' + b"7" * 6000 + b"}}}",
    "half a character": rb'{"_default":{"1":{"text":"\udc80"}}}',
    "a control character": b'{"_default":{"1":{"text":"a\x02b"}}}',
    "a text": b'"tekst"',
    "a number": b"42",
    "nil": b"null",
    "a list": b"[]",
    "an empty object": b"{}",
    "no table": b'{"_default":null}',
    "an empty table": b'{"_default":{}}',
    "a table of texts": b'{"_default":{"1":"tekst"}}',
    "keys that are one number": b'{"_default":{"1":{"id":"a"},"01":{"id":"b"}}}',
    "a key in other digits": '{"_default":{"٣":{"id":"a"},"1":{"id":"b"}}}'.encode(),
    "a key without end": b'{"_default":{"' + b"8" * 6000 + b'":{"id":"a"}}}',
    "deep": _DEEP,
    "an older form": b'{"_default":{"1":{"id":"a","text":"een"}},"_meta":{"version":0}}',
}
