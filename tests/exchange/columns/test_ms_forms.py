"""Exports of Microsoft Forms, in Dutch and in English."""

import datetime as dt

import pytest
from tables_by_hand import brought, fields_of, given, guessed, sheet, targets

from actionlab.exchange.columns.ms_forms import is_ms_forms
from actionlab.exchange.files.tables import Cell, Sheet

DUTCH = ("Id", "Begintijd", "Tijd van voltooien", "E-mail", "Naam")
DUTCH_LATER = (*DUTCH, "Tijdstip laatste wijziging")
ENGLISH = ("ID", "Start time", "Completion time", "Email", "Name", "Last modified time")
BEGUN = dt.datetime.fromisoformat("2026-03-01T09:00:12")
SEEN_ON = dt.datetime.fromisoformat("2026-02-27T00:00:00")


def export(header: tuple[str, ...], number: float = 1.0, begun: dt.datetime = BEGUN) -> Sheet:
    """One answer, with a question about the date and one about what was seen."""
    all_own: list[Cell] = [number, begun, begun, "j.jansen@houten.nl", "Jan Jansen", begun]
    own = all_own[: len(header)]
    return sheet([*header, "Datum", "Wat zag u?"], [*own, SEEN_ON, "De jobcoach zweeg."])


@pytest.mark.parametrize("header", [DUTCH, DUTCH_LATER, ENGLISH])
def test_only_the_answers_are_taken(header: tuple[str, ...]) -> None:
    table = export(header)
    assert is_ms_forms(table.header)
    [seen] = brought(table)
    assert seen.fields == {"date": "2026-02-27", "what_seen": "De jobcoach zweeg."}
    assert any(f"'{header[3]}'" in note for note in seen.notes)


@pytest.mark.parametrize("name", DUTCH_LATER[1:])
def test_who_and_when_are_not_taken_whatever_somebody_says(name: str) -> None:
    said = given(f"{name}=observation.interpretation")
    assert "interpretation" not in fields_of(brought(export(DUTCH_LATER), said=said))[0]


def test_an_answer_is_known_by_its_number_and_the_moment_it_was_begun() -> None:
    [seen] = brought(export(DUTCH))
    assert (seen.key, seen.weak) == (("ms_forms", "1", "2026-03-01 09:00"), False)
    [other] = brought(export(DUTCH, begun=BEGUN + dt.timedelta(days=7)))
    assert other.key != seen.key


def test_a_question_nobody_knows_is_asked_about_and_the_own_columns_are_not() -> None:
    table = sheet([*DUTCH, "Vraag 1", "Wat zag u?"], [1.0, BEGUN, BEGUN, "anonymous", "", "A;B;", "x"])
    found = guessed(table)
    assert found.unknown == ("Vraag 1",)
    assert targets(found) == {"Id": ("key",), "Begintijd": ("key",), "Wat zag u?": ("observation.what_seen",)}


def test_a_choice_of_several_ends_in_a_semicolon() -> None:
    table = sheet(
        [*DUTCH, "Aanwezig", "Wat zag u?"], [1.0, BEGUN, BEGUN, "", "", "klantmanager;jobcoach;", "x"]
    )
    assert fields_of(brought(table))[0]["present_roles"] == ["klantmanager", "jobcoach"]


def test_an_evaluation_form_counts_each_answer_as_one_nameless_person() -> None:
    header = [*DUTCH, "Rapportcijfer", "Past bij mijn werk", "Voor 1", "Na 1"]
    said: list[Cell] = [BEGUN, BEGUN, "anonymous", "", 8.0, 4.0, 2.0, 4.0]
    rows = [[1.0, *said], [2.0, *said]]
    first, second = brought(sheet(header, *rows), said=given("evaluation.training:=Samen aan tafel"))
    assert first.fields == second.fields
    assert first.anonymous
    assert first.key != second.key


def test_a_list_with_an_id_and_times_of_its_own_is_no_export_of_forms() -> None:
    assert not is_ms_forms(["Id", "Datum", "Begintijd", "Tekst"])
    assert not is_ms_forms(["Id"])
