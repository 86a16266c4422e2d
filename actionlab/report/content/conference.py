"""Input for a working conference: one page per municipality, and cards of insights to lay on a table.

Other municipalities are at the table. So only insights that the regional report may show stand here, and
questions that were put on the shared agenda.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from actionlab.analysis.agenda import Agenda, AgendaQuestion
from actionlab.analysis.region import Region, RegionalStudy, SharedInsight
from actionlab.model.places import place_of
from actionlab.report.blocks import (
    Block,
    Bullets,
    Card,
    Cards,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Table,
)
from actionlab.report.content.feedback import About
from actionlab.report.content.front import Front, document
from actionlab.report.content.one_page import fitting, shortened
from actionlab.report.content.voice import Voice, sentence
from actionlab.report.wording import Wording

# who is at the table, whatever the report was asked for
AUDIENCE = "municipality"
# what fits a page, and a card
MOST_STUDIES, MOST_INSIGHTS, MOST_QUESTIONS = 4, 5, 3
LONGEST_TITLE, LONGEST_LINE = 100, 230
# characters of a text on a page; the longest that fit are taken
_LENGTHS = (220, 160, 110, 80, 50)


class Numbered(msgspec.Struct, frozen=True):
    """An insight with the short number of its card: the theme, and which one of that theme ("I1-2")."""

    number: str
    insight: SharedInsight


def conference(region: Region, agenda: Agenda, today: dt.date, wording: Wording, about: About) -> Document:
    """Give the pages and the cards for a working conference of all municipalities."""
    voice = Voice(wording)
    cards = numbered(region.insights)
    front = Front(
        municipalities=region.municipalities,
        audience=AUDIENCE,
        today=today,
        start=region.start,
        end=region.end,
    )
    pages = (block for name in region.municipalities for block in _page(name, region, agenda, cards, voice))
    return document(front, [*_use(cards, region, voice), *pages, *_cards(cards, voice)], voice, about)


def numbered(insights: Sequence[SharedInsight]) -> tuple[Numbered, ...]:
    """Give each insight the number of its card, in the order in which they come."""
    seen: Counter[str] = Counter()
    found = []
    for insight in insights:
        seen[insight.theme] += 1
        found.append(Numbered(f"{insight.theme}-{seen[insight.theme]}", insight))
    return tuple(found)


def _use(cards: Sequence[Numbered], region: Region, voice: Voice) -> Iterator[Block]:
    yield Heading(voice("use.heading"), 1)
    how = voice("use.cards", example=cards[0].number) if cards else voice("use.no_cards")
    yield Bullets(items=(voice("use.pages"), how, voice("use.talk")))
    themes = {voice.term("theme", study.study.theme) for study in region.studies}
    explained = voice("use.work_and_income") if any("W&I" in theme for theme in themes) else ""
    yield Paragraph(f"{voice('use.limits')} {explained}".strip())


def _page(
    name: str, region: Region, agenda: Agenda, cards: Sequence[Numbered], voice: Voice
) -> tuple[Block, ...]:
    """Give the page of a municipality: the texts as long as one page allows."""
    studies = [study for study in region.studies if name in study.municipalities]
    learned = [card for card in cards if name in card.insight.municipalities]
    asked = [each for each in agenda.open if name in each.municipalities]
    return fitting(_told(name, studies, learned, asked, most, voice) for most in _LENGTHS)


def _told(
    name: str,
    studies: Sequence[RegionalStudy],
    learned: Sequence[Numbered],
    asked: Sequence[AgendaQuestion],
    most: int,
    voice: Voice,
) -> Iterator[Block]:
    yield PageBreak()
    yield Heading(name, 1)
    yield Heading(voice("page.tried"), 2)
    yield Bullets(items=tuple(_study(study, most, voice) for study in studies[:MOST_STUDIES]))
    yield Heading(voice("page.learned"), 2)
    yield _learned(learned, most, voice)
    yield Heading(voice("page.asked"), 2)
    yield _asked(asked, most, voice)
    if len(studies) > MOST_STUDIES or len(learned) > MOST_INSIGHTS or len(asked) > MOST_QUESTIONS:
        yield Paragraph(voice("page.more"))
    yield Heading(voice("page.table"), 2)
    yield Bullets(items=tuple(text for _, text in voice.wording.lines("table")), numbered=True)


def _study(study: RegionalStudy, most: int, voice: Voice) -> str:
    """Give a study in a line; of one that shares no insight only its theme, as in the regional report."""
    theme = voice.term("theme", study.study.theme)
    if not study.insights:
        return voice("page.theme", theme=theme)
    title = shortened(study.study.title, most).rstrip(".")
    aim = study.approach.aim if study.approach else None
    if aim:
        return voice("page.study_aim", title=title, theme=theme, aim=sentence(shortened(aim, most)))
    return voice("page.study", title=title, theme=theme)


def _learned(cards: Sequence[Numbered], most: int, voice: Voice) -> Block:
    shown = cards[:MOST_INSIGHTS]
    if not shown:
        return Paragraph(voice("page.nothing_learned"))
    places = tuple(place_of(card.insight.id) for card in shown)
    return Bullets(items=tuple(_insight(card, most, voice) for card in shown), places=places)


def _insight(card: Numbered, most: int, voice: Voice) -> str:
    insight = shortened(card.insight.name, most).rstrip(".")
    strength = voice.term("strength", card.insight.strength)
    said = voice("page.insight", number=card.number, insight=insight, strength=strength)
    where = card.insight.transferability
    return voice("page.where", insight=said, where=sentence(shortened(where, most))) if where else said


def _asked(questions: Sequence[AgendaQuestion], most: int, voice: Voice) -> Block:
    shown = questions[:MOST_QUESTIONS]
    if not shown:
        return Paragraph(voice("page.nothing_asked"))
    lines = tuple(sentence(shortened(each.text, most)) for each in shown)
    return Bullets(items=lines, places=tuple(place_of(each.id) for each in shown))


def _cards(cards: Sequence[Numbered], voice: Voice) -> Iterator[Block]:
    if not cards:
        return
    yield PageBreak()
    yield Heading(voice("cards.heading"), 1)
    yield Heading(voice("cards.list"), 2)
    yield Table(
        caption=voice("cards.caption"),
        description=voice("cards.description"),
        header=tuple(voice(f"cards.{name}") for name in ("number", "insight", "theme", "municipality")),
        rows=tuple(
            (
                card.number,
                card.insight.name.rstrip("."),
                voice.term("theme", card.insight.theme),
                voice.phrase(card.insight.municipalities),
            )
            for card in cards
        ),
        widths=(12, 44, 26, 18),
    )
    yield Heading(voice("cards.cut"), 2)
    yield Paragraph(voice("cards.how"))
    yield PageBreak()
    yield Cards(cards=tuple(_card(card, voice) for card in cards))


def _card(card: Numbered, voice: Voice) -> Card:
    insight = card.insight
    said = (sentence(shortened(insight.statement, LONGEST_LINE)),) if insight.statement else ()
    places = insight.municipalities
    strength = voice.term("strength", insight.strength)
    return Card(
        number=card.number,
        title=shortened(insight.name, LONGEST_TITLE).rstrip("."),
        lines=said,
        foot=voice.count("cards.foot", len(places), strength=strength, municipalities=voice.phrase(places)),
        place=place_of(insight.id),
    )
