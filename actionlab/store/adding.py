"""Adding: the one door in. Every record, whoever brings it, is checked here and written all or nothing."""

import datetime as dt
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from actionlab.errors import (
    ErasedRecord,
    Malformed,
    Problem,
    ReadOnlyWorkspace,
    RecordExists,
    RuleBroken,
    StudyExists,
    UnknownRecord,
    UnknownStudy,
)
from actionlab.i18n import N_
from actionlab.model import references, rules
from actionlab.model.build import DAMAGED_TEXT, build
from actionlab.model.fields import RecordData
from actionlab.model.kinds import KINDS
from actionlab.model.records import Draft, Record, Records
from actionlab.store import record_file
from actionlab.store.lock import locked
from actionlab.store.reading import Harvest, Reading, folders
from actionlab.store.replacing import Appended, make_folder, remove_empty, replace_files
from actionlab.store.revisions import SCHEMA
from actionlab.store.workspace import SHARED, Workspace, study_slugs
from actionlab.store.writer import random_code, writer_code

# kinds of which the id is an answer, not made here
_OWN_ID = {"study": "id", "participant": "pseudonym"}


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A draft on its way in, with its id, its fields as they will be stored, and what they say."""

    draft: Draft
    id: str
    fields: dict[str, Any]
    data: RecordData

    @property
    def folder(self) -> str:
        """The study it is stored with, or the shared folder."""
        if KINDS[self.draft.kind].shared:
            return SHARED
        return self.id if self.draft.kind == "study" else getattr(self.data, "study_id", None) or SHARED


def add(
    workspace: Workspace, drafts: Sequence[Draft], *, now: dt.datetime, confirmed: str | None = None
) -> tuple[str, ...]:
    """Store a batch of drafts and give their ids, in order. `now` is the moment of writing, with a time zone.

    `confirmed` is what somebody said to a question of the privacy check; it is stored with the batch.
    Raises, with nothing stored: `ReadOnlyWorkspace`; `Malformed` and `RuleBroken` with all faults of the
    first draft that has any; `RecordExists`, `StudyExists`, `UnknownRecord`, `UnknownStudy` and
    `ErasedRecord`; `DamagedFile` and `NewerFormat` for what had to be read; `Busy`; `CannotSave`.
    """
    if workspace.settings.read_only:
        raise ReadOnlyWorkspace(folder=workspace.folder)
    entries = [_entry(draft) for draft in drafts]
    with locked(workspace.folder):
        harvest = _read_needed(workspace, entries)
        entries = _checked(workspace, entries, harvest.reading())
        # here, between the rules and the disk, is the place of every check on personal data
        _write(workspace, entries, harvest, _envelope(now, confirmed))
    return tuple(entry.id for entry in entries)


def _entry(draft: Draft) -> Entry:
    values = _storable(draft.fields)
    data = build(draft.kind, values)
    return Entry(draft=draft, id=draft.id or _new_id(draft.kind, data), fields=values, data=data)


def _new_id(kind_id: str, data: RecordData) -> str:
    own = _OWN_ID.get(kind_id)
    return getattr(data, own) if own else f"{KINDS[kind_id].prefix}-{random_code(8)}"


def _storable(values: Mapping[str, Any]) -> dict[str, Any]:
    """Give fields as JSON knows them, without what was not recorded."""
    plain = msgspec.to_builtins({name: value for name, value in values.items() if value is not None})
    return dict(plain)


def _read_needed(workspace: Workspace, entries: Sequence[Entry]) -> Harvest:
    named = [entry for entry in entries if entry.draft.id or entry.draft.kind in _OWN_ID]
    kinds = {entry.draft.kind for entry in named}
    for entry in entries:
        kinds |= rules.needs(entry.draft.kind, entry.data)
    wanted = {entry.folder for entry in entries}
    # an id that was given, the short code of a study, or a record that spans studies may point anywhere
    everywhere = bool(named) or not wanted <= set(study_slugs(workspace))
    # a plain observation looks at nothing but its study
    ids = wanted if kinds == {"study"} and not everywhere else ()
    harvest = Harvest(kinds, ids).gather(workspace, folders(workspace, None if everywhere else wanted))
    for error in harvest.errors():
        raise error
    return harvest


def _checked(workspace: Workspace, entries: Sequence[Entry], reading: Reading) -> list[Entry]:
    for error in reading.damaged:
        raise error
    for entry in entries:
        _check_id(entry, reading)
    known = _with(reading.records, entries)
    expanded = [_expanded(entry, known) for entry in entries]
    known = _with(reading.records, expanded)
    for entry in expanded:
        problems = (*_identity_problems(entry, reading), *_rule_problems(entry, known))
        if problems:
            raise RuleBroken(entry.draft.kind, problems)
    _check_folders(workspace, expanded)
    return expanded


def _check_id(entry: Entry, reading: Reading) -> None:
    existing = reading.records.get(entry.id)
    if entry.id in reading.erased:
        raise ErasedRecord(id=entry.id)
    if entry.draft.revises and (existing is None or existing.kind != entry.draft.kind):
        raise UnknownRecord(id=entry.id)
    if existing is not None and not entry.draft.revises:
        raise StudyExists(slug=entry.id) if entry.draft.kind == "study" else RecordExists(id=entry.id)


def _rule_problems(entry: Entry, known: Records) -> tuple[Problem, ...]:
    return rules.problems(entry.id, entry.draft.kind, entry.data, known)


def _identity_problems(entry: Entry, reading: Reading) -> Iterator[Problem]:
    own = _OWN_ID.get(entry.draft.kind)
    if own and getattr(entry.data, own) != entry.id:
        yield Problem(own, N_("{id} keeps its code: it cannot be changed."), id=entry.id)
    existing = reading.records.get(entry.id)
    if existing is not None and existing.folder != entry.folder:
        yield Problem("study_id", N_("{id} cannot move to another study."), id=entry.id)


def _check_folders(workspace: Workspace, entries: Sequence[Entry]) -> None:
    slugs = study_slugs(workspace)
    new = {each.id for each in entries if each.draft.kind == "study" and not each.draft.revises}
    for slug in new:
        # on Windows and macOS a folder in other capitals is the same folder
        if os.path.exists(workspace.place(slug)) or slug in (each.casefold() for each in slugs):
            raise StudyExists(slug=slug)
    known = {SHARED, *slugs, *new}
    for entry in entries:
        if entry.folder not in known:
            raise UnknownStudy(slug=entry.folder, known=slugs)


def _with(records: Records, entries: Sequence[Entry]) -> Records:
    new = {entry.id: _as_record(entry) for entry in entries}
    return Records([*(each for each in records if each.id not in new), *new.values()])


def _as_record(entry: Entry) -> Record[RecordData]:
    kind = entry.draft.kind
    return Record(id=entry.id, kind=kind, data=entry.data, at="", by="", rev="", folder=entry.folder)


def _expanded(entry: Entry, known: Records) -> Entry:
    expanded = references.expand(entry.draft.kind, entry.fields, known)
    if expanded == entry.fields:
        return entry
    data = build(entry.draft.kind, expanded)
    return Entry(draft=entry.draft, id=entry.id, fields=expanded, data=data)


def _envelope(now: dt.datetime, confirmed: str | None) -> dict[str, Any]:
    at = now.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"at": at, "by": writer_code(os.environ), "confirmed": confirmed, "schema": SCHEMA}


def _document(entry: Entry, envelope: Mapping[str, Any]) -> bytes:
    own = {
        "id": entry.id,
        "kind": entry.draft.kind,
        "data": entry.fields,
        "why": entry.draft.why,
        "revises": entry.draft.revises or None,
    }
    try:
        return record_file.encode({**envelope, **own})
    except UnicodeEncodeError:
        raise Malformed([Problem("", DAMAGED_TEXT)]) from None
    except ValueError:
        sentence = N_("A number in this record is not finite and cannot be stored.")
        raise Malformed([Problem("", sentence)]) from None


def _write(
    workspace: Workspace, entries: Sequence[Entry], harvest: Harvest, envelope: Mapping[str, Any]
) -> None:
    writer = str(envelope["by"])
    documents: dict[str, list[bytes]] = {}
    for entry in entries:
        documents.setdefault(entry.folder, []).append(_document(entry, envelope))
    # shared first: a study never points at an approach that was not written
    in_order = sorted(documents, key=lambda folder: (folder != SHARED, folder))
    contents: dict[str, bytes | Appended] = {}
    made: list[str] = []
    try:
        for folder in in_order:
            made += make_folder(workspace.place(folder, "records"))
            path = workspace.place(folder, "records", f"{writer}.json")
            contents[path] = _content(path, documents[folder], harvest, writer)
        replace_files(contents)
    except BaseException:
        remove_empty(made)
        raise


def _content(path: str, documents: Sequence[bytes], harvest: Harvest, writer: str) -> bytes | Appended:
    present = harvest.files.get(path)
    if present is not None:
        kept = present.size - len(record_file.LAST)
        return Appended(kept, record_file.addition(documents, present.documents), harvest.stamps[path])
    records = os.path.dirname(path)
    prefix = "wsp" if os.path.basename(os.path.dirname(records)) == SHARED else "std"
    study = _study_uid(records, harvest) or f"{prefix}-{random_code(8)}"
    header = {"kind": "header", "format": record_file.FORMAT, "study": study, "writer": writer}
    return record_file.new_file(header, documents)


def _study_uid(records: str, harvest: Harvest) -> str | None:
    for path in sorted(harvest.files):
        if os.path.dirname(path) == records:
            return harvest.files[path].header.study
    return None
