"""A workspace with one study, and a way to call the program in this process."""

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from actionlab.cli import session
from actionlab.cli.main import program
from actionlab.model.fields import RecordData
from actionlab.model.records import Draft, Record
from actionlab.store import Workspace, add, find_workspace, init_workspace, read

NOW = dt.datetime(2026, 6, 15, 10, 0, tzinfo=dt.UTC)

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[RecordData], ...]]
MakeStudy = Callable[..., str]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> dt.datetime:
    """Let the program believe that it is Monday 15 June 2026."""
    monkeypatch.setattr(session, "clock", lambda: NOW)
    return NOW


@pytest.fixture
def workspace(own_folder: Path, clock: dt.datetime) -> Workspace:
    """An empty workspace in the current folder."""
    init_workspace(own_folder, name="Werkplaats", contact="de onderzoeker", example=False)
    return find_workspace(own_folder, None, {})


@pytest.fixture
def make_study(workspace: Workspace) -> MakeStudy:
    """A function that stores a study, valid by default, and gives its code."""

    def make(**fields: object) -> str:
        study = {
            "id": "hou-driehoek",
            "title": "Samen aan tafel",
            "municipality": ["GM0321"],
            "theme": "O1",
            "template_id": "driehoeksgesprek-en-regie",
            "sub_questions": ["Wie neemt de regie?", "Waarover?"],
            **fields,
        }
        return add(workspace, [Draft(kind="study", fields=study)], now=NOW)[0]

    return make


@pytest.fixture
def study(make_study: MakeStudy) -> str:
    """The code of the only study in the workspace."""
    return make_study()


@pytest.fixture
def call() -> Call:
    """A function that calls the program with these arguments and gives exit code, stdout and stderr."""

    def called(*arguments: str, text: str | bytes | None = None) -> Result:
        return CliRunner().invoke(program, list(arguments), input=text)

    return called


@pytest.fixture
def stored(workspace: Workspace) -> Stored:
    """A function that gives all records in the workspace except the study."""
    return lambda: tuple(record for record in read(workspace).records if record.kind != "study")


@pytest.fixture
def on_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., list[str]]:
    """A function that calls the program on a terminal of so many columns and gives the lines on it."""

    def called(*arguments: str, columns: int = 80, colour: bool = False) -> list[str]:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.delenv("PYTHONIOENCODING", raising=False)
        if not colour:
            monkeypatch.setenv("NO_COLOR", "1")
        with pytest.raises(SystemExit):
            program.main(["--lang", "en", *arguments])
        return capsys.readouterr().out.splitlines()

    return called
