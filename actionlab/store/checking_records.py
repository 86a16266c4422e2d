"""Checking records: versions apart, references that lead nowhere, doubles, and rules that are not kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from actionlab.errors import Problem
from actionlab.model import instruments, rules
from actionlab.model.fields import RecordData
from actionlab.model.measurement import Measurement
from actionlab.model.records import Record, Records, study_of
from actionlab.model.references import MEASUREMENTS, outcome_ref, references
from actionlab.model.retention import left_behind
from actionlab.store import revisions
from actionlab.store.examining import Examined
from actionlab.store.findings import Finding, found
from actionlab.store.reading import Stored
from actionlab.store.revisions import Revision


class _Known(msgspec.Struct, frozen=True, kw_only=True):
    """What a record is compared with: `there` are all ids and groups of measurements that exist.

    `doubles` gives for a measurement the one that was there before, `twice` holds both; `series` gives the
    measurements of one person in a study.
    """

    records: Records
    there: frozenset[str]
    doubles: Mapping[str, str]
    twice: frozenset[str]
    series: Mapping[tuple[str, str | None], Records]


def of_records(examined: Examined) -> Iterator[Finding]:
    """Give what is wrong with the current records, each where its current version stands."""
    chains = revisions.chains(each.entry.revision for each in examined.stored)
    places = {each.entry.revision.rev: each for each in examined.stored}
    known = _known(examined.reading.records, chains)
    if examined.is_complete:
        yield from _without_study(known, places)
    for record in known.records:
        place = places[record.rev]
        yield from _of_versions(record, chains[record.id], place)
        if examined.is_complete:
            # otherwise what it refers to may well be in what cannot be read
            yield from _of_references(record, known, place)
        yield from _of_rules(record, known, place)
        if record.lost:
            yield found("lost_evidence", place.path, place.line, id=record.id, n=record.lost)
        if record.id in known.doubles:
            other = known.doubles[record.id]
            yield found("measured_twice", place.path, place.line, id=record.id, other=other)


def _known(records: Records, chains: Mapping[str, Sequence[Revision]]) -> _Known:
    measured = records.of(Measurement)
    ids = (record_id for record_id, chain in chains.items() if not revisions.is_erased(chain))
    groups = (outcome_ref(each.data.study_id, each.data.instrument) for each in measured)
    doubles = _doubles(measured)
    return _Known(
        records=records,
        there=frozenset([*ids, *groups]),
        doubles=doubles,
        twice=frozenset([*doubles, *doubles.values()]),
        series=_series(measured, records),
    )


def _doubles(measured: Iterable[Record[Measurement]]) -> dict[str, str]:
    first: dict[tuple[object, ...], str] = {}
    doubles: dict[str, str] = {}
    for record in sorted(measured, key=lambda each: (each.at, each.id)):
        key = instruments.unique_key(record.data)
        if key is not None and first.setdefault(key, record.id) != record.id:
            doubles[record.id] = first[key]
    return doubles


def _series(
    measured: Iterable[Record[Measurement]], records: Records
) -> dict[tuple[str, str | None], Records]:
    by_person: dict[tuple[str, str | None], list[Record[RecordData]]] = {}
    for record in measured:
        by_person.setdefault((record.data.study_id, record.data.participant), []).append(record)
    return {
        key: Records([*found, *(each for each in map(records.get, key) if each)])
        for key, found in by_person.items()
    }


def _of_versions(record: Record[RecordData], chain: Sequence[Revision], place: Stored) -> Iterator[Finding]:
    if len(record.heads) > 1:
        heads = (each for each in chain if each.rev in record.heads)
        versions = ", ".join(f"{each.by} ({each.at[:16].replace('T', ' ')} UTC)" for each in heads)
        yield found("two_heads", place.path, place.line, id=record.id, versions=versions)


def _without_study(known: _Known, places: Mapping[str, Stored]) -> Iterator[Finding]:
    """Give each folder with records of a study that is not there itself, instead of a finding per record."""
    folders = {record.folder: Path(places[record.rev].path).parent.parent for record in known.records}
    # of one that was removed `actionlab.store.overdue` tells
    for removed in left_behind(known.records):
        folders.pop(removed, None)
    for record in known.records:
        study = study_of(record)
        if study == record.folder and study not in known.there and study in folders:
            yield found("no_study", folders.pop(study), study=study)


def _of_references(record: Record[RecordData], known: _Known, place: Stored) -> Iterator[Finding]:
    if record.kind == "publication":
        # it says what was shown then, whatever became of it
        return
    refs = dict.fromkeys(ref for _, name, ref in references(record.data) if name != "study_id")
    for ref in refs:
        if ref not in known.there:
            yield found("dangling", place.path, place.line, id=record.id, ref=ref)


def _of_rules(record: Record[RecordData], known: _Known, place: Stored) -> Iterator[Finding]:
    data = record.data
    # a measurement is compared with every other one: those of other people would only take time
    near = known.series[data.study_id, data.participant] if isinstance(data, Measurement) else known.records
    problems = [
        str(each)
        for each in rules.problems(record.id, record.kind, data, near)
        if not _is_told(each, record.id, known)
    ]
    if problems:
        told = " ".join(problems)
        yield found("broken_rule", place.path, place.line, id=record.id, problems=told)


def _is_told(problem: Problem, record_id: str, known: _Known) -> bool:
    """Tell whether a problem is a finding of its own, or none for a newer program that knows more kinds."""
    ref = problem.facts.get("ref")
    if ref is not None and not str(ref).startswith(MEASUREMENTS):
        return known.records.get(str(ref)) is None
    return ref not in (None, *known.there) or (record_id in known.twice and problem.field == "moment")
