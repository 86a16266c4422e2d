"""Notations: how an answer with parts is typed, such as `--attendance klantmanager=6`.

This is the one place that decides each notation; `log` and `edit` both read it. A list repeats its
option; a single answer with parts has an option per part (`--quote`, `--quote-speaker`).
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from actionlab.cli.given import GIVEN_TWICE, NEEDED, FieldOption, Given
from actionlab.errors import Problem, Unreadable
from actionlab.i18n import N_, _
from actionlab.model import vocabulary
from actionlab.model.answers import read_answer, read_number, read_scan
from actionlab.model.fields import Asks, Field, is_part
from actionlab.model.fields import field as field_of

INCOMPLETE = N_("'{value}' is not complete. Write it as {shape}.")


class Notation:
    """How one field is typed: its options, and how these are read."""

    def options(self, field: Field) -> list[FieldOption]:
        """Give the options of the field."""
        return [FieldOption(field.name, field)]

    def read(self, field: Field, given: Given) -> Any:
        """Give the answer as it is stored, or None when none of the options was given.

        What the record says already is in `given.known`; faults are gathered in `given`.
        """
        return given.plain(field, field.name)

    def option_of(self, field: Field, path: str) -> str:
        """Give the name of the option for a part of the answer: `path` is as in a `Problem`."""
        return field.name


class Row(Notation):
    """One option per line of a list: parts with a separator between them, the later ones often optional."""

    def __init__(
        self, parts: tuple[str, ...], separators: str, shape: str, *, cut_first: bool = False
    ) -> None:
        """Describe a line: the names of its parts, the signs between them, and the shape that people see.

        The first sign is looked for from the right, so that a text before it may hold the sign itself;
        with `cut_first` from the left, for a text after it.
        """
        self.parts = parts
        self.separators = separators
        self.shape = shape
        self.cut_first = cut_first

    def options(self, field: Field) -> list[FieldOption]:
        return [FieldOption(field.name, field, shape=self.shape)]

    def read(self, field: Field, given: Given) -> Any:
        texts = given.texts(field.name)
        label = field.asks.label
        return [given.attempt(field.name, label, self._line, field, text, given) for text in texts] or None

    def _line(self, field: Field, text: str, given: Given) -> dict[str, Any]:
        line: dict[str, Any] = {}
        for name, piece in zip(self.parts, self._pieces(text), strict=True):
            part = field_of(field.type, name)
            if piece.strip():
                line[name] = read_answer(part, piece.strip(), given.today)
            elif part.required:
                raise self._incomplete(part, text)
        return line

    def _pieces(self, text: str) -> list[str]:
        pieces, rest = [], text
        for place, separator in enumerate(self.separators):
            from_right = place == 0 and not self.cut_first and separator in rest
            piece, _sign, rest = rest.rpartition(separator) if from_right else rest.partition(separator)
            pieces.append(piece)
        return [*pieces, rest]

    def _incomplete(self, part: Field, text: str) -> Unreadable:
        if part.asks.vocabulary:
            sentence = N_("'{value}' is not complete. Write it as {shape}; choose from: {words}.")
            words = [
                vocabulary.label(part.asks.vocabulary, term) for term in vocabulary.ids(part.asks.vocabulary)
            ]
            return Unreadable(sentence, value=text, shape=_(self.shape), words=words)
        return Unreadable(INCOMPLETE, value=text, shape=_(self.shape))


class Flat(Notation):
    """An option per part: `--consent-status`. The part that holds the text has the name of the field."""

    def options(self, field: Field) -> list[FieldOption]:
        return [FieldOption(self._name(field, part), part, part_of=field) for part in field.parts]

    def read(self, field: Field, given: Given) -> Any:
        found = {part.name: given.plain(part, self._name(field, part)) for part in field.parts}
        answered = {name: answer for name, answer in found.items() if answer is not None}
        if not answered:
            return None
        whole = {**(given.known.get(field.name) or {}), **answered}
        for part in field.parts:
            if part.required and part.name not in whole:
                given.faults.append(Problem(self._name(field, part), NEEDED, label=part.asks.label))
        return whole

    def option_of(self, field: Field, path: str) -> str:
        rest = path.partition(".")[2]
        return self._name(field, field_of(field.type, rest)) if rest else self._required(field)

    def _required(self, field: Field) -> str:
        return next((self._name(field, part) for part in field.parts if part.required), field.name)

    def _name(self, field: Field, part: Field) -> str:
        return field.name if part.name == "text" else f"{field.name}_{part.name}"


class Column(msgspec.Struct, frozen=True):
    """One option of a list whose lines have a key, as in `--remark "ins-7k=tekst"`: the part it fills."""

    part: str
    sign: str
    shape: str


class Keyed(Notation):
    """A list whose lines have a key, filled by several options; `edit` changes the lines that are named."""

    def __init__(self, key: str, columns: Mapping[str, Column]) -> None:
        """Describe the list: the part that is the key, and per option what it fills."""
        self.key = key
        self.columns = columns

    def options(self, field: Field) -> list[FieldOption]:
        return [
            FieldOption(name, field_of(field.type, column.part), shape=column.shape, many=True)
            for name, column in self.columns.items()
        ]

    def read(self, field: Field, given: Given) -> Any:
        if not given.has(*self.columns):
            return None
        rows = [dict(row) for row in given.known.get(field.name) or ()]
        for key, answers in self._lines(field, given).items():
            self._row(rows, key).update(answers)
        self._check(field, rows, given)
        return rows

    def option_of(self, field: Field, path: str) -> str:
        part = path.partition(".")[2]
        names = (name for name, column in self.columns.items() if part == column.part)
        return next(names, next(iter(self.columns)))

    def _lines(self, field: Field, given: Given) -> dict[str, dict[str, Any]]:
        lines: dict[str, dict[str, Any]] = {}
        for name, column in self.columns.items():
            label = field_of(field.type, column.part).asks.label
            for text in given.texts(name):
                found = given.attempt(name, label, self._cut, field, column, text, given)
                key, answers = found or ("", {})
                for part, answer in answers.items():
                    line = lines.setdefault(key, {})
                    line[part] = [*line.get(part, ()), *answer] if isinstance(answer, list) else answer
        return lines

    def _cut(self, field: Field, column: Column, text: str, given: Given) -> tuple[str, dict[str, Any]]:
        key, _sign, rest = (piece.strip() for piece in text.partition(column.sign))
        if not key or not rest:
            raise Unreadable(INCOMPLETE, value=text, shape=_(column.shape))
        part = field_of(field.type, column.part)
        answers = self._answers(part, rest, given)
        return read_answer(field_of(field.type, self.key), key, given.today), answers

    def _answers(self, part: Field, text: str, given: Given) -> dict[str, Any]:
        answer = read_answer(part, text, given.today)
        return {part.name: [answer] if part.many else answer}

    def _row(self, rows: list[dict[str, Any]], key: str) -> dict[str, Any]:
        fitting = [row for row in rows if row[self.key].startswith(key)]
        exact = [row for row in fitting if row[self.key] == key]
        if not exact and len(fitting) != 1:
            rows.append({self.key: key})
            return rows[-1]
        return (exact or fitting)[0]

    def _check(self, field: Field, rows: list[dict[str, Any]], given: Given) -> None:
        for part in field.parts:
            if part.required and any(part.name not in row for row in rows):
                name = self.option_of(field, f"{field.name}.{part.name}")
                given.faults.append(Problem(name, NEEDED, label=part.asks.label))


class Phases(Keyed):
    """The phases of a cycle; both dates in one: `--phase-dates act=2026-01-05..2026-02-01`."""

    def option_of(self, field: Field, path: str) -> str:
        return super().option_of(field, path) if "." in path else "phase_dates"

    def _answers(self, part: Field, text: str, given: Given) -> dict[str, Any]:
        if part.name != "date_from":
            return super()._answers(part, text, given)
        days = zip(("date_from", "date_to"), text.partition("..")[::2], strict=True)
        return {name: read_answer(part, day, given.today) for name, day in days if day.strip()}


class Value(Notation):
    """The value of a measurement, in the form of its instrument; the scale map has a `--row` per task."""

    row = Row(
        ("task", "current_scale", "reason", "wished_scale", "satisfied"),
        ";;;;",
        N_("TASK;NOW;REASON;WISHED;1-5"),
        cut_first=True,
    )

    def options(self, field: Field) -> list[FieldOption]:
        return [FieldOption("value", field), FieldOption("row", _task_field(), shape=self.row.shape)]

    def read(self, field: Field, given: Given) -> Any:
        if given.has("row"):
            return self.row.read(_task_field(), given)
        texts = given.texts("value")
        if not texts:
            return None
        return given.attempt("value", field.asks.label, self._value, texts, given.known.get("instrument"))

    def _value(self, texts: tuple[str, ...], instrument: str | None) -> Any:
        from actionlab.model.instruments import INSTRUMENTS  # only measurements need them

        if instrument in INSTRUMENTS and INSTRUMENTS[instrument].form == "answers":
            return read_scan(texts)
        if len(texts) > 1:
            raise Unreadable(GIVEN_TWICE, n=len(texts))
        return read_number(texts[0])


def _task_field() -> Field:
    from actionlab.model.measurement import ScaleRow  # only measurements need it

    return Field(name="row", asks=Asks(N_("Row of the scale map")), type=ScaleRow, many=True, required=False)


class Unasked(Notation):
    """A field that other verbs fill: it has no option here."""

    def options(self, field: Field) -> list[FieldOption]:
        return []

    def read(self, field: Field, given: Given) -> Any:
        return None


# by the name of the class of a part, so that one kind does not import all others
NOTATIONS: dict[str, Notation] = {
    "Attendance": Row(("role", "n"), "=", N_("ROLE=NUMBER")),
    "Evidence": Row(("ref", "relation"), ":", N_("SOURCE:WORD")),
    "ScaleRow": Value.row,
    "Regie": Row(("subject", "who", "agreed"), "=:", N_("SUBJECT=ROLE:yes")),
    "Missing": Row(("what", "kind"), "=", N_("TEXT=WORD")),
    "Barrier": Row(("what", "who_decides", "real_rule"), "=:", N_("TEXT=ROLE:yes")),
    "Indicator": Row(("instrument", "indicator"), "=", N_("INSTRUMENT=TEXT"), cut_first=True),
    "Quote": Flat(),
    "Consent": Flat(),
    "AskedOf": Flat(),
    "Consulted": Flat(),
    "Thresholds": Flat(),
    "Phase": Phases(
        "phase",
        {
            "planned": Column("planned_actions", "=", N_("PHASE=TEXT")),
            "done_note": Column("done_note", "=", N_("PHASE=TEXT")),
            "phase_dates": Column("date_from", "=", N_("PHASE=DATE..DATE")),
        },
    ),
    "Outcome": Keyed(
        "insight_id",
        {
            "outcome": Column("recognised", ":", N_("INSIGHT:WORD")),
            "remark": Column("remark", "=", N_("INSIGHT=TEXT")),
            "changes": Column("changes", "=", N_("INSIGHT=TEXT")),
        },
    ),
    "Evaluation": Unasked(),
    "Figure": Unasked(),
    "Removed": Unasked(),
}
_PLAIN, _VALUE = Notation(), Value()


def notation_of(field: Field) -> Notation:
    """Give how a field is typed."""
    if field.type is Any:
        return _VALUE
    return NOTATIONS[field.type.__name__] if is_part(field.type) else _PLAIN
