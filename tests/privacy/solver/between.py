"""The attack on two reports, one after the other: what a reader works out who has both.

Each report is a view of its own moment. What the second kept from the first is no news. What it shows anew
follows the rule of docs/decisions/0012: no number that was shown before has changed by 1 to k - 1. And the
reader may know that some people joined, or left, and that nothing else happened.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from privacy.solver.attack import Recovered, small_and_certain, solved
from privacy.solver.known import View, questions
from privacy.solver.question import Choice, Key, Question, Shown
from privacy.solver.sums import MOST_PEOPLE, Bounds, Sum
from privacy.solver.wording import Block


class Sight(NamedTuple):
    """What a report shows by block, for a limit `k`; `kept` are the blocks that are as published before."""

    shown: View
    k: int
    kept: frozenset[Block] = frozenset()


class Gossip(NamedTuple):
    """What a reader knows of what happened: so many people joined, or left, and nothing else; or nothing."""

    joined: int = MOST_PEOPLE
    left: int = MOST_PEOPLE


class Both(NamedTuple):
    """One question at two moments, with its bounds then and later."""

    first: Question
    later: Question
    then: Bounds
    now: Bounds


def compared(
    first: Sight, second: Sight, gossip: Gossip, plain: bool, *, keeps: bool = True
) -> Iterator[Both]:
    """Give every question that both reports or one of them is about, at the moments of both.

    `keeps` says that the reader knows the rule of what is shown anew.
    """
    kept = {block: facts for block, facts in second.shown.items() if block in second.kept}
    fresh = {
        block: facts
        for block, facts in second.shown.items()
        if block not in kept and not _may_be_kept(facts, first.shown.get(block, {}), second.k > first.k)
    }
    before = questions(first.shown, first.k, plain, beside=(fresh, kept))
    # of what was published for a larger limit, a report with a smaller one tells no more
    again = questions(kept, second.k, plain, beside=(first.shown, fresh)) if second.k > first.k else {}
    after = questions(fresh, second.k, plain, beside=(first.shown, kept))
    before = {key: _also(question, again.get(key)) for key, question in before.items()}
    for key in {**before, **after}:
        yield _related(*_at_both_moments(key, before, after, second.k if keeps else 0), gossip)


def _may_be_kept(facts: Shown, former: Shown, larger: bool) -> bool:
    """Tell whether a block without numbers may be what a larger limit leaves of numbers shown before."""
    return larger and _has_numbers(former) and not _has_numbers(facts)


def _has_numbers(facts: Shown) -> bool:
    return any(not isinstance(value, str) and value for value in facts.values())


def _also(question: Question, kept: Question | None) -> Question:
    """Give a question with what a later report, for others, says of the same moment."""
    # an answer to a session may also be hidden because its number was told in words
    if kept is None or kept.cells != question.cells or question.block[0] == "session":
        return question
    return question._replace(known=(*question.known, *kept.known), choices=(*question.choices, *kept.choices))


def between(both: Both, k: int, gossip: Gossip) -> Iterator[Recovered]:
    """Give the counts of 1 to k - 1 people that follow: then, later, and by how much they differ."""
    yield from small_and_certain(both.first, both.then, k)
    yield from small_and_certain(both.later, both.now, k)
    cells = both.first.cells
    for first in range(len(cells)):
        for end in range(first + 1, len(cells) + 1):
            if both.first.exempt and (first, end) == (0, len(cells)):
                continue
            least, largest = _difference(both, first, end, gossip)
            if least == largest and 0 < abs(least) < k:
                labels = ("difference", *(cell.label for cell in cells[first:end]))
                yield Recovered(both.first.block, both.first.counted, labels, least)


def _difference(both: Both, first: int, end: int, gossip: Gossip) -> tuple[int, int]:
    least = both.now.least[first, end] - both.then.largest[first, end]
    largest = both.now.largest[first, end] - both.then.least[first, end]
    return max(int(least), -gossip.left), min(int(largest), gossip.joined)


def _at_both_moments(
    key: Key, before: Mapping[Key, Question], after: Mapping[Key, Question], k: int
) -> tuple[Question, Question]:
    first, later = before.get(key), after.get(key)
    if first is None:
        assert later is not None
        return _unknown(later), later
    if later is None:
        return first, _unknown(first)
    rule = [_unchanged_or_far(printed, k) for printed in first.printed] if k else []
    return first, later._replace(choices=(*later.choices, *rule))


def _unknown(question: Question) -> Question:
    """The same question at a moment of which nothing is said."""
    return question._replace(known=(Sum(0, len(question.cells), 0),), choices=(), printed=())


def _unchanged_or_far(printed: Sum, k: int) -> Choice:
    first, end, count, _ = printed
    fewer = [[Sum(first, end, 0, count - k)]] if count >= k else []
    return [[Sum(first, end, count, count)], [Sum(first, end, count + k)], *fewer]


def _related(first: Question, later: Question, gossip: Gossip) -> Both:
    """Give the bounds at both moments, each also from the other when it is known what happened."""
    then, now = solved(first), solved(later)
    if gossip == Gossip():
        return Both(first, later, then, now)
    then = solved(first._replace(known=(*first.known, *_shifted(now, gossip.left, gossip.joined))))
    now = solved(later._replace(known=(*later.known, *_shifted(then, gossip.joined, gossip.left))))
    return Both(first, later, then, now)


def _shifted(limits: Bounds, more: int, fewer: int) -> tuple[Sum, ...]:
    """Give the limits of a moment at which there were at most `more` people more, or `fewer` fewer."""
    size = len(limits.least)
    runs = [(first, end) for first in range(size) for end in range(first + 1, size)]
    return tuple(
        Sum(*run, max(0, int(limits.least[run]) - fewer), min(MOST_PEOPLE, int(limits.largest[run]) + more))
        for run in runs
    )
