"""Showing one record, and how it came to be so; and the printer that all listings share."""

import datetime as dt
import io
import json
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import click
import msgspec
import pytest
from click.testing import Result

from actionlab.cli import show
from actionlab.model.records import Draft
from actionlab.model.study import Study
from actionlab.store import Workspace, add, read, record_file
from actionlab.store.erasing import erase

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


def test_a_label_that_asks_something_has_no_colon_behind_it(call: Call, observation: str) -> None:
    lines = call("--lang", "en", "show", observation).stdout.splitlines()
    asking = [line for line in lines if "? " in line]
    assert asking
    assert "?:" not in "\n".join(lines)


def test_what_was_asked_and_not_recorded_is_named(call: Call, observation: str) -> None:
    lines = call("--lang", "en", "show", observation).stdout.splitlines()
    lacking = [line.split("  ")[1] for line in lines if line.endswith("not recorded")]
    assert lacking == ["Observer:", "Was it all right with the resident?", "Helping or hindering?"]


def test_a_cycle_and_phase_that_follow_from_the_date_say_so(call: Call, observation: str) -> None:
    out = call("--lang", "en", "show", observation).stdout
    assert "Cycle:  cyc-aaaa · 1 · Verkennen (follows from the date)" in out
    assert "Phase:  act (follows from the date)" in out


def test_what_a_record_refers_to_is_told_in_words(call: Call, workspace: Workspace, observation: str) -> None:
    study = read(workspace).records.find(Study, "hou-driehoek")
    assert study
    prompts = {**msgspec.to_builtins(study.data), "observation_prompts": ["Wie opent?", "Wie beslist?"]}
    add(workspace, [Draft(kind="study", id=study.id, fields=prompts, revises=study.heads)], now=NOW)
    revise(workspace, observation, cycle_id="cyc-aaaa", prompt=2)

    lines = [" ".join(line.split()) for line in call("--lang", "en", "show", observation).stdout.splitlines()]
    assert "Cycle: cyc-aaaa · 1 · Verkennen" in lines
    assert "Observation prompt: 2 · Wie beslist?" in lines
    assert any(line.startswith(f"Study: hou-driehoek · {study.data.title}") for line in lines)


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


@pytest.fixture
def apart(workspace: Workspace, observation: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A function that lets two people edit the observation apart: what each changes, in this order."""
    first = read(workspace).records.get(observation)
    assert first

    def edited(*changes: dict[str, Any]) -> None:
        for number, changed in enumerate(changes):
            monkeypatch.setenv("ACTIONLAB_WRITER", f"onderzoeker-{number}")
            draft = Draft(
                kind="observation", id=observation, fields={**SEEN, **changed}, revises=(first.rev,)
            )
            add(workspace, [draft], now=NOW + dt.timedelta(minutes=number))
        monkeypatch.setenv("ACTIONLAB_WRITER", "onderzoeker-test")

    return edited


def test_two_people_who_edited_apart_are_named(
    call: Call, observation: str, apart: Callable[..., None]
) -> None:
    apart({"what_seen": "Een"}, {"what_seen": "Twee"})
    result = call("--lang", "en", "show", observation, "--history")
    assert "Two people changed this record apart from each other." in result.stdout
    assert all(word in result.stdout for word in ("→ Een", "→ Twee"))
    assert observation in call("--lang", "en", "status").stdout


def test_what_each_version_says_differently_is_shown(
    call: Call, observation: str, apart: Callable[..., None]
) -> None:
    apart({"what_seen": "Een"}, {"what_seen": "Twee", "setting": None})
    lines = call("--lang", "en", "show", observation).stdout.splitlines()
    told = lines[lines.index("What each version says differently") + 1 :]
    here = [(NOW + dt.timedelta(minutes=n)).astimezone() for n in (0, 1)]
    assert told == [
        f"  15 June 2026 {here[1]:%H:%M}, onderzoeker-1:",
        "    What did you see or hear? (facts): Twee",
        "    Setting: not recorded",
        f"  15 June 2026 {here[0]:%H:%M}, onderzoeker-0:",
        "    What did you see or hear? (facts): Een",
        "    Setting: workplace",
    ]


def test_versions_that_say_the_same_are_not_called_different(
    call: Call, observation: str, apart: Callable[..., None]
) -> None:
    apart({"what_seen": "Een"}, {"what_seen": "Een"})
    assert call("--lang", "en", "show", observation).stdout.count("The same as the others.") == 2


def test_versions_stay_away_when_there_is_one(call: Call, observation: str) -> None:
    assert "What each version says" not in call("--lang", "en", "show", observation).stdout
    assert "versions" not in json.loads(call("show", observation, "--json").stdout)


def test_json_has_what_the_versions_say_differently(
    call: Call, observation: str, apart: Callable[..., None]
) -> None:
    apart({"what_seen": "Een"}, {"what_seen": "Twee", "setting": None}, {"what_seen": "Een"})
    versions = json.loads(call("show", observation, "--json").stdout)["versions"]
    assert [(each["by"], each["differs"]) for each in versions] == [
        ("onderzoeker-2", {"what_seen": "Een", "setting": "workplace"}),
        ("onderzoeker-1", {"what_seen": "Twee", "setting": None}),
        ("onderzoeker-0", {"what_seen": "Een", "setting": "workplace"}),
    ]
    assert all(each["at"].startswith("2026-06-15T10:0") and each["rev"] for each in versions)


def test_a_version_that_has_not_the_form_of_its_kind_is_told(
    call: Call, workspace: Workspace, observation: str, apart: Callable[..., None]
) -> None:
    apart({"what_seen": "Een"}, {"what_seen": "Twee"})
    odd = {"id": observation, "kind": "observation", "by": "ander-0001", "at": "ooit", "schema": 1}
    odd |= {"revises": ["0" * 32], "data": {"study_id": 5}}
    header = record_file.header_document("std-00000000", "ander-0001")
    path = workspace.records("hou-driehoek") / "ander-0001.json"
    path.write_bytes(record_file.new_file(header, [record_file.encode(odd)]))
    result = call("--lang", "en", "show", observation, "--history")
    assert "This version cannot be shown." in result.stdout
    assert "ooit, ander-0001:" in result.stdout


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


def test_a_mark_stands_whole_at_the_end_of_a_line_that_is_cut(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    on_a_terminal(monkeypatch, 60)
    rows = [("ins-0001", "woord " * 30), ("ins-0002", "woord " * 30), ("ins-0003", "kort")]
    show.table(("Id", "Text"), rows, ["één bron gewist", "", "[/]"])
    lines = [line.rstrip() for line in click.unstyle(capsys.readouterr().out).splitlines()]
    assert [len(line) for line in lines[1:3]] == [60, 60]
    assert lines[1].endswith("… · één bron gewist")
    assert lines[2].endswith("…")
    assert lines[3] == "ins-0003  kort · [/]"


def test_a_column_takes_no_more_than_it_needs_to_be_told_apart(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    on_a_terminal(monkeypatch, 80)
    show.table(("Id", "Kind", "Text"), [("obs-0001", "x" * 60, "woord " * 30)])
    line = click.unstyle(capsys.readouterr().out).splitlines()[1]
    assert line.startswith(f"obs-0001  {'x' * 27}…  woord")


def test_a_bar_fits_beside_a_name_that_is_too_long(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    on_a_terminal(monkeypatch, 40)
    show.bars({"x" * 60: 12, "kort": 3}, 2)
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert [len(line) <= 40 for line in lines] == [True, True]
    assert "…  12  " in lines[0]


def test_a_few_things_need_no_bar_and_many_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    few, many = _Screen(), _Screen()
    for count, screen in ((49, few), (50, many)):
        monkeypatch.setattr(sys, "stderr", screen)
        assert list(show.tracked(range(count), "Lezen")) == list(range(count))
    assert few.getvalue() == ""
    assert "Lezen" in many.getvalue()
    assert capsys.readouterr().out == ""


def test_a_long_line_wraps_below_its_beginning(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    on_a_terminal(monkeypatch, 40)
    show.columns(("act-0001", "woord " * 12), 2, (10,))
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert lines[0].startswith("  act-0001    woord")
    assert lines[1].startswith(" " * 14 + "woord")
    assert all(len(line) <= 40 for line in lines)


def test_a_column_of_numbers_is_set_to_the_right(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    on_a_terminal(monkeypatch, 60)
    show.table(("Id", "Number", "Text"), [("obs-1", "7", "a"), ("obs-2", "12", "b")], right=(1,))
    lines = click.unstyle(capsys.readouterr().out).splitlines()
    assert [line.rstrip() for line in lines] == [
        "Id     Number  Text",
        "obs-1       7  a",
        "obs-2      12  b",
    ]


def test_an_id_is_never_cut_and_in_a_narrow_terminal_the_text_stands_below(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    on_a_terminal(monkeypatch, 40)
    code = "een-heel-lange-code-van-een-studie"
    show.table(("Id", "Times", "Text"), [(code, "3", "woord " * 30)], ["gewist"])
    lines = [line.rstrip() for line in click.unstyle(capsys.readouterr().out).splitlines()]
    assert lines[0].startswith(code)
    assert "Times 3" in " ".join(lines)
    assert lines[-1].startswith("  woord")
    assert lines[-1].endswith("… · gewist")
    assert all(len(line) <= 40 for line in lines)


@pytest.mark.parametrize(("columns", "lines"), [(60, 1), (30, 2)])
def test_a_path_is_never_broken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], columns: int, lines: int
) -> None:
    on_a_terminal(monkeypatch, columns)
    path = "/een/map/met een naam/rapport.docx"
    show.beside("In:", path, 2, 10)
    shown = capsys.readouterr().out.splitlines()
    assert len(shown) == lines
    assert path in shown[-1]


def test_a_label_of_a_narrow_terminal_stands_above_its_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    on_a_terminal(monkeypatch, 40)
    show.columns(("Wat:", "woord " * 12), 2, (26,))
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == "  Wat:"
    assert all(line.startswith("    woord") and len(line) <= 40 for line in lines[1:])


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


@pytest.fixture
def insight(workspace: Workspace, observation: str) -> str:
    """The id of an insight that rests on three observations and a group of measurements."""
    refs = [observation, "obs-bbbb", "obs-cccc", "measurement:hou-driehoek:grade"]
    evidence = [{"ref": ref, "relation": "supports"} for ref in refs]
    fields = {"study_id": "hou-driehoek", "statement": "Zo was het.", "evidence": evidence, "counter": "Nee."}
    measured = {"study_id": "hou-driehoek", "instrument": "grade", "value": 7}
    drafts = [
        Draft(kind="observation", id="obs-bbbb", fields=SEEN),
        Draft(kind="observation", id="obs-cccc", fields=SEEN),
        Draft(kind="measurement", id="met-aaaa", fields=measured),
        Draft(kind="insight", id="ins-aaaa", fields=fields),
    ]
    add(workspace, drafts, now=NOW)
    return "ins-aaaa"


def marks(call: Call, insight: str) -> list[str]:
    lines = call("--lang", "en", "show", insight).stdout.splitlines()
    return [line for line in lines if "erased" in line]


def test_an_insight_of_which_sources_were_erased_asks_to_be_looked_at_again(
    call: Call, workspace: Workspace, insight: str
) -> None:
    assert marks(call, insight) == []
    erase(workspace, ["obs-bbbb"], now=NOW)
    one = "1 source of this insight was erased: look again whether the claim still stands."
    assert marks(call, insight) == [one]
    erase(workspace, ["obs-cccc", "met-aaaa"], now=NOW)
    many = "3 sources of this insight were erased: look again whether the claim still stands."
    assert marks(call, insight) == [many]


def test_json_counts_the_sources_of_an_insight_that_were_erased(
    call: Call, workspace: Workspace, insight: str
) -> None:
    assert json.loads(call("show", insight, "--json").stdout)["record"]["lost_sources"] == 0
    erase(workspace, ["obs-bbbb", "met-aaaa"], now=NOW)
    given = json.loads(call("show", insight, "--json").stdout)["record"]
    assert given["lost_sources"] == 2
    assert "obs-bbbb" not in json.dumps(given)
    assert "lost_sources" not in json.loads(call("show", "obs-aaaa", "--json").stdout)["record"]


def test_evidence_that_was_all_erased_is_not_called_not_recorded(
    call: Call, workspace: Workspace, study: str
) -> None:
    evidence = [{"ref": "obs-bbbb", "relation": "supports"}]
    fields = {"study_id": study, "statement": "Zo was het.", "evidence": evidence}
    drafts = [
        Draft(kind="observation", id="obs-bbbb", fields={"study_id": study, "what_seen": "Iets"}),
        Draft(kind="insight", id="ins-aaaa", fields=fields),
    ]
    add(workspace, drafts, now=NOW)
    erase(workspace, ["obs-bbbb"], now=NOW)
    assert "Evidence" not in call("--lang", "en", "show", "ins-aaaa").stdout
    assert "evidence" not in json.loads(call("show", "ins-aaaa", "--json").stdout)["record"]["not_recorded"]
    without = {name: value for name, value in fields.items() if name != "evidence"}
    head = read(workspace).records.get("ins-aaaa")
    assert head
    add(workspace, [Draft(kind="insight", id="ins-aaaa", fields=without, revises=head.heads)], now=NOW)
    assert marks(call, "ins-aaaa") == []
    assert "Evidence:  not recorded" in call("--lang", "en", "show", "ins-aaaa").stdout


class _Screen(io.StringIO):
    """What stands on a terminal, and all that ever stood there."""

    def isatty(self) -> bool:
        return True


def _shown(seconds: float, screen: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(show, "_PATIENCE", 0.05)
    with show.steps("Rapport maken", 2) as step:
        time.sleep(seconds)
        step()
    return screen.getvalue()


def test_a_bar_appears_when_something_takes_long_and_goes_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    before = threading.active_count()
    shown = _shown(0.4, _Screen(), monkeypatch)
    ends = time.monotonic() + 5
    while threading.active_count() > before and time.monotonic() < ends:
        time.sleep(0.01)

    assert "Rapport maken" in shown
    assert threading.active_count() == before


def test_no_bar_appears_when_it_is_quick_or_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _shown(0, _Screen(), monkeypatch) == ""
    assert _shown(0.2, io.StringIO(), monkeypatch) == ""
