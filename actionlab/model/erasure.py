"""Erasure: what erasing records means for the records that stay. Pure; the store does the erasing."""

from collections.abc import Collection, Iterator

from actionlab.model.fields import RecordData
from actionlab.model.insight import Insight
from actionlab.model.measurement import Measurement
from actionlab.model.records import Record, Records
from actionlab.model.references import outcome_ref, references

# a study without its approach has nothing to study, although its form allows it
_NEEDED_TOO = {("study", "approach_id")}


def that_need(ids: Collection[str], records: Records) -> Iterator[tuple[Record[RecordData], str]]:
    """Give every record outside `ids` that cannot do without one of them, with the id that it needs.

    A record needs what stands alone in a field that must be filled in. One source of an insight, or one
    insight of several in a member check, can be missed.
    """
    for record in records:
        if record.id not in ids:
            yield from ((record, needed) for needed in _needed(record, ids))


def that_refer(record_id: str, records: Records) -> Iterator[Record[RecordData]]:
    """Give every record that points at this one in any of its fields."""
    for record in records:
        if any(ref == record_id for _, _, ref in references(record.data)):
            yield record


def that_lose_evidence(ids: Collection[str], records: Records) -> tuple[Record[Insight], ...]:
    """Give the insights outside `ids` of which a source is among `ids`.

    A group of measurements (``measurement:<study>:<instrument>``) loses evidence with each of its own.
    """
    going = {*ids, *(_group(each) for each in records.of(Measurement) if each.id in ids)}
    return tuple(
        each
        for each in records.of(Insight)
        if each.id not in ids and any(source.ref in going for source in each.data.evidence)
    )


def _needed(record: Record[RecordData], ids: Collection[str]) -> Iterator[str]:
    held: dict[str, list[str]] = {}
    for field, name, ref in references(record.data):
        # a name with a dot is a part of an answer: that part is left out, the record stays
        if "." not in name and (field.required or (record.kind, name) in _NEEDED_TOO):
            held.setdefault(name, []).append(ref)
    for refs in held.values():
        if all(ref in ids for ref in refs):
            yield from refs


def _group(measurement: Record[Measurement]) -> str:
    return outcome_ref(measurement.data.study_id, measurement.data.instrument)
