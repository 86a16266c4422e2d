"""The summary: what was learned, what changed and what is asked of whom, on one page."""

from collections import Counter
from collections.abc import Iterator

import msgspec

from actionlab.analysis.agreed import ShownDecision
from actionlab.analysis.findings import Findings
from actionlab.model.municipalities import by_code
from actionlab.model.places import place_of
from actionlab.report.blocks import Block, Bullets, Heading, Paragraph
from actionlab.report.content.agreed import MOST_DECISIONS, asked_of, owner
from actionlab.report.content.one_page import LINES, fitting, height, shortened, told_apart
from actionlab.report.content.outcomes import headline
from actionlab.report.content.remarks import remarks
from actionlab.report.content.rests_on import recorded
from actionlab.report.content.voice import Voice, label, sentence

MOST_ASKED, MOST_CHANGES = 4, 4
# lines of running text on a page, without those that are lost at its end
LINES_USED = LINES - 2


class Room(msgspec.Struct, frozen=True):
    """Room for texts: characters of every insight, question and action and of a title; how many of these."""

    characters: int
    title: int
    insights: int
    actions: int


# from what is hoped for to what fits in any case
ROOMS = (
    Room(300, 120, 5, 8),
    Room(200, 90, 5, 8),
    Room(130, 70, 5, 8),
    Room(90, 50, 5, 6),
    Room(80, 40, 4, 5),
    Room(60, 30, 3, 3),
)


def summary(findings: Findings, voice: Voice) -> tuple[Block, ...]:
    """Give the summary; it always has something to say.

    Where texts are so long that it would not fit one page, they are cut off at the end of a sentence. What
    authors write themselves follows it on that page, and is not cut.
    """
    own = remarks(findings.own_texts("summary"), voice)
    return fitting((_summary(findings, voice, room) for room in ROOMS), LINES_USED - height(own))


def learned(findings: Findings, voice: Voice, room: Room) -> Iterator[Block]:
    """Give the insights of the summary, each with how often it was seen."""
    if not findings.headlines:
        chosen = findings.insights or findings.left_out.insights
        yield Paragraph(voice("summary.no_insights_here" if chosen else "summary.no_insights"))
        return
    lines = [
        voice(
            "summary.insight",
            insight=shortened(insight.name, room.characters).rstrip("."),
            strength=voice.term("strength", insight.strength),
        )
        for insight in findings.headlines[: room.insights]
    ]
    yield Bullets(items=tuple(lines))


def changed(findings: Findings, voice: Voice, room: Room) -> Iterator[Block]:
    """Give what the primary indicators and the ladder say, the primary ones first."""
    found = [
        (study, outcome, line)
        for study in findings.studies
        for outcome in study.outcomes
        if (outcome.primary or outcome.instrument == "ladder") and (line := headline(outcome, voice))
    ]
    found.sort(key=lambda each: not each[1].primary)
    times = Counter(outcome.instrument for _, outcome, _ in found)
    if found:
        titles = _titles(findings, room)
        lines = [
            voice("summary.change_of_study", study=titles[study.id], line=line)
            if times[outcome.instrument] > 1
            else line
            for study, outcome, line in found[:MOST_CHANGES]
        ]
        yield Bullets(items=tuple(lines))
    if len(found) > MOST_CHANGES:
        yield Paragraph(voice("summary.more_changes", heading=voice("change.heading")))


def asked(findings: Findings, voice: Voice, room: Room) -> Block:
    """Give what is asked of the reader: open decisions, and actions that are late."""
    waiting = findings.asked[:MOST_DECISIONS]
    late = [action for action in findings.actions if action.late][: MOST_ASKED - len(waiting)]
    lines = [_decision(decision, findings.audience, voice, room) for decision in waiting]
    for action in late:
        who = owner(action.owner, findings.audience, voice)
        what = sentence(shortened(action.description, room.characters))
        lines.append(voice("summary.action_late", action=what, who=who))
    if lines:
        places = tuple(map(place_of, [*(each.id for each in waiting), *(each.id for each in late)]))
        return Bullets(items=tuple(lines), style="ask", places=places)
    is_open = any(each.answer is None for each in findings.decisions)
    said = voice("summary.nothing_asked_here" if is_open else "summary.nothing_asked")
    if findings.actions:
        said += " " + voice("summary.running_actions", actions=voice("actions.heading"))
    return Paragraph(said)


def intro(findings: Findings, voice: Voice, room: Room) -> str:
    """Give which studies it is about, and how many observations there are; without these, what else."""
    titles = voice.phrase([f"‘{title}’" for title in _titles(findings, room).values()])
    # observations come first, and in a summary they are enough
    sources = recorded(findings, voice)[: 1 if findings.coverage.observations else None]
    said = (
        voice("summary.recorded", sources=voice.phrase(sources))
        if sources
        else voice("summary.nothing_recorded")
    )
    place = by_code(findings.municipality).name
    facts = {"municipality": place, "studies": titles, "recorded": said}
    return voice.count("summary.intro", len(findings.studies), **facts)


def _titles(findings: Findings, room: Room) -> dict[str, str]:
    """Give the titles of the studies by their id, cut to the room there is."""
    titles = told_apart([study.study.title for study in findings.studies], room.title)
    return dict(zip((study.id for study in findings.studies), titles, strict=True))


def _summary(findings: Findings, voice: Voice, room: Room) -> Iterator[Block]:
    yield Paragraph(intro(findings, voice, room))
    if findings.headlines:
        yield label(voice("summary.learned"))
    yield from learned(findings, voice, room)
    changes = list(changed(findings, voice, room))
    if changes:
        yield label(voice("summary.change"))
    yield from changes
    yield Heading(voice("summary.asked"), 2)
    yield asked(findings, voice, room)
    yield Paragraph(voice("summary.limits"), "note")


def _decision(decision: ShownDecision, audience: str, voice: Voice, room: Room) -> str:
    state = "undated" if not decision.needed_by else "late" if decision.late else "open"
    return voice(
        "summary.decision",
        question=sentence(shortened(decision.question, room.characters)),
        who=asked_of(decision, audience, voice),
        state=voice(f"summary.decision_{state}", date=voice.day(decision.needed_by)),
    )
