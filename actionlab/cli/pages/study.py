"""What was recorded in a study: how much of each kind, its cycles, its observations and its measurements."""

import datetime as dt
from collections import Counter
from typing import Any

from actionlab.analysis.cycles import cycle_of, phase_of
from actionlab.analysis.morning import per_kind, weekly
from actionlab.cli import show
from actionlab.cli.pages.bars import row_of_bars
from actionlab.cli.pages.when import short_day
from actionlab.cli.values import kind_label
from actionlab.i18n import _, ngettext
from actionlab.model.cycle import Cycle
from actionlab.model.dates import moved
from actionlab.model.measurement import Measurement
from actionlab.model.observation import Observation
from actionlab.model.records import Record, Records
from actionlab.model.study import Study
from actionlab.model.vocabulary import ids, label

_INDENT = 2
_WEEKS_LEAST = 26
_FOLLOW_UPS = ("follow_up_1", "follow_up_2")


def show_recorded(study: Record[Study], records: Records) -> None:
    """Show how much was recorded in a study; nothing when there is nothing."""
    own = records.in_study(study.id)
    kinds = per_kind(study.id, own)
    if not kinds:
        return
    show.heading(_("Recorded"))
    show.bars({kind_label(kind): n for kind, n in kinds.items()}, _INDENT)
    _show_cycles(own)
    _show_observations(own)
    _show_prompts(study.data, own)
    _show_measurements(own)


def study_json(study: Record[Study], records: Records) -> dict[str, Any]:
    """Give how much was recorded: per kind, observations per phase and prompt, measurements per moment."""
    own = records.in_study(study.id)
    return {
        "records": per_kind(study.id, own),
        "observations_per_phase": _per_phase(own),
        "observations_per_prompt": {str(number): n for number, n in sorted(_per_prompt(own).items())},
        "measurements": {name: dict(moments) for name, moments in _per_moment(own).items()},
    }


def _show_cycles(own: Records) -> None:
    cycles = sorted(own.of(Cycle), key=lambda cycle: cycle.data.number)
    if not cycles:
        return
    seen = Counter(cycle.id for each in own.of(Observation) if (cycle := cycle_of(each, own)))
    show.heading(_("Cycles"))
    header = (_("Id"), _("From"), _("Until"), _("Observations"), _("Cycle"))
    rows = [
        (each.id, _short(each.data.start_date), _short(each.data.end_date), str(seen[each.id]), _named(each))
        for each in cycles
    ]
    show.table(header, rows, right=(1, 2, 3))


def _show_observations(own: Records) -> None:
    phases = _per_phase(own)
    if not phases:
        return
    show.heading(_("Observations per phase"))
    none = _("phase not recorded")
    show.bars({label("phase", phase) if phase else none: n for phase, n in phases.items()}, _INDENT)
    days = [each.data.date for each in own.of(Observation) if each.data.date]
    if not days:
        return
    first, last = min(days), max(days)
    weeks = min((last - first).days // 7 + 1, max(show.room(2 * _INDENT), _WEEKS_LEAST))
    show.heading(_("Observations per week"))
    show.line(row_of_bars(weekly(days, last, weeks)), _INDENT)
    start = moved(last, -dt.timedelta(days=7 * weeks - 1))
    show.line(_("from {start} until {end}").format(start=short_day(start), end=short_day(last)), _INDENT)


def _show_prompts(study: Study, own: Records) -> None:
    if not study.observation_prompts:
        return
    seen = _per_prompt(own)
    show.heading(_("Observation prompts"))
    for number, prompt in enumerate(study.observation_prompts, 1):
        n = seen[number]
        told = ngettext("{n} observation", "{n} observations", n).format(n=n)
        show.columns((f"{number}.", f"{prompt} · {told}"), _INDENT, (3,))


def _show_measurements(own: Records) -> None:
    counted = _per_moment(own)
    if not counted:
        return
    show.heading(_("Measurements"))
    header = (_("Start"), _("Follow-up"), _("Other"), _("Instrument"))
    rows = []
    for instrument, moments in counted.items():
        start, later = moments["baseline"], sum(moments[each] for each in _FOLLOW_UPS)
        other = moments.total() - start - later
        rows.append((str(start), str(later), str(other), label("instrument", instrument)))
    show.table(header, rows, right=(0, 1, 2))


def _per_phase(own: Records) -> dict[str, int]:
    """Count observations per phase, in the order of a cycle; "" for those without one."""
    counted = Counter(phase_of(each, own) or "" for each in own.of(Observation))
    return {phase: counted[phase] for phase in (*ids("phase"), "") if counted[phase]}


def _per_prompt(own: Records) -> Counter[int]:
    return Counter(each.data.prompt for each in own.of(Observation) if each.data.prompt)


def _per_moment(own: Records) -> dict[str, Counter[str]]:
    """Count measurements per instrument and moment; "" for those without a moment."""
    found: dict[str, Counter[str]] = {}
    for each in own.of(Measurement):
        found.setdefault(each.data.instrument, Counter())[each.data.moment or ""] += 1
    return found


def _named(cycle: Record[Cycle]) -> str:
    data = cycle.data
    status = label("cycle_status", data.status) if data.status else ""
    return " · ".join(part for part in (str(data.number), data.title or "", status) if part)


def _short(day: dt.date | None) -> str:
    return short_day(day) if day else "–"
