"""The study plan: what a study is going to try out, how it learns from it and what is agreed, as blocks.

It is written for the municipality and for the team, in Dutch. A section without content is left out.
"""

import datetime as dt

from actionlab import __name__ as program_name
from actionlab.analysis.completeness import unsettled
from actionlab.model.approach import Approach
from actionlab.model.cycle import Cycle
from actionlab.model.municipalities import by_code
from actionlab.model.organisation import Organisation
from actionlab.model.records import Records
from actionlab.model.settings import Settings
from actionlab.model.study import Study
from actionlab.model.study_template import StudyTemplate
from actionlab.model.vocabulary import label
from actionlab.report.blocks import Block, Contents, Document, Heading, PageBreak, Title
from actionlab.report.content.study_plan_sections import LANGUAGE, SECTIONS, Plan, days_in_words
from actionlab.report.format import day, enumeration
from actionlab.report.wording import Wording


def study_plan(
    records: Records,
    study_id: str,
    template: StudyTemplate,
    wording: Wording,
    *,
    settings: Settings,
    today: dt.date,
) -> Document:
    """Give the study plan of a study in `records`, made from the template it was begun with.

    What has no date yet is called so in words. Raises KeyError when the study is not among the records.
    """
    plan = _plan(records, study_id, template, settings)
    contents = Contents(heading=wording("contents.heading"))
    blocks: list[Block] = [_title(plan, wording, today), contents, PageBreak()]
    place = 0
    for key, section in SECTIONS.items():
        content = list(section(plan, wording))
        if content:
            place += 1
            blocks += [Heading(wording(f"{key}.heading"), 1, str(place)), *content]
    return Document(
        title=f"{wording('title.subtitle')}: {plan.study.title}",
        blocks=blocks,
        author=settings.knowledge_institute or settings.name or program_name,
        subject=wording("title.subject", municipalities=_municipalities(plan.study)),
        keywords=wording("title.keywords"),
        created=today.isoformat(),
        footer=wording("title.footer", title=plan.study.title),
    )


def _plan(records: Records, study_id: str, template: StudyTemplate, settings: Settings) -> Plan:
    study = records.find(Study, study_id)
    if study is None:
        raise KeyError(study_id)
    approach = records.find(Approach, study.data.approach_id)
    cycles = [cycle.data for cycle in records.of_study(Cycle, study_id)]
    found = (records.find(Organisation, ref) for ref in study.data.organisations)
    return Plan(
        study=study.data,
        approach=approach.data if approach else None,
        cycles=tuple(sorted(cycles, key=lambda cycle: cycle.number)),
        partners=tuple(organisation.data.name for organisation in found if organisation),
        open=unsettled(study, records),
        template=template,
        settings=settings,
    )


def _title(plan: Plan, say: Wording, today: dt.date) -> Title:
    study = plan.study
    facts = [
        (say.count("title.municipality", len(study.municipality)), _municipalities(study)),
        (say("title.theme"), label("theme", study.theme, LANGUAGE)),
        (say("title.period"), days_in_words("title.period", study.start_date, study.end_date, say)),
        (say("title.made_on"), day(today)),
    ]
    if plan.approach:
        facts.insert(1, (say("title.approach"), plan.approach.title))
    for name, listed_in, word in (
        ("level", "study_level", study.level),
        ("study_type", "study_type", study.study_type),
    ):
        if word:
            facts.insert(-2, (say(f"title.{name}"), label(listed_in, word, LANGUAGE)))
    if not plan.template.is_empty:
        version = study.template_version or plan.template.version
        value = say("title.template_value", title=plan.template.title, version=version)
        facts.insert(-1, (say("title.template"), value))
    invented = say("title.notice_synthetic") if plan.settings.synthetic else ""
    return Title(
        title=study.title,
        subtitle=say("title.subtitle"),
        facts=tuple(facts),
        notice=f"{say('title.notice')} {invented}".strip(),
    )


def _municipalities(study: Study) -> str:
    return enumeration([by_code(code).name for code in study.municipality])
