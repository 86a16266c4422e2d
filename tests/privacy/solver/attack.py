"""The attack on a report: what a reader works out from it about groups of fewer than k people."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from privacy.solver.question import Question
from privacy.solver.sums import Bounds, Sum, bounds
from privacy.solver.truth import Answers, people_in
from privacy.solver.wording import Block


class Recovered(NamedTuple):
    """A number of people that nobody was to know: in which block, which cells, how many."""

    block: Block
    counted: str
    cells: tuple[str, ...]
    people: int


def solved(question: Question) -> Bounds:
    """Give the bounds of all runs of cells of a question."""
    choices = tuple(tuple(tuple(facts) for facts in choice) for choice in question.choices)
    return _solved(len(question.cells), question.known, choices)


@lru_cache(maxsize=100_000)
def _solved(cells: int, known: tuple[Sum, ...], choices: tuple[tuple[tuple[Sum, ...], ...], ...]) -> Bounds:
    return bounds(cells, known, choices)


def small_and_certain(question: Question, found: Bounds, k: int) -> Iterator[Recovered]:
    """Give the runs of cells whose number of people is certain, and from 1 to k - 1."""
    for first, end, people in found.pinned():
        everybody = (first, end) == (0, len(question.cells))
        if 0 < people < k and not (everybody and question.exempt):
            labels = tuple(cell.label for cell in question.cells[first:end])
            yield Recovered(question.block, question.counted, labels, people)


def outside(question: Question, found: Bounds, answers: Answers) -> list[str]:
    """Give where the truth lies outside the bounds: then the reader was told, or reasoned, wrong."""
    given = answers[question.block, question.counted]
    counts = [people_in(cell, given) for cell in question.cells]
    wrong = []
    for first in range(len(counts)):
        for end in range(first + 1, len(counts) + 1):
            people = sum(counts[first:end])
            if not found.least[first, end] <= people <= found.largest[first, end]:
                limits = f"{found.least[first, end]} to {found.largest[first, end]}"
                wrong.append(f"{question.block} {question.cells[first:end]}: {people}, not {limits}")
    return wrong
