"""Queries: which records a listing shows."""

from collections.abc import Callable

import pytest
from tinydb import TinyDB

from actionlab.model.records import Records
from actionlab.model.study import Study
from actionlab.store import Workspace, read
from actionlab.store.query import VerifiedRecords, select

Add = Callable[..., str]


@pytest.fixture
def records(workspace: Workspace, put: Add) -> Records:
    """Give a study with observations on two days and one without a day, and shared records."""
    put(id="obs-1", date="2026-03-01")
    put(id="obs-2", date="2026-03-31")
    put(id="obs-3")
    put("organisation", id="org-1", name="Team", municipalities=["GM0321", "GM0356"], study_id=None)
    put("approach", id="app-1", title="A", municipalities=["GM0356"], since="2026-03", study_id=None)
    return read(workspace).records


def ids(records: Records) -> set[str]:
    return {record.id for record in records}


def test_without_a_question_everything_is_given(records: Records) -> None:
    assert ids(select(records)) == ids(records)


def test_a_period_holds_both_its_days_and_no_record_without_a_day(records: Records) -> None:
    assert ids(select(records, since="2026-03-01", until="2026-03-31")) == {"obs-1", "obs-2", "app-1"}
    assert ids(select(records, since="2026-03-02")) == {"obs-2"}
    assert ids(select(records, until="2026-03-30")) == {"obs-1", "app-1"}


def test_a_municipality_is_that_of_the_record_or_of_its_study(records: Records) -> None:
    assert ids(select(records, municipality="GM0356")) == {"org-1", "app-1"}
    assert ids(select(records, municipality="GM0321")) == ids(records) - {"app-1"}
    assert ids(select(records, municipality="GM0344")) == set()


def test_what_is_asked_holds_together(records: Records) -> None:
    assert ids(select(records, kind="observation", study="hou-intake", until="2026-03-15")) == {"obs-1"}
    assert ids(select(records, study="hou-intake")) == {"hou-intake", "cyc-0001", "obs-1", "obs-2", "obs-3"}


def test_this_tinydb_cannot_be_written(records: Records) -> None:
    with TinyDB(storage=lambda: VerifiedRecords(records)) as database, pytest.raises(TypeError, match="add"):
        database.insert({"id": "obs-9"})


def test_a_theme_is_that_of_the_record_or_else_of_its_study(workspace: Workspace, put: Add) -> None:
    put("insight", id="ins-1", statement="Dit helpt.", theme="O2")
    put(id="obs-1")
    found = read(workspace).records
    (of_study,) = found.of(Study)
    assert ids(select(found, theme="O2")) == {"ins-1"}
    assert {"obs-1", "hou-intake"} <= ids(select(found, theme=of_study.data.theme))
    assert "ins-1" not in ids(select(found, theme=of_study.data.theme))


def test_a_tag_is_found_in_any_case(workspace: Workspace, put: Add) -> None:
    put(id="obs-1", tags=["Regie", "tafel"])
    put(id="obs-2", tags=["regierol"])
    assert ids(select(read(workspace).records, tag=" REGIE ")) == {"obs-1"}
