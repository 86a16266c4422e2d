"""The rows of the measurement workbook: whose measurements may be filled in, and of what."""

from collections.abc import Iterator

from actionlab.exchange.workbook.columns import LANGUAGE, SCALE_MAP
from actionlab.model import vocabulary
from actionlab.model.forms import MOMENTS
from actionlab.model.instruments import INSTRUMENTS, told_apart
from actionlab.model.measurement import Measurement
from actionlab.model.participant import Participant
from actionlab.model.records import Record, Records
from actionlab.model.study import Study
from actionlab.model.withdrawal import MEASUREMENTS

# who an instrument is about; a grade is for everybody
_GROUPS = {"ladder": {"resident", "expert_by_experience"}, "gas": {"resident", "expert_by_experience"}}
_SCAN_GROUPS = {"professional", "employer", "expert_by_experience"}

Row = dict[str, str]


def workbook_sources(records: Records, study_id: str) -> tuple[str, ...]:
    """Give the ids of the records of which something stands in the workbook: people, goals and counters."""
    people = [each.id for each in _people(records, study_id)]
    measured = [
        each.id
        for each in records.of_study(Measurement, study_id)
        if each.data.instrument in ("gas", "counter")
    ]
    return (study_id, *people, *measured)


def instruments_of(study: Study) -> tuple[str, ...]:
    """Give the instruments of a study that take measurements; all of them when it names none."""
    named = {each.instrument for each in study.instruments} | {study.primary_indicator}
    taken = [each.id for each in INSTRUMENTS.values() if each.form != "refused"]
    return tuple(each for each in taken if each in named) or tuple(taken)


def rows_of(instrument: str, records: Records, study_id: str) -> tuple[Row, ...]:
    """Give what stands in the rows of a sheet beforehand, by field: codes and moments, goals and labels."""
    if instrument == SCALE_MAP:
        return ()
    if instrument == "counter":
        return tuple(_counters(records, study_id))
    people = [each for each in _people(records, study_id) if _is_measured_with(instrument, each.data.group)]
    if INSTRUMENTS[instrument].form == "answers":
        moments = [vocabulary.label("moment", each, LANGUAGE) for each in MOMENTS]
        return tuple({"participant": each.id, "moment": when} for when in moments for each in people)
    if instrument == "gas":
        return tuple(row for each in people for row in _goals(each.id, records, study_id))
    return tuple({"participant": each.id} for each in people)


def _people(records: Records, study_id: str) -> list[Record[Participant]]:
    found = records.of_study(Participant, study_id)
    order = vocabulary.ids("participant_group")
    return sorted(
        (each for each in found if _may_be_measured(each.data)),
        key=lambda each: (order.index(each.data.group), each.id),
    )


def _may_be_measured(person: Participant) -> bool:
    """Tell whether somebody agreed to measurements, or was not asked yet what to agree to."""
    is_open = person.consent.status == "requested" or (person.consent.stands and not person.consent.scopes)
    return person.status != "erased" and (is_open or person.agreed_to(MEASUREMENTS))


def _is_measured_with(instrument: str, group: str) -> bool:
    if INSTRUMENTS[instrument].form == "answers":
        return group in _SCAN_GROUPS
    return group in _GROUPS.get(instrument, {group})


def _goals(code: str, records: Records, study_id: str) -> Iterator[Row]:
    goals: dict[object, str] = {}
    for each in records.of(Measurement):
        data = each.data
        if (data.study_id, data.instrument, data.participant) == (study_id, "gas", code) and data.goal:
            goals.setdefault(told_apart(data), data.goal)
    yield from ({"participant": code, "goal": goal} for goal in goals.values() or ("",))


def _counters(records: Records, study_id: str) -> Iterator[Row]:
    counted: dict[object, Row] = {}
    for each in records.of(Measurement):
        data = each.data
        if (data.study_id, data.instrument) == (study_id, "counter") and data.label:
            unit = vocabulary.label("counter_unit", data.unit, LANGUAGE) if data.unit else ""
            row = {"label": data.label, "unit": unit, "participant": data.participant or ""}
            counted.setdefault(told_apart(data), row)
    yield from counted.values()
