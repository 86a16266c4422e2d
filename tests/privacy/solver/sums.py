"""Bounds over sums: how few and how many people can be in any run of cells, given what is known of some runs.

People stand in a row of cells. Facts are sums over cells that lie beside each other, so the sums up to each
cell differ by known limits, and the tightest limits follow from adding limits up (Floyd and Warshall). They
are whole numbers that some division of the people really has; nothing is lost by rounding.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

MOST_PEOPLE = 1_000
_BATCH = 20_000

Limits = NDArray[np.int32]


class Sum(NamedTuple):
    """The cells from `first` up to but not including `end` hold together `low` to `high` people."""

    first: int
    end: int
    low: int
    high: int = MOST_PEOPLE


Facts = Sequence[Sum]


class ImpossibleError(Exception):
    """No division of the people fits: the report and what the reader knows of the rules contradict."""


class Bounds(NamedTuple):
    """`least[i, j]` and `largest[i, j]` people in the cells from i up to but not including j."""

    least: Limits
    largest: Limits

    def pinned(self) -> Iterator[tuple[int, int, int]]:
        """Give each run of cells whose number of people is certain, as first, end and number."""
        size = len(self.least)
        for first in range(size):
            for end in range(first + 1, size):
                if self.least[first, end] == self.largest[first, end]:
                    yield first, end, int(self.least[first, end])


def bounds(cells: int, known: Facts, choices: Sequence[Sequence[Facts]] = ()) -> Bounds:
    """Give the bounds of every run of `cells` cells.

    All of `known` holds, and of each choice at least one of its alternatives. Raises `ImpossibleError`.
    """
    worlds = _closed(_with(_unknown(cells)[np.newaxis], known))
    for alternatives in sorted(choices, key=len):
        worlds = _closed(np.concatenate([_with(worlds, facts) for facts in alternatives]))
        worlds = np.unique(worlds, axis=0)
        if len(worlds) > _BATCH:
            raise NotImplementedError(f"{len(worlds)} combinations of alternatives")
    if not len(worlds):
        raise ImpossibleError
    furthest = worlds.max(axis=0)
    return Bounds(least=-furthest.T, largest=furthest)


def _unknown(cells: int) -> Limits:
    """Give the limits of sums of which nothing is known: entry i, j is the most that sum j exceeds sum i."""
    limits = np.zeros((cells + 1, cells + 1), np.int32)
    limits[np.triu_indices(cells + 1, 1)] = MOST_PEOPLE
    return limits


def _with(worlds: Limits, facts: Facts) -> Limits:
    found = worlds.copy()
    for first, end, low, high in facts:
        found[:, first, end] = np.minimum(found[:, first, end], high)
        found[:, end, first] = np.minimum(found[:, end, first], -low)
    return found


def _closed(worlds: Limits) -> Limits:
    """Give the tightest limits of each world; worlds in which a sum is less than itself are left out."""
    for middle in range(worlds.shape[1]):
        through = worlds[:, :, middle, np.newaxis] + worlds[:, np.newaxis, middle, :]
        worlds = np.minimum(worlds, through)
    possible: Limits = worlds[~np.any(np.diagonal(worlds, axis1=1, axis2=2) < 0, axis=1)]
    return possible
