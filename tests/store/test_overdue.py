"""What `check` says of studies and key files that should be gone by now."""

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest

from actionlab.errors import NOT_POSSIBLE
from actionlab.model.records import Draft
from actionlab.store import Workspace, add, erase
from actionlab.store.checking import check

Add = Callable[..., str]
NOW = dt.datetime(2026, 3, 12, 9, 30, tzinfo=dt.UTC)
LATER = dt.date(2037, 1, 1)


@pytest.fixture
def kept(workspace: Workspace, put: Add) -> Workspace:
    """A workspace with a study that ended, and somebody who takes part in it."""
    study = {"id": "hou-werk", "title": "Werk", "municipality": ["GM0321"], "theme": "O1"}
    ended = {**study, "end_date": "2026-06-30", "retention_until": "2036-06-30"}
    add(workspace, [Draft(kind="study", fields=ended)], now=NOW)
    consent = {"status": "given"}
    put("participant", study_id="hou-werk", pseudonym="HOU-K7M2", group="resident", consent=consent)
    return workspace


def test_a_key_file_and_data_that_should_be_gone_are_named_with_what_to_do(kept: Workspace) -> None:
    found = check(kept, today=LATER)

    assert found.exit_code == NOT_POSSIBLE
    data, key_file = found.findings
    assert {each.path for each in found.findings} == {str(kept.studies / "hou-werk")}
    assert data.what == "The data of hou-werk were to be kept until 2036-06-30, and they are still here."
    assert "actionlab purge --due" in data.remedy
    assert "2026-12-30" in key_file.what
    assert "actionlab edit hou-werk --key-file-destroyed-on" in key_file.remedy


@pytest.mark.parametrize("today", [dt.date(2026, 12, 29), None])
def test_in_time_or_without_a_day_nothing_is_found(kept: Workspace, today: dt.date | None) -> None:
    assert check(kept, today=today).findings == ()


def test_invented_data_are_a_note(kept: Workspace) -> None:
    settings = msgspec.structs.replace(kept.settings, synthetic=True)
    found = check(msgspec.structs.replace(kept, settings=settings), today=LATER)

    assert (found.findings, found.exit_code) == ((), 0)
    assert len(found.notes) == 2


def test_records_of_a_removed_study_that_came_back_are_found(kept: Workspace, put: Add) -> None:
    removal = {"study": "hou-intake", "reason": "retention", "removed_on": "2036-08-01"}
    everything = ["hou-intake", "cyc-0001"]
    put(id="obs-stays000", what_seen="Er was een gesprek.")
    draft = Draft(kind="removal", fields={**removal, "kept_until": "2036-07-01"})
    erase(kept, everything, now=NOW, drafts=[draft])

    found = [each for each in check(kept, today=dt.date(2026, 4, 1)).findings if "2036" in each.what]

    assert [(each.facts["id"], each.facts["date"]) for each in found] == [("hou-intake", "2036-07-01")]
