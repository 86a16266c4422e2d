"""Where studies stand."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from builders import AGREED
from click.testing import Result

from actionlab.model.records import Draft
from actionlab.store import Workspace, add
from actionlab.store.erasing import erase

NOW = dt.datetime(2026, 6, 15, 10, 0, tzinfo=dt.UTC)
Call = Callable[..., Result]


@pytest.fixture
def busy(workspace: Workspace, study: str) -> Workspace:
    """A study in its second cycle, with something of everything that can be due."""
    own: list[tuple[str, str, dict[str, Any]]] = [
        ("cycle", "cyc-aaaa", {"number": 1, "start_date": "2026-01-05", "end_date": "2026-03-31"}),
        (
            "cycle",
            "cyc-bbbb",
            {"number": 2, "title": "Regie", "start_date": "2026-04-01", "end_date": "2026-06-30"},
        ),
        ("action", "act-aaaa", {"description": "Voer in", "due_date": "2026-06-01", "status": "open"}),
        ("decision", "dec-aaaa", {"question": "Mag het?", "needed_by": "2026-07-01"}),
        ("insight", "ins-aaaa", {"statement": "Zo was het.", "title": "Zo"}),
        ("training", "trn-aaaa", {"title": "Oefenen", "date": "2026-04-01"}),
        ("observation", "obs-aaaa", {"what_seen": "Iets"}),
        (
            "participant",
            "HOU-AAAA",
            {"pseudonym": "HOU-AAAA", "group": "resident", "consent": AGREED},
        ),
        (
            "measurement",
            "met-aaaa",
            {"instrument": "ladder", "value": 2, "participant": "HOU-AAAA", "moment": "baseline"},
        ),
    ]
    drafts = [
        Draft(
            kind=kind,
            id=None if kind == "participant" else record_id,
            fields={"study_id": study, **fields},
        )
        for kind, record_id, fields in own
    ]
    add(workspace, drafts, now=NOW)
    return workspace


def test_the_cycle_and_what_is_due_are_named(call: Call, busy: Workspace) -> None:
    result = call("--lang", "en", "status")
    assert result.exit_code == 0
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert lines[0] == "Samen aan tafel (hou-driehoek)"
    assert "Cycle 2 – Regie, until 30 June 2026" in lines
    due = lines[lines.index("Due:") + 1 : lines.index("Still to arrange:")]
    assert due == [
        "act-aaaa  Action not done: Voer in · too late: it was due on 1 June 2026",
        "dec-aaaa  Decision awaited: Mag het? · before or on 1 July 2026",
        "cyc-aaaa  Cycle to close: 1 · too late: it was due on 31 March 2026",
        "–  Follow-up measurement: participation ladder · 1 person has no follow-up"
        " · before or on 30 June 2026",
        "trn-aaaa  Ask what people use of the training: Oefenen · from 13 May 2026",
        "ins-aaaa  Insight to put before participants: Zo",
    ]


def test_what_is_not_arranged_is_named(call: Call, busy: Workspace) -> None:
    out = call("--lang", "en", "status").stdout
    assert "Data protection officer consulted" in out
    assert "Cycle 1: Goal of the cycle, Status" in out
    assert "observation 1 of 1" in out


def test_json_has_the_same_facts(call: Call, busy: Workspace) -> None:
    given = json.loads(call("status", "--json").stdout)
    (state,) = given["studies"]
    assert given["schema"] == 1
    assert state["id"] == "hou-driehoek"
    assert state["cycle"] == {
        "id": "cyc-bbbb",
        "number": 2,
        "title": "Regie",
        "start": "2026-04-01",
        "end": "2026-06-30",
    }
    assert [each["what"] for each in state["due"]][:2] == ["action_late", "decision_awaited"]
    assert state["due"][3]["people"] == 1
    assert "legal_basis" in state["to_arrange"][0]["fields"]
    assert {"kind": "observation", "records": 1, "total": 1} in state["not_complete"]
    assert given["changed_apart"] == []


def test_one_study_can_be_asked_for(call: Call, busy: Workspace, make_study: Callable[..., str]) -> None:
    make_study(id="andere", title="Andere studie")
    assert "Andere studie" in call("status").stdout
    assert "Andere studie" not in call("status", "-s", "hou").stdout
    assert call("status", "-s", "weg").exit_code == 1


def test_a_workspace_without_studies_says_how_to_begin(call: Call, workspace: Workspace) -> None:
    result = call("--lang", "en", "status")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "actionlab new-study" in result.stderr


def test_the_next_cycle_is_told_before_the_first(call: Call, workspace: Workspace) -> None:
    call("new-study", "-m", "Houten", "-t", "eerlijk-matchen", "--start", "2026-09-01")
    out = call("--lang", "en", "status").stdout
    assert "Cycle 1 – Hoe kiezen we nu? begins on 1 September 2026" in out


def test_a_damaged_file_is_told_after_the_rest(call: Call, busy: Workspace) -> None:
    path = busy.records("hou-driehoek") / "kapot.json"
    path.write_bytes(b"\x00" * 20)
    result = call("--lang", "en", "status")
    assert result.exit_code == 4
    assert "Samen aan tafel" in result.stdout
    assert "kapot.json" in result.stderr


def test_an_insight_that_lost_evidence_is_to_be_looked_at_again(call: Call, busy: Workspace) -> None:
    refs = ["obs-aaaa", "measurement:hou-driehoek:ladder"]
    evidence = [{"ref": ref, "relation": "supports"} for ref in refs]
    fields = {"study_id": "hou-driehoek", "statement": "Dat was het.", "evidence": evidence}
    add(busy, [Draft(kind="insight", id="ins-bbbb", fields=fields)], now=NOW)
    assert "look at again" not in call("--lang", "en", "status").stdout

    erase(busy, ["obs-aaaa"], now=NOW)
    said = "    ins-bbbb  Insight to look at again: Dat was het. · 1 source was erased"
    assert said in call("--lang", "en", "status").stdout.splitlines()

    erase(busy, ["met-aaaa"], now=NOW)
    (state,) = json.loads(call("status", "--json").stdout)["studies"]
    (due,) = [each for each in state["due"] if each["what"] == "insight_lost_sources"]
    assert (due["record_id"], due["lost_sources"]) == ("ins-bbbb", 2)
