"""The summary: what was learned, what changed and what is asked of whom, on one page."""

from collections.abc import Iterable, Iterator

from actionlab.analysis.agreed import ShownDecision
from actionlab.analysis.findings import Findings
from actionlab.analysis.insights import STRENGTH_ORDER
from actionlab.model.municipalities import by_code
from actionlab.report.blocks import Block, Bullets, Heading, Paragraph
from actionlab.report.content.agreed import owner
from actionlab.report.content.outcomes import headline
from actionlab.report.content.voice import Voice, label, sentence

MOST_INSIGHTS, MOST_DECISIONS, MOST_LATE = 5, 3, 3


def summary(findings: Findings, voice: Voice) -> list[Block]:
    """Give the summary; it always has something to say."""
    observations = voice.count("count.observation", findings.coverage.observations)
    titles = voice.phrase([f"‘{study.study.title}’" for study in findings.studies])
    place = by_code(findings.municipality).name
    facts = {"municipality": place, "studies": titles, "observations": observations}
    return [
        Paragraph(voice.count("summary.intro", len(findings.studies), **facts)),
        *_learned(findings, voice),
        *_changed(findings, voice),
        Heading(voice("summary.asked"), 2),
        *_asked(findings, voice),
        Paragraph(voice("summary.limits"), "note"),
    ]


def _learned(findings: Findings, voice: Voice) -> Iterator[Block]:
    ordered = sorted(findings.insights, key=lambda insight: STRENGTH_ORDER.index(insight.strength))
    if not ordered:
        yield Paragraph(voice("summary.no_insights"))
        return
    yield label(voice("summary.learned"))
    lines = [
        voice(
            "summary.insight",
            insight=insight.name,
            strength=voice.term("strength", insight.strength),
        )
        for insight in ordered[:MOST_INSIGHTS]
    ]
    yield Bullets(items=tuple(lines))


def _changed(findings: Findings, voice: Voice) -> Iterator[Block]:
    lines = [
        line
        for study in findings.studies
        for outcome in study.outcomes
        if (outcome.primary or outcome.instrument == "ladder") and (line := headline(outcome, voice))
    ]
    if lines:
        yield label(voice("summary.change"))
        yield Bullets(items=tuple(lines))


def _asked(findings: Findings, voice: Voice) -> Iterable[Block]:
    waiting = [decision for decision in findings.decisions if decision.answer is None][:MOST_DECISIONS]
    late = [action for action in findings.actions if action.late][:MOST_LATE]
    lines = [_decision(decision, findings.audience, voice) for decision in waiting]
    for action in late:
        who = owner(action.owner, findings.audience, voice)
        lines.append(voice("summary.action_late", action=sentence(action.description), who=who))
    if lines:
        return [Bullets(items=tuple(lines))]
    said = voice("summary.nothing_asked")
    if findings.actions:
        said += " " + voice("summary.running_actions", actions=voice("actions.heading"))
    return [Paragraph(said)]


def _decision(decision: ShownDecision, audience: str, voice: Voice) -> str:
    state = "undated" if not decision.needed_by else "late" if decision.late else "open"
    said = voice(f"summary.decision_{state}", date=voice.day(decision.needed_by))
    return voice(
        "summary.decision",
        question=decision.question,
        who=owner(decision.asked_of, audience, voice),
        state=said,
    )
