"""A collection of records: order, finding, and what a record belongs to."""

import itertools

import msgspec
from builders import observation, record, study

from actionlab.model.cycle import Cycle
from actionlab.model.observation import Observation
from actionlab.model.records import Records, day_of, study_of

STUDY = study()
CYCLE = record("cycle", "cyc-0001", start_date="2026-01-05")
LATE = observation("obs-0001", date="2026-03-12")
EARLY = observation("obs-0003", date="2026-01-12")
SAME_DAY = observation("obs-0002", date="2026-01-12")
UNDATED = observation("obs-0004")
ALL = (STUDY, CYCLE, LATE, EARLY, SAME_DAY, UNDATED)


def test_records_stand_by_kind_then_day_then_id_however_they_came() -> None:
    wanted = ["een", "cyc-0001", "obs-0004", "obs-0002", "obs-0003", "obs-0001"]
    for order in itertools.islice(itertools.permutations(ALL), 0, 720, 37):
        assert [each.id for each in Records(order)] == wanted


def test_a_record_is_found_by_its_whole_id_only() -> None:
    known = Records(ALL)
    assert known.get("obs-0001") is LATE
    assert known.get("obs") is None
    assert known.get(None) is None
    assert known.get("") is None
    assert len(known) == len(ALL)


def test_records_are_found_by_class() -> None:
    known = Records(ALL)
    assert known.of(Cycle) == (CYCLE,)
    assert known.find(Cycle, "cyc-0001") is CYCLE
    assert known.find(Observation, "cyc-0001") is None
    assert known.find(Observation, None) is None


def test_a_prefix_finds_all_that_begin_so_in_any_case() -> None:
    known = Records(ALL)
    assert [each.id for each in known.with_prefix("OBS-000")] == [
        "obs-0004",
        "obs-0002",
        "obs-0003",
        "obs-0001",
    ]
    assert known.with_prefix("obs-9") == ()


def test_an_exact_id_wins_from_longer_ones() -> None:
    short, longer = study("hou-intake"), study("hou-intake-2")
    assert Records([short, longer]).with_prefix("hou-intake") == (short,)


def test_some_records_are_chosen_and_the_unknown_ones_stay_counted() -> None:
    known = Records(ALL, unknown=2).where(lambda each: each.kind == "observation")
    assert len(known) == 4
    assert known.unknown == 2


def test_records_that_come_beside_others_take_their_place_and_the_unknown_ones_stay_counted() -> None:
    first = ALL[0]
    known = Records(ALL, unknown=2).updated([msgspec.structs.replace(first, why="anders")])
    assert (len(known), known.unknown) == (len(Records(ALL)), 2)
    found = known.get(first.id)
    assert found
    assert found.why == "anders"


def test_a_record_belongs_to_a_study_or_spans_them() -> None:
    assert study_of(STUDY) == "een"
    assert study_of(LATE) == "een"
    assert study_of(record("organisation")) is None
    assert study_of(record("note", study_id=None, municipality="GM0321")) is None


def test_the_day_of_a_record_is_that_of_the_event() -> None:
    assert day_of(LATE) == "2026-03-12"
    assert day_of(UNDATED) == ""
    assert day_of(record("insight")) == ""
    assert day_of(record("action", agreed_on="2026-02-01")) == "2026-02-01"
    assert day_of(record("approach", since="2025-09")) == "2025-09"
