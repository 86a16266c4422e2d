"""Themes: the rows of the page on each theme (domain 6.1). Rows are records and events, not people."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

import msgspec

from actionlab.analysis.citations import Citations
from actionlab.analysis.people import NOT_HEARD_AS, group_of
from actionlab.model.action import Action
from actionlab.model.instruments import told_apart
from actionlab.model.measurement import Measurement
from actionlab.model.observation import Observation
from actionlab.model.records import Record, Records
from actionlab.model.study import Study
from actionlab.model.vocabulary import ids

HINDERING = ("hindering", "mixed")
SCARCITY = ("schaarste", "verdringing")


class MissingRow(msgspec.Struct, frozen=True):
    """A moment where knowledge or means were missing; `setting` only where it unmasks nobody."""

    setting: str | None
    what: str
    kind: str | None
    then: str | None


class TalkRow(msgspec.Struct, frozen=True):
    """A conversation about work: where, who were there (groups), what was seen, and whether it helped."""

    setting: str | None
    present: tuple[str, ...]
    what: str
    signal: str | None


class BarrierRow(msgspec.Struct, frozen=True):
    """A rule, form or budget in the way; `real` None means it is not known whether it is a real rule."""

    what: str
    who_decides: str | None
    real: bool | None


class CounterRow(msgspec.Struct, frozen=True):
    """Something counted: how often or how many days, at the start and later; None is not counted."""

    label: str
    unit: str | None
    first: float | None
    later: float | None


class LeadRow(msgspec.Struct, frozen=True):
    """Who takes the lead over a subject (`who` None: nobody was named), and in how many observations."""

    subject: str
    who: str | None
    agreed: bool | None
    times: int


class ScaleMapRow(msgspec.Struct, frozen=True):
    """A task on the scale map, as last filled in."""

    task: str
    current: str | None
    reason: str | None
    wished: str | None
    satisfied: int | None


class ThemePage(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of one study's theme page; only the lists of its theme are filled."""

    theme: str
    missing: tuple[MissingRow, ...] = ()
    talks: tuple[TalkRow, ...] = ()
    barriers: tuple[BarrierRow, ...] = ()
    counters: tuple[CounterRow, ...] = ()
    scarcity: tuple[str, ...] = ()
    leads: tuple[LeadRow, ...] = ()
    scale_map: tuple[ScaleMapRow, ...] = ()


def theme_page(study: Record[Study], records: Records, citations: Citations) -> ThemePage:
    """Give the theme page of a study; empty when nothing for it was recorded."""
    theme = study.data.theme
    seen = tuple(each for each in records.of(Observation) if each.data.study_id == study.id)
    counted = counters(records, study.id) if theme in ("I3", "I4") else ()
    return ThemePage(
        theme=theme,
        missing=tuple(_missing(seen, records, citations)) if theme == "I1" else (),
        talks=tuple(_talk(each, citations) for each in seen) if theme == "I2" else (),
        barriers=tuple(_barriers(seen)) if theme == "I3" else (),
        counters=counted,
        scarcity=tuple(_scarcity(seen)) if theme == "I4" else (),
        leads=_leads(seen) if theme == "O1" else (),
        scale_map=_scale_map(records, study.id) if theme == "O2" else (),
    )


def counters(records: Records, study_id: str) -> tuple[CounterRow, ...]:
    """Give what was counted in a study: per label the first and the last value, by moment and date."""
    series: dict[tuple[str | None, str | None], list[Measurement]] = {}
    for measurement in records.of(Measurement):
        data = measurement.data
        if data.study_id == study_id and data.instrument == "counter" and not data.participant:
            series.setdefault(told_apart(data), []).append(data)
    return tuple(_counter(sorted(found, key=_moment)) for found in series.values())


def _moment(counted: Measurement) -> tuple[int, dt.date]:
    # a baseline without a date still comes first
    return ids("moment").index(counted.moment) if counted.moment else 0, counted.date or dt.date.min


def _counter(found: list[Measurement]) -> CounterRow:
    first, last = found[0], found[-1]
    later = float(last.value) if len(found) > 1 else None
    return CounterRow(first.label or "", first.unit, float(first.value), later)


def _missing(
    seen: Iterable[Record[Observation]], records: Records, citations: Citations
) -> Iterable[MissingRow]:
    for observation in seen:
        data = observation.data
        if data.signal not in HINDERING:
            continue
        setting = citations.setting(observation)
        then = "; ".join(
            action.data.description
            for action in records.of(Action)
            if action.data.agreed_in == observation.id
        )
        for each in data.missing:
            yield MissingRow(setting, each.what, each.kind, then or None)
        if not data.missing:
            yield MissingRow(setting, data.what_seen, None, then or None)


def _talk(observation: Record[Observation], citations: Citations) -> TalkRow:
    data = observation.data
    present = (role for role in data.present_roles if role not in NOT_HEARD_AS)
    groups = tuple(dict.fromkeys(group_of(role) for role in present))
    return TalkRow(citations.setting(observation), groups, data.what_seen, data.signal)


def _barriers(seen: Iterable[Record[Observation]]) -> Iterable[BarrierRow]:
    for observation in seen:
        for each in observation.data.barriers:
            yield BarrierRow(each.what, each.who_decides, each.real_rule)
        if not observation.data.barriers and observation.data.signal == "hindering":
            yield BarrierRow(observation.data.what_seen, None, None)


def _scarcity(seen: Iterable[Record[Observation]]) -> Iterable[str]:
    for observation in seen:
        if {tag.casefold() for tag in observation.data.tags} & set(SCARCITY):
            yield observation.data.what_seen


def _leads(seen: Iterable[Record[Observation]]) -> tuple[LeadRow, ...]:
    counted = Counter(
        (each.subject, each.who, each.agreed) for observation in seen for each in observation.data.regie
    )
    rows = [LeadRow(subject, who, agreed, times) for (subject, who, agreed), times in counted.items()]
    return tuple(sorted(rows, key=lambda row: (row.who is None, -row.times)))


def _scale_map(records: Records, study_id: str) -> tuple[ScaleMapRow, ...]:
    last: dict[str, ScaleMapRow] = {}
    for measurement in records.of(Measurement):
        data = measurement.data
        if data.study_id != study_id or data.instrument != "scale_map":
            continue
        for row in data.value:
            last[row["task"]] = ScaleMapRow(
                row["task"],
                row.get("current_scale"),
                row.get("reason"),
                row.get("wished_scale"),
                row.get("satisfied"),
            )
    return tuple(last.values())
