"""The whole: every record file, loaded whole and verified, to be rewritten where that is needed."""

import errno
import os
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from actionlab.errors import CannotRead, NewerFormat
from actionlab.store import record_file, revisions
from actionlab.store.cleaning import Entry, cleaned, erasures
from actionlab.store.memory import remembered
from actionlab.store.reading import FORM, damaged_file, record_files
from actionlab.store.record_file import Damage, Header, Line, Newer
from actionlab.store.replacing import reason, temporaries
from actionlab.store.revisions import Revision
from actionlab.store.workspace import SHARED, Workspace, names_in

# what `check --repair` puts behind the name of the file with the damaged lines that it sets aside
ASIDE = ".damaged"


class RecordFile(msgspec.Struct, kw_only=True):
    """A record file without damage: its header, and its revisions in order.

    `first` is the document of the header. Line `n` of the file is `entries[n - 3]`. `stays` are the documents
    that the file is to have: at first those it has.
    """

    path: str
    folder: str
    header: Header
    first: bytes
    entries: tuple[Entry, ...]
    stays: list[bytes]

    @property
    def is_changed(self) -> bool:
        """Tell whether the file is to have other documents than it has."""
        return self.stays != [each.document for each in self.entries]

    @property
    def own(self) -> str:
        """The own file of its writer, in the same folder."""
        return os.path.join(os.path.dirname(self.path), f"{self.header.writer}.json")

    @property
    def is_copy(self) -> bool:
        """Tell whether the file has another name than its writer's own file."""
        return self.path != self.own


class Whole:
    """All record files of a workspace: whole ones in `files` by path, and what is wrong with the others.

    `damage` holds the faults of a file, `unreadable` why the disk refused, `newer` the number of a later
    format. `erased` is what was erased, as `actionlab.store.cleaning.erasures` gives it.
    """

    def __init__(self, erased: Mapping[str, int]) -> None:
        """Begin with nothing but what is known to be erased."""
        self.files: dict[str, RecordFile] = {}
        self.damage: dict[str, list[Damage]] = {}
        self.unreadable: dict[str, str] = {}
        self.newer: dict[str, int] = {}
        self.erased = dict(erased)

    def load(self, path: str, folder: str) -> None:
        """Load one file that belongs to a folder of studies."""
        try:
            with open(path, "rb") as file:
                content = file.read()
            found = list(record_file.all_lines(content))
        except OSError as fault:
            self.unreadable[path] = reason(fault)
        except Damage as fault:
            self.damage[path] = [fault]
        except Newer as newer:
            self.newer[path] = newer.number
        else:
            self._keep(path, folder, content, found)

    def _keep(self, path: str, folder: str, content: bytes, found: Sequence[Line | Damage]) -> None:
        damage = [each for each in found if isinstance(each, Damage)]
        entries = []
        for line in (each for each in found if isinstance(each, Line)):
            try:
                entries.append(Entry(revisions.decode(line.document), line.document))
            except msgspec.DecodeError:
                damage.append(Damage(line.number, FORM))
        self.erased = erasures((each.revision for each in entries), self.erased)
        if damage:
            self.damage[path] = damage
            return
        self.files[path] = RecordFile(
            path=path,
            folder=folder,
            header=record_file.read_header(content),
            first=record_file.first_document(content),
            entries=tuple(entries),
            stays=[each.document for each in entries],
        )

    @property
    def revisions(self) -> tuple[Revision, ...]:
        """Give all revisions of the whole files, as they are on disk."""
        return tuple(each.revision for file in self.files.values() for each in file.entries)

    def append(self, workspace: Workspace, folder: str, writer: str, uid: str, new: Sequence[bytes]) -> None:
        """Let a writer's file in a folder have these documents too; `uid` is for a folder without files.

        Raises `DamagedFile`, `CannotRead` or `NewerFormat` when the file is there and cannot be written.
        """
        path = workspace.place(folder, "records", f"{writer}.json")
        self.refuse_unless_whole([os.path.dirname(path), path])
        if path not in self.files:
            if os.path.lexists(path):
                # its folder could not be read a moment ago: that is no reason to begin it anew
                raise CannotRead(file=path, line=1, reason=reason(OSError(errno.EAGAIN, path)))
            near = (each.header.study for each in self.files.values() if each.folder == folder)
            header = Header(kind="header", format=record_file.FORMAT, study=next(near, uid), writer=writer)
            first = record_file.header_document(header.study, writer)
            self.files[path] = RecordFile(
                path=path, folder=folder, header=header, first=first, entries=(), stays=[]
            )
        present = self.files[path].stays
        present += [each for each in new if each not in set(present)]
        self.erased = erasures((revisions.decode(each) for each in new), self.erased)

    def refuse_unless_whole(self, paths: Iterable[str] | None = None) -> None:
        """Raise `DamagedFile`, `CannotRead` or `NewerFormat` when one of these files, or any, is not."""
        wanted = {*self.damage, *self.unreadable, *self.newer} if paths is None else set(paths)
        for path in sorted(wanted):
            if path in self.newer:
                raise NewerFormat(file=path, format=self.newer[path])
            if path in self.unreadable:
                raise CannotRead(file=path, line=1, reason=self.unreadable[path])
            if path in self.damage:
                raise damaged_file(path, self.damage[path])

    def refuse_newer(self) -> None:
        """Raise `NewerFormat` when there is a file of a later format."""
        self.refuse_unless_whole(self.newer)

    def wanted(self, file: RecordFile) -> list[Entry]:
        """Give what a file is to have."""
        known = {each.document: each for each in file.entries}
        return [known.get(document) or Entry(revisions.decode(document), document) for document in file.stays]

    def clean(self) -> None:
        """Leave out of every file what was erased."""
        files = list(self.files.values())
        entries = [each for file in files for each in self.wanted(file)]
        stays = iter(cleaned(entries, self.erased))
        for file in files:
            found = [next(stays) for _ in file.stays]
            file.stays = list(dict.fromkeys(each.document for each in found if each))

    def contents(self) -> dict[str, bytes | None]:
        """Give the new content of every file that is to change, by path."""
        return {
            file.path: record_file.new_file(file.first, file.stays)
            for file in self.files.values()
            if file.is_changed
        }


def load(workspace: Workspace) -> Whole:
    """Load every record file of a workspace; nothing raises, what is wrong is told in what it gives."""
    whole = Whole(remembered(workspace.folder).erased)
    try:
        found = all_folders(workspace)
    except OSError as fault:
        whole.unreadable[workspace.place()] = reason(fault)
        return whole
    for folder in found:
        try:
            paths: Sequence[str] = record_files(workspace, folder)
        except OSError as fault:
            whole.unreadable[workspace.place(folder, "records")] = reason(fault)
            continue
        for path in paths:
            whole.load(path, folder)
    return whole


def all_folders(workspace: Workspace) -> tuple[str, ...]:
    """Give the shared folder and every folder of a study, also one without records."""
    return (SHARED, *(name for name in names_in(workspace.place()) if name != SHARED))


def left_over(workspace: Workspace) -> tuple[str, ...]:
    """Give the temporary files that a killed process left among the records."""
    return tuple(
        path for folder in all_folders(workspace) for path in temporaries(workspace.place(folder, "records"))
    )


def set_aside(workspace: Workspace) -> tuple[str, ...]:
    """Give the files with damaged lines that `check --repair` set aside."""
    folders = (workspace.place(folder, "records") for folder in all_folders(workspace))
    return tuple(
        os.path.join(folder, name) for folder in folders for name in names_in(folder) if name.endswith(ASIDE)
    )
