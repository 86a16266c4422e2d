"""Texts of a record: which of its fields hold free text, and where in them something was found.

Chosen words, codes, dates and references are no free text. What a newer program stored is free text too.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from actionlab.i18n import N_, _
from actionlab.model.fields import Field, fields, is_part
from actionlab.model.kinds import KINDS
from actionlab.privacy.screen import HIT_KINDS, Hit, look, look_for_structured, mask, without_known

# of a name is known that it is one: these fields are not asked about, for these kinds of hit or for all
_NAMES = frozenset({"capital", "name"})
_ALL_ASKED = frozenset(kind.id for kind in HIT_KINDS.values() if not kind.structured)
_SPARED = {
    ("study", "id"): _ALL_ASKED,
    ("study", "template_id"): _ALL_ASKED,
    ("study", "approved_words"): _ALL_ASKED - {"name"},
    ("study", "title"): frozenset({"capital"}),
    ("approach", "title"): frozenset({"capital"}),
    ("organisation", "name"): _NAMES,
    ("organisation", "local_name"): _NAMES,
    ("participant", "pseudonym"): _ALL_ASKED,
    # the code that a study had, which was accepted when it began
    ("removal", "study"): frozenset(HIT_KINDS),
}


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where in a record something was found, never what: safe to print.

    `field` is the field's name with dots for a part of it, `label` the message id of what people call it.
    `line` and `column` count from 1, `length` in characters. `hit` is the kind of hit.
    """

    record: str
    kind: str
    field: str
    label: str
    line: int
    column: int
    length: int
    hit: str

    @property
    def structured(self) -> bool:
        """Tell whether it is refused whatever somebody says of it."""
        return HIT_KINDS[self.hit].structured

    def __str__(self) -> str:
        sentence = _("{label}, line {line}, character {column}: {what}. {advice}")
        return sentence.format(
            label=_(self.label),
            line=self.line,
            column=self.column,
            what=_(HIT_KINDS[self.hit].label),
            advice=_(HIT_KINDS[self.hit].advice),
        )


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """One free text of a record: its path in the fields as stored, and what people call its field."""

    path: tuple[str | int, ...]
    label: str
    text: str

    @property
    def field(self) -> str:
        """The name of the field, with dots for a part of it."""
        return ".".join(str(each) for each in self.path if isinstance(each, str)).lstrip(".")


# these stand beside the fields of a record; no field begins with a dot
WHY = Text(path=(".why",), label=N_("Why"), text="")
CONFIRMED = Text(path=(".confirmed",), label=N_("Reason of the confirmation"), text="")


def texts_of(kind_id: str, values: Mapping[str, Any]) -> Iterator[Text]:
    """Give every free text of a record, from its fields as stored; those of unknown fields too."""
    known = {field.name: field for field in fields(KINDS[kind_id].data_class)} if kind_id in KINDS else {}
    return _inside(known, values, ())


def hits_in(kind_id: str, text: Text, *, year: int, words: Collection[str] = ()) -> tuple[Hit, ...]:
    """Give what is found in one text of a record; `words` are known, and not asked about."""
    found = look(text.text, year=year)
    if not found:
        return ()
    spared = _SPARED.get((kind_id, text.field), frozenset())
    if (kind_id, text.field) == ("study", "approved_words"):
        # what is being approved does not speak for itself: nobody approves the name of a person
        words = ()
    return tuple(hit for hit in without_known(text.text, found, words) if hit.kind not in spared)


def place_of(record: str, kind_id: str, text: Text, hit: Hit) -> Place:
    """Give the place of a hit: its line and character, without the text."""
    before = text.text[: hit.start]
    return Place(
        record=record,
        kind=kind_id,
        field=text.field,
        label=text.label,
        line=before.count("\n") + 1,
        column=hit.start - (before.rfind("\n") + 1) + 1,
        length=hit.end - hit.start,
        hit=hit.kind,
    )


def structured_places(
    record: str, kind_id: str, values: Mapping[str, Any], *, year: int
) -> tuple[Place, ...]:
    """Give the structured personal data in a record that was stored before; for `check` and reports."""
    return tuple(
        place_of(record, kind_id, text, hit)
        for text in texts_of(kind_id, values)
        for hit in look_for_structured(text.text, year=year)
    )


def masked(values: Mapping[str, Any], found: Sequence[tuple[Text, Sequence[Hit]]]) -> dict[str, Any]:
    """Give the fields with every hit replaced by its mask, such as ``[telefoonnummer]``."""
    return with_texts(values, {text.path: mask(text.text, hits) for text, hits in found})


def with_texts(values: Mapping[str, Any], texts: Mapping[tuple[str | int, ...], str]) -> dict[str, Any]:
    """Give the fields with these texts, each by its path, in place of what stood there."""
    changed: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(values))
    for path, text in texts.items():
        inside: Any = changed
        for step in path[:-1]:
            inside = inside[step]
        inside[path[-1]] = text
    return changed


def _inside(
    known: Mapping[str, Field], values: Mapping[str, Any], path: tuple[str | int, ...]
) -> Iterator[Text]:
    for name, value in values.items():
        field = known.get(name)
        if field is None:
            yield from _strings(value, (*path, name), name)
        elif is_part(field.type):
            inner = {each.name: each for each in field.parts}
            for step, part in _each(value, (*path, name), field.many):
                yield from _inside(inner, part, step)
        elif _is_free(field):
            yield from _strings(value, (*path, name), field.asks.label)


def _is_free(field: Field) -> bool:
    asks = field.asks
    chosen = asks.vocabulary or asks.refers_to or asks.municipality or asks.month
    return field.type in (str, object, Any) and not chosen


def _each(value: Any, path: tuple[str | int, ...], many: bool) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if many and isinstance(value, list | tuple):
        yield from (((*path, number), each) for number, each in enumerate(value) if isinstance(each, dict))
    elif isinstance(value, dict):
        yield path, value


def _strings(value: Any, path: tuple[str | int, ...], label: str) -> Iterator[Text]:
    if isinstance(value, str):
        yield Text(path=path, label=label, text=value)
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _strings(each, (*path, name), label)
    elif isinstance(value, list | tuple):
        for number, each in enumerate(value):
            yield from _strings(each, (*path, number), label)
