"""Text: the words of a record, from an argument, an option, a file or standard input."""

import sys
from typing import Any

import click

from actionlab.cli.commands import Argument, Option
from actionlab.cli.faults import NotUnicode, TextTwice, UnreadableFile
from actionlab.errors import MALFORMED, ActionlabError
from actionlab.i18n import N_, _
from actionlab.model.fields import Field

STANDARD_INPUT = "-"
# in bytes; a film that was chosen by mistake, or a device without end, is not read whole
_MOST = 1_000_000
_TOO_MANY = N_("There are {count} texts where one is expected. Put quotes around a text of several words.")


class TextTooLong(ActionlabError):
    """What is to be read from `file` is too long for a text."""

    exit_code = MALFORMED
    sentence = N_("{file} is larger than a text can be (1 MB). Is it the right file?")


def is_text(field: Field) -> bool:
    """Tell whether a field is free text, which may come from a file; a participant's code is not."""
    chosen = field.asks.vocabulary or field.asks.refers_to or field.name == "pseudonym"
    return field.type is str and not field.many and not chosen


def text_file_option() -> Option:
    """Make `--text-file`."""
    help_text = N_("Read the text from this file (UTF-8); - is standard input.")
    return Option(["--text-file", "text_file"], metavar=N_("FILE"), help=help_text)


def main_argument(field: Field) -> Argument:
    """Make the argument that stands for the option of a field."""
    return Argument(["positional"], nargs=-1, metavar=_sign(field))


def _sign(field: Field) -> str:
    if is_text(field):
        return N_("TEXT")
    if field.name == "pseudonym":
        return N_("CODE")
    return N_("ID") if field.asks.refers_to else field.name.upper().replace("_", "-")


def with_text(values: dict[str, Any], field: Field) -> dict[str, Any]:
    """Give the values with the argument and `--text-file` put where the option of the field is.

    Raises `TextTwice` when it was given in more than one way, `UnreadableFile` or `NotUnicode`, and
    click's UsageError when a text of several words stands there without quotes.
    """
    positional = tuple(values.pop("positional", ()))
    file = values.pop("text_file", None)
    ways = {
        _("argument"): positional,
        "--" + field.name.replace("_", "-"): tuple(values.get(field.name) or ()),
        "--text-file": (file,) if file else (),
    }
    used = [way for way, given in ways.items() if given]
    if len(used) > 1:
        raise TextTwice(ways=used)
    if len(positional) > 1 and not field.many:
        raise click.UsageError(_(_TOO_MANY).format(count=len(positional)), click.get_current_context())
    given = (read_text(file),) if file else positional or ways["--" + field.name.replace("_", "-")]
    return {**values, field.name: given}


def read_text(file: str) -> str:
    """Give the text of a file, or of standard input for `-`, without its last line end.

    Raises `UnreadableFile`, `TextTooLong` or `NotUnicode`.
    """
    if file != STANDARD_INPUT:
        return read_file(file)
    return _text(sys.stdin.buffer.read(_MOST + 1), _("standard input"))


def read_file(file: str) -> str:
    """Give the text of a file, without its last line end. Raises as `read_text` does."""
    from pathlib import Path  # only a text from a file needs it

    try:
        with Path(file).open("rb") as stream:
            content = stream.read(_MOST + 1)
    except OSError as fault:
        raise UnreadableFile(file=file, reason=fault.strerror or "?") from None
    return _text(content, file)


def _text(content: bytes, name: str) -> str:
    if len(content) > _MOST:
        raise TextTooLong(file=name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotUnicode(file=name) from None
    return text.removesuffix("\n").removesuffix("\r")
