"""The background: which approach is studied, with which question, and what was done so far."""

import datetime as dt
from collections.abc import Iterator

from actionlab.analysis.findings import Findings, StudyFindings
from actionlab.analysis.steps import CycleSteps
from actionlab.model.approach import Approach
from actionlab.model.vocabulary import THEME_CATEGORY
from actionlab.report.blocks import Block, Bullets, Heading, Paragraph, Table
from actionlab.report.content.outcomes import stamped
from actionlab.report.content.voice import Voice, capital, label, sentence


def question(findings: Findings, voice: Voice) -> list[Block]:
    """Give, per study, the approach, the issue and the questions."""
    return [block for study in findings.studies for block in _question(study, voice)]


def steps(findings: Findings, voice: Voice) -> list[Block]:
    """Give, per study, the cycles with their decisions, and who was heard and who was not."""
    return [block for study in findings.studies for block in _steps(study, findings.today, voice)]


def _question(found: StudyFindings, voice: Voice) -> Iterator[Block]:
    study = found.study
    yield Heading(study.title, 2)
    if study.problem:
        yield Paragraph(study.problem)
    category = voice.term("theme_category", THEME_CATEGORY.get(study.theme))
    theme = voice.term("theme", study.theme)
    said = voice("question.theme", theme=theme, category=category)
    if "W&I" in theme:
        said += " " + voice("question.work_and_income")
    yield Paragraph(said)
    if found.approach:
        yield from _approach(found.approach, voice)
    if study.main_question:
        yield Paragraph(voice("question.main_question", question=study.main_question))
    if study.sub_questions:
        yield label(voice("question.sub_questions"))
        yield Bullets(items=study.sub_questions, numbered=True)
    if study.mechanism:
        yield Paragraph(voice("question.mechanism", mechanism=study.mechanism))
    if found.partners:
        yield Paragraph(voice("question.partners", partners=voice.phrase(found.partners)))


def _approach(approach: Approach, voice: Voice) -> Iterator[Block]:
    said = voice("question.approach", title=approach.title)
    if approach.aim:
        said += " " + voice("question.aim", aim=sentence(approach.aim))
    yield Paragraph(said)
    for name in ("core_elements", "conditions"):
        items = getattr(approach, name)
        if items:
            yield label(voice(f"question.{name}"))
            yield Bullets(items=items)


def _steps(found: StudyFindings, today: dt.date, voice: Voice) -> Iterator[Block]:
    done = found.steps
    yield Heading(found.study.title, 2)
    total = voice.count("steps.total", done.observations)
    if done.outside and done.cycles:
        total += " " + voice.count("steps.outside", done.outside)
    yield Paragraph(total)
    if done.cycles:
        yield _cycles(found, today, voice)
    else:
        yield Paragraph(voice("steps.no_cycles"))
    yield Paragraph(" ".join(_heard(found, voice)))


def _cycles(found: StudyFindings, today: dt.date, voice: Voice) -> Table:
    rows = tuple(
        (
            _period(cycle, voice),
            cycle.goal or cycle.title or voice("general.not_recorded"),
            _done(cycle, voice),
            _decided(cycle, today, voice),
        )
        for cycle in found.steps.cycles
    )
    return Table(
        caption=voice("steps.caption", study=found.study.title),
        description=voice("steps.description"),
        header=tuple(voice(f"steps.{name}") for name in ("cycle", "goal", "done", "decision")),
        rows=rows,
        widths=(20, 26, 20, 34),
    )


def _done(cycle: CycleSteps, voice: Voice) -> str:
    observed = voice.count("count.observation", cycle.observations)
    return f"{observed}\n{voice.count('count.session', cycle.trainings + cycle.meetings)}"


def _period(cycle: CycleSteps, voice: Voice) -> str:
    period = voice.period(cycle.start, cycle.end)
    key = "steps.cycle_period" if period else "steps.no_dates"
    return voice(key, number=cycle.number, period=capital(period))


def _decided(cycle: CycleSteps, today: dt.date, voice: Voice) -> str:
    if cycle.decision:
        decision = capital(voice.term("cycle_decision", cycle.decision))
        return voice("steps.decided", decision=decision, reason=cycle.reason or "")
    if cycle.end and cycle.end < today:
        return voice("steps.ended")
    begun = cycle.start is not None and cycle.start <= today
    return voice("steps.running" if begun else "steps.planned")


def _heard(found: StudyFindings, voice: Voice) -> Iterator[str]:
    done = found.steps
    if done.roles:
        yield voice("steps.heard", roles=voice.roles(done.roles))
        if done.not_heard:
            groups = [voice(f"people.{group}") for group in done.not_heard]
            yield voice("steps.not_heard", groups=voice.phrase(groups))
    else:
        yield voice("steps.nobody_heard")
    if done.participants.per_group:
        people = [f"{n} {voice(f'people.{group}')}" for group, n in done.participants.per_group]
        said = voice("steps.participants", participants=voice.phrase(people))
        yield stamped(said, done.participants.stand, voice)
