"""How the work grows with the number of studies: counted in calls, which do not depend on the machine."""

import datetime as dt
import sys
from collections.abc import Callable
from typing import Any

import builders

from actionlab.analysis.due import study_status
from actionlab.analysis.searching import find, words_like
from actionlab.analysis.strength import with_lost_groups
from actionlab.model.records import Record, Records, study_of
from actionlab.model.settings import Settings
from actionlab.model.study import Study
from actionlab.store.query import select

FEW, MANY = 5, 40
TODAY = dt.date(2026, 7, 1)


def studies(count: int) -> Records:
    """So many studies alike, with every kind of record that may wait for something."""
    return Records(record for number in range(count) for record in _study(number))


def _study(number: int) -> list[Record[Any]]:
    slug = f"studie-{number}"
    seen = [
        builders.observation(f"obs-{number}-{n}", study_id=slug, date=f"2026-03-{n + 1:02}", phase="act")
        for n in range(10)
    ]
    people = [builders.person(f"HOU-AA{chr(65 + number % 26)}{n}", study_id=slug) for n in range(4)]
    group = {"ref": f"measurement:{slug}:grade", "relation": "supports"}
    return [
        builders.study(slug, end_date="2026-06-01"),
        builders.record(
            "cycle", f"cyc-{number}", study_id=slug, start_date="2026-03-01", end_date="2026-06-01"
        ),
        *seen,
        *people,
        *(builders.measured(each.id, "baseline", 7, study_id=slug) for each in people),
        builders.insight(f"ins-{number}", study_id=slug, evidence=[group]),
        builders.record("action", study_id=slug, due_date="2026-05-01"),
        builders.record("training", study_id=slug, date="2026-03-05"),
        builders.record("member_check", study_id=slug, insight_ids=[f"ins-{number}"]),
        builders.record("decision", study_id=slug),
    ]


def all_statuses(records: Records) -> object:
    return [study_status(study, records, TODAY, settings=Settings()) for study in records.of(Study)]


def chosen(records: Records) -> object:
    return len(select(records, municipality=builders.HOUTEN, theme="O1", since="2026-03-02"))


def calls(work: Callable[[Records], object], count: int) -> int:
    """How many functions are called, of Python and of C, and how many lines of loops in them are walked."""
    records = studies(count)
    work(records)
    records = studies(count)
    counted = 0

    def count_line(_frame: Any, event: str, _argument: Any) -> Any:
        nonlocal counted
        counted += 1
        return count_line

    before = sys.gettrace()
    sys.settrace(count_line)
    try:
        work(records)
    finally:
        sys.settrace(before)
    return counted


def grows_with_the_studies(work: Callable[[Records], object]) -> bool:
    # a tenth for what is sorted
    return calls(work, MANY) <= 1.1 * MANY / FEW * calls(work, FEW)


def test_the_status_of_all_studies_grows_with_their_number() -> None:
    assert grows_with_the_studies(all_statuses)


def test_looking_for_lost_groups_grows_with_the_number_of_studies() -> None:
    assert grows_with_the_studies(with_lost_groups)


def test_choosing_records_grows_with_the_number_of_studies() -> None:
    assert grows_with_the_studies(chosen)


def test_searching_grows_with_the_number_of_studies() -> None:
    assert grows_with_the_studies(lambda records: find(["inwoner", "vertellen"], records))
    assert grows_with_the_studies(lambda records: words_like("inwonr", records))


def test_what_walks_all_records_for_every_study_is_noticed() -> None:
    assert not grows_with_the_studies(
        lambda records: [
            [each for each in records if study_of(each) == study.id] for study in records.of(Study)
        ]
    )
