"""A field: one question that a record answers, with its label and the form of its answer.

Every field of a record is an annotated attribute of a msgspec struct; this module reads them back, so
that options, questions, listings and *nog te regelen* all come from the one place where a field is
written down. Missing (``None`` or an empty tuple) always means *not recorded*, never zero or no.
"""

import types
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec

from actionlab.i18n import _


class Asks(msgspec.Struct, frozen=True):
    """What a field asks, beside its type.

    `label` is the English message id; `vocabulary` names the list an answer comes from; `refers_to` names
    the kinds of record an answer may point at; `asked` means: counted as *not recorded* when missing.
    `municipality` and `month` mark text of that form. Of what is `counted` people are shown the number only.
    """

    label: str
    asked: bool = False
    vocabulary: str = ""
    refers_to: tuple[str, ...] = ()
    municipality: bool = False
    month: bool = False
    low: int | None = None
    high: int | None = None
    counted: bool = False


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A field as read back from a record class.

    `type` is the type of one answer (`str`, `int`, `float`, `bool`, `dt.date`, a struct for a part with
    fields of its own, or `object`); `many` says that several are allowed; `required` that the record
    cannot be stored without it.
    """

    name: str
    asks: Asks
    type: Any
    many: bool
    required: bool

    @property
    def label(self) -> str:
        """The label in the active language."""
        return _(self.asks.label)

    @property
    def parts(self) -> "tuple[Field, ...]":
        """The fields of the struct that one answer is; empty for a plain value."""
        return fields(self.type) if is_part(self.type) else ()


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of a structured answer inside a record, such as a quote or a line of attendance."""


class RecordData(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of what a record says; the envelope around it is `model.records.Record`."""


def is_part(kind: Any) -> bool:
    """Tell whether a type is a structured answer with fields of its own."""
    return isinstance(kind, type) and issubclass(kind, Part)


def fields(record_type: Any) -> tuple[Field, ...]:
    """Give the fields of a record or part class, in the order in which they are asked."""
    return _fields(record_type)


@cache
def _fields(record_type: Any) -> tuple[Field, ...]:
    return tuple(_field(info) for info in msgspec.structs.fields(record_type))


def field(record_type: Any, name: str) -> Field:
    """Give one field by name; KeyError when the class has none of that name."""
    for each in fields(record_type):
        if each.name == name:
            return each
    raise KeyError(name)


def missing(data: RecordData) -> Iterator[Field]:
    """Give the fields that are asked for and were not recorded."""
    for each in _asked(type(data)):
        if getattr(data, each.name) in (None, ()):
            yield each


@cache
def _asked(record_type: Any) -> tuple[Field, ...]:
    return tuple(each for each in _fields(record_type) if each.asks.asked)


def _field(info: Any) -> Field:
    asks, inner = Asks(label=info.name), info.type
    if get_origin(inner) is Annotated:
        inner, *marks = get_args(inner)
        asks = next((mark for mark in marks if isinstance(mark, Asks)), asks)
    inner = _without_none(inner)
    many = get_origin(inner) is tuple
    if many:
        inner = _without_none(get_args(inner)[0])
    return Field(name=info.encode_name, asks=asks, type=inner, many=many, required=info.required)


def _without_none(kind: Any) -> Any:
    if get_origin(kind) in (Union, types.UnionType):
        rest = [each for each in get_args(kind) if each is not type(None)]
        return rest[0] if len(rest) == 1 else object
    return kind
