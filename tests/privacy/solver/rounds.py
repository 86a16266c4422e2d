"""One report or two on a random study, made by the program itself, and the attack on what they say."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from builders import FEEDBACK, findings, record
from privacy.solver.attack import Recovered, outside, small_and_certain, solved
from privacy.solver.between import Gossip, Sight, between, compared
from privacy.solver.changes import Changed
from privacy.solver.known import questions, together
from privacy.solver.random_studies import World
from privacy.solver.reader import read
from privacy.solver.truth import is_plain, truth

from actionlab.analysis.findings import Findings
from actionlab.model.records import Record
from actionlab.report.blocks import Chart, Document
from actionlab.report.content.feedback import About, feedback
from actionlab.report.text import render_text
from actionlab.report.wording import read_wording

LIMITS = {"municipality": 5, "public": 10}
DAYS = (dt.date(2026, 7, 1), dt.date(2026, 9, 1))
_WORDING = read_wording(FEEDBACK, FEEDBACK, "feedback.nl.toml")


def report(records: Iterable[Record[Any]], audience: str, day: dt.date = DAYS[0]) -> tuple[Findings, str]:
    """What a report says, and its text."""
    found = findings(records, audience=audience, today=day)
    return found, _read_out(feedback(found, _WORDING, About()))


def _read_out(document: Document) -> str:
    """Give a report on long lines without its charts: these say what the table beside each of them says."""
    blocks = [block for block in document.blocks if not isinstance(block, Chart)]
    return render_text(msgspec.structs.replace(document, blocks=blocks), width=10_000)


def sight(text: str, world: World, audience: str) -> Sight:
    """What a reader sees of a report on the studies of a world."""
    titles = tuple(each.data.title for each in world if each.kind == "study")
    shown = together(read(text, titles))
    kept = frozenset(block for block, facts in shown.items() if "stand" in facts)
    return Sight(shown, LIMITS[audience], kept)


def from_one(world: World, audience: str) -> list[Recovered]:
    """What follows from one report. AssertionError when the truth is not among what the reader finds."""
    _, text = report(world, audience)
    seen, answers = sight(text, world, audience), truth(world)
    found: list[Recovered] = []
    for question in questions(seen.shown, seen.k, is_plain(world)).values():
        limits = solved(question)
        assert outside(question, limits, answers) == []
        found += small_and_certain(question, limits, seen.k)
    return found


def from_two(
    world: World, later: Changed, audiences: Sequence[str], *, keeps: bool = True
) -> list[Recovered]:
    """What follows from a final report and a later one, for somebody who may know what happened in between.

    `keeps` is False for a reader who knows that nothing is kept from the first report.
    """
    first, text = report(world, audiences[0])
    _, later_text = report([*later.world, published(first)], audiences[1], DAYS[1])
    views = sight(text, world, audiences[0]), sight(later_text, world, audiences[1])
    plain = is_plain(world) and is_plain(later.world)
    found: list[Recovered] = []
    for gossip in (Gossip(), Gossip(later.joined, later.left)) if later.pure else (Gossip(),):
        for both in compared(*views, gossip, plain, keeps=keeps):
            assert outside(both.first, both.then, truth(world)) == []
            assert outside(both.later, both.now, truth(later.world)) == []
            found += between(both, min(view.k for view in views), gossip)
    return found


def published(found: Findings) -> Record[Any]:
    """The publication of a final report."""
    return record(
        "publication",
        audience=found.audience,
        date=found.today.isoformat(),
        smallest_group=found.protection.k,
        figures=[msgspec.to_builtins(figure) for figure in found.figures],
    )
