"""Reading the measurement workbook back: what was filled in becomes measurements on their way in.

A column is known by the words above it, as the hidden sheet of the workbook has them. So rows may be sorted,
columns moved, and sheets renamed or copied. An empty cell says nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

import msgspec

from actionlab.errors import MALFORMED, ActionlabError, Problem, Unreadable
from actionlab.exchange.files.tables import Cell, Row, Sheet, letters_of
from actionlab.exchange.incoming import Incoming, Source
from actionlab.exchange.workbook.columns import SCALE_MAP
from actionlab.exchange.workbook.making import VERSION
from actionlab.exchange.workbook.tables import (
    TASK,
    Column,
    Table,
    cell_of,
    field_of,
    is_number,
    mark_of,
    read_cell,
    table_of,
)
from actionlab.i18n import N_, _, ngettext
from actionlab.model.instruments import INSTRUMENTS

# without a value these say nothing
_BESIDE = ("date", "assessor_role", "about", "potential_12m")
_NO_CODE = N_("The code of the participant is missing.")
_NO_MOMENT = N_("Of which moment is this? Choose it from the list.")
_NO_TASK = N_("The task is missing.")
_TWO_DATES = N_("The rows of one moment have different dates. Give one date.")
_NO_HEADER = N_(
    "Nobody knows this column, and '{missing}' is missing. Put back the words above the columns, or take this"
    " column out."
)


class OtherStudy(ActionlabError):
    """The workbook `file` was made for the study `found`, and is read for the study `wanted`."""

    exit_code = MALFORMED
    sentence = N_("{file} was made for the study {found}, not for {wanted}. Read it in with: -s {found}")


class NewerWorkbook(ActionlabError):
    """The workbook `file` was made by a newer program."""

    exit_code = MALFORMED
    sentence = N_("{file} was made by a newer version of actionlab. Install the newest version first.")


def study_of(sheets: Iterable[Sheet]) -> str | None:
    """Give the study that a workbook was made for; None when it is no measurement workbook of ours."""
    mark = mark_of(sheets)
    return mark.study if mark else None


def read_workbook_measurements(sheets: Sequence[Sheet], *, study_id: str, file: str) -> list[Incoming]:
    """Give the measurements that stand in a workbook of ours, sheet by sheet and row by row.

    What cannot be read comes as an Incoming with problems. `file` is its name as people see it. Raises
    `OtherStudy`, `NewerWorkbook`, and ValueError when `study_of` knows no study.
    """
    mark = mark_of(sheets)
    if mark is None:
        raise ValueError(file)
    if not 1 <= mark.version <= VERSION:
        raise NewerWorkbook(file=file)
    if mark.study != study_id:
        raise OtherStudy(file=file, found=mark.study, wanted=study_id)
    others = [sheet for sheet in sheets if sheet.name != mark.sheet]
    tables = [table for sheet in others if (table := table_of(sheet, mark.columns))]
    return [each for table in tables for each in _of_table(table, file)]


def _of_table(table: Table, file: str) -> Iterator[Incoming]:
    reader = _Reader(table, file)
    found = reader.tasks() if table.instrument == SCALE_MAP else reader.measurements()
    found += reader.strangers()
    if found and reader.notes():
        found[0] = msgspec.structs.replace(found[0], notes=reader.notes())
    yield from found


class _Filled(msgspec.Struct, kw_only=True):
    """What stands in one row, about one moment."""

    fields: dict[str, Any] = {}
    answers: dict[int, int | None] = {}
    places: dict[str, str] = {}
    problems: list[Problem] = []

    @property
    def has_value(self) -> bool:
        """Whether something was measured, also when it cannot be read."""
        answered = any(answer is not None for answer in self.answers.values())
        return answered or "value" in self.places


class _Reader:
    """Reads the rows of one table, and counts what it had to leave out."""

    def __init__(self, table: Table, file: str) -> None:
        self.table = table
        self.file = file
        self._left_out: list[int] = []
        self._anonymous = 0
        self._in_strangers: Counter[str] = Counter()

    def measurements(self) -> list[Incoming]:
        """Give a measurement for every row and moment with a value."""
        moments = list(dict.fromkeys(each.moment for each in self.table.columns if each.moment)) or [""]
        found = []
        for row in self.table.rows:
            for moment in moments:
                filled = self._filled(row, moment)
                if filled.has_value:
                    found.append(self._measurement(filled, row.number, moment))
                elif any(name in filled.places for name in _BESIDE):
                    self._left_out.append(row.number)
        return found

    def tasks(self) -> list[Incoming]:
        """Give a measurement per moment of the scale map, with all its rows, or the rows with faults."""
        filled = {row.number: self._filled(row, "") for row in self.table.rows}
        filled = {number: each for number, each in filled.items() if not each.places.keys().isdisjoint(TASK)}
        for each in filled.values():
            if "task" not in each.places:
                each.problems.append(Problem("task", _NO_TASK, column=self.table.name_of("task")))
        wrong = [self._refused(number, each.problems) for number, each in filled.items() if each.problems]
        if wrong:
            return wrong
        moments = list(dict.fromkeys(each.fields.get("moment", "") for each in filled.values()))
        named = [each for each in moments if each]
        if len(named) == 1:
            # who fills in one moment writes it down once
            return [self._scale_map(named[0], filled)]
        return [self._scale_map(moment, _about(moment, filled)) for moment in moments]

    def strangers(self) -> Iterator[Incoming]:
        """Give a refusal for each unknown column with numbers, when a column of ours is missing."""
        for place, header in self.table.strangers:
            cells = [cell for row in self.table.rows if (cell := cell_of(row, place)) is not None]
            if not cells:
                continue
            missing = [each for each in self.table.missing if each.field in ("value", "participant", "task")]
            name = f"{letters_of(place)}: {header}"
            if missing and any(is_number(cell) for cell in cells):
                problem = Problem("", _NO_HEADER, column=name, missing=missing[0].header)
                yield self._refused(self.table.header_row, [problem])
            else:
                self._in_strangers[name] += len(cells)

    def notes(self) -> tuple[str, ...]:
        """Give what stands in the sheet and is not taken."""
        told = [
            ngettext("column '{name}': {n} cell", "column '{name}': {n} cells", n).format(name=name, n=n)
            for name, n in self._in_strangers.items()
        ]
        if self._left_out:
            rows = ", ".join(map(str, dict.fromkeys(self._left_out)))
            told.append(_("a date or role without a value: row {rows}").format(rows=rows))
        return tuple(told)

    def _filled(self, row: Row, moment: str) -> _Filled:
        filled = _Filled(fields={}, answers={}, places={}, problems=[])
        statements = [each for each in self.table.columns if each.statement]
        for column in self.table.columns:
            if column.moment not in ("", moment):
                continue
            if column.statement:
                filled.answers[column.statement] = None
            cell = cell_of(row, column.place)
            if cell is not None:
                self._take(filled, column, cell)
        if statements and "value" in filled.places:
            first, last = min(each.place for each in statements), max(each.place for each in statements)
            filled.places["value"] = f"{letters_of(first)}–{letters_of(last)}"
        return filled

    def _take(self, filled: _Filled, column: Column, cell: Cell) -> None:
        filled.places.setdefault(column.field, column.name)
        try:
            answer = read_cell(self.table.instrument, column.field, cell)
        except Unreadable as fault:
            name = f"value.{column.statement}" if column.statement else column.field
            label = field_of(column.field).asks.label
            problem = Problem(name, fault.sentence, label=label, column=column.name, **fault.facts)
            filled.problems.append(problem)
            return
        if column.statement:
            filled.answers[column.statement] = answer
        else:
            filled.fields[column.field] = answer

    def _measurement(self, filled: _Filled, row: int, moment: str) -> Incoming:
        instrument = INSTRUMENTS[self.table.instrument]
        fields = {**filled.fields, "instrument": instrument.id}
        if moment:
            fields["moment"] = moment
        if instrument.form == "answers":
            fields["value"] = [filled.answers.get(number) for number in range(1, instrument.statements + 1)]
            fields["assessor_role"] = "self"
        key: tuple[str, ...] = ()
        anonymous = "participant" not in filled.places and self._may_be_anonymous()
        if anonymous:
            # there is no code to know it by when the file is read again
            self._anonymous += 1
            name = PurePath(self.file).with_suffix("").as_posix().casefold()
            key = ("workbook", name, instrument.id, str(self._anonymous))
            fields["group_count"] = 1
        problems = [*filled.problems]
        if instrument.per_participant and not anonymous and "participant" not in filled.places:
            problems.append(Problem("participant", _NO_CODE, column=self.table.name_of("participant")))
        if "moment" not in fields and "moment" not in filled.places:
            problems.append(Problem("moment", _NO_MOMENT, column=self.table.name_of("moment")))
        return Incoming(
            source=self._source(row),
            kind="measurement",
            fields=fields,
            key=key,
            anonymous=anonymous,
            problems=tuple(problems),
            places=filled.places,
        )

    def _may_be_anonymous(self) -> bool:
        return self.table.instrument == "grade" or INSTRUMENTS[self.table.instrument].form == "answers"

    def _scale_map(self, moment: str, rows: Mapping[int, _Filled]) -> Incoming:
        dates = list(dict.fromkeys(each.fields["date"] for each in rows.values() if "date" in each.fields))
        problems = []
        if not moment:
            problems.append(Problem("moment", _NO_MOMENT, column=self.table.name_of("moment")))
        if len(dates) > 1:
            problems.append(Problem("date", _TWO_DATES, column=self.table.name_of("date")))
        value = [{name: each.fields[name] for name in TASK if name in each.fields} for each in rows.values()]
        fields = {"instrument": SCALE_MAP, "value": value, "moment": moment}
        return Incoming(
            source=self._source(next(iter(rows))),
            kind="measurement",
            fields=fields | ({"date": dates[0]} if dates else {}),
            problems=tuple(problems),
            places={name: self.table.name_of(name) for name in ("moment", "date")},
        )

    def _refused(self, row: int, problems: Sequence[Problem]) -> Incoming:
        return Incoming(source=self._source(row), kind="measurement", fields={}, problems=tuple(problems))

    def _source(self, row: int) -> Source:
        return Source(file=self.file, sheet=self.table.sheet, row=row)


def _about(moment: str, rows: Mapping[int, _Filled]) -> dict[int, _Filled]:
    return {number: each for number, each in rows.items() if each.fields.get("moment", "") == moment}
