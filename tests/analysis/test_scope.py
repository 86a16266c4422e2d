"""What a report on one municipality may use, and that nothing of another one slips in."""

import datetime as dt
from typing import Any

import pytest
from builders import HOUTEN, NIEUWEGEIN, ZEIST, example, insight, measured, observation, person, record, study

from actionlab.analysis.scope import Scope, protection, scope
from actionlab.errors import NoStudyInMunicipality, NothingRecorded
from actionlab.i18n import activate
from actionlab.model.records import Record, Records, study_of
from actionlab.model.settings import Settings
from actionlab.model.study import Study

EXAMPLE = example()


def chosen(*records: Record[Any], municipality: str = HOUTEN, **options: Any) -> Scope:
    return scope(Records(records), municipality, **options)


def ids(found: Scope, kind: str) -> list[str]:
    return [each.id for each in found.records if each.kind == kind]


@pytest.mark.parametrize(
    ("municipality", "studies"),
    [
        (HOUTEN, {"hou-driehoek", "hou-zorgkennis"}),
        (NIEUWEGEIN, {"nie-taakbaan"}),
        (ZEIST, {"zei-werkzorg"}),
    ],
)
def test_only_records_of_its_own_studies_and_what_they_name(municipality: str, studies: set[str]) -> None:
    found = scope(EXAMPLE, municipality)
    assert {each.id for each in found.studies} == studies
    assert {study_of(each) for each in found.records} - {None} == studies
    assert {each.kind for each in found.records if study_of(each) is None} == {"approach", "organisation"}


def test_an_organisation_of_another_municipality_stays_out_and_a_shared_one_comes_in() -> None:
    assert set(ids(scope(EXAMPLE, HOUTEN), "organisation")) == {
        "org-wi",
        "org-st-hou",
        "org-zorg",
        "org-gem-hou",
        "org-hu",
    }
    assert "org-wi" in ids(scope(EXAMPLE, NIEUWEGEIN), "organisation")
    assert ids(scope(EXAMPLE, HOUTEN), "approach") == ["app-0001", "app-0002"]


def test_agenda_items_come_from_its_studies_or_name_it() -> None:
    assert [each.id for each in scope(EXAMPLE, HOUTEN).agenda] == ["agd-0001", "agd-0002", "agd-0004"]
    assert [each.id for each in scope(EXAMPLE, NIEUWEGEIN).agenda] == ["agd-0001", "agd-0004"]
    assert [each.id for each in scope(EXAMPLE, ZEIST).agenda] == ["agd-0003"]


def test_an_origin_that_is_gone_is_not_called_another_municipality() -> None:
    item = record("agenda_item", "agd-0001", origin=["ins-9999"], municipalities=[HOUTEN])
    (found,) = chosen(study(), insight(), item).agenda
    assert found.data.origin == ()


def test_an_agenda_item_from_its_study_counts_even_without_its_name() -> None:
    item = record("agenda_item", "agd-0001", origin=["ins-0001"])
    assert chosen(study(), insight(), item).agenda == (item,)


def test_with_one_study_asked_for_the_others_here_are_not_another_municipality() -> None:
    found = scope(EXAMPLE, HOUTEN, study_id="hou-driehoek")
    assert [each.id for each in found.studies] == ["hou-driehoek"]
    assert [each.id for each in found.agenda] == ["agd-0001", "agd-0004"]


def test_a_study_of_two_municipalities_is_in_both_reports() -> None:
    both, seen = study(municipality=[HOUTEN, ZEIST]), observation("obs-0001")
    for municipality in (HOUTEN, ZEIST):
        assert ids(chosen(both, seen, municipality=municipality), "observation") == ["obs-0001"]
    with pytest.raises(NoStudyInMunicipality):
        chosen(both, seen, municipality=NIEUWEGEIN)


def test_a_municipality_without_studies_gets_its_name_in_the_answer() -> None:
    activate("en")
    with pytest.raises(NoStudyInMunicipality, match="Amersfoort"):
        scope(EXAMPLE, "GM0307")


def test_an_unknown_study_of_a_municipality_is_no_study_of_it() -> None:
    with pytest.raises(NoStudyInMunicipality):
        scope(EXAMPLE, HOUTEN, study_id="nie-taakbaan")


def test_a_study_that_was_only_set_up_has_nothing_recorded() -> None:
    activate("en")
    set_up = [study("twee"), study("een"), record("cycle"), person("HOU-AAAA"), record("approach")]
    elsewhere = [study("drie", municipality=[ZEIST]), observation(study_id="drie")]
    with pytest.raises(NothingRecorded, match="een, twee"):
        chosen(*set_up, *elsewhere)
    assert chosen(*set_up, observation()).records


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ({}, ["obs-0000", "obs-0001", "obs-0002", "obs-0003"]),
        ({"since": dt.date(2026, 3, 2)}, ["obs-0000", "obs-0002", "obs-0003"]),
        ({"until": dt.date(2026, 3, 2)}, ["obs-0000", "obs-0001", "obs-0002"]),
        ({"since": dt.date(2026, 3, 2), "until": dt.date(2026, 3, 2)}, ["obs-0000", "obs-0002"]),
    ],
)
def test_both_ends_of_the_period_count_and_what_has_no_day_stays(
    options: dict[str, Any], kept: list[str]
) -> None:
    days = ("2026-03-01", "2026-03-02", "2026-03-03")
    dated = [observation(f"obs-000{n}", date=day) for n, day in enumerate(days, 1)]
    assert ids(chosen(study(), observation("obs-0000"), *dated, **options), "observation") == kept


def test_what_was_agreed_or_found_out_is_no_event_and_stays() -> None:
    action = record("action", "act-0001", agreed_on="2025-01-01")
    found = chosen(study(), action, insight(), since=dt.date(2026, 1, 1), until=dt.date(2026, 2, 1))
    assert (ids(found, "action"), ids(found, "insight")) == (["act-0001"], ["ins-0001"])


def test_the_baseline_and_the_basis_of_insights_stay_whatever_the_period_begins_with() -> None:
    before = [
        measured("HOU-AAAA", "baseline", 7, date="2025-01-01"),
        observation("obs-0001", date="2025-01-01"),
    ]
    after = [observation("obs-0002", date="2026-02-01"), observation("obs-0003", date="2026-04-01")]
    found = chosen(study(), *before, *after, since=dt.date(2026, 1, 1), until=dt.date(2026, 3, 1))
    assert ids(found, "observation") == ["obs-0002"]
    assert [each.id for each in found.basis if each.kind == "observation"] == ["obs-0001", "obs-0002"]
    assert ids(found, "measurement") == [before[0].id]


@pytest.mark.parametrize(
    ("agreed", "usable"),
    [("oral", True), ("written", True), (None, True), ("no", False), ("not_asked", False)],
)
def test_what_a_resident_did_not_agree_to_is_left_out_and_counted(agreed: str | None, usable: bool) -> None:
    seen = observation("obs-0001", residents_agreed=agreed, date="2026-01-01")
    found = chosen(study(), seen, observation("obs-0002"))
    assert ("obs-0001" in ids(found, "observation")) == usable
    assert found.basis.get("obs-0001") is (seen if usable else None)
    assert found.left_out == (0 if usable else 1)
    later = chosen(study(), seen, observation("obs-0002"), since=dt.date(2026, 1, 2))
    assert later.left_out == 0


def test_notes_go_to_the_right_report_only() -> None:
    both = study(municipality=[HOUTEN, ZEIST])
    notes = [
        record("note", "not-0001"),
        record("note", "not-0002", study_id=None, municipality=HOUTEN),
        record("note", "not-0003", study_id=None, municipality=ZEIST),
        record("note", "not-0004", municipality=ZEIST),
        record("note", "not-0005", study_id="vreemd", municipality=HOUTEN),
    ]
    known = [both, study("vreemd", municipality=[NIEUWEGEIN]), observation(), *notes]
    assert ids(chosen(*known), "note") == ["not-0001", "not-0002"]
    assert ids(chosen(*known, municipality=ZEIST), "note") == ["not-0001", "not-0003", "not-0004"]


def limits(**thresholds: int) -> list[Record[Study]]:
    return [study(), study("twee", audience_thresholds=thresholds)]


@pytest.mark.parametrize(
    ("audience", "thresholds", "k"),
    [
        ("researchers", {"municipality": 12}, None),
        ("municipality", {}, 6),
        ("public", {}, 10),
        ("municipality", {"municipality": 8}, 8),
        ("municipality", {"municipality": 5}, 6),
        ("municipality", {"public": 20}, 6),
        ("public", {"public": 12}, 12),
        ("public", {"municipality": 15}, 15),
    ],
)
def test_the_strictest_limit_counts(audience: str, thresholds: dict[str, int], k: int | None) -> None:
    settings = Settings(threshold_municipality=6, threshold_public=10)
    assert protection(audience, settings, limits(**thresholds)).k == k
