"""What a report rests on: in words wherever it says so, and on its last page.

So a copy on paper can be held against the records later.
"""

from collections.abc import Iterator

from actionlab import __version__
from actionlab.analysis.findings import Findings
from actionlab.report.blocks import Block, Paragraph
from actionlab.report.content.voice import Voice


def recorded(findings: Findings, voice: Voice) -> list[str]:
    """Give what was seen, held and measured, each as a phrase; empty when there is nothing.

    Events are counted. Measurements are only named: their number would tell that of the people.
    """
    seen = findings.coverage
    counted = (("observation", seen.observations), ("training", seen.trainings), ("meeting", seen.meetings))
    measured = {outcome.instrument for study in findings.studies for outcome in study.outcomes}
    return [
        *(voice.count(f"count.{kind}", n) for kind, n in counted if n),
        *(name for instrument, name in voice.wording.lines("measured") if instrument in measured),
    ]


def rests_on(findings: Findings, voice: Voice) -> Iterator[Block]:
    """Give the last page: records and events counted, never people, and how to check it."""
    counted = (
        ("insight", len(findings.insights)),
        ("action", len(findings.actions)),
        ("decision", len(findings.decisions)),
    )
    said = [*recorded(findings, voice), *(voice.count(f"count.{kind}", n) for kind, n in counted if n)]
    sources = voice("rests_on.sources", sources=voice.phrase(said)) if said else voice("rests_on.nothing")
    facts = {"date": voice.day(findings.today), "version": __version__, "sources": sources}
    yield Paragraph(voice("rests_on.text", **facts))
    checked = "check_researchers" if findings.protection.k is None else "check"
    yield Paragraph(voice(f"rests_on.{checked}"))
