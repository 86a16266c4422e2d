"""Which cycle and phase a day belongs to, for records that do not say so themselves.

A cycle runs from its start up to and including its end; without an end, until a later cycle has begun.
"""

import datetime as dt

from actionlab.model.cycle import Cycle
from actionlab.model.fields import RecordData
from actionlab.model.records import Record, Records


def cycle_on(records: Records, study_id: str, day: dt.date) -> Record[Cycle] | None:
    """Give the cycle of a study on a day, or None between cycles and when no start was recorded.

    Where cycles overlap it is the one that began last.
    """
    running = [
        cycle
        for cycle in records.of_study(Cycle, study_id)
        if _covers(cycle.data.start_date, cycle.data.end_date, day)
    ]
    return max(running, key=lambda cycle: (cycle.data.start_date, cycle.data.number), default=None)


def phase_on(cycle: Cycle, day: dt.date) -> str | None:
    """Give the id of the phase of a cycle on a day, or None when its phases have no dates for that day.

    Phases may overlap (one observes while others act); then it is the one that began last.
    """
    running = [
        (phase.date_from, place, phase.phase)
        for place, phase in enumerate(cycle.phases)
        if _covers(phase.date_from, phase.date_to, day)
    ]
    return max(running)[2] if running else None


def cycle_of(record: Record[RecordData], records: Records) -> Record[Cycle] | None:
    """Give the cycle of a record: the one it names, else the one that its date falls in."""
    named = records.find(Cycle, getattr(record.data, "cycle_id", None))
    if named:
        return named
    study_id, day = getattr(record.data, "study_id", None), getattr(record.data, "date", None)
    return cycle_on(records, study_id, day) if study_id and day else None


def phase_of(record: Record[RecordData], records: Records) -> str | None:
    """Give the phase id of a record: the one it names, else the one that its date falls in."""
    named: str | None = getattr(record.data, "phase", None)
    day = getattr(record.data, "date", None)
    if named or not day:
        return named
    cycle = cycle_of(record, records)
    return phase_on(cycle.data, day) if cycle else None


def _covers(start: dt.date | None, end: dt.date | None, day: dt.date) -> bool:
    return start is not None and start <= day and (end is None or day <= end)
