"""Texts of a record: all that stands in it in words, as people wrote it or chose it from a list."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from actionlab.i18n import N_, current_language
from actionlab.model.fields import Field, RecordData, fields
from actionlab.model.municipalities import by_code, is_known
from actionlab.model.records import Record
from actionlab.model.vocabulary import label
from actionlab.model.words import texts_in

WRITTEN, CHOSEN, CODE = "written", "chosen", "code"
# codes that refer to no record
_CODES = frozenset({"id", "pseudonym", "template_id", "module_ref"})


class Said(msgspec.Struct, frozen=True, gc=False):
    """One text: the field it stands in (dots for a part of it), the message id of what people call that.

    `origin` is WRITTEN by somebody, CHOSEN from a list (then the text is its label in the active language),
    or CODE: the id of a record, the code of a person or study.
    """

    field: str
    label: str
    text: str
    origin: str = WRITTEN


class _Holder(msgspec.Struct, frozen=True, gc=False):
    """Where texts are in an attribute of a record or part: in parts of it, or in itself."""

    name: str
    field: str
    label: str
    parts: bool
    vocabulary: str
    origin: str


def texts_of(record: Record[RecordData]) -> list[Said]:
    """Give every text of a record: what was written first, then codes, then what was chosen.

    The study that it belongs to is left out: all its records would say it.
    """
    found = list(_inside(record.data, "", current_language()))
    if record.why:
        found.append(Said("why", N_("Why"), readable(record.why)))
    if all(said.text != record.id for said in found):
        found.append(Said("id", N_("Id"), record.id, CODE))
    return [said for origin in (WRITTEN, CODE, CHOSEN) for said in found if said.origin == origin]


def readable(text: str) -> str:
    """Give a text with each letter and its accents as one character, and lines that end in one way."""
    if text.isascii() and text.isprintable():
        return text
    whole = unicodedata.normalize("NFC", text).replace("\N{LATIN SMALL LIGATURE IJ}", "ij")
    return whole.replace("\r\n", "\n").replace("\r", "\n")


def _inside(holder: Any, before: str, language: str) -> Iterator[Said]:
    record_type: Any = type(holder)
    for each in _holders(record_type, before):
        value = getattr(holder, each.name)
        if value is None or value == ():
            continue
        if each.parts:
            for part in value if isinstance(value, tuple) else (value,):
                yield from _inside(part, f"{each.field}.", language)
            continue
        for text in (value,) if isinstance(value, str) else texts_in(value):
            shown = _chosen(each.vocabulary, text, language) if each.origin == CHOSEN else readable(text)
            yield Said(each.field, each.label, shown, each.origin)


@cache
def _holders(record_type: Any, before: str) -> tuple[_Holder, ...]:
    return tuple(_holder(field, before) for field in fields(record_type) if _holds_text(field))


def _holds_text(field: Field) -> bool:
    textual = field.type is str or field.type is object or field.type is Any
    return (textual or bool(field.parts)) and "study" not in field.asks.refers_to


def _holder(field: Field, before: str) -> _Holder:
    asks = field.asks
    chosen = asks.vocabulary or asks.municipality
    code = asks.refers_to or field.name in _CODES
    return _Holder(
        name=field.name,
        field=before + field.name,
        label=asks.label,
        parts=bool(field.parts),
        vocabulary=asks.vocabulary,
        origin=CHOSEN if chosen else CODE if code else WRITTEN,
    )


@cache
def _chosen(vocabulary: str, term: str, language: str) -> str:
    """Give the label of what was chosen from a list; without a list it is a municipality."""
    if vocabulary:
        return label(vocabulary, term, language)
    return by_code(term).name if is_known(term) else term
