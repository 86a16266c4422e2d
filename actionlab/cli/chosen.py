"""Chosen: the record that somebody means by the beginning of an id, or one that was erased before."""

import re

from actionlab.cli.faults import AmbiguousRecord, WrongKind, unknown_record
from actionlab.cli.values import kind_label
from actionlab.errors import ErasedRecord
from actionlab.model.fields import RecordData
from actionlab.model.records import Record
from actionlab.model.rules import PSEUDONYM
from actionlab.store import Reading


def chosen(typed: str, reading: Reading, kind_id: str = "") -> Record[RecordData]:
    """Give the record whose id begins with what was typed, of one kind when `kind_id` is given.

    Raises `ErasedRecord` with its whole id when it was erased before, `UnknownRecord`, `AmbiguousRecord` or
    `WrongKind`; `DamagedFile` when a file cannot be read and the record may be in it.
    """
    wanted = typed.strip()
    found = reading.records.with_prefix(wanted) if wanted else ()
    fitting = [record for record in found if not kind_id or record.kind == kind_id]
    gone = _gone(wanted, reading, kind_id)
    if wanted in gone or (not fitting and len(gone) == 1):
        raise ErasedRecord(id=wanted if wanted in gone else gone[0])
    if len(fitting) == 1:
        return fitting[0]
    known = [*(record.id for record in fitting), *gone]
    if known:
        raise AmbiguousRecord(id=typed, known=known[:5])
    if found:
        raise WrongKind(id=found[0].id, kind=kind_label(found[0].kind), wanted=kind_label(kind_id))
    for damaged in reading.damaged:
        raise damaged
    raise unknown_record(typed, (each for each in reading.records if each.kind == (kind_id or each.kind)))


def _gone(wanted: str, reading: Reading, kind_id: str) -> list[str]:
    """Give the ids of erased records that begin so; a person is known by the form of the code."""
    begin = wanted.casefold()
    fitting = sorted(each for each in reading.erased if begin and each.casefold().startswith(begin))
    exact = [each for each in fitting if each.casefold() == begin]
    people_only = kind_id == "participant"
    return [each for each in exact or fitting if not people_only or re.fullmatch(PSEUDONYM, each)]
