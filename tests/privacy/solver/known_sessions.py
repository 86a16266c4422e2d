"""What a reader knows of the people at a training session: who were there, and what they answered.

How many answered is a number, or *most* of those who were there, or hidden: then fewer than k answered, or
with words it could be worked out.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from privacy.solver.question import Cell, Choice, Question, Shown, middle, number, points
from privacy.solver.sums import Facts, Sum
from privacy.solver.wording import Block

_SCALES = {"grade": ("graded", 1, 10), "fits": ("fitting", 1, 5), "learning": ("learned", -4, 4)}
SMALLEST = 5
_SILENT = Cell("no answer", 99, 99)


class _Present(NamedTuple):
    """How many people were there as far as the report says, `known` when it is who attended."""

    n: int
    known: bool


def session_questions(block: Block, facts: Shown, others: Sequence[Shown], k: int) -> Iterator[Question]:
    """Give the questions on one session; `others` is what other reports say of it."""
    roles = sorted({name for said in (facts, *others) for name in said if name.startswith("role ")})
    if any(name in facts for name in roles):
        yield _attendance(block, facts, roles, k)
    present = _present(facts)
    for name, (counted, low, high) in _SCALES.items():
        if counted in facts:
            question = Question(block, counted, (*points(low, high), _SILENT))
            ways = _answered(question, facts[counted], facts.get(name), present, k)
            yield _within(question, facts[counted], present)._replace(choices=(ways,))
    if "answered" in facts:
        yield _applied(block, facts, present, k)


def _present(facts: Shown) -> _Present:
    total = number(facts, "total")
    names = [counted for counted, _, _ in _SCALES.values()] + ["answered"]
    answered = [int(found) for name in names if isinstance(found := facts.get(name), float | int)]
    return _Present(max([total or 0, *answered]), total is not None)


def _attendance(block: Block, facts: Shown, roles: list[str], k: int) -> Question:
    """How many people of each role were there? Whoever gave an answer was."""
    named = [place for place, role in enumerate(roles) if role in facts]
    everybody, total = (0, len(roles)), number(facts, "total")
    known = [Sum(place, place + 1, *((1,) if place in named else (0, 0))) for place in range(len(roles))]
    known.append(Sum(*everybody, _present(facts).n))
    question = Question(block, "attendance", tuple(Cell(role) for role in roles), tuple(known))
    counts = {(place, place + 1): int(facts[roles[place]]) for place in named}
    small = [[Sum(place, place + 1, 1, k - 1)] for place in named]
    if total is None:
        # fewer than k people, or hardly more people than roles
        few = Sum(*everybody, 1, max(k - 1, len(named) + 1))
        return question._replace(known=(*question.known, few), choices=(small,))
    if any(counts.values()):
        return question.told({everybody: total, **counts})
    return question.told({everybody: total})._replace(choices=(small,))


def _within(question: Question, shown: float | str, present: _Present) -> Question:
    """Give the question with how many answered, and how many of those who were there did not."""
    size = len(question.cells)
    printed = {(0, size): present.n} if present.known else {}
    return question.told(printed if isinstance(shown, str) else {**printed, (0, size - 1): int(shown)})


def _answered(
    question: Question, shown: float | str, middle_shown: float | str | None, present: _Present, k: int
) -> Choice:
    """Give the ways in which so many can have answered with this middle."""
    answers = (0, len(question.cells) - 1)
    ways: list[Facts] = []
    for n in _numbers(shown, present.n, k):
        middles = middle(question, middle_shown, n, towards_zero=question.counted == "learned")
        ways += [[Sum(*answers, n, n), *way] for way in (middles[0] if middles else [[]])]
    return ways


def _numbers(shown: float | str, present: int, k: int) -> Sequence[int]:
    """Give how many can have answered, when the report says so or so many, *most*, or nothing."""
    if not isinstance(shown, str):
        return [int(shown)]
    return [n for n in range(max(k - 1, present) + 1) if _in_words(n, present, k) == shown]


def _in_words(n: int, present: int, k: int) -> str:
    """Give what a reader with this limit is told of `n` answers: a number, most, or hidden.

    What the public hears follows from what the municipality hears.
    """
    least, silent = n, present - n
    if k > SMALLEST and 0 < silent < SMALLEST:
        least = max(SMALLEST, present - SMALLEST + 1)
        if n < SMALLEST or present <= SMALLEST + 1 or least < k:
            return "hidden"
        return "most"
    if n < k:
        return "hidden"
    if 0 < silent < k:
        return "most" if present > k + 1 else "hidden"
    return "a number"


def _applied(block: Block, facts: Shown, present: _Present, k: int) -> Question:
    cells = (Cell("applied", 1, 1), Cell("not applied", 0, 0), _SILENT)
    question = _within(Question(block, "applied", cells), facts["answered"], present)
    applied, kind = number(facts, "applied"), str(facts.get("applied by"))
    if applied is not None:
        return question.told({(0, 1): applied, (1, 2): int(facts["answered"]) - applied})
    hidden = isinstance(facts["answered"], str)
    ways: list[Facts] = []
    for n in _numbers(facts["answered"], present.n, k):
        half = {"most": (n // 2 + 1, n), "few": (0, n // 2)}.get(kind, (0, n))
        among = [Sum(0, 2, n, n), Sum(0, 1, *half)]
        parts = [[*among, Sum(*run, 0, k - 1)] for run in ((0, 1), (1, 2))]
        ways += [among] if hidden else parts
    return question._replace(choices=(ways,))
