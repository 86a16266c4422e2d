"""Streams: letters that a console does not have, and output that nobody takes."""

import codecs
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from actionlab.cli import few_letters
from actionlab.cli.streams import Patient, finish, make_printable, prepare
from actionlab.errors import CANNOT_SAVE
from actionlab.store import replacing, writer

CHECKOUT = str(Path(__file__).parents[2])
Console = Callable[[str], io.TextIOWrapper]


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> Console:
    """A function that puts a console with these letters in place of standard output, made printable."""

    def put(encoding: str) -> io.TextIOWrapper:
        stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        monkeypatch.setattr(sys, "stdout", stream)
        make_printable(stream)
        return stream

    return put


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "┃ één ‘ja’ → € 5 ✓ Дя ?".encode()),
        ("UTF8", "┃ één ‘ja’ → € 5 ✓ Дя ?".encode()),
        ("cp1252", b"| \xe9\xe9n \x91ja\x92 -> \x80 5 ? ?? ?"),
        ("cp850", b"| \x82\x82n 'ja' -> EUR 5 ? ?? ?"),
        ("latin-1", b"| \xe9\xe9n 'ja' -> EUR 5 ? ?? ?"),
        ("ascii", b"| een 'ja' -> EUR 5 ? ?? ?"),
        ("ANSI_X3.4-1968", b"| een 'ja' -> EUR 5 ? ?? ?"),
    ],
)
def test_a_letter_that_a_console_does_not_have_becomes_the_nearest(
    console: Console, encoding: str, shown: bytes
) -> None:
    stream = console(encoding)
    click.echo("┃ één ‘ja’ → € 5 ✓ Дя \udce9", nl=False)
    assert _written(stream) == shown


def test_no_letter_whatever_stops_a_console_of_few_letters() -> None:
    every = "".join(map(chr, [*range(0x600), *range(0x600, sys.maxunicode, 97), *range(0xD7FE, 0xE002)]))
    assert every.encode("ascii", few_letters.NEAR).isascii()
    assert len(every.encode("cp1252", few_letters.NEAR)) > len(every) / 2


def test_an_accent_that_stands_apart_is_left_out() -> None:
    assert "e\u0301e\u0301n".encode("ascii", few_letters.NEAR) == b"een"


def test_only_what_cannot_be_written_is_made_near() -> None:
    with pytest.raises(UnicodeDecodeError):
        b"\xe9".decode("ascii", few_letters.NEAR)
    assert codecs.lookup(few_letters.codec("ascii")).encode("abc")[0] == b"abc"


@pytest.mark.parametrize(
    ("platform", "named", "encoding"),
    [
        ("linux", "", "cp1252"),
        ("win32", "", "utf-8"),
        ("win32", "cp1252", "cp1252"),
        ("win32", ":replace", "utf-8"),
    ],
)
def test_what_goes_into_a_file_on_windows_is_utf_8_unless_the_person_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, console: Console, platform: str, named: str, encoding: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("PYTHONIOENCODING", named)
    assert console("cp1252").encoding == encoding


class Refusing(io.FileIO):
    """A file on a disk that is full."""

    def write(self, content: object, /) -> int:
        raise OSError(28, "No space left on device")


@pytest.fixture
def full(tmp_path: Path) -> Iterator[io.TextIOWrapper]:
    """A stream to a full disk. It is put in place in the test: pytest puts its own there before that."""
    with Refusing(tmp_path / "vol", "w") as file:
        yield io.TextIOWrapper(io.BufferedWriter(Patient(file)), encoding="utf-8")


def test_an_answer_that_cannot_be_written_is_told_in_one_line(
    full: io.TextIOWrapper, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", full)
    monkeypatch.setattr(replacing, "_replaced", [])
    click.echo("een lange lijst\n" * 1000)
    assert finish(0) == CANNOT_SAVE
    assert finish(1) == 1
    told = capsys.readouterr().err
    assert "lange lijst" not in told
    assert len(told.splitlines()) == 2


def test_what_was_stored_is_not_called_a_fault_and_its_code_is_told(
    full: io.TextIOWrapper, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", full)
    monkeypatch.setattr(replacing, "_replaced", [os.path.join("werkmap", "studies", "x.json")])  # noqa: PTH118
    click.echo("obs-7k3fq2xd")
    assert finish(0) == 0
    assert "obs-7k3fq2xd" in capsys.readouterr().err.splitlines()


def test_much_that_cannot_be_written_is_not_repeated_whole(
    full: io.TextIOWrapper, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", full)
    monkeypatch.setattr(replacing, "_replaced", ["x.json"])
    for _again in range(100):
        click.echo("é" * 1000)
    assert finish(0) == 0
    assert len(full.buffer.raw.kept) < 20_000  # type: ignore[attr-defined]
    assert len(capsys.readouterr().err) < 3000


def test_nothing_shown_is_nothing_lost(
    full: io.TextIOWrapper, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", full)
    assert finish(0) == 0
    assert capsys.readouterr().err == ""


def test_nothing_to_show_on_a_closed_output_is_no_fault(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = io.TextIOWrapper(io.BufferedWriter(Patient(None)), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", closed)
    assert finish(0) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="a stream cannot be closed in this way there")
def test_no_file_takes_the_number_of_a_closed_stream(tmp_path: Path) -> None:
    code = (
        "import sys; from actionlab.cli.streams import prepare; prepare();"
        f" sys.exit(open({str(tmp_path / 'x')!r}, 'w').fileno())"
    )
    closed = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable, "-c", code]
    assert subprocess.run(closed, env={**os.environ, "PYTHONPATH": CHECKOUT}, check=False).returncode > 2


def test_a_terminal_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(terminal.buffer, "isatty", lambda: True, raising=False)
    for name in ("stdout", "__stdout__"):
        monkeypatch.setattr(sys, name, terminal)
    prepare()
    assert sys.stdout is terminal


def test_a_message_is_written_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "meldingen"
    with file.open("w", buffering=1, encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", io.StringIO())
        for name in ("stderr", "__stderr__"):
            monkeypatch.setattr(sys, name, stream)
        prepare()
        sys.stderr.write("een regel\n")
        assert file.read_text(encoding="utf-8") == "een regel\n"


@pytest.mark.parametrize(
    ("place", "code"), [("actionlab/locks/a.lock", CANNOT_SAVE), ("actionlab-werkmap/studies/x.json", 0)]
)
def test_what_the_program_keeps_for_itself_is_not_what_was_stored(
    full: io.TextIOWrapper, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: str, code: int
) -> None:
    monkeypatch.setattr(writer, "local_folder", lambda: str(tmp_path / "actionlab"))
    monkeypatch.setattr(sys, "stdout", full)
    monkeypatch.setattr(replacing, "_replaced", [str(tmp_path / place)])
    click.echo("een lijst")
    assert finish(0) == code


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe without a reader gives another fault there")
def test_a_reader_that_is_gone_is_no_fault(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    with io.FileIO(writes, "w") as file:
        stream = io.TextIOWrapper(io.BufferedWriter(Patient(file)), encoding="utf-8")
        monkeypatch.setattr(sys, "stdout", stream)
        click.echo("een\n" * 5000)
        assert finish(0) == 0
    assert capsys.readouterr().err == ""
