"""Revisions: a record is a chain of them; here chains become current records. Knows no disk.

Uniting is by `rev`, so it loses nothing, and neither the order nor the number of copies matters.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Annotated, Any

import msgspec

from actionlab.model import references
from actionlab.model.fields import RecordData
from actionlab.model.kinds import KINDS
from actionlab.model.records import Record

SCHEMA = 1
TOMBSTONE = "tombstone"

# numbered steps from an older schema: {1: step from 1 to 2, …}, each from stored fields to stored fields
_STEPS: Mapping[int, Any] = {}


# gc=False here and for what holds it: no cycle is possible, and looking for one took a fifth of reading
class Revision(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One immutable version of a record, as stored; `at` is UTC, `by` a writer, `revises` what it follows.

    A tombstone (`kind` "tombstone") has no data: it says that the record with this id was erased. `forgets`
    counts how often the former versions of the record were forgotten.
    """

    rev: str
    id: str
    kind: str
    at: str
    by: str
    schema: Annotated[int, msgspec.Meta(ge=1)] = SCHEMA
    revises: tuple[str, ...] = ()
    why: str | None = None
    confirmed: str | None = None
    forgets: Annotated[int, msgspec.Meta(ge=0)] = 0
    data: msgspec.Raw = msgspec.Raw(b"{}")

    @property
    def fields(self) -> dict[str, Any]:
        """What the record said, as stored (ids, ISO dates), with fields that only a newer program knows."""
        found: dict[str, Any] = msgspec.json.decode(self.data)
        for schema in range(self.schema, SCHEMA):
            found = _STEPS[schema](found)
        return found


_BRACE = ord("{")
_decoder = msgspec.json.Decoder(Revision)
_fields = msgspec.json.Decoder(dict[str, msgspec.Raw])


def decode(document: bytes) -> Revision:
    """Give the revision that a verified document holds; raises msgspec.DecodeError for another form."""
    try:
        found = _decoder.decode(document)
    except RecursionError:
        raise msgspec.DecodeError("nested too deep") from None
    if memoryview(found.data)[0] != _BRACE:
        raise msgspec.DecodeError("data are no fields")
    return found


def chains(revisions: Iterable[Revision]) -> dict[str, tuple[Revision, ...]]:
    """Give the revisions of each record, oldest first; of an erased record only the tombstones."""
    by_id: dict[str, list[Revision]] = {}
    for each in {each.rev: each for each in revisions}.values():
        by_id.setdefault(each.id, []).append(each)
    return {record_id: _chain(found) for record_id, found in by_id.items()}


def heads(chain: Sequence[Revision]) -> tuple[Revision, ...]:
    """Give the revisions that nobody revised, the one that counts first.

    Two or more mean that people edited apart: the deepest chain wins, then `at`, then `rev` (clocks lie).
    """
    if len(chain) == 1:
        return tuple(chain)
    revised = {parent for each in chain for parent in each.revises}
    depth = _depths({each.rev: each for each in chain})
    loose = (each for each in chain if each.rev not in revised)
    return tuple(sorted(loose, key=lambda each: (depth[each.rev], each.at, each.rev), reverse=True))


def is_erased(chain: Sequence[Revision]) -> bool:
    """Tell whether a chain is that of an erased record."""
    return bool(chain) and chain[0].kind == TOMBSTONE


def is_known(revision: Revision) -> bool:
    """Tell whether this program knows the kind and the schema of a revision."""
    return revision.kind in KINDS and revision.schema <= SCHEMA


def has_unknown_fields(revision: Revision) -> bool:
    """Tell whether a newer program stored fields that this one does not know; never for what has none."""
    try:
        stored = revision.fields if revision.schema < SCHEMA else _fields.decode(revision.data)
    except msgspec.DecodeError:
        return False
    return not _names(revision.kind).issuperset(stored)


def record(found: Sequence[Revision], folder: str, gone: Collection[str]) -> Record[RecordData]:
    """Give the current record by its heads, without references to erased records (`gone` are their ids).

    Raises `msgspec.DecodeError` when the data do not have the form of their kind.
    """
    head = found[0]
    data, lost = _data(head), 0
    if gone:
        fields = head.fields
        kept, lost = references.without(head.kind, fields, gone)
        data = data if kept == fields else msgspec.convert(kept, KINDS[head.kind].data_class)
    return Record(
        id=head.id,
        kind=head.kind,
        data=data,
        at=head.at,
        by=head.by,
        rev=head.rev,
        folder=folder,
        heads=(head.rev,) if len(found) == 1 else tuple(each.rev for each in found),
        why=head.why,
        confirmed=head.confirmed,
        forgets=head.forgets,
        lost=lost,
    )


def _data(revision: Revision) -> RecordData:
    if revision.schema < SCHEMA:
        return msgspec.convert(revision.fields, KINDS[revision.kind].data_class)
    # straight from the bytes it takes half as long as by way of a dictionary
    return _decoder_of(revision.kind).decode(revision.data)


@cache
def _decoder_of(kind: str) -> msgspec.json.Decoder[RecordData]:
    return msgspec.json.Decoder(KINDS[kind].data_class)


@cache
def _names(kind: str) -> frozenset[str]:
    return frozenset(KINDS[kind].data_class.__struct_encode_fields__)


def _chain(found: Sequence[Revision]) -> tuple[Revision, ...]:
    if len(found) == 1:
        return tuple(found)
    tombstones = [each for each in found if each.kind == TOMBSTONE]
    return in_order({each.rev: each for each in tombstones or found})


def in_order(found: Mapping[str, Revision]) -> tuple[Revision, ...]:
    """Give revisions (by `rev`) so that each stands after those it revises."""
    depth = _depths(found)
    return tuple(sorted(found.values(), key=lambda each: (depth[each.rev], each.at, each.rev)))


def _depths(found: Mapping[str, Revision]) -> dict[str, int]:
    """Count the revisions below each one that are at hand; an edit made a thousand times is no recursion."""
    depth: dict[str, int] = {}
    waiting = list(found)
    while waiting:
        rev = waiting[-1]
        parents = [each for each in found[rev].revises if each in found]
        unknown = [each for each in parents if each not in depth]
        if unknown and rev not in depth:
            waiting += unknown
            continue
        depth[rev] = 1 + max((depth[each] for each in parents), default=0)
        waiting.pop()
    return depth
