"""The pager: a long text page by page, in the program that a person uses for that (PAGER, less, more)."""

import os
import sys

import click

from actionlab.i18n import N_, _

# with colours, without emptying the screen at the end; what the person chose counts before
_LESS = "-FRX"
# less takes these as signs of its own in what it says at the bottom of the screen
_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "?:.%\\$"})
_HOW = N_("Space: next page, q: stop")
# these terminals cannot go back
_PLAIN = ("dumb", "emacs")


def show_pages(text: str, height: int) -> None:
    """Show a text that was made for the terminal; page by page when it has more than `height` lines.

    Who leaves the pager early has seen enough: that is no fault.
    """
    if text.count("\n") < height or not _can_page():
        click.echo(text, nl=False)
        return
    # the `more` of Windows reads letters such as é wrongly, so there somebody has to name a pager
    if sys.platform == "win32" and not os.environ.get("PAGER"):
        _show_here(text, height)
        return
    os.environ["LESS"] = os.environ.get("LESS") or f"{_LESS} -Ps{_(_HOW).translate(_SIGNS)}$"
    # what somebody looks for in a page, such as a name, is kept nowhere; and no page becomes a file, as it
    # would for who types the next command there, because less takes an `s` for that
    os.environ.setdefault("LESSHISTFILE", "-")
    os.environ.setdefault("LESSSECURE", "1")
    # the pager gets the letters that this console has
    letters = sys.stdout.encoding
    shown = text.encode(letters, sys.stdout.errors or "replace").decode(letters)
    click.echo_via_pager(shown.removesuffix("\n"))


def _show_here(text: str, height: int) -> None:
    """Show a screen at a time, without another program; a key gives the next one."""
    lines = text.splitlines(keepends=True)
    screen = max(height - 1, 1)
    for first in range(0, len(lines), screen):
        click.echo("".join(lines[first : first + screen]), nl=False)
        if first + screen < len(lines) and not _goes_on():
            return


def _goes_on() -> bool:
    told = _(_HOW)
    click.echo(told, nl=False)
    try:
        pressed = click.getchar()
    except (KeyboardInterrupt, EOFError):
        pressed = "q"
    click.echo(f"\r{'':{len(told)}}\r", nl=False)
    return pressed not in ("q", "Q", "\x1b", "\x03")


def _can_page() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") not in _PLAIN
