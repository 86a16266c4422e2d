"""What is shown on a terminal."""

import io
import sys
import unicodedata

import pytest

from actionlab.cli.terminal import make_printable, say, say_error, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("gewoon, één regel\n\tingesprongen", "gewoon, één regel\n\tingesprongen"),
        ("\x1b[2J\x1b[H", "␛[2J␛[H"),
        ("a\x00b\x08c\x7fd", "a␀b␈c␡d"),
        ("a\x9bb\x85c", "a�b�c"),
        ("a\udce9b\uffffc", "a�b�c"),
        ("regel 1\r\nregel 2\rregel 3", "regel 1\nregel 2␍regel 3"),
        ("[red]geen opmaak[/] :smiley:", "[red]geen opmaak[/] :smiley:"),
        ("👩‍🔧 שלום Дякую", "👩‍🔧 שלום Дякую"),
        ("\u202egnp.\u202c \u2066a\u2069 \u200f\u061c", "�gnp.� �a� ��"),
    ],
)
def test_control_characters_become_signs_and_everything_else_stays(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_every_sign_that_turns_the_direction_of_writing_is_seen() -> None:
    turning = ("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI")
    signs = [chr(n) for n in range(0x11_0000) if unicodedata.bidirectional(chr(n)) in turning]
    assert visible("".join(signs)) == "\ufffd" * 9


def test_an_error_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    say_error("een\ntwee\x1b[31m")
    assert capsys.readouterr().err == "een twee␛[31m\n"


def test_an_old_console_does_not_stop_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    console = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", console)
    make_printable(sys.stdout)
    print("┃ Дякую ┃ \udce9", flush=True)
    assert console.buffer.getvalue().decode() == "┃ Дякую ┃ ?\n"


def test_a_message_on_a_terminal_is_wrapped_between_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "30")
    path = "/een/heel/lang/pad/zonder/een/enkele/spatie.json"

    say(f"Kort.\n  - Kopieën die zijn gemaild of ergens anders neergezet: {path}")

    lines = capsys.readouterr().err.splitlines()
    assert lines[:3] == ["Kort.", "  - Kopieën die zijn gemaild", "    of ergens anders"]
    assert lines[-1].strip() == path
