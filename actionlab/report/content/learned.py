"""What was learned: one block per insight, from the claim to what the people concerned said of it."""

import datetime as dt
from collections.abc import Iterator, Sequence

from actionlab.analysis.findings import Findings
from actionlab.analysis.insights import Example, ShownInsight, ShownQuote
from actionlab.model.places import place_of
from actionlab.report.blocks import Begin, Block, Bullets, End, Heading, Paragraph, Quote, Run, Text
from actionlab.report.content.voice import Voice, capital, label, sentence


def insights(findings: Findings, voice: Voice) -> list[Block]:
    """Give all insights, per study, those seen most often first."""
    blocks: list[Block] = []
    for study in findings.studies:
        if study.insights:
            blocks.append(Heading(study.study.title, 2))
        for insight in study.insights:
            blocks += _insight(insight, voice, exact=findings.protection.k is None)
    return blocks


def _insight(insight: ShownInsight, voice: Voice, *, exact: bool) -> Iterator[Block]:
    place = place_of(insight.id)
    yield Begin(place)
    yield Heading(insight.name.rstrip("."), 3)
    yield Paragraph(_strength(insight, voice), "strength")
    claim = insight.statement if insight.title else ""
    if insight.sub_question:
        claim = f"{claim} {voice('insights.sub_question', n=insight.sub_question)}".strip()
    if claim:
        yield Paragraph(claim)
    if insight.examples:
        yield label(voice("insights.examples"))
        yield Bullets(items=_examples(insight.examples, voice))
    if insight.quote:
        yield Quote(text=insight.quote.text, attribution=_attribution(insight.quote, voice))
    yield from _against(insight, voice)
    if insight.transferability:
        yield _lead(voice("insights.transferability"), Run(sentence(insight.transferability)))
    yield Paragraph(" ".join(_checked(insight, voice)))
    if exact:
        yield Paragraph(voice("insights.record", id=insight.id), "note")
    yield End(place)


def _lead(label: str, *said: Run) -> Paragraph:
    return Paragraph((Run(label, strong=True), Run(" "), *said))


def _strength(insight: ShownInsight, voice: Voice) -> tuple[Run, ...]:
    strength = (Run(capital(voice.term("strength", insight.strength)), strong=True),)
    if insight.numbers:
        sources = voice.phrase([_counted(kind, n, insight.settings, voice) for kind, n in insight.kinds])
        numbers = voice.sources(insight.numbers)
        said = voice.runs("insights.rests_on", strength=strength, sources=sources, numbers=numbers)
    else:
        nothing = "rests_on_nothing_left" if insight.lost else "rests_on_nothing"
        said = voice.runs(f"insights.{nothing}", strength=strength)
    return (*said, Run(f" {voice.count('insights.lost', insight.lost)}")) if insight.lost else said


def _counted(kind: str, n: int, settings: int, voice: Voice) -> str:
    if kind == "observation" and settings:
        return voice.count("count.observation_settings", n, settings=voice.count("count.setting", settings))
    return voice.count(f"count.{kind}", n)


def _examples(examples: Sequence[Example], voice: Voice) -> tuple[tuple[Run, ...], ...]:
    return tuple(
        voice.runs("insights.example", text=each.text, number=(voice.source(each.number),))
        for each in examples
    )


def _attribution(quote: ShownQuote, voice: Voice) -> Text:
    known = "unknown" if quote.role is None else "role"
    said = voice(f"quotes.{known}", role=voice.term("role", quote.role))
    return said if quote.number is None else (Run(f"{said} "), voice.source(quote.number))


def _against(insight: ShownInsight, voice: Voice) -> Iterator[Block]:
    said = [Run(sentence(insight.counter or voice("insights.no_counter")))]
    shown = {each.number for each in insight.against}
    rest = [number for number in insight.against_numbers if number not in shown]
    for name, numbers in (("against_sources", rest), ("nuances", insight.nuance_numbers)):
        if numbers:
            said += [Run(" "), *voice.runs(f"insights.{name}", numbers=voice.sources(numbers))]
    yield _lead(voice("insights.against"), *said)
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
