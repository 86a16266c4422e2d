"""A question: how many people are in each cell of a block, and what of it a reader knows."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from privacy.solver.sums import Facts, Sum
from privacy.solver.wording import Block

# how many of its statements a person has answered; a few may be left open
ANSWERED = {"collaboration_scan": (6, 7, 8), "expertise_self_scan": (5, 6)}
NEAR = 0.006
# a middle change of a scan is told in quarters; no change that is not a quarter lies so near to one
QUARTER, EXACT = 1 / 4, 1e-6

Shown = Mapping[str, float | str]
Choice = Sequence[Facts]
Key = tuple[Block, str]


class Cell(NamedTuple):
    """People whose answer is a word, the label, or lies from `low` to `high`, both included."""

    label: str
    low: float = 0
    high: float = 0


class Question(NamedTuple):
    """How many people are in each cell? All of `known` holds, and one alternative of each of the `choices`.

    `counted` names the part of the block that the answers belong to. `printed` are the numbers that the
    report itself gives, per run of cells. With `exempt` it may be known how many people there are together.
    """

    block: Block
    counted: str
    cells: tuple[Cell, ...]
    known: tuple[Sum, ...] = ()
    choices: tuple[Choice, ...] = ()
    printed: tuple[Sum, ...] = ()
    exempt: bool = False

    def told(self, printed: Mapping[tuple[int, int], int]) -> "Question":
        """Give the question with numbers that the report prints of some runs of cells, and with what is left.

        What is left of a whole is as good as printed.
        """
        size, whole = len(self.cells), printed.get((0, len(self.cells)))
        left: dict[tuple[int, int], int] = {}
        for (first, end), n in printed.items():
            if whole is not None and not first and end < size:
                left[end, size] = whole - n
            if whole is not None and first and end == size:
                left[0, first] = whole - n
        sums = tuple(Sum(*run, count, count) for run, count in {**left, **printed}.items())
        return self._replace(printed=(*self.printed, *sums), known=(*self.known, *sums))

    @property
    def scale(self) -> tuple[float, float]:
        """The lowest and the highest answer; a last cell of 99 is for people who gave none."""
        return self.cells[0].low, max(cell.high for cell in self.cells if cell.low < 99)

    def run(self, low: float, high: float) -> tuple[int, int]:
        """Give the run of cells that lie between two answers, both included."""
        inside = [place for place, cell in enumerate(self.cells) if low <= cell.low and cell.high <= high]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)

    def holding(self, answer: float) -> int:
        """Give the place of the cell that an answer belongs to."""
        return next(place for place, cell in enumerate(self.cells) if cell.low <= answer <= cell.high)


def points(low: int, high: int) -> tuple[Cell, ...]:
    """Give a cell for every whole answer."""
    return tuple(Cell(str(each), each, each) for each in range(low, high + 1))


def number(facts: Shown, name: str) -> int | None:
    """Give a figure that is a whole number, or None when the report does not give it."""
    value = facts.get(name)
    return None if value is None else int(value)


def middle(
    question: Question, shown: float | str | None, n: int, *, towards_zero: bool = False
) -> list[Choice]:
    """Give what a middle value says: as many people below it as above it; nothing when none is shown.

    A whole one was rounded. It stands for the middles that are shown like that: half an answer further away
    from no change, or half an answer lower. On a scan it stands for all from one quarter to the next.
    """
    if shown is None or isinstance(shown, str):
        return []
    if any(cell.low != cell.high for cell in question.cells):
        return [[_scan_middle(question, shown, n)]]
    lower, higher = not towards_zero or shown <= 0, towards_zero and shown >= 0
    middles = [*([shown - 0.5] if lower else []), shown, *([shown + 0.5] if higher else [])]
    if shown % 1:
        middles = [shown]
    return [[ways for each in middles for ways in _whole_middle(question, each, n)]]


def _whole_middle(question: Question, shown: float, n: int) -> Iterable[Facts]:
    """Give the ways in which whole answers have this middle: one answer, or half way between two of them."""
    half, odd = divmod(n, 2)
    low, high = question.scale
    if shown.is_integer():
        below, above = question.run(low, shown - 1), question.run(shown + 1, high)
        yield [Sum(*run, 0, half if odd else half - 1) for run in (below, above)]
    apart = [each + (0.5 if shown % 1 else 1.0) for each in range(10)]
    for distance in [] if odd else apart:
        first, last = shown - distance, shown + distance
        if low <= first and last <= high:
            halves = [Sum(*question.run(low, first), half, half), Sum(*question.run(last, high), half, half)]
            yield [*halves, Sum(*question.run(first, first), 1), Sum(*question.run(last, last), 1)]


def _scan_middle(question: Question, shown: float, n: int) -> Facts:
    """Give what a middle change of a scan says: that of one person, or half way between two."""
    low, high = ends_of_change(shown)
    first, end = question.run(low, high)
    # nobody can have changed so much: then exactly half lie on each side
    least = 0 if any(low < each < high for each in possible_changes(question.block[2])) else n // 2
    return [Sum(0, first, least, n // 2), Sum(end, len(question.cells), least, n // 2)]


def ends_of_change(shown: float) -> tuple[float, float]:
    """Give from where to where a middle change of a scan lies that is shown like this, cut towards 0.

    What is not a quarter was not cut, only printed in hundredths.
    """
    if not (shown / QUARTER).is_integer():
        return shown - NEAR, shown + NEAR
    low = shown - (QUARTER - EXACT if shown <= 0 else EXACT)
    return low, shown + (QUARTER - EXACT if shown >= 0 else EXACT)


def possible_scores(instrument: str) -> set[float]:
    """Give every score that one person can have on a scan."""
    return {total / n for n in ANSWERED[instrument] for total in range(n, 5 * n + 1)}


@cache
def possible_changes(instrument: str) -> frozenset[float]:
    """Give every change that one person can have on a scan."""
    scores = possible_scores(instrument)
    return frozenset(later - first for first in scores for later in scores)
