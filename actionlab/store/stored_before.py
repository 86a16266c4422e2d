"""Stored before: personal data in records that came in before the gate, or with another copy.

Former versions are looked at too: they stay on the disk until somebody forgets them.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from actionlab.i18n import N_, _
from actionlab.privacy.screen import HIT_KINDS, look_for_structured
from actionlab.privacy.texts import CONFIRMED, WHY, Place, place_of, structured_places
from actionlab.store.examining import Examined
from actionlab.store.findings import Finding, found
from actionlab.store.reading import Stored
from actionlab.store.revisions import TOMBSTONE, Revision

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
# hashes, days and moments
_MACHINE_MADE = re.compile(r"[0-9a-f]{32}|\d{4}-\d\d-\d\d(T[\d:.]+Z?)?")
_FORMER = N_("In a former version: {places}")


def stored_before(examined: Examined, today: dt.date) -> Iterator[Finding]:
    """Give a finding for each record that holds structured personal data, at the line where it stands.

    That is the version that counts, or else the last former one that holds it.
    """
    current = {record.rev for record in examined.reading.records}
    told: dict[str, tuple[Stored, tuple[Place, ...]]] = {}
    for stored, places in holding(examined.stored, today.year):
        known = told.get(stored.entry.revision.id)
        if known is None or known[0].entry.revision.rev not in current:
            told[stored.entry.revision.id] = stored, places
    for record_id, (stored, places) in told.items():
        where = " ".join(dict.fromkeys(str(each) for each in places))
        if stored.entry.revision.rev not in current:
            where = _(_FORMER).format(places=where)
        yield found("personal_data", stored.path, stored.line, id=record_id, places=where)


def holding(versions: Iterable[Stored], year: int) -> Iterator[tuple[Stored, tuple[Place, ...]]]:
    """Give the versions that hold structured personal data, each with its places (never the text).

    Fields that only a newer program knows are looked at too, and what was said about a change.
    """
    for stored in versions:
        revision = stored.entry.revision
        if revision.kind != TOMBSTONE:
            places = (*_in_fields(revision, year), *_beside(revision, year))
            if places:
                yield stored, places


def held_aside(paths: Iterable[str], today: dt.date) -> Iterator[Finding]:
    """Give a finding for each line with structured personal data in files that `check --repair` set aside."""
    for path in paths:
        try:
            lines = Path(path).read_bytes().decode("utf-8", "replace").split("\n")
        except OSError:
            continue  # it was there a moment ago; told by those who look at the files
        for number, line in enumerate(lines, 1):
            kinds = kinds_in_line(line, today.year)
            if kinds:
                told = ", ".join(_(HIT_KINDS[kind].label) for kind in kinds)
                yield found("personal_data_aside", path, number, kinds=told)


def kinds_in_line(line: str, year: int) -> tuple[str, ...]:
    """Give the kinds of structured personal data in a damaged line of a record file, each once.

    Hashes and moments are not looked at: in one of 170 the digits pass for a number of somebody.
    """
    return tuple(
        dict.fromkeys(hit.kind for text in _said(line) for hit in look_for_structured(text, year=year))
    )


def _said(line: str) -> Iterator[str]:
    """Give the texts in a damaged line: what stands between quotes, and what stands outside them."""
    yield _QUOTED.sub(" … ", line)
    for each in _QUOTED.findall(line):
        if not _MACHINE_MADE.fullmatch(each):
            with suppress(ValueError):
                yield json.loads(f'"{each}"', strict=False)


def _in_fields(revision: Revision, year: int) -> tuple[Place, ...]:
    try:
        fields = revision.fields
    except (msgspec.DecodeError, KeyError):
        return ()  # of a later schema, or damaged and told as that
    return structured_places(revision.id, revision.kind, fields, year=year)


def _beside(revision: Revision, year: int) -> Iterator[Place]:
    for beside, said in ((WHY, revision.why), (CONFIRMED, revision.confirmed)):
        text = msgspec.structs.replace(beside, text=said or "")
        for hit in look_for_structured(text.text, year=year):
            yield place_of(revision.id, revision.kind, text, hit)
