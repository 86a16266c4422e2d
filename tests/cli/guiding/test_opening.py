"""`actionlab` alone: where one is, what is most urgent, what one can do; it always ends well."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from actionlab.cli.main import VERBS
from actionlab.model.records import Draft
from actionlab.store import Workspace, add

from ..conftest import NOW

CHECKOUT = Path(__file__).parents[3]
Call = Callable[..., Result]
MakeStudy = Callable[..., str]
ACTION = ("action", "Bel binnen een week.", "--due-date")


@pytest.fixture
def told(call: Call) -> Callable[..., list[str]]:
    """A function that gives the lines of `actionlab` alone, in English."""

    def lines(*options: str) -> list[str]:
        result = call("--lang", "en", *options)
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout.splitlines()

    return lines


def commands(lines: list[str]) -> Iterator[str]:
    """Give the verbs that can be given now."""
    after = lines[lines.index("What you can do now:") + 1 :]
    yield from (line.split()[1] for line in after)


def test_without_a_workspace_one_can_make_one_or_practise(
    told: Callable[..., list[str]], own_folder: Path
) -> None:
    lines = told()
    assert lines[0] == f"There is no workspace here: {own_folder}"
    assert list(commands(lines)) == ["init", "init", "--help"]


def test_in_an_empty_workspace_one_can_begin_a_study(
    told: Callable[..., list[str]], workspace: Workspace
) -> None:
    lines = told()
    assert lines[:2] == [
        f"You are in the workspace Werkplaats: {workspace.folder}",
        "There is no study in it yet.",
    ]
    assert list(commands(lines)) == ["new-study", "--help"]


def test_with_a_study_one_hears_what_is_most_urgent(
    told: Callable[..., list[str]], call: Call, study: str
) -> None:
    call("log", *ACTION, "2026-06-20")
    call("log", "action", "Vraag het na.", "--due-date", "2026-06-01")
    lines = told()
    assert lines[1] == "1 study: hou-driehoek"
    (urgent,) = (line for line in lines if line.startswith("Most urgent: "))
    assert "Vraag het na." in urgent
    assert urgent.endswith(" · hou-driehoek")
    assert list(commands(lines)) == ["log", "status", "report", "--help"]


def draft(kind: str, record_id: str, **fields: object) -> Draft:
    return Draft(kind=kind, fields={"study_id": "hou-driehoek", **fields}, id=record_id)


def person(status: str) -> Draft:
    known = {"pseudonym": "HOU-K7M2", "role": "resident", "group": "resident", "status": status}
    consent = {"status": "given", "scopes": ["measurements"]}
    return Draft(kind="participant", fields={"study_id": "hou-driehoek", **known, "consent": consent})


CYCLE = draft("cycle", "cyc-7k3fq2xd", number=1, start_date="2026-06-01", end_date="2026-06-30")
INSIGHT = draft("insight", "ins-7k3fq2xd", statement="Bellen helpt.")
MEASURED = {"instrument": "ladder", "participant": "HOU-K7M2", "value": 3}
BASELINE = draft("measurement", "mea-7k3fq2xd", moment="baseline", **MEASURED)
FOLLOW_UP = draft("measurement", "mea-9m2bz5rw", moment="follow_up_1", **MEASURED)


@pytest.mark.parametrize(
    ("drafts", "urgent"),
    [
        ([draft("decision", "dec-7k3fq2xd", question="Mag het?")], "Mag het?"),
        ([draft("training", "trn-7k3fq2xd", title="Luisteren", date="2026-01-12")], "Ask what people use"),
        ([draft("cycle", "cyc-7k3fq2xd", number=1, goal="Proef", end_date="2026-06-01")], "Proef"),
        ([INSIGHT], "Bellen helpt."),
        ([INSIGHT, draft("member_check", "mck-7k3fq2xd", insight_ids=["ins-7k3fq2xd"])], ""),
        ([CYCLE, person("active"), BASELINE], "Follow-up measurement"),
        ([CYCLE, person("stopped"), BASELINE], ""),
        ([CYCLE, person("active"), BASELINE, FOLLOW_UP], ""),
    ],
)
def test_every_kind_of_record_that_decides_what_is_urgent_counts(
    told: Callable[..., list[str]], workspace: Workspace, study: str, drafts: list[Draft], urgent: str
) -> None:
    add(workspace, drafts, now=NOW)
    (found,) = [line for line in told() if line.startswith("Most urgent: ")] or [""]
    assert urgent in found
    assert bool(urgent) == bool(found)


def test_the_most_urgent_thing_stays_on_one_line(
    told: Callable[..., list[str]], call: Call, study: str
) -> None:
    call("log", "action", "Zoek uit wie er belt. " * 20, "--due-date", "2026-06-01")
    lines = told()
    assert len(lines) == lines.index("What you can do now:") + 5
    assert max(map(len, lines[1:])) <= 80


def test_of_many_studies_the_first_are_named(told: Callable[..., list[str]], make_study: MakeStudy) -> None:
    for n in range(1, 8):
        make_study(id=f"hou-{n}")
    assert told()[1] == "7 studies: hou-1, hou-2, hou-3, hou-4, hou-5, and 2 more"


def test_in_an_example_that_cannot_be_changed_one_can_look_and_make_ones_own(
    told: Callable[..., list[str]],
) -> None:
    lines = told("-C", str(CHECKOUT))
    assert "This is an example: nothing can be changed in it." in lines
    assert list(commands(lines)) == ["status", "report", "init", "--help"]


@pytest.mark.parametrize("damage", ["records", "settings"])
def test_what_is_damaged_is_said_with_what_to_do(
    told: Callable[..., list[str]], workspace: Workspace, study: str, damage: str
) -> None:
    (records,) = workspace.records(study).glob("*.json")
    file = records if damage == "records" else workspace.root / "actionlab.toml"
    file.write_bytes(file.read_bytes()[:8])
    lines = told()
    assert any(file.name in line for line in lines)
    assert list(commands(lines)) == ["check", "status", "--help"]


@pytest.mark.parametrize("place", ["weg", "bestand"])
def test_a_place_that_is_no_workspace_is_said(
    told: Callable[..., list[str]], own_folder: Path, place: str
) -> None:
    (own_folder / "bestand").write_text("x", encoding="utf-8")
    assert told("-C", place)[0] == f"There is no workspace here: {own_folder / place}"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a folder in which somebody stands")
def test_in_a_folder_that_was_removed_it_ends_well_too(tmp_path: Path) -> None:
    folder = tmp_path / "weg"
    folder.mkdir()
    code = (
        f"import os, sys; sys.path.insert(0, {str(CHECKOUT)!r}); os.chdir({str(folder)!r});"
        f" os.rmdir({str(folder)!r}); sys.argv = ['actionlab', '--lang', 'en'];"
        " from actionlab.cli.main import program; program()"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("The folder you stand in is gone.")


def test_it_names_only_commands_that_are_there(told: Callable[..., list[str]], study: str) -> None:
    assert set(commands(told())) <= {*VERBS, "--help"}


def test_looking_changes_nothing(told: Callable[..., list[str]], workspace: Workspace, study: str) -> None:
    def files() -> dict[str, bytes]:
        return {str(each): each.read_bytes() for each in workspace.root.rglob("*") if each.is_file()}

    before = files()
    told()
    assert files() == before


def test_it_loads_neither_word_nor_questions(study: str) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(CHECKOUT)!r}); sys.argv = ['actionlab'];"
        " from actionlab.cli.main import program\n"
        "try: program()\n"
        "except SystemExit: print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    heavy = {"docx", "lxml", "questionary", "prompt_toolkit", "rich", "babel", "tinydb", "asyncio"}
    assert not heavy & set(shown.splitlines()[-1].split())


def test_the_study_one_stands_in_is_named(
    told: Callable[..., list[str]], study: str, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "You are in the study hou-driehoek." not in told()
    monkeypatch.chdir(Path(workspace.studies) / study)
    assert told()[1] == "You are in the study hou-driehoek."
