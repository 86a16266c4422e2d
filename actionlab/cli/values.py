"""Values: the answers of a record in the words that people read."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from actionlab.i18n import _, current_language
from actionlab.model import vocabulary
from actionlab.model.fields import Field, RecordData, fields
from actionlab.model.kinds import KINDS
from actionlab.model.records import Record

# kinds that take more than one field to be told apart in a list
_SAYS_FIRST = {
    "cycle": ("number", "title", "status"),
    "participant": ("group", "role", "status"),
    "measurement": ("participant", "instrument", "goal", "label", "moment", "value"),
    "member_check": ("insight_ids", "form"),
    "note": ("report_section", "text", "order", "leave_out"),
}


def shown(field: Field, answer: Any, between: str = "; ") -> str:
    """Give an answer in words: labels for ids, names for municipalities, days in full.

    Several answers have `between` between them; None and an empty list are "not recorded".
    """
    if answer in (None, ()):
        return _("not recorded")
    answers = answer if field.many else (answer,)
    if field.asks.counted:
        return str(len(answers))
    return between.join(_one(field, each) for each in answers)


def main_text(record: Record[RecordData]) -> str:
    """Give what a record says first, such as the text of an observation or the title of a study."""
    named = {field.name: field for field in fields(type(record.data))}
    title = getattr(record.data, "title", None)
    names = _SAYS_FIRST.get(record.kind) or ("title" if title else KINDS[record.kind].main,)
    answers = ((named[name], getattr(record.data, name)) for name in names)
    told = [shown(field, answer) for field, answer in answers if answer not in (None, ())]
    # of a resident the group and the role have the same name
    return " · ".join(dict.fromkeys(told) if record.kind == "participant" else told)


def kind_label(kind_id: str) -> str:
    """Give the name of a kind of record."""
    return vocabulary.label("record_kind", kind_id)


def _one(field: Field, answer: Any) -> str:
    if field.parts:
        return _parts(field.parts, answer)
    if field.asks.vocabulary:
        return vocabulary.label(field.asks.vocabulary, str(answer))
    if field.asks.municipality:
        from actionlab.model.municipalities import by_code

        return by_code(answer).name
    return _plain(answer)


def _plain(answer: Any) -> str:
    if isinstance(answer, bool):
        return _("yes") if answer else _("no")
    if isinstance(answer, dt.date):
        from actionlab.report.format import day

        return day(answer, current_language())
    if isinstance(answer, float):
        from actionlab.report.format import number

        return number(answer, language=current_language())
    if isinstance(answer, Mapping):
        return ", ".join(f"{name}: {_plain(each)}" for name, each in answer.items())
    if isinstance(answer, str) or not isinstance(answer, Sequence):
        return "–" if answer is None else str(answer)
    return ", ".join(_plain(each) for each in answer)


def _parts(parts: tuple[Field, ...], answer: Any) -> str:
    """Give "subject (label: value, label: value)"; the first part needs no label when it is always there."""
    given = [(part, getattr(answer, part.name)) for part in parts]
    told = [(part, shown(part, each, ", ")) for part, each in given if each not in (None, ())]
    first = [text for part, text in told[:1] if part.required]
    rest = ", ".join(f"{part.label}: {text}" for part, text in told[len(first) :])
    return f"{first[0]} ({rest})" if first and rest else first[0] if first else rest


def changes(before: RecordData, after: RecordData) -> Iterator[str]:
    """Give a line for each field that differs, with what it said and what it will say."""
    for field in fields(type(after)):
        was, will = getattr(before, field.name), getattr(after, field.name)
        if was != will:
            yield f"{field.label}: {shown(field, was)} → {shown(field, will)}"
