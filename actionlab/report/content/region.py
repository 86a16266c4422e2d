"""The regional report (*Regiorapport werkplaats*): what municipalities learn together, without a ranking.

It shows no number of people and compares no numbers of municipalities (docs/decisions/0023).
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

import msgspec

from actionlab.analysis.agenda import Agenda, AgendaQuestion
from actionlab.analysis.region import Region, RegionalStudy, SharedInsight
from actionlab.model.approach import Approach
from actionlab.model.places import place_of
from actionlab.model.vocabulary import ids
from actionlab.report.blocks import Begin, Block, Bullets, Document, End, Heading, Paragraph, Run, Table
from actionlab.report.content import region_pages
from actionlab.report.content.agenda import overview as agenda_overview
from actionlab.report.content.feedback import About
from actionlab.report.content.front import RESEARCHERS, Front, document
from actionlab.report.content.region_words import asked_by, phase, seen_in, sharing_of, shown_id
from actionlab.report.content.voice import Voice, label, named, sentence
from actionlab.report.wording import Wording

MOST_INSIGHTS, MOST_QUESTIONS = 6, 3


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to tell, to whom, and on which day."""

    region: Region
    agenda: Agenda
    audience: str
    today: dt.date


Section = Callable[[Told, Voice], Iterator[Block]]


def regional_report(told: Told, wording: Wording, about: About) -> Document:
    """Give the regional report as blocks."""
    voice, region = Voice(wording), told.region
    front = Front(
        municipalities=region.municipalities,
        audience=told.audience,
        today=told.today,
        start=region.start,
        end=region.end,
    )
    return document(front, _body(told, voice, about), voice, about)


def _body(told: Told, voice: Voice, about: About) -> Iterator[Block]:
    number = 0
    for name, section in _SECTIONS:
        said = list(section(told, voice))
        if said:
            number += 1
            yield Heading(voice(f"{name}.heading"), 1, str(number))
            yield from said
    yield Heading(voice("accounting.heading"), 1, str(number + 1))
    yield from _accounting(told, voice, about)
    yield from region_pages.pages(told.region, told.agenda.open, told.audience, voice)


def _summary(told: Told, voice: Voice) -> Iterator[Block]:
    region = told.region
    where = voice.count(
        "summary.place", len(region.municipalities), names=voice.phrase(region.municipalities)
    )
    yield Paragraph(voice.count("summary.intro", len(region.studies), municipalities=where))
    chosen = _in_turn(region.insights)[:MOST_INSIGHTS]
    if chosen:
        yield label(voice("summary.learned"))
        yield Bullets(items=tuple(_linked(insight, voice) for insight in chosen))
    else:
        yield Paragraph(voice("summary.no_insights"), "call_out")
    first = told.agenda.open[:MOST_QUESTIONS]
    if first:
        yield Heading(voice("summary.asked"), 2)
        yield Bullets(items=tuple(asked_by(question, voice) for question in first), style="ask")
    yield Paragraph(voice("summary.limits"), "note")


def _in_turn(insights: Sequence[SharedInsight]) -> list[SharedInsight]:
    """Give one insight of each theme before any second, so that every theme is heard."""
    places = {theme: [each for each in insights if each.theme == theme] for theme in ids("theme")}
    return sorted(insights, key=lambda each: places.get(each.theme, [each]).index(each))


def _linked(insight: SharedInsight, voice: Voice) -> tuple[Run, ...]:
    return voice.runs(
        "summary.insight",
        insight=(Run(sentence(insight.name), link=place_of(insight.id)),),
        seen=seen_in(insight, voice),
    )


def _overview(told: Told, voice: Voice) -> Iterator[Block]:
    yield Paragraph(voice("overview.intro"))
    exact = told.audience == RESEARCHERS
    yield Table(
        caption=voice("overview.caption", date=voice.day(told.today)),
        description=voice("overview.description"),
        header=tuple(voice(f"overview.{name}") for name in ("municipality", "theme", "phase", "period")),
        rows=tuple(
            (
                voice.phrase(study.municipalities) + shown_id(study.id, voice, exact=exact),
                voice.term("theme", study.study.theme),
                phase(study, voice),
                voice.period(study.study.start_date, study.study.end_date) or voice("general.not_recorded"),
            )
            for study in told.region.studies
        ),
        widths=(18, 34, 22, 26),
    )
    yield Paragraph(voice("overview.abbreviation"), "note")


def _themes(told: Told, voice: Voice) -> Iterator[Block]:
    insights = told.region.insights
    if not insights:
        return
    yield Paragraph(voice("themes.intro"))
    exact = told.audience == RESEARCHERS
    # a newer program may have a theme that this one does not know
    for theme in dict.fromkeys((*ids("theme"), *(insight.theme for insight in insights))):
        found = [insight for insight in insights if insight.theme == theme]
        if found:
            yield Heading(voice.term("theme", theme), 2)
            where = sorted({name for insight in found for name in insight.municipalities})
            if len(where) > 1:
                yield Paragraph(voice("themes.shared", n=len(where), names=voice.phrase(where)), "lead")
            for insight in found:
                yield from _insight(insight, voice, exact=exact)
    silent = [theme for theme in ids("theme") if theme not in {insight.theme for insight in insights}]
    if silent:
        yield Heading(voice("themes.others"), 2)
        yield Paragraph(voice("themes.nothing"))
        yield Bullets(items=tuple(voice.term("theme", theme) for theme in silent))


def _insight(insight: SharedInsight, voice: Voice, *, exact: bool) -> Iterator[Block]:
    yield Begin(place_of(insight.id))
    yield Heading(insight.name.rstrip("."), 3)
    yield Paragraph(seen_in(insight, voice) + shown_id(insight.id, voice, exact=exact), "strength")
    if insight.statement:
        yield Paragraph(insight.statement)
    yield from _fact("themes.against", insight.counter, voice)
    yield from _fact("themes.transferability", insight.transferability, voice)
    yield End(place_of(insight.id))


def _context(told: Told, voice: Voice) -> Iterator[Block]:
    studies = told.region.sharing
    if not studies:
        return
    yield Paragraph(voice("context.intro"))
    several = len(sharing_of(told.region)) > 1
    alike = list(_alike(studies, voice)) if several else []
    if not several:
        yield Paragraph(voice("context.one"))
    if alike:
        yield label(voice("context.alike"))
        yield Bullets(items=tuple(alike))
    yield Table(
        caption=voice("context.caption"),
        description=voice("context.description"),
        header=tuple(
            voice(f"context.{name}") for name in ("municipality", "theme", "level", "type", "partners")
        ),
        rows=tuple(
            (
                voice.phrase(study.municipalities),
                voice.term("theme", study.study.theme),
                voice.term("study_level", study.study.level),
                voice.term("study_type", study.study.study_type),
                voice.terms("organisation_type", study.partners) or voice("general.not_recorded"),
            )
            for study in studies
        ),
        widths=(16, 26, 16, 16, 26),
    )


def _alike(studies: Sequence[RegionalStudy], voice: Voice) -> Iterator[str]:
    levels, types = ({getattr(each.study, name) for each in studies} for name in ("level", "study_type"))
    for name, vocabulary, answers in (
        ("all_level", "study_level", levels),
        ("all_type", "study_type", types),
    ):
        (answer, *others) = answers
        if answer and not others:
            yield voice(f"context.{name}", answer=voice.term(vocabulary, answer))
    everywhere = set.intersection(*(set(study.partners) for study in studies))
    if everywhere:
        kinds = [kind for kind in ids("organisation_type") if kind in everywhere]
        yield voice("context.all_partners", answer=voice.terms("organisation_type", kinds))


def _approaches(told: Told, voice: Voice) -> Iterator[Block]:
    shown: set[str | None] = set()
    for study in told.region.sharing:
        approach = study.approach
        if approach is None or study.study.approach_id in shown:
            continue
        if not shown:
            yield Paragraph(voice("approaches.intro"))
        shown.add(study.study.approach_id)
        yield Heading(approach.title, 2)
        yield from _approach(approach, study, voice)


def _approach(approach: Approach, study: RegionalStudy, voice: Voice) -> Iterator[Block]:
    where = voice.count("summary.place", len(study.municipalities), names=voice.phrase(study.municipalities))
    yield from _fact("approaches.where", where, voice)
    yield from _fact("approaches.who", approach.target_group, voice)
    yield from _fact("approaches.aim", approach.aim, voice)
    if approach.core_elements:
        yield label(voice("approaches.core_elements"))
        yield Bullets(items=approach.core_elements)
    # behind one another: two lists for each approach would fill the report
    yield from _fact("approaches.conditions", " ".join(map(sentence, approach.conditions)), voice)


def _fact(name: str, text: str | None, voice: Voice) -> Iterator[Block]:
    if text:
        yield named(voice(name), sentence(text))


def _questions(told: Told, voice: Voice) -> Iterator[Block]:
    asked = told.agenda.open
    if not asked:
        return
    yield Paragraph(voice("questions.intro"))
    for name, found in (
        ("several", [each for each in asked if len(each.municipalities) > 1]),
        ("one", [each for each in asked if len(each.municipalities) <= 1]),
    ):
        if found:
            yield label(voice(f"questions.{name}"))
            yield _listed(found, told.audience, voice)


def _listed(found: Sequence[AgendaQuestion], audience: str, voice: Voice) -> Bullets:
    exact = audience == RESEARCHERS
    return Bullets(
        items=tuple(asked_by(each, voice) + shown_id(each.id, voice, exact=exact) for each in found),
        places=tuple(place_of(each.id) for each in found),
    )


def _agenda(told: Told, voice: Voice) -> Iterator[Block]:
    if told.agenda.open:
        yield Paragraph(voice("agenda.intro"))
        yield agenda_overview(told.agenda, voice)


def _accounting(told: Told, voice: Voice, about: About) -> Iterator[Block]:
    yield Paragraph(voice("accounting.limits"))
    yield Paragraph(voice("accounting.chosen"))
    meanings = [voice(f"accounting.{each}", label=voice.term("strength", each)) for each in _MEANINGS]
    yield Bullets(items=tuple(sentence(meaning) for meaning in meanings))
    yield Paragraph(voice("accounting.ranking"))
    yield Heading(voice("accounting.privacy_heading"), 2)
    contact = voice("accounting.contact", contact=about.contact) if about.contact else ""
    text = f"{voice('accounting.privacy')} {contact or voice('accounting.no_contact')}"
    exact = told.audience == RESEARCHERS
    yield Paragraph(
        f"{voice('accounting.researchers')} {text}" if exact else text, "warning" if exact else "body"
    )


_MEANINGS = ("supported", "confirmed")
_SECTIONS: tuple[tuple[str, Section], ...] = (
    ("summary", _summary),
    ("overview", _overview),
    ("themes", _themes),
    ("context", _context),
    ("approaches", _approaches),
    ("questions", _questions),
    ("agenda", _agenda),
)
