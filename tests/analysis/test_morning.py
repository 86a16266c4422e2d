"""What is due over all studies, what is to come, and what was recorded lately."""

import datetime as dt
from typing import Any

import msgspec
import pytest
from builders import observation, record, study

from actionlab.analysis.due import study_status
from actionlab.analysis.morning import most_urgent, recorded, to_come, weekly
from actionlab.model.records import Record, Records
from actionlab.model.settings import Settings

TODAY = dt.date(2026, 6, 15)


def urgent(*records: Record[Any]) -> list[tuple[str, str | None]]:
    everything = Records(records)
    states = [
        study_status(each, everything, TODAY, settings=Settings()) for each in records if each.kind == "study"
    ]
    return [(state.study.id, waiting.record_id) for state, waiting in most_urgent(states)]


def action(record_id: str, study_id: str, due: str) -> Record[Any]:
    return record("action", record_id, study_id=study_id, due_date=due, status="open")


def decision(record_id: str, study_id: str, needed: str | None) -> Record[Any]:
    return record("decision", record_id, study_id=study_id, needed_by=needed)


def test_over_all_studies_what_is_latest_comes_first_and_what_has_no_day_last() -> None:
    assert urgent(
        study("een"),
        study("twee"),
        decision("dec-none", "een", None),
        decision("dec-next", "een", "2026-06-20"),
        action("act-june", "een", "2026-06-01"),
        action("act-may", "twee", "2026-05-01"),
    ) == [("twee", "act-may"), ("een", "act-june"), ("een", "dec-next"), ("een", "dec-none")]


def test_of_one_day_it_is_told_by_what_it_is_before_it_is_told_by_study() -> None:
    assert urgent(
        study("een"),
        study("twee"),
        decision("dec-june", "een", "2026-06-01"),
        action("act-june", "twee", "2026-06-01"),
    ) == [("twee", "act-june"), ("een", "dec-june")]


@pytest.mark.parametrize(
    ("days_ago", "counted"),
    [
        ([0], (0, 0, 1)),
        ([6], (0, 0, 1)),
        ([7], (0, 1, 0)),
        ([20], (1, 0, 0)),
        ([21], (0, 0, 0)),
        ([-1], (0, 0, 0)),
        ([0, 1, 8, None], (0, 1, 2)),
    ],
)
def test_a_week_is_seven_days_and_the_last_one_ends_today(
    days_ago: list[int | None], counted: tuple[int, ...]
) -> None:
    days = [None if n is None else TODAY - dt.timedelta(days=n) for n in days_ago]
    assert weekly(days, TODAY, 3) == counted


def test_what_was_recorded_is_counted_per_kind_per_week_and_in_the_cycle() -> None:
    cycle = record("cycle", "cyc-0001", start_date="2026-06-01", end_date="2026-06-30")
    records = Records(
        [
            study(),
            cycle,
            observation("obs-0001", date="2026-06-14"),
            observation("obs-0002", date="2026-06-02"),
            observation("obs-0003", date="2026-03-02"),
            observation("obs-0004"),
            study("ander"),
            observation("obs-0005", study_id="ander", date="2026-06-14"),
        ]
    )
    found = recorded("een", cycle, records, TODAY)
    assert found.kinds == {"cycle": 1, "observation": 4}
    assert (found.in_cycle, found.recent) == (2, 2)
    assert found.weeks == (0, 0, 0, 0, 0, 0, 1, 1)
    assert recorded("een", None, records, TODAY).in_cycle is None


def test_what_was_written_down_last_is_nothing_that_a_study_is_set_up_with() -> None:
    written = [
        msgspec.structs.replace(each, at=at)
        for each, at in (
            (observation("obs-0001"), "2026-06-10T08:00:00Z"),
            (record("action", "act-0001"), "2026-06-12T08:00:00Z"),
            (record("cycle", "cyc-0001"), "2026-06-14T08:00:00Z"),
        )
    ]
    last = recorded("een", None, Records([study(), *written]), TODAY).last
    assert last
    assert last.id == "act-0001"
    assert recorded("een", None, Records([study()]), TODAY).last is None


def test_what_is_to_come_is_all_that_has_a_day_and_is_not_done() -> None:
    one = study(end_date="2026-12-31")
    records = Records(
        [
            one,
            action("act-0001", "een", "2031-01-01"),
            record("action", "act-0002", due_date="2026-01-01", status="done"),
            decision("dec-0001", "een", "2026-02-01"),
            decision("dec-0002", "een", None),
            record("cycle", "cyc-0001", end_date="2026-09-30", status="planned"),
        ]
    )
    found = [(each.what, each.record_id, str(each.due_on)) for each in to_come(one, records, Settings())]
    assert found == [
        ("decision_awaited", "dec-0001", "2026-02-01"),
        ("cycle_to_close", "cyc-0001", "2026-09-30"),
        ("action_late", "act-0001", "2031-01-01"),
        ("data_to_remove", "een", "2036-12-31"),
    ]
