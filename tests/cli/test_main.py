"""The program as a whole: language, exit codes, one line for every fault, and what it does not load."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from loaded import modules_loaded

from actionlab import __version__
from actionlab.cli import main
from actionlab.cli.main import SECTIONS, VERBS, language_of, program
from actionlab.cli.verbs import log
from actionlab.errors import Busy, CannotSave, NewerFormat
from actionlab.store import Workspace

Call = Callable[..., Result]
CHECKOUT = Path(__file__).parents[2]
FORBIDDEN = ("docx", "lxml", "rich", "questionary", "prompt_toolkit", "babel", "asyncio", "tinydb", "pathlib")


def run(*arguments: str | bytes, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "actionlab", *arguments],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), **environ},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def fail_with(monkeypatch: pytest.MonkeyPatch, fault: BaseException) -> None:
    """Let `actionlab log` end in a fault."""

    def failing() -> None:
        raise fault

    monkeypatch.setattr(log, "command", click.Command("log", callback=failing))


def test_the_version_is_printed(call: Call) -> None:
    assert call("--version").output == f"actionlab {__version__}\n"


def test_help_names_every_verb_without_importing_them() -> None:
    probe = (
        "import sys; sys.argv = ['actionlab', '--help']\n"
        "from actionlab.cli.main import program\n"
        "try:\n    program()\n"
        "except SystemExit: print([name for name in sys.modules if name.startswith('actionlab.cli.')])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", probe],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout
    for verb, (module, _help) in VERBS.items():
        assert f"\n  {verb} " in shown
        assert f"'actionlab.cli.verbs.{module}'" not in shown


@pytest.mark.parametrize(
    ("arguments", "environ", "language"),
    [
        ([], {}, "nl"),
        (["--lang", "en"], {}, "en"),
        (["--lang=en", "log"], {}, "en"),
        (["--lang", "nl"], {"ACTIONLAB_LANG": "en"}, "nl"),
        ([], {"ACTIONLAB_LANG": "en"}, "en"),
        ([], {"ACTIONLAB_LANG": "fr"}, "nl"),
        (["--lang"], {}, "nl"),
        (["log", "observation", "--", "--lang=en"], {}, "nl"),
        (["log", "note", "--lang", "en"], {}, "nl"),
    ],
)
def test_the_language_is_known_before_anything_is_parsed(
    arguments: list[str], environ: dict[str, str], language: str
) -> None:
    assert language_of(arguments, environ) == language


def test_labels_in_help_follow_the_language(call: Call) -> None:
    assert "bevorderend" in call("log", "observation", "--help").output
    assert "helping" in call("--lang", "en", "log", "observation", "--help").output


@pytest.mark.parametrize(
    "arguments",
    [
        ("lgo",),
        ("log", "waarneeming"),
        ("log", "observation", "--kleur", "rood"),
        ("log", "observation", "--date"),
        ("--lang", "fr", "where"),
        ("-C",),
        ("done",),
        ("edit", "--why", "x"),
    ],
)
def test_wrong_usage_is_one_line_with_the_help_to_look_at(arguments: tuple[str, ...], call: Call) -> None:
    refused = call(*arguments)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.count("\n") == 1
    assert "--help'" in refused.stderr


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        (("status", "--lang", "en"), "actionlab --lang [nl|en] status …"),
        (("log", "observation", "Een.", "--no-input"), "actionlab --no-input log observation …"),
        (("list", "-C", "map"), "actionlab -C MAP list …"),
    ],
)
def test_an_option_of_the_program_behind_the_verb_is_told_where_it_goes(
    typed: tuple[str, ...], right: str, call: Call, study: str
) -> None:
    refused = call(*typed)

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.rstrip().endswith(right)
    assert "--bestaat-niet" in call("status", "--bestaat-niet").stderr


@pytest.mark.parametrize("arguments", [("log",), ("edit",)])
def test_a_verb_that_lacks_everything_shows_its_help(arguments: tuple[str, ...], call: Call) -> None:
    shown = call(*arguments)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert shown.stderr == call(*arguments, "--help").stdout


@pytest.mark.parametrize("typed", ["observation", "Waarneming", "member-check", "inzicht", "deelnemer"])
def test_a_kind_typed_as_a_verb_is_told_where_it_goes(call: Call, typed: str) -> None:
    refused = call("--lang", "en", typed, "Tekst")
    assert refused.exit_code == 2
    assert f"Did you mean: actionlab log {typed}?" in refused.stderr


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("lgo",), "'log'"),
        (("log", "observaton"), "'observation'"),
        (("log", "Waarneeming"), "'waarneming'"),
        (("log", "agenda_pnut"), "'agendapunt'"),
    ],
)
def test_a_misspelt_verb_or_kind_gets_one_suggestion(call: Call, typed: tuple[str, ...], meant: str) -> None:
    refused = call(*typed)
    assert refused.exit_code == 2
    assert meant in refused.stderr
    assert refused.stderr.count("'") == 6


def test_the_sections_of_the_help_hold_every_verb_once_in_the_order_of_the_work() -> None:
    assert [verb for verbs in SECTIONS.values() for verb in verbs] == list(VERBS)
    assert list(SECTIONS) == ["Begin", "Write down", "Look", "Report and share", "Keep safe", "The program"]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (CannotSave(file="x.json", reason="vol"), 3),
        (Busy(holder=12), 5),
        (NewerFormat(file="x.json", format=2), 6),
        (OSError(errno.ENOSPC, "No space left", "x.docx"), 3),
        (PermissionError(errno.EACCES, "Permission denied", "x.docx"), 3),
        (click.Abort(), 130),
        (KeyboardInterrupt(), 130),
        (RuntimeError("tekst uit een record"), 1),
    ],
)
def test_every_fault_is_one_line_and_an_exit_code(
    fault: BaseException, code: int, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with(monkeypatch, fault)
    failed = call("log")
    assert (failed.exit_code, failed.stdout) == (code, "")
    assert len(failed.stderr.strip().splitlines()) == 1
    assert "Traceback" not in failed.stderr
    assert "tekst uit een record" not in failed.stderr


def test_a_fault_of_the_program_names_its_kind_and_can_be_traced(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with(monkeypatch, RuntimeError("tekst"))
    assert "RuntimeError" in call("log").stderr
    monkeypatch.setenv("ACTIONLAB_DEBUG", "1")
    assert isinstance(call("log").exception, RuntimeError)


def test_a_fault_shows_no_control_characters_and_stays_on_one_line(call: Call, study: str) -> None:
    refused = call("log", "observation", "x", "--setting", "a\x1b[2J\nb")
    assert "\x1b" not in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_a_fault_does_not_repeat_personal_data_that_were_typed_in_the_wrong_place(
    call: Call, study: str
) -> None:
    for arguments in (("show", "jan@jansen.nl"), ("status", "-s", "jan@jansen.nl"), ("jan@jansen.nl",)):
        refused = call(*arguments)
        assert refused.exit_code > 0
        assert "jansen" not in refused.stderr


def test_without_a_workspace_the_way_to_make_one_is_named(call: Call) -> None:
    refused = call("log", "observation", "Tekst")
    assert refused.exit_code == 1
    assert "actionlab init" in refused.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the folder one stands in")
def test_a_folder_that_is_gone_is_named_and_a_whole_path_found_all_the_same(
    call: Call, study: str, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    for arguments in (
        ("status",),
        ("init",),
        ("-C", str(workspace.root), "report", "-m", "Houten", "-o", "r"),
    ):
        refused = call("--lang", "en", *arguments)
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert refused.stderr.startswith("Error: The folder you stand in is gone.")
    assert call("-C", str(workspace.root), "status").exit_code == 0


def test_a_workspace_can_be_named(
    call: Call, study: str, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("log", "observation", "Tekst").exit_code == 1
    assert call("-C", str(workspace.root), "log", "observation", "Tekst").exit_code == 0
    monkeypatch.setenv("ACTIONLAB_WORKSPACE", str(workspace.root))
    assert call("log", "observation", "Tekst").exit_code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there is no POSIX shell")
def test_a_reader_that_stops_reading_is_no_fault(study: str) -> None:
    code = f"{sys.executable} -m actionlab log observation --help | true"
    ended = subprocess.run(
        ["sh", "-c", code],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="an argument is text there, never bytes")
def test_a_damaged_byte_in_an_argument_is_refused_and_nothing_is_stored(
    study: str, stored: Callable[[], tuple[object, ...]]
) -> None:
    refused = run("log", "observation", b"caf\xe9")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "--what-seen" in refused.stderr
    assert stored() == ()


def test_logging_an_observation_loads_nothing_heavy(study: str) -> None:
    modules = modules_loaded("log", "observation", "Tekst", "--date", "vandaag")
    loaded = {name.partition(".")[0] for name in modules}
    assert not set(FORBIDDEN) & loaded


def test_the_same_program_runs_as_a_module(study: str) -> None:
    result = run("log", "observation", "Tekst")
    assert result.returncode == 0
    assert result.stdout.startswith("obs-")
    assert main.program is program
    assert CliRunner().invoke(program, ["--version"]).exit_code == 0
