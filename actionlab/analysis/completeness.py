"""Completeness: what was asked for and not recorded, and what is not arranged yet (*nog te regelen*)."""

from collections import Counter
from collections.abc import Iterator

import msgspec

from actionlab.analysis.cycles import cycle_of, phase_of
from actionlab.model.cycle import Cycle
from actionlab.model.fields import Field, RecordData, fields, missing
from actionlab.model.fields import field as field_of
from actionlab.model.kinds import KINDS
from actionlab.model.observation import Observation
from actionlab.model.participant import Participant
from actionlab.model.records import Record, Records, study_of
from actionlab.model.study import Consulted, Study

# what a study is set up with; each is named field by field, all other kinds are counted
SET_UP = ("study", "approach", "cycle")

# a date answers these
_FROM_DATE = ("cycle_id", "phase")


class Unsettled(msgspec.Struct, frozen=True, kw_only=True):
    """A record with what a study is set up with, and its fields that still need an answer."""

    record_id: str
    kind: str
    fields: tuple[Field, ...]
    number: int | None = None


class Incomplete(msgspec.Struct, frozen=True, kw_only=True):
    """How many records of a kind have a field that was asked for and not recorded, out of `total`."""

    kind: str
    records: int
    total: int


def not_recorded(record: Record[RecordData], records: Records) -> tuple[Field, ...]:
    """Give the fields of a record that were asked for and not recorded.

    A cycle or phase that follows from the date of the record is not missing, nor is evidence that was
    erased. How a resident agreed is asked only when one was there without a code.
    """
    return tuple(_lacking(record, records))


def _lacking(record: Record[RecordData], records: Records) -> Iterator[Field]:
    yield from (field for field in missing(record.data) if not _accounted_for(field.name, record, records))
    if isinstance(record.data, Observation) and _residents_unasked(record.data, records):
        yield field_of(Observation, "residents_agreed")


def _residents_unasked(observation: Observation, records: Records) -> bool:
    """Tell whether a resident was there without a code, and how he or she agreed was not recorded."""
    if observation.residents_agreed or "resident" not in observation.present_roles:
        return False
    people = [records.find(Participant, code) for code in observation.participants]
    return not any(person and person.data.group == "resident" for person in people)


def unsettled(study: Record[Study], records: Records) -> tuple[Unsettled, ...]:
    """Give what is not arranged yet for a study, its approach and its cycles; empty when all is.

    "Not yet" and "to be decided" are recorded answers, and still something to arrange.
    """
    approach = records.get(study.data.approach_id)
    cycles = records.of_study(Cycle, study.id)
    set_up: list[Record[RecordData]] = [study, *([approach] if approach else []), *cycles]
    found = (
        Unsettled(
            record_id=record.id,
            kind=record.kind,
            fields=tuple(_open_fields(record, records)),
            number=getattr(record.data, "number", None),
        )
        for record in set_up
    )
    return tuple(each for each in found if each.fields)


def incomplete(study_id: str, records: Records) -> tuple[Incomplete, ...]:
    """Give per kind how many records of a study are not complete, in the order of the kinds.

    Kinds of which every record is complete are left out.
    """
    own = records.by(study_of).get(study_id, ())
    totals = Counter(record.kind for record in own if record.kind not in SET_UP)
    open_ones = Counter(record.kind for record in own if record.kind in totals and _is_open(record, records))
    counted = (Incomplete(kind=kind, records=open_ones[kind], total=totals[kind]) for kind in KINDS)
    return tuple(each for each in counted if each.records)


def _is_open(record: Record[RecordData], records: Records) -> bool:
    """Tell whether a field is open; one is enough, and what takes long to know is looked at last."""
    asked = sorted(missing(record.data), key=lambda field: field.name in _FROM_DATE)
    if any(not _accounted_for(field.name, record, records) for field in asked):
        return True
    return isinstance(record.data, Observation) and _residents_unasked(record.data, records)


def _accounted_for(name: str, record: Record[RecordData], records: Records) -> bool:
    if name == "cycle_id":
        return cycle_of(record, records) is not None
    if name == "evidence":
        return record.lost > 0
    return name == "phase" and phase_of(record, records) is not None


def _open_fields(record: Record[RecordData], records: Records) -> Iterator[Field]:
    lacking = {field.name for field in not_recorded(record, records)}
    for field in fields(type(record.data)):
        answer = getattr(record.data, field.name)
        not_yet = isinstance(answer, Consulted) and answer.done is not True
        if field.name in lacking or not_yet or (field.name, answer) == ("legal_basis", "to_be_decided"):
            yield field
