"""Rows: what each row of a table brings, by a mapping. Nothing that a row holds is lost without a word."""

from collections.abc import Container, Iterator, Sequence
from typing import Any

import msgspec

from actionlab.errors import Malformed, Problem, Unreadable
from actionlab.exchange.columns import kobo, ms_forms
from actionlab.exchange.columns.mapping import (
    KEY,
    LEFT_OUT,
    STUDY,
    Mapping,
    MissingColumns,
    Target,
    as_problem,
    short,
    unknown_columns,
)
from actionlab.exchange.columns.names import fields_of
from actionlab.exchange.columns.never_taken import never_taken
from actionlab.exchange.columns.row_groups import Entry, Group, groups
from actionlab.exchange.columns.row_values import NOTHING, Column, reader_of
from actionlab.exchange.files.cells import as_text
from actionlab.exchange.files.tables import Cell, Row, Sheet
from actionlab.exchange.incoming import ATTENDANCE, EVALUATION, Incoming, Source
from actionlab.i18n import N_, _
from actionlab.model.kinds import KINDS

# columns that are never taken and hold nothing that anybody typed
_TECHNICAL = ("_id", "_uuid", "_index", "__version__", "_status", "_validation_status", "_submission_time")
# begins what we worked out ourselves when we wrote the table
COMPUTED = "computed."
_OTHER_STUDY = N_("This row belongs to another study ({study}).")

_PREFIXES = {kind.id: f"{kind.prefix}-" for kind in KINDS.values() if kind.prefix}


def apply(sheet: Sheet, mapping: Mapping, *, file: str, study_id: str = "") -> list[Incoming]:
    """Give what the rows of a table bring, in order; one row can bring several records.

    Empty rows are passed over, and rows of people without a value. Rows that were not approved in Kobo are
    left out. With `study_id` a row that says it is of another study is refused. The first thing carries notes
    on what is not taken. Raises `MissingColumns`, `UnknownColumns`, `NeededColumn`, `TwoColumns` and
    `Malformed`, and what makes the sheet no table.
    """
    table = _Table(sheet, mapping, file=file, study_id=study_id)
    coming: list[Incoming] = []
    for row in sheet.rows:
        table.take(row, coming)
    coming = _attended(coming)
    notes = (*table.notes, *not_taken(sheet, mapping))
    if coming and notes:
        coming[0] = msgspec.structs.replace(coming[0], notes=(*coming[0].notes, *notes))
    return coming


def not_taken(sheet: Sheet, mapping: Mapping) -> tuple[str, ...]:
    """Give a sentence for each column that holds something and is not taken, whatever the mapping says."""
    refused = never_taken(sheet.header, kobo=kobo.is_kobo(sheet.header))
    keys = {name for name, targets in mapping.columns.items() if KEY in targets}
    told = [
        name
        for index, name in enumerate(sheet.header)
        if name in refused - keys - set(_TECHNICAL) and _holds_something(sheet, index)
    ]
    return tuple(_("The column '{column}' is not taken.").format(column=name) for name in told)


def unknown(sheet: Sheet, columns: Container[str]) -> tuple[str, ...]:
    """Give the columns that hold something, can be taken, and are not among `columns`."""
    is_kobo = kobo.is_kobo(sheet.header)
    passed = never_taken(sheet.header, kobo=is_kobo) | (kobo.folds(sheet).columns if is_kobo else set())
    # the day that Kobo adds by itself is the date only when nobody was asked for one
    passed |= {"today"} if is_kobo else set()
    return tuple(
        name
        for index, name in enumerate(sheet.header)
        if name not in columns
        and name not in passed
        and not name.startswith(COMPUTED)
        and _holds_something(sheet, index)
    )


def _holds_something(sheet: Sheet, index: int) -> bool:
    return any(not _is_empty(row.cells[index]) for row in sheet.rows)


class _Table:
    """A mapping worked out for one table."""

    def __init__(self, sheet: Sheet, mapping: Mapping, *, file: str, study_id: str) -> None:
        self.file, self.sheet, self.header, self.study_id = file, sheet.name, sheet.header, study_id
        self.place = ", ".join(part for part in (file, sheet.name) if part)
        self.places = {name: index for index, name in enumerate(sheet.header)}
        if sheet.problem:
            raise sheet.problem
        missing = [name for name in mapping.columns if name not in self.places]
        if missing:
            raise MissingColumns(table=self.place, columns=short(missing), known=short(sheet.header))
        left = unknown(sheet, mapping.columns)
        if left:
            raise unknown_columns(self.place, left, mapping.kinds)
        is_kobo = kobo.is_kobo(sheet.header)
        self.folds = kobo.folds(sheet) if is_kobo else kobo.Folds()
        self.rejected = kobo.rejected(sheet) if is_kobo else frozenset()
        self.refused = never_taken(sheet.header, kobo=is_kobo)
        entries = list(self._entries(mapping, is_kobo=is_kobo))
        self.groups = groups(entries, _fixed(mapping), self.place)
        self.taken = {each.column.name for each in entries}
        self.key, self.kind_of_key = self._keys(sheet, mapping)
        self.study = next(
            (self.places[name] for name, found in mapping.columns.items() if STUDY in found), None
        )
        self.checks = bool(self.folds.problems) or self.study is not None

    @property
    def notes(self) -> tuple[str, ...]:
        told = _("Row {n} is left out: it was not approved in KoboToolbox.")
        return tuple(told.format(n=number) for number in sorted(self.rejected))

    def take(self, row: Row, coming: list[Incoming]) -> None:
        """Add what a row brings; nothing for an empty one, and for one that was not approved."""
        cells = row.cells
        speaking = [each for each in self.groups if _speaks(each, cells)]
        if not speaking:
            speaking = [each for each in self.groups if _is_unfinished(each, cells)]
        if not speaking or row.number in self.rejected:
            return
        source = Source(file=self.file, sheet=self.sheet, row=row.number)
        for group in speaking:
            problems = self._problems(row) if self.checks else []
            fields = group.begun()
            _fill(group, fields, cells, problems)
            if fields or problems:
                coming.append(self._incoming(source, group, fields, problems, cells))

    def _incoming(
        self,
        source: Source,
        group: Group,
        fields: dict[str, Any],
        problems: list[Problem],
        cells: Sequence[Cell],
    ) -> Incoming:
        key, weak = self._key_of(group, cells, problems) if self.key else ((), False)
        form = group.kind == EVALUATION or "group_count" in fields
        return Incoming(
            source=source,
            kind=group.kind,
            fields=fields,
            key=key,
            weak=weak,
            anonymous=form,
            problems=tuple(problems),
            places=group.places,
        )

    def _entries(self, mapping: Mapping, *, is_kobo: bool) -> Iterator[Entry]:
        codes = {code.strip().casefold(): ours for code, ours in mapping.codes.items()}
        for name, targets in mapping.columns.items():
            words = {word.strip().casefold(): ours for word, ours in mapping.words.get(name, {}).items()}
            for target in targets:
                if target in (LEFT_OUT, KEY, STUDY) or name in self.refused | self.folds.columns:
                    continue
                column = Column(
                    name=name,
                    field=target.path,
                    label=_label(target),
                    words=words,
                    codes=codes,
                    choices=self.folds.choices.get(name, ()),
                    split_by_spaces=is_kobo,
                )
                yield Entry(target=target, index=self.places[name], column=column)

    def _keys(self, sheet: Sheet, mapping: Mapping) -> tuple[tuple[int, ...], str]:
        """Give the columns that tell one row from another, and the word that its key begins with."""
        chosen = tuple(self.places[name] for name, targets in mapping.columns.items() if KEY in targets)
        if kobo.is_kobo(sheet.header):
            own = kobo.key_column(sheet.header, sheet.rows)
            return ((own,) if own is not None else (), "kobo")
        if ms_forms.is_ms_forms(sheet.header):
            return ms_forms.key_columns(sheet.header), "ms_forms"
        return chosen, "row"

    def _key_of(
        self, group: Group, cells: Sequence[Cell], problems: list[Problem]
    ) -> tuple[tuple[str, ...], bool]:
        """Give the key of a record, and whether it is weak: every list numbers its rows from 1.

        A number tells the rows of one table apart, and says nothing of a table of another name.
        """
        said = tuple([self._said(index, cells, problems) for index in self.key])
        if "" in said:
            return (), False
        if said[0].startswith(_PREFIXES.get(group.kind, "\0")):
            return ("id", said[0]), False
        if self.kind_of_key != "row":
            return (self.kind_of_key, *said, *group.suffix), False
        place = Source(file=self.file, sheet=self.sheet).place
        return ("row", place, self.sheet, *said, *group.suffix), True

    def _problems(self, row: Row) -> list[Problem]:
        told = [
            each for each in self.folds.problems.get(row.number, ()) if each.facts["column"] in self.taken
        ]
        if self.study is not None and self.study_id:
            said = self._said(self.study, row.cells, told)
            if said and said != self.study_id:
                told.append(Problem("study_id", _OTHER_STUDY, label=N_("Study"), study=said))
        return told

    def _said(self, index: int, cells: Sequence[Cell], problems: list[Problem]) -> str:
        """Give what stands in a column that goes to no field; "" with a problem when it cannot be read."""
        cell = cells[index]
        try:
            # as_text shows fifteen digits, and a number that tells rows apart may have more
            return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else as_text(cell).strip()
        except Unreadable as fault:
            problems.append(as_problem(fault, column=self.header[index]))
            return ""


def _fill(group: Group, fields: dict[str, Any], cells: Sequence[Cell], problems: list[Problem]) -> None:
    for index, name, memory, reader in group.plain:
        cell = cells[index]
        if cell is not None:
            value = memory.get(cell if cell.__class__ is str else (cell.__class__, cell)) or reader(cell)
            if value.__class__ is Problem:
                problems.append(value)
            elif value is not NOTHING:
                fields[name] = value
    for put in group.puts:
        put(fields, cells, problems)


def _speaks(group: Group, cells: Sequence[Cell]) -> bool:
    # asked of every row, and any() costs three times as much
    for index in group.telling:
        cell = cells[index]
        if cell is not None and not (cell.__class__ is str and cell.isspace()):
            return True
    return False


def _is_unfinished(group: Group, cells: Sequence[Cell]) -> bool:
    """Tell whether somebody began to write down an observation: a date without a text is not an empty row."""
    return group.kind == "observation" and any(not _is_empty(cells[index]) for index, *_how in group.plain)


def _is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _label(target: Target) -> str:
    asked = fields_of(target.kind).get(target.path)
    return asked.asks.label if asked else ""


def _fixed(mapping: Mapping) -> dict[Target, Any]:
    """Give what is said for every row, as stored. Raises `Malformed` with everything that cannot be read."""
    values: dict[Target, Any] = {}
    faults: list[Problem] = []
    for target, text in mapping.fixed.items():
        asked = fields_of(target.kind).get(target.path)
        column = Column(name=str(target), field=target.path, label=_label(target))
        if asked is None or target.path == "value":
            fault = Unreadable(N_("'{value}' cannot be the same for every row."), value=str(target))
            faults.append(as_problem(fault))
            continue
        value = reader_of(column, asked, target.kind)(text)
        if isinstance(value, Problem):
            faults.append(Problem("", value.sentence, label=value.label, **value.facts))
        elif value is not NOTHING:
            values[target] = value
    if faults:
        raise Malformed(faults)
    return values


def _attended(coming: Sequence[Incoming]) -> list[Incoming]:
    """Put the rows of one attendance list together: a row per role, or per person, counts as one list."""
    whole: dict[tuple[object, ...], Incoming] = {}
    rest: list[Incoming] = []
    for each in coming:
        if each.kind != ATTENDANCE or each.problems:
            rest.append(each)
            continue
        about = (each.fields.get("training"), each.fields.get("date"))
        first = whole.get(about)
        if first is None:
            whole[about] = msgspec.structs.replace(each, key=(), weak=False)
            rest.append(whole[about])
        else:
            for role, n in each.fields.get("roles", {}).items():
                first.fields["roles"][role] = first.fields["roles"].get(role, 0) + n
    return rest
