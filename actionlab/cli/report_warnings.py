"""What the maker of a report should know of its records before anybody else reads it."""

from collections.abc import Sequence

import msgspec

from actionlab.cli.terminal import say
from actionlab.i18n import ngettext
from actionlab.model.fields import RecordData
from actionlab.model.records import Record
from actionlab.model.words import texts_in

_MOST_NAMED = 5


def warn_of(records: Sequence[Record[RecordData]]) -> None:
    """Name the records that Word cannot show whole, and those whose texts somebody confirmed."""
    _warn_of_odd_characters(records)
    _warn_of_confirmed(records)


def _warn_of_odd_characters(records: Sequence[Record[RecordData]]) -> None:
    odd = _with_odd_characters(records)
    if odd:
        sentence = ngettext(
            "Warning: {n} record holds characters that Word cannot show: {ids}. They stand there as \ufffd.",
            "Warning: {n} records hold characters that Word cannot show: {ids}. They stand there as \ufffd.",
            len(odd),
        )
        _name(odd, sentence)


def _warn_of_confirmed(records: Sequence[Record[RecordData]]) -> None:
    confirmed = [record.id for record in records if record.confirmed]
    if confirmed:
        sentence = ngettext(
            "Warning: in {n} record was confirmed what may point at a person: {ids}. Read it first.",
            "Warning: in {n} records was confirmed what may point at a person: {ids}. Read it first.",
            len(confirmed),
        )
        _name(confirmed, sentence)


def _name(ids: Sequence[str], sentence: str) -> None:
    say(sentence.format(n=len(ids), ids=", ".join(ids[:_MOST_NAMED])))


def _with_odd_characters(records: Sequence[Record[RecordData]]) -> list[str]:
    from actionlab.report.word.rendering import printable

    found = []
    for record in records:
        text = "".join(texts_in(msgspec.to_builtins(record.data)))
        if printable(text) != text:
            found.append(record.id)
    return found
