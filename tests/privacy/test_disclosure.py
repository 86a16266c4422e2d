"""Small groups: what is shown, and a reader who tries to work out what is not.

The attacker knows the rules, n, and everything shown. He writes out every group that would have been shown
in the same way; when all of them agree on a cell of 1 to k - 1 people, that cell has leaked.
"""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

import pytest

from actionlab.model.instruments import INSTRUMENTS
from actionlab.privacy.disclosure import (
    Cell,
    Groups,
    Protection,
    ShownAttendance,
    ShownPart,
    ShownShare,
    are_safe_together,
    attendance,
    lower_half,
    rounded_answer,
    rounded_change,
    shown_groups,
    shown_part,
    shown_share,
)

MUNICIPALITY, PUBLIC, RESEARCHERS = Protection(k=5), Protection(k=10), Protection(k=None)
DIRECTIONS: list[list[tuple[str, ...]]] = [[("same", "down")]]
STEPS: list[list[tuple[str, ...]]] = [
    [("1", "2"), ("3", "4"), ("5", "6")],
    [("1", "2", "3"), ("4", "5", "6")],
]


def _divisions(n: int, cells: int) -> Iterator[tuple[int, ...]]:
    """Every way to divide `n` people over `cells`."""
    for bars in itertools.combinations(range(n + cells - 1), cells - 1):
        edges = (-1, *bars, n + cells - 1)
        yield tuple(after - before - 1 for before, after in itertools.pairwise(edges))


def _leaks(
    divisions: Iterator[tuple[int, ...]], shown: Callable[[tuple[int, ...]], object], k: int
) -> list[object]:
    """What is shown in the same way for several groups, all with the same small cell."""
    alike = defaultdict(list)
    for division in divisions:
        alike[shown(division)].append(division)
    return [
        (view, cell)
        for view, groups in alike.items()
        for cell in zip(*groups, strict=True)
        if len(set(cell)) == 1 and 0 < cell[0] < k
    ]


def _counts(labels: Sequence[str], division: Sequence[int]) -> dict[str, int]:
    return dict(zip(labels, division, strict=True))


@pytest.mark.parametrize("k", [4, 1, 0, -5])
def test_a_limit_below_five_people_is_refused(k: int) -> None:
    with pytest.raises(ValueError, match=str(k)):
        Protection(k=k)


def test_cells_that_are_large_enough_are_shown_as_they_are() -> None:
    groups = shown_groups({"up": 7, "same": 5, "down": 6}, DIRECTIONS, MUNICIPALITY)
    assert groups is not None
    assert [groups.count(label) for label in ("up", "same", "down")] == [7, 5, 6]
    assert (groups.n, groups.everyone, groups.joined) == (18, (), False)


def test_a_small_cell_is_joined_with_its_neighbour() -> None:
    groups = shown_groups({"up": 7, "same": 4, "down": 1}, DIRECTIONS, MUNICIPALITY)
    assert groups == Groups(cells=(Cell(labels=("up",), n=7), Cell(labels=("same", "down"), n=5)))
    assert groups.count("same", "down") == 5
    assert groups.count("same") is None


@pytest.mark.parametrize(("up", "same", "down"), [(11, 1, 0), (6, 1, 0), (4, 2, 0), (3, 1, 0), (0, 0, 0)])
def test_a_group_that_cannot_be_divided_safely_is_not_divided(up: int, same: int, down: int) -> None:
    assert shown_groups({"up": up, "same": same, "down": down}, DIRECTIONS, MUNICIPALITY) is None


def test_the_public_sees_less_than_the_municipality_and_the_team_sees_all() -> None:
    counts = {"up": 7, "same": 4, "down": 1}
    assert shown_groups(counts, DIRECTIONS, PUBLIC) is None
    everything = shown_groups(counts, DIRECTIONS, RESEARCHERS)
    assert everything is not None
    assert [cell.n for cell in everything.cells] == [7, 4, 1]


def test_the_finest_division_that_is_safe_is_chosen() -> None:
    counts = _counts("123456", (3, 3, 5, 0, 6, 5))
    groups = shown_groups(counts, STEPS, MUNICIPALITY)
    assert groups is not None
    assert [(cell.labels, cell.n) for cell in groups.cells] == [
        (("1", "2"), 6),
        (("3", "4"), 5),
        (("5", "6"), 11),
    ]
    coarse = shown_groups(_counts("123456", (3, 1, 5, 0, 6, 5)), STEPS, MUNICIPALITY)
    assert coarse is not None
    assert [cell.n for cell in coarse.cells] == [9, 11]


def test_everybody_in_one_cell_is_said_because_it_tells_each_persons_answer() -> None:
    alone = shown_groups({"up": 12, "same": 0, "down": 0}, DIRECTIONS, MUNICIPALITY)
    together = shown_groups({"up": 0, "same": 10, "down": 2}, DIRECTIONS, MUNICIPALITY)
    assert alone is not None
    assert alone.everyone == ("up",)
    assert together is not None
    assert together.everyone == ("same", "down")


@pytest.mark.parametrize(("k", "largest"), [(5, 24), (6, 20), (10, 34)])
def test_no_division_in_up_same_and_down_gives_a_small_cell_away(k: int, largest: int) -> None:
    labels = ("up", "same", "down")
    for n in range(1, largest + 1):
        found = _leaks(
            _divisions(n, 3), lambda each: shown_groups(_counts(labels, each), DIRECTIONS, Protection(k=k)), k
        )
        assert found == []


def test_no_division_over_the_steps_of_a_ladder_gives_a_small_cell_away() -> None:
    for n in (5, 10, 12, 15):
        found = _leaks(
            _divisions(n, 6), lambda each: shown_groups(_counts("123456", each), STEPS, MUNICIPALITY), 5
        )
        assert found == []


def test_the_attacker_does_find_a_small_cell_when_only_that_cell_is_left_out() -> None:
    def careless(division: tuple[int, ...]) -> object:
        return tuple(n if n == 0 or n >= 5 else None for n in division)

    assert _leaks(_divisions(13, 3), careless, 5) != []


def test_attendance_below_the_limit_gives_the_total_and_the_roles_in_words() -> None:
    shown = attendance({"klantmanager": 6, "jobcoach": 2, "teacher": 0}, MUNICIPALITY)
    assert shown == ShownAttendance(roles=("klantmanager", "jobcoach"), total=8, per_role=None)


def test_attendance_per_role_is_shown_when_every_role_is_large_enough() -> None:
    shown = attendance({"klantmanager": 6, "jobcoach": 5}, MUNICIPALITY)
    assert (shown.total, shown.per_role) == (11, (("klantmanager", 6), ("jobcoach", 5)))


def test_attendance_of_fewer_people_than_the_limit_gives_only_words() -> None:
    shown = attendance({"klantmanager": 3, "jobcoach": 1}, MUNICIPALITY)
    assert shown == ShownAttendance(roles=("klantmanager", "jobcoach"))


def test_attendance_shows_the_team_everything_and_an_empty_session_as_empty() -> None:
    assert attendance({"jobcoach": 1}, RESEARCHERS).per_role == (("jobcoach", 1),)
    assert attendance({}, MUNICIPALITY) == ShownAttendance(roles=(), total=0)


@pytest.mark.parametrize("k", [5, 10])
def test_no_attendance_list_gives_the_number_of_a_role_away(k: int) -> None:
    roles = "abcdefghijkl"

    def sessions(present: int) -> Iterator[tuple[int, ...]]:
        for n in range(present, 14):
            yield from (tuple(more + 1 for more in each) for each in _divisions(n - present, present))

    for present in range(1, 12):
        found = _leaks(
            sessions(present), lambda each: attendance(_counts(roles[: len(each)], each), Protection(k=k)), k
        )
        assert found == []


def test_a_share_is_shown_when_the_part_and_the_rest_are_large_enough() -> None:
    assert shown_share(7, 12, MUNICIPALITY) == ShownShare(whole=12, part=7, most=True)
    assert shown_share(5, 12, MUNICIPALITY) == ShownShare(whole=12, part=5, most=False)


@pytest.mark.parametrize(("part", "most"), [(12, True), (11, True), (6, False), (1, False), (0, False)])
def test_all_and_nearly_all_are_both_only_called_most(part: int, most: bool) -> None:
    shown = shown_share(part, 12, PUBLIC)
    assert shown == ShownShare(whole=12, part=None, most=most)


def test_a_share_of_a_group_below_the_limit_is_not_shown() -> None:
    assert shown_share(3, 4, MUNICIPALITY) is None
    assert shown_share(0, 0, RESEARCHERS) is None
    assert shown_share(4, 4, RESEARCHERS) == ShownShare(whole=4, part=4, most=True)


@pytest.mark.parametrize("k", [5, 10])
def test_no_share_gives_a_small_part_or_rest_away(k: int) -> None:
    for n in range(1, 40):
        found = _leaks(_divisions(n, 2), lambda each: shown_share(each[0], sum(each), Protection(k=k)), k)
        assert found == []


@pytest.mark.parametrize(
    ("middle", "n", "shown"),
    [(5.0, 6, 5.0), (5.5, 8, 6.0), (4.5, None, 5.0), (5.5, 10, 5.5), (5.5, 9, 6.0)],
)
def test_a_middle_answer_is_whole_where_half_is_a_small_cell(
    middle: float, n: int | None, shown: float
) -> None:
    assert rounded_answer(middle, n, Protection(k=5)) == shown


@pytest.mark.parametrize(("middle", "n", "half"), [(5.5, 10, 5), (5.0, 10, None), (5.5, None, None)])
def test_a_middle_between_two_answers_is_a_count(middle: float, n: int | None, half: int | None) -> None:
    assert lower_half(middle, n) == half


@pytest.mark.parametrize(
    ("middle", "step", "shown"),
    [
        (1.0, 1, 1.0),
        (0.5, 1, 0.0),
        (-1.5, 1, -1.0),
        (0.125, 0.125, 0.0),
        (0.5625, 0.125, 0.5),
        (-0.9, 0.2, -0.75),
        (0.75, 0.125, 0.75),
        # half of -3.8 and 1.8, as a computer adds them
        ((1.8 - 3.8) / 2, 0.125, -1.0),
    ],
)
def test_a_middle_change_is_whole_or_in_quarters_towards_no_change(
    middle: float, step: float, shown: float
) -> None:
    assert rounded_change(middle, step) == shown
    assert rounded_change(shown, step) == shown


@pytest.mark.parametrize("instrument", ["ladder", "gas", "collaboration_scan", "expertise_self_scan"])
def test_no_middle_change_is_told_that_one_person_cannot_have(instrument: str) -> None:
    """Not even on forms that are complete, for who knows how many statements were answered each time."""
    found = INSTRUMENTS[instrument]
    most = found.statements or 1
    for first, later in itertools.product(range(found.needed or 1, most + 1), repeat=2):
        scores = [
            {Fraction(total, n) for total in range(found.low * n, found.high * n + 1)} for n in (first, later)
        ]
        changes = sorted({after - before for before, after in itertools.product(*scores)})
        alone = {rounded_change(float(each), found.step) for each in changes}
        halves = {one + other for one, other in itertools.combinations(changes, 2)}
        assert {rounded_change(float(each / 2), found.step) for each in halves} <= alone


def test_how_many_answered_is_a_number_when_nobody_or_enough_people_did_not() -> None:
    assert shown_part(14, 14, MUNICIPALITY) == ShownPart(14)
    assert shown_part(9, 14, MUNICIPALITY) == ShownPart(9)
    assert shown_part(13, 14, RESEARCHERS) == ShownPart(13)


@pytest.mark.parametrize(("n", "whole"), [(13, 14), (10, 14), (6, 7), (5, 7)])
def test_most_of_a_group_answered_is_told_in_words(n: int, whole: int) -> None:
    assert shown_part(n, whole, MUNICIPALITY) == ShownPart(None)


@pytest.mark.parametrize(("n", "whole"), [(4, 14), (0, 14), (5, 6)])
def test_too_few_answers_are_not_told_of(n: int, whole: int) -> None:
    assert shown_part(n, whole, MUNICIPALITY) is None


@pytest.mark.parametrize("k", [5, 10])
def test_no_number_of_answers_gives_away_how_many_did_not_answer(k: int) -> None:
    for whole in range(k, 40):
        found = _leaks(
            ((n, whole - n) for n in range(whole + 1)),
            lambda each: shown_part(each[0], sum(each), Protection(k=k)),
            k,
        )
        assert found == []


@pytest.mark.parametrize("k", [5, 10])
def test_what_a_reader_with_a_larger_limit_may_see_follows_from_what_another_may_see(k: int) -> None:
    for first, second, third in itertools.product((0, 1, 4, 5, 6, 10, 11), repeat=3):
        per_role = {"a": first, "b": second, "c": third}
        assert attendance(per_role, MUNICIPALITY).narrowed(Protection(k=k)) == attendance(
            per_role, Protection(k=k)
        )
        share = shown_share(first, first + second, MUNICIPALITY)
        narrowed = share.narrowed(Protection(k=k)) if share else None
        assert narrowed == shown_share(first, first + second, Protection(k=k))


@pytest.mark.parametrize(
    ("numbers", "safe"),
    [
        ((), True),
        ((0, 0), True),
        ((12, 6, 6), True),
        ((12, 7, 5), False),
        ((4,), False),
        ((12, 10), False),
        ((25, 8, 15), False),
        ((20, 10, 10), True),
    ],
)
def test_numbers_side_by_side_leave_nothing_small_when_subtracted(
    numbers: tuple[int, ...], safe: bool
) -> None:
    assert are_safe_together(numbers, MUNICIPALITY) is safe
    assert are_safe_together(numbers, RESEARCHERS)
