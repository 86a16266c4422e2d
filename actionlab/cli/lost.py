"""Lost sources: how people are told that evidence of an insight was erased."""

from typing import Any

from actionlab.cli.looking import as_json
from actionlab.i18n import ngettext
from actionlab.model.fields import RecordData
from actionlab.model.records import Record, Records


def lost_sources(n: int) -> str:
    """Give a few words for the number of sources that were erased."""
    return ngettext("{n} source was erased", "{n} sources were erased", n).format(n=n)


def look_again(n: int) -> str:
    """Give the sentence that asks to look at an insight again."""
    sentence = ngettext(
        "{n} source of this insight was erased: look again whether the claim still stands.",
        "{n} sources of this insight were erased: look again whether the claim still stands.",
        n,
    )
    return sentence.format(n=n)


def marked_json(record: Record[RecordData], records: Records) -> dict[str, Any]:
    """Give a record as an object for `--json`; an insight with the number of its sources that were erased."""
    lost = {"lost_sources": record.lost} if record.kind == "insight" else {}
    return {**as_json(record, records), **lost}
