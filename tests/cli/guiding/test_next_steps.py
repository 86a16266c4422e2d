"""The line after a command: the usual next step, on a terminal only, and never where it is not wanted."""

import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result
from pseudo_terminal import at_terminal

from actionlab.cli.gate_questions import ANSWERED
from actionlab.cli.guiding.next_steps import NEXT, Done, tell_next_step
from actionlab.cli.main import VERBS, program
from actionlab.cli.session import Session
from actionlab.cli.verbs.log import KINDS_TYPED, command
from actionlab.i18n import activate
from actionlab.store import Workspace

Call = Callable[..., Result]
INSIGHT = ("log", "insight", "Beginnen met de vraag helpt.", "--counter", "Niets gezien.")
ACTION = ("log", "action", "Bel binnen een week.")
TRAINING = ("log", "training", "Luisteren", "--date", "2026-05-12")
TITLE = ("--title", "Samen aan tafel")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let standard output and error be a terminal, but not the input, so that nothing is asked."""
    stream = "click.testing._NamedTextIOWrapper.isatty"
    monkeypatch.setattr(stream, lambda self: self.name != "<stdin>", raising=False)
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def english(call: Call) -> Call:
    """Call the program in English."""
    return lambda *arguments: call("--lang", "en", *arguments)


def step(result: Result) -> str:
    """Give the next step that was told; "" when none was."""
    assert result.exit_code == 0, result.stderr
    told = [line.removeprefix("Next: ") for line in result.stderr.splitlines() if line.startswith("Next: ")]
    assert len(told) <= 1
    return "".join(told)


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("log", "observation", "Tekst"), 'one more with actionlab log observation "…", or actionlab status'),
        (
            ("log", "waarneming", "Tekst", "-s", "hou"),
            'one more with actionlab log observation -s hou "…", or actionlab status -s hou',
        ),
        (INSIGHT, "put it before the people it is about: actionlab log member-check --insight-ids {id}"),
        (ACTION, "when it is done: actionlab done {id}"),
        (TRAINING, "how people looked back on it: actionlab log evaluation {id}"),
        (("log", "approach", *TITLE), "begin a study of it: actionlab new-study --approach-id {id}"),
        (("log", "decision", "Mag dit?"), "when there is an answer: actionlab edit {id} --answer …"),
        (("log", "agenda-item", "Wie betaalt?", "--type", "leervraag"), "actionlab report --agenda"),
        (("log", "organisation", "Gemeente Houten"), ""),
        (("list", "study"), "see one of them: actionlab show ID"),
        (("status",), ""),
        (("where",), ""),
    ],
)
def test_the_usual_next_step_is_told(
    english: Call, study: str, arguments: tuple[str, ...], told: str
) -> None:
    result = english(*arguments)
    assert step(result) == told.format(id=result.stdout.strip())


@pytest.mark.usefixtures("terminal")
def test_a_change_is_followed_by_a_look_at_it(english: Call, study: str) -> None:
    made = english(*ACTION).stdout.strip()
    assert step(english("done", made)) == "actionlab status"
    assert step(english("edit", made, "--result", "Gelukt.")) == f"actionlab show {made}"


@pytest.mark.usefixtures("terminal")
def test_the_folder_of_a_new_workspace_is_named_as_one_types_it(english: Call, own_folder: Path) -> None:
    assert step(english("init", "werkplaats")) == "cd werkplaats, and then: actionlab new-study"
    assert step(english("init", "mijn map", "--example")) == 'cd "mijn map", and then: actionlab status'
    assert step(english("init")) == "actionlab new-study"


@pytest.mark.usefixtures("terminal")
def test_a_new_study_is_followed_by_its_forms_or_an_observation(english: Call, workspace: Workspace) -> None:
    made = english("new-study", "-m", "Houten", "-t", "driehoeksgesprek-en-regie")
    slug = made.stdout.strip()
    assert step(made) == (
        f'actionlab forms -s {slug}, or write down what you see: actionlab log observation -s {slug} "…"'
    )


@pytest.mark.usefixtures("terminal")
def test_every_fifth_observation_without_an_insight_asks_what_was_learned(english: Call, study: str) -> None:
    told = [step(english("log", "observation", f"Tekst {n}")) for n in range(1, 12)]
    assert [n for n, each in enumerate(told, 1) if "What did you learn?" in each] == [5, 10]
    english(*INSIGHT)
    for n in range(12, 16):
        assert "What did you learn?" not in step(english("log", "observation", f"Tekst {n}"))


@pytest.mark.usefixtures("terminal")
def test_a_report_is_to_be_opened_and_comes_back_with_comments(
    english: Call, study: str, workspace: Workspace
) -> None:
    english("log", "observation", "De inwoner begon.")
    made = english("report", "-m", "Houten")
    place = Path(made.stdout.strip()).relative_to(workspace.root)
    assert step(made) == f"open it in Word. Comments of readers come back with: actionlab import {place}"
    assert step(english("report", "-m", "Houten", "--preview")) == ""
    assert step(english("report", "-m", "Houten", "--final")).startswith("send it.")


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("arguments", [("--no-input", "list"), ("list", "--json")])
def test_who_asks_for_no_questions_or_for_json_hears_no_next_step(
    english: Call, study: str, arguments: tuple[str, ...]
) -> None:
    assert step(english(*arguments)) == ""


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(
    "arguments",
    [
        ("log", "measurement", "ladder", "--moment", "baseline", "--table", "metingen.txt", "--dry-run"),
        ("report", "-m", "Houten", "--preview"),
        ("new-study", "--plan", "hou-driehoek"),
        ("new-study", "--list-templates"),
        ("status", "--ics", "agenda.ics"),
    ],
)
def test_where_nothing_was_stored_there_is_no_next_step(
    english: Call, study: str, own_folder: Path, arguments: tuple[str, ...]
) -> None:
    agreed = ("--consent-status", "given", "--consent-scopes", "measurements", "--role", "resident")
    code = english("log", "participant", "--count", "1", *agreed).stdout.strip()
    english(*ACTION, "--due-date", "2026-12-01")
    (own_folder / "metingen.txt").write_text(f"{code} 3\n", encoding="utf-8")
    assert step(english(*arguments)) == ""


def test_a_folder_elsewhere_or_on_another_disk_is_named_whole(tmp_path: Path, own_folder: Path) -> None:
    def place(made: str) -> str:
        return Done(session=Session(), made=(made,), options={}).place

    assert place(str(own_folder / "sub" / "map")) == str(Path("sub") / "map")
    assert place(str(tmp_path / "ernaast")) == str(tmp_path / "ernaast")
    assert place("D:\\Mijn map") == '"D:\\Mijn map"'


def test_where_it_is_not_known_which_study_was_meant_the_usual_step_is_told(
    call: Call, make_study: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    for slug in ("hou-een", "hou-twee"):
        make_study(id=slug)
    activate("en")
    parent = click.Context(command, info_name="log", parent=click.Context(program))
    made = command.get_command(parent, "observation")
    assert made is not None
    tell_next_step(click.Context(made, parent=parent, obj=Session()), ("obs-7k3fq2xd",))
    assert capsys.readouterr().err.startswith("Next: one more with actionlab log observation")


@pytest.mark.usefixtures("terminal")
def test_after_a_fault_there_is_no_next_step(english: Call, study: str) -> None:
    refused = english("log", "observation", "x", "--date", "31-2-2026")
    assert refused.exit_code == 2
    assert "Next: " not in refused.stderr


@pytest.mark.parametrize("terminals", [(), ("<stdout>",), ("<stderr>",)])
def test_where_a_program_reads_what_is_printed_there_is_no_next_step(
    english: Call, study: str, monkeypatch: pytest.MonkeyPatch, terminals: tuple[str, ...]
) -> None:
    stream = "click.testing._NamedTextIOWrapper.isatty"
    monkeypatch.setattr(stream, lambda self: self.name in terminals, raising=False)
    assert step(english("log", "observation", "Tekst")) == ""


@pytest.mark.parametrize(
    ("made", "asked", "told"),
    [
        (("act-7k3fq2xd",), False, "Next: when it is done: actionlab done act-7k3fq2xd\n"),
        (("obs-7k3fq2xd", "mck-7k3fq2xd"), False, "Next: what will be done with it: actionlab log action\n"),
        (("act-7k3fq2xd",), True, "Next: actionlab status\n"),
        ((), False, ""),
    ],
)
def test_log_alone_goes_on_by_what_was_stored_and_an_interview_ends_with_the_status(
    capsys: pytest.CaptureFixture[str], made: tuple[str, ...], asked: bool, told: str
) -> None:
    activate("en")
    context = click.Context(command, info_name="log", parent=click.Context(program), obj=Session())
    context.meta[ANSWERED] = asked
    tell_next_step(context, made)
    assert capsys.readouterr().err == told


def test_next_steps_name_commands_that_are_there() -> None:
    kinds = {f"log {kind}" for kind in KINDS_TYPED}
    assert set(NEXT) <= {*VERBS, *kinds}


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo terminal")
@pytest.mark.parametrize(("language", "begin"), [("nl", "actionlab status"), ("en", "Next: one more with")])
def test_on_a_real_terminal_it_is_the_last_line(study: str, language: str, begin: str) -> None:
    code, screen, apart = at_terminal("log", "observation", "Tekst", keys=[], language=language)
    assert (code, apart) == (0, "")
    assert begin in " ".join(screen.split())
