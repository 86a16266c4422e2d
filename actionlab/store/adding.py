"""Adding: the one door in. Every record, whoever brings it, is checked here and written all or nothing."""

import datetime as dt
import errno
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress

from actionlab.errors import (
    Busy,
    CannotSave,
    DamagedFile,
    NewerFormat,
    ReadOnlyWorkspace,
    RevisedMeanwhile,
    RuleBroken,
)
from actionlab.model.records import Draft
from actionlab.model.references import told_apart
from actionlab.store import memory, record_file
from actionlab.store.lock import locked
from actionlab.store.preparing import (
    NOT_FOUND,
    Prepared,
    checked,
    documents,
    drafted,
    envelope,
    everything,
    needed,
    without_gone,
)
from actionlab.store.reading import Harvest, Reading
from actionlab.store.replacing import Appended, make_folder, reason, remove_empty, replace_files
from actionlab.store.screening import Answer, screened
from actionlab.store.workspace import SHARED, Workspace
from actionlab.store.writer import random_code


def add(
    workspace: Workspace,
    drafts: Sequence[Draft],
    *,
    now: dt.datetime,
    confirmed: str | None = None,
    mask: bool = False,
    unless_revised: bool = False,
) -> tuple[str, ...]:
    """Store a batch of drafts and give their ids, in order. `now` is the moment of writing, with a time zone.

    `confirmed` is why what the privacy check asks about may be stored; it is kept with the records it is
    about. With `mask` all that the check finds is replaced. The code of somebody who was erased is left out.
    Raises, with nothing stored: `ReadOnlyWorkspace`; `Malformed` and `RuleBroken` with all faults of the
    first draft that has any; `RecordExists`, `StudyExists`, `UnknownRecord`, `UnknownStudy` and
    `ErasedRecord`; `PersonalData` with all places in all drafts; `DamagedFile` and `NewerFormat` for what
    had to be read; `Busy`; `CannotSave`. With `unless_revised` also `RevisedMeanwhile`, when somebody revised
    one of the records since it was read: without, there are two versions that somebody brings together.
    """
    if workspace.settings.read_only:
        raise ReadOnlyWorkspace(folder=workspace.folder)
    entries = [drafted(draft) for draft in drafts]
    common = envelope(now)
    with locked(workspace.folder) as unfinished:
        harvest = needed(workspace, entries)
        reading = harvest.reading()
        if unless_revised:
            _check_still_current(entries, reading)
        try:
            entries = checked(workspace, entries, reading)
        except NOT_FOUND as fault:
            records = everything(workspace)
            if isinstance(fault, RuleBroken):
                told = told_apart(fault.problems, records)
                raise RuleBroken(str(fault.facts["kind"]), told) from None
            raise
        entries = without_gone(entries, reading.erased)
        answer = Answer(confirmed=confirmed, mask=mask)
        entries = screened(workspace, entries, harvest.stored, answer, now=now, by=str(common["by"]))
        _write(workspace, documents(entries, common), harvest, str(common["by"]), unfinished)
        # the records are stored: what cannot be cleaned now is met again by the next command
        with suppress(Busy, CannotSave, DamagedFile, NewerFormat, OSError):
            if harvest.met_again():
                from actionlab.store.erasing import clean  # hardly ever needed, and `log` is to be quick

                clean(workspace, now, unfinished)
    return tuple(entry.id for entry in entries)


def _check_still_current(entries: Sequence[Prepared], reading: Reading) -> None:
    for entry in entries:
        record = reading.records.get(entry.id)
        if record is not None and entry.draft.revises and not {*record.heads} <= {*entry.draft.revises}:
            raise RevisedMeanwhile(id=entry.id)


def _write(
    workspace: Workspace,
    by_folder: Mapping[str, Sequence[bytes]],
    harvest: Harvest,
    writer: str,
    unfinished: str,
) -> None:
    contents: dict[str, bytes | Appended | None] = {}
    begun: list[str] = []
    made: list[str] = []
    try:
        for folder, new in by_folder.items():
            made += make_folder(workspace.place(folder, "records"))
            path = workspace.place(folder, "records", f"{writer}.json")
            contents[path] = _content(path, new, harvest, writer)
            if path not in harvest.files:
                begun.append(f"{folder}/{writer}.json")
        if begun:
            contents |= memory.learned(workspace.folder, begun=begun)
        replace_files(contents, unfinished)
    except BaseException:
        remove_empty(made)
        raise


def _content(path: str, new: Sequence[bytes], harvest: Harvest, writer: str) -> bytes | Appended:
    present = harvest.files.get(path)
    if present is not None:
        kept = present.size - len(record_file.LAST)
        return Appended(kept, record_file.addition(new, present.documents), harvest.stamps[path])
    if os.path.lexists(path):
        # it was not there when the folder was read: it is not begun anew
        raise CannotSave(file=path, reason=reason(OSError(errno.EAGAIN, path)))
    records = os.path.dirname(path)
    study = _study_uid(records, harvest) or new_uid(os.path.basename(os.path.dirname(records)))
    return record_file.new_file(record_file.header_document(study, writer), new)


def new_uid(folder: str) -> str:
    """Give a new uid for the study that lies in a folder, or for the shared folder of a workspace."""
    return f"{'wsp' if folder == SHARED else 'std'}-{random_code(8)}"


def _study_uid(records: str, harvest: Harvest) -> str | None:
    for path in sorted(harvest.files):
        if os.path.dirname(path) == records:
            return harvest.files[path].header.study
    return None
