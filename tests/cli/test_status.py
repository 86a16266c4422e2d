"""Where studies stand."""

import datetime as dt
import json
import sys
import time
from collections.abc import Callable
from typing import Any

import click
import pytest
from builders import AGREED
from click.testing import Result

from actionlab.model.records import Draft
from actionlab.store import Workspace, add
from actionlab.store.erasing import erase

NOW = dt.datetime(2026, 6, 15, 10, 0, tzinfo=dt.UTC)
Call = Callable[..., Result]
MakeStudy = Callable[..., str]
OnTerminal = Callable[..., list[str]]


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
    lines = result.stdout.splitlines()
    assert lines[:4] == [
        "Samen aan tafel (hou-driehoek)",
        "  Houten · cycle 2 – Regie, until 30 June 2026",
        "  1 observation, 0 in this cycle",
        "  Last written down: training session trn-aaaa, 2026-06-15",
    ]
    due = [line.split("\t") for line in lines[lines.index("To do (15 June 2026)") + 1 :] if "\t" in line]
    assert due[:6] == [
        ["2026-03-31", "late", "cyc-aaaa", "hou-driehoek", "Cycle to close: 1"],
        ["2026-06-01", "late", "act-aaaa", "hou-driehoek", "Action not done: Voer in"],
        ["2026-05-13", "", "trn-aaaa", "hou-driehoek", "Ask what people use of the training: Oefenen"],
        [
            "2026-06-30",
            "",
            "",
            "hou-driehoek",
            "Follow-up measurement: participation ladder · 1 person has no follow-up",
        ],
        ["2026-07-01", "", "dec-aaaa", "hou-driehoek", "Decision awaited: Mag het?"],
        ["", "", "ins-aaaa", "hou-driehoek", "Insight to put before participants: Zo"],
    ]


def test_what_is_not_arranged_is_named(call: Call, busy: Workspace) -> None:
    out = call("--lang", "en", "status").stdout
    assert "Data protection officer consulted" in out
    assert "cycle 1: Goal of the cycle, Status" in out
    assert "observation 1 of 1" in out
    assert "observation\t1" in out


def test_of_several_studies_what_is_due_comes_first_and_each_is_short(
    call: Call, busy: Workspace, make_study: MakeStudy
) -> None:
    make_study(id="zei-tweede", title="Tweede studie")
    act = {"study_id": "zei-tweede", "description": "Bel", "due_date": "2026-01-01"}
    add(busy, [Draft(kind="action", id="act-bbbb", fields=act)], now=NOW)
    lines = call("--lang", "en", "status").stdout.splitlines()
    assert lines[0] == "To do (15 June 2026)"
    assert lines[1].split("\t")[2:4] == ["act-bbbb", "zei-tweede"]
    second = lines[lines.index("Tweede studie (zei-tweede)") + 1 :]
    assert second[:3] == [
        "  Houten · no cycle today",
        "  0 observations",
        "  Last written down: action act-bbbb, 2026-06-15",
    ]
    assert second[3].startswith("  Still to arrange: study (")


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
    assert [each["id"] for each in state["to_arrange"]] == ["hou-driehoek", "cyc-aaaa", "cyc-bbbb"]
    assert "legal_basis" in state["to_arrange"][0]["fields"]
    assert {"kind": "observation", "records": 1, "total": 1} in state["not_complete"]
    assert given["changed_apart"] == []
    assert state["recorded"]["records"]["cycle"] == 2
    assert state["recorded"]["observations_per_week"] == [0] * 8
    assert state["recorded"]["observations_in_cycle"] == 0
    assert state["recorded"]["last"]["id"] == "trn-aaaa"
    assert [(each["study"], each["record_id"]) for each in given["due"]][:2] == [
        ("hou-driehoek", "cyc-aaaa"),
        ("hou-driehoek", "act-aaaa"),
    ]


def test_one_study_can_be_asked_for(call: Call, busy: Workspace, make_study: MakeStudy) -> None:
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
    assert "cycle 1 – Hoe kiezen we nu? begins on 1 September 2026" in out


def test_the_first_and_the_last_day_there_are_stand_for_any_other(
    call: Call, workspace: Workspace, study: str
) -> None:
    drafts = [
        Draft(kind="training", id="trn-aaaa", fields={"title": "Nooit", "date": "9999-12-31"}),
        Draft(kind="decision", id="dec-aaaa", fields={"question": "Mag het?", "needed_by": "9999-12-31"}),
        Draft(kind="cycle", id="cyc-aaaa", fields={"number": 1, "end_date": "0001-01-01"}),
        Draft(kind="observation", id="obs-aaaa", fields={"what_seen": "Ooit", "date": "0001-01-01"}),
    ]
    for draft in drafts:
        draft.fields["study_id"] = study
    add(workspace, drafts, now=NOW)
    for asked in (["status"], ["status", "--json"], ["show", study], ["list"]):
        assert call(*asked).exit_code == 0
    days = call("status", "--ics", "-").stdout
    assert "dec-aaaa" not in days
    assert "cyc-aaaa" in days


def test_a_damaged_file_is_told_after_the_rest(call: Call, busy: Workspace) -> None:
    path = busy.records("hou-driehoek") / "kapot.json"
    path.write_bytes(b"\x00" * 20)
    result = call("--lang", "en", "status")
    assert result.exit_code == 4
    assert "Samen aan tafel" in result.stdout
    assert "kapot.json" in result.stderr
    assert call("status", "--ics", "-").exit_code == 4


def test_an_insight_that_lost_evidence_is_to_be_looked_at_again(call: Call, busy: Workspace) -> None:
    refs = ["obs-aaaa", "measurement:hou-driehoek:ladder"]
    evidence = [{"ref": ref, "relation": "supports"} for ref in refs]
    fields = {"study_id": "hou-driehoek", "statement": "Dat was het.", "evidence": evidence}
    add(busy, [Draft(kind="insight", id="ins-bbbb", fields=fields)], now=NOW)
    assert "look at again" not in call("--lang", "en", "status").stdout

    erase(busy, ["obs-aaaa"], now=NOW)
    said = "\t\tins-bbbb\thou-driehoek\tInsight to look at again: Dat was het. · 1 source was erased"
    assert said in call("--lang", "en", "status").stdout.splitlines()

    erase(busy, ["met-aaaa"], now=NOW)
    (state,) = json.loads(call("status", "--json").stdout)["studies"]
    (due,) = [each for each in state["due"] if each["what"] == "insight_lost_sources"]
    assert (due["record_id"], due["lost_sources"]) == ("ins-bbbb", 2)


def many(workspace: Workspace, make_study: MakeStudy, late: int) -> None:
    """Two studies, the second with so many late actions; each takes more than two lines in full."""
    make_study(id="eerste", title="Eerste studie")
    make_study(id="tweede", title="Tweede studie")
    drafts = [
        Draft(
            kind="action",
            fields={
                "study_id": "tweede",
                "description": f"Bel nummer {n} " + "en vraag naar de afspraken van toen " * 4,
                "due_date": f"2026-05-{n + 1:02}",
            },
        )
        for n in range(late)
    ]
    add(workspace, drafts, now=NOW)


@pytest.mark.parametrize("columns", [40, 80])
def test_the_page_of_the_morning_fits_the_terminal(
    workspace: Workspace, make_study: MakeStudy, on_terminal: OnTerminal, columns: int
) -> None:
    many(workspace, make_study, 10)
    lines = on_terminal("status", columns=columns)
    assert max(len(click.unstyle(line).rstrip()) for line in lines) <= columns
    text = " ".join(" ".join(map(click.unstyle, lines)).split())
    assert "6 weeks too late" in text
    assert text.count("Bel nummer") == 8
    assert text.count("…") == 8
    assert "and 2 more: actionlab status -s tweede" in text
    assert text.index("To do") < text.index("Eerste studie") < text.index("Tweede studie")


def test_what_does_not_fit_is_of_a_study_by_name_only_when_it_is_all_of_one(
    workspace: Workspace, make_study: MakeStudy, on_terminal: OnTerminal
) -> None:
    many(workspace, make_study, 9)
    act = {"study_id": "eerste", "description": "Bel", "due_date": "2026-06-01"}
    add(workspace, [Draft(kind="action", id="act-bbbb", fields=act)], now=NOW)
    assert any("and 2 more: actionlab status -s STUDY" in line for line in on_terminal("status"))


@pytest.mark.parametrize(
    ("dated", "said"),
    [
        ({"date_from": "2026-06-01", "date_to": "2026-06-20"}, "cycle 1, phase: act, until 30 June 2026"),
        ({}, "cycle 1, phase last recorded: observe, until 30 June 2026"),
    ],
)
def test_the_phase_is_that_of_today_or_else_the_last_that_was_recorded(
    call: Call, workspace: Workspace, study: str, dated: dict[str, str], said: str
) -> None:
    dates = {"start_date": "2026-04-01", "end_date": "2026-06-30"}
    cycle = {"study_id": study, "number": 1, **dates, "phases": [{"phase": "act", **dated}]}
    seen = {"study_id": study, "what_seen": "Iets", "date": "2026-05-01", "phase": "observe"}
    add(workspace, [Draft(kind="cycle", fields=cycle), Draft(kind="observation", fields=seen)], now=NOW)
    assert call("--lang", "en", "status").stdout.splitlines()[1] == f"  Houten · {said}"


def test_what_is_due_of_the_study_itself_names_its_code_once(call: Call, make_study: MakeStudy) -> None:
    make_study(retention_until="2026-06-01")
    lines = call("--lang", "en", "status").stdout.splitlines()
    (due,) = [line.split("\t") for line in lines if line.startswith("2026-06-01")]
    assert due == ["2026-06-01", "late", "", "hou-driehoek", due[4]]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no tzset")
def test_the_day_of_writing_is_the_one_where_the_person_is(
    call: Call, workspace: Workspace, study: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = dt.datetime(2026, 6, 14, 23, 30, tzinfo=dt.UTC)
    add(workspace, [Draft(kind="observation", fields={"study_id": study, "what_seen": "Iets"})], now=late)
    with monkeypatch.context() as here:
        here.setenv("TZ", "Europe/Amsterdam")
        time.tzset()
        told = call("--lang", "en", "status").stdout
    time.tzset()
    assert ", 2026-06-15\n" in told


def test_what_is_late_has_a_colour_only_where_colours_are_wanted(
    workspace: Workspace, make_study: MakeStudy, on_terminal: OnTerminal
) -> None:
    many(workspace, make_study, 1)
    (late,) = [line for line in on_terminal("status", colour=True) if "\x1b[31m" in line]
    assert "\x1b[31m6 weeks too late\x1b[0m" in late
    (plain,) = [line for line in on_terminal("status") if "too late" in line]
    assert "\x1b[31m" not in plain


def test_a_study_by_itself_is_told_in_full_on_a_terminal(busy: Workspace, on_terminal: OnTerminal) -> None:
    lines = [click.unstyle(line).rstrip() for line in on_terminal("status", "-s", "hou")]
    text = "\n".join(lines)
    assert "  2 weeks too late · act-aaaa\n    Action not done: Voer in · it was due on 1 June 2026" in text
    assert "  in 2 weeks · dec-aaaa\n    Decision awaited: Mag het? · before or on 1 July 2026" in text
    assert "  since 13 May 2026 · trn-aaaa\n" in text
    assert "  cycle             2  ████████████████████████" in lines


def test_where_no_blocks_can_be_drawn_there_are_other_signs(
    busy: Workspace, on_terminal: OnTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = {"study_id": "hou-driehoek", "what_seen": "Iets", "date": "2026-06-14"}
    add(busy, [Draft(kind="observation", fields=seen)], now=NOW)
    drawn = "\n".join(on_terminal("status"))
    assert "1 in the last four weeks  ·······█" in drawn
    monkeypatch.setattr("actionlab.cli.terminal.draws_blocks", lambda: False)
    plain = "\n".join(on_terminal("status"))
    assert "1 in the last four weeks  0 0 0 0 0 0 0 1" in plain
    assert "  cycle             2  ########################" in plain
    assert not set("█▌▁▂▃▄▅▆▇") & set(plain)
