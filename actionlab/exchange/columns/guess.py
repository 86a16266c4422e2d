"""A guess: what the columns of a table are, by their names and by what the study measures.

A guess is certain only when every column that holds something is known. Nothing is taken on a maybe.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map

import msgspec

from actionlab.errors import ActionlabError
from actionlab.exchange.columns import kobo, ms_forms
from actionlab.exchange.columns.mapping import (
    KEY,
    STUDY,
    Mapping,
    MissingColumns,
    Target,
    UnknownTable,
    in_every_kind,
    read_target,
    short,
    unknown_columns,
)
from actionlab.exchange.columns.measured_columns import MEASUREMENT, MeasuredColumns
from actionlab.exchange.columns.names import TAKEN, path_named, role_named
from actionlab.exchange.columns.never_taken import folded, never_taken
from actionlab.exchange.columns.options import Given
from actionlab.exchange.columns.rows import COMPUTED, unknown
from actionlab.exchange.files.tables import Sheet
from actionlab.exchange.incoming import ATTENDANCE, EVALUATION
from actionlab.model.study import Study

_KEYS = ("id", "nr", "nummer", "volgnummer", "rijnummer", "no", "number", "row", "rij")
_FEWEST_STATEMENTS = 5
_REPEATED = ("present_roles", "participants", "tags")


class Guess(msgspec.Struct, frozen=True, kw_only=True):
    """A mapping as far as it can be told, and the columns that hold something nobody knows."""

    mapping: Mapping
    unknown: tuple[str, ...] = ()
    table: str = ""

    @property
    def certain(self) -> bool:
        """Whether the mapping can be used without asking anybody."""
        return bool(self.mapping.kinds) and not self.unknown

    def refusal(self) -> ActionlabError:
        """Give the error for a guess that is not certain, when nobody can be asked."""
        if not self.mapping.kinds or not self.unknown:
            return UnknownTable(table=self.table, kinds=TAKEN)
        return unknown_columns(self.table, self.unknown, self.mapping.kinds)


def guess(
    sheet: Sheet,
    study: Study,
    *,
    given: Given | None = None,
    kept: Mapping | None = None,
    statements: Map[str, Sequence[str]] | None = None,
    file: str = "",
) -> Guess:
    """Give what the columns of a table are; what was `given` counts first, then what was `kept` from before.

    `statements` are the words of each scan, by instrument: forms have them at the top of their columns.
    Raises `MissingColumns` when a column that was named is not there, and what makes the sheet no table.
    """
    if sheet.problem:
        raise sheet.problem
    measured = MeasuredColumns(sheet, study, statements or {})
    said = given or Given()
    # who says anew what the rows are, says anew what the columns are
    before = Mapping() if kept is None or said.kinds else kept
    return _Guesser(sheet, measured, said, before, file).guess()


class _Guesser:
    """The columns of one table, each of which is settled once."""

    def __init__(
        self, sheet: Sheet, measured: MeasuredColumns, given: Given, kept: Mapping, file: str
    ) -> None:
        self.sheet, self.measured, self.given, self.kept = sheet, measured, given, kept
        self.table = ", ".join(part for part in (file, sheet.name) if part)
        self.is_kobo = kobo.is_kobo(sheet.header)
        refused = never_taken(sheet.header, kobo=self.is_kobo)
        folded_in = kobo.folds(sheet).columns if self.is_kobo else frozenset()
        self.passed = {
            name for name in sheet.header if name in refused | folded_in or name.startswith(COMPUTED)
        }
        self.columns: dict[str, tuple[Target, ...]] = {}

    def guess(self) -> Guess:
        named = self._given_columns()
        kinds = self._kinds(named)
        self.columns = {
            called: each for name, each in self.kept.columns.items() if (called := self._called(name))
        }
        self.columns |= {name: read_target(text, kinds) for name, text in named.items()}
        self._settle_keys()
        for name in self._open():
            found = self._targets(name, kinds)
            taken = {each for targets in self.columns.values() for each in targets}
            if all(each not in taken or each.path in _REPEATED for each in found) and found:
                self.columns[name] = found
        left = unknown(self.sheet, self.columns)
        if self.given.rest and left:
            self.columns |= dict.fromkeys(left, read_target(self.given.rest, kinds))
            left = ()
        return Guess(mapping=self._mapping(kinds), unknown=left, table=self.table)

    def _mapping(self, kinds: Sequence[str]) -> Mapping:
        return Mapping(
            name=self.kept.name or self.table,
            columns={name: self.columns[name] for name in self.sheet.header if name in self.columns},
            fixed=self.kept.fixed | self.given.fixed_for(kinds),
            words=self.kept.words,
            codes=self.given.codes,
        )

    def _open(self) -> Iterator[str]:
        """Give the columns that are not settled and can be, in order."""
        return (name for name in self.sheet.header if name not in self.columns and name not in self.passed)

    def _given_columns(self) -> dict[str, str]:
        """Give the columns for which something was given, by the names they have in the table."""
        found, missing = {}, []
        for typed, target in self.given.columns.items():
            name = self._called(typed)
            if name is None:
                missing.append(typed)
            else:
                found[name] = target
        if missing:
            raise MissingColumns(table=self.table, columns=short(missing), known=short(self.sheet.header))
        return found

    def _called(self, typed: str) -> str | None:
        """Give the column that somebody means: in other capitals, or the beginning of a long question."""
        if typed in self.sheet.header:
            return typed
        wanted = folded(typed)
        same = [name for name in self.sheet.header if folded(name) == wanted]
        begun = [name for name in self.sheet.header if wanted and folded(name).startswith(wanted)]
        return same[0] if same else begun[0] if len(begun) == 1 else None

    def _kinds(self, named: Map[str, str]) -> tuple[str, ...]:
        """Give the kinds that the rows bring: as given, else as the names of the columns say."""
        said = {kind for text in (*named.values(), self.given.rest) for kind in _kinds_said(text)}
        names = [self._last(name) for name in self._open() if name not in {*named, *self.kept.columns}]
        found = {*(self.given.kinds or self.kept.kinds or self._kind_by_names(names)), *said}
        if any(self.measured.called_after(name, found) for name in names):
            found.add(MEASUREMENT)
        return tuple(kind for kind in TAKEN if kind in found)

    def _kind_by_names(self, names: Sequence[str]) -> tuple[str, ...]:
        best, most = "", 0
        for kind in TAKEN:
            paths = {path for name in names if (path := self._path(kind, name))}
            if len(paths) > most and self._is_kind(kind, paths, names):
                best, most = kind, len(paths)
        return (best,) if best else ()

    def _is_kind(self, kind: str, paths: set[str], names: Sequence[str]) -> bool:
        """Tell whether columns with these paths can be nothing but this kind."""
        if kind == "observation":
            return "what_seen" in paths
        if kind == "participant":
            return "pseudonym" in paths and bool(paths & {"group", "consent.status", "consent.scopes"})
        if kind == EVALUATION:
            told = any(path.startswith(("before.", "after.")) for path in paths)
            return told or "fits" in paths or {"grade", "training"} <= paths
        if kind == ATTENDANCE:
            roles = sum(role_named(name) is not None for name in names)
            return {"role", "n"} <= paths or (roles >= 2 and bool(paths & {"training", "date"}))
        statements = sum(path.startswith("value.") for path in paths)
        return (
            {"instrument", "value"} <= paths
            or statements >= _FEWEST_STATEMENTS
            or ({"participant", "value"} <= paths and self.measured.is_only_value())
            or any(self.measured.called_after(name, {kind}) for name in names)
        )

    def _last(self, name: str) -> str:
        # a question in a group of Kobo is called "group/question"
        return name.rpartition("/")[2] if self.is_kobo else name

    def _path(self, kind: str, name: str) -> str | None:
        """Give the path of a field of this kind by the name of a column, without its group."""
        if kind == MEASUREMENT:
            return self.measured.path(name)
        return path_named(kind, name) or (role_named(name) if kind == ATTENDANCE else None)

    def _targets(self, name: str, kinds: Sequence[str]) -> tuple[Target, ...]:
        """Give where a column goes by its name, for every kind that the rows bring; nothing when unknown."""
        if folded(name) == "study id":
            return (STUDY,)
        last = self._last(name)
        found: list[Target] = []
        for kind in kinds:
            if kind == MEASUREMENT:
                target = self.measured.called_after(last, kinds) or self.measured.target(last)
                found += [target] if target else []
            elif path := self._path(kind, last):
                found.append(Target(kind=kind, path=path))
        return tuple(found)

    def _settle_keys(self) -> None:
        """Settle what tells one row from another, when the table has such a column."""
        header = self.sheet.header
        own: tuple[int | None, ...] = ()
        if self.is_kobo:
            own = (kobo.key_column(header, self.sheet.rows),)
        elif ms_forms.is_ms_forms(header):
            own = ms_forms.key_columns(header)
        else:
            own = tuple(header.index(name) for name in self._open() if self._is_key(name))[:1]
        self.columns |= {header[index]: (KEY,) for index in own if index is not None}

    def _is_key(self, name: str) -> bool:
        if folded(name) not in _KEYS:
            return False
        index = self.sheet.header.index(name)
        said = [str(row.cells[index]) for row in self.sheet.rows if row.cells[index] is not None]
        return len(set(said)) == len(said)


def _kinds_said(text: str) -> set[str]:
    """Give the kinds that a typed target names; none for one that several kinds have."""
    if "." in text:
        return {each.kind for each in read_target(text, TAKEN)} - {""}
    possible = in_every_kind(text, TAKEN)
    return {possible[0].kind} if len(possible) == 1 else set()
