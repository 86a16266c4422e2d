"""Translation of everything the program says: English in the source, Dutch by default.

The source marks a sentence with ``_()`` where it is said, or with ``N_()`` where it is only written down
and said later. click looks its own sentences up in the same catalog, the standard domain ``messages``.
"""

import gettext as _gettext
import os
from bisect import bisect_left
from functools import cache
from gettext import ngettext

__all__ = [
    "DEFAULT_LANGUAGE",
    "LANGUAGES",
    "N_",
    "_",
    "activate",
    "current_language",
    "ngettext",
    "translated",
]

LANGUAGES = ("nl", "en")
DEFAULT_LANGUAGE = "nl"
# os.path, because pathlib would cost every `log` some milliseconds
CATALOGS = os.path.join(os.path.dirname(__file__), "locale")


def N_(message: str) -> str:  # noqa: N802 - the name that every gettext tool knows
    """Mark a sentence for translation; it comes back as it is."""
    return message


def _(message: str) -> str:
    """Give a message in the active language; one without a translation comes back as it is."""
    return _catalog(current_language()).find(message) or message


def activate(language: str) -> None:
    """Make `language` the one that `_` and click translate to, in this process."""
    os.environ["LANGUAGE"] = language
    _gettext.bindtextdomain("messages", CATALOGS)
    _gettext.textdomain("messages")


def current_language() -> str:
    """Give the id of the active language: one of `LANGUAGES`."""
    language = os.environ.get("LANGUAGE", "")
    return language if language in LANGUAGES else DEFAULT_LANGUAGE


def translated(message: str, language: str) -> str:
    """Give a message in a language that may differ from the active one: a report has its own."""
    return _catalog(language).find(message) or message


class _Catalog:
    """A compiled catalog (.mo), whose messages stand in alphabetical order, each looked up by itself.

    gettext reads them all when the first is asked for: 14 million instructions, 6 % of what the least
    command of click costs, of which `log` needs eight sentences.
    Form: the GNU gettext manual, "The Format of GNU MO Files".
    """

    def __init__(self, content: bytes) -> None:
        """Take the bytes of the file; empty for the language of the source."""
        self._content = content
        self._count, self._originals, self._translations = (self._number(place) for place in (8, 12, 16))

    def find(self, message: str) -> str | None:
        """Give the translation, or None when there is none."""
        wanted = message.encode()
        found = bisect_left(range(self._count), wanted, key=self._original)
        if found == self._count or self._original(found) != wanted:
            return None
        return self._text(self._translations, found).decode()

    def _original(self, number: int) -> bytes:
        return self._text(self._originals, number)

    def _text(self, table: int, number: int) -> bytes:
        length, start = self._number(table + 8 * number), self._number(table + 8 * number + 4)
        return self._content[start : start + length]

    def _number(self, place: int) -> int:
        return int.from_bytes(self._content[place : place + 4], "little")


@cache
def _catalog(language: str) -> _Catalog:
    try:
        with open(os.path.join(CATALOGS, language, "LC_MESSAGES", "messages.mo"), "rb") as file:
            return _Catalog(file.read())
    except FileNotFoundError:
        return _Catalog(b"")
