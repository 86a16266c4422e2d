"""Setting up a study: the dates of its cycles, and what a person said going before the template."""

import datetime as dt
from typing import Any

import pytest

from actionlab.errors import Malformed
from actionlab.model.build import build
from actionlab.model.records import Draft
from actionlab.model.settings import Settings
from actionlab.model.study_setup import months_later, study_drafts
from actionlab.model.study_template import parse_template

TEMPLATE = parse_template(
    """
id = "klein"
version = 3
title = "Samen kijken"
theme = "O1"
main_question = "Wie doet wat?"
success = "De inwoner weet het."

[approach]
aim = "Duidelijkheid"
core_elements = ["Een gesprek", "Een kaart"]

[[cycles]]
title = "Een"
goal = "Zien."
weeks = 2
[cycles.phases]
reflect = ["Terugkijken"]
orient = ["Praten"]

[[cycles]]
title = "Twee"
goal = "Doen."
weeks = 1

[[instruments]]
id = "grade"
primary = true
indicator = "Cijfer"
""",
    "klein.toml",
)
GIVEN = {"id": "samen", "title": "Samen kijken", "municipality": ["GM0321"], "theme": "O1"}


def drafts(approach: dict[str, Any] | None = None, **given: Any) -> tuple[Draft, ...]:
    return study_drafts(
        TEMPLATE, {**GIVEN, **given}, approach or {}, approach_id="app-00000001", settings=Settings()
    )


def test_a_cycle_begins_the_day_after_the_one_before_it() -> None:
    _, study, first, second = drafts(start_date="2026-12-01")
    assert (first.fields["start_date"], first.fields["end_date"]) == ("2026-12-01", "2026-12-14")
    assert (second.fields["start_date"], second.fields["end_date"]) == ("2026-12-15", "2026-12-21")
    assert study.fields["end_date"] == "2026-12-21"


def test_the_end_decides_how_long_data_are_kept() -> None:
    study = drafts(start_date="2026-12-01")[1]
    assert study.fields["retention_until"] == "2036-12-21"
    assert study.fields["key_file_destroy_by"] == "2027-06-21"
    assert drafts(end_date="2027-08-31")[1].fields["key_file_destroy_by"] == "2028-02-29"


def test_without_a_start_nothing_gets_a_date() -> None:
    for draft in drafts():
        assert not {"start_date", "end_date", "retention_until", "key_file_destroy_by"} & set(draft.fields)


def test_what_a_person_says_goes_before_the_template() -> None:
    approach, study, *_ = drafts({"title": "Eigen naam"}, main_question="Iets anders?", end_date="2027-01-01")
    assert approach.fields["title"] == "Eigen naam"
    assert approach.fields["aim"] == "Duidelijkheid"
    assert study.fields["main_question"] == "Iets anders?"
    assert study.fields["success_definition"] == "De inwoner weet het."
    assert study.fields["end_date"] == "2027-01-01"


def test_a_study_remembers_where_it_came_from_and_claims_nothing() -> None:
    _, study, first, _ = drafts()
    assert (study.fields["template_id"], study.fields["template_version"]) == ("klein", 3)
    assert (study.fields["status"], first.fields["status"]) == ("concept", "planned")
    assert "legal_basis" not in study.fields
    assert "dpo_consulted" not in study.fields


def test_phases_stand_in_the_order_of_the_method() -> None:
    phases = drafts()[2].fields["phases"]
    assert [each["phase"] for each in phases] == ["orient", "reflect"]


def test_every_draft_has_the_form_of_its_kind() -> None:
    for draft in drafts(start_date="2026-12-01"):
        build(draft.kind, draft.fields)


def test_a_study_of_an_existing_approach_makes_no_new_one() -> None:
    made = study_drafts(TEMPLATE, GIVEN, None, approach_id="app-0001", settings=Settings())
    assert [draft.kind for draft in made] == ["study", "cycle", "cycle"]
    assert made[0].fields["approach_id"] == "app-0001"


def test_a_start_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(Malformed, match="9999-12-30"):
        drafts(start_date="9999-12-30")


def test_months_later_stays_in_the_calendar() -> None:
    assert months_later(dt.date(2026, 8, 31), 6) == dt.date(2027, 2, 28)
    assert months_later(dt.date(2028, 2, 29), 120) == dt.date(2038, 2, 28)
    assert months_later(dt.date(2026, 12, 1), 1) == dt.date(2027, 1, 1)
