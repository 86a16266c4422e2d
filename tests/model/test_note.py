"""Notes: what authors may say and choose for a section, and what is refused."""

from typing import Any

import pytest
from builders import HOUTEN, NIEUWEGEIN, insight, measured, observation, record, study, valid

from actionlab.errors import Problem
from actionlab.model.build import build
from actionlab.model.measurement import Measurement
from actionlab.model.note import CHOOSES
from actionlab.model.records import Records
from actionlab.model.references import without
from actionlab.model.rules import needs, problems
from actionlab.model.vocabulary import ids

KNOWN = Records(
    [
        study(),
        insight("ins-1"),
        insight("ins-2"),
        record("action", "act-1"),
        record("decision", "dec-1"),
        record("training", "trn-1"),
        record("agenda_item", "agd-1", municipalities=[HOUTEN]),
        measured(None, "baseline", 7),
        study("twee", municipality=[NIEUWEGEIN]),
        study("beide", municipality=[NIEUWEGEIN, HOUTEN]),
        insight("ins-8", study_id="twee"),
        insight("ins-9", study_id="beide"),
        measured(None, "baseline", 7, study_id="twee"),
        record("agenda_item", "agd-2", origin=["ins-8"]),
        record("agenda_item", "agd-3", origin=["ins-8", "ins-1"]),
        record("agenda_item", "agd-4"),
    ]
)
MEASURED = next(each.id for each in KNOWN.of(Measurement) if each.data.study_id == "een")
GRADES = "measurement:een:grade"
STANDS_IN = {
    "since_last_report": ["dec-1"],
    "summary": ["ins-1", "dec-1"],
    "insights": ["ins-1"],
    "change": [GRADES],
    "training": ["trn-1"],
    "actions": ["act-1"],
    "agenda": ["agd-1"],
}


def found(**fields: Any) -> tuple[Problem, ...]:
    return problems("not-1", "note", build("note", valid("note", **fields)), KNOWN)


def broken(**fields: Any) -> list[str]:
    return [problem.field for problem in found(**fields)]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ({"text": "Onze tekst."}, []),
        ({"text": None, "order": ["ins-1"]}, []),
        ({"text": None, "leave_out": ["ins-1"]}, []),
        ({"text": None}, ["text"]),
        ({"order": ["ins-1", "ins-1"]}, ["order"]),
        ({"leave_out": ["ins-1", "ins-1"]}, ["leave_out"]),
        ({"order": ["ins-1"], "leave_out": ["ins-2"]}, []),
        ({"order": ["ins-1"], "leave_out": ["ins-1"]}, ["leave_out"]),
        ({"order": ["ins-0"]}, ["order"]),
    ],
)
def test_a_note_says_something_and_names_nothing_twice(said: dict[str, Any], names: list[str]) -> None:
    assert broken(report_section="insights", **said) == names


@pytest.mark.parametrize("section", ids("report_section"))
def test_only_what_stands_in_a_section_is_chosen_there(section: str) -> None:
    everything = {ref for refs in STANDS_IN.values() for ref in refs}
    taken = [ref for ref in sorted(everything) if not broken(report_section=section, order=[ref])]
    assert taken == sorted(STANDS_IN.get(section, []))
    assert set(STANDS_IN) == set(CHOOSES)


def test_who_names_one_measurement_hears_how_to_name_all_of_an_instrument() -> None:
    (problem,) = found(report_section="change", leave_out=[MEASURED])
    assert (problem.field, problem.facts["group"]) == ("leave_out", GRADES)


def test_a_note_on_a_municipality_may_name_what_is_of_any_study() -> None:
    on_houten = {"study_id": None, "municipality": HOUTEN}
    assert broken(report_section="change", leave_out=[GRADES], **on_houten) == []
    assert broken(report_section="insights", order=["ins-1"], **on_houten) == []
    assert broken(report_section="change", leave_out=["measurement:een:gas"], **on_houten) == ["leave_out"]


def test_a_note_on_a_study_does_not_choose_in_another_study() -> None:
    assert broken(report_section="change", leave_out=["measurement:twee:grade"]) == ["leave_out"]


@pytest.mark.parametrize(
    ("section", "ref", "places"),
    [
        ("insights", "ins-1", None),
        ("insights", "ins-8", ["Nieuwegein"]),
        ("insights", "ins-9", None),
        ("change", GRADES, None),
        ("change", "measurement:twee:grade", ["Nieuwegein"]),
        ("agenda", "agd-1", None),
        ("agenda", "agd-2", ["Nieuwegein"]),
        ("agenda", "agd-3", None),
        ("agenda", "agd-4", []),
    ],
)
@pytest.mark.parametrize("name", ["order", "leave_out"])
def test_a_note_on_a_municipality_names_nothing_that_only_stands_in_reports_on_another(
    section: str, ref: str, places: list[str] | None, name: str
) -> None:
    told = found(study_id=None, municipality=HOUTEN, report_section=section, **{name: [ref]})
    expected = [] if places is None else [(name, {"ref": ref, "places": places, "municipality": ["Houten"]})]
    assert [(each.field, each.facts) for each in told] == expected


def test_a_note_on_a_study_names_no_question_that_stands_in_no_report_on_it() -> None:
    taken = [
        ref
        for ref in ("agd-1", "agd-2", "agd-3", "agd-4")
        if not broken(report_section="agenda", order=[ref])
    ]
    assert taken == ["agd-1", "agd-3"]


def test_a_study_and_a_municipality_of_one_note_belong_together() -> None:
    (problem,) = found(study_id="twee", municipality=HOUTEN, report_section="insights", order=["ins-8"])
    assert (problem.field, problem.facts["places"]) == ("study_id", ["Nieuwegein"])
    assert found(study_id="beide", municipality=HOUTEN, report_section="insights", order=["ins-9"]) == ()


def test_what_is_no_part_of_any_section_is_refused_once() -> None:
    known = Records([*KNOWN, observation("obs-1")])
    data = build("note", valid("note", report_section="insights", order=["obs-1"]))
    assert [problem.facts["ref"] for problem in problems("not-1", "note", data, known)] == ["obs-1"]


def test_the_rules_read_the_records_that_a_note_names() -> None:
    note = build("note", valid("note", order=["ins-1"]))
    assert {"insight", "decision", "measurement", "training", "action", "agenda_item"} <= needs("note", note)
    assert needs("note", build("note", valid("note"))) == {"study"}
    on_houten = build("note", valid("note", study_id=None, municipality=HOUTEN))
    assert needs("note", on_houten) == {"study"}


def test_what_was_erased_is_chosen_no_more_and_the_rest_stays() -> None:
    stored = {"report_section": "insights", "order": ["ins-1", "ins-2"], "leave_out": ["ins-3"]}
    assert without("note", stored, {"ins-1", "ins-3"}) == (
        {"report_section": "insights", "order": ["ins-2"], "leave_out": []},
        0,
    )
