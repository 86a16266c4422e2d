"""Small groups: what is shown, and a reader who tries to work out what is not.

The attacker knows the rules, n, and everything shown. He writes out every group that would have been shown
in the same way; when all of them agree on a cell of 1 to k - 1 people, that cell has leaked.
"""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import pytest

from actionlab.privacy.disclosure import (
    Cell,
    Groups,
    Protection,
    ShownAttendance,
    ShownShare,
    attendance,
    shown_count,
    shown_groups,
    shown_median,
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


@pytest.mark.parametrize(("n", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (30, 30)])
def test_a_count_of_people_is_shown_from_the_limit_on(n: int, shown: int | None) -> None:
    assert shown_count(n, MUNICIPALITY) == shown
    assert shown_count(n, RESEARCHERS) == n


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
    ("values", "shown"),
    [
        ((8, 7, 7, 9), None),
        ((8, 7, 7, 9, 6), 7.0),
        ((5, 5, 5, 6, 6, 6), 6.0),
        ((4, 5, 5, 6, 6, 6, 7, 8, 5, 5), 5.5),
        ((2.625, 3.375, 3.0, 2.5, 3.5, 2.75), 2.875),
        ((), None),
    ],
)
def test_the_middle_value_is_shown_from_the_limit_on(values: tuple[float, ...], shown: float | None) -> None:
    assert shown_median(values, MUNICIPALITY) == shown


def test_the_team_sees_the_exact_middle_value() -> None:
    assert shown_median((5, 6), RESEARCHERS) == 5.5
    assert shown_median((), RESEARCHERS) is None


@pytest.mark.parametrize(("k", "sizes"), [(5, (5, 6, 7, 8, 9)), (10, (10, 12))])
def test_the_middle_answer_does_not_give_the_number_on_either_side_of_any_answer_away(
    k: int, sizes: tuple[int, ...]
) -> None:
    for n, border in itertools.product(sizes, (2, 3, 4, 5)):
        alike = defaultdict(set)
        for answers in itertools.combinations_with_replacement(range(1, 6), n):
            alike[shown_median(answers, Protection(k=k))].add(sum(answer < border for answer in answers))
        assert [below for below in alike.values() if len(below) == 1] == []
