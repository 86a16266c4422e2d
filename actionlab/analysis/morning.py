"""The morning: what waits in all studies, the most urgent first, and what was written down lately.

`today` is always an argument. A week here is seven days, and the last one ends today.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from actionlab.analysis.completeness import SET_UP
from actionlab.analysis.cycles import cycle_of
from actionlab.analysis.due import WAITING, StudyStatus, Waiting, waiting_for
from actionlab.model.cycle import Cycle
from actionlab.model.fields import RecordData
from actionlab.model.kinds import KINDS
from actionlab.model.observation import Observation
from actionlab.model.records import Record, Records, study_of
from actionlab.model.settings import Settings
from actionlab.model.study import Study

# on this day all that has a day is due; a later one, such as 31-12-9999, stands for never
_AT_LAST = dt.date(9990, 1, 1)

WEEKS = 8
RECENT_WEEKS = 4

# what was not seen or done in a study, but was there before that
_BEFORE = (*SET_UP, "participant")


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """What was recorded in a study.

    `kinds` counts the records per kind, in the order of the kinds. `in_cycle` counts the observations of the
    cycle of today, None when there is none. `weeks` counts observations by their day in each of the last 8
    weeks, the oldest first; those without a day, or with one after today, are in none. `last` is what was
    written down last, of whatever kind except people and what a study is set up with.
    """

    kinds: Mapping[str, int]
    in_cycle: int | None
    weeks: tuple[int, ...]
    last: Record[RecordData] | None

    @property
    def recent(self) -> int:
        """The number of observations of the last four weeks."""
        return sum(self.weeks[-RECENT_WEEKS:])


def most_urgent(states: Iterable[StudyStatus]) -> list[tuple[StudyStatus, Waiting]]:
    """Give everything that waits in these studies: what is late first, then by day; what has no day last."""
    found = [(state, waiting) for state in states for waiting in state.waiting]
    return sorted(found, key=lambda pair: urgency(pair[0].study.id, pair[1]))


def urgency(study_id: str, waiting: Waiting) -> tuple[bool, bool, dt.date, int, str, str]:
    """Give what to sort by, so that the most urgent comes first."""
    return (
        not waiting.late,
        waiting.due_on is None,
        waiting.due_on or dt.date.max,
        WAITING.index(waiting.what),
        study_id,
        waiting.subject,
    )


def to_come(study: Record[Study], records: Records, settings: Settings) -> list[Waiting]:
    """Give everything of a study that has a day, past or to come, and is not done; the first day first.

    It is what would wait if nobody did anything any more, so `late` says nothing here.
    """
    waiting = waiting_for(study, records, _AT_LAST, settings=settings)
    found = [each for each in waiting if each.due_on and each.due_on < _AT_LAST]
    return sorted(found, key=lambda each: (each.due_on, WAITING.index(each.what), each.subject))


def recorded(study_id: str, cycle: Record[Cycle] | None, records: Records, today: dt.date) -> Recorded:
    """Give what was recorded in a study; `cycle` is that of today."""
    own = records.by(study_of).get(study_id, ())
    written = (record for record in own if record.kind not in _BEFORE)
    observations = records.of_study(Observation, study_id)
    return Recorded(
        kinds=per_kind(study_id, records),
        in_cycle=sum(cycle_of(each, records) == cycle for each in observations) if cycle else None,
        weeks=weekly((each.data.date for each in observations), today, WEEKS),
        last=max(written, key=lambda record: (record.at, record.id), default=None),
    )


def per_kind(study_id: str, records: Records) -> dict[str, int]:
    """Count the records of a study per kind, in the order of the kinds; the study itself does not count."""
    counted = Counter(record.kind for record in records.by(study_of).get(study_id, ()))
    return {kind: counted[kind] for kind in KINDS if counted[kind] and kind != "study"}


def weekly(days: Iterable[dt.date | None], today: dt.date, weeks: int) -> tuple[int, ...]:
    """Count days per week, the oldest first, over so many weeks of which the last ends today.

    A day after today, or before the first of these weeks, is in none.
    """
    ages = ((today - day).days // 7 for day in days if day)
    counted = Counter(ages)
    return tuple(counted[age] for age in reversed(range(weeks)))
