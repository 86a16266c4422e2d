"""What a reader knows of the people in each block: what is printed, and what follows from the rules.

The rules are written down here a second time, from domain 7.4 and docs/decisions/0003: a division is left
out because some cell of it is below k, a middle value says how many lie below it.
"""

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from privacy.solver.known_sessions import session_questions
from privacy.solver.question import (
    ANSWERED,
    EXACT,
    NEAR,
    QUARTER,
    Cell,
    Choice,
    Key,
    Question,
    Shown,
    ends_of_change,
    middle,
    number,
    points,
    possible_scores,
)
from privacy.solver.reader import GROUPS, SCORES
from privacy.solver.sums import MOST_PEOPLE, Sum
from privacy.solver.wording import Block, Figure, said

WHOLE = {"ladder": 5, "gas": 4}
SHARE_FROM = 10
PLACED = ("Plaatsing begonnen", "Plaatsing afgemaakt", "Plaatsing gestopt")

View = Mapping[Block, Shown]


def together(figures: Iterable[Figure]) -> dict[Block, dict[str, float | str]]:
    """Give per block what is said of it. AssertionError when a report says two things of one figure."""
    found: dict[Block, dict[str, float | str]] = defaultdict(dict)
    for block, name, value in figures:
        former = found[block].setdefault(name, value)
        assert former == value, f"{block}: {name} is {former} and {value}"
    return dict(found)


def questions(shown: View, k: int, plain: bool = True, beside: Sequence[View] = ()) -> dict[Key, Question]:
    """Give a question for everything that is counted in a report with the limit `k`.

    `plain` says that everybody has one goal and gave one grade, as a reader from the team would know. The
    cells are fine enough to be compared with those of other reports, `beside` this one.
    """
    found: list[Question] = []
    for block, facts in shown.items():
        others = [view.get(block, {}) for view in beside]
        if block[0] == "groups":
            found.append(_groups(block, shown, beside, k, plain))
        elif block[0] == "counts":
            found += _counts(block, facts)
        elif block[0] == "session":
            found += session_questions(block, facts, others, k)
        elif block[0] == "change" and block[2] == "grade":
            found += [_grades(block, facts, k)] if plain else []
        elif block[0] == "change" and block[3] != "either" and (plain or block[2] != "gas"):
            found.append(_change(block, facts, others, k, shown.get((*block[:3], "either"), {})))
            found += [_reached(block, facts, k)] if block[2] == "gas" and "n" in facts else []
            found += [_scores(block, name, facts, others) for name in SCORES if name in facts]
    return {(question.block, question.counted): question for question in found}


def _cut(middles: Iterable[float]) -> tuple[Cell, ...]:
    """Give cells of changes on a scan: no change, and the stretches from where to where a middle lies."""
    ends = {end for shown in (0.0, *middles) for end in ends_of_change(shown)}
    edges = sorted({-9.0, -EXACT, EXACT, 9.0, *ends})
    return tuple(Cell(f"{low:.3g} to {high:.3g}", low, high) for low, high in itertools.pairwise(edges))


def _change(block: Block, facts: Shown, others: Sequence[Shown], k: int, intervals: Shown) -> Question:
    instrument = block[2]
    furthest = WHOLE.get(instrument, 0)
    middles = [float(shown.get("median", 0)) for shown in (facts, *others)]
    cells = points(-furthest, furthest) if furthest else _cut(middles)
    question = Question(block, "changes", cells, exempt=True)
    zero = question.holding(0)
    parts = {"up": (zero + 1, len(cells)), "same": (zero, zero + 1), "down": (0, zero), "rest": (0, zero + 1)}
    n = number(facts, "n")
    if n is None:
        limits = {"too small": (1, k - 1), "nobody": (0, 0)}.get(str(facts.get("state")), (0, MOST_PEOPLE))
        return question._replace(known=(Sum(0, len(cells), *limits),))
    counted = {parts[name]: count for name in parts if (count := number(facts, name)) is not None}
    choices = middle(question, facts.get("median"), n, towards_zero=True)
    ups = [int(up) for name, up in intervals.items() if name.startswith(f"interval of {n}:")]
    choices += [[[Sum(*parts["up"], up, up)] for up in ups]] if ups else []
    percent = number(facts, "percent")
    if percent is not None:
        share = math.ceil((percent - 0.5) * n / 100), math.floor((percent + 0.5) * n / 100)
        choices.append([[Sum(*parts["up"], *share)]])
    if instrument != "gas":
        choices += [*_division(facts, parts, n, k), *_not_up(question, facts, n)]
    first, later = (float(facts.get(score, 0)) for score in SCORES)
    if first != later:
        # the middle of all cannot go up when nobody does
        choices.append([[Sum(*parts["up" if later > first else "down"], 1)]])
    return question.told({(0, len(cells)): n, **counted})._replace(choices=tuple(choices))


def _scores(block: Block, name: str, facts: Shown, others: Sequence[Shown]) -> Question:
    """How many people score how much, when their middle score is printed, in quarters?"""
    marks = [float(each[name]) for each in (facts, *others) if name in each]
    edges = [0.0, *sorted({edge for mark in marks for edge in _ends(mark)}), 9.0]
    cells = tuple(
        Cell(f"{low:.3g} to {high:.3g}", low, high - 1e-6) for low, high in itertools.pairwise(edges)
    )
    n, (first, end) = int(facts["n"]), _ends(float(facts[name]))
    below, above = (0, edges.index(first)), (edges.index(end), len(cells))
    sums = [Sum(*run, 0, n // 2) for run in (below, above)]
    if not any(first <= score < end for score in possible_scores(block[2])):
        # nobody scores that: it lies half way between the two people in the middle
        sums = [Sum(*run, n // 2, n // 2) for run in (below, above)]
    question = Question(block, name, cells, exempt=True)
    return question.told({(0, len(cells)): n})._replace(choices=([sums],))


def _ends(middle: float) -> tuple[float, float]:
    """Give from where to where a middle score lies that is printed like this."""
    near = QUARTER / 2 if (middle / QUARTER).is_integer() else NEAR
    return middle - near, middle + near


def _division(facts: Shown, parts: Mapping[str, tuple[int, int]], n: int, k: int) -> list[Choice]:
    """Give what it means that a division of people into up, same and down is joined, or is not there."""
    small = {name: [Sum(*run, 1, k - 1)] for name, run in parts.items()}
    if "same" in facts:
        return []
    if "rest" in facts:
        return [[small["same"], small["down"]]]
    if n < SHARE_FROM:
        return []
    everybody = [[Sum(*parts[name], n, n)] for name in ("up", "same", "down")]
    nobody_up = [[Sum(*parts["up"], 0, 0), *small[name]] for name in ("same", "down")]
    return [[small["up"], small["rest"], *everybody, *nobody_up]]


def _not_up(question: Question, facts: Shown, n: int) -> list[Choice]:
    """Give what it means that the middle change is only said not to be up: rounded it is 0 or less."""
    if "middle" not in facts:
        return []
    _, end = question.run(*(ends_of_change(0) if question.block[2] in ANSWERED else (0, 0)))
    # at most half of them went up, because less than an answer, or than a quarter, was rounded to none
    return [[[Sum(end, len(question.cells), 0, n // 2)]]]


def _counts(block: Block, facts: Shown) -> list[Question]:
    """How many placements were begun and are under way? Of the counters of `random_studies`."""
    found = []
    for moment in ("first", "later"):
        shown = [number(facts, f"{moment} {name}") for name in PLACED if not _hidden(facts, moment, name)]
        if len(shown) == len(PLACED):
            begun, finished, stopped = (int(count) for count in shown if count is not None)
            cells = tuple(Cell(name) for name in (*PLACED[1:], "under way"))
            question = Question(block, moment, cells)
            found.append(question.told({(0, 3): begun, (0, 1): finished, (1, 2): stopped}))
    return found


def _hidden(facts: Shown, moment: str, name: str) -> bool:
    return isinstance(facts.get(f"{moment} {name}", ""), str)


def _reached(block: Block, facts: Shown, k: int) -> Question:
    n, reached = int(facts["n"]), number(facts, "reached")
    question = Question(block, "reached", (Cell("not reached", 0, 0), Cell("reached", 1, 1)), exempt=True)
    if reached is not None:
        return question.told({(0, 2): n, (1, 2): reached})
    hidden = [[Sum(place, place + 1, 0, k - 1)] for place in (0, 1)]
    return question.told({(0, 2): n})._replace(choices=(hidden,))


def _grades(block: Block, facts: Shown, k: int) -> Question:
    question = Question(block, "grades", points(1, 10))
    n, sufficient = number(facts, "n"), number(facts, "sufficient")
    if n is None:
        return question._replace(known=(Sum(0, 10, 1, k - 1),))
    choices = middle(question, facts.get("median"), n)
    if sufficient is not None:
        return question.told({(0, 10): n, (5, 10): sufficient})._replace(choices=tuple(choices))
    hidden = [[Sum(*run, 0, k - 1)] for run in ((0, 5), (5, 10))]
    return question.told({(0, 10): n})._replace(choices=(*choices, hidden))


def _groups(block: Block, shown: View, beside: Sequence[View], k: int, plain: bool) -> Question:
    """How many people with a code are in each group? Everybody who was measured has one."""
    facts, unheard = shown[block], shown.get(("unheard", block[1]), {})
    everywhere = [view.get(("unheard", block[1]), {}) for view in (shown, *beside)]
    order = sorted(GROUPS, key=lambda group: sum(group in each for each in everywhere))
    last = max((place for place, group in enumerate(order) if group not in unheard), default=-1)
    named = {group: count for group in order if (count := number(facts, group)) is not None}
    known = []
    words = {said(f"people.{group}"): (place, place + 1) for place, group in enumerate(order)}
    per_person = {*ANSWERED, "ladder", *(["gas"] if plain else [])}
    for place, about in shown.items():
        if place[:2] == ("change", block[1]) and place[2] in per_person and "started" in about:
            run = words.get(str(about.get("people")), (0, last + 1))
            known.append(Sum(*run, int(about["started"])))
    question = Question(block, "groups", tuple(Cell(group) for group in order), tuple(known))
    if named:
        # all groups that have anybody, or none
        return question.told({(place, place + 1): named.get(group, 0) for place, group in enumerate(order)})
    nobody = [Sum(0, len(order), 0, 0)]
    return question._replace(choices=([nobody, *([Sum(place, place + 1, 1, k - 1)] for place in range(4))],))
