"""Trying: what the store would say of a batch, draft by draft, before anybody decides to store it.

Nothing is written and no lock is held: drafts that are added afterwards are judged again.
"""

import datetime as dt
from collections.abc import Collection, Sequence

import msgspec

from actionlab.errors import (
    ActionlabError,
    Malformed,
    Problem,
    ReadOnlyWorkspace,
    RemovedStudy,
    RuleBroken,
    UnknownStudy,
)
from actionlab.i18n import N_
from actionlab.model.fields import RecordData, fields
from actionlab.model.kinds import KINDS
from actionlab.model.records import Draft
from actionlab.model.references import told_apart
from actionlab.privacy.texts import Place
from actionlab.store.lock import finish_unfinished
from actionlab.store.preparing import (
    NOT_FOUND,
    OWN_ID,
    Prepared,
    checked,
    documents,
    drafted,
    everything,
    needed,
    without_gone,
)
from actionlab.store.reading import Reading
from actionlab.store.screening import places
from actionlab.store.workspace import Workspace


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """What the store would say, in the order of the drafts.

    `problems` are why a draft is refused; empty when it is not. `personal` are the places of what looks like
    personal data in it.
    """

    problems: tuple[tuple[Problem, ...], ...]
    personal: tuple[tuple[Place, ...], ...]


def trial(workspace: Workspace, drafts: Sequence[Draft], *, now: dt.datetime) -> Trial:
    """Give what `store.add` would say of each of these drafts if all others were right; nothing is stored.

    Raises what is the fault of no draft: `ReadOnlyWorkspace`, `DamagedFile` and `NewerFormat`.
    """
    if workspace.settings.read_only:
        raise ReadOnlyWorkspace(folder=workspace.folder)
    finish_unfinished(workspace.folder)
    tried = [_Tried(draft) for draft in drafts]
    formed = [each for each in tried if not each.problems]
    harvest = needed(workspace, [each.entry for each in formed])
    reading = harvest.reading()
    _check(workspace, formed, reading, {each.entry.id for each in tried if each.problems})
    entries = without_gone([each.entry for each in tried], reading.erased)
    for each, entry in zip(tried, entries, strict=True):
        if not each.problems:
            each.problems = _unwritable(entry)
    return Trial(
        problems=tuple(each.problems for each in tried),
        personal=places(workspace, entries, harvest.stored, year=now.year),
    )


class _Tried:
    """A draft with what was found wrong in it so far; `entry` is the draft as it is when it has no form."""

    def __init__(self, draft: Draft) -> None:
        self.problems: tuple[Problem, ...] = ()
        try:
            self.entry = drafted(draft)
        except Malformed as fault:
            self.problems = fault.problems
            record_id = draft.id or str(draft.fields.get(OWN_ID.get(draft.kind, ""), ""))
            self.entry = Prepared(draft=draft, id=record_id, fields=draft.fields, data=RecordData())


def _check(workspace: Workspace, tried: Sequence[_Tried], reading: Reading, wrong: Collection[str]) -> None:
    """Find what is wrong with drafts; the ids in `wrong` are of drafts that will be there once put right."""
    not_found = False

    def refused(place: int, fault: ActionlabError) -> None:
        nonlocal not_found
        problems = _problems(tried[place].entry, fault)
        tried[place].problems = tuple(each for each in problems if _missed(each) not in wrong)
        not_found = not_found or isinstance(fault, NOT_FOUND)

    entries = checked(workspace, [each.entry for each in tried], reading, refused)
    if not_found:
        records = everything(workspace)
        for each in tried:
            each.problems = told_apart(each.problems, records)
    for each, entry in zip(tried, entries, strict=True):
        each.entry = entry


def _problems(entry: Prepared, fault: ActionlabError) -> tuple[Problem, ...]:
    if isinstance(fault, Malformed | RuleBroken):
        return fault.problems
    kind = entry.draft.kind
    about_study = isinstance(fault, UnknownStudy | RemovedStudy) and kind != "study"
    name = "study_id" if about_study else OWN_ID.get(kind, "id")
    labels = {field.name: field.asks.label for field in fields(KINDS[kind].data_class)}
    return (Problem(name, fault.sentence, label=labels.get(name, N_("Id")), **fault.facts),)


def _missed(problem: Problem) -> object:
    """Give the id of the record or study that is not there, according to a problem; None for another one."""
    return problem.facts.get("ref", problem.facts.get("slug"))


def _unwritable(entry: Prepared) -> tuple[Problem, ...]:
    try:
        documents([entry], {})
    except Malformed as fault:
        return fault.problems
    return ()
