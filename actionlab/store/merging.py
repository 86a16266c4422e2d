"""Merging: another copy of the workspace, or of a study, is taken in.

Its revisions go into the own files of their writers, as they are. It is the union of both, so it loses
nothing, may be done twice, and gives the same in either direction. What was erased on either side is gone.
"""

import datetime as dt
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from actionlab.errors import MALFORMED, ActionlabError, BadWriter, CannotRead, ReadOnlyWorkspace
from actionlab.i18n import N_
from actionlab.model.settings import FILE
from actionlab.model.slugs import check_slug
from actionlab.store import revisions
from actionlab.store.cleaning import GONE, Entry, cleaned, erasures, is_dead, people
from actionlab.store.erasing import carry_out
from actionlab.store.folding import fold
from actionlab.store.lock import finish_unfinished, locked
from actionlab.store.memory import remembered
from actionlab.store.preparing import envelope
from actionlab.store.reading import missing_files
from actionlab.store.replacing import reason
from actionlab.store.reports import reports_that_used
from actionlab.store.whole import RecordFile, Whole, all_folders, load
from actionlab.store.workspace import SHARED, Workspace, is_record_file, open_workspace
from actionlab.store.writer import is_writer_code


class SamePlace(ActionlabError):
    """The other copy is the workspace itself, or one of the two lies in the other."""

    sentence = N_(
        "{other} and {folder} are the same workspace, or one lies in the other. Put the other copy elsewhere."
    )


class NothingToMerge(ActionlabError):
    """There are no records in `folder`, or it is not to be seen of which study they are."""

    exit_code = MALFORMED
    sentence = N_(
        "{folder} is not a workspace, not the folder of a study, and not a folder with the records of one."
    )


class AnotherStudy(ActionlabError):
    """The study `here` and the one to take in, `there`, have the same code and nothing else in common."""

    sentence = N_(
        "{there} is another study than {here}, with the same code. Nothing was changed. One of the two needs"
        " another code."
    )


class InventedThere(ActionlabError):
    """The data in `other` are invented, for practice, and those here are not."""

    sentence = N_("The data in {other} are invented, for practice. They do not belong among real ones.")


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """What was taken in: so many `revisions`, with which so many `records` begin.

    `known` counts the revisions that were here already, `refused` those of records that were erased.
    `studies` are new here. `apart` are the ids of records with new revisions that have two heads now.
    `erased` are the ids of records that were erased in the other copy and thereby here, `forgotten` those of
    which former versions went so; `reports` were made with these. `templates` tells that the other copy has
    templates of its own, and `inside` are the workspaces that lie in it: these are not taken.
    """

    revisions: int
    records: int
    known: int
    refused: int = 0
    studies: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    erased: tuple[str, ...] = ()
    forgotten: tuple[str, ...] = ()
    reports: tuple[Path, ...] = ()
    templates: bool = False
    inside: tuple[Path, ...] = ()


def merge(workspace: Workspace, other: str | os.PathLike[str], *, now: dt.datetime) -> Merged:
    """Take in `other`: a workspace, the folder of a study, or a folder of records. All or nothing.

    No rules are checked: what was written elsewhere was checked there. Raises, with nothing changed:
    `ReadOnlyWorkspace`; `NothingToMerge`; `SamePlace`; `InventedThere`; `AnotherStudy`; `DamagedFile` and
    `NewerFormat` for a file of either copy; `BadWriter` and `Malformed` for a name in it that can be none;
    `Busy`; `CannotSave`.
    """
    if workspace.settings.read_only:
        raise ReadOnlyWorkspace(folder=workspace.folder)
    place = Path(os.path.realpath(other))
    _check_apart(workspace, place)
    _check_invented(workspace, place)
    there = _other(place)
    common = envelope(now)
    # before anything is written: what fails after that would be told as not done
    templates = any((place / "templates").glob("*/*"))
    # a second `cp -r` to the same place comes in the first copy
    inside = tuple(sorted(each.parent for each in place.glob(f"*/{FILE}")))
    with locked(workspace.folder) as unfinished:
        here = _own(workspace)
        into = _folders(there, here)
        _check_studies(workspace, here, there, into)
        present = {SHARED, *(file.folder for file in here.files.values())}
        merged = _unite(workspace, here, there, into)
        used = reports_that_used(workspace, [*merged.erased, *merged.forgotten]).known
        carry_out(workspace, here, common, unfinished)
    written = {file.folder for file in here.files.values() if file.is_changed}
    studies = tuple(sorted(written - present))
    return msgspec.structs.replace(merged, studies=studies, reports=used, templates=templates, inside=inside)


def _other(place: Path) -> Whole:
    """Load the other copy; its files belong to the folder that they lie in."""
    # a killed process may have left half a command there
    for root in (place, *place.parents[:3]):
        finish_unfinished(root)
    there = Whole({})
    try:
        for folder, records in _record_folders(place).items():
            for path in sorted(records.iterdir()):
                if is_record_file(path.name):
                    there.load(str(path), folder)
    except OSError as fault:
        raise CannotRead(file=fault.filename or place, line=1, reason=reason(fault)) from fault
    there.refuse_unless_whole()
    for file in there.files.values():
        if not is_writer_code(file.header.writer):
            raise BadWriter(code=ascii(file.header.writer)[1:-1], place=file.path)
    return there


def _record_folders(place: Path) -> dict[str, Path]:
    if (place / FILE).is_file() or (place / "studies").is_dir():
        # not glob, which passes over a folder that may not be listed
        studies = place / "studies"
        found = studies.iterdir() if studies.is_dir() else ()
        return {each.name: each / "records" for each in found if (each / "records").is_dir()}
    if (place / "records").is_dir():
        return {place.name: place / "records"}
    if any(is_record_file(each.name) for each in place.iterdir()):
        return {place.parent.name if place.name == "records" else place.name: place}
    raise NothingToMerge(folder=place)


def _check_apart(workspace: Workspace, place: Path) -> None:
    if not place.is_dir():
        raise NothingToMerge(folder=place)
    root = Path(workspace.folder).resolve()
    if any(each.samefile(root) for each in (place, *place.parents)) or any(
        each.samefile(place) for each in root.parents
    ):
        raise SamePlace(folder=workspace.folder, other=place)


def _check_invented(workspace: Workspace, place: Path) -> None:
    for root in (place, *place.parents[:3]):
        if (root / FILE).is_file():
            if open_workspace(root).settings.synthetic and not workspace.settings.synthetic:
                raise InventedThere(other=place)
            return


def _own(workspace: Workspace) -> Whole:
    """Load this workspace, of which everything has to be whole to tell what is new."""
    known = remembered(workspace.folder)
    for folder in all_folders(workspace):
        for error in missing_files(workspace, folder, known):
            raise error
    here = load(workspace)
    here.refuse_unless_whole()
    return here


def _folders(there: Whole, here: Whole) -> dict[str, str]:
    """Give for each folder of the other copy the one it belongs to here."""
    files: dict[str, list[RecordFile]] = {}
    for file in there.files.values():
        files.setdefault(file.folder, []).append(file)
    return {name: _folder(name, found, here) for name, found in files.items()}


def _folder(name: str, files: Sequence[RecordFile], here: Whole) -> str:
    """Say where the files of a folder belong: a copy may have another name than the study."""
    ids = {each.revision.id for file in files for each in file.entries if each.revision.kind == "study"}
    uids = {file.header.study for file in files}
    alike = {file.folder for file in here.files.values() if file.header.study in uids}
    if name in ids or (name == SHARED and not ids):
        found = name
    elif len(ids) == 1:
        found = ids.pop()
    elif not ids and len(alike) == 1:
        found = alike.pop()
    elif not ids:
        found = name
    else:
        raise NothingToMerge(folder=Path(files[0].path).parent)
    return found if found == SHARED else check_slug(found)


def _check_studies(workspace: Workspace, here: Whole, there: Whole, into: Mapping[str, str]) -> None:
    for name, folder in into.items():
        ours = [file for file in here.files.values() if file.folder == folder]
        theirs = [file for file in there.files.values() if file.folder == name]
        if ours and folder != SHARED and _traits(ours, folder).isdisjoint(_traits(theirs, folder)):
            place = Path(theirs[0].path).parent.parent
            raise AnotherStudy(here=workspace.place(folder), there=place)


def _traits(files: Iterable[RecordFile], folder: str) -> set[str]:
    """Give what two copies of a study have in common: its uid, or a revision of the study itself."""
    entries = (each.revision for file in files for each in file.entries)
    return {file.header.study for file in files} | {each.rev for each in entries if each.id == folder}


def _unite(workspace: Workspace, here: Whole, there: Whole, into: Mapping[str, str]) -> Merged:
    """Let the files here have everything of the other copy too; give what that brings."""
    old = [each for file in here.files.values() for each in file.entries]
    before = dict(here.erased)
    known: dict[str, set[bytes]] = {}
    for file in here.files.values():
        known.setdefault(file.folder, set()).update(file.stays)
    added: dict[bytes, Entry] = {}
    for _, file in sorted(there.files.items()):
        folder = into[file.folder]
        own = workspace.place(folder, "records", f"{file.header.writer}.json")
        new = set(fold(file, here, own=own, folder=folder, known=known.get(folder, ())))
        added |= {each.document: each for each in file.entries if each.document in new}
    here.erased = erasures((each.revision for each in added.values()), here.erased)
    total = {each.document for file in there.files.values() for each in file.entries}
    counted = _counted(old, list(added.values()), before, here.erased)
    return msgspec.structs.replace(counted, known=len(total) - len(added))


def _counted(
    old: Sequence[Entry], added: Sequence[Entry], before: Mapping[str, int], erased: Mapping[str, int]
) -> Merged:
    stays = cleaned([*old, *added], erased)
    kept = {each.revision.rev: each.revision for each in stays[: len(old)] if each}
    brought = [each.revision for each in stays[len(old) :] if each and each.revision.rev not in kept]
    new = {each.rev: each for each in brought}
    ids = {each.id for each in kept.values()}
    touched = {each.id for each in new.values()}
    chains = revisions.chains([*kept.values(), *new.values()])
    codes = people(erased)
    had = {each.revision.id for each in old}
    risen = sorted(each for each in had if before.get(each, 0) < erased.get(each, 0))
    return Merged(
        revisions=len(new),
        records=len(touched - ids - erased.keys()),
        known=0,
        refused=sum(is_dead(each, erased, codes) for each in added),
        apart=tuple(
            each
            for each in sorted(touched)
            if not revisions.is_erased(chains[each]) and len(revisions.heads(chains[each])) > 1
        ),
        erased=tuple(each for each in risen if erased[each] == GONE),
        forgotten=tuple(each for each in risen if erased[each] < GONE),
    )
