"""Left out: what the authors chose not to show is counted, and outcomes are named (docs/decisions/0021)."""

from collections.abc import Iterator

from actionlab.analysis.findings import Findings
from actionlab.report.blocks import Block, Bullets
from actionlab.report.content.voice import Voice, label


def left_out(findings: Findings, voice: Voice) -> list[Block]:
    """Give a list of what the authors left out; nothing when they left out nothing."""
    what = tuple(_what(findings, voice))
    return [label(voice("left_out.what")), Bullets(items=what)] if what else []


def _what(findings: Findings, voice: Voice) -> Iterator[str]:
    gone = findings.left_out
    if gone.insights:
        said = voice.count("left_out.insights", gone.insights)
        yield (
            voice.count("left_out.contradicted", gone.contradicted, insights=said)
            if gone.contradicted
            else said
        )
    for study, instrument, primary in gone.outcomes:
        name = voice.term("instrument", instrument)
        yield voice(f"left_out.{'primary' if primary else 'outcome'}", instrument=name, study=study)
    for kind, n in (
        ("trainings", gone.trainings),
        ("decisions", gone.decisions),
        ("actions", gone.actions),
        ("agenda", gone.agenda),
    ):
        if n:
            yield voice.count(f"left_out.{kind}", n)
