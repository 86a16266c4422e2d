"""Translation of everything the program says: English in the source, Dutch by default.

The source marks a sentence with ``_()`` where it is said, or with ``N_()`` where it is only written down
and said later. click looks its own sentences up in the same catalog, the standard domain ``messages``.
"""

import gettext as _gettext
import os
from functools import cache

__all__ = [
    "DEFAULT_LANGUAGE",
    "LANGUAGES",
    "N_",
    "_",
    "activate",
    "current_language",
    "in_both",
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
    """Give a message in the active language; as it is when it has no translation."""
    return _catalogue(current_language()).gettext(message)


def ngettext(one: str, more: str, n: int) -> str:
    """Give a message in the active language, in the form that goes with a number."""
    return _catalogue(current_language()).ngettext(one, more, n)


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    # gettext.gettext looks on disk for its file at every message: 40 µs, 5,000 times in a long listing
    return _gettext.translation("messages", CATALOGS, [language], fallback=True)


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
    return _catalogue(language).gettext(message)


def in_both(message: str, **facts: object) -> tuple[str, str]:
    """Give a message with its facts in Dutch and in English, for a file that speaks both."""
    return translated(message, "nl").format(**facts), translated(message, "en").format(**facts)
