"""What municipalities may read of each other's studies."""

import random
from typing import Any

import msgspec
import pytest
from builders import TODAY, example, insight, observation, person, record, study, supported_by
from regions import (
    AMERSFOORT,
    HOUTEN,
    NIEUWEGEIN,
    SIX,
    ZEIST,
    learned,
    of_region,
    recognised,
    six_municipalities,
)

from actionlab.analysis.region import municipalities, region_scope
from actionlab.model.records import Record, Records


def shared(*found: object) -> list[str]:
    return [each.id for each in of_region(found).insights]  # type: ignore[arg-type]


def test_the_example_shares_what_was_agreed_and_seen_more_often() -> None:
    told = of_region(example())
    assert [(each.id, each.strength) for each in told.insights] == [
        ("ins-0004", "supported"),
        ("ins-0001", "confirmed"),
        ("ins-0002", "confirmed"),
    ]
    assert told.municipalities == ("Houten", "Nieuwegein", "Zeist")
    assert [each.id for each in told.sharing] == ["hou-zorgkennis", "hou-driehoek"]


def test_an_insight_is_shared_when_its_municipality_agreed_and_it_was_seen_more_often() -> None:
    assert shared(study(), *learned("een", "ins-1")) == ["ins-1"]
    assert shared(study(), *learned("een", "ins-1"), recognised("een", "ins-1")) == ["ins-1"]


@pytest.mark.parametrize(
    "change",
    [{"share": False}, {"seen": 2}, {"seen": 0}, {"counter": None}],
)
def test_what_was_not_agreed_or_was_seen_seldom_stays_at_home(change: dict[str, object]) -> None:
    assert shared(study(), *learned("een", "ins-1", **change)) == []  # type: ignore[arg-type]


def test_an_insight_that_was_not_recognised_stays_at_home() -> None:
    assert shared(study(), *learned("een", "ins-1"), recognised("een", "ins-1", "not")) == []


def test_an_insight_that_two_people_edited_apart_stays_at_home_until_they_agree() -> None:
    *sources, claim = learned("een", "ins-1")
    apart = msgspec.structs.replace(claim, heads=("a1", "b2"))
    assert shared(study(), *sources, apart) == []
    assert shared(study(), *sources, msgspec.structs.replace(claim, heads=("a1",))) == ["ins-1"]


def left_out(*insights: str, section: str = "insights", **fields: Any) -> Record[Any]:
    return record("note", report_section=section, leave_out=insights, **fields)


@pytest.mark.parametrize(
    "about",
    [
        {"study_id": "een"},
        {"study_id": None, "municipality": HOUTEN},
        {"study_id": None, "municipality": ZEIST},
        {"study_id": "een", "municipality": ZEIST},
    ],
)
def test_what_authors_leave_out_of_their_own_report_stays_at_home(about: dict[str, Any]) -> None:
    found = [study(municipality=[HOUTEN, ZEIST]), *learned("een", "ins-1"), *learned("een", "ins-2")]
    assert shared(*found, left_out("ins-1", **about)) == ["ins-2"]
    told = of_region([*found, left_out("ins-1", **about)])
    assert "ins-1" not in {each.id for each in told.records}


@pytest.mark.parametrize(
    "about",
    [
        {"study_id": None, "municipality": ZEIST},
        {"study_id": "twee"},
        {"study_id": "een", "municipality": ZEIST},
        {"section": "summary"},
    ],
)
def test_nobody_leaves_out_an_insight_of_others_nor_by_keeping_the_summary_short(
    about: dict[str, Any],
) -> None:
    elsewhere = study("twee", municipality=[ZEIST]), observation(study_id="twee")
    found = [study(), *elsewhere, *learned("een", "ins-1")]
    assert shared(*found, left_out("ins-1", **about)) == ["ins-1"]


def test_a_source_that_may_not_be_used_does_not_make_an_insight_shared() -> None:
    refused = observation("obs-weg", date="2026-02-09", residents_agreed="no")
    found = learned("een", "ins-1", seen=2, evidence=supported_by("obs-weg"))
    assert shared(study(), refused, *found) == []


def test_an_insight_is_seen_in_every_municipality_of_its_study() -> None:
    (told,) = of_region([study(municipality=[ZEIST, HOUTEN]), *learned("een", "ins-1")]).insights
    assert told.municipalities == ("Houten", "Zeist")


def test_an_insight_without_a_theme_has_that_of_its_study_and_one_without_title_its_statement() -> None:
    found = [study(theme="I3"), *learned("een", "ins-1"), *learned("een", "ins-2", theme="O2", title="Kort")]
    told = {each.id: (each.theme, each.name, each.statement) for each in of_region(found).insights}
    assert told == {
        "ins-1": ("I3", "Bewering ins-1.", ""),
        "ins-2": ("O2", "Kort", "Bewering ins-2."),
    }


def test_municipalities_stand_in_the_order_of_their_names() -> None:
    names = ("Amersfoort", "Houten", "Nieuwegein", "Utrecht", "Wijk bij Duurstede", "Zeist")
    told = of_region(six_municipalities())
    assert told.municipalities == names
    assert tuple(name for each in told.studies for name in each.municipalities) == names
    assert municipalities(Records(six_municipalities())) == tuple(reversed(SIX))


def test_a_study_in_two_municipalities_stands_there_once() -> None:
    told = of_region([study(municipality=[NIEUWEGEIN, AMERSFOORT]), observation()])
    assert [each.municipalities for each in told.studies] == [("Amersfoort", "Nieuwegein")]
    assert told.studies[0].observations == 1


def test_a_study_in_which_nothing_was_recorded_yet_exists_all_the_same() -> None:
    cycle = record("cycle", number=2, start_date="2026-06-01", phases=[{"phase": "plan"}])
    told = of_region([study(), cycle])
    assert [(each.id, each.cycle, each.phase, each.insights) for each in told.studies] == [
        ("een", 2, None, ())
    ]


def test_the_phase_is_that_of_the_day() -> None:
    phases = [{"phase": "plan", "date_from": "2026-06-01"}, {"phase": "act", "date_from": "2026-06-20"}]
    found = [study(), record("cycle", number=1, start_date="2026-06-01", phases=phases)]
    assert of_region(found).studies[0].phase == "act"
    assert of_region(found, TODAY.replace(month=6, day=5)).studies[0].phase == "plan"


def test_events_are_counted_in_the_period_and_insights_rest_on_all_before_its_end() -> None:
    found = [study(), *learned("een", "ins-1"), record("training", date="2026-06-01"), record("meeting")]
    (told,) = of_region(found, since=TODAY.replace(month=4)).studies
    assert (told.observations, told.trainings, told.meetings) == (0, 1, 1)
    assert [each.id for each in told.insights] == ["ins-1"]
    assert of_region(found, until=TODAY.replace(month=2, day=2)).insights == ()


def test_partners_are_kinds_of_organisation_in_one_order() -> None:
    found = [
        study(organisations=["org-1", "org-2", "org-3", "org-9"]),
        record("organisation", "org-1", name="Bakker", type="employer"),
        record("organisation", "org-2", name="Gemeente Houten", type="municipality"),
        record("organisation", "org-3", name="Sociale dienst", type="social_service"),
        observation(),
    ]
    assert of_region(found).studies[0].partners == ("social_service", "employer")


def test_it_says_something_of_few_records_of_a_study_that_shares_nothing() -> None:
    found = [
        study(),
        record("cycle", "cyc-1", number=1),
        *learned("een", "ins-1", share=False),
        person("HOU-K7M2"),
    ]
    assert {each.id for each in of_region(found).records} == {"een", "cyc-1"}


def test_it_says_something_of_what_a_shared_insight_rests_on_and_of_no_other_insight() -> None:
    check = recognised("een", "ins-1")
    found = [
        study(approach_id="app-1", organisations=["org-1"]),
        record("approach", "app-1"),
        record("organisation", "org-1", type="employer"),
        record("organisation", "org-2", type="employer"),
        *learned("een", "ins-1"),
        check,
        insight("ins-2"),
        person("HOU-K7M2"),
    ]
    sources = {f"obs-ins-1-{n}" for n in range(3)}
    told = {each.id for each in of_region(found).records}
    assert told == {"een", "app-1", "org-1", "ins-1", check.id, *sources}


def test_nothing_depends_on_the_order_in_which_records_were_read() -> None:
    found = six_municipalities()
    told = of_region(found)
    random.Random(6).shuffle(found)
    assert of_region(found) == told


def test_a_scope_without_studies_is_empty() -> None:
    found = region_scope(Records([record("agenda_item", "agd-1")]))
    assert [each.id for each in found.basis] == ["agd-1"]
    assert of_region([]).studies == ()
