"""Queries: which records a listing shows, asked of a TinyDB that can only be read."""

from collections.abc import Mapping
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
        documents = {str(n): self._document(each) for n, each in enumerate(self._records, 1)}
        return {TinyDB.default_table_name: documents}

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Refuse: raises TypeError."""
        raise TypeError("records are written by actionlab.store.add only")

    def _document(self, record: Record[RecordData]) -> dict[str, Any]:
        day = day_of(record)
        return {
            "id": record.id,
            "kind": record.kind,
            "study": study_of(record) or "",
            "municipalities": self._municipalities(record),
            # a month counts as its first day
            "day": f"{day}-01" if len(day) == len("2026-03") else day,
        }

    def _municipalities(self, record: Record[RecordData]) -> list[str]:
        own = (getattr(record.data, name, None) for name in ("municipality", "municipalities"))
        study = self._records.find(Study, study_of(record))
        found = [*own, study.data.municipality if study else None]
        return [code for each in found if each for code in ((each,) if isinstance(each, str) else each)]


def select(
    records: Records,
    *,
    kind: str | None = None,
    study: str | None = None,
    municipality: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Records:
    """Give the records that fit all that is asked; `since` and `until` are ISO days, both inclusive.

    `municipality` is a CBS code: of the record itself or of its study. A record without a day fits no
    period.
    """
    asked: list[QueryInstance] = []
    if kind:
        asked.append(Query().kind == kind)
    if study:
        asked.append(Query().study == study)
    if municipality:
        asked.append(Query().municipalities.any([municipality]))
    if since:
        asked.append(Query().day >= since)
    if until:
        asked.append((Query().day != "") & (Query().day <= until))
    with TinyDB(storage=lambda: VerifiedRecords(records)) as database:
        found = {each["id"] for each in database.search(_all_of(asked))}
    return records.where(lambda record: record.id in found)


def _all_of(asked: list[QueryInstance]) -> QueryInstance:
    together = Query().noop()
    for each in asked:
        together = together & each
    return together
