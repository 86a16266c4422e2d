"""The appendix of the regional report: a page for each municipality that shares something."""

from collections.abc import Iterator, Sequence

from actionlab.analysis.agenda import AgendaQuestion
from actionlab.analysis.region import Region, RegionalStudy
from actionlab.model.places import place_of
from actionlab.report.blocks import Block, Bullets, Heading, PageBreak, Paragraph, Run
from actionlab.report.content.front import RESEARCHERS
from actionlab.report.content.region_words import phase, sharing_of, shown_id
from actionlab.report.content.voice import Voice, label, named, sentence


def pages(
    region: Region, questions: Sequence[AgendaQuestion], audience: str, voice: Voice
) -> Iterator[Block]:
    """Give the pages, by name of the municipality; `questions` are those that are still open."""
    for number, name in enumerate(sharing_of(region), start=1):
        yield PageBreak()
        yield Heading(voice("pages.heading", municipality=name), 1, voice("pages.number", n=number))
        for study in region.sharing:
            if name in study.municipalities:
                yield from _study(study, name, voice, exact=audience == RESEARCHERS)
        own = [question for question in questions if name in question.municipalities]
        if own:
            yield Heading(voice("pages.questions"), 2)
            items = [(Run(sentence(each.text), link=place_of(each.id)),) for each in own]
            yield Bullets(items=tuple(items))


def _study(study: RegionalStudy, name: str, voice: Voice, *, exact: bool) -> Iterator[Block]:
    data = study.study
    yield Heading(data.title, 2)
    others = [each for each in study.municipalities if each != name]
    facts = [
        (voice("pages.theme"), voice.term("theme", data.theme) + shown_id(study.id, voice, exact=exact)),
        (voice("pages.together"), voice.phrase(others)),
        (voice("pages.period"), voice.period(data.start_date, data.end_date)),
        (voice("pages.phase"), phase(study, voice)),
        (voice("pages.question"), data.main_question or ""),
    ]
    for about, fact in facts:
        if fact:
            yield named(about, fact)
    yield Paragraph(voice("pages.basis", sources=voice.phrase(_counts(study, voice))))
    yield label(voice("pages.insights"))
    yield Bullets(
        items=tuple(
            voice.runs(
                "pages.insight",
                insight=(Run(insight.name.rstrip("."), link=place_of(insight.id)),),
                strength=voice.term("strength", insight.strength),
            )
            for insight in study.insights
        )
    )


def _counts(study: RegionalStudy, voice: Voice) -> list[str]:
    counts = (
        ("observation", study.observations),
        ("training", study.trainings),
        ("meeting", study.meetings),
    )
    return [voice.count(f"count.{kind}", n) for kind, n in counts if n or kind == "observation"]
