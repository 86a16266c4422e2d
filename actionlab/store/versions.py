"""Versions: what a study holds of some kinds, with every version that there ever was of each record.

What comes in from elsewhere is compared with all of them: a file that was read before brings nothing new,
also when the record was changed since.
"""

from collections.abc import Collection, Iterator
from typing import Any

import msgspec

from actionlab.model import references
from actionlab.model.records import Record, Records
from actionlab.store.reading import Harvest, Reading, folders
from actionlab.store.revisions import Revision, chains
from actionlab.store.workspace import Workspace


class Versions(msgspec.Struct, frozen=True, kw_only=True):
    """The current records that were read, what was erased, and the chain of revisions of each record."""

    reading: Reading
    chains: dict[str, tuple[Revision, ...]]

    @property
    def records(self) -> Records:
        """The current records."""
        return self.reading.records

    def has(self, record_id: str) -> bool:
        """Tell whether there is, or was, a record with this id."""
        return record_id in self.chains or record_id in self.reading.erased

    def is_erased(self, record_id: str) -> bool:
        """Tell whether a record with this id was erased."""
        return record_id in self.reading.erased

    def of(self, record_id: str) -> tuple[dict[str, Any], ...]:
        """Give what every version of a record said, oldest first; empty when there is no such record."""
        if self.is_erased(record_id):
            return ()
        return tuple(each.fields for each in self.chains.get(record_id, ()))

    def fields(self, record: Record[Any]) -> dict[str, Any]:
        """Give what a record says now, as stored, without references to what was erased."""
        head = next(each for each in self.chains[record.id] if each.rev == record.rev)
        return references.without(record.kind, head.fields, self.reading.erased)[0]

    def texts(self, kind_id: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Give the id and the fields of every version of every record of a kind that was not erased."""
        for record in self.records:
            if record.kind == kind_id:
                yield from ((record.id, fields) for fields in self.of(record.id))


def versions(workspace: Workspace, study_id: str, kinds: Collection[str]) -> Versions:
    """Read the records of these kinds in a study, with those that span studies.

    Raises `DamagedFile` and `NewerFormat`: who would know only a part could take what is known for new.
    """
    harvest = Harvest(set(kinds)).gather(workspace, folders(workspace, (study_id,)))
    reading = harvest.reading()
    for error in reading.damaged:
        raise error
    stays = harvest.settled()[0]
    return Versions(reading=reading, chains=chains(each.entry.revision for each in stays))
