"""Setting up a study: from a template and what a person answered to the records that a study begins with.

Dates are computed from the start: a cycle lasts its weeks, and the next one begins the day after it.
"""

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from actionlab.errors import Malformed, Problem
from actionlab.i18n import N_
from actionlab.model.records import Draft
from actionlab.model.settings import Settings
from actionlab.model.study_template import StudyTemplate
from actionlab.model.vocabulary import ids


def study_drafts(
    template: StudyTemplate,
    study: Mapping[str, Any],
    approach: Mapping[str, Any] | None,
    *,
    approach_id: str,
    settings: Settings,
) -> tuple[Draft, ...]:
    """Give the drafts of the approach, the study and its cycles, in that order.

    `study` and `approach` hold answers as stored, with `id`, `municipality` and `theme` of the study among
    them; an answer goes before what the template says. `approach` is None when `approach_id` exists
    already. Without `start_date` nothing gets a date. Raises `Malformed` for a start beyond the calendar.
    """
    try:
        cycles = tuple(_cycles(template, study["id"], _day(study.get("start_date"))))
        fields = _study(template, study, cycles, settings) | {"approach_id": approach_id}
    except (OverflowError, ValueError):
        sentence = N_("'{value}' is too far away to plan from.")
        raise Malformed([Problem("start_date", sentence, value=study["start_date"])]) from None
    drafts = [Draft(kind="study", fields=fields), *cycles]
    if approach is not None:
        drafts.insert(0, Draft(kind="approach", fields=_approach(template, fields, approach), id=approach_id))
    return tuple(drafts)


def months_later(day: dt.date, months: int) -> dt.date:
    """Give the same day some months later, or the last day of that month when it is shorter."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(years, month + 1)[1]
    return dt.date(years, month + 1, min(day.day, last))


def _study(
    template: StudyTemplate, given: Mapping[str, Any], cycles: tuple[Draft, ...], settings: Settings
) -> dict[str, Any]:
    ends = [cycle.fields["end_date"] for cycle in cycles if cycle.fields.get("end_date")]
    proposed = {
        "title": template.title,
        "theme": template.theme,
        "template_id": template.id,
        "template_version": template.version,
        "level": template.level,
        "study_type": template.study_type,
        "problem": template.problem,
        "main_question": template.main_question,
        "sub_questions": list(template.sub_questions),
        "mechanism": template.mechanism,
        "target_group": template.target_group,
        "end_date": ends[-1] if ends else None,
        "status": "concept",
        "primary_indicator": template.primary_indicator,
        "instruments": [
            {"instrument": each.id, "indicator": each.indicator} for each in template.instruments
        ],
        "observation_prompts": list(template.observation_prompts),
        "success_definition": template.success,
        "audience_thresholds": {
            "municipality": settings.threshold_municipality,
            "public": settings.threshold_public,
        },
    }
    fields = _filled(proposed) | dict(given)
    return _retention(_day(fields.get("end_date")), settings) | fields


def _retention(end: dt.date | None, settings: Settings) -> dict[str, Any]:
    if end is None:
        return {}
    return {
        "retention_until": months_later(end, 12 * settings.retention_years).isoformat(),
        "key_file_destroy_by": months_later(end, settings.key_file_months).isoformat(),
    }


def _approach(template: StudyTemplate, study: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    proposed = {
        "title": study["title"] if template.is_empty else template.title,
        "municipalities": study["municipality"],
        "theme": study["theme"],
        "target_group": study.get("target_group"),
        "aim": template.approach.aim,
        "core_elements": list(template.approach.core_elements),
        "conditions": list(template.approach.conditions),
    }
    return _filled(proposed) | dict(given)


def _cycles(template: StudyTemplate, study_id: str, start: dt.date | None) -> Iterator[Draft]:
    for number, sketch in enumerate(template.cycles, 1):
        phases = [
            {"phase": phase, "planned_actions": list(sketch.phases[phase])}
            for phase in ids("phase")
            if sketch.phases.get(phase)
        ]
        fields = {
            "study_id": study_id,
            "number": number,
            "title": sketch.title,
            "goal": sketch.goal,
            "status": "planned",
            "phases": phases,
        }
        if start:
            end = start + dt.timedelta(weeks=sketch.weeks, days=-1)
            fields |= {"start_date": start.isoformat(), "end_date": end.isoformat()}
            start = end + dt.timedelta(days=1)
        yield Draft(kind="cycle", fields=_filled(fields))


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, [])}


def _day(iso: str | None) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None
