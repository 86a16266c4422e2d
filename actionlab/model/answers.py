"""Answers: one typed word, number or date read as a field wants it stored. Words become ids."""

import datetime as dt
import re
from typing import Any

from actionlab.errors import ActionlabError, Unreadable, shortened
from actionlab.i18n import N_
from actionlab.model import vocabulary
from actionlab.model.build import unknown_word
from actionlab.model.fields import Field

# compiled by `re` when first needed: most calls give no number
_WHOLE = r"[-+]?[0-9]{1,9}"
_NUMBER = r"[-+]?[0-9]{1,9}([.,][0-9]{1,9})?"
DAMAGED_TEXT = N_("The text holds a character that is damaged. Type it again, or save the file as UTF-8.")
_YES, _NO = ("yes", "y", "ja", "j"), ("no", "n", "nee")


class UnknownMunicipality(ActionlabError):
    """No municipality is called `name`, and none looks like it."""

    repeats = True
    sentence = N_("There is no municipality '{name}'. Give its name or its CBS code, such as GM0321.")


class MistypedMunicipality(UnknownMunicipality):
    """No municipality is called `name`; `near` are those that look like it."""

    sentence = N_("There is no municipality '{name}'. Did you mean {near}?")


def read_answer(field: Field, text: str, today: dt.date) -> Any:
    """Give one answer as it is stored: an id for a word, an ISO date, a number, a CBS code, or the text.

    Raises `Unreadable` when it has not the right form, `UnknownMunicipality` for a name nobody knows.
    """
    asks = field.asks
    if asks.vocabulary:
        term = read_word(asks.vocabulary, text)
        return int(term) if field.type is int else term
    if asks.municipality:
        return read_municipality(text)
    if field.type is dt.date:
        from actionlab.model.dates import read_date

        return read_date(text, today).isoformat()
    if field.type is int:
        return read_whole(text)
    if field.type is bool:
        return read_yes_or_no(text)
    return text


def check_unicode(text: str) -> None:
    """Raise `Unreadable` for a text with half a character, as a cp1252 byte in an argument gives."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Unreadable(DAMAGED_TEXT) from None


def read_word(listed_in: str, text: str) -> str:
    """Give the id of a word of a list: typed as id, Dutch or English label. Raises `Unreadable`."""
    term = vocabulary.find(listed_in, text)
    if term is None:
        fault = unknown_word("", "", listed_in, text)
        raise Unreadable(fault.sentence, **fault.facts)
    return term


def read_municipality(text: str) -> str:
    """Give the CBS code for a name, slug or code. Raises `UnknownMunicipality` with what looks like it."""
    from actionlab.model import municipalities  # a long list that few calls need

    found = municipalities.find(text)
    if found:
        return found.code
    near = municipalities.suggest(text)
    if near:
        raise MistypedMunicipality(name=shortened(text), near=near)
    raise UnknownMunicipality(name=shortened(text))


def read_whole(text: str) -> int:
    """Give a whole number. Raises `Unreadable`."""
    if not re.fullmatch(_WHOLE, text.strip()):
        raise Unreadable(N_("'{value}' is not a whole number."), value=text)
    return int(text)


def read_number(text: str) -> int | float:
    """Give a number, with a decimal comma or point. Raises `Unreadable`."""
    wanted = text.strip()
    if not re.fullmatch(_NUMBER, wanted):
        raise Unreadable(N_("'{value}' is not a number."), value=text)
    return int(wanted) if re.fullmatch(_WHOLE, wanted) else float(wanted.replace(",", "."))


def read_yes_or_no(text: str) -> bool:
    """Give True for yes and False for no, in Dutch or English. Raises `Unreadable`."""
    wanted = text.strip().casefold()
    if wanted not in _YES + _NO:
        raise Unreadable(N_("'{value}' is not an answer. Answer yes or no."), value=text)
    return wanted in _YES


def read_whole_list(texts: tuple[str, ...]) -> list[int]:
    """Give whole numbers written with commas or spaces between them, in one text or several.

    >>> read_whole_list(("7,8 8", "9"))
    [7, 8, 8, 9]
    """
    return [read_whole(each) for text in texts for each in re.split(r"[,;\s]+", text.strip()) if each]


def read_scan(texts: tuple[str, ...]) -> list[int | None]:
    """Give the answers of a scan in order; `-` or nothing between two commas is *not answered* (None).

    >>> read_scan(("3,4,-,5",))
    [3, 4, None, 5]
    """
    pieces = [piece.strip() for text in texts for piece in _pieces(text)]
    return [None if piece in ("", "-", "–") else read_whole(piece) for piece in pieces]


def _pieces(text: str) -> list[str]:
    separator = "," if "," in text else ";" if ";" in text else None
    return text.split(separator)
