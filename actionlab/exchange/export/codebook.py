"""The codebook: what each column of an export holds, its answers, and what an empty cell means."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from actionlab.i18n import N_, in_both
from actionlab.model.fields import Field
from actionlab.model.municipalities import by_code
from actionlab.model.vocabulary import VOCABULARY

Value = str | int | float | bool | dt.date | tuple[str, ...] | None

NOT_RECORDED = N_("not recorded")
NAME = "codebook"

_NO, _YES = ("no", "nee", "no"), ("yes", "ja", "yes")
_TYPES = {bool: "yes_no", int: "whole", float: "number", dt.date: "date"}


class Variable(msgspec.Struct, frozen=True, kw_only=True):
    """A column: its name, its label and what an empty cell means (message ids), and what it may hold.

    `type` is text, whole, number, date, month, yes_no, choice, id or municipality; with `many` several of
    them. `missing` is "" for a column that is never empty. `answers` lists the words of a choice: the id
    that stands in the column, and what people read in Dutch and in English. `more` comes behind the label
    in both languages: what people were asked, word for word.
    """

    name: str
    label: str
    type: str = "text"
    many: bool = False
    missing: str = NOT_RECORDED
    answers: tuple[tuple[str, str, str], ...] = ()
    more: str = ""
    low: int | None = None
    high: int | None = None


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table of an export; `label` (a message id) says what one row is. A row has a value per variable.

    `remarks` are sentences about the whole table, such as how many rows were left out, each in Dutch and in
    English.
    """

    name: str
    label: str
    variables: tuple[Variable, ...]
    rows: tuple[tuple[Value, ...], ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()


def variable(field: Field, name: str = "") -> Variable:
    """Give the column of a field of a record; `name` is its path when it is a field of a part."""
    asks = field.asks
    return Variable(
        name=name or field.name,
        label=asks.label,
        type=_type(field),
        many=field.many,
        missing="" if field.required and "." not in name else NOT_RECORDED,
        answers=choices(asks.vocabulary) if asks.vocabulary else (),
        low=None if asks.vocabulary else asks.low,
        high=None if asks.vocabulary else asks.high,
    )


def text(name: str, label: str, missing: str = NOT_RECORDED, *, many: bool = False) -> Variable:
    """Give a column of texts."""
    return Variable(name=name, label=label, missing=missing, many=many)


def whole(name: str, label: str, missing: str = NOT_RECORDED) -> Variable:
    """Give a column of whole numbers."""
    return Variable(name=name, label=label, type="whole", missing=missing)


def of_type(type_: str, name: str, label: str, missing: str = NOT_RECORDED) -> Variable:
    """Give a column of another type."""
    return Variable(name=name, label=label, type=type_, missing=missing)


def choice(
    name: str, label: str, listed_in: str, missing: str = NOT_RECORDED, *, many: bool = False
) -> Variable:
    """Give a column of words of a list of the vocabulary."""
    answers = choices(listed_in)
    return Variable(name=name, label=label, type="choice", missing=missing, many=many, answers=answers)


def choices(listed_in: str) -> tuple[tuple[str, str, str], ...]:
    """Give the answers of a list of the vocabulary."""
    return tuple((term, *words) for term, words in VOCABULARY[listed_in].items())


def named(labels: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """Give the answers of a list that only an export has, from ids and what they are called (message ids)."""
    return tuple((term, *in_both(label)) for term, label in labels.items())


def codebook(tables: Iterable[Table], remarks: Iterable[tuple[str, str]] = ()) -> Table:
    """Give the codebook of these tables: a row for each table (without a variable) and one per variable.

    Its first rows are `remarks` about the file as a whole. `n` counts the rows in which a variable is filled
    in, `n_missing` the others; for a table `n` counts its rows.
    """
    return Table(
        name=NAME,
        label=N_("The columns of all tables: what they hold and what an empty cell means."),
        variables=_VARIABLES,
        rows=(*(_remark("", each) for each in remarks), *(row for table in tables for row in _rows(table))),
    )


def is_missing(value: Value) -> bool:
    """Tell whether a cell is empty."""
    return value is None or value in ((), "")


_ABOUT_TABLE = N_("about the table as a whole")
_VARIABLES = (
    of_type("id", "table", N_("Table"), N_("about the file as a whole")),
    of_type("id", "variable", N_("Column"), _ABOUT_TABLE),
    text("label_nl", N_("What it is, in Dutch"), ""),
    text("label_en", N_("What it is, in English"), ""),
    of_type("id", "type", N_("What kind of answer"), _ABOUT_TABLE),
    of_type("yes_no", "many", N_("Several answers in one cell, with ; between"), _ABOUT_TABLE),
    text("values_nl", N_("The answers, in Dutch"), N_("no fixed list")),
    text("values_en", N_("The answers, in English"), N_("no fixed list")),
    whole("lowest", N_("Lowest"), N_("no limit")),
    whole("highest", N_("Highest"), N_("no limit")),
    text("missing_nl", N_("An empty cell, in Dutch"), N_("never empty")),
    text("missing_en", N_("An empty cell, in English"), N_("never empty")),
    whole("n", N_("Filled in"), N_("a remark")),
    whole("n_missing", N_("Empty"), _ABOUT_TABLE),
)


def _type(field: Field) -> str:
    if field.asks.vocabulary:
        return "choice"
    if field.asks.refers_to:
        return "id"
    if field.asks.municipality:
        return "municipality"
    return "month" if field.asks.month else _TYPES.get(field.type, "text")


def _rows(table: Table) -> Iterator[tuple[Value, ...]]:
    yield (table.name, None, *in_both(table.label), *[None] * 8, len(table.rows), None)
    yield from (_remark(table.name, each) for each in table.remarks)
    for place, each in enumerate(table.variables):
        cells = [row[place] for row in table.rows]
        empty = sum(map(is_missing, cells))
        answers = _answers(each, cells)
        yield (
            *(table.name, each.name, *(f"{said} {each.more}".strip() for said in in_both(each.label))),
            *(each.type, each.many),
            *(_listed((id_, nl) for id_, nl, _ in answers), _listed((id_, en) for id_, _, en in answers)),
            *(each.low, each.high),
            *(in_both(each.missing) if each.missing else (None, None)),
            *(len(cells) - empty, empty),
        )


def _answers(each: Variable, cells: Sequence[Value]) -> tuple[tuple[str, str, str], ...]:
    if each.type == "yes_no":
        return (_YES, _NO)
    if each.type != "municipality":
        return each.answers
    # all of the country would be a list that nobody reads
    found = {code for cell in cells for code in (cell if isinstance(cell, tuple) else (cell,)) if code}
    names = ((str(code), by_code(str(code)).name) for code in sorted(map(str, found)))
    return tuple((code, name, name) for code, name in names)


def _listed(answers: Iterable[tuple[str, str]]) -> str | None:
    return "\n".join(f"{term} = {word}" for term, word in answers) or None


def _remark(table: str, sentences: tuple[str, str]) -> tuple[Value, ...]:
    return (table or None, None, *sentences, *[None] * 10)
