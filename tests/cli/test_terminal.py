"""What is shown on a terminal."""

import io
import sys
import unicodedata

import pytest

from actionlab.cli.terminal import say, say_error, takes_all_letters, visible


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


def test_the_name_of_a_command_is_not_broken_at_its_hyphen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "21")

    say("Geef de opdracht new-study")

    assert capsys.readouterr().err.splitlines() == ["Geef de opdracht", "new-study"]


@pytest.mark.parametrize(
    ("platform", "encoding", "is_terminal", "takes"),
    [
        ("linux", "utf-8", False, True),
        ("win32", "utf-8", True, True),
        # PowerShell reads a pipe in the letters of the console
        ("win32", "utf-8", False, False),
        ("linux", "cp1252", True, False),
    ],
)
def test_json_has_only_plain_letters_where_others_would_get_lost(
    monkeypatch: pytest.MonkeyPatch, platform: str, encoding: str, is_terminal: bool, takes: bool
) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(out, "isatty", lambda: is_terminal)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "platform", platform)
    assert takes_all_letters() is takes
