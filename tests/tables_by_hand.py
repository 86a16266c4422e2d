"""Tables made by hand, as the reader of files gives them, and what they bring."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from actionlab.exchange.columns.guess import Guess, guess
from actionlab.exchange.columns.options import Given, parse_column_options
from actionlab.exchange.columns.rows import apply
from actionlab.exchange.files.tables import Cell, Row, Sheet
from actionlab.exchange.incoming import Incoming
from actionlab.model.build import build
from actionlab.model.study import Study

TODAY = dt.date(2026, 7, 1)


def sheet(header: Sequence[str], *rows: Sequence[Cell], name: str = "") -> Sheet:
    """A table with its headings in row 1; "" is an empty cell."""
    filled = (tuple(None if cell == "" else cell for cell in cells) for cells in rows)
    numbered = tuple(Row(number, cells) for number, cells in enumerate(filled, 2))
    return Sheet(name=name, header=tuple(header), rows=numbered, header_row=1)


def study(*instruments: str) -> Study:
    """The data of a study that uses these instruments."""
    fields: dict[str, Any] = {"id": "een", "title": "Een", "municipality": ["GM0321"], "theme": "O1"}
    data = build("study", {**fields, "instruments": [{"instrument": each} for each in instruments]})
    assert isinstance(data, Study)
    return data


def given(*columns: str, kinds: Sequence[str] = (), codes: Sequence[str] = ()) -> Given:
    """What the options --column, --as and --code say."""
    return parse_column_options(columns, kinds=kinds, codes=codes, year=TODAY.year)


def guessed(table: Sheet, *instruments: str, said: Given | None = None, **more: Any) -> Guess:
    """What the columns are in a study with these instruments."""
    return guess(table, study(*instruments), given=said, file="lijst.xlsx", **more)


def brought(table: Sheet, *instruments: str, said: Given | None = None, **more: Any) -> list[Incoming]:
    """What a table brings, by a guess that has to be certain."""
    found = guessed(table, *instruments, said=said, **more)
    assert found.certain, found.unknown
    return apply(table, found.mapping, file="lijst.xlsx")


def fields_of(incomings: Sequence[Incoming]) -> list[dict[str, Any]]:
    """The fields of each thing that comes in, none of which may have a problem."""
    assert not [str(problem) for each in incomings for problem in each.problems]
    return [each.fields for each in incomings]


def targets(found: Guess) -> dict[str, tuple[str, ...]]:
    """Where each column goes, as people write it."""
    return {name: tuple(map(str, each)) for name, each in found.mapping.columns.items()}
