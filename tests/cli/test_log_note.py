"""`log note`: own text and choices for a section of the report, and what `edit` and `list` make of them."""

from collections.abc import Callable
from typing import Any

import pytest
from builders import valid
from click.testing import Result
from person import ENTER, Person

from actionlab.model.records import Draft, Record
from actionlab.store import Workspace, add

from .conftest import NOW

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]


@pytest.fixture
def insights(workspace: Workspace, study: str) -> tuple[str, ...]:
    """The ids of three insights and of a measurement of the study."""
    drafts = [
        Draft(kind="insight", fields=valid("insight", study_id=study), id=f"ins-{n}{n}{n}{n}2222")
        for n in range(1, 4)
    ]
    measured = Draft(kind="measurement", fields=valid("measurement", study_id=study))
    return add(workspace, [*drafts, measured], now=NOW)[:3]


def notes(stored: Stored) -> list[Any]:
    return [record.data for record in stored() if record.kind == "note"]


def test_a_section_is_named_by_what_people_call_it(call: Call, study: str, stored: Stored) -> None:
    for option in ("--section", "--report-section"):
        assert call("log", "note", "Tekst.", option, "samenvatting").exit_code == 0
    assert [note.report_section for note in notes(stored)] == ["summary", "summary"]


def test_a_choice_needs_no_text_and_keeps_the_order_in_which_it_was_typed(
    call: Call, insights: tuple[str, ...], stored: Stored
) -> None:
    first, second, third = insights
    chosen = ("--order", third, "--order", first[:5], "--leave-out", second[:5])
    made = call("log", "note", "--section", "insights", *chosen)
    assert made.exit_code == 0, made.stderr
    (note,) = notes(stored)
    assert (note.text, note.order, note.leave_out) == (None, (third, first), (second,))


def test_an_outcome_may_be_called_by_the_name_of_its_instrument(
    call: Call, study: str, insights: tuple[str, ...], stored: Stored
) -> None:
    made = call("log", "note", "--section", "change", "--leave-out", "rapportcijfer")
    assert made.exit_code == 0, made.stderr
    assert notes(stored)[0].leave_out == (f"measurement:{study}:grade",)


def test_a_note_that_says_nothing_is_refused(call: Call, study: str, stored: Stored) -> None:
    made = call("log", "note", "--section", "insights")
    assert made.exit_code == 1
    assert "--text" in made.stderr
    assert notes(stored) == []


def test_a_note_on_a_municipality_may_choose_what_is_of_a_study(
    call: Call, insights: tuple[str, ...], stored: Stored
) -> None:
    made = call("log", "note", "-m", "Houten", "--section", "summary", "--order", insights[1])
    assert made.exit_code == 0, made.stderr
    (note,) = notes(stored)
    assert (note.study_id, note.municipality, note.order) == (None, "GM0321", (insights[1],))


def test_a_note_on_one_municipality_chooses_nothing_of_another(
    call: Call, study: str, insights: tuple[str, ...], stored: Stored
) -> None:
    outcome = f"measurement:{study}:grade"
    for section, ref in (("insights", insights[0]), ("change", outcome)):
        made = call("log", "note", "-m", "Zeist", "--section", section, "--leave-out", ref)
        assert made.exit_code == 1
        assert all(told in made.stderr for told in ("Zeist", "Houten", f"'{ref}'"))
    assert call("log", "note", "-m", "Zeist", "-s", study, "Tekst.", "--section", "summary").exit_code == 1
    assert notes(stored) == []


def test_edit_changes_the_order_and_takes_a_choice_back(
    call: Call, insights: tuple[str, ...], stored: Stored
) -> None:
    options = ("--order", insights[0], "--leave-out", insights[2])
    made = call("log", "note", "--section", "insights", *options).stdout.strip()
    assert call("edit", made, "--order", insights[1], "--clear", "leave-out").exit_code == 0
    (note,) = notes(stored)
    assert (note.order, note.leave_out) == ((insights[1],), ())


def test_a_list_shows_the_section_and_what_was_chosen(call: Call, insights: tuple[str, ...]) -> None:
    call("log", "note", "--section", "insights", "--order", insights[2])
    listed = call("list", "note").stdout
    assert "Wat hebben we geleerd?" in listed
    assert insights[2] in listed


def test_an_insight_that_is_erased_is_chosen_no_more(
    call: Call, insights: tuple[str, ...], stored: Stored
) -> None:
    call("log", "note", "--section", "insights", "--order", insights[0], "--order", insights[1])
    assert call("erase", insights[0], "--yes").exit_code == 0
    (note,) = notes(stored)
    assert note.order == (insights[1],)


def test_without_a_terminal_the_section_is_named_as_missing(call: Call, study: str) -> None:
    made = call("log", "note", "Tekst.")
    assert made.exit_code == 2
    assert "--report-section" in made.stderr


def test_on_a_terminal_the_section_is_asked(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person(monkeypatch, ("For which section", "summary"), ("Is this right?", ENTER), ("Another one?", ENTER))
    assert call("--lang", "en", "log", "note", "Tekst.").exit_code == 0
    assert notes(stored)[0].report_section == "summary"
