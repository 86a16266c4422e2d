"""Strength: how often an insight was seen, computed from its evidence and never stored (domain 2.7)."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from actionlab.model.insight import Insight
from actionlab.model.measurement import Measurement
from actionlab.model.member_check import MemberCheck
from actionlab.model.observation import Observation
from actionlab.model.records import Record, Records, day_of
from actionlab.model.references import MEASUREMENTS

ENOUGH_RECORDS, ENOUGH_DAYS, ENOUGH_ANGLES = 3, 2, 2
# what an insight can lack to be called supported
RECORDS, ANGLES, DAYS, COUNTER = "records", "angles", "days", "counter"


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of evidence: its reference, kind, setting and day; missing is not recorded.

    A group of measurements is one source with the day of the last of them.
    """

    ref: str
    relation: str
    kind: str
    setting: str | None = None
    day: str = ""


class MemberChecked(msgspec.Struct, frozen=True, kw_only=True):
    """The last time an insight was put before people: the day (ISO, "" when not recorded) and the outcome.

    `recognised` is missing when the outcome was not recorded. `people` is how many it was put before, for the
    team only.
    """

    day: str
    people: int = 0
    recognised: str | None = None
    remark: str | None = None
    changes: str | None = None


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """How many sources support an insight, and of how many settings, kinds of source and days these are."""

    sources: int
    settings: int
    kinds: int
    days: int


class Strength(msgspec.Struct, frozen=True, kw_only=True):
    """The strength (an id of the vocabulary *strength*), with what it was computed from.

    `lacking` has what it still needs to be called supported: of RECORDS, ANGLES (settings or kinds of
    source), DAYS and COUNTER (an answer to the counter-question), in that order.
    """

    id: str
    supporting: tuple[Source, ...]
    contradicting: tuple[Source, ...]
    nuancing: tuple[Source, ...]
    checked: MemberChecked | None
    seen: Seen
    lacking: tuple[str, ...]


def strength(insight: Record[Insight], records: Records) -> Strength:
    """Judge how often an insight was seen.

    *mixed*: at least one source contradicts and no fewer contradict than support, or the last member check
    did not recognise it. *supported*: 3 or more supporting sources, from 2 settings or 2 kinds of source,
    on 2 days or more, and the counter-question answered. *confirmed*: supported, and the last member check
    recognised it, or did so partly after which the text was changed. Otherwise *tentative*.
    Evidence that was erased or is not among `records` does not count.
    Source: domain description, section 2.7.
    """
    found = sources(insight.data, records)
    supporting, contradicting = _with(found, "supports"), _with(found, "contradicts")
    checked = last_member_check(insight.id, records)
    seen = _seen(supporting)
    lacking = tuple(_lacking(seen, insight.data.counter))
    return Strength(
        id=_judge(len(supporting), len(contradicting), lacking, checked),
        supporting=supporting,
        contradicting=contradicting,
        nuancing=_with(found, "nuances"),
        checked=checked,
        seen=seen,
        lacking=lacking,
    )


def with_lost_groups(records: Records) -> Records:
    """Give the records with every group of measurements that is gone counted among the lost sources.

    Reading counts the sources that were erased one by one (`Record.lost`). A group is gone when no
    measurement with that instrument is left in the study. So give all records of the studies, as they were
    read, once, and before a period is chosen.
    """
    gone = {insight.id: len(groups_gone(insight.data, records)) for insight in records.of(Insight)}
    if not any(gone.values()):
        return records
    marked = (msgspec.structs.replace(each, lost=each.lost + gone.get(each.id, 0)) for each in records)
    return Records(marked, records.unknown)


def groups_gone(insight: Insight, records: Records) -> tuple[str, ...]:
    """Give the groups of measurements that an insight names and of which no measurement is left."""
    groups = (each for each in insight.evidence if each.ref.startswith(MEASUREMENTS))
    return tuple(each.ref for each in groups if _measurement_group(each.ref, each.relation, records) is None)


def sources(insight: Insight, records: Records) -> tuple[Source, ...]:
    """Give the evidence of an insight that exists among the records, in the order in which it was given."""
    return tuple(
        source
        for evidence in insight.evidence
        if (source := _source(evidence.ref, evidence.relation, records))
    )


def last_member_check(insight_id: str, records: Records) -> MemberChecked | None:
    """Give the last member check of an insight, by day; None when it was never put before people."""
    checks = [check for check in records.of(MemberCheck) if insight_id in check.data.insight_ids]
    if not checks:
        return None
    last = max(checks, key=lambda check: (day_of(check), check.id))
    outcome = next((each for each in last.data.outcome if each.insight_id == insight_id), None)
    people = sum(line.n for line in last.data.participants)
    if outcome is None:
        return MemberChecked(day=day_of(last), people=people)
    return MemberChecked(
        day=day_of(last),
        people=people,
        recognised=outcome.recognised,
        remark=outcome.remark,
        changes=outcome.changes,
    )


def _judge(supporting: int, contradicting: int, lacking: Sequence[str], checked: MemberChecked | None) -> str:
    recognised = checked.recognised if checked else None
    if (contradicting and contradicting >= supporting) or recognised == "not":
        return "mixed"
    if lacking:
        return "tentative"
    if recognised == "recognised" or (recognised == "partly" and checked and checked.changes):
        return "confirmed"
    return "supported"


def _seen(supporting: Sequence[Source]) -> Seen:
    return Seen(
        sources=len(supporting),
        settings=len({source.setting for source in supporting if source.setting}),
        kinds=len({source.kind for source in supporting}),
        days=len({source.day for source in supporting if source.day}),
    )


def _lacking(seen: Seen, counter: str | None) -> Iterator[str]:
    if seen.sources < ENOUGH_RECORDS:
        yield RECORDS
    if max(seen.settings, seen.kinds) < ENOUGH_ANGLES:
        yield ANGLES
    if seen.days < ENOUGH_DAYS:
        yield DAYS
    if not counter:
        yield COUNTER


def _with(found: Iterable[Source], relation: str) -> tuple[Source, ...]:
    return tuple(source for source in found if source.relation == relation)


def _source(ref: str, relation: str, records: Records) -> Source | None:
    if ref.startswith(MEASUREMENTS):
        return _measurement_group(ref, relation, records)
    record = records.get(ref)
    if record is None:
        return None
    setting = record.data.setting if isinstance(record.data, Observation) else None
    return Source(ref=ref, relation=relation, kind=record.kind, setting=setting, day=day_of(record))


def _measurement_group(ref: str, relation: str, records: Records) -> Source | None:
    _, study_id, instrument = ref.split(":", 2)
    group = [
        record for record in records.of_study(Measurement, study_id) if record.data.instrument == instrument
    ]
    if not group:
        return None
    return Source(ref=ref, relation=relation, kind="measurement", day=max(day_of(record) for record in group))
