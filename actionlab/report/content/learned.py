"""What was learned: one block per insight, from the claim to what the people concerned said of it."""

import datetime as dt
from collections.abc import Iterator, Sequence

from actionlab.analysis.findings import Findings
from actionlab.analysis.insights import Example, ShownInsight, ShownQuote
from actionlab.report.blocks import Block, Bullets, Heading, Paragraph, Quote, Run
from actionlab.report.content.voice import Voice, label, sentence


def insights(findings: Findings, voice: Voice) -> list[Block]:
    """Give all insights, per study, those seen most often first."""
    blocks: list[Block] = []
    for study in findings.studies:
        if study.insights:
            blocks.append(Heading(study.study.title, 2))
        for insight in study.insights:
            blocks += _insight(insight, voice)
    return blocks


def _insight(insight: ShownInsight, voice: Voice) -> Iterator[Block]:
    yield Heading(insight.name.rstrip("."), 3)
    claim = insight.statement if insight.title else ""
    if insight.sub_question:
        claim = f"{claim} {voice('insights.sub_question', n=insight.sub_question)}".strip()
    if claim:
        yield Paragraph(claim)
    lost = f" {voice.count('insights.lost', insight.lost)}" if insight.lost else ""
    yield _lead(voice("insights.strength"), _rests_on(insight, voice) + lost)
    if insight.examples:
        yield label(voice("insights.examples"))
        yield Bullets(items=_examples(insight.examples, voice))
    if insight.quote:
        yield Quote(text=insight.quote.text, attribution=_attribution(insight.quote, voice))
    yield from _against(insight, voice)
    if insight.transferability:
        yield _lead(voice("insights.transferability"), sentence(insight.transferability))
    yield Paragraph(" ".join(_checked(insight, voice)))


def _lead(label: str, text: str) -> Paragraph:
    return Paragraph((Run(label, strong=True), Run(f" {text}")))


def _rests_on(insight: ShownInsight, voice: Voice) -> str:
    label = voice.term("strength", insight.strength)
    if not insight.numbers:
        nothing = "rests_on_nothing_left" if insight.lost else "rests_on_nothing"
        return voice(f"insights.{nothing}", strength=label)
    sources = voice.phrase([_counted(kind, n, insight.settings, voice) for kind, n in insight.kinds])
    return voice("insights.rests_on", strength=label, sources=sources, numbers=voice.numbers(insight.numbers))


def _counted(kind: str, n: int, settings: int, voice: Voice) -> str:
    if kind == "observation" and settings:
        return voice.count("count.observation_settings", n, settings=voice.count("count.setting", settings))
    return voice.count(f"count.{kind}", n)


def _examples(examples: Sequence[Example], voice: Voice) -> tuple[str, ...]:
    return tuple(voice("insights.example", text=each.text, number=each.number) for each in examples)


def _attribution(quote: ShownQuote, voice: Voice) -> str:
    if quote.role is None:
        return voice("quotes.unknown")
    return voice("quotes.role", role=voice.term("role", quote.role))


def _against(insight: ShownInsight, voice: Voice) -> Iterator[Block]:
    said = sentence(insight.counter or voice("insights.no_counter"))
    shown = {each.number for each in insight.against}
    rest = [number for number in insight.against_numbers if number not in shown]
    if rest:
        said = f"{said} {voice('insights.against_sources', numbers=voice.numbers(rest))}"
    if insight.nuance_numbers:
        said = f"{said} {voice('insights.nuances', numbers=voice.numbers(insight.nuance_numbers))}"
    yield _lead(voice("insights.against"), said)
    if insight.against:
        yield Bullets(items=_examples(insight.against, voice))


def _checked(insight: ShownInsight, voice: Voice) -> Iterator[str]:
    checked = insight.checked
    if checked is None:
        yield voice("insights.unchecked")
        return
    outcome = voice("insights.checked_without_outcome")
    if checked.recognised:
        outcome = voice.term("recognition", checked.recognised)
    if checked.day:
        day = voice.day(dt.date.fromisoformat(checked.day))
        yield voice("insights.checked", date=day, outcome=outcome)
    else:
        yield voice("insights.checked_undated", outcome=outcome)
    if checked.remark:
        yield voice("insights.remark", remark=sentence(checked.remark))
    if checked.changes:
        yield voice("insights.changes", changes=sentence(checked.changes))
    elif checked.recognised == "partly":
        yield voice("insights.no_changes")
