"""The short report: two pages for who has no time, from the same findings as the whole report."""

from collections.abc import Iterator

from actionlab.analysis.agreed import ShownAction
from actionlab.analysis.findings import Findings
from actionlab.model.municipalities import by_code
from actionlab.report.blocks import Block, Bullets, Document, Heading, Paragraph
from actionlab.report.content.accounting import strength_meanings
from actionlab.report.content.agreed import MOST_DECISIONS, action_status, owner, told
from actionlab.report.content.feedback import About, document, version
from actionlab.report.content.left_out import left_out
from actionlab.report.content.one_page import fitting, shortened
from actionlab.report.content.remarks import remarks
from actionlab.report.content.summary import LINES_USED, ROOMS, Room, asked, changed, intro, learned
from actionlab.report.content.voice import Voice, capital, sentence
from actionlab.report.wording import Wording


def short(findings: Findings, wording: Wording, about: About) -> Document:
    """Give the feedback report on one municipality on two pages, without a title page.

    Where texts are so long that it would not fit, they are cut off at the end of a sentence.
    """
    voice = Voice(wording)
    blocks = fitting((_body(findings, voice, about, room) for room in ROOMS), 2 * LINES_USED)
    return document(findings, voice, about, blocks, title=_title(findings, voice))


def _title(findings: Findings, voice: Voice) -> str:
    return voice("short.title", municipality=by_code(findings.municipality).name)


def _body(findings: Findings, voice: Voice, about: About, room: Room) -> Iterator[Block]:
    yield Heading(_title(findings, voice), 1)
    yield from _about(findings, voice, about)
    yield Paragraph(intro(findings, voice, room), "lead")
    yield Heading(voice("short.learned"), 2)
    yield from learned(findings, voice, room)
    changes = list(changed(findings, voice, room))
    if changes:
        yield Heading(voice("short.changed"), 2)
        yield from changes
    yield from remarks(findings.own_texts("summary"), voice)
    yield Heading(voice("summary.asked"), 2)
    yield asked(findings, voice, room)
    rest = len({each.id for each in told(findings)} - {each.id for each in findings.asked[:MOST_DECISIONS]})
    if rest:
        yield Paragraph(voice.count("short.more_decisions", rest))
    if findings.actions:
        yield Heading(voice("short.agreed"), 2)
        yield from _actions(findings, voice, room)
    yield Heading(voice("short.reading"), 2)
    yield from _reading(findings, voice, about)


def _about(findings: Findings, voice: Voice, about: About) -> Iterator[Block]:
    place = by_code(findings.municipality).name
    audience = voice(f"audiences.{findings.audience}", municipality=place)
    facts = {"date": voice.day(findings.today), "audience": audience[:1].lower() + audience[1:]}
    said = voice("short.about", version=capital(version(about, voice)), **facts)
    yield Paragraph(said, "note")
    if about.synthetic:
        yield Paragraph(voice("title.synthetic"), "note")


def _actions(findings: Findings, voice: Voice, room: Room) -> Iterator[Block]:
    shown = findings.actions[: room.actions]
    yield Bullets(items=tuple(_action(action, findings.audience, voice, room) for action in shown))
    rest = len(findings.actions) - len(shown)
    if rest:
        yield Paragraph(voice.count("short.more_actions", rest))


def _action(action: ShownAction, audience: str, voice: Voice, room: Room) -> str:
    return voice(
        "short.action" if action.due else "short.action_undated",
        action=sentence(shortened(action.description, room.characters)),
        owner=owner(action.owner, audience, voice),
        due=voice.day(action.due),
        status=sentence(shortened(action_status(action, voice), room.characters)),
    )


def _reading(findings: Findings, voice: Voice, about: About) -> Iterator[Block]:
    limits, k = voice("summary.limits"), findings.protection.k
    if k is None:
        researchers = voice("audiences.researchers")
        yield Paragraph(voice("short.limits_researchers", limits=limits, researchers=researchers), "warning")
    else:
        yield Paragraph(voice("short.limits", limits=limits, k=k))
    yield from left_out(findings, voice)
    yield from strength_meanings({insight.strength for insight in findings.headlines}, voice)
    whole = "short.whole" if about.contact else "short.whole_no_contact"
    yield Paragraph(voice(whole, contact=about.contact))
