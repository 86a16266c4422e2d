"""The practice card (*praktijkkaart*): one approach on one page, to try out and to talk about."""

from collections.abc import Iterator, Sequence

import msgspec

from actionlab.analysis.findings import Findings, StudyFindings
from actionlab.model.municipalities import by_code
from actionlab.model.places import place_of
from actionlab.report.blocks import Block, Bullets, Document, Heading, PageBreak, Paragraph
from actionlab.report.content.feedback import PROGRAM, About, footer
from actionlab.report.content.one_page import fitting, shortened
from actionlab.report.content.own_words import own_items, own_paragraphs
from actionlab.report.content.voice import Voice, named, sentence
from actionlab.report.wording import Wording

# sections of the vocabulary *report_section* in which an author writes for the card
TITLE, SITUATION, STEPS = "card_title", "card_situation", "card_steps"
WATCH_OUT, QUESTIONS = "card_watch_out", "card_questions"
MOST_STEPS, MOST_QUESTIONS = 5, 3
LEARNING_QUESTION = "learning_question"


class Room(msgspec.Struct, frozen=True):
    """How many characters a text may have, how many a step or question, and how many insights there are."""

    text: int
    item: int
    insights: int


# the longest card that fits is taken
_ROOMS = (Room(420, 220, 2), Room(300, 150, 2), Room(220, 110, 2), Room(160, 90, 1), Room(90, 60, 1))


def practice_cards(found: Sequence[Findings], wording: Wording, about: About) -> Document:
    """Give the cards, each on a page; `found` holds the findings of one study each."""
    voice = Voice(wording)
    first = found[0]
    place = by_code(first.municipality).name
    blocks: list[Block] = []
    for each in found:
        blocks += [*([PageBreak()] if blocks else []), *practice_card(each, voice, about)]
    alone = voice("title", title=card_title(first))
    return Document(
        title=alone if len(found) == 1 else voice("title_several", municipality=place),
        subject=voice("subject"),
        keywords=voice("keywords", municipality=place),
        author=about.knowledge_institute or PROGRAM,
        created=first.today.isoformat(),
        footer=footer(about, voice, municipality=place, date=voice.day(first.today)),
        blocks=blocks,
    )


def practice_card(findings: Findings, voice: Voice, about: About) -> tuple[Block, ...]:
    """Give the card of the one study in `findings`: as much as fits one page.

    What an author wrote stands there whole. Raises ValueError for more studies or none.
    """
    (study,) = findings.studies
    return fitting(_card(findings, study, room, voice, about) for room in _ROOMS)


def card_title(findings: Findings, most: int | None = None) -> str:
    """Give the title: as an author wrote it, else the name of the approach, else of the study.

    `most` is how long it may be; what an author wrote is never shortened.
    """
    study = findings.studies[0]
    own = own_paragraphs(findings, TITLE)
    if own:
        return own[-1]
    title = study.approach.title if study.approach else study.study.title
    return title if most is None else shortened(title, most)


def _card(
    findings: Findings, found: StudyFindings, room: Room, voice: Voice, about: About
) -> Iterator[Block]:
    approach, study = found.approach, found.study
    yield Heading(card_title(findings, room.text), 1)
    whom = (approach and approach.target_group) or study.target_group
    if whom:
        yield named(voice("card.for_whom"), sentence(shortened(whom, room.item)))
    situation = own_paragraphs(findings, SITUATION)
    if situation:
        yield Heading(voice("card.situation"), 2)
        yield from (Paragraph(text) for text in situation)
    steps = own_items(findings, STEPS) or _elements(found, room)
    if steps:
        yield Heading(voice("card.steps"), 2)
        yield Bullets(items=tuple(steps), numbered=True)
    if study.mechanism:
        yield Heading(voice("card.why"), 2)
        yield Paragraph(shortened(study.mechanism, room.text))
    shown = found.insights[: room.insights]
    yield Heading(voice("card.seen"), 2)
    yield from _seen(found, room, voice)
    yield Heading(voice("card.watch_out"), 2)
    against = [sentence(shortened(each.counter, room.item)) for each in shown if each.counter]
    lines = [voice("card.against", counter=each) for each in against]
    yield Bullets(items=(*(own_items(findings, WATCH_OUT) or _for_theme("watch_out", found, voice)), *lines))
    yield Heading(voice("card.questions"), 2)
    yield Bullets(items=tuple(_questions(findings, found, room, voice)), numbered=True)
    yield named(voice("card.source"), _source(findings, study.title, room, voice, about).strip())


def _source(findings: Findings, title: str, room: Room, voice: Voice, about: About) -> str:
    return voice(
        "card.source_text",
        study=shortened(title, room.item),
        municipality=by_code(findings.municipality).name,
        years=_years(findings, voice),
        stand=voice(f"card.{about.version}", date=voice.day(findings.today)),
        mark=voice("synthetic") if about.synthetic else "",
    )


def _elements(found: StudyFindings, room: Room) -> list[str]:
    elements = found.approach.core_elements if found.approach else ()
    return [sentence(shortened(each, room.item)) for each in elements[:MOST_STEPS]]


def _seen(found: StudyFindings, room: Room, voice: Voice) -> Iterator[Block]:
    shown = found.insights[: room.insights]
    lines = [
        voice(
            "card.insight",
            insight=shortened(insight.name, room.item).rstrip("."),
            strength=voice.term("strength", insight.strength),
        )
        for insight in shown
    ]
    if lines:
        yield Bullets(items=tuple(lines), places=tuple(place_of(insight.id) for insight in shown))
        yield Paragraph(voice("card.limits"))
    else:
        yield Paragraph(voice("card.nothing_seen"))


def _questions(findings: Findings, found: StudyFindings, room: Room, voice: Voice) -> list[str]:
    own = own_items(findings, QUESTIONS)
    if own:
        return list(own)
    asked = [
        sentence(shortened(item.text, room.item))
        for item in findings.agenda
        if item.type == LEARNING_QUESTION and item.theme in (None, found.study.theme)
    ]
    return [*asked, *_for_theme("questions", found, voice)][:MOST_QUESTIONS]


def _for_theme(part: str, found: StudyFindings, voice: Voice) -> tuple[str, ...]:
    return tuple(text for _, text in voice.wording.lines(f"{part}.{found.study.theme.lower()}"))


def _years(findings: Findings, voice: Voice) -> str:
    last = min(findings.end or findings.today, findings.today).year
    first = min((findings.start or findings.today).year, last)
    return str(last) if first == last else voice("card.years", first=first, last=last)
