"""What one cell becomes: the value of a field as stored, nothing, or the problem that it cannot be read.

A reader remembers what it read: the same word in the same column is read once, and gives one and the same
problem in every row.
"""

import csv
import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from actionlab.errors import Problem, Unreadable
from actionlab.exchange.columns.names import instrument_named, moment_named, role_named
from actionlab.exchange.export.formulas import restored
from actionlab.exchange.files.cells import as_date, as_number, as_text, as_whole
from actionlab.exchange.files.tables import Cell
from actionlab.i18n import N_
from actionlab.model.answers import check_unicode, read_scan, read_word, read_yes_or_no
from actionlab.model.fields import Field
from actionlab.model.instruments import INSTRUMENTS
from actionlab.model.rules import PSEUDONYM

Reader = Callable[[Cell], Any]

# what a cell gives that has to be left out
NOTHING = object()

_NO_CODE = N_(
    "'{value}' is not the code of a participant. Say whose code it is with --code \"{value}=HOU-K7M2\", or"
    ' leave it out with --code "{value}=-".'
)
_NEW_CODE = N_(
    "'{value}' is not a participant code of actionlab. Codes are random: make them first with"
    " 'actionlab log participant --count'."
)
_BETWEEN = r",|\s+(?:en|and)\s+"
_STEP = r"\s*(?P<number>[-+]?[0-9]{1,2})\s*[-–—:.)=]\s*[^\W\d].*"


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column on its way to one field: its name, the name and label of the field, and who reads it.

    `words` and `codes` are those of the mapping, with small letters. `choices` are the answers that can
    stand in one cell behind each other, with only spaces between them.
    """

    name: str
    field: str
    label: str
    words: Mapping[str, str] = {}
    codes: Mapping[str, str] = {}
    choices: tuple[str, ...] = ()
    split_by_spaces: bool = False


def reader_of(column: Column, field: Field, kind: str) -> Reader:
    """Give what reads the cells of a column for a field; for a field of many answers it gives a list."""
    is_code = field.asks.refers_to == ("participant",) or column.field == "pseudonym"
    one = _code_reader(column, kind) if is_code else _plain_reader(column, field)
    if field.many:
        return remembered(column, lambda cell: _many(column, one, cell, known=field.asks.vocabulary))
    if is_code or not is_text(field):
        return remembered(column, _translated(column, one))
    return attempted(column, _translated(column, one)) if column.words else _text_reader(column)


def value_reader(column: Column, instrument: str) -> Reader:
    """Give what reads the value of a measurement with this instrument."""
    form = INSTRUMENTS[instrument].form
    reads: Mapping[str, Reader] = {"amount": as_number, "answers": lambda cell: read_scan((as_text(cell),))}
    return remembered(column, _translated(column, reads.get(form, _step)))


def statement_reader(column: Column) -> Reader:
    """Give what reads the answer to one statement or goal; NOTHING for a dash."""
    return remembered(column, _translated(column, _step_or_dash))


def remembered(column: Column, read: Reader) -> Reader:
    """Give the reader that reads every different cell once."""
    return _Remembering(attempted(column, read))


def memory_of(reader: Reader) -> dict[Any, Any]:
    """Give what a reader has read so far, by cell (a number together with its type); empty when it forgets.

    Looking there first saves a call for nearly every cell of a large table.
    """
    return reader.memory if isinstance(reader, _Remembering) else {}


def attempted(column: Column, read: Reader) -> Reader:
    """Give the reader that gives a problem of the field and the column for what cannot be read."""

    def reader(cell: Cell) -> Any:
        if isinstance(cell, str) and not cell.strip():
            return NOTHING
        try:
            return read(cell)
        except Unreadable as fault:
            return Problem(
                column.field, fault.sentence, label=column.label, column=column.name, **fault.facts
            )

    return reader


class _Remembering:
    """A reader that reads every different cell once."""

    def __init__(self, read: Reader) -> None:
        self.memory: dict[Any, Any] = {}
        self._read = read

    def __call__(self, cell: Cell) -> Any:
        # 1, 1.0 and True are equal, and not the same answer
        key = cell if cell.__class__ is str else (cell.__class__, cell)
        if key not in self.memory:
            self.memory[key] = self._read(cell)
        return self.memory[key]


def as_words(cell: Cell) -> str:
    """Give the text of a cell as it was written, without the apostrophe that kept it from being a formula."""
    text = restored(as_text(cell))
    check_unicode(text)
    return text


def is_text(field: Field) -> bool:
    """Tell whether a field holds words of one's own: several columns can be put together in it."""
    return field.type is str and not (field.asks.vocabulary or field.asks.refers_to)


def _text_reader(column: Column) -> Reader:
    slowly = attempted(column, as_words)

    def reader(cell: Cell) -> Any:
        # most texts of a large table have nothing in them to look into
        if isinstance(cell, str) and cell.isascii() and cell[:1] not in ("", "#", "'") and not cell.isspace():
            return cell
        return slowly(cell)

    return reader


def _plain_reader(column: Column, field: Field) -> Reader:
    listed_in = field.asks.vocabulary
    if listed_in:
        return lambda cell: _word(listed_in, as_words(cell).strip(), whole=field.type is int)
    if field.type is dt.date:
        return lambda cell: as_date(cell).isoformat()
    if field.type is int:
        return _step
    if field.type is bool:
        return _yes_or_no
    return as_words


def _word(listed_in: str, text: str, *, whole: bool) -> Any:
    named = {"moment": moment_named, "instrument": instrument_named, "role": role_named}.get(listed_in)
    term = (named(text) if named else None) or read_word(listed_in, text)
    return int(term) if whole else term


def _yes_or_no(cell: Cell) -> bool:
    if isinstance(cell, bool):
        return cell
    if cell in (0, 1, "0", "1"):
        return cell in (1, "1")
    return read_yes_or_no(as_text(cell))


def _step(cell: Cell) -> int:
    """Read a whole number; with its name behind it too, as in ``4 – onbetaald werk``."""
    named = re.fullmatch(_STEP, cell) if isinstance(cell, str) else None
    return as_whole(named["number"] if named else cell)


def _step_or_dash(cell: Cell) -> Any:
    return NOTHING if cell in ("-", "–") else _step(cell)


def _code_reader(column: Column, kind: str) -> Reader:
    is_ours = re.compile(PSEUDONYM).fullmatch

    def read(cell: Cell) -> Any:
        text = as_text(cell).strip()
        code = column.codes.get(text.casefold(), text)
        if code == "-":
            return NOTHING
        code = code.upper()
        if not is_ours(code):
            raise Unreadable(_NEW_CODE if kind == "participant" else _NO_CODE, value=text)
        return code

    return read


def _translated(column: Column, read: Reader) -> Reader:
    if not column.words:
        return read

    def reader(cell: Cell) -> Any:
        word = column.words.get(as_text(cell).strip().casefold())
        if word == "-":
            return NOTHING
        return read(cell if word is None else word)

    return reader


def _many(column: Column, one: Reader, cell: Cell, *, known: str) -> list[Any]:
    answers = []
    read = _translated(column, one)
    for text in _split(column, as_words(cell), known):
        value = read(text)
        if value is not NOTHING:
            answers.append(value)
    return list(dict.fromkeys(answers))


def _split(column: Column, text: str, known: str) -> list[str]:
    """Give the answers in one cell: between ; or line breaks, else commas, else as the choices tell."""
    if column.choices:
        return chosen(text, column.choices)
    if column.field in ("participants",):
        return [each for each in re.split(r"[\s,;|]+", text) if each]
    pieces = [text]
    if '"' in text and ";" in text:
        pieces = next(csv.reader([text.replace("\n", " ")], delimiter=";", skipinitialspace=True))
    elif re.search(r"[;\n|]", text):
        pieces = re.split(r"[;\n|]", text)
    elif text.strip().casefold() in column.words or _is_word(known, text):
        pass
    elif re.search(_BETWEEN, text):
        pieces = re.split(_BETWEEN, text)
    elif column.split_by_spaces and known:
        pieces = text.split()
    return [piece.strip() for piece in pieces if piece.strip()]


def _is_word(known: str, text: str) -> bool:
    if not known:
        return False
    try:
        read_word(known, text)
    except Unreadable:
        return False
    return True


def chosen(text: str, choices: tuple[str, ...]) -> list[str]:
    """Give the choices that a text names one behind the other; what is no choice stays as one piece.

    >>> chosen("in writing not asked", ("not asked", "in writing"))
    ['in writing', 'not asked']
    """
    found: list[str] = []
    rest = " ".join(text.split())
    longest_first = sorted(choices, key=len, reverse=True)
    while rest:
        choice = next((each for each in longest_first if f"{rest} ".startswith(f"{each} ")), None)
        if choice is None:
            return [*found, rest]
        found.append(choice)
        rest = rest[len(choice) :].strip()
    return found
