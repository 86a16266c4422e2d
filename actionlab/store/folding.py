"""Folding: the copies that a synchronisation program makes go back into the files of their writers.

A copy is a record file with another name than the own file of its writer. It goes only when everything in
it stands in that file. So does a temporary file that a killed process left. What cannot be folded is left
as it is, and named.
"""

import datetime as dt
import os
from collections.abc import Collection
from pathlib import Path

import msgspec

from actionlab.errors import ActionlabError, CannotRead, DamagedFile, NewerFormat, ReadOnlyWorkspace
from actionlab.i18n import _
from actionlab.store import memory, record_file
from actionlab.store.erasing import clean
from actionlab.store.lock import finish_unfinished, locked
from actionlab.store.record_file import Damage, Newer
from actionlab.store.replacing import reason, replace_files, temporaries
from actionlab.store.whole import RecordFile, Whole, left_over, load
from actionlab.store.workspace import Workspace
from actionlab.store.writer import is_writer_code, writer_code


class Fold(msgspec.Struct, frozen=True, kw_only=True):
    """A copy that goes into the own file of its writer; `new` counts the revisions that stood only there.

    With `begins` there was no own file, and the copy becomes it.
    """

    copy: str
    own: str
    new: int
    begins: bool = False


class Left(msgspec.Struct, frozen=True):
    """A file that is left as it is, and why."""

    path: str
    reason: str


class Tidying(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to fold, the `temporaries` that can go, and what is left alone.

    `faults` has an error for every record file that is damaged, cannot be read, or has a newer format.
    """

    folds: tuple[Fold, ...] = ()
    temporaries: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()
    faults: tuple[ActionlabError, ...] = ()

    @property
    def gone(self) -> tuple[str, ...]:
        """The files that are not needed any more."""
        return (*(each.copy for each in self.folds), *self.temporaries)


def tidying(workspace: Workspace) -> Tidying:
    """Give what `tidy` would do now; nothing is changed."""
    finish_unfinished(workspace.folder)
    return _plan(load(workspace), left_over(workspace))


def tidy(workspace: Workspace, *, now: dt.datetime) -> Tidying:
    """Fold all copies into their writers' files, all or nothing, and give what was done.

    Done twice is as good as once. What was erased and came back with a copy is removed first. Raises
    `ReadOnlyWorkspace`, `Busy`, `CannotSave`; `DamagedFile` and `NewerFormat` only for what came back.
    """
    if workspace.settings.read_only:
        raise ReadOnlyWorkspace(folder=workspace.folder)
    with locked(workspace.folder) as unfinished:
        clean(workspace, now, unfinished)
        whole = load(workspace)
        done = _plan(whole, left_over(workspace))
        if done.gone:
            contents: dict[str, bytes | None] = dict.fromkeys(done.temporaries)
            contents |= whole.contents() | _remembering(workspace, whole, done.folds)
            replace_files(contents | dict.fromkeys(done.gone), unfinished)
    return done


def fold(
    source: RecordFile, whole: Whole, *, own: str, folder: str, known: Collection[bytes] = ()
) -> list[bytes]:
    """Let the file `own` in a folder have the documents of another file too; give those that it lacked.

    They keep their order. A new file begins with the header of the other one. What is in `known` is not
    needed again.
    """
    if own not in whole.files:
        whole.files[own] = RecordFile(
            path=own,
            folder=folder,
            header=source.header,
            first=source.first,
            entries=(),
            stays=[],
        )
    present = whole.files[own].stays
    there = {*present, *known}
    new = [each for each in source.stays if each not in there]
    present += new
    return new


def _plan(whole: Whole, left_overs: Collection[str]) -> Tidying:
    known = {each.document for file in whole.files.values() for each in file.entries}
    kept = {path: why for path in left_overs if (why := _why_kept(path, known))}
    folds: list[Fold] = []
    left: list[Left] = []
    for copy in sorted(_copies(whole), key=lambda each: each.path):
        why = _why_alone(copy, whole) or _why_waiting(copy, kept)
        if why:
            left.append(Left(copy.path, why))
        else:
            begins = copy.own not in whole.files
            new = len(fold(copy, whole, own=copy.own, folder=copy.folder))
            folds.append(Fold(copy=copy.path, own=copy.own, new=new, begins=begins))
    return Tidying(
        folds=tuple(folds),
        temporaries=tuple(path for path in left_overs if path not in kept),
        left=(*left, *(Left(path, why) for path, why in kept.items())),
        faults=tuple(_faults(whole)),
    )


def _copies(whole: Whole) -> list[RecordFile]:
    # where capitals do not count, a name in other capitals is the own file itself
    return [each for each in whole.files.values() if each.is_copy and not _is_own_in_capitals(each, whole)]


def _is_own_in_capitals(copy: RecordFile, whole: Whole) -> bool:
    listed = {*whole.files, *whole.damage, *whole.unreadable, *whole.newer}
    alike = copy.path.casefold() == copy.own.casefold()
    return alike and copy.own not in listed and Path(copy.own).exists()


def _why_alone(copy: RecordFile, whole: Whole) -> str:
    """Say why a copy cannot be folded; "" when it can."""
    if not is_writer_code(copy.header.writer):
        return _("it names no valid writer: {writer}").format(writer=ascii(copy.header.writer))
    if copy.own not in whole.files and Path(copy.own).exists():
        return _("{file} cannot be written as it is").format(file=Path(copy.own).name)
    around = [each for each in whole.files.values() if each.folder == copy.folder and each is not copy]
    near = [each for each in around if not each.is_copy] or around
    if near and not any(_are_related(copy, each) for each in near):
        return _("it belongs to another study ({study})").format(study=copy.header.study)
    return ""


def _are_related(one: RecordFile, other: RecordFile) -> bool:
    return one.header.study == other.header.study or not set(one.stays).isdisjoint(other.stays)


def _why_waiting(copy: RecordFile, kept: Collection[str]) -> str:
    # a file that is written takes its temporary files with it
    own = Path(copy.own)
    waiting = [name for name in temporaries(str(own.parent), own.name) if name in kept]
    return _("first look at {file}").format(file=Path(waiting[0]).name) if waiting else ""


def _why_kept(path: str, known: Collection[bytes]) -> str:
    """Say why a temporary file has to stay; "" when everything in it stands in a record file."""
    try:
        documents = _documents(Path(path).read_bytes())
    except OSError as fault:
        return reason(fault)
    if documents is None:
        return _("it is not the beginning of a record file")
    if not documents <= set(known):
        return _("it holds something that stands in no record file; it was never confirmed as stored")
    return ""


def _documents(content: bytes) -> set[bytes] | None:
    """Give the documents of a file that was being written; None when it is anything else.

    What follows the last whole line was cut, or never reached the disk and reads as zeros.
    """
    written = _with_end(content.rstrip(b"\0"))
    lines = written.split(b"\n")
    if len(lines) <= 2 and written.startswith(record_file.FIRST[: len(written)]):
        return set()
    try:
        found = list(record_file.all_lines(written))
    except (Damage, Newer):
        return None
    if any(isinstance(each, Damage) and each.line < len(lines) for each in found):
        return None
    return {each.document for each in found if not isinstance(each, Damage)}


def _with_end(written: bytes) -> bytes:
    if written.endswith(record_file.LAST):
        return written
    for end in (record_file.LAST[:-1], record_file.LAST[:-2], record_file.LAST[:-3]):
        if written.endswith(b"}" + end):
            return written.removesuffix(end) + record_file.LAST
    return written


def _faults(whole: Whole) -> list[ActionlabError]:
    found: list[ActionlabError] = []
    for path in sorted({*whole.damage, *whole.unreadable, *whole.newer}):
        try:
            whole.refuse_unless_whole([path])
        except (DamagedFile, CannotRead, NewerFormat) as fault:
            found.append(fault)
    return found


def _remembering(workspace: Workspace, whole: Whole, folds: Collection[Fold]) -> dict[str, bytes]:
    """Give the memory of this computer when its own writer's file begins again."""
    writer = writer_code(os.environ)
    begun = {each.own for each in folds if each.begins and whole.files[each.own].header.writer == writer}
    names = {f"{whole.files[own].folder}/{writer}.json" for own in begun}
    return memory.learned(workspace.folder, begun=names)
