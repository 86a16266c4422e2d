"""Looking page by page: only what is longer than the screen, and only where somebody sees it."""

import io
import os
import re
import shutil
import sys
from contextlib import suppress
from pathlib import Path

import click
import pytest

from actionlab.cli import show
from actionlab.cli.pager import show_pages
from actionlab.i18n import _, activate
from actionlab.store import init_workspace

LONG = "".join(f"regel {n}\n" for n in range(30))
# a pager that says that it was there, and how many lines came; one that is left before it read anything
COUNTS = "import sys; print('gebladerd', len(sys.stdin.readlines()))"
LEFT = "import sys; sys.stdin.close(); print('gestopt')"


def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let somebody sit at a terminal, and give what a pager will be asked to show."""
    shown: list[str] = []
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "echo_via_pager", shown.append)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("TERM", "xterm")
    for name in ("PAGER", "LESS", "LESSHISTFILE", "LESSSECURE"):
        monkeypatch.setenv(name, "")
        # set first, so that it is put back
        monkeypatch.delenv(name)
    return shown


class Terminal(io.StringIO):
    """Standard input of somebody at a terminal."""

    def isatty(self) -> bool:
        return True


def test_what_is_longer_than_the_screen_is_paged_with_its_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = at_a_terminal(monkeypatch)
    show_pages(LONG, 30)
    assert seen == [LONG.removesuffix("\n")]
    assert os.environ["LESS"].startswith("-FRX -Ps")


def test_the_pager_says_how_to_go_on_and_keeps_nothing_that_was_looked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_a_terminal(monkeypatch)
    activate("en")
    show_pages(LONG, 30)
    # less takes a colon for a sign of its own
    assert os.environ["LESS"].endswith("-PsSpace\\: next page, q\\: stop$")
    assert (os.environ["LESSHISTFILE"], os.environ["LESSSECURE"]) == ("-", "1")


def test_what_somebody_chose_for_less_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = at_a_terminal(monkeypatch)
    monkeypatch.setenv("LESS", "-S")
    show_pages(LONG, 30)
    assert (len(seen), os.environ["LESS"]) == (1, "-S")


@pytest.mark.parametrize(
    ("height", "changed"),
    [
        (31, {}),
        (30, {"TERM": "dumb"}),
        (30, {"TERM": "emacs"}),
    ],
)
def test_what_fits_or_cannot_be_paged_is_shown_at_once(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    height: int,
    changed: dict[str, str],
) -> None:
    seen = at_a_terminal(monkeypatch)
    for name, value in changed.items():
        monkeypatch.setenv(name, value)
    show_pages(LONG, height)
    assert seen == []
    assert capsys.readouterr().out == LONG


def test_what_comes_from_a_pipe_is_not_paged(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = at_a_terminal(monkeypatch)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    show_pages(LONG, 30)
    assert (seen, capsys.readouterr().out) == ([], LONG)


@pytest.mark.parametrize(("pressed", "shown"), [(" ", 30), ("q", 9), ("\x1b", 9)])
def test_on_windows_a_key_gives_the_next_screen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], pressed: str, shown: int
) -> None:
    seen = at_a_terminal(monkeypatch)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(click, "getchar", lambda: pressed)
    show_pages(LONG, 10)
    assert seen == []
    out = capsys.readouterr().out
    assert re.findall("regel [0-9]+", out) == [f"regel {n}" for n in range(shown)]
    # 30 lines are four screens of nine
    assert out.count(_("Space: next page, q: stop")) == (3 if shown == 30 else 1)


def test_on_windows_a_pager_that_was_named_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = at_a_terminal(monkeypatch)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("PAGER", "less")
    show_pages(LONG, 30)
    assert len(seen) == 1


def test_all_that_is_shown_together_is_one_text_for_the_pager(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = at_a_terminal(monkeypatch)
    monkeypatch.setenv("LINES", "10")
    monkeypatch.setenv("COLUMNS", "60")
    with show.paged():
        show.heading("Kop")
        with show.paged():
            for n in range(12):
                show.line(f"regel {n}", 2)
    (text,) = seen
    assert [line.rstrip() for line in click.unstyle(text).splitlines()][:3] == ["", "Kop", "  regel 0"]
    assert "\x1b[1mKop" in text
    assert capsys.readouterr().out == ""


def test_what_was_shown_before_a_fault_is_seen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at_a_terminal(monkeypatch)
    monkeypatch.setenv("LINES", "10")
    with suppress(ValueError), show.paged():
        show.line("ervoor")
        raise ValueError
    assert "ervoor" in capsys.readouterr().out


@pytest.mark.long
@pytest.mark.skipif(shutil.which("less") is None, reason="less is not installed")
def test_who_types_the_next_command_in_the_pager_writes_no_file(own_folder: Path) -> None:
    from pseudo_terminal import walked

    init_workspace(own_folder, example=True)
    keys = [("q: ", b"/Jansen\r"), ("", b"\r"), ("q: ", b"s"), ("log file", b"\r"), ("", b"q")]
    found = walked("list", keys=keys, lines=24, environ={"PAGER": "less"})
    assert any("log file support is not available" in screen for screen in found.screens)
    assert not list(own_folder.parent.rglob(".lesshst"))


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo terminal")
@pytest.mark.parametrize(("pager", "said"), [(COUNTS, "gebladerd"), (LEFT, "gestopt")])
def test_a_long_list_goes_through_the_pager_and_who_leaves_it_early_is_no_fault(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch, pager: str, said: str
) -> None:
    from pseudo_terminal import walked

    init_workspace(own_folder, example=True)
    (own_folder / "pager.py").write_text(pager, encoding="utf-8")
    found = walked("list", keys=[], lines=24, environ={"PAGER": f"{sys.executable} pager.py"})
    assert found.code == 0
    assert said in found.screens[-1]
    assert "Fout" not in found.screens[-1]
    assert "obs-" not in found.screens[-1]
