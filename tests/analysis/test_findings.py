"""Everything a report may say: the example's own answers, and independence of the order of records."""

import datetime as dt
import json
import random
from typing import Any

import pytest
from builders import (
    CHECKOUT,
    HOUTEN,
    NIEUWEGEIN,
    ZEIST,
    example,
    findings,
    insight,
    observation,
    record,
    study,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from actionlab.analysis.change import Change, change
from actionlab.analysis.citations import Citations
from actionlab.analysis.findings import StudyFindings
from actionlab.analysis.grades import grades
from actionlab.analysis.outcomes import Outcome
from actionlab.analysis.published import Published
from actionlab.analysis.sessions import trainings
from actionlab.analysis.strength import strength
from actionlab.model.insight import Insight
from actionlab.model.measurement import Measurement
from actionlab.model.records import Record, Records, study_of
from actionlab.model.training import Training
from actionlab.privacy.disclosure import Protection

DATA = json.loads((CHECKOUT / "tools/example_data.json").read_text(encoding="utf-8"))
EXPECTED = DATA["expected"]
EXAMPLE = example()
CHANGES = sorted(name for name, found in EXPECTED.items() if "n_paired" in found)
MUNICIPALITIES = (HOUTEN, NIEUWEGEIN, ZEIST)


def measured_in(study_id: str) -> list[Measurement]:
    return [each.data for each in EXAMPLE.of(Measurement) if study_of(each) == study_id]


def test_every_record_of_the_example_is_there() -> None:
    kinds = {
        "agenda_items": "agenda_item",
        "approaches": "approach",
        "studies": "study",
        "cycles": "cycle",
        "participants": "participant",
        "observations": "observation",
        "trainings": "training",
        "measurements": "measurement",
        "insights": "insight",
        "actions": "action",
        "member_checks": "member_check",
        "meetings": "meeting",
        "decisions": "decision",
    }
    assert set(kinds) == set(DATA["counts"])
    stored = {name: sum(1 for each in EXAMPLE if each.kind == kind) for name, kind in kinds.items()}
    assert stored == DATA["counts"]
    assert sum(1 for each in EXAMPLE if each.kind == "organisation") == len(DATA["organisations"])
    assert EXAMPLE.unknown == 0


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_of_the_example_is_as_it_was_worked_out(name: str) -> None:
    study_id, instrument = name.split(":")
    expected = EXPECTED[name]
    found: Change = change(measured_in(study_id), instrument)
    names = ("n_start", "n_paired", "n_missing_t1", "up", "same", "down")
    counts = (found.n_start, found.n_paired, found.n_missing, found.up, found.same, found.down)
    assert counts == tuple(expected[each] for each in names)
    numbers = {
        "median_t0": found.median_before,
        "median_t1": found.median_after,
        "median_change": found.median_change,
        "net_shift": found.net_shift,
        "share_up": found.share_up,
        "rank_biserial": found.rank_biserial,
    }
    assert numbers == pytest.approx({each: expected[each] for each in numbers}, abs=5e-5)
    assert found.interval == pytest.approx(tuple(expected["share_up_ci95_clopper_pearson"]), abs=5e-5)
    assert found.sign_test_p == pytest.approx(expected["sign_test_p"], abs=1e-6)
    assert found.wilcoxon_p == pytest.approx(expected["wilcoxon_exact_p"], abs=1e-6)


def test_the_changes_worked_out_are_all_there_are() -> None:
    assert len(CHANGES) == 5
    others = {"note", "hou-driehoek:grade", "disclosure_threshold_5", "strength", "trainings"}
    assert set(EXPECTED) == {*CHANGES, *others}


def test_the_grades_of_the_example_are_as_they_were_worked_out() -> None:
    found = grades(measured_in("hou-driehoek"))
    assert {
        "n": found.n,
        "median": found.median,
        "sufficient": found.sufficient,
        "insufficient": found.insufficient,
    } == EXPECTED["hou-driehoek:grade"]


def test_every_strength_of_the_example_is_as_it_was_worked_out() -> None:
    assert {each.id: strength(each, EXAMPLE).id for each in EXAMPLE.of(Insight)} == EXPECTED["strength"]


@pytest.mark.parametrize("training_id", EXPECTED["trainings"])
def test_every_training_of_the_example_is_as_it_was_worked_out(training_id: str) -> None:
    one = EXAMPLE.find(Training, training_id)
    assert one
    known, team = Records([one]), Protection(k=None)
    (shown,) = trainings(known, one.data.study_id, Citations(known, team), Published(team))
    numbers = shown.numbers
    assert {
        "n_attended": numbers.attendance.total,
        "grades_n": numbers.grade.n if numbers.grade else 0,
        "grades_median": numbers.grade.middle if numbers.grade else None,
        "fits_my_work_median": numbers.fits.middle if numbers.fits else None,
        "level2_median_change": [each.middle for each in numbers.learning if each],
    } == EXPECTED["trainings"][training_id]


def of_study(study_id: str, audience: str = "municipality") -> StudyFindings:
    (found,) = (
        each
        for municipality in MUNICIPALITIES
        for each in findings(EXAMPLE, municipality, audience).studies
        if each.id == study_id
    )
    return found


def outcome(name: str, audience: str = "municipality") -> Outcome:
    study_id, instrument = name.split(":")
    (found,) = (each for each in of_study(study_id, audience).outcomes if each.instrument == instrument)
    return found


# `disclosure_threshold_5` in short: cells shown (up, the rest), middle change, any number at all
PROTECTED: dict[str, tuple[tuple[int, int] | None, float | None, bool]] = {
    "hou-driehoek:ladder": ((7, 5), 1.0, True),
    "hou-driehoek:collaboration_scan": (None, 0.75, True),
    "hou-zorgkennis:expertise_self_scan": (None, 0.75, True),
    "nie-taakbaan:ladder": (None, 1.0, True),
    "zei-werkzorg:gas": (None, None, False),
}


@pytest.mark.parametrize("name", PROTECTED)
def test_what_may_be_shown_of_a_change_is_as_it_was_worked_out(name: str) -> None:
    cells, middle, numbers = PROTECTED[name]
    shown = outcome(name).change
    assert shown
    groups = shown.groups
    assert (groups and (groups.count("up"), groups.count("same", "down"))) == cells
    assert (groups is None) or (groups.count("same"), groups.count("down")) == (None, None)
    assert (shown.median_change, not shown.words_only) == (middle, numbers)


def test_what_may_be_shown_of_grades_is_as_it_was_worked_out() -> None:
    assert {*PROTECTED, "hou-driehoek:grade"} == set(EXPECTED["disclosure_threshold_5"])
    shown = outcome("hou-driehoek:grade").grades
    assert shown
    assert (shown.n, shown.median, shown.sufficient) == (12, 7.0, None)


def test_researchers_see_the_whole_division() -> None:
    shown = outcome("hou-driehoek:ladder", "researchers").change
    assert shown
    assert shown.groups
    assert [shown.groups.count(each) for each in ("up", "same", "down")] == [7, 4, 1]


def test_the_findings_on_houten_are_counted() -> None:
    found = findings(EXAMPLE)
    assert len(found.insights) == 5
    assert len(found.actions) == 6
    assert len(found.decisions) == 3
    assert found.previous == dt.date(2026, 3, 10)
    assert (found.start, found.end) == (dt.date(2025, 9, 1), dt.date(2026, 6, 30))
    assert found.coverage.observations == 25
    assert [each.number for each in found.citations] == list(range(1, len(found.citations) + 1))


@pytest.mark.parametrize("audience", ["municipality", "public", "researchers"])
@settings(max_examples=20, deadline=None)
@given(order=st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(audience: str, order: random.Random) -> None:
    shuffled = list(EXAMPLE)
    order.shuffle(shuffled)
    for municipality in MUNICIPALITIES:
        assert findings(shuffled, municipality, audience) == BEFORE[municipality, audience]


BEFORE = {
    (municipality, audience): findings(EXAMPLE, municipality, audience)
    for municipality in MUNICIPALITIES
    for audience in ("municipality", "public", "researchers")
}


def test_the_given_day_of_the_previous_report_goes_before_that_of_the_last_feedback() -> None:
    found = findings(EXAMPLE, previous=dt.date(2026, 4, 1))
    assert found.previous == dt.date(2026, 4, 1)
    assert len(found.since_previous) == 3
    assert findings(EXAMPLE, previous=dt.date(2026, 6, 30)).since_previous == findings(EXAMPLE).decisions[:1]


def test_a_first_report_has_no_decisions_since_the_previous_one() -> None:
    found = findings(EXAMPLE, NIEUWEGEIN)
    assert (found.previous, found.since_previous) == (None, ())


def test_an_insight_keeps_its_basis_and_its_baseline_in_a_later_period() -> None:
    whole, later = findings(EXAMPLE), findings(EXAMPLE, since=dt.date(2026, 3, 10))
    assert later.coverage.observations < whole.coverage.observations
    assert later.insights == whole.insights
    assert [each.outcomes for each in later.studies] == [each.outcomes for each in whole.studies]


def test_employers_are_not_named_as_partners_in_public() -> None:
    firm = "Drie werkgevers (voorbeeld)"
    assert firm in of_study("nie-taakbaan").partners
    assert firm not in of_study("nie-taakbaan", "public").partners
    assert len(of_study("nie-taakbaan", "public").partners) == 3


def test_a_study_of_which_little_is_known_still_has_findings() -> None:
    bare: list[Record[Any]] = [
        study(approach_id="app-9", organisations=["org-9"]),
        observation(residents_agreed="not_asked"),
        insight(),
        record("note", text="Let op."),
    ]
    found = findings(bare)
    (one,) = found.studies
    assert (one.approach, one.partners, one.outcomes, found.start) == (None, (), (), None)
    assert (found.observations_left_out, found.coverage.observations) == (1, 0)
    assert found.notes == (("summary", "Let op."),)
