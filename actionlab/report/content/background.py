"""The background: which approach is studied, with which question, and what was done so far."""

import datetime as dt
from collections.abc import Iterator

from actionlab.analysis.findings import Findings, StudyFindings
from actionlab.analysis.steps import CycleSteps
from actionlab.model.approach import Approach
from actionlab.model.vocabulary import THEME_CATEGORY
from actionlab.report.blocks import Block, Bullets, Heading, Paragraph, Run, Table
from actionlab.report.content import charts
from actionlab.report.content.stand import stamped
from actionlab.report.content.voice import Voice, capital, label, named, sentence


def question(findings: Findings, voice: Voice) -> list[Block]:
    """Give, per study, the approach, the issue and the questions."""
    asked = [block for study in findings.studies for block in _question(study, voice)]
    return [Paragraph(voice("question.themes_from")), *asked]


def steps(findings: Findings, voice: Voice) -> list[Block]:
    """Give, per study, the cycles with their decisions, and who was heard and who was not."""
    return [block for study in findings.studies for block in _steps(study, findings, voice)]


def _question(found: StudyFindings, voice: Voice) -> Iterator[Block]:
    study = found.study
    yield Heading(study.title, 2)
    category = voice.term("theme_category", THEME_CATEGORY.get(study.theme))
    theme = voice.term("theme", study.theme)
    said = voice("question.theme", theme=theme, category=category)
    if "W&I" in theme:
        said += " " + voice("question.work_and_income")
    yield Paragraph(f"{sentence(study.problem)} {said}" if study.problem else said)
    if found.approach:
        yield from _approach(found.approach, voice)
    if study.main_question:
        yield named(voice("question.main_question"), study.main_question)
    if study.sub_questions:
        yield label(voice("question.sub_questions"))
        yield Bullets(items=study.sub_questions, numbered=True)
    if study.mechanism:
        yield named(voice("question.mechanism"), study.mechanism)
    if found.partners:
        yield Paragraph(voice("question.partners", partners=voice.phrase(found.partners)))


def _approach(approach: Approach, voice: Voice) -> Iterator[Block]:
    said = _runs("question.approach", sentence(approach.title), voice)
    if approach.aim:
        said += (Run(" "), *_runs("question.aim", sentence(approach.aim), voice))
    yield Paragraph(said)
    for name in ("core_elements", "conditions"):
        items = getattr(approach, name)
        if items:
            yield named(voice(f"question.{name}"), " ".join(sentence(item) for item in items))


def _runs(key: str, said: str, voice: Voice) -> tuple[Run, ...]:
    return Run(voice(key), strong=True), Run(f" {said}")


def _steps(found: StudyFindings, findings: Findings, voice: Voice) -> Iterator[Block]:
    done, today = found.steps, findings.today
    yield Heading(found.study.title, 2)
    none = voice("steps.no_observations")
    total = voice.count("steps.total", done.observations) if done.observations else none
    if done.outside and done.cycles:
        total += " " + voice.count("steps.outside", done.outside)
    drawn = charts.signals(found, voice, exact=findings.protection.k is None)
    if done.cycles:
        yield Paragraph(total)
        timeline = None if drawn else charts.timeline(found, today, voice)
        yield from [timeline] if timeline else []
        yield _cycles(found, today, voice)
    else:
        yield Paragraph(f"{total} {voice('steps.no_cycles')}")
    yield from drawn
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
        widths=(18, 26, 20, 36),
    )


def _done(cycle: CycleSteps, voice: Voice) -> str:
    observed = voice.count("count.observation", cycle.observations)
    return f"{observed}\n{voice.count('count.session', cycle.trainings + cycle.meetings)}"


def _period(cycle: CycleSteps, voice: Voice) -> str:
    period = voice.period(cycle.start, cycle.end)
    key = "steps.cycle_period" if period else "steps.no_dates"
    return voice(key, number=cycle.number, period=capital(period))


def _decided(cycle: CycleSteps, today: dt.date, voice: Voice) -> str:
    decision = capital(voice.term("cycle_decision", cycle.decision))
    return voice(f"steps.{cycle.state(today)}", decision=decision, reason=cycle.reason or "")


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
        people = [f"{n} {_people(group, n, voice)}" for group, n in done.participants.per_group]
        said = voice("steps.participants", participants=voice.phrase(people))
        yield stamped(said, done.participants.stand, voice)


def _people(group: str, n: int, voice: Voice) -> str:
    return voice.term("participant_group", group) if n == 1 else voice(f"people.{group}")
