"""The sections of the study plan: each gives its blocks, or none when there is nothing to say.

The plan is in Dutch; what it tells comes from the study, its approach and cycles, and its template.
"""

import datetime as dt
from collections.abc import Callable, Iterator

import msgspec

from actionlab.analysis.completeness import Unsettled
from actionlab.model.approach import Approach
from actionlab.model.cycle import Cycle
from actionlab.model.settings import Settings
from actionlab.model.study import Study
from actionlab.model.study_template import StudyTemplate, TrainingModule
from actionlab.model.vocabulary import label
from actionlab.report.blocks import Block, Bullets, Heading, Paragraph, Run, Table
from actionlab.report.format import day, enumeration, number
from actionlab.report.wording import Wording

LANGUAGE = "nl"


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the plan tells from: the study, what it was set up with, and its template.

    `partners` are the names of organisations that take part; `open` is what is not arranged yet.
    """

    study: Study
    approach: Approach | None
    cycles: tuple[Cycle, ...]
    partners: tuple[str, ...]
    open: tuple[Unsettled, ...]
    template: StudyTemplate
    settings: Settings


def days_in_words(key: str, start: dt.date | None, end: dt.date | None, say: Wording) -> str:
    """Give a period in days by the sentences `key` + `_value` and `_from`; "unknown" without a start."""
    if start and end:
        return say(f"{key}_value", start=day(start), end=day(end))
    return say(f"{key}_from", start=day(start)) if start else say("unknown")


def _reason(plan: Plan, say: Wording) -> Iterator[Block]:
    study = plan.study
    theme = label("theme", study.theme, LANGUAGE)
    yield Paragraph(say("reason.lead"), "lead")
    yield Paragraph(say("reason.theme_short" if "W&I" in theme else "reason.theme", theme=theme))
    if study.problem:
        yield Heading(say("reason.problem"), 2)
        yield Paragraph(study.problem)
    if study.target_group:
        yield Heading(say("reason.target_group"), 2)
        yield Paragraph(study.target_group)


def _question(plan: Plan, say: Wording) -> Iterator[Block]:
    study = plan.study
    if study.main_question:
        yield Paragraph((Run(say("question.main"), strong=True), Run(study.main_question)))
    if study.sub_questions:
        yield Heading(say("question.sub_questions"), 2)
        yield Bullets(items=study.sub_questions, numbered=True)
    if study.mechanism:
        yield Heading(say("question.mechanism"), 2)
        yield Paragraph(study.mechanism)
        yield Paragraph(say("question.mechanism_note"), "note")
    if study.success_definition:
        yield Heading(say("question.success"), 2)
        yield Paragraph(study.success_definition)


def _approach(plan: Plan, say: Wording) -> Iterator[Block]:
    approach = plan.approach
    if approach is None:
        return
    yield Paragraph(say("approach.title", title=approach.title))
    if approach.aim:
        yield Paragraph((Run(say("approach.aim"), strong=True), Run(approach.aim)))
    for name, items in (("core_elements", approach.core_elements), ("conditions", approach.conditions)):
        if items:
            yield Heading(say(f"approach.{name}"), 2)
            yield Paragraph(say(f"approach.{name}_lead"))
            yield Bullets(items=items)


def _partners(plan: Plan, say: Wording) -> Iterator[Block]:
    if plan.partners:
        yield Paragraph(say("partners.known"))
        yield Bullets(items=plan.partners)
    elif plan.template.partners:
        yield Paragraph(say("partners.suggested"))
        yield Bullets(items=plan.template.partners)
    yield Paragraph(say("partners.residents"))


def _cycles(plan: Plan, say: Wording) -> Iterator[Block]:
    if plan.cycles:
        yield Paragraph(say.count("cycles.lead", len(plan.cycles)))
    for cycle in plan.cycles:
        named = "title" if cycle.title else "untitled"
        yield Heading(say(f"cycles.{named}", number=cycle.number, title=cycle.title), 2)
        yield Paragraph((Run(say("cycles.period"), strong=True), Run(_cycledays_in_words(cycle, plan, say))))
        if cycle.goal:
            yield Paragraph((Run(say("cycles.goal"), strong=True), Run(cycle.goal)))
        rows = tuple(
            (label("phase", phase.phase, LANGUAGE).capitalize(), "\n".join(phase.planned_actions))
            for phase in cycle.phases
            if phase.planned_actions
        )
        if rows:
            yield Table(
                caption=say("cycles.caption", number=cycle.number),
                header=(say("cycles.phase"), say("cycles.planned")),
                rows=rows,
                description=say("cycles.description", number=cycle.number),
                widths=(1, 4),
            )


def _instruments(plan: Plan, say: Wording) -> Iterator[Block]:
    study = plan.study
    if not study.instruments:
        return
    yield Paragraph(say("instruments.lead"))
    yield Table(
        caption=say("instruments.caption"),
        header=(say("instruments.instrument"), say("instruments.indicator"), say("instruments.primary")),
        rows=tuple(
            (
                label("instrument", each.instrument, LANGUAGE).capitalize(),
                each.indicator or say("unknown"),
                say("yes" if each.instrument == study.primary_indicator else "no"),
            )
            for each in study.instruments
        ),
        description=say("instruments.description"),
        widths=(3, 6, 2),
    )


def _prompts(plan: Plan, say: Wording) -> Iterator[Block]:
    if plan.study.observation_prompts:
        yield Paragraph(say("prompts.lead"))
        yield Bullets(items=plan.study.observation_prompts, numbered=True)


def _training(plan: Plan, say: Wording) -> Iterator[Block]:
    if plan.template.training_modules:
        yield Paragraph(say("training.lead"))
    for module in plan.template.training_modules:
        yield Heading(module.title, 2)
        for key, value in _module_facts(module, say):
            yield Paragraph((Run(say(f"training.{key}"), strong=True), Run(value)))
        if module.learning_goals:
            yield Paragraph((Run(say("training.goals"), strong=True),))
            yield Bullets(items=module.learning_goals)


def _module_facts(module: TrainingModule, say: Wording) -> Iterator[tuple[str, str]]:
    if module.audience_roles:
        yield "audience", enumeration([label("role", role, LANGUAGE) for role in module.audience_roles])
    if module.duration_minutes:
        yield "minutes", say("training.minutes_value", n=number(module.duration_minutes))
    if module.work_forms:
        yield "work_forms", enumeration([label("work_form", form, LANGUAGE) for form in module.work_forms])


def _privacy(plan: Plan, say: Wording) -> Iterator[Block]:
    study, settings = plan.study, plan.settings
    limits = study.audience_thresholds
    yield Heading(say("privacy.agreements"), 2)
    items = [say(f"privacy.{key}") for key in ("people", "no_names", "key_file", "voluntary", "quotes")]
    # the highest counts, and the public never sees a smaller group than the municipality
    municipality = max(settings.threshold_municipality, (limits and limits.municipality) or 0)
    public = max(municipality, settings.threshold_public, (limits and limits.public) or 0)
    items.append(say("privacy.small_groups", municipality=municipality, public=public))
    if study.retention_until and study.key_file_destroy_by:
        keep, destroy = day(study.retention_until), day(study.key_file_destroy_by)
        items.append(say("privacy.retention", retention_until=keep, key_file_destroy_by=destroy))
    else:
        years, months = settings.retention_years, settings.key_file_months
        items.append(say("privacy.retention_unknown", years=years, months=months))
    if settings.contact:
        items.append(say("privacy.contact", contact=settings.contact))
    yield Bullets(items=tuple(items))
    if plan.template.risks:
        yield Heading(say("privacy.risks"), 2)
        yield Bullets(items=plan.template.risks)


def _to_arrange(plan: Plan, say: Wording) -> Iterator[Block]:
    items = [
        say(f"to_arrange.{_PREFIXES[each.kind]}{field.name}", number=each.number)
        for each in plan.open
        for field in each.fields
        if not _follows(each.kind, field.name, plan.study)
    ]
    if not plan.cycles:
        items.append(say("to_arrange.cycles"))
    if items:
        yield Paragraph(say("to_arrange.lead"))
        yield Bullets(items=tuple(items))


def _follows(kind: str, name: str, study: Study) -> bool:
    """Tell whether a date comes by itself once another one, listed already, is arranged."""
    if kind == "cycle":
        return name == "start_date" and study.start_date is None
    return name in ("retention_until", "key_file_destroy_by") and study.end_date is None


def _cycledays_in_words(cycle: Cycle, plan: Plan, say: Wording) -> str:
    sketches = plan.template.cycles
    if cycle.start_date is None and cycle.number <= len(sketches):
        return say.count("cycles.weeks", sketches[cycle.number - 1].weeks)
    return days_in_words("cycles.period", cycle.start_date, cycle.end_date, say)


_PREFIXES = {"study": "", "approach": "approach_", "cycle": "cycle_"}

# in the order of the plan; the key is that of the wording
SECTIONS: dict[str, Callable[[Plan, Wording], Iterator[Block]]] = {
    "reason": _reason,
    "question": _question,
    "approach": _approach,
    "partners": _partners,
    "cycles": _cycles,
    "instruments": _instruments,
    "prompts": _prompts,
    "training": _training,
    "privacy": _privacy,
    "to_arrange": _to_arrange,
}
