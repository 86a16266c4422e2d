"""Adopting: a line that was changed outside actionlab becomes a new version, when it keeps to the rules."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from actionlab.errors import ActionlabError, Malformed, Problem, RuleBroken
from actionlab.i18n import N_, _
from actionlab.model.kinds import KINDS
from actionlab.model.records import Draft
from actionlab.privacy.refusals import PersonalData
from actionlab.store import record_file, revisions
from actionlab.store.cleaning import GONE, Entry, cleaned, erasures
from actionlab.store.memory import Memory
from actionlab.store.preparing import Prepared, checked, documents, drafted, envelope
from actionlab.store.reading import Harvest, Reading, Stored
from actionlab.store.revisions import TOMBSTONE, Revision
from actionlab.store.salvaging import Changed
from actionlab.store.screening import Answer, screened
from actionlab.store.workspace import Workspace

_ERASED = N_("its record was erased")
_FOLLOWED = N_("a later version follows it already")
_SAME = N_("its record says this already")
_STILL_THERE = N_("it says that a record was erased which is still there")
_UNKNOWN = N_("only a newer version of actionlab knows what it is")
_ODD_ID = N_("it names a record that there never was")


class Fate(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of a changed line: a new version of the record `id`, or none, and then `why_not`.

    `fields` is what the line says, as stored; `former` what the record says without it, None when there is
    no such record then.
    """

    id: str
    kind: str
    fields: dict[str, Any]
    former: dict[str, Any] | None = None
    why_not: str = ""


class Adoption(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of each changed line, in order, and the documents to write for them, by folder."""

    fates: tuple[Fate, ...]
    documents: dict[str, list[bytes]]


class _Bench(msgspec.Struct, frozen=True, kw_only=True):
    """What a changed line is judged by: all unharmed lines, and a reading in which it stands as well.

    `followed` grows with every line that is adopted. `answer` is what was said to the privacy check.
    """

    workspace: Workspace
    chains: Mapping[str, Sequence[Revision]]
    erased: Mapping[str, int]
    reading: Reading
    followed: set[str]
    unharmed: Sequence[Stored]
    answer: Answer
    now: dt.datetime
    by: str


def adopt(
    workspace: Workspace,
    changed: Sequence[tuple[str, Changed]],
    *,
    unharmed: Sequence[Stored],
    memory: Memory,
    now: dt.datetime,
    confirmed: str | None = None,
) -> Adoption:
    """Judge changed lines, each with its folder, against all lines that are unharmed; nothing is written.

    Of two lines of one record the later counts. A line whose version was followed by another one, or whose
    record was erased, is never adopted.
    """
    erased = erasures((each.entry.revision for each in unharmed), memory.erased)
    present = [each.entry for each in unharmed]
    stays = cleaned([*present, *(each.entry for _, each in changed)], erased)
    kept, theirs = [each for each in stays[: len(present)] if each], stays[len(present) :]
    common = envelope(now)
    bench = _Bench(
        workspace=workspace,
        chains=revisions.chains(each.revision for each in kept),
        erased=erased,
        reading=_with(unharmed, theirs, [folder for folder, _ in changed], memory),
        followed={rev for each in kept for rev in each.revision.revises},
        unharmed=unharmed,
        answer=Answer(confirmed=confirmed),
        now=now,
        by=str(common["by"]),
    )
    fates: list[Fate] = []
    prepared: list[Prepared] = []
    buried: dict[str, list[bytes]] = {}
    for (folder, line), stay in reversed(list(zip(changed, theirs, strict=True))):
        outcome = _judged(line, stay, bench)
        fates.insert(0, _fate(line, stay, outcome, bench))
        if isinstance(outcome, Prepared):
            prepared.insert(0, outcome)
            bench.followed.update(outcome.draft.revises)
        elif outcome is None:
            buried.setdefault(folder, []).append(_tombstone(line, common))
    new = documents(prepared, common)
    for folder, tombstones in buried.items():
        new.setdefault(folder, []).extend(tombstones)
    return Adoption(fates=tuple(fates), documents=new)


def _with(
    unharmed: Iterable[Stored], theirs: Sequence[Entry | None], folders: Sequence[str], memory: Memory
) -> Reading:
    """Read as if the changed lines stood there by right: so that what they refer to is there."""
    harvest = Harvest(None)
    harvest.memory = memory
    found = [Stored(each, folder, "", 0) for folder, each in zip(folders, theirs, strict=True) if each]
    harvest.stored = [*unharmed, *(each for each in found if _has_form(each.entry.revision))]
    return harvest.reading()


def _judged(line: Changed, stay: Entry | None, bench: _Bench) -> Prepared | str | None:
    """Give the new version; or why there is none; None for a record that stays erased by this line."""
    said = line.entry.revision
    if said.kind == TOMBSTONE:
        return _judged_tombstone(said, bench)
    why_not = _objection(line, stay, bench)
    if why_not or stay is None:
        return _(why_not)
    draft = Draft(
        kind=said.kind,
        fields=stay.revision.fields,
        id=said.id,
        # what it followed itself comes too, or that would be a second head
        revises=(line.rev, *stay.revision.revises),
        why=_("adopted after a change outside actionlab"),
    )
    try:
        entries = checked(bench.workspace, [drafted(draft)], bench.reading)
        return screened(bench.workspace, entries, bench.unharmed, bench.answer, now=bench.now, by=bench.by)[0]
    except (Malformed, RuleBroken) as fault:
        return " ".join(_with_label(each) for each in fault.problems)
    except PersonalData as fault:
        remedy = () if fault.structured else (_('Is it not about a person? Use --confirmed "reason".'),)
        return " ".join([*dict.fromkeys(map(str, fault.places)), *remedy])
    except ActionlabError as fault:
        return str(fault)


def _with_label(problem: Problem) -> str:
    return f"{_(problem.label)}: {problem}" if problem.label else str(problem)


def _objection(line: Changed, stay: Entry | None, bench: _Bench) -> str:
    """Say why a line is not looked at any further; "" when it is."""
    said = line.entry.revision
    chain = bench.chains.get(said.id, ())
    if stay is None or bench.erased.get(said.id) == GONE:
        return _ERASED
    if not revisions.is_known(said):
        return _UNKNOWN
    if line.rev in bench.followed:
        return _FOLLOWED
    if not chain and not re.fullmatch(f"({KINDS[said.kind].prefix}-)?[0-9A-Za-z-]+", said.id):
        return _ODD_ID
    same = line.rev in {each.rev for each in chain} and _fields_of(chain) == stay.revision.fields
    return _SAME if same else ""


def _judged_tombstone(said: Revision, bench: _Bench) -> str | None:
    chain = bench.chains.get(said.id, ())
    if revisions.is_erased(chain):
        return _(_ERASED)
    # what this computer knows to be erased stays so, whatever came back
    return _(_STILL_THERE) if chain and bench.erased.get(said.id) != GONE else None


def _fate(line: Changed, stay: Entry | None, outcome: Prepared | str | None, bench: _Bench) -> Fate:
    said = stay.revision if stay else line.entry.revision
    chain = bench.chains.get(said.id, ())
    return Fate(
        id=said.id,
        kind=said.kind,
        fields=said.fields,
        former=_fields_of(chain) if chain and not revisions.is_erased(chain) else None,
        why_not=outcome if isinstance(outcome, str) else "",
    )


def _fields_of(chain: Sequence[Revision]) -> dict[str, Any]:
    return revisions.heads(chain)[0].fields if chain else {}


def _has_form(revision: Revision) -> bool:
    if not revisions.is_known(revision):
        return False
    try:
        drafted(Draft(kind=revision.kind, fields=revision.fields, id=revision.id))
    except Malformed:
        return False
    return True


def _tombstone(line: Changed, common: Mapping[str, Any]) -> bytes:
    said = line.entry.revision
    return record_file.encode({**common, "id": said.id, "kind": TOMBSTONE})
