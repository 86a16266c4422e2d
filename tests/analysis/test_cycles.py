"""Which cycle and phase a day belongs to."""

import datetime as dt
from typing import Any

from actionlab.analysis.cycles import cycle_of, cycle_on, phase_of, phase_on
from actionlab.model.build import build
from actionlab.model.cycle import Cycle
from actionlab.model.records import Record, Records


def record(kind: str, record_id: str, **fields: Any) -> Record[Any]:
    data = build(kind, {"study_id": "een", **fields})
    return Record(id=record_id, kind=kind, data=data, at="", by="", rev="", folder="een")


FIRST = record("cycle", "cyc-1", number=1, start_date="2026-01-05", end_date="2026-01-31")
SECOND = record("cycle", "cyc-2", number=2, start_date="2026-02-02")
OTHER = record("cycle", "cyc-9", study_id="twee", number=1, start_date="2026-01-01", end_date="2026-12-31")
UNDATED = record("cycle", "cyc-3", number=3)
KNOWN = Records([FIRST, SECOND, OTHER, UNDATED])


def on(day: str) -> str | None:
    found = cycle_on(KNOWN, "een", dt.date.fromisoformat(day))
    return found.id if found else None


def test_both_ends_belong_to_the_cycle() -> None:
    assert on("2026-01-04") is None
    assert on("2026-01-05") == "cyc-1"
    assert on("2026-01-31") == "cyc-1"


def test_between_cycles_there_is_none() -> None:
    assert on("2026-02-01") is None


def test_a_cycle_without_an_end_goes_on() -> None:
    assert on("2027-06-01") == "cyc-2"


def test_of_cycles_that_overlap_the_last_begun_counts() -> None:
    early = record("cycle", "cyc-5", number=5, start_date="2026-01-05", end_date="2026-01-31")
    late = record("cycle", "cyc-4", number=4, start_date="2026-01-20", end_date="2026-01-25")
    known = Records([early, late])
    found = cycle_on(known, "een", dt.date(2026, 1, 22))
    assert found
    assert found.id == "cyc-4"


def test_a_phase_is_known_only_by_its_dates() -> None:
    assert phase_on(FIRST.data, dt.date(2026, 1, 6)) is None
    phases = [
        {"phase": "act", "date_from": "2026-01-05", "date_to": "2026-01-31"},
        {"phase": "observe", "date_from": "2026-01-12", "date_to": "2026-01-20"},
        {"phase": "reflect"},
    ]
    cycle = build("cycle", {"study_id": "een", "number": 1, "phases": phases})
    assert isinstance(cycle, Cycle)
    assert phase_on(cycle, dt.date(2026, 1, 6)) == "act"
    assert phase_on(cycle, dt.date(2026, 1, 15)) == "observe"
    assert phase_on(cycle, dt.date(2026, 1, 25)) == "act"
    assert phase_on(cycle, dt.date(2026, 3, 1)) is None


def test_a_record_says_its_cycle_itself_or_by_its_date() -> None:
    named = record("observation", "obs-1", what_seen="x", cycle_id="cyc-1", date="2026-03-01", phase="plan")
    dated = record("observation", "obs-2", what_seen="x", date="2026-03-01")
    silent = record("observation", "obs-3", what_seen="x")
    assert [
        found.id if found else None for found in (cycle_of(each, KNOWN) for each in (named, dated, silent))
    ] == [
        "cyc-1",
        "cyc-2",
        None,
    ]
    assert [phase_of(each, KNOWN) for each in (named, dated, silent)] == ["plan", None, None]
