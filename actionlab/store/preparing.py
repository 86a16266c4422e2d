"""Preparing: drafts become documents, when they keep to the rules and to what is stored already."""

import datetime as dt
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from actionlab.errors import (
    ActionlabError,
    ErasedRecord,
    Malformed,
    Problem,
    RecordExists,
    RemovedStudy,
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
from actionlab.store.cleaning import GONE, people
from actionlab.store.reading import Harvest, Reading, folders
from actionlab.store.revisions import SCHEMA
from actionlab.store.workspace import SHARED, Workspace, study_slugs
from actionlab.store.writer import random_code, writer_code

if TYPE_CHECKING:
    # told which draft is wrong, by its place in the batch, and why
    Refused = Callable[[int, ActionlabError], None]

# kinds of which the id is an answer, not made here
OWN_ID = {"study": "id", "participant": "pseudonym"}
# faults that may come from what stands in a line that is damaged
NOT_FOUND = (RuleBroken, UnknownRecord, UnknownStudy)


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """A draft on its way in, with its id, its fields as they will be stored, and what they say.

    `forgets` is how often the former versions of the record will have been forgotten. `confirmed` is who
    confirmed what the privacy check asked, when, and why.
    """

    draft: Draft
    id: str
    fields: dict[str, Any]
    data: RecordData
    forgets: int = 0
    confirmed: str | None = None

    @property
    def folder(self) -> str:
        """The study it is stored with, or the shared folder."""
        if KINDS[self.draft.kind].shared:
            return SHARED
        return self.id if self.draft.kind == "study" else getattr(self.data, "study_id", None) or SHARED


def drafted(draft: Draft) -> Prepared:
    """Give a draft with its id and the form of its kind. Raises `Malformed`."""
    values = _storable(draft.fields)
    data = build(draft.kind, values)
    return Prepared(draft=draft, id=draft.id or _new_id(draft.kind, data), fields=values, data=data)


def _new_id(kind_id: str, data: RecordData) -> str:
    own = OWN_ID.get(kind_id)
    return getattr(data, own) if own else f"{KINDS[kind_id].prefix}-{random_code(8)}"


def _storable(values: Mapping[str, Any]) -> dict[str, Any]:
    """Give fields as JSON knows them, without what was not recorded."""
    plain = msgspec.to_builtins({name: value for name, value in values.items() if value is not None})
    return dict(plain)


def needed(workspace: Workspace, entries: Sequence[Prepared]) -> Harvest:
    """Read what the checks of these drafts look at. Raises `DamagedFile` and `NewerFormat`."""
    named = [entry for entry in entries if entry.draft.id or entry.draft.kind in OWN_ID]
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


def everything(workspace: Workspace) -> Records:
    """Read every line of every file, after a fault of `NOT_FOUND`. Raises `DamagedFile` and `NewerFormat`."""
    reading = Harvest(None).gather(workspace, folders(workspace, None)).reading()
    for error in reading.damaged:
        raise error from None
    return reading.records


def _raised(number: int, fault: ActionlabError) -> None:
    raise fault


def checked(
    workspace: Workspace,
    entries: Sequence[Prepared],
    reading: Reading,
    refused: "Refused" = _raised,
) -> list[Prepared]:
    """Give the drafts with every short id written out. Raises, for the first that is wrong, as `add` does.

    With `refused` that is called for every draft that is wrong, with its place and its first fault; the
    others are judged as if that draft were right.
    """
    for error in reading.damaged:
        raise error
    found = _Checking(entries, refused)
    first = {each.id: each for each in reversed(entries)}
    found.each(lambda entry: _with_its_id(entry, reading, first[entry.id]))
    known = _with(reading.records, found.entries)
    found.each(lambda entry: _expanded(entry, known, reading.records.get(entry.id)))
    written_out = _with(reading.records, found.entries)
    found.each(lambda entry: _with_its_rules(entry, written_out, reading))
    slugs = study_slugs(workspace)
    new = {each.id for each in entries if each.draft.kind == "study" and not each.draft.revises}
    found.each(lambda entry: _with_its_folder(entry, workspace, slugs, new))
    return found.entries


class _Checking:
    """Drafts that go through one check after the other, as far as their first fault."""

    def __init__(self, entries: Sequence[Prepared], refused: "Refused") -> None:
        self.entries = list(entries)
        self._refused = refused
        self._wrong: set[int] = set()

    def each(self, check: "Callable[[Prepared], Prepared]") -> None:
        for number, entry in enumerate(self.entries):
            if number in self._wrong:
                continue
            try:
                self.entries[number] = check(entry)
            except ActionlabError as fault:
                self._wrong.add(number)
                self._refused(number, fault)


def _with_its_id(entry: Prepared, reading: Reading, first: Prepared) -> Prepared:
    existing = reading.records.get(entry.id)
    if entry.id in reading.erased:
        raise ErasedRecord(id=entry.id)
    if entry.draft.revises and (existing is None or existing.kind != entry.draft.kind):
        raise UnknownRecord(id=entry.id)
    if (existing is not None or entry is not first) and not entry.draft.revises:
        raise StudyExists(slug=entry.id) if entry.draft.kind == "study" else RecordExists(id=entry.id)
    if existing is None and entry.folder in reading.erased:
        raise RemovedStudy(slug=entry.folder)
    return entry


def _with_its_rules(entry: Prepared, known: Records, reading: Reading) -> Prepared:
    problems = (*_identity_problems(entry, reading), *_new_problems(entry, known, reading))
    if problems:
        raise RuleBroken(entry.draft.kind, problems)
    return entry


def _new_problems(entry: Prepared, known: Records, reading: Reading) -> tuple[Problem, ...]:
    found = rules.problems(entry.id, entry.draft.kind, entry.data, known)
    problems = tuple(_as_erased(each) if each.facts.get("ref") in reading.erased else each for each in found)
    former = reading.records.get(entry.id)
    if former is None or not entry.draft.forgets:
        return problems
    # what has to go may not stay because of a fault that was there before
    before = {str(each) for each in rules.problems(former.id, former.kind, former.data, known)}
    return tuple(each for each in problems if str(each) not in before)


def _as_erased(problem: Problem) -> Problem:
    return Problem(problem.field, ErasedRecord.sentence, label=problem.label, id=problem.facts["ref"])


def _identity_problems(entry: Prepared, reading: Reading) -> Iterator[Problem]:
    own = OWN_ID.get(entry.draft.kind)
    if own and getattr(entry.data, own) != entry.id:
        yield Problem(own, N_("{id} keeps its code: it cannot be changed."), id=entry.id)
    existing = reading.records.get(entry.id)
    if existing is not None and existing.folder != entry.folder:
        yield Problem("study_id", N_("{id} cannot move to another study."), id=entry.id)


def _with_its_folder(
    entry: Prepared, workspace: Workspace, slugs: Collection[str], new: Collection[str]
) -> Prepared:
    if entry.draft.kind == "study" and entry.id in new and _is_taken(workspace, entry.id):
        raise StudyExists(slug=entry.id)
    if entry.folder != SHARED and entry.folder not in slugs and entry.folder not in new:
        raise UnknownStudy(slug=entry.folder, known=slugs)
    return entry


def _is_taken(workspace: Workspace, slug: str) -> bool:
    studies = workspace.place()
    # on Windows and macOS a folder in other capitals is the same folder
    names = (
        [name for name in os.listdir(studies) if name.casefold() == slug] if os.path.isdir(studies) else []
    )
    # empty folders, or temporary files in them, are left by a command that was killed
    left_over = (os.walk(workspace.place(name)) for name in names)
    return any(not name.endswith(".tmp") for found in left_over for _, _, files in found for name in files)


def _with(records: Records, entries: Sequence[Prepared]) -> Records:
    return records.updated(map(_as_record, entries))


def _as_record(entry: Prepared) -> Record[RecordData]:
    kind = entry.draft.kind
    return Record(id=entry.id, kind=kind, data=entry.data, at="", by="", rev="", folder=entry.folder)


def _expanded(entry: Prepared, known: Records, former: Record[RecordData] | None) -> Prepared:
    expanded = references.expand(entry.draft.kind, entry.fields, known)
    data = entry.data if expanded == entry.fields else build(entry.draft.kind, expanded)
    forgets = (former.forgets if former else 0) + entry.draft.forgets
    return Prepared(draft=entry.draft, id=entry.id, fields=expanded, data=data, forgets=forgets)


def without_gone(entries: Sequence[Prepared], erased: Collection[str]) -> list[Prepared]:
    """Give the drafts without people who were erased: not one byte of a code reaches the disk again."""
    codes = people(dict.fromkeys(erased, GONE))
    return [_without_codes(entry, codes) for entry in entries] if codes else list(entries)


def _without_codes(entry: Prepared, codes: frozenset[str]) -> Prepared:
    from actionlab.model.leaving_out import GAP, in_text, without_people  # hardly anybody withdraws

    why = entry.draft.why and in_text(codes).sub(GAP, entry.draft.why)
    draft = msgspec.structs.replace(entry.draft, why=why)
    return msgspec.structs.replace(entry, draft=draft, fields=without_people(entry.fields, codes))


def envelope(now: dt.datetime) -> dict[str, Any]:
    """Give what all documents of one command have in common: when, by whom, and by which schema."""
    at = now.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"at": at, "by": writer_code(os.environ), "schema": SCHEMA}


def documents(entries: Sequence[Prepared], common: Mapping[str, Any]) -> dict[str, list[bytes]]:
    """Give the documents to write, per folder; the shared one first.

    Raises `Malformed` for what JSON cannot hold.
    """
    found: dict[str, list[bytes]] = {}
    # a study never points at an approach that was not written
    for entry in sorted(entries, key=lambda each: (each.folder != SHARED, each.folder)):
        found.setdefault(entry.folder, []).append(_document(entry, common))
    return found


def _document(entry: Prepared, common: Mapping[str, Any]) -> bytes:
    own = {
        "id": entry.id,
        "kind": entry.draft.kind,
        "data": entry.fields,
        "why": entry.draft.why,
        "confirmed": entry.confirmed,
        # what was forgotten leaves no trace, not even its hash
        "revises": None if entry.draft.forgets else entry.draft.revises or None,
        "forgets": entry.forgets or None,
    }
    try:
        return record_file.encode({**common, **own})
    except UnicodeEncodeError:
        raise Malformed([Problem("", DAMAGED_TEXT)]) from None
    except ValueError:
        sentence = N_("A number in this record is not finite and cannot be stored.")
        raise Malformed([Problem("", sentence)]) from None
