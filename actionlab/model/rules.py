"""Rules: what the method and the law ask of a record, beside its form. All faults are given at once.

What the domain merely asks for is not demanded here; `status` lists it as *nog te regelen*.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from actionlab.errors import Problem
from actionlab.i18n import N_
from actionlab.model.fields import RecordData, field
from actionlab.model.kinds import KINDS, kind_of
from actionlab.model.records import Record, Records
from actionlab.model.references import MEASUREMENTS, reference_problems, references

PSEUDONYM = r"[A-Z]{3}-[A-HJ-NP-Z2-9]{4}"
CORE_ELEMENTS_MOST, SUB_QUESTIONS_MOST = 6, 5

# kinds that a rule looks at although the record itself need not name one
_COMPARED = {
    "cycle": {"cycle"},
    "measurement": {"measurement"},
    "note": {"study"},
    "participant": {"participant"},
}


def needs(kind_id: str, data: RecordData) -> frozenset[str]:
    """Give the kinds of existing records that the rules for this record look at, its study among them."""
    wanted = {kind for found, _, _ in references(data) for kind in found.asks.refers_to}
    wanted |= _COMPARED.get(kind_id, set())
    evidence = getattr(data, "evidence", ())
    if kind_id == "insight" and not any(each.ref.startswith(MEASUREMENTS) for each in evidence):
        prefixes = {
            KINDS[kind].prefix: kind for kind in ("observation", "training", "meeting", "measurement")
        }
        named = {prefixes.get(each.ref.split("-")[0].casefold(), "") for each in evidence}
        wanted = (wanted - set(prefixes.values())) | (named - {""})
    return frozenset(wanted)


def problems(record_id: str, kind_id: str, data: RecordData, known: Records) -> tuple[Problem, ...]:
    """Give every rule that a record breaks, in the order of its fields; empty when it may be stored.

    `known` holds the existing records of the kinds in `needs`, earlier drafts of the same batch included.
    """
    found = [*reference_problems(data, known), *_date_problems(data)]
    found += _RULES.get(kind_id, _no_rules)(record_id, data, known)
    return tuple(found)


# first date, later date: the second may not come before the first
_DATE_ORDER = {
    "study": (("start_date", "end_date"), ("end_date", "retention_until")),
    "cycle": (("start_date", "end_date"),),
    "action": (("agreed_on", "due_date"),),
    "decision": (("asked_on", "needed_by"), ("asked_on", "answered_on")),
}


def _date_problems(data: RecordData) -> Iterator[Problem]:
    for first, later in _DATE_ORDER.get(kind_of(data).id, ()):
        yield from _out_of_order(later, getattr(data, first), getattr(data, later), type(data))


def _out_of_order(
    name: str, first: dt.date | None, later: dt.date | None, holder: type, label: str = ""
) -> Iterator[Problem]:
    if first and later and later < first:
        sentence = N_("{later} comes before {first}.")
        label = label or field(holder, name).asks.label
        yield Problem(name, sentence, label=label, later=later.isoformat(), first=first.isoformat())


def _study(record_id: str, data: Any, known: Records) -> Iterator[Problem]:
    if len(data.sub_questions) > SUB_QUESTIONS_MOST:
        yield _too_many(data, "sub_questions", SUB_QUESTIONS_MOST)


def _approach(record_id: str, data: Any, known: Records) -> Iterator[Problem]:
    if len(data.core_elements) > CORE_ELEMENTS_MOST:
        yield _too_many(data, "core_elements", CORE_ELEMENTS_MOST)


def _too_many(data: Any, name: str, most: int) -> Problem:
    sentence = N_("There are {count}; {most} at most.")
    count = len(getattr(data, name))
    return Problem(name, sentence, label=_label(data, name), count=count, most=most)


def _cycle(record_id: str, data: Any, known: Records) -> Iterator[Problem]:
    for other in _others(known.by(_cycle_number).get((data.study_id, data.number), ()), record_id):
        sentence = N_("Cycle {number} of this study exists already ({id}).")
        yield Problem("number", sentence, label=_label(data, "number"), number=data.number, id=other.id)
    if data.is_closed:
        for name in ("decision", "reason", "because"):
            if not getattr(data, name):
                sentence = N_("A cycle closes only with a decision, its reason and what it is based on.")
                yield Problem(name, sentence, label=_label(data, name))
    for phase in data.phases:
        yield from _out_of_order("phases", phase.date_from, phase.date_to, type(data))


def _participant(record_id: str, data: Any, known: Records) -> Iterator[Problem]:
    if not re.fullmatch(PSEUDONYM, data.pseudonym):
        sentence = N_(
            "A participant is known here by a code only: three letters, a hyphen and four signs, such as"
            " HOU-K7M2. Leave it out and a code is made."
        )
        yield Problem("pseudonym", sentence, label=_label(data, "pseudonym"))
    taken = known.get(data.pseudonym)
    if taken is not None and taken.id != record_id:
        yield Problem("pseudonym", N_("This code is in use already."), label=_label(data, "pseudonym"))
    yield from _out_of_order(
        "consent.withdrawn_on", data.consent.date, data.consent.withdrawn_on, type(data), N_("Withdrawn on")
    )


def _observation(record_id: str, data: Any, known: Records) -> Iterator[Problem]:
    yield from _inside_cycle(data, known)
    if data.participants or data.quote or data.residents_agreed:
        from actionlab.model import consent  # most observations name nobody

        yield from consent.observation_problems(data, known)
    study = _record(known, "study", data.study_id)
    prompts = study.data.observation_prompts if study else ()
    if data.prompt and prompts and data.prompt > len(prompts):
        sentence = N_("This study has {count} observation prompts.")
        yield Problem("prompt", sentence, label=_label(data, "prompt"), count=len(prompts))


def _inside_cycle(data: Any, known: Records) -> Iterator[Problem]:
    cycle = _record(known, "cycle", data.cycle_id)
    if cycle is None or data.date is None:
        return
    start, end = cycle.data.start_date, cycle.data.end_date
    if (start and data.date < start) or (end and data.date > end):
        sentence = N_("{date} lies outside cycle {number} ({start} to {end}).")
        facts = {"date": data.date.isoformat(), "number": cycle.data.number}
        facts |= {"start": start or "…", "end": end or "…"}
        yield Problem("date", sentence, label=_label(data, "date"), **facts)


def _training(record_id: str, data: Any, known: Records) -> Iterator[Problem]:
    yield from _inside_cycle(data, known)
    evaluation = data.evaluation
    if evaluation is None:
        return
    attended = sum(each.n for each in data.attendance)
    grades = len(evaluation.level1.grades) if evaluation.level1 else 0
    if attended and grades > attended:
        sentence = N_("There are {grades} grades and {attended} people were there.")
        yield Problem("grades", sentence, label=N_("Grades"), grades=grades, attended=attended)
    for entry in evaluation.level2:
        if entry.before and entry.after and len(entry.before) != len(entry.after):
            sentence = N_("Give as many answers before ({before}) as after ({after}).")
            yield Problem(
                "before", sentence, label=N_("Before"), before=len(entry.before), after=len(entry.after)
            )
    if evaluation.level3_applied:
        yield from _applied_problems(data, evaluation.level3_applied)


def _applied_problems(data: Any, applied: Any) -> Iterator[Problem]:
    yield from _out_of_order("asked_on", data.date, applied.asked_on, type(applied))
    if not applied.n_applied <= applied.n_responded <= applied.n_asked:
        sentence = N_("{applied} use it, {responded} answered and {asked} were asked: that cannot be.")
        numbers = {"applied": applied.n_applied, "responded": applied.n_responded, "asked": applied.n_asked}
        yield Problem("n_applied", sentence, label=N_("Number that use it"), **numbers)


_DOUBLES_MOST = 5
_MOMENT_ORDER = ("baseline", "follow_up_1", "follow_up_2")


def _measurement(record_id: str, data: Any, known: Records) -> Iterator[Problem]:
    from actionlab.model import consent, instruments  # only measurements need the instruments

    if data.participant:
        yield from consent.consent_problems(
            "participant", (data.participant,), data, known, scope="measurements"
        )
    for name, instrument in (("goal", "gas"), ("label", "counter")):
        if data.instrument == instrument and not getattr(data, name):
            yield Problem(name, N_("This instrument needs it."), label=_label(data, name))
    key = instruments.unique_key(data)
    if key is None:
        return
    # a few tell enough: a table may hold the same thing thousands of times
    for other in islice(_others(known.by(_measured_once).get(key, ()), record_id), _DOUBLES_MOST):
        sentence = N_("This was measured already ({id}). Change that one with 'actionlab edit {id}'.")
        yield Problem("moment", sentence, label=_label(data, "moment"), id=other.id)
    if _is_ordered(data):
        series = _others(known.by(_series).get(_series_of(data), ()), record_id)
        yield from islice((each for other in series for each in _moment_problems(data, other)), _DOUBLES_MOST)


def _measured_once(record: Record[Any]) -> tuple[object, ...] | None:
    from actionlab.model import instruments  # only measurements need the instruments

    return instruments.unique_key(record.data) if record.kind == "measurement" else None


def _series(record: Record[Any]) -> tuple[object, ...] | None:
    ordered = record.kind == "measurement" and _is_ordered(record.data)
    return _series_of(record.data) if ordered else None


def _is_ordered(measurement: Any) -> bool:
    return measurement.date is not None and measurement.moment in _MOMENT_ORDER


def _series_of(measurement: Any) -> tuple[object, ...]:
    from actionlab.model import instruments  # only measurements need the instruments

    return (measurement.study_id, measurement.instrument, *instruments.told_apart(measurement))


def _moment_problems(data: Any, other: Record[Any]) -> Iterator[Problem]:
    mine, theirs = data.moment, other.data.moment
    if mine == theirs:
        return
    later = _MOMENT_ORDER.index(mine) > _MOMENT_ORDER.index(theirs)
    if (later and data.date <= other.data.date) or (not later and data.date >= other.data.date):
        sentence = N_(
            "A follow-up comes after the baseline: {date} and {other} ({id}) are the wrong way round."
        )
        facts = {"date": data.date.isoformat(), "other": other.data.date.isoformat(), "id": other.id}
        yield Problem("date", sentence, label=_label(data, "date"), **facts)


def _insight(record_id: str, data: Any, known: Records) -> Iterator[Problem]:
    yield from _twice("evidence", [each.ref for each in data.evidence], data)
    study = _record(known, "study", data.study_id)
    questions = study.data.sub_questions if study else ()
    if data.sub_question and questions and data.sub_question > len(questions):
        sentence = N_("This study has {count} sub-questions.")
        yield Problem("sub_question", sentence, label=_label(data, "sub_question"), count=len(questions))


def _twice(name: str, refs: list[str], data: Any) -> Iterator[Problem]:
    for ref in sorted({ref for ref in refs if refs.count(ref) > 1}):
        yield Problem(name, N_("'{ref}' stands there twice."), label=_label(data, name), ref=ref)


def _member_check(record_id: str, data: Any, known: Records) -> Iterator[Problem]:
    yield from _twice("outcome", [each.insight_id for each in data.outcome], data)
    for each in data.outcome:
        if each.insight_id not in data.insight_ids:
            sentence = N_("'{ref}' was not among the insights put before people.")
            yield Problem("outcome", sentence, label=_label(data, "outcome"), ref=each.insight_id)


def _meeting(record_id: str, data: Any, known: Records) -> Iterator[Problem]:
    yield from _inside_cycle(data, known)


def _note(record_id: str, data: Any, known: Records) -> Iterator[Problem]:
    from actionlab.model.note import note_problems  # only notes choose

    yield from note_problems(data, known)


def _no_rules(record_id: str, data: Any, known: Records) -> Iterator[Problem]:
    return iter(())


_RULES: dict[str, Callable[[str, Any, Records], Iterator[Problem]]] = {
    "study": _study,
    "approach": _approach,
    "cycle": _cycle,
    "participant": _participant,
    "observation": _observation,
    "training": _training,
    "measurement": _measurement,
    "insight": _insight,
    "member_check": _member_check,
    "meeting": _meeting,
    "note": _note,
}


def _others(found: Iterable[Record[Any]], record_id: str) -> Iterator[Record[Any]]:
    return (record for record in found if record.id != record_id)


def _cycle_number(record: Record[Any]) -> tuple[str, int] | None:
    return (record.data.study_id, record.data.number) if record.kind == "cycle" else None


def _record(known: Records, kind_id: str, record_id: str | None) -> Record[Any] | None:
    found = known.get(record_id)
    return found if found is not None and found.kind == kind_id else None


def _label(data: Any, name: str) -> str:
    return field(type(data), name).asks.label
