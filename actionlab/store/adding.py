"""Adding: the one door in. Every record, whoever brings it, is checked here and written all or nothing."""

import datetime as dt
import errno
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress

import msgspec

from actionlab.errors import (
    Busy,
    CannotSave,
    DamagedFile,
    NewerFormat,
    ReadOnlyWorkspace,
    RuleBroken,
    UnknownRecord,
    UnknownStudy,
)
from actionlab.model.records import Draft
from actionlab.store import memory, record_file
from actionlab.store.cleaning import GONE, people
from actionlab.store.lock import locked
from actionlab.store.preparing import Prepared, checked, documents, drafted, envelope, needed
from actionlab.store.reading import Harvest, folders
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
) -> tuple[str, ...]:
    """Store a batch of drafts and give their ids, in order. `now` is the moment of writing, with a time zone.

    `confirmed` is why what the privacy check asks about may be stored; it is kept with the records it is
    about. With `mask` all that the check finds is replaced. The code of somebody who was erased is left out.
    Raises, with nothing stored: `ReadOnlyWorkspace`; `Malformed` and `RuleBroken` with all faults of the
    first draft that has any; `RecordExists`, `StudyExists`, `UnknownRecord`, `UnknownStudy` and
    `ErasedRecord`; `PersonalData` with all places in all drafts; `DamagedFile` and `NewerFormat` for what
    had to be read; `Busy`; `CannotSave`.
    """
    if workspace.settings.read_only:
        raise ReadOnlyWorkspace(folder=workspace.folder)
    entries = [drafted(draft) for draft in drafts]
    common = envelope(now)
    with locked(workspace.folder) as unfinished:
        harvest = needed(workspace, entries)
        reading = harvest.reading()
        try:
            entries = checked(workspace, entries, reading)
        except (RuleBroken, UnknownRecord, UnknownStudy):
            # what was not found may stand in a line that is damaged
            for error in Harvest(None).gather(workspace, folders(workspace, None)).errors():
                raise error from None
            raise
        gone = people(dict.fromkeys(reading.erased, GONE))
        entries = [_without_gone(entry, gone) if gone else entry for entry in entries]
        answer = Answer(confirmed=confirmed, mask=mask)
        entries = screened(workspace, entries, harvest.stored, answer, now=now, by=str(common["by"]))
        _write(workspace, documents(entries, common), harvest, str(common["by"]), unfinished)
        # the records are stored: what cannot be cleaned now is met again by the next command
        with suppress(Busy, CannotSave, DamagedFile, NewerFormat, OSError):
            if harvest.met_again():
                from actionlab.store.erasing import clean  # hardly ever needed, and `log` is to be quick

                clean(workspace, now, unfinished)
    return tuple(entry.id for entry in entries)


def _without_gone(entry: Prepared, codes: frozenset[str]) -> Prepared:
    """Give a record without people who were erased: not one byte of a code reaches the disk again."""
    from actionlab.model.leaving_out import GAP, in_text, without_people  # hardly anybody withdraws

    why = entry.draft.why and in_text(codes).sub(GAP, entry.draft.why)
    draft = msgspec.structs.replace(entry.draft, why=why)
    return msgspec.structs.replace(entry, draft=draft, fields=without_people(entry.fields, codes))


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
