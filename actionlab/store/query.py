"""Queries: which records a listing shows, asked of a TinyDB that can only be read."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tinydb import Query, TinyDB
from tinydb.queries import QueryInstance
from tinydb.storages import Storage

from actionlab.model.fields import RecordData
from actionlab.model.records import Record, Records, day_of, study_of
from actionlab.model.study import Study


class VerifiedRecords(Storage):
    """A TinyDB storage over records that were read and verified; writing goes by `store.add` only."""

    def __init__(self, records: Records) -> None:
        """Take the current records."""
        self._records = records

    def read(self) -> dict[str, dict[str, Any]]:
        """Give one document per record, with what a listing can be asked about."""
        documents = {str(n): _Answers(each, self._records) for n, each in enumerate(self._records, 1)}
        return {TinyDB.default_table_name: documents}

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Refuse: raises TypeError."""
        raise TypeError("records are written by actionlab.store.add only")


class _Answers(Mapping[str, Any]):
    """What a listing can be asked about a record; each answer is looked up when it is asked."""

    def __init__(self, record: Record[RecordData], records: Records) -> None:
        self._record, self._records = record, records

    def __getitem__(self, name: str) -> Any:
        return _ANSWERS[name](self._record, self._records)

    def __iter__(self) -> Iterator[str]:
        # TinyDB copies what it found: the id is enough to know which
        yield "id"

    def __len__(self) -> int:
        return 1


def _day(record: Record[RecordData]) -> str:
    day = day_of(record)
    # a month counts as its first day
    return f"{day}-01" if len(day) == len("2026-03") else day


def _municipalities(record: Record[RecordData], records: Records) -> list[str]:
    own = (getattr(record.data, name, None) for name in ("municipality", "municipalities"))
    study = records.find(Study, study_of(record))
    found = [*own, study.data.municipality if study else None]
    return [code for each in found if each for code in ((each,) if isinstance(each, str) else each)]


def _theme(record: Record[RecordData], records: Records) -> str | None:
    """Give the theme of a record, or else of its study."""
    study = records.find(Study, study_of(record))
    return getattr(record.data, "theme", None) or (study.data.theme if study else None)


_ANSWERS: dict[str, Callable[[Record[RecordData], Records], Any]] = {
    "id": lambda record, records: record.id,
    "kind": lambda record, records: record.kind,
    "study": lambda record, records: study_of(record) or "",
    "municipalities": _municipalities,
    "theme": _theme,
    "tags": lambda record, records: [each.casefold() for each in getattr(record.data, "tags", ())],
    "day": lambda record, records: _day(record),
}


def select(
    records: Records,
    *,
    kind: str | None = None,
    study: str | None = None,
    municipality: str | None = None,
    theme: str | None = None,
    tag: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Records:
    """Give the records that fit all that is asked; `since` and `until` are ISO days, both inclusive.

    `municipality` is a CBS code: of the record itself or of its study; so is `theme`, an id. `tag` is in any
    case. A record without a day fits no period.
    """
    asked: list[QueryInstance] = []
    if kind:
        asked.append(Query().kind == kind)
    if study:
        asked.append(Query().study == study)
    if municipality:
        asked.append(Query().municipalities.any([municipality]))
    if theme:
        asked.append(Query().theme == theme)
    if tag:
        asked.append(Query().tags.any([tag.strip().casefold()]))
    if since:
        asked.append(Query().day >= since)
    if until:
        asked.append((Query().day != "") & (Query().day <= until))
    # a TinyDB walks through all of them
    return _found(records, asked) if asked else records


def _found(records: Records, asked: list[QueryInstance]) -> Records:
    together = Query().noop()
    for each in asked:
        together = together & each
    with TinyDB(storage=lambda: VerifiedRecords(records)) as database:
        found = {each["id"] for each in database.search(together)}
    return records.where(lambda record: record.id in found)
