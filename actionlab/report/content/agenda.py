"""The learning and knowledge agenda (*Leer- en kennisagenda*): the questions of the region, by theme."""

import datetime as dt
from collections.abc import Iterator, Sequence

from actionlab.analysis.agenda import ENOUGH_STUDIES, Agenda, AgendaQuestion, Origin
from actionlab.model.places import place_of
from actionlab.model.vocabulary import ids
from actionlab.report.blocks import Block, Bullets, Document, Heading, PageBreak, Paragraph, Table
from actionlab.report.content.agreed import owner
from actionlab.report.content.feedback import About
from actionlab.report.content.front import RESEARCHERS, Front, document
from actionlab.report.content.region_words import shown_id
from actionlab.report.content.voice import Voice, named, sentence
from actionlab.report.wording import Wording

# seven things to say of a question, and room for five columns in which no word is broken
_COLUMNS = ("question", "origin", "municipalities", "owner", "priority")
_WIDTHS = (29, 24, 14, 19, 14)


def agenda_report(
    agenda: Agenda, wording: Wording, about: About, *, audience: str, today: dt.date
) -> Document:
    """Give the agenda as blocks."""
    voice = Voice(wording)
    places = sorted({name for question in agenda.questions for name in question.municipalities})
    front = Front(municipalities=tuple(places), audience=audience, today=today)
    return document(front, _body(agenda, audience, voice, about), voice, about)


def overview(agenda: Agenda, voice: Voice) -> Table:
    """Give the number of open questions for each of the six themes, by kind of question."""
    kinds = ids("agenda_type")
    return Table(
        caption=voice("agenda.caption"),
        description=voice("agenda.description"),
        header=(voice("agenda.theme"), *(voice(f"agenda.{kind}") for kind in kinds), voice("agenda.all")),
        rows=tuple(_overview_row(agenda.open, theme, kinds, voice) for theme in _themes(agenda.open)),
        widths=(37, 15, 17, 21, 10),
        numeric=(1, 2, 3, 4),
    )


def _overview_row(
    asked: Sequence[AgendaQuestion], theme: str | None, kinds: Sequence[str], voice: Voice
) -> tuple[str, ...]:
    mine = [each for each in asked if each.theme == theme]
    name = voice.term("theme", theme) if theme else voice("agenda.no_theme")
    return (name, *(str(sum(1 for each in mine if each.type == kind)) for kind in kinds), str(len(mine)))


def _themes(asked: Sequence[AgendaQuestion]) -> tuple[str | None, ...]:
    """Give the six themes, and None when a question has none yet."""
    return (*ids("theme"), *((None,) if any(each.theme is None for each in asked) else ()))


def _body(agenda: Agenda, audience: str, voice: Voice, about: About) -> Iterator[Block]:
    yield Heading(voice("front.heading"), 1, "1")
    yield Paragraph(voice("front.intro"))
    yield Bullets(items=tuple(voice(f"front.{kind}") for kind in ids("agenda_type")))
    yield overview(agenda, voice)
    yield Paragraph(voice("front.abbreviation"), "note")
    number = 1
    for theme in _themes(agenda.questions):
        mine = [each for each in agenda.questions if each.theme == theme]
        if mine:
            number += 1
            yield PageBreak()
            name = voice.term("theme", theme) if theme else voice("agenda.no_theme")
            yield Heading(name, 1, str(number))
            yield from _page(name, mine, audience, voice)
    yield PageBreak()
    yield Heading(voice("larger.heading"), 1, str(number + 1))
    yield from _larger(agenda, voice)
    yield Heading(voice("privacy.heading"), 2)
    contact = voice("privacy.contact", contact=about.contact) if about.contact else ""
    yield Paragraph(f"{voice('privacy.text')} {contact or voice('privacy.no_contact')}")


def _page(theme: str, mine: Sequence[AgendaQuestion], audience: str, voice: Voice) -> Iterator[Block]:
    asked = [each for each in mine if each.open]
    if not asked:
        yield Paragraph(voice("page.nothing_open"))
    for kind in (*ids("agenda_type"), None):
        found = [each for each in asked if each.type == kind]
        if found:
            named = voice(f"page.{kind or 'no_type'}")
            yield Heading(named, 2)
            yield _table(found, voice("page.caption", kind=named, theme=theme), audience, voice)
    closed = [each for each in mine if not each.open]
    if closed:
        yield Heading(voice("page.closed"), 2)
        lines = [
            voice("page.closed_row", question=each.text, status=voice.term("agenda_status", each.status))
            for each in closed
        ]
        yield Bullets(items=tuple(lines), places=tuple(place_of(each.id) for each in closed))


def _table(found: Sequence[AgendaQuestion], caption: str, audience: str, voice: Voice) -> Table:
    return Table(
        caption=caption,
        description=voice("page.description"),
        header=tuple(voice(f"page.{name}") for name in _COLUMNS),
        rows=tuple(_row(each, audience, voice) for each in found),
        widths=_WIDTHS,
        places=tuple((place_of(each.id),) for each in found),
    )


def _row(question: AgendaQuestion, audience: str, voice: Voice) -> tuple[str, ...]:
    due = voice.day(question.due) if question.due else voice("page.no_due")
    due = voice("page.late", date=due) if question.late else due
    priority, status = voice.term("priority", question.priority), voice.term("agenda_status", question.status)
    return (
        question.text + shown_id(question.id, voice, exact=audience == RESEARCHERS),
        "\n".join(dict.fromkeys(_origin(each, voice) for each in question.origins))
        or voice("page.no_origin"),
        voice.phrase(question.municipalities) or voice("general.not_recorded"),
        f"{owner(question.owner, audience, voice)}\n{due}",
        voice("page.priority_status", priority=priority, status=status),
    )


def _origin(origin: Origin, voice: Voice) -> str:
    where = voice.phrase(origin.municipalities)
    if origin.name is None:
        return voice("page.from", municipalities=where)
    strength = voice.term("strength", origin.strength)
    return voice("page.insight", insight=origin.name.rstrip("."), municipalities=where, strength=strength)


def _larger(agenda: Agenda, voice: Voice) -> Iterator[Block]:
    yield Paragraph(voice("larger.intro", n=ENOUGH_STUDIES))
    if not agenda.indicators:
        yield Paragraph(voice("larger.none", n=ENOUGH_STUDIES), "call_out")
    else:
        yield Table(
            caption=voice("larger.caption", n=ENOUGH_STUDIES),
            description=voice("larger.description"),
            header=tuple(voice(f"larger.{name}") for name in ("indicator", "studies", "measured")),
            rows=tuple(
                (
                    sentence(voice.term("instrument", each.instrument)).rstrip("."),
                    str(each.studies),
                    str(each.measured),
                )
                for each in agenda.indicators
            ),
            widths=(50, 25, 25),
            numeric=(1, 2),
        )
    yield named(voice("larger.needed_label"), voice("larger.needed"))
