"""The mark of a form: what its file knows of itself, in properties that nobody sees and in one line of print.

Word keeps 255 characters of a property, so the mark stands in several, numbered from 1. A program that
drops them leaves the printed reference: ``observation/1/hou-driehoek/trn-7k3fq2xd``.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping

import msgspec

from actionlab.model.forms import MARK

_LONGEST_PROPERTY = 255
_REFERENCE = re.compile(
    r"(?P<form>[a-z_]+)/(?P<version>[0-9]{1,4})/(?P<study>[a-z0-9-]+)(?:/(?P<about>.*))?", re.DOTALL
)


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What a form knows of itself; `about` is a training session or module, "" for other forms.

    `tags` are the names of its fields, in order. `texts` are the digests of its own paragraphs and `hints`
    those of the words that show in an empty field. All three are empty when only the reference is left.
    """

    form: str
    study: str
    version: int
    about: str = ""
    tags: tuple[str, ...] = ()
    texts: frozenset[str] = frozenset()
    hints: frozenset[str] = frozenset()


def digest(text: str) -> str:
    """Give 8 hexadecimal digits of `text`; kinds of space and ways to write an accent make no difference."""
    words = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=4).hexdigest()


def digests(texts: Iterable[str]) -> frozenset[str]:
    """Give the digests of all texts that are not blank."""
    return frozenset(digest(text) for text in texts if text.strip())


def to_properties(mark: Mark) -> dict[str, str]:
    """Give the mark as named properties, none longer than Word keeps."""
    return split(MARK, msgspec.json.encode(mark, order="sorted").decode())


def from_properties(properties: Mapping[str, str]) -> Mark | None:
    """Give the mark that stands in the properties of a file; None when it is absent or not whole."""
    try:
        return msgspec.json.decode(joined(MARK, properties), type=Mark)
    except (msgspec.DecodeError, UnicodeEncodeError):
        return None


def split(name: str, text: str) -> dict[str, str]:
    """Give a text as properties ``name.1``, ``name.2`` …, none longer than Word keeps."""
    pieces = [text[place : place + _LONGEST_PROPERTY] for place in range(0, len(text), _LONGEST_PROPERTY)]
    return {f"{name}.{number}": piece for number, piece in enumerate(pieces, 1)}


def joined(name: str, properties: Mapping[str, str]) -> str:
    """Give the text that `split` divided, as far as its properties follow one another."""
    pieces: list[str] = []
    while (numbered := f"{name}.{len(pieces) + 1}") in properties:
        pieces.append(properties[numbered])
    return "".join(pieces)


def reference(mark: Mark) -> str:
    """Give the mark as people can read it: form, version, study and, when there is one, what it is about."""
    parts = (mark.form, str(mark.version), mark.study, *((mark.about,) if mark.about else ()))
    return "/".join(parts)


def from_reference(text: str) -> Mark | None:
    """Give the mark of a printed reference, whatever stands before it; None when there is none."""
    found = _REFERENCE.search(text.strip())
    if found is None:
        return None
    return Mark(
        form=found["form"],
        study=found["study"],
        version=int(found["version"]),
        about=(found["about"] or "").strip(),
    )
