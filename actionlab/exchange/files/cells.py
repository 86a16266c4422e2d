"""Cells: what one cell of a table says, as a date, a number or a text. What can be read two ways is refused.

Numbers may have a decimal comma or point: "7,5" and "7.5" are the same. "1.234" is refused: in Dutch it is a
thousand and more, elsewhere it is one and a bit.
"""

import datetime as dt
import math
import re

from actionlab.errors import Unreadable
from actionlab.exchange.files.tables import Cell
from actionlab.i18n import N_
from actionlab.model.dates import read_written_day

# as Excel writes them in the file, and as Excel in Dutch shows them
_FAULTS = {"#N/A", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#FIELD!"}
_FAULTS |= {"#N/B", "#DEEL/0!", "#NAAM?", "#LEEG!", "#GETAL!", "#VERW!", "#WAARDE!", "#OVERLOOP!", "#VELD!"}
_WHOLE = re.compile(r"[-+]?[0-9]{1,15}")
_DECIMALS = re.compile(r"(?P<whole>[-+]?[0-9]{1,15})[.,](?P<part>[0-9]{1,15})")
_GROUPS = re.compile(r"[-+]?[1-9][0-9]{0,2}(?P<mark>[.,])[0-9]{3}((?P=mark)[0-9]{3})*")
_GROUPS_AND_DECIMALS = re.compile(
    r"(?P<whole>[-+]?[1-9][0-9]{0,2}((?P<mark>[.,])[0-9]{3})((?P=mark)[0-9]{3})*)(?!(?P=mark))[.,](?P<part>[0-9]{1,15})"
)
_DAY_AND_TIME = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4})[T ][0-9]{1,2}:[0-9]{2}"
    r"(:[0-9]{2}([.,][0-9]{1,9})?)?(Z|[-+][0-9]{2}:?[0-9]{2})?"
)
_NO_NUMBER = N_("'{value}' is not a number.")


def as_text(cell: Cell) -> str:
    """Give a cell as text, as the spreadsheet shows it; "" for an empty one.

    A date is written as 2026-03-12, yes and no as "ja" and "nee", and a number with a decimal comma.
    Raises `Unreadable` for a formula that went wrong, such as #N/B.
    """
    if isinstance(cell, str):
        if "#" in cell and cell.strip() in _FAULTS:
            raise Unreadable(N_("'{value}' is the fault of a formula. Put right what it says."), value=cell)
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, dt.datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return f"{cell:.15g}".replace(".", ",") if isinstance(cell, float) else str(cell)


def as_number(cell: Cell) -> int | float:
    """Give a number; a whole one is an int. Raises `Unreadable` for what is none, or could be two."""
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell
    if isinstance(cell, float):
        return _number(cell)
    text = as_text(cell).strip()
    if isinstance(cell, dt.date):
        raise Unreadable(
            N_("'{value}' is a date, not a number. Perhaps Excel made a date of it."), value=text
        )
    if not isinstance(cell, str):
        raise Unreadable(_NO_NUMBER, value=text)
    return _typed_number(text)


def as_whole(cell: Cell) -> int:
    """Give a whole number; 7,0 is 7. Raises `Unreadable`."""
    number = as_number(cell)
    if isinstance(number, float):
        raise Unreadable(N_("'{value}' is not a whole number."), value=as_text(cell).strip())
    return number


def as_date(cell: Cell) -> dt.date:
    """Give the day that a cell names, without the time. Raises `Unreadable` for what is none or could be two.

    Days counted from today ("gisteren", "-3d") are refused: a file is read on another day than written.
    """
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    text = as_text(cell).strip()
    if isinstance(cell, int | float):
        raise Unreadable(
            N_("'{value}' is a number, not a date. In Excel, give the cells of this column a date format."),
            value=text,
        )
    timed = _DAY_AND_TIME.fullmatch(text)
    return read_written_day(timed["day"] if timed else text)


def _typed_number(text: str) -> int | float:
    # what is told by isascii: digits of other scripts look the same and are not ours to read
    if not text.isascii():
        raise Unreadable(_NO_NUMBER, value=text)
    if _WHOLE.fullmatch(text):
        return int(text)
    decimals = _DECIMALS.fullmatch(text)
    if decimals and _GROUPS.fullmatch(text):
        raise Unreadable(
            N_(
                "'{value}' can be read in two ways. Write a thousand as 1234, and a decimal number as 1,2340."
            ),
            value=text,
        )
    if decimals:
        return _number(float(f"{decimals['whole']}.{decimals['part']}"))
    if _GROUPS.fullmatch(text):
        return int(re.sub("[.,]", "", text))
    both = _GROUPS_AND_DECIMALS.fullmatch(text)
    if both:
        return _number(float(f"{both['whole'].replace(both['mark'], '')}.{both['part']}"))
    raise Unreadable(_NO_NUMBER, value=text)


def _number(number: float) -> int | float:
    if not math.isfinite(number):
        raise Unreadable(_NO_NUMBER, value=str(number))
    shown = float(f"{number:.15g}")
    return int(shown) if shown.is_integer() and abs(shown) < 1e15 else shown
