"""What is told of a change beside its counts: middle scores, and what only the team sees."""

from collections.abc import Sequence
from typing import Any

import pytest
from builders import findings, measured, people, study
from publications import MARCH, climbed, publication, published

from actionlab.analysis.change import change
from actionlab.analysis.shown_change import ShownChange, in_quarters, shown_change
from actionlab.model.records import Record
from actionlab.privacy.disclosure import Protection

MUNICIPALITY, PUBLIC, TEAM = Protection(k=5), Protection(k=10), Protection(k=None)
BOTH = ("baseline", "follow_up_1")


def scans(pairs: Sequence[tuple[int, int]]) -> list[Record[Any]]:
    """A study of professionals who answered the same to every statement, at the start and later."""
    group = people(len(pairs), group="professional")
    return [
        study(),
        *group,
        *(
            measured(each.id, moment, [answer] * 8, instrument="collaboration_scan")
            for each, pair in zip(group, pairs, strict=True)
            for moment, answer in zip(BOTH, pair, strict=True)
        ),
    ]


def told(pairs: Sequence[tuple[int, int]], protection: Protection = MUNICIPALITY) -> ShownChange:
    found = [each.data for each in scans(pairs) if each.kind == "measurement"]
    return shown_change(change(found, "collaboration_scan")).narrowed(protection)


def shown(records: list[Record[Any]], **given: Any) -> ShownChange:
    (found,) = findings(records, **given).studies[0].outcomes
    assert found.change
    return found.change


def goals(*values: tuple[int, int], n: int = 10) -> ShownChange:
    """Goals of `n` people with the same values at the start and later, of weights 1, 2 and so on."""
    found = [
        measured(each.id, moment, value, instrument="gas", goal=f"doel {weight}", weight=weight).data
        for each in people(n)
        for weight, pair in enumerate(values, 1)
        for moment, value in zip(BOTH, pair, strict=True)
    ]
    return shown_change(change(found, "gas"))


# middle scores


def test_the_middle_scores_of_a_scan_are_those_of_who_was_measured_twice() -> None:
    assert told([(2, 3), (2, 4), (3, 4), (3, 5), (4, 4)]).middles == (3.0, 4.0)


@pytest.mark.parametrize(("middle", "quarter"), [(2.5625, 2.5), (2.625, 2.75), (3.0, 3.0), (4.9167, 5.0)])
def test_a_middle_score_is_told_in_quarters(middle: float, quarter: float) -> None:
    assert in_quarters(middle) == quarter
    assert in_quarters(in_quarters(middle)) == quarter


def test_the_team_sees_middle_scores_as_they_are_and_a_group_that_is_too_small_has_none() -> None:
    assert told([(2, 3), (3, 4)], TEAM).middles == (2.5, 3.5)
    assert told([(2, 3), (3, 4)]).middles is None


def test_beside_cells_that_were_joined_there_are_no_middle_scores() -> None:
    joined = told([(2, 3)] * 7 + [(3, 3)] * 4 + [(3, 2)])
    assert joined.groups
    assert (joined.groups.joined, joined.middles) == (True, None)
    apart = told([(2, 3)] * 7 + [(3, 3)] * 5)
    assert apart.groups
    assert (apart.groups.joined, apart.middles) == (False, (2.0, 3.0))


def test_the_public_hears_no_middle_scores_that_the_municipality_does_not() -> None:
    for up, same, down in ((7, 4, 1), (10, 6, 6), (12, 0, 0), (5, 0, 7)):
        pairs = [(2, 3)] * up + [(3, 3)] * same + [(3, 2)] * down
        assert told(pairs, PUBLIC).middles in (None, told(pairs).middles)


def test_only_scans_have_middle_scores() -> None:
    assert shown(climbed(7, 4, 1), audience="researchers").middles is None


def test_a_middle_score_stays_as_it_was_published_when_somebody_joins() -> None:
    first = published(scans([(2, 3)] * 6))
    more = shown([*scans([(2, 3)] * 6 + [(4, 4)]), first])
    assert (more.n_paired, more.middles, more.stand) == (6, (2.0, 3.0), MARCH)
    corrected = shown([*scans([(4, 5)] * 6), first])
    assert (corrected.middles, corrected.stand) == ((2.0, 3.0), MARCH)


def test_middle_scores_are_added_to_a_figure_that_was_published_without_them() -> None:
    before = findings(scans([(2, 3)] * 6))
    old = publication(before)
    for figure in old.data.figures:
        figure.shown.pop("middles", None)
    now = shown([*scans([(2, 3)] * 6), old])
    assert (now.middles, now.stand) == ((2.0, 3.0), None)


# for the team only


def test_the_team_sees_how_many_stood_on_each_step_of_the_ladder() -> None:
    records = climbed(2, 1, 1)
    assert shown(records, audience="researchers").steps == ((0, 1), (4, 1), (0, 2), (0, 0), (0, 0), (0, 0))
    assert shown(climbed(20, 20, 20)).steps == ()


def test_the_team_sees_where_the_middle_change_lies() -> None:
    assert shown(climbed(9, 3, 0), audience="researchers").middle_interval == (0.0, 1.0)
    assert shown(climbed(3, 1, 1), audience="researchers").middle_interval is None
    assert shown(climbed(9, 3, 0)).middle_interval is None


def test_the_team_sees_the_middle_t_scores_of_ten_people_with_the_weights_of_their_goals() -> None:
    assert goals((-1, 1)).t_scores == (40.0, 60.0)
    first, later = goals((-1, 0), (-1, 1), (-1, 0)).t_scores or (0.0, 0.0)
    assert first == pytest.approx(36.7804, abs=0.0001)
    assert later == pytest.approx(54.4065, abs=0.0001)


def test_t_scores_are_of_ten_people_or_more_and_of_goals() -> None:
    assert goals((-1, 1), n=9).t_scores is None
    assert goals((-1, 1)).narrowed(MUNICIPALITY).t_scores is None
    assert shown(climbed(12, 0, 0), audience="researchers").t_scores is None
