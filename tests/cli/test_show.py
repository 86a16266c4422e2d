"""Showing one record, and how it came to be so; and the printer that all listings share."""

import datetime as dt
import json
import sys
from collections.abc import Callable
from typing import Any

import click
import pytest
from click.testing import Result

from actionlab.cli import show
from actionlab.model.records import Draft
from actionlab.store import Workspace, add, read

NOW = dt.datetime(2026, 6, 15, 10, 0, tzinfo=dt.UTC)
Call = Callable[..., Result]

SEEN = {
    "study_id": "hou-driehoek",
    "what_seen": "Regel een\nRegel twee",
    "date": "2026-03-01",
    "setting": "workplace",
    "present_roles": ["klantmanager", "resident"],
    "regie": [{"subject": "reiskosten", "who": "klantmanager", "agreed": True}],
}


@pytest.fixture
def observation(workspace: Workspace, study: str) -> str:
    """The id of an observation within a cycle."""
    cycle = {
        "study_id": study,
        "number": 1,
        "title": "Verkennen",
        "start_date": "2026-02-01",
        "end_date": "2026-05-01",
        "phases": [{"phase": "act", "date_from": "2026-02-15", "date_to": "2026-03-15"}],
    }
    drafts = [
        Draft(kind="cycle", id="cyc-aaaa", fields=cycle),
        Draft(kind="observation", id="obs-aaaa", fields=SEEN),
    ]
    add(workspace, drafts, now=NOW)
    return "obs-aaaa"


def revise(workspace: Workspace, record_id: str, why: str | None = None, **changes: Any) -> None:
    record = read(workspace).records.get(record_id)
    assert record
    fields = {**SEEN, **changes}
    draft = Draft(kind="observation", id=record_id, fields=fields, revises=record.heads, why=why)
    add(workspace, [draft], now=NOW)


def test_a_record_is_shown_in_words(call: Call, observation: str) -> None:
    out = call("show", observation).stdout
    for words in ("Regel een", "Regel twee", "1 maart 2026", "werkplek", "klantmanager", "reiskosten"):
        assert words in out
    assert "GM0" not in out
    assert "workplace" not in out


def test_what_was_asked_and_not_recorded_is_named(call: Call, observation: str) -> None:
    lines = call("--lang", "en", "show", observation).stdout.splitlines()
    lacking = [line.split(":")[0].strip() for line in lines if line.endswith("not recorded")]
    assert lacking == ["Observer", "Was it all right with the resident?", "Helping or hindering?"]


def test_a_cycle_and_phase_that_follow_from_the_date_say_so(call: Call, observation: str) -> None:
    out = call("--lang", "en", "show", observation).stdout
    assert "Cycle:  cyc-aaaa · 1 · Verkennen (follows from the date)" in out
    assert "Phase:  act (follows from the date)" in out


def test_an_unambiguous_beginning_is_enough(call: Call, observation: str) -> None:
    assert call("show", "OBS").stdout == call("show", observation).stdout
    assert "Samen aan tafel" in call("show", "hou").stdout


@pytest.mark.parametrize("wanted", ["obs-zzzz", "", " "])
def test_an_unknown_id_is_refused(call: Call, observation: str, wanted: str) -> None:
    result = call("--lang", "en", "show", wanted)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "actionlab list" in result.stderr


def test_an_ambiguous_id_names_the_records(call: Call, workspace: Workspace, observation: str) -> None:
    add(workspace, [Draft(kind="observation", id="obs-aabb", fields=SEEN)], now=NOW)
    result = call("--lang", "en", "show", "obs-aa")
    assert result.exit_code == 1
    assert "obs-aaaa, obs-aabb" in result.stderr


def test_history_tells_every_change(call: Call, workspace: Workspace, observation: str) -> None:
    revise(workspace, observation, "verkeerd gezien", what_seen="Anders", setting=None)
    out = call("--lang", "en", "show", observation, "--history").stdout
    assert "onderzoeker-test: verkeerd gezien" in out
    assert "What did you see or hear? (facts): Regel een" in out
    assert "→ Anders" in out
    assert "Setting: workplace → not recorded" in out


def test_without_history_the_changes_stay_away(call: Call, workspace: Workspace, observation: str) -> None:
    revise(workspace, observation, "verkeerd gezien", what_seen="Anders")
    assert "verkeerd gezien" not in call("show", observation).stdout


def test_two_people_who_edited_apart_are_named(
    call: Call, workspace: Workspace, observation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read(workspace).records.get(observation)
    assert first
    for writer, text in (("onderzoeker-een", "Een"), ("onderzoeker-twee", "Twee")):
        monkeypatch.setenv("ACTIONLAB_WRITER", writer)
        draft = Draft(
            kind="observation", id=observation, fields={**SEEN, "what_seen": text}, revises=(first.rev,)
        )
        add(workspace, [draft], now=NOW)
    result = call("--lang", "en", "show", observation, "--history")
    assert "Two people changed this record apart from each other." in result.stdout
    assert all(word in result.stdout for word in ("→ Een", "→ Twee"))
    assert observation in call("--lang", "en", "status").stdout


def test_json_has_the_record_and_its_history(call: Call, workspace: Workspace, observation: str) -> None:
    revise(workspace, observation, "beter", what_seen="Anders")
    given = json.loads(call("show", observation, "--json", "--history").stdout)
    assert given["schema"] == 1
    assert given["record"]["data"]["what_seen"] == "Anders"
    assert given["record"]["why"] == "beter"
    assert [each["data"]["what_seen"] for each in given["history"]] == ["Regel een\nRegel twee", "Anders"]
    assert "history" not in json.loads(call("show", observation, "--json").stdout)


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")


def test_a_table_fits_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    on_a_terminal(monkeypatch, 60)
    show.table(("Id", "Date", "Text"), [("obs-7k3fq2xd", "2026-03-01", "woord " * 30)])
    lines = click.unstyle(capsys.readouterr().out).splitlines()
    assert len(lines) == 2
    assert all(len(line.rstrip()) <= 60 for line in lines)
    assert lines[1].startswith("obs-7k3fq2xd  2026-03-01  woord")
    assert lines[1].rstrip().endswith("…")


def test_a_long_line_wraps_below_its_beginning(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    on_a_terminal(monkeypatch, 40)
    show.columns(("act-0001", "woord " * 12), 2, (10,))
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert lines[0].startswith("  act-0001    woord")
    assert lines[1].startswith(" " * 14 + "woord")
    assert all(len(line) <= 40 for line in lines)


@pytest.mark.parametrize("text", ["[/]", "[deelnemer 3]", ":smile:", "a\x1b[2Jb"])
def test_text_is_never_markup_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    on_a_terminal(monkeypatch, 60)
    show.heading(text)
    show.line(text)
    show.table(("A", "B"), [(text, text)])
    out = capsys.readouterr().out
    assert out.count(text.replace("\x1b", "␛")) == 4
    assert "\x1b[2J" not in out
