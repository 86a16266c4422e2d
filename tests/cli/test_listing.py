"""Listing records."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import Result

from actionlab.cli.main import program
from actionlab.model.records import Draft
from actionlab.store import Workspace, add, init_workspace, open_workspace
from actionlab.store.erasing import erase

NOW = datetime(2026, 6, 15, 10, 0, tzinfo=UTC)
Call = Callable[..., Result]
MakeStudy = Callable[..., str]


def put(workspace: Workspace, kind: str, record_id: str, **fields: Any) -> None:
    add(workspace, [Draft(kind=kind, id=record_id, fields=fields)], now=NOW)


@pytest.fixture
def two_studies(workspace: Workspace, make_study: MakeStudy) -> Workspace:
    """Two studies in two municipalities, with observations, and an organisation."""
    make_study()
    make_study(id="nie-taakbaan", title="Van taak naar baan", municipality=["GM0356"])
    put(
        workspace,
        "observation",
        "obs-aaaa",
        study_id="hou-driehoek",
        what_seen="Een [rood]",
        date="2026-03-01",
    )
    put(
        workspace,
        "observation",
        "obs-bbbb",
        study_id="hou-driehoek",
        what_seen="Twee\nregels",
        date="2026-04-01",
    )
    put(workspace, "observation", "obs-cccc", study_id="nie-taakbaan", what_seen="Drie")
    put(workspace, "organisation", "org-aaaa", name="Het wijkteam")
    return workspace


def ids(result: Result) -> list[str]:
    assert result.exit_code == 0, result.stderr
    return [line.split("\t")[0] for line in result.stdout.splitlines() if "\t" in line]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (("list", "observation"), ["obs-aaaa", "obs-bbbb", "obs-cccc"]),
        (("list", "waarneming"), ["obs-aaaa", "obs-bbbb", "obs-cccc"]),
        (("list", "Waarneming", "-s", "hou-driehoek"), ["obs-aaaa", "obs-bbbb"]),
        (("list", "observation", "-s", "nie"), ["obs-cccc"]),
        (("list", "observation", "-m", "houten"), ["obs-aaaa", "obs-bbbb"]),
        (("list", "observation", "--since", "2026-04-01"), ["obs-bbbb"]),
        (("list", "observation", "--until", "1-3-2026"), ["obs-aaaa"]),
        (("list", "organisation"), ["org-aaaa"]),
        (("list", "-m", "Nieuwegein"), ["nie-taakbaan", "obs-cccc"]),
    ],
)
def test_only_what_was_asked_is_listed(
    call: Call, two_studies: Workspace, asked: tuple[str, ...], found: list[str]
) -> None:
    assert sorted(ids(call(*asked))) == sorted(found)


def test_a_record_is_one_line_and_its_text_is_no_markup(call: Call, two_studies: Workspace) -> None:
    lines = call("list", "observation", "-s", "hou-driehoek").stdout.splitlines()
    assert "obs-aaaa\t2026-03-01\tEen [rood]" in lines
    assert "obs-bbbb\t2026-04-01\tTwee regels" in lines


@pytest.mark.usefixtures("two_studies")
def test_what_studies_share_stands_after_them(call: Call) -> None:
    lines = call("--lang", "en", "list").stdout.splitlines()
    assert [line for line in lines if "\t" not in line] == [
        "hou-driehoek: Samen aan tafel",
        "nie-taakbaan: Van taak naar baan",
        "Shared by studies",
    ]


def test_json_gives_the_records_as_stored(call: Call, two_studies: Workspace) -> None:
    listed = json.loads(call("list", "observation", "-s", "hou-driehoek", "--json").stdout)
    assert listed["schema"] == 1
    first, second = listed["records"]
    assert (first["id"], first["kind"], first["date"]) == ("obs-aaaa", "observation", "2026-03-01")
    assert second["data"]["what_seen"] == "Twee\nregels"
    assert "setting" in first["not_recorded"]


def test_json_of_odd_characters_reads_back_as_stored(call: Call, two_studies: Workspace) -> None:
    odd = "a\x1b[2J\x7f\x9b\ufffe\u202e\u2069 é 🙂"
    put(two_studies, "observation", "obs-dddd", study_id="nie-taakbaan", what_seen=odd)
    result = call("list", "observation", "-s", "nie-taakbaan", "--json")
    assert not set("\x1b\x7f\x9b\ufffe\u202e\u2069") & set(result.stdout)
    texts = [each["data"]["what_seen"] for each in json.loads(result.stdout)["records"]]
    assert odd in texts
    assert "\x1b" not in call("list", "observation", "-s", "nie-taakbaan").stdout


def test_a_person_is_listed_with_what_was_agreed_to(call: Call, two_studies: Workspace) -> None:
    consent = {"status": "given", "scopes": ["measurements"]}
    person = {"pseudonym": "HOU-AAAA", "group": "resident", "role": "resident", "consent": consent}
    fields = {"study_id": "hou-driehoek", **person}
    add(two_studies, [Draft(kind="participant", fields=fields)], now=NOW)
    assert "HOU-AAAA\t–\tresident · consent given: measurements" in (
        call("--lang", "en", "list", "participant").stdout.splitlines()
    )


def test_of_a_person_who_withdrew_it_is_not_listed_for_what(call: Call, two_studies: Workspace) -> None:
    consent = {"status": "withdrawn", "scopes": ["measurements"], "withdrawn_on": "2026-06-01"}
    person = {"pseudonym": "HOU-AAAA", "group": "resident", "consent": consent, "study_id": "hou-driehoek"}
    add(two_studies, [Draft(kind="participant", fields=person)], now=NOW)
    assert "HOU-AAAA\t–\tresident · consent withdrawn" in (
        call("--lang", "en", "list", "participant").stdout.splitlines()
    )


def test_on_a_terminal_records_stand_kind_by_kind_with_how_many_there_are(
    two_studies: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    with pytest.raises(SystemExit):
        program.main(["--lang", "en", "list", "-s", "hou-driehoek"])
    lines = [click.unstyle(line).rstrip() for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "",
        "hou-driehoek: Samen aan tafel · 3 records",
        "",
        "study · 1",
        "hou-driehoek  Samen aan tafel",
        "",
        "observation · 2",
        "obs-aaaa  1 Mar 2026  Een [rood]",
        "obs-bbbb  1 Apr 2026  Twee regels",
    ]


def test_nothing_found_is_said_and_is_no_fault(call: Call, workspace: Workspace) -> None:
    result = call("--lang", "en", "list", "insight")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Nothing found.\n"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("list", "obzervation"), 2),
        (("list", "-s", "weg"), 1),
        (("list", "-m", "Houtem"), 1),
        (("list", "--since", "gister"), 2),
    ],
)
def test_a_wrong_question_is_one_line(
    call: Call, two_studies: Workspace, asked: tuple[str, ...], code: int
) -> None:
    result = call(*asked)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (code, "", 1)


def test_a_damaged_file_is_told_after_the_rest(call: Call, two_studies: Workspace) -> None:
    path = two_studies.records("nie-taakbaan") / "kapot.json"
    path.write_bytes(b"")
    result = call("--lang", "en", "list", "observation")
    assert result.exit_code == 4
    assert "obs-aaaa" in result.stdout
    assert str(path) in result.stderr
    assert path.read_bytes() == b""


def test_invented_examples_are_marked(call: Call, own_folder: Path) -> None:
    init_workspace(own_folder / "voorbeeld", example=True)
    workspace = open_workspace(own_folder / "voorbeeld")
    result = call("--lang", "en", "-C", str(workspace.root), "list", "study")
    assert result.stderr == "All data here are invented examples.\n"
    assert len(ids(result)) == 4


def test_an_insight_that_lost_sources_is_marked_at_the_end_of_its_line(
    call: Call, two_studies: Workspace
) -> None:
    for name, refs in (("ins-aaaa", ["obs-aaaa"]), ("ins-bbbb", ["obs-aaaa", "obs-bbbb"]), ("ins-cccc", [])):
        evidence = [{"ref": ref, "relation": "supports"} for ref in refs]
        put(two_studies, "insight", name, study_id="hou-driehoek", statement="Zo.", evidence=evidence)
    erase(two_studies, ["obs-aaaa", "obs-bbbb"], now=NOW)

    assert call("--lang", "en", "list", "insight").stdout.splitlines()[1:] == [
        "ins-aaaa\t–\tZo. · 1 source was erased",
        "ins-bbbb\t–\tZo. · 2 sources were erased",
        "ins-cccc\t–\tZo.",
    ]
    listed = json.loads(call("list", "--json").stdout)["records"]
    counted = {each["id"]: each["lost_sources"] for each in listed if "lost_sources" in each}
    assert counted == {"ins-aaaa": 1, "ins-bbbb": 2, "ins-cccc": 0}


def test_a_group_of_measurements_that_is_gone_is_marked_also_when_one_study_is_asked_for(
    call: Call, two_studies: Workspace
) -> None:
    put(two_studies, "measurement", "met-aaaa", study_id="hou-driehoek", instrument="grade", value=7)
    evidence = [{"ref": "measurement:hou-driehoek:grade", "relation": "supports"}]
    put(two_studies, "insight", "ins-aaaa", study_id="hou-driehoek", statement="Zo.", evidence=evidence)
    asked = ("--lang", "en", "list", "insight", "-s", "hou-driehoek")
    assert "erased" not in call(*asked).stdout
    erase(two_studies, ["met-aaaa"], now=NOW)
    assert "Zo. · 1 source was erased" in call(*asked).stdout
