"""Records: what was written down, each with its envelope (id, writer, moment of writing, revision).

`Records` is an immutable collection that analysis and reports read; it knows nothing of files.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

import msgspec

from actionlab.model.fields import RecordData
from actionlab.model.kinds import KINDS

if TYPE_CHECKING:
    # what groups records: a function of one record, that gives None for those in no group
    Key = Callable[["Record[Any]"], Hashable | None]

D = TypeVar("D", bound=RecordData, covariant=True)


class Record(msgspec.Struct, Generic[D], frozen=True, kw_only=True, gc=False):
    """The current state of one record.

    `at` is the moment of writing (ISO 8601, UTC), kept apart from the day of the event in `data`. `heads`
    lists the revisions that nobody revised: two or more means that two people edited the record apart.
    `folder` is the study it is stored with (``_shared`` for shared kinds). `forgets` counts how often its
    former versions were forgotten. `lost` counts the sources (evidence) that it named and that were erased.
    """

    id: str
    kind: str
    data: D
    at: str
    by: str
    rev: str
    folder: str
    heads: tuple[str, ...] = ()
    why: str | None = None
    confirmed: str | None = None
    forgets: int = 0
    lost: int = 0


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A record on its way in: `fields` as stored (ids, ISO dates), unknown fields of a newer program kept.

    Without `id` one is made. With `revises` it becomes the next revision of that record, and `why` says
    why. A draft refers to an earlier draft of the same batch by giving that one its id beforehand. With
    `forgets` the former versions of the record go from every file (`actionlab.store.erasing`).
    """

    kind: str
    fields: dict[str, Any]
    id: str | None = None
    revises: tuple[str, ...] = ()
    why: str | None = None
    forgets: bool = False


class Records:
    """A collection of current records, in a fixed order: by kind, day of the event, then id."""

    def __init__(self, records: Iterable[Record[RecordData]], unknown: int = 0) -> None:
        """Collect records; `unknown` counts those of kinds that this program does not know."""
        self._by_id = {record.id: record for record in records}
        self.unknown = unknown
        self._of: dict[type[RecordData], tuple[Record[RecordData], ...]] = {}
        self._by: dict[Key, dict[Hashable, list[Record[Any]]]] = {}

    def __iter__(self) -> Iterator[Record[RecordData]]:
        return iter(self._in_order)

    def __len__(self) -> int:
        return len(self._by_id)

    @cached_property
    def _in_order(self) -> tuple[Record[RecordData], ...]:
        # sorting takes a tenth of reading, and who looks for one record has no use for it
        return tuple(sorted(self._by_id.values(), key=_order))

    def get(self, record_id: str | None) -> Record[RecordData] | None:
        """Give the record with exactly this id, or None."""
        return self._by_id.get(record_id) if record_id else None

    def of(self, data_class: type[D]) -> "tuple[Record[D], ...]":
        """Give all records whose data are of one class, in order."""
        if data_class not in self._of:
            # asked thousands of times for one report, and the records never change
            self._of[data_class] = tuple(each for each in self if isinstance(each.data, data_class))
        return cast("tuple[Record[D], ...]", self._of[data_class])

    def find(self, data_class: type[D], record_id: str | None) -> "Record[D] | None":
        """Give the record with this id when its data are of one class, else None."""
        record = self.get(record_id)
        if record is None or not isinstance(record.data, data_class):
            return None
        return cast("Record[D]", record)

    def with_prefix(self, prefix: str) -> "tuple[Record[RecordData], ...]":
        """Give the records whose id begins with `prefix` (in any case); exactly one for an exact id."""
        exact = self.get(prefix)
        if exact:
            return (exact,)
        from bisect import bisect_left  # most ids are given in full

        wanted = prefix.casefold()
        found: list[Record[RecordData]] = []
        for place in range(bisect_left(self._low_ids, (wanted,)), len(self._low_ids)):
            low, record_id = self._low_ids[place]
            if not low.startswith(wanted):
                break
            found.append(self._by_id[record_id])
        return tuple(sorted(found, key=_order))

    @cached_property
    def _low_ids(self) -> list[tuple[str, str]]:
        return sorted((record_id.casefold(), record_id) for record_id in self._by_id)

    def by(self, key: "Key") -> "Mapping[Hashable, Sequence[Record[Any]]]":
        """Give the records in groups, each in order, by what `key` gives; without those that it gives None.

        They are walked once for every function, so give the same function every time.
        """
        if key not in self._by:
            groups: dict[Hashable, list[Record[Any]]] = {}
            for record in self:
                group = key(record)
                if group is not None:
                    groups.setdefault(group, []).append(record)
            self._by[key] = groups
        return self._by[key]

    def of_study(self, data_class: type[D], study_id: str) -> "Sequence[Record[D]]":
        """Give the records of one study whose data are of exactly one class, in order."""
        return self.by(_class_and_study).get((data_class, study_id), ())

    def updated(self, others: "Iterable[Record[RecordData]]") -> "Records":
        """Give these records and others; of those with the same id the other one."""
        return Records([*self._by_id.values(), *others], self.unknown)

    def where(self, keep: Any) -> "Records":
        """Give the records for which `keep(record)` is true."""
        return Records((record for record in self if keep(record)), self.unknown)

    def in_study(self, study_id: str) -> "Records":
        """Give the study itself and the records that belong to it."""
        return self.where(lambda record: study_of(record) == study_id)


def study_of(record: Record[RecordData]) -> str | None:
    """Give the id of the study that a record belongs to, or None for what spans studies."""
    if record.kind == "study":
        return record.id
    return getattr(record.data, "study_id", None)


def _class_and_study(record: Record[RecordData]) -> Hashable:
    return type(record.data), study_of(record)


def day_of(record: Record[RecordData]) -> str:
    """Give the day of the event as ISO text, or "" when it was not recorded or the kind has none."""
    kind = KINDS.get(record.kind)
    day = getattr(record.data, kind.dated, None) if kind and kind.dated else None
    return str(day) if day else ""


# one text sorts in half the time of a tuple
_RANK = {kind: chr(rank) for rank, kind in enumerate(KINDS)}


def _order(record: Record[RecordData]) -> str:
    return f"{_RANK[record.kind]}{day_of(record)}\0{record.id}"
