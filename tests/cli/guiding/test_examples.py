"""The examples in the help of every command: there are some, they fit, and what they say works."""

import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from word_comments import Margin, commented

from actionlab.cli.guiding.examples import EXAMPLES, examples_of
from actionlab.cli.guiding.log_examples import LOG_EXAMPLES
from actionlab.cli.main import VERBS, program
from actionlab.cli.session import Session
from actionlab.cli.verbs.log import KINDS_TYPED
from actionlab.i18n import LANGUAGES, activate, translated

CHECKOUT = Path(__file__).parents[3]
STUDY = "studies/hou-driehoek"
ALL = [(), *((verb,) for verb in VERBS), *(("log", kind) for kind in KINDS_TYPED)]
LINES = sorted(
    {line for examples in (*EXAMPLES.values(), *LOG_EXAMPLES.values()) for _told, line in examples}
)
# the verbs that leave everything as it is
READING = {"", "list", "search", "show", "status", "where", "settings", "completion", "schema", "check"}
# without a terminal they want to hear that the person is sure
UNSURE = {"erase", "undo", "withdraw", "purge", "import", "check"}
# what other laptops have stands beside the workspace
BESIDE = {"merge", "tidy"}
# without a terminal this shows its help
ASKS = "actionlab log"


def words(line: str, language: str = "en") -> list[str]:
    """Give the words of a command line as a shell hands them over, without the name of the program."""
    name, *rest = shlex.split(translated(line, language))
    assert name == "actionlab"
    return rest


def verb(line: str) -> str:
    """Give the verb of a command line; "" when there is none."""
    return next((word for word in words(line) if word in VERBS), "")


def reads_only(line: str) -> bool:
    """Tell whether a command line leaves the workspace as it is."""
    return (verb(line) in READING and "--repair" not in line and "--ics" not in line) or "--help" in line


def parsed(arguments: list[str], session: Session) -> Iterator[str]:
    """Parse a command line as the program does, and give the name of every command in it."""
    context = program.make_context("actionlab", list(arguments))
    context.obj = session
    while isinstance(context.command, click.Group) and (rest := [*context._protected_args, *context.args]):
        name, command, left = context.command.resolve_command(context, rest)
        assert command is not None
        yield str(name)
        context = command.make_context(name, left, parent=context)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example workspace, its copy of a colleague, and the files that the examples name."""
    folder = tmp_path_factory.mktemp("examples")
    place = folder / "werkmap"
    report = folder / "rapport.docx"
    for command in (
        ["init", str(place), "--example"],
        ["-C", str(place), "report", "-m", "Houten", "-o", str(report)],
    ):
        called = CliRunner().invoke(program, command)
        assert called.exit_code == 0, called.stderr
    shutil.copytree(place, folder / "kopie-van-collega")
    remark = Margin(text="Herkenbaar.", on="Terugkoppelrapport gemeente Houten")
    contents = {
        "dag.txt": b"De inwoner zat naast de klantmanager.\n",
        "notities.txt": b"De inwoner kwam op tijd.\n\nDe jobcoach belde met de werkgever.\n",
        "metingen.txt": b"HOU-K7M2\t4\nHOU-R4TD\t3\n",
        "ingevuld/metingen.csv": b"Code;Instrument;Moment;Waarde\nHOU-W9QF;ladder;follow_up_2;4\n",
        "rapport.docx": commented(report.read_bytes(), (remark,)),
    }
    for name, content in contents.items():
        file = place / STUDY / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
    return folder


@pytest.mark.parametrize("called", ALL, ids=" ".join)
def test_every_command_has_two_to_four_examples_of_its_own(called: tuple[str, ...]) -> None:
    lines = [line for _told, line in examples_of(called)]
    assert 2 <= len(lines) <= 4
    assert any(" ".join(("actionlab", *called)) in line or called[:1] == ("tidy",) for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("called", ALL, ids=" ".join)
def test_a_help_begins_with_its_examples(called: tuple[str, ...], language: str) -> None:
    arguments = [*called, "obs-0008"] if called == ("edit",) else called
    shown = CliRunner().invoke(
        program, ["-C", str(CHECKOUT), "--lang", language, *arguments, "--help"], terminal_width=80
    )
    assert shown.exit_code == 0, shown.stderr
    heading, *rest = shown.stdout.splitlines()
    assert heading == f"{translated('Examples', language)}:"
    usage = next(place for place, line in enumerate(rest) if line.startswith(translated("Usage:", language)))
    whole = " ".join(" ".join(rest[:usage]).split())
    for told, line in examples_of(called):
        assert f"{translated(told, language)}: {translated(line, language)}" in whole
        # a line that is broken cannot be copied
        assert f"    {translated(line, language)}" in rest[:usage]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_is_parsed_as_it_stands(language: str) -> None:
    session = Session(explicit=str(CHECKOUT), no_input=True)
    activate(language)
    for line in LINES:
        found: list[str] = []
        try:
            found += parsed(words(line, language), session)
        except click.exceptions.Exit:
            assert "--help" in line
            continue
        except click.exceptions.NoArgsIsHelpError:
            assert line == ASKS
            continue
        assert found[:1] == [verb(line)][: bool(verb(line))]


@pytest.mark.parametrize("line", [line for line in LINES if reads_only(line)])
def test_an_example_that_only_reads_works(line: str, prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(prepared / "werkmap" / STUDY)
    shown = CliRunner().invoke(program, words(line))
    assert shown.exit_code == 0, shown.stderr
    assert shown.stdout


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("line", [line for line in LINES if not reads_only(line)])
def test_an_example_that_writes_works(
    line: str, language: str, prepared: Path, tmp_path: Path, clock: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "laptop"
    shutil.copytree(prepared, folder)
    monkeypatch.chdir(folder / "werkmap" / STUDY)
    runner = CliRunner()
    if verb(line) == "undo":
        assert runner.invoke(program, ["log", "observation", "Tekst"]).exit_code == 0
    if verb(line) in BESIDE:
        monkeypatch.chdir(folder)
        monkeypatch.setenv("ACTIONLAB_WORKSPACE", str(folder / "werkmap"))
    if verb(line) == "init":
        # not within another workspace
        monkeypatch.chdir(tmp_path)
    sure = ["--yes"] if verb(line) in UNSURE and "--yes" not in line else []
    called = runner.invoke(program, ["--lang", language, *words(line, language), *sure])
    assert called.exit_code == (2 if line == ASKS else 0), called.stderr
