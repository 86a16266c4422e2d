"""Reading: the union of all record files, verified, as current records; it needs no lock.

Every `*.json` in a folder of records counts, whatever its name, so a copy made by a synchronisation
program is just one more file. Only names that begin with a dot are passed over.
"""

import os
from collections.abc import Collection, Iterable
from contextlib import suppress

import msgspec

from actionlab.errors import CannotRead, DamagedFile, NewerFormat, UnknownRecord
from actionlab.i18n import N_, _
from actionlab.model.fields import RecordData
from actionlab.model.records import Record, Records
from actionlab.store import record_file, revisions
from actionlab.store.record_file import Damage, Excerpt, Line, Newer
from actionlab.store.replacing import Stamp, blocks, reason, stamp
from actionlab.store.revisions import TOMBSTONE, Revision
from actionlab.store.workspace import SHARED, Workspace, study_slugs

_FORM = N_("the record does not have the form of its kind")


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What was read: the current records, and what could not be read or is not known.

    `damaged` has one error per damaged file, to be told and to end with exit code 4. `newer` counts the
    records with a kind or fields that only a newer program knows; they stay on disk as they are.
    `erased` are the ids of erased records.
    """

    records: Records
    damaged: tuple[DamagedFile, ...] = ()
    newer: int = 0
    erased: frozenset[str] = frozenset()


class Stored(msgspec.Struct, frozen=True):
    """One revision with the folder, file and line where it stands."""

    revision: Revision
    folder: str
    path: str
    line: int


class Harvest:
    """What the files gave so far: revisions, damage per file, and for some kinds also what each file was."""

    def __init__(self, kinds: Collection[str] | None, ids: Collection[str] = ()) -> None:
        """Gather revisions of these kinds (and tombstones), or everything, verified whole, for None.

        With `ids` only of these records: one search over a large file instead of one per kind.
        """
        self.kinds = None if kinds is None else {*kinds, TOMBSTONE}
        self.ids = ids
        self.stored: list[Stored] = []
        self.unreadable: list[CannotRead] = []
        self.damage: dict[str, list[Damage]] = {}
        self.files: dict[str, Excerpt] = {}
        self.stamps: dict[str, Stamp] = {}

    def gather(self, workspace: Workspace, folders: Iterable[str]) -> "Harvest":
        """Read every record file of these folders. Raises `NewerFormat`."""
        for folder in folders:
            try:
                for path in record_files(workspace, folder):
                    self._gather_file(folder, path)
            except OSError as fault:
                place = fault.filename or workspace.place(folder)
                self.unreadable.append(CannotRead(file=place, line=1, reason=reason(fault)))
        return self

    def errors(self) -> tuple[DamagedFile, ...]:
        """Give an error per unreadable file and per damaged one: its first line, all of them in `lines`."""
        return (*self.unreadable, *(_damaged_file(path, found) for path, found in self.damage.items()))

    def _gather_file(self, folder: str, path: str) -> None:
        try:
            for line in self._lines(path):
                if isinstance(line, Damage):
                    self._damaged(path, line)
                else:
                    self._keep(folder, path, line)
        except OSError as fault:
            self.unreadable.append(CannotRead(file=path, line=1, reason=reason(fault)))
        except Damage as damage:
            self._damaged(path, damage)
        except Newer as newer:
            raise NewerFormat(file=path, format=newer.number) from None

    def _lines(self, path: str) -> Iterable[Line | Damage]:
        with open(path, "rb", buffering=0) as file:
            if self.kinds is not None:
                # when a quick look finds damage, a full one says exactly where
                with suppress(Damage):
                    self.stamps[path] = stamp(file.fileno())
                    found = record_file.excerpt(blocks(file), () if self.ids else self.kinds, self.ids)
                    self.files[path] = found
                    return found.lines
                file.seek(0)
            return record_file.all_lines(file.readall())

    def _keep(self, folder: str, path: str, line: Line) -> None:
        try:
            revision = revisions.decode(line.document)
        except msgspec.DecodeError:
            self._damaged(path, Damage(line.number, _FORM))
            return
        if self.kinds is None or revision.kind in self.kinds:
            self.stored.append(Stored(revision, folder, path, line.number))

    def _damaged(self, path: str, damage: Damage) -> None:
        self.damage.setdefault(path, []).append(damage)

    def reading(self) -> Reading:
        """Unite the revisions into current records."""
        found = revisions.chains(each.revision for each in self.stored)
        places = {each.revision.rev: each for each in self.stored}
        erased = frozenset(each for each, chain in found.items() if revisions.is_erased(chain))
        records: list[Record[RecordData]] = []
        unknown = newer = 0
        for record_id, chain in found.items():
            if record_id in erased:
                continue
            head = revisions.heads(chain)[0]
            if not revisions.is_known(head):
                unknown += 1
                continue
            newer += revisions.has_unknown_fields(head)
            place = places[head.rev]
            try:
                records.append(revisions.record(chain, place.folder, erased))
            except msgspec.ValidationError:
                self._damaged(place.path, Damage(place.line, _FORM))
        known = Records(records, unknown)
        return Reading(records=known, damaged=self.errors(), newer=unknown + newer, erased=erased)


def read(
    workspace: Workspace, *, studies: Collection[str] | None = None, kinds: Collection[str] | None = None
) -> Reading:
    """Give the current records of some studies (all for None), with those that span studies.

    With `kinds` only these are looked at and verified; without, every line of every file is.
    Raises `NewerFormat` when a file was made by a newer program with another format.
    """
    return Harvest(kinds).gather(workspace, folders(workspace, studies)).reading()


def history(workspace: Workspace, record_id: str) -> tuple[Revision, ...]:
    """Give all revisions of a record, oldest first; only the tombstone when it was erased.

    Raises `UnknownRecord` when there is none with exactly this id, `DamagedFile` and `NewerFormat`.
    """
    harvest = Harvest(None).gather(workspace, folders(workspace, None))
    found = revisions.chains(each.revision for each in harvest.stored)
    if record_id not in found:
        raise next(iter(harvest.errors()), UnknownRecord(id=record_id))
    erased = {each for each, chain in found.items() if revisions.is_erased(chain)}
    return tuple(revisions.without_codes(each, erased) for each in found[record_id])


def folders(workspace: Workspace, studies: Collection[str] | None) -> tuple[str, ...]:
    """Give the names of the folders to read: the shared one, and these studies or all."""
    return (SHARED, *(study_slugs(workspace) if studies is None else sorted(studies)))


def record_files(workspace: Workspace, folder: str) -> tuple[str, ...]:
    """Give the record files of one folder, by name."""
    records = workspace.place(folder, "records")
    names = sorted(os.listdir(records)) if os.path.isdir(records) else []
    kept = (name for name in names if name.endswith(".json") and not name.startswith("."))
    return tuple(os.path.join(records, name) for name in kept)


def _damaged_file(path: str, damage: Collection[Damage]) -> DamagedFile:
    first = min(damage, key=lambda each: each.line)
    lines = tuple(sorted({each.line for each in damage}))
    return DamagedFile(file=path, line=first.line, reason=_(first.reason), lines=lines)
