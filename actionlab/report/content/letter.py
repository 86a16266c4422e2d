"""The letter to the residents and professionals who took part: what they said, what was seen, and what now.

One page in plain words. It shows no number of people at all, and is for the public: anybody may read it over
the shoulder of who gets it.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

import msgspec

from actionlab.analysis.agreed import Owner, ShownAction, ShownDecision
from actionlab.analysis.findings import Findings
from actionlab.analysis.insights import STRENGTH_ORDER, ShownInsight
from actionlab.model.municipalities import by_code
from actionlab.model.places import place_of
from actionlab.report.blocks import Block, Bullets, Document, Heading, Paragraph
from actionlab.report.content.feedback import PROGRAM, About, footer
from actionlab.report.content.one_page import fitting, shortened, told_apart
from actionlab.report.content.own_words import own_paragraphs
from actionlab.report.content.voice import Voice, capital, sentence
from actionlab.report.wording import Wording

SECTION = "letter"
AUDIENCE = "public"
MOST_STUDIES, LONGEST_QUOTE = 3, 110


class Room(msgspec.Struct, frozen=True):
    """How many of each there is room for, and how many characters a text may have."""

    insights: int
    decisions: int
    actions: int
    unknown: int
    text: int
    quote: bool


# from what one would like to say to what has to be said, for letters with very long texts
_ROOMS = (
    Room(4, 2, 3, 2, 200, quote=True),
    Room(4, 2, 2, 2, 160, quote=True),
    Room(4, 2, 2, 1, 140, quote=True),
    Room(3, 2, 2, 1, 120, quote=True),
    Room(3, 2, 1, 1, 120, quote=True),
    Room(3, 1, 1, 1, 100, quote=True),
    Room(2, 1, 1, 1, 80, quote=False),
    Room(2, 1, 1, 1, 50, quote=False),
)


def letter(findings: Findings, wording: Wording, about: About) -> Document:
    """Give the letter as blocks: as much as fits one page, the insights seen most often first.

    `findings` are those for the public; ValueError for those of another audience.
    """
    if findings.audience != AUDIENCE:
        raise ValueError("a letter is for the public")
    voice = Voice(wording)
    name = by_code(findings.municipality).name
    return Document(
        title=f"{voice('title')}: {voice('to', municipality=name)}",
        subject=voice("subject"),
        keywords=voice("keywords", municipality=name),
        author=about.knowledge_institute or PROGRAM,
        created=findings.today.isoformat(),
        footer=footer(about, voice, municipality=name, date=voice.day(findings.today)),
        blocks=fitting(_letter(findings, room, voice, about) for room in _ROOMS),
    )


def _letter(findings: Findings, room: Room, voice: Voice, about: About) -> Iterator[Block]:
    place = by_code(findings.municipality).name
    yield Heading(voice("title"), 1)
    date = voice(f"date.{about.version}", date=voice.day(findings.today))
    synthetic = [voice("synthetic")] if about.synthetic else []
    yield Paragraph("\n".join([voice("to", municipality=place), date, *synthetic]))
    whole = [study.study.title for study in findings.studies]
    titles = [f"‘{title}’" for title in told_apart(whole, room.text)]
    if len(titles) > MOST_STUDIES:
        intro = voice("intro.general", municipality=place)
    else:
        intro = voice.count("intro", len(titles), studies=voice.phrase(titles))
    yield Paragraph(f"{voice('greeting')}\n{intro}")
    yield Heading(voice("seen.heading"), 2)
    yield from _seen(findings, room, voice)
    yield Heading(voice("now.heading"), 2)
    yield from _now(findings, room, voice)
    yield Heading(voice("unknown.heading"), 2)
    yield from _unknown(findings, room, voice)
    yield from (Paragraph(text) for text in own_paragraphs(findings, SECTION))
    yield Heading(voice("respond.heading"), 2)
    known = "contact" if about.contact else "no_contact"
    yield Paragraph(voice(f"respond.{known}", contact=about.contact))
    yield Paragraph(voice("respond.stop"))
    institute = about.knowledge_institute or about.platform
    team = voice("thanks.team", institute=institute) if institute else voice("thanks.no_institute")
    yield Paragraph(f"{voice('thanks.text')}\n{voice('thanks.greeting')}\n{team}")


def _seen(findings: Findings, room: Room, voice: Voice) -> Iterator[Block]:
    chosen = chosen_insights(findings, room.insights)
    if not chosen:
        yield Paragraph(voice("seen.nothing"))
        return
    yield Paragraph(voice("seen.intro"))
    lines = [
        voice(
            "seen.insight",
            insight=shortened(insight.name, room.text).rstrip("."),
            strength=voice(f"seen.{insight.strength}"),
        )
        for insight in chosen
    ]
    quote = _quote(chosen, voice) if room.quote else ()
    places = (*(place_of(insight.id) for insight in chosen), *("" for _ in quote))
    yield Bullets(items=(*lines, *quote), places=places)


def chosen_insights(findings: Findings, most: int) -> tuple[ShownInsight, ...]:
    """Give at most `most` insights: of each study in turn, so that everybody finds something of their own.

    Those that were seen most often come first.
    """
    rows = zip_longest(*(study.insights for study in findings.studies))
    in_turn = [insight for row in rows for insight in row if insight][:most]
    return tuple(sorted(in_turn, key=lambda insight: STRENGTH_ORDER.index(insight.strength)))


def _quote(insights: Sequence[ShownInsight], voice: Voice) -> tuple[str, ...]:
    """Give what somebody said, the first that is short enough: a quote is never cut."""
    for insight in insights:
        quote = insight.quote
        if quote and quote.role and len(quote.text) <= LONGEST_QUOTE:
            return (voice("seen.quote", role=voice.term("role", quote.role), text=quote.text),)
    return ()


def _now(findings: Findings, room: Room, voice: Voice) -> Iterator[Block]:
    answered = [each for each in findings.decisions if each.answer]
    # those answered last, and what was done before what is still to be done
    answered.sort(key=lambda each: each.answered_on.toordinal() if each.answered_on else 0, reverse=True)
    agreed = [each for each in findings.actions if each.status != "dropped"]
    agreed.sort(key=lambda each: each.status != "done")
    if not answered and not agreed:
        yield Paragraph(voice("now.nothing"))
        return
    if not answered:
        yield Paragraph(voice("now.undecided"))
    told = [(each.id, _answer(each, room, voice)) for each in answered[: room.decisions]]
    told += [(each.id, _action(each, room, voice)) for each in agreed[: room.actions]]
    places = tuple(place_of(record_id) for record_id, _ in told)
    yield Bullets(items=tuple(said for _, said in told), places=places)


def _answer(decision: ShownDecision, room: Room, voice: Voice) -> str:
    facts = {
        "question": shortened(decision.question, room.text),
        "answer": voice.term("decision_answer", decision.answer),
    }
    who = _who(decision.asked_of, voice)
    said = voice("now.asked_of", who=capital(who), **facts) if who else voice("now.asked", **facts)
    if not decision.reason:
        return said
    return voice("now.reason", said=said, reason=sentence(shortened(decision.reason, room.text)))


def _who(owner: Owner, voice: Voice) -> str:
    """Give the organisation that answered; a role would often be one person. "" when it is not known."""
    return voice("now.an_employer") if owner.employer else owner.organisation or ""


def _action(action: ShownAction, room: Room, voice: Voice) -> str:
    said = sentence(shortened(action.description, room.text))
    if action.status == "done":
        result = sentence(shortened(action.result, room.text)) if action.result else ""
        return voice("now.done", action=said, result=result).strip()
    if action.due is None:
        return voice("now.agreed_undated", action=said)
    return voice(f"now.agreed{'_late' if action.late else ''}", action=said, date=voice.day(action.due))


def _unknown(findings: Findings, room: Room, voice: Voice) -> Iterator[Block]:
    waiting = [
        (each.id, voice("unknown.open", question=shortened(each.question, room.text)))
        for each in findings.decisions
        if each.answer is None
    ]
    wondered = [
        (item.id, voice("unknown.agenda", question=sentence(shortened(item.text, room.text))))
        for item in findings.agenda
    ]
    # one question for later, also when many decisions are open
    told = [*waiting[:1], *wondered[:1], *waiting[1:], *wondered[1:]][: room.unknown]
    if told:
        places = tuple(place_of(record_id) for record_id, _ in told)
        yield Bullets(items=tuple(said for _, said in told), places=places)
    yield Paragraph(voice("unknown.limits"))
