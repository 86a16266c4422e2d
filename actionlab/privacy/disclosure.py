"""Small groups: which numbers about people may be shown, so that nobody can be recognised.

The limit k counts *people* (participants, attendance and member checks per role, answers, grades), never
events such as observations or meetings. A cell is *small* when it holds 1 to k - 1 people. What is shown
together never lets a reader work out the size of a small cell, not even one who knows these rules.

A zero beside other cells is shown. It says what nobody did, which concerns everyone a little and singles
out no one. When one cell holds everybody, a reader knows each person's answer: `Groups.everyone` says so,
and `shown_share` then gives no number. How many people dropped out is always shown (docs/decisions).
"""

import math
import statistics
from collections.abc import Mapping, Sequence

import msgspec

from actionlab.model.settings import SMALLEST_GROUP


class Protection(msgspec.Struct, frozen=True, kw_only=True):
    """The smallest group that may be shown, in people; None is for the researchers, who see everything.

    ValueError below 5: the rules here are safe from there on.
    """

    k: int | None

    def __post_init__(self) -> None:
        if self.k is not None and self.k < SMALLEST_GROUP:
            raise ValueError(f"smallest group {self.k} is below {SMALLEST_GROUP}")

    def allows(self, n: int) -> bool:
        """Tell whether a cell of `n` people may be shown: empty, or large enough."""
        return self.k is None or n == 0 or n >= self.k

    def is_small(self, n: int) -> bool:
        """Tell whether a whole group of `n` people is too small for any number: below k, empty too."""
        return self.k is not None and n < self.k

    def is_scarce(self, n: int) -> bool:
        """Tell whether half of `n` people is a small cell: an even split must then not be recognisable."""
        return self.k is not None and n < 2 * self.k


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A number of people that is shown, for one label or for several that were joined."""

    labels: tuple[str, ...]
    n: int


class Groups(msgspec.Struct, frozen=True, kw_only=True):
    """How a group of people divides, in cells that may all be shown.

    `everyone` holds the labels of the cell that everybody is in, else it is empty. For a sensitive item
    (rule 6) give no number and no "all" then; words such as "most" only where smaller shares get them too.
    """

    cells: tuple[Cell, ...]

    @property
    def n(self) -> int:
        """Number of people in all cells together."""
        return sum(cell.n for cell in self.cells)

    @property
    def everyone(self) -> tuple[str, ...]:
        """The labels of the one cell that is not empty; nothing when there are more."""
        filled = [cell for cell in self.cells if cell.n]
        return filled[0].labels if len(filled) == 1 else ()

    @property
    def joined(self) -> bool:
        """Tell whether labels were joined to make the cells large enough."""
        return any(len(cell.labels) > 1 for cell in self.cells)

    def count(self, *labels: str) -> int | None:
        """Number of people in the cell of exactly these labels; None when they are not a cell."""
        return next((cell.n for cell in self.cells if cell.labels == labels), None)


class ShownAttendance(msgspec.Struct, frozen=True, kw_only=True):
    """Who was there: `roles` always, for use in words; None where a number is not shown.

    `per_role` pairs each role with its number of people, all roles or none.
    """

    roles: tuple[str, ...]
    total: int | None = None
    per_role: tuple[tuple[str, int], ...] | None = None


class ShownShare(msgspec.Struct, frozen=True, kw_only=True):
    """ "`part` of the `whole`" in people. `part` is None when not shown; `most` says if it is over half."""

    whole: int
    part: int | None
    most: bool


def shown_groups(
    counts: Mapping[str, int], collapses: Sequence[Sequence[tuple[str, ...]]], protection: Protection
) -> Groups | None:
    """Give the finest division of a group of people that may be shown, or None: then show n at most.

    `counts` is the number of people per label, in order. `collapses` are the ways to join labels that lie
    beside each other, finest first, such as ``[[("same", "down")]]``; labels left out stay by themselves.
    Every cell has to be empty or at least k. None for a group smaller than k.
    """
    if protection.is_small(sum(counts.values())):
        return None
    for joins in ([], *collapses):
        cells = _joined(counts, joins)
        if all(protection.allows(cell.n) for cell in cells):
            return Groups(cells=cells)
    return None


def shown_count(n: int, protection: Protection) -> int | None:
    """Give a number of people by itself, 0 or at least k; None from 1 to k - 1.

    Never for parts of a whole that is shown too: use `shown_groups`, `shown_share` or `attendance`.
    """
    return n if protection.allows(n) else None


def attendance(per_role: Mapping[str, int], protection: Protection) -> ShownAttendance:
    """Give who was at a session or member check; roles without people are left out.

    The total from k people on; numbers per role only when every role has at least k, so never a total with
    all roles but one. With hardly more people than roles there is no total either: as many people as roles
    would mean one of each, and a total left out for that reason alone would say the same.
    """
    present = {role: n for role, n in per_role.items() if n}
    total, roles = sum(present.values()), tuple(present)
    if not present:
        return ShownAttendance(roles=(), total=0)
    if all(protection.allows(n) for n in present.values()):
        return ShownAttendance(roles=roles, total=total, per_role=tuple(present.items()))
    if protection.is_small(total) or total < len(roles) + 2:
        return ShownAttendance(roles=roles)
    return ShownAttendance(roles=roles, total=total)


def shown_share(part: int, whole: int, protection: Protection) -> ShownShare | None:
    """Give a share of a group of people; None when the whole is smaller than k.

    The part is a number when it and the rest are both at least k. Nobody and everybody get no number
    either (rule 6); `most` then says no more than it says for any other share that is not shown.
    """
    if protection.is_small(whole) or not whole:
        return None
    visible = protection.k is None or min(part, whole - part) >= protection.k
    return ShownShare(whole=whole, part=part if visible else None, most=2 * part > whole)


def shown_median(values: Sequence[float], protection: Protection) -> float | None:
    """Give the middle value, in the unit of the values; None for fewer than k people, or without values.

    A middle between two whole answers tells that exactly half lies on each side. When half is a small cell
    (fewer than 2k people), it is shown as the next whole answer, so 5.5 as 6. Lowest and highest are never
    shown.
    """
    if protection.is_small(len(values)) or not values:
        return None
    middle = float(statistics.median(values))
    whole = all(float(value).is_integer() for value in values)
    return float(math.floor(middle + 0.5)) if whole and protection.is_scarce(len(values)) else middle


def _joined(counts: Mapping[str, int], joins: Sequence[tuple[str, ...]]) -> tuple[Cell, ...]:
    joined_to = {label: join for join in joins for label in join}
    cells = dict.fromkeys(joined_to.get(label, (label,)) for label in counts)
    return tuple(Cell(labels=labels, n=sum(counts.get(label, 0) for label in labels)) for labels in cells)
