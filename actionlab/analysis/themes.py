"""Themes: the rows of the page on each theme (domain 6.1). Rows are records and events, not people.

Rows stand in the order of their texts: in order of time, a reader with a calendar would know which row is
which meeting. What a row says of a meeting fits a crowd (docs/decisions/0013). Who decides on a barrier is an
office, like the owner of an action, and says nothing of who was there.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

import msgspec

from actionlab.analysis.citations import Citations
from actionlab.model.action import Action
from actionlab.model.measurement import Measurement
from actionlab.model.observation import Observation
from actionlab.model.records import Record, Records
from actionlab.model.study import Study

HINDERING = ("hindering", "mixed")
SCARCITY = ("schaarste", "verdringing")


class MissingRow(msgspec.Struct, frozen=True):
    """A moment where knowledge or means were missing; `setting` only where it unmasks nobody.

    `then` is what was agreed at that moment.
    """

    setting: str | None
    what: str
    kind: str | None
    then: str | None


class TalkRow(msgspec.Struct, frozen=True):
    """A conversation about work: where, who were there (groups), what was seen, and whether it helped.

    Where and who only where that unmasks nobody; `present` is else *mixed*, somebody.
    """

    setting: str | None
    present: tuple[str, ...]
    what: str
    signal: str | None


class BarrierRow(msgspec.Struct, frozen=True):
    """A rule, form or budget in the way; `real` None means it is not known whether it is a real rule."""

    what: str
    who_decides: str | None
    real: bool | None


class LeadRow(msgspec.Struct, frozen=True):
    """Who takes the lead over a subject, and in how many observations.

    `who` missing means that nobody was named, or, when `hidden`, that the role is one of too few people.
    """

    subject: str
    who: str | None
    agreed: bool | None
    times: int
    hidden: bool = False


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
    scarcity: tuple[str, ...] = ()
    leads: tuple[LeadRow, ...] = ()
    scale_map: tuple[ScaleMapRow, ...] = ()


def theme_page(study: Record[Study], records: Records, citations: Citations) -> ThemePage:
    """Give the theme page of a study; empty when nothing for it was recorded."""
    theme = study.data.theme
    seen = records.of_study(Observation, study.id)
    return ThemePage(
        theme=theme,
        missing=tuple(sorted(_missing(seen, records, citations), key=_what)) if theme == "I1" else (),
        talks=tuple(sorted((_talk(each, citations) for each in seen), key=_what)) if theme == "I2" else (),
        barriers=tuple(sorted(_barriers(seen), key=_what)) if theme == "I3" else (),
        scarcity=tuple(sorted(_scarcity(seen))) if theme == "I4" else (),
        leads=_leads(seen, citations) if theme == "O1" else (),
        scale_map=_scale_map(records, study.id) if theme == "O2" else (),
    )


def _missing(
    seen: Iterable[Record[Observation]], records: Records, citations: Citations
) -> Iterable[MissingRow]:
    agreed: defaultdict[str | None, list[str]] = defaultdict(list)
    for action in records.of(Action):
        agreed[action.data.agreed_in].append(action.data.description)
    for observation in seen:
        data = observation.data
        if data.signal not in HINDERING:
            continue
        setting = citations.setting(observation)
        then = "; ".join(agreed.get(observation.id, ())) or None
        for each in data.missing:
            yield MissingRow(setting, each.what, each.kind, then)
        if not data.missing:
            yield MissingRow(setting, data.what_seen, None, then)


def _talk(observation: Record[Observation], citations: Citations) -> TalkRow:
    data = observation.data
    setting, present = citations.setting(observation), citations.present(observation)
    return TalkRow(setting, present, data.what_seen, data.signal)


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


def _leads(seen: Iterable[Record[Observation]], citations: Citations) -> tuple[LeadRow, ...]:
    counted: Counter[tuple[str, str | None, bool | None, bool]] = Counter()
    for observation in seen:
        for lead in observation.data.regie:
            hidden = lead.who is not None and not citations.names_role(observation.data.study_id, lead.who)
            counted[lead.subject, None if hidden else lead.who, lead.agreed, hidden] += 1
    rows = [LeadRow(subject, who, agreed, n, hidden) for (subject, who, agreed, hidden), n in counted.items()]
    return tuple(sorted(rows, key=_most_seen))


def _most_seen(row: LeadRow) -> tuple[bool, int, str, str, str]:
    return row.who is None and not row.hidden, -row.times, row.subject, row.who or "", str(row.agreed)


def _what(row: MissingRow | TalkRow | BarrierRow) -> tuple[str, str]:
    # rows with the same text still come in an order that no calendar tells
    return row.what, repr(row)


def _scale_map(records: Records, study_id: str) -> tuple[ScaleMapRow, ...]:
    last: dict[str, ScaleMapRow] = {}
    for measurement in records.of(Measurement):
        data = measurement.data
        if data.study_id != study_id or data.instrument != "scale_map" or data.participant:
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
