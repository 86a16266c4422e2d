"""Shown tables: what a report says to a municipality or to the public, as tables.

They are made of the findings of that report, so numbers about people went through the same protection and
sources are told as they are there. No row is about one person, one observation or one measurement.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from actionlab.analysis.agreed import Owner
from actionlab.analysis.findings import Findings, StudyFindings
from actionlab.analysis.insights import ShownInsight
from actionlab.exchange.export.codebook import Table, Value, Variable, choice, of_type, text, whole
from actionlab.exchange.export.shown_results import results
from actionlab.i18n import N_

_EMPLOYER = "employer"

_STUDY = of_type("id", "study_id", N_("Study"), "")
_NUMBER = whole("number", N_("Number"), "")
_OWNER = (choice("role", N_("Role"), "role"), text("organisation", N_("Organisation")))
_LATE = of_type("yes_no", "late", N_("Late"), "")
_HIDDEN = N_("not recorded, or it could point at somebody")

_STUDIES = (
    text("id", N_("Study code"), ""),
    text("title", N_("Title"), ""),
    Variable(name="municipality", label=N_("Municipality"), type="municipality", many=True, missing=""),
    choice("theme", N_("Theme"), "theme", ""),
    text("problem", N_("Issue")),
    text("main_question", N_("Main question")),
    text("sub_questions", N_("Sub-questions"), many=True),
    text("mechanism", N_("Expectation (if … then … so that …)")),
    text("partners", N_("Partners"), many=True),
    text("approach", N_("Approach")),
    text("aim", N_("Aim")),
    text("core_elements", N_("Fixed elements"), many=True),
    text("conditions", N_("Conditions"), many=True),
)
_CYCLES = (
    _STUDY,
    _NUMBER,
    text("title", N_("Title")),
    text("goal", N_("Goal of the cycle")),
    of_type("month", "start", N_("Start")),
    of_type("month", "end", N_("End")),
    choice("status", N_("Status"), "cycle_status"),
    whole("observations", N_("Observations"), ""),
    whole("trainings", N_("Training sessions"), ""),
    whole("meetings", N_("Meetings"), ""),
    choice("decision", N_("Decision"), "cycle_decision"),
    text("reason", N_("Reason")),
)
_INSIGHTS = (
    _STUDY,
    _NUMBER,
    text("title", N_("Title")),
    text("statement", N_("Insight"), ""),
    whole("sub_question", N_("Sub-question")),
    choice("strength", N_("How often it was seen"), "strength", ""),
    whole("supporting", N_("Sources that support it"), ""),
    whole("against", N_("Sources that contradict it"), ""),
    text("counter", N_("What speaks against it?")),
    text("transferability", N_("Where and when usable")),
    choice("recognised", N_("Recognised"), "recognition"),
    text("remark", N_("Remark"), _HIDDEN),
    text("changes", N_("What was changed")),
)
_INSIGHT_SOURCES = (
    _STUDY,
    whole("insight", N_("Number of the insight"), ""),
    choice("relation", N_("What the source does"), "relation", ""),
    whole("source", N_("Number of the source"), ""),
)
_SOURCES = (
    _STUDY,
    _NUMBER,
    choice("kind", N_("Kind"), "source_kind", ""),
    choice("instrument", N_("Instrument"), "instrument", _HIDDEN),
    choice("setting", N_("Setting"), "setting", _HIDDEN),
    choice("phase", N_("Phase"), "phase", _HIDDEN),
    of_type("month", "month", N_("Month"), _HIDDEN),
)
_TRAININGS = (
    _STUDY,
    _NUMBER,
    text("title", N_("Title"), ""),
    of_type("date", "date", N_("Date")),
    choice("roles", N_("Who was there"), "role", many=True),
    text("what_learned", N_("What was learned?"), _HIDDEN),
    text("result", N_("Result"), _HIDDEN),
)
_ACTIONS = (
    _STUDY,
    text("description", N_("Action"), ""),
    *_OWNER,
    of_type("date", "due_date", N_("Due")),
    choice("status", N_("State of affairs"), "action_status"),
    text("result", N_("Result")),
    _LATE,
)
_DECISIONS = (
    _STUDY,
    text("question", N_("Question"), ""),
    *_OWNER,
    of_type("date", "needed_by", N_("Needed by")),
    choice("answer", N_("Answer"), "decision_answer", N_("still open")),
    of_type("date", "answered_on", N_("Answered on")),
    text("reason", N_("Reason given")),
    _LATE,
)
_AGENDA = (
    text("text", N_("Question"), ""),
    choice("type", N_("Kind of question"), "agenda_type"),
    choice("theme", N_("Theme"), "theme"),
    choice("priority", N_("Priority"), "priority"),
    choice("status", N_("Status"), "agenda_status"),
)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a report on one study says: `study` is what it says of that study."""

    study: StudyFindings
    findings: Findings


def shown_tables(findings: Iterable[Findings]) -> tuple[Table, ...]:
    """Give every table of an export for a municipality or the public, also those without rows.

    Each of `findings` is of one study.
    """
    told = [Told(study=each.studies[0], findings=each) for each in findings]
    one_row_per = (
        ("studies", N_("One row per study."), _STUDIES, _studies),
        ("cycles", N_("One row per cycle, with how much was recorded in it."), _CYCLES, _cycles),
        ("insights", N_("One row per insight."), _INSIGHTS, _insights),
        ("insight_sources", N_("One row per source of an insight."), _INSIGHT_SOURCES, _relations),
        ("sources", N_("One row per source; never with a code or a day."), _SOURCES, _sources),
        ("trainings", N_("One row per training session."), _TRAININGS, _trainings),
        ("actions", N_("One row per action agreed."), _ACTIONS, _actions),
        ("decisions", N_("One row per decision asked for."), _DECISIONS, _decisions),
        ("agenda_items", N_("One row per question on the agenda."), _AGENDA, _agenda),
    )
    tables = [
        Table(name=name, label=label, variables=columns, rows=tuple(rows(told)))
        for name, label, columns, rows in one_row_per
    ]
    numbers = results((each.study, each.findings.today) for each in told)
    return (*tables[:2], numbers, *tables[2:])


def _studies(told: Sequence[Told]) -> Iterator[tuple[Value, ...]]:
    for each in told:
        study, approach = each.study.study, each.study.approach
        asked = (study.problem, study.main_question, study.sub_questions, study.mechanism)
        yield (
            *(each.study.id, study.title, study.municipality, study.theme, *asked, each.study.partners),
            *((approach.title, approach.aim) if approach else (None, None)),
            *((approach.core_elements, approach.conditions) if approach else ((), ())),
        )


def _cycles(told: Sequence[Told]) -> Iterator[tuple[Value, ...]]:
    for each in told:
        for cycle in each.study.steps.cycles:
            yield (
                *(each.study.id, cycle.number, cycle.title, cycle.goal),
                *(_month(cycle.start), _month(cycle.end), cycle.status),
                *(cycle.observations, cycle.trainings, cycle.meetings, cycle.decision, cycle.reason),
            )


def _insights(told: Sequence[Told]) -> Iterator[tuple[Value, ...]]:
    for study_id, n, insight in _numbered(told):
        checked = insight.checked
        yield (
            *(study_id, n, insight.title, insight.statement, insight.sub_question, insight.strength),
            *(len(insight.numbers), len(insight.against_numbers)),
            *(insight.counter, insight.transferability),
            *((checked.recognised, checked.remark, checked.changes) if checked else (None, None, None)),
        )


def _relations(told: Sequence[Told]) -> Iterator[tuple[Value, ...]]:
    for study_id, n, insight in _numbered(told):
        for relation, sources in (
            ("supports", insight.numbers),
            ("contradicts", insight.against_numbers),
            ("nuances", insight.nuance_numbers),
        ):
            yield from ((study_id, n, relation, source) for source in sources)


def _numbered(told: Sequence[Told]) -> Iterator[tuple[str, int, ShownInsight]]:
    for each in told:
        yield from ((each.study.id, n, insight) for n, insight in enumerate(each.study.insights, 1))


def _sources(told: Sequence[Told]) -> Iterator[tuple[Value, ...]]:
    for each in told:
        for source in each.findings.citations:
            where = (source.instrument, source.setting, source.phase, source.month)
            yield (each.study.id, source.number, source.kind, *where)


def _trainings(told: Sequence[Told]) -> Iterator[tuple[Value, ...]]:
    for each in told:
        for n, session in enumerate(each.study.trainings, 1):
            texts = (session.what_learned, session.result)
            yield (each.study.id, n, session.title, session.date, session.numbers.attendance.roles, *texts)


def _actions(told: Sequence[Told]) -> Iterator[tuple[Value, ...]]:
    for each in told:
        for action in each.findings.actions:
            owner = _owner(action.owner, each.findings.audience)
            state = (action.due, action.status, action.result, action.late)
            yield (each.study.id, action.description, *owner, *state)


def _decisions(told: Sequence[Told]) -> Iterator[tuple[Value, ...]]:
    for each in told:
        for asked in each.findings.decisions:
            owner = _owner(asked.asked_of, each.findings.audience)
            answer = (asked.answer, asked.answered_on, asked.reason, asked.late)
            yield (each.study.id, asked.question, *owner, asked.needed_by, *answer)


def _agenda(told: Sequence[Told]) -> Iterable[tuple[Value, ...]]:
    items = (item for each in told for item in each.findings.agenda)
    # a question of the municipality belongs to each of its studies, and stands there once
    return dict.fromkeys((item.text, item.type, item.theme, item.priority, item.status) for item in items)


def _owner(owner: Owner, audience: str) -> tuple[Value, Value]:
    if owner.employer and audience == "public":
        return _EMPLOYER, None
    return owner.role, owner.organisation


def _month(day: dt.date | None) -> str | None:
    return day.isoformat()[:7] if day else None
