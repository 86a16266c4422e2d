"""Outcomes: per instrument of a study, what changed or was answered, as far as it may be shown."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

import msgspec

from actionlab.analysis.change import change
from actionlab.analysis.citations import Citations
from actionlab.analysis.counts import ShownCounts, counts
from actionlab.analysis.grades import ShownGrades, grades, shown_grades
from actionlab.analysis.published import Key, Published
from actionlab.analysis.shown_change import ShownChange, shown_change
from actionlab.model.cycle import Cycle
from actionlab.model.measurement import Measurement
from actionlab.model.participant import Participant
from actionlab.model.records import Record, Records
from actionlab.model.references import outcome_ref
from actionlab.model.study import Study

PAIRED = ("ladder", "gas", "collaboration_scan", "expertise_self_scan")
FOLLOW_UPS = ("follow_up_1", "follow_up_2")


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What one instrument of a study shows.

    `change` is missing while nobody was measured twice; `expected` is then the day on which the last cycle
    ends. `moment` is the follow-up that is compared with the baseline. `source` is the number of the
    measurements in the list of sources, for researchers only.
    """

    study_id: str
    instrument: str
    primary: bool
    moment: str = "follow_up_1"
    change: ShownChange | None = None
    expected: dt.date | None = None
    grades: ShownGrades | None = None
    counts: ShownCounts | None = None
    source: int | None = None


def outcomes(
    study: Record[Study], records: Records, citations: Citations, published: Published
) -> tuple[Outcome, ...]:
    """Give the outcomes of a study, the most important indicator first."""
    mine = [each.data for each in records.of_study(Measurement, study.id)]
    found = [*_changes(study, mine, records, published), *_answers(study, mine, records, published)]
    counted = counts(study, records, published)
    if counted:
        found.append(
            Outcome(
                study_id=study.id,
                instrument="counter",
                primary=study.data.primary_indicator == "counter",
                counts=counted,
            )
        )
    found.sort(key=lambda outcome: not outcome.primary)
    return tuple(
        msgspec.structs.replace(
            outcome, source=citations.exact_number(outcome_ref(study.id, outcome.instrument))
        )
        for outcome in found
    )


def _changes(
    study: Record[Study], mine: list[Measurement], records: Records, published: Published
) -> Iterable[Outcome]:
    for instrument in PAIRED:
        used = [each for each in mine if each.instrument == instrument]
        moments = {each.moment for each in used}
        if not used:
            continue
        primary = study.data.primary_indicator == instrument
        outcome = Outcome(study_id=study.id, instrument=instrument, primary=primary)
        group = _group(used, records)
        later = [moment for moment in FOLLOW_UPS if moment in moments]
        for moment in later:
            found = change(mine, instrument, after=moment)
            key = Key(study=study.id, about="change", instrument=instrument, moment=moment)
            shown = published.settle(key, shown_change(found, primary=primary, group=group))
            yield msgspec.structs.replace(outcome, change=shown, moment=moment)
        if not later:
            yield msgspec.structs.replace(outcome, expected=_last_day(study, records))


def _answers(
    study: Record[Study], mine: list[Measurement], records: Records, published: Published
) -> Iterable[Outcome]:
    given = [each for each in mine if each.instrument == "grade"]
    if not given:
        return
    settings = {each.about for each in given}
    about = settings.pop() if len(settings) == 1 else None
    key = Key(study=study.id, about="grades", instrument="grade")
    yield Outcome(
        study_id=study.id,
        instrument="grade",
        primary=study.data.primary_indicator == "grade",
        grades=published.settle(key, shown_grades(grades(given), group=_group(given, records), about=about)),
    )


def _group(used: Iterable[Measurement], records: Records) -> str | None:
    people = Counter(
        person.data.group for each in used if (person := records.find(Participant, each.participant))
    )
    return next(iter(people)) if len(people) == 1 else None


def _last_day(study: Record[Study], records: Records) -> dt.date | None:
    cycles = records.of_study(Cycle, study.id)
    ends = [cycle.data.end_date for cycle in cycles if cycle.data.end_date]
    return max(ends, default=study.data.end_date)
