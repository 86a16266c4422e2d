"""What was counted: events as they are, and people only where no small number can be worked out."""

from typing import Any

import pytest
from builders import findings, observation, record, study
from publications import JULY, MARCH, published

from actionlab.analysis.counts import ShownCounts
from actionlab.model.records import Record

Found = list[Record[Any]]


def counter(label: str, first: float, later: float | None = None, **fields: Any) -> Found:
    """What was counted at the start and later, with ids that follow from the label."""
    given = {"instrument": "counter", "label": label, "unit": "number", **fields}
    moments = [("baseline", first), ("follow_up_1", later)]
    return [
        record("measurement", f"met-{label}-{moment}", moment=moment, value=value, **given)
        for moment, value in moments
        if value is not None
    ]


def counted(*counters: Found, theme: str = "I4", earlier: Found | None = None) -> ShownCounts:
    records = [study(theme=theme), observation(), *(each for found in counters for each in found)]
    (outcome,) = findings([*records, *(earlier or ())], today=JULY).studies[0].outcomes
    assert outcome.counts
    return outcome.counts


def numbers(found: ShownCounts) -> dict[str, tuple[float | None, float | None]]:
    return {each.label: (each.first, each.later) for each in found.rows}


def test_events_are_shown_as_they_were_counted() -> None:
    found = counted(counter("contacten", 3, 2), counter("dagen", 4, unit="days"), theme="I3")
    assert numbers(found) == {"contacten": (3.0, 2.0), "dagen": (4.0, None)}
    assert not found.of_people


def test_the_first_and_the_last_count_of_a_label_are_shown() -> None:
    undated = counter("contacten", 3, 2)
    last = record("measurement", instrument="counter", label="Contacten ", moment="follow_up_2", value=9)
    assert numbers(counted([last], undated, theme="I3")) == {"contacten": (3.0, 9.0)}


@pytest.mark.parametrize(
    "label",
    [
        "Plaatsingen",
        "inwoners in beeld",
        "Omgezet in een contract",
        "jongeren",
        "Bijstandsgerechtigden",
        "zzp",
    ],
)
@pytest.mark.parametrize("theme", ["I4", "O1"])
def test_placements_and_people_are_not_shown_below_the_limit(label: str, theme: str) -> None:
    found = counted(counter(label, 4), theme=theme)
    assert found.of_people
    assert numbers(found) == {label: (None, None)}
    assert found.rows[0].hidden
    assert numbers(counted(counter(label, 5), theme=theme)) == {label: (5.0, None)}


def test_every_count_in_a_study_of_places_is_of_people_but_days_are_not() -> None:
    found = counted(counter("afgesloten", 2), counter("dagen tot een plek", 3, unit="days"))
    assert numbers(found) == {"afgesloten": (None, None), "dagen tot een plek": (3.0, None)}


def test_a_number_that_follows_from_the_others_hides_them_all() -> None:
    safe = counted(counter("begonnen", 20), counter("afgemaakt", 10), counter("gestopt", 5))
    assert numbers(safe) == {"begonnen": (20.0, None), "afgemaakt": (10.0, None), "gestopt": (5.0, None)}
    running = counted(counter("begonnen", 20), counter("afgemaakt", 10), counter("gestopt", 8))
    assert [each.hidden for each in running.rows] == [True] * 3


def test_one_more_placement_is_not_shown_after_a_publication() -> None:
    first = counter("begonnen", 8)
    earlier = published([study(theme="I4"), observation(), *first])
    kept = counted(counter("begonnen", 9), earlier=[earlier])
    assert (numbers(kept), kept.stand) == ({"begonnen": (8.0, None)}, MARCH)
    later = counted(counter("begonnen", 13), earlier=[earlier])
    assert (numbers(later), later.stand) == ({"begonnen": (13.0, None)}, None)


def test_a_count_that_is_not_whole_is_no_number_of_people() -> None:
    assert counted(counter("begonnen", 8.5)).rows[0].hidden


def test_counters_of_one_participant_are_left_out() -> None:
    own = record("measurement", instrument="counter", label="x", value=9, participant="HOU-AAAA")
    assert findings([study(), observation(), own]).studies[0].outcomes == ()
