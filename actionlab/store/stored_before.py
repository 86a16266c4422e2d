"""Stored before: personal data in records that came in before the gate, or with another copy.

Former versions are looked at too: they stay on the disk until somebody forgets them.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

import msgspec

from actionlab.i18n import N_, _
from actionlab.privacy.screen import HIT_KINDS, look
from actionlab.privacy.texts import CONFIRMED, WHY, Place, place_of, structured_places
from actionlab.store.examining import Examined
from actionlab.store.findings import Finding, found
from actionlab.store.reading import Stored
from actionlab.store.revisions import TOMBSTONE, Revision

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


def _in_fields(revision: Revision, year: int) -> tuple[Place, ...]:
    try:
        fields = revision.fields
    except (msgspec.DecodeError, KeyError):
        return ()  # of a later schema, or damaged and told as that
    return structured_places(revision.id, revision.kind, fields, year=year)


def _beside(revision: Revision, year: int) -> Iterator[Place]:
    for beside, said in ((WHY, revision.why), (CONFIRMED, revision.confirmed)):
        text = msgspec.structs.replace(beside, text=said or "")
        for hit in look(text.text, year=year):
            if HIT_KINDS[hit.kind].structured:
                yield place_of(revision.id, revision.kind, text, hit)
