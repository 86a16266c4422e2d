"""Reading: the union of all record files, verified, as current records; it needs no lock.

Every `*.json` in a folder of records counts, whatever its name, so a copy made by a synchronisation
program is just one more file. Only names that begin with a dot are passed over.
"""

import os
from collections.abc import Collection, Iterable
from contextlib import suppress

import msgspec

from actionlab.errors import CannotRead, DamagedFile, MissingFile, NewerFormat, UnknownRecord
from actionlab.i18n import N_, _
from actionlab.model.fields import RecordData
from actionlab.model.records import Record, Records
from actionlab.store import record_file, revisions
from actionlab.store.cleaning import GONE, Entry, cleaned, erasures, people
from actionlab.store.lock import finish_unfinished
from actionlab.store.memory import Memory, remembered
from actionlab.store.record_file import Damage, Excerpt, Line, Newer
from actionlab.store.replacing import reason
from actionlab.store.revisions import TOMBSTONE, Revision
from actionlab.store.stamps import Stamp, blocks, stamp
from actionlab.store.workspace import SHARED, Workspace, is_record_file, names_in, study_slugs

FORM = N_("the record does not have the form of its kind")


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What was read: the current records, and what could not be read or is not known.

    `damaged` has one error per damaged file, to be told and to end with exit code 4. `newer` counts the
    records with a kind or fields that only a newer program knows; they stay on disk as they are.
    `erased` are the ids of erased records, `returned` the files in which something came back that was erased.
    """

    records: Records
    damaged: tuple[DamagedFile, ...] = ()
    newer: int = 0
    erased: frozenset[str] = frozenset()
    returned: tuple[str, ...] = ()


class Stored(msgspec.Struct, frozen=True, gc=False):
    """One revision with the folder, file and line where it stands."""

    entry: Entry
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
        self.memory = Memory()
        self.unreadable: list[DamagedFile] = []
        self.damage: dict[str, list[Damage]] = {}
        self.files: dict[str, Excerpt] = {}
        self.stamps: dict[str, Stamp] = {}

    def gather(self, workspace: Workspace, folders: Iterable[str]) -> "Harvest":
        """Read every record file of these folders. Raises `NewerFormat`."""
        self.memory = remembered(workspace.folder)
        for folder in folders:
            try:
                for path in record_files(workspace, folder):
                    self._gather_file(folder, path)
            except OSError as fault:
                place = fault.filename or workspace.place(folder)
                self.unreadable.append(CannotRead(file=place, line=1, reason=reason(fault)))
            self.unreadable += missing_files(workspace, folder, self.memory)
        return self

    def errors(self) -> tuple[DamagedFile, ...]:
        """Give an error per unreadable file and per damaged one: its first line, all of them in `lines`."""
        return (*self.unreadable, *(damaged_file(path, found) for path, found in self.damage.items()))

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
            self._damaged(path, Damage(line.number, FORM))
            return
        if self.kinds is None or revision.kind in self.kinds:
            self.stored.append(Stored(Entry(revision, line.document), folder, path, line.number))

    def _damaged(self, path: str, damage: Damage) -> None:
        self.damage.setdefault(path, []).append(damage)

    def settled(self) -> tuple[list[Stored], dict[str, int], tuple[str, ...]]:
        """Give what counts, without what was erased; what was erased; and the files that still held it."""
        entries = [each.entry for each in self.stored]
        erased = erasures((each.revision for each in entries), self.memory.erased)
        if not erased:
            return list(self.stored), erased, ()
        stays: list[Stored] = []
        returned: dict[str, None] = {}
        for each, entry in zip(self.stored, cleaned(entries, erased), strict=True):
            if entry is not each.entry:
                returned[each.path] = None
            if entry is not None:
                stays.append(Stored(entry, each.folder, each.path, each.line))
        return stays, erased, tuple(returned)

    def met_again(self) -> bool:
        """Tell whether files that were read in part hold something that was erased."""
        erased = erasures((each.entry.revision for each in self.stored), self.memory.erased)
        if not erased:
            return False
        codes = people(erased)
        for path in self.files:
            # what is damaged or out of reach now is told by the next command that reads it whole
            with suppress(OSError, Damage, msgspec.DecodeError):
                with open(path, "rb", buffering=0) as file:
                    lines = record_file.excerpt(blocks(file), ids=erased.keys() - codes, codes=codes).lines
                entries = [Entry(revisions.decode(each.document), each.document) for each in lines]
                if cleaned(entries, erased) != entries:
                    return True
        return False

    def reading(self) -> Reading:
        """Unite the revisions into current records."""
        stays, erased, returned = self.settled()
        found = revisions.chains(each.entry.revision for each in stays)
        places = {each.entry.revision.rev: each for each in stays}
        gone = frozenset(each for each, level in erased.items() if level == GONE)
        records: list[Record[RecordData]] = []
        unknown = newer = 0
        for record_id, chain in found.items():
            if record_id in gone:
                continue
            heads = revisions.heads(chain)
            if not revisions.is_known(heads[0]):
                unknown += 1
                continue
            place = places[heads[0].rev]
            try:
                newer += revisions.has_unknown_fields(heads[0])
                records.append(revisions.record(heads, place.folder, gone))
            except msgspec.DecodeError:
                self._damaged(place.path, Damage(place.line, FORM))
        return Reading(
            records=Records(records, unknown),
            damaged=self.errors(),
            newer=unknown + newer,
            erased=gone,
            returned=returned,
        )


def read(
    workspace: Workspace, *, studies: Collection[str] | None = None, kinds: Collection[str] | None = None
) -> Reading:
    """Give the current records of some studies (all for None), with those that span studies.

    With `kinds` only these are looked at and verified; without, every line of every file is.
    Raises `NewerFormat` when a file was made by a newer program with another format.
    """
    finish_unfinished(workspace.folder)
    return Harvest(kinds).gather(workspace, folders(workspace, studies)).reading()


def history(workspace: Workspace, record_id: str) -> tuple[Revision, ...]:
    """Give all revisions of a record, oldest first; only the tombstone when it was erased.

    Raises `UnknownRecord` when there is none with exactly this id, `DamagedFile` and `NewerFormat`.
    """
    harvest = Harvest(None).gather(workspace, folders(workspace, None))
    found = revisions.chains(each.entry.revision for each in harvest.settled()[0])
    if record_id not in found:
        raise next(iter(harvest.errors()), UnknownRecord(id=record_id))
    return found[record_id]


def folders(workspace: Workspace, studies: Collection[str] | None) -> tuple[str, ...]:
    """Give the names of the folders to read: the shared one, and these studies or all.

    All are also those of which no record file is left, although one was begun on this computer.
    """
    if studies is None:
        begun = (name.split("/")[0] for name in remembered(workspace.folder).files)
        studies = {*study_slugs(workspace), *begun} - {SHARED}
    return (SHARED, *sorted(studies))


def record_files(workspace: Workspace, folder: str) -> tuple[str, ...]:
    """Give the record files of one folder, by name."""
    records = workspace.place(folder, "records")
    return tuple(os.path.join(records, name) for name in names_in(records) if is_record_file(name))


def missing_files(workspace: Workspace, folder: str, memory: Memory) -> list[DamagedFile]:
    """Give an error for every record file that was begun on this computer and is no longer there.

    A study of which the whole folder went was removed on purpose.
    """
    if not os.path.isdir(workspace.place(folder)):
        return []
    begun = (name.split("/", 1) for name in memory.files if "/" in name)
    paths = [workspace.place(folder, "records", name) for study, name in begun if study == folder]
    return [MissingFile(file=path, line=1) for path in paths if not os.path.exists(path)]


def damaged_file(path: str, damage: Collection[Damage]) -> DamagedFile:
    """Give the error for a file: its first damaged line, with all of them in `lines`."""
    first = min(damage, key=lambda each: each.line)
    lines = tuple(sorted({each.line for each in damage}))
    return DamagedFile(file=path, line=first.line, reason=_(first.reason), lines=lines)
