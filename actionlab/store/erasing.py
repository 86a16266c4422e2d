"""Erasing: removing what was recorded from every file in reach, at once, for good.

What is erased leaves a tombstone with its id, so that it stays erased when an old copy comes back. Files
that are damaged are never rewritten; those that may still hold what was erased are named.
"""

import datetime as dt
import os
from collections.abc import Collection, Mapping, Sequence

import msgspec

from actionlab.errors import ReadOnlyWorkspace, UnknownRecord
from actionlab.model.records import Draft
from actionlab.store import memory, record_file
from actionlab.store.adding import new_uid
from actionlab.store.cleaning import GONE, holds_erased, measured, people
from actionlab.store.lock import locked
from actionlab.store.preparing import checked, documents, drafted, envelope
from actionlab.store.reading import Harvest, folders
from actionlab.store.replacing import make_folder, remove_empty, replace_files
from actionlab.store.reports import forgotten_uses
from actionlab.store.revisions import TOMBSTONE
from actionlab.store.screening import Answer, screened
from actionlab.store.whole import Whole, left_over, load, set_aside
from actionlab.store.workspace import SHARED, Workspace
from actionlab.store.writer import local_folder


class Erased(msgspec.Struct, frozen=True, kw_only=True):
    """What was erased (`ids`), the files that changed, and `leftovers`: files that may still hold it."""

    ids: tuple[str, ...]
    files: tuple[str, ...]
    leftovers: tuple[str, ...]


def erase(
    workspace: Workspace,
    ids: Collection[str],
    *,
    now: dt.datetime,
    drafts: Sequence[Draft] = (),
    confirmed: str | None = None,
    mask: bool = False,
) -> Erased:
    """Erase records, and store drafts (of which those with `forgets` replace all former versions), at once.

    `confirmed` and `mask` are for the drafts, as in `add`. What an erased person took part in stays, without
    the person (`actionlab.store.cleaning`). A record that was erased before is no fault.
    Raises, with nothing changed: `UnknownRecord`; `ReadOnlyWorkspace`; `NewerFormat`; `DamagedFile` when the
    file to write in is damaged; what `add` raises for the drafts; `Busy`; `CannotSave`.
    """
    if workspace.settings.read_only:
        raise ReadOnlyWorkspace(folder=workspace.folder)
    entries = [drafted(draft) for draft in drafts]
    common = envelope(now)
    with locked(workspace.folder) as unfinished:
        if entries:
            harvest = Harvest(None).gather(workspace, folders(workspace, None))
            entries = checked(workspace, entries, harvest.reading())
            answer = Answer(confirmed=confirmed, mask=mask)
            entries = screened(workspace, entries, harvest.stored, answer, now=now, by=str(common["by"]))
        whole = load(workspace)
        whole.refuse_newer()
        new = documents(entries, common)
        for record_id, folder in _places(whole, ids).items():
            new.setdefault(folder, []).append(_tombstone(record_id, common))
        _append(whole, workspace, new, str(common["by"]))
        files = carry_out(workspace, whole, common, unfinished)
        return Erased(
            ids=tuple(ids),
            files=files,
            # a line that was cut may hold the text without its id
            leftovers=(*whole.damage, *whole.unreadable),
        )


def sweep(workspace: Workspace, *, now: dt.datetime) -> tuple[str, ...]:
    """Remove what was erased and came back with an old copy; give the files that were changed.

    Raises `Busy` and `CannotSave`, with nothing changed.
    """
    with locked(workspace.folder) as unfinished:
        return clean(workspace, now, unfinished)


def clean(workspace: Workspace, now: dt.datetime, unfinished: str) -> tuple[str, ...]:
    """Do what `sweep` does, for those who hold the lock."""
    return carry_out(workspace, load(workspace), envelope(now), unfinished)


def carry_out(
    workspace: Workspace, whole: Whole, common: Mapping[str, object], unfinished: str
) -> tuple[str, ...]:
    """Write every file as it is to be, without what was erased, and with them the memory of it.

    What came back without its tombstone gets a new one, with `common` in it. Gives what was written.
    """
    writer = str(common["by"])
    _append(whole, workspace, _buried_again(whole, common), writer)
    whole.clean()
    # who saves a report elsewhere remembers it under this lock
    with locked(local_folder()):
        # a file that is written takes its temporary files with it: these have to be met before
        contents = {**_beside(workspace, whole.erased), **whole.contents()}
        contents |= forgotten_uses(workspace, people(whole.erased))
        if not contents:
            return ()
        changed = tuple(contents)
        began = (each for each in whole.files.values() if each.is_changed and not each.entries)
        own = [f"{each.folder}/{writer}.json" for each in began if each.header.writer == writer]
        contents |= memory.learned(workspace.folder, begun=own, erased=whole.erased)
        _write(contents, unfinished)
    return changed


def _write(contents: Mapping[str, bytes | None], unfinished: str) -> None:
    made: list[str] = []
    try:
        for path in contents:
            made = [*make_folder(os.path.dirname(path)), *made]
        replace_files(contents, unfinished)
    except BaseException:
        remove_empty(made)
        raise


def _places(whole: Whole, ids: Collection[str]) -> dict[str, str]:
    """Give the folder of each record that is not erased yet."""
    folder_of = {each.revision.id: file.folder for file in whole.files.values() for each in file.entries}
    unknown = [record_id for record_id in ids if record_id not in folder_of and record_id not in whole.erased]
    for record_id in unknown:
        whole.refuse_unless_whole()
        raise UnknownRecord(id=record_id)
    buried = {each.id for each in whole.revisions if each.kind == TOMBSTONE}
    return {each: folder_of[each] for each in ids if each in folder_of and each not in buried}


def _tombstone(record_id: str, common: Mapping[str, object]) -> bytes:
    return record_file.encode({**common, "id": record_id, "kind": TOMBSTONE})


def _append(whole: Whole, workspace: Workspace, new: Mapping[str, Sequence[bytes]], writer: str) -> None:
    for folder, added in new.items():
        whole.append(workspace, folder, writer, new_uid(folder), added)


def _buried_again(whole: Whole, common: Mapping[str, object]) -> dict[str, list[bytes]]:
    """Give, by folder, new tombstones for what is known to be erased and has none in the files.

    An old copy may have taken it away, and other computers have to know. The measurements of erased people
    get one too, so that references to them are known to be lost.
    """
    entries = [each for file in whole.files.values() for each in whole.wanted(file)]
    whole.erased |= dict.fromkeys(measured(entries, people(whole.erased)), GONE)
    buried = {each.revision.id for each in entries if each.revision.kind == TOMBSTONE}
    folder_of = {
        each.revision.id: file.folder for file in whole.files.values() for each in whole.wanted(file)
    }
    new: dict[str, list[bytes]] = {}
    for record_id, level in sorted(whole.erased.items()):
        if level == GONE and record_id not in buried:
            folder = folder_of.get(record_id, SHARED)
            new.setdefault(folder, []).append(_tombstone(record_id, common))
    return new


def _beside(workspace: Workspace, erased: Mapping[str, int]) -> dict[str, bytes | None]:
    """Give what is to become of files beside the records that hold something erased; None: it goes."""
    contents: dict[str, bytes | None] = {}
    for path in left_over(workspace) if erased else ():
        content = _read(path)
        # one that was cut short may hold a text without its id, and nobody needs it
        is_cut = not content.endswith(record_file.LAST)
        if is_cut or any(holds_erased(line, erased) for line in content.splitlines()):
            contents[path] = None
    for path in set_aside(workspace) if erased else ():
        lines = _read(path).splitlines(keepends=True)
        kept = [line for line in lines if not holds_erased(line, erased)]
        if kept != lines:
            contents[path] = b"".join(kept) or None
    return contents


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""
