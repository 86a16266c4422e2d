"""The bounds that the solver finds are right: they are those of every division, and of a general solver."""

import itertools
import random
from collections.abc import Sequence

import numpy as np
import pytest
from privacy.solver.sums import Facts, ImpossibleError, Sum, bounds
from scipy.optimize import Bounds as Limits
from scipy.optimize import LinearConstraint, milp


def _divisions(people: int, cells: int) -> list[tuple[int, ...]]:
    rows = itertools.product(range(people + 1), repeat=cells)
    return [row for row in rows if sum(row) == people]


def _random_facts(dice: random.Random, cells: int) -> list[Sum]:
    found = []
    for _ in range(dice.randint(1, 2)):
        first, low = dice.randrange(cells), dice.randint(0, 4)
        found.append(Sum(first, dice.randint(first + 1, cells), low, low + dice.randint(0, 3)))
    return found


def _fits(row: Sequence[int], facts: Facts) -> bool:
    return all(low <= sum(row[first:end]) <= high for first, end, low, high in facts)


@pytest.mark.parametrize("seed", range(30))
def test_the_bounds_are_those_of_all_divisions_written_out(seed: int) -> None:
    dice = random.Random(seed)
    cells, people = dice.randint(1, 5), dice.randint(0, 7)
    known = [Sum(0, cells, people, people), *_random_facts(dice, cells)]
    choice = [_random_facts(dice, cells) for _ in range(2)]
    possible = [
        row
        for row in _divisions(people, cells)
        if _fits(row, known) and any(_fits(row, facts) for facts in choice)
    ]
    if not possible:
        with pytest.raises(ImpossibleError):
            bounds(cells, known, [choice])
        return
    found = bounds(cells, known, [choice])
    for first, end in itertools.combinations(range(cells + 1), 2):
        sizes = [sum(row[first:end]) for row in possible]
        assert (found.least[first, end], found.largest[first, end]) == (min(sizes), max(sizes))


@pytest.mark.parametrize("seed", range(10))
def test_the_bounds_are_those_of_a_general_solver(seed: int) -> None:
    dice = random.Random(seed)
    cells = 9
    known = [Sum(0, cells, 20, 40), *(fact for _ in range(4) for fact in _random_facts(dice, cells))]
    rows = np.array([[fact.first <= cell < fact.end for cell in range(cells)] for fact in known], float)
    sums = LinearConstraint(rows, [fact.low for fact in known], [fact.high for fact in known])
    whole = np.ones(cells, np.int64)
    for first, end in dice.sample(list(itertools.combinations(range(cells + 1), 2)), 4):
        wanted = np.array([first <= cell < end for cell in range(cells)], float)
        least = milp(wanted, constraints=sums, integrality=whole, bounds=Limits(0, 40))
        if least.fun is None:
            with pytest.raises(ImpossibleError):
                bounds(cells, known)
            return
        largest = milp(-wanted, constraints=sums, integrality=whole, bounds=Limits(0, 40))
        assert largest.fun is not None
        found = bounds(cells, known)
        assert (found.least[first, end], found.largest[first, end]) == (round(least.fun), round(-largest.fun))
