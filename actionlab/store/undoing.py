"""Undoing: what one writer's last command stored, and what it was before."""

from collections.abc import Mapping, Sequence

import msgspec

from actionlab.errors import CannotUndo, Forgotten, NothingToUndo, RevisedSince
from actionlab.i18n import _
from actionlab.model.records import Draft
from actionlab.store import revisions
from actionlab.store.reading import Harvest, folders
from actionlab.store.revisions import TOMBSTONE, Revision
from actionlab.store.workspace import Workspace

# what cannot be taken back, because it happened outside the records
_KEPT = {"publication"}


class Change(msgspec.Struct, frozen=True):
    """A revision that would be undone, and the one before it; `former` is None for a new record."""

    latest: Revision
    former: Revision | None

    @property
    def draft(self) -> Draft | None:
        """Give the next revision, which says what the former one said; None when the record is to go."""
        if self.former is None:
            return None
        return Draft(
            kind=self.latest.kind,
            fields=self.former.fields,
            id=self.latest.id,
            revises=(self.latest.rev,),
            why=_("undone"),
        )


def last_command(workspace: Workspace, writer: str) -> tuple[Change, ...]:
    """Give what the last command of a writer stored, in the order in which it was written.

    What one command stores has one moment of writing. What a final report showed is known to others, so its
    publication is passed over. Raises `NothingToUndo`, `CannotUndo` when it erased
    something, `Forgotten` when the former version was forgotten, `RevisedSince` when somebody went on from
    it; `DamagedFile` and `NewerFormat` when a file cannot be read.
    """
    harvest = Harvest(None).gather(workspace, folders(workspace, None))
    for error in harvest.errors():
        raise error
    found = [each.entry.revision for each in harvest.settled()[0]]
    own = [each for each in found if each.by == writer and each.kind not in _KEPT]
    if not own:
        raise NothingToUndo(writer=writer)
    latest = max(each.at for each in own)
    batch = {each.rev: each for each in own if each.at == latest}
    chains = revisions.chains(found)
    return tuple(_change(each, chains) for each in batch.values())


def _change(latest: Revision, chains: Mapping[str, Sequence[Revision]]) -> Change:
    if latest.kind == TOMBSTONE:
        raise CannotUndo(id=latest.id)
    chain = chains[latest.id]
    if latest.rev not in {each.rev for each in revisions.heads(chain)}:
        raise RevisedSince(id=latest.id)
    before = {each.rev: each for each in chain if each.rev in latest.revises}
    if before:
        # of two versions that this one brought together, the one that counted
        return Change(latest, revisions.heads(tuple(before.values()))[0])
    if latest.revises or latest.forgets:
        raise Forgotten(id=latest.id)
    return Change(latest, None)
