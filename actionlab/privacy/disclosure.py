"""Small groups: which numbers about people may be shown, so that nobody can be recognised.

The limit k counts *people* (participants, attendance and member checks per role, answers, grades), never
events such as observations or meetings. A cell is *small* when it holds 1 to k - 1 people. What is shown
together never lets a reader work out the size of a small cell, not even one who knows these rules.

A zero beside other cells is shown. It says what nobody did, which concerns everyone a little and singles
out no one. When one cell holds everybody, a reader knows each person's answer: `Groups.everyone` says so,
and `shown_share` then gives no number. How many people dropped out is always shown (docs/decisions).

*Narrowed* is what a reader with a larger limit may see of what another reader sees: never anything else.
"""

import math
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

    def narrowed(
        self, collapses: Sequence[Sequence[tuple[str, ...]]], protection: Protection
    ) -> "Groups | None":
        """Give the division as `shown_groups` would for these cells; None when they are too small."""
        if self.joined:
            return self if all(protection.allows(cell.n) for cell in self.cells) else None
        return shown_groups({cell.labels[0]: cell.n for cell in self.cells}, collapses, protection)


class ShownAttendance(msgspec.Struct, frozen=True, kw_only=True):
    """Who was there: `roles` always, for use in words; None where a number is not shown.

    `per_role` pairs each role with its number of people, all roles or none.
    """

    roles: tuple[str, ...]
    total: int | None = None
    per_role: tuple[tuple[str, int], ...] | None = None

    def narrowed(self, protection: Protection) -> "ShownAttendance":
        """Give what may be shown: per role, or the total with the roles in words, or the roles alone."""
        if not self.total or (self.per_role and all(protection.allows(n) for _, n in self.per_role)):
            return self
        # with hardly more people than roles there is one of nearly each
        if protection.is_small(self.total) or self.total < len(self.roles) + 2:
            return ShownAttendance(roles=self.roles)
        return ShownAttendance(roles=self.roles, total=self.total)


class ShownShare(msgspec.Struct, frozen=True, kw_only=True):
    """ "`part` of the `whole`" in people. `part` is None when not shown; `most` says if it is over half."""

    whole: int
    part: int | None
    most: bool

    def narrowed(self, protection: Protection) -> "ShownShare | None":
        """Give the share without its part when that or the rest is too small; None for a small whole."""
        if protection.is_small(self.whole):
            return None
        if self.part is None or protection.k is None:
            return self
        visible = min(self.part, self.whole - self.part) >= protection.k
        return self if visible else ShownShare(whole=self.whole, part=None, most=self.most)


class ShownPart(msgspec.Struct, frozen=True):
    """How many people of a whole answered; None is told in words: most of them."""

    n: int | None


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


def attendance(per_role: Mapping[str, int], protection: Protection) -> ShownAttendance:
    """Give who was at a session or member check; roles without people are left out.

    The total from k people on; numbers per role only when every role has at least k, so never a total with
    all roles but one. With hardly more people than roles there is no total either: as many people as roles
    would mean one of each, and a total left out for that reason alone would say the same.
    """
    present = {role: n for role, n in per_role.items() if n}
    if not present:
        return ShownAttendance(roles=(), total=0)
    exact = tuple(present.items())
    everything = ShownAttendance(roles=tuple(present), total=sum(present.values()), per_role=exact)
    return everything.narrowed(protection)


def shown_share(part: int, whole: int, protection: Protection) -> ShownShare | None:
    """Give a share of a group of people; None when the whole is smaller than k.

    The part is a number when it and the rest are both at least k. Nobody and everybody get no number
    either (rule 6); `most` then says no more than it says for any other share that is not shown.
    """
    return ShownShare(whole=whole, part=part, most=2 * part > whole).narrowed(protection) if whole else None


def shown_part(n: int, whole: int, protection: Protection) -> ShownPart | None:
    """Give how many people of a whole that is shown too answered something; None shows nothing of them.

    None for fewer than k. A number when nobody or at least k did not answer, else words, because the rest
    could be subtracted. With a whole of k + 1 words would say that it is k, so nothing is shown.
    """
    if protection.is_small(n) or not n:
        return None
    if protection.k is None or not 0 < whole - n < protection.k:
        return ShownPart(n)
    return ShownPart(None) if whole > protection.k + 1 else None


def rounded_answer(middle: float, n: int | None, protection: Protection) -> float:
    """Give the middle of `n` answers as it may be shown: a whole answer, half way up (5.5 as 6).

    A middle between two whole answers tells that exactly half of the people lie on each side. It is shown as
    it is only when that half is no small cell; whoever shows it counts the half among what was shown.
    """
    if n is not None and protection.k is not None and n >= 2 * protection.k:
        return middle
    return whole_answer(middle)


def whole_answer(middle: float) -> float:
    """Give a middle answer as a whole one, half way up."""
    return float(math.floor(middle + 0.5))


def lower_half(middle: float, n: int | None) -> int | None:
    """Give how many of `n` people a middle between two whole answers says lie below it; None for others."""
    return None if n is None or middle.is_integer() else n // 2


def rounded_change(middle: float, step: float) -> float:
    """Give a middle change without what tells that exactly half changed: whole, towards no change.

    On a scale of smaller steps (the mean of a scan) it is in quarters: from each quarter to the next lies a
    change that one person can have.
    """
    parts = 1 if step == 1 else 4
    # half of two changes that are not binary fractions may lie a last bit below the quarter
    return math.trunc(round(parts * middle, 6)) / parts


def are_safe_together(numbers: Sequence[int], protection: Protection) -> bool:
    """Tell whether numbers of people may stand side by side when nobody knows which is part of which.

    No number, and no number less others (placements begun, less those finished and those stopped), may
    leave 1 to k - 1 people.
    """
    if protection.k is None:
        return True
    for place, total in enumerate(numbers):
        sums = {0}
        for other in (*numbers[:place], *numbers[place + 1 :]):
            sums |= {each + other for each in sums if each + other <= total}
        if any(0 < total - each < protection.k for each in sums):
            return False
    return True


def _joined(counts: Mapping[str, int], joins: Sequence[tuple[str, ...]]) -> tuple[Cell, ...]:
    joined_to = {label: join for join in joins for label in join}
    cells = dict.fromkeys(joined_to.get(label, (label,)) for label in counts)
    return tuple(Cell(labels=labels, n=sum(counts.get(label, 0) for label in labels)) for labels in cells)
