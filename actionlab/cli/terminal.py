"""The terminal: text on its way to a person. Data go to standard output, messages to standard error.

Stored text stays as it is; only what is shown is made safe here.
"""

import sys

import click

# nobody sees these signs, and what the program itself says after them would be turned round
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


class _Visible(dict[int, int]):
    """What is shown for a character; each is worked out when it is first met."""

    def __missing__(self, code: int) -> int:
        self[code] = _shown(code)
        return self[code]


def _shown(code: int) -> int:
    if code < 0x20 and chr(code) not in "\n\t":
        # the pictures of control characters stand at a fixed distance from the characters themselves
        return 0x2400 + code
    if code == 0x7F:
        return 0x2421
    hidden = 0x80 <= code < 0xA0 or 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF)
    return 0xFFFD if hidden or chr(code) in TURNING else code


_VISIBLE = _Visible()


def visible(text: str) -> str:
    r"""Give a text in which a terminal finds no commands: control characters become signs one can see.

    Line ends and tabs stay; C1 controls, lone surrogates, U+FFFF and the signs that turn the direction of
    writing become U+FFFD. Letters that are written from right to left stay.

    >>> visible("a\x1b[2Jb")
    'a␛[2Jb'
    """
    return text.replace("\r\n", "\n").translate(_VISIBLE)


def give(data: str) -> None:
    """Print a line of data on standard output."""
    click.echo(visible(data))


def say(message: str) -> None:
    """Print a message for the person on standard error; on a terminal no word is cut at the end of a line."""
    shown = visible(message)
    click.echo("\n".join(map(wrapped, shown.split("\n"))) if sys.stderr.isatty() else shown, err=True)


def wrapped(line: str) -> str:
    """Give a line broken between words, in the width of the terminal."""
    import shutil  # both only for a terminal
    import textwrap

    indent = " " * (len(line) - len(line.lstrip(" -")))
    width = shutil.get_terminal_size().columns
    # a path or a command is copied whole, so it stays whole
    return textwrap.fill(
        line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def say_error(message: str) -> None:
    """Print what went wrong on standard error, in one line."""
    say(" ".join(message.split("\n")))


def takes_all_letters() -> bool:
    """Tell whether standard output takes every letter: as UTF-8, and not in the letters of an old console.

    PowerShell reads what comes through a pipe in the letters of the console, whatever we write.
    """
    unicode = (sys.stdout.encoding or "utf-8").lower().startswith("utf")
    return unicode and (sys.platform != "win32" or sys.stdout.isatty())


def draws_blocks() -> bool:
    """Tell whether the terminal shows the small blocks that bars are made of."""
    import os  # only for a bar

    plain = os.environ.get("TERM") in ("dumb", "linux") or not takes_all_letters()
    # the letters of an old Windows console have no low blocks
    return not plain and (sys.platform != "win32" or "WT_SESSION" in os.environ)
