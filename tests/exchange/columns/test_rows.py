"""What each row of a table brings, and what is refused, with its row and column."""

import datetime as dt
from typing import Any

import msgspec
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from tables_by_hand import brought, fields_of, given, guessed, sheet

from actionlab.errors import Malformed
from actionlab.exchange.columns.mapping import Mapping, MissingColumns, read_target
from actionlab.exchange.columns.row_groups import NeededColumn, TwoColumns
from actionlab.exchange.columns.rows import apply
from actionlab.exchange.files.tables import Cell, Sheet
from actionlab.exchange.incoming import Incoming
from actionlab.exchange.planning import CHANGED, KNOWN, NEW, needed_kinds, plan
from actionlab.store import Workspace, add
from actionlab.store.versions import versions

LABELLED = ("date", "participant", "text", "score")
SCORED = "score=measurement(counter:score).value"
NOW = dt.datetime(2026, 6, 15, 11, 0, tzinfo=dt.UTC)
STUDY = "hou-driehoek"


def mapped(**columns: str) -> Mapping:
    """A mapping of columns without spaces in their names."""
    return Mapping(columns={name: read_target(target) for name, target in columns.items()})


def taken(table: Sheet, mapping: Mapping, **more: Any) -> list[Incoming]:
    return apply(table, mapping, file="lijst.csv", **more)


def faults(incomings: list[Incoming]) -> list[tuple[int, str, str]]:
    """Row, field and column of each problem."""
    return [
        (each.source.row, problem.field, str(problem.facts.get("column")))
        for each in incomings
        for problem in each.problems
    ]


def test_the_labelled_table_comes_in_with_options() -> None:
    table = sheet(LABELLED, ["2026-01-05", "D1", "Zoë zei ja", "7,5"])
    seen, counted = fields_of(brought(table, said=given(SCORED, codes=["D1=HOU-K7M2"])))
    assert seen == {"date": "2026-01-05", "participants": ["HOU-K7M2"], "what_seen": "Zoë zei ja"}
    assert counted == {
        "instrument": "counter",
        "label": "score",
        "date": "2026-01-05",
        "participant": "HOU-K7M2",
        "value": 7.5,
    }


def test_without_options_its_score_is_unknown_and_its_code_is_nobodys() -> None:
    table = sheet(LABELLED, ["2026-01-05", "D1", "x", "7"])
    assert guessed(table).unknown == ("score",)
    [seen] = brought(table, said=given("score=-"))
    assert faults([seen]) == [(2, "participants", "participant")]
    assert '--code "D1=HOU-K7M2"' in str(seen.problems[0])


def test_a_code_that_is_left_out_takes_its_measurements_along_and_no_observation() -> None:
    table = sheet(
        ["Code", "Wat viel op", "Ladder T0"], ["D1", "De jobcoach zweeg.", "3"], ["HOU-K7M2", "Goed.", "4"]
    )
    assert fields_of(brought(table, "ladder", said=given(codes=["d1=-"]))) == [
        {"what_seen": "De jobcoach zweeg."},
        {"participants": ["HOU-K7M2"], "what_seen": "Goed."},
        {"instrument": "ladder", "moment": "baseline", "participant": "HOU-K7M2", "value": 4},
    ]


@pytest.mark.parametrize("cell", ["1.234", "1e999", "1_0", "７", "nan", "zeven"])
def test_a_number_that_is_none_or_could_be_two_is_refused_with_row_and_column(cell: str) -> None:
    table = sheet(LABELLED, ["2026-01-05", "HOU-K7M2", "x", "7"], ["2026-01-05", "HOU-K7M2", "y", cell])
    assert faults(brought(table, said=given(SCORED))) == [(3, "value", "score")]


@pytest.mark.parametrize("cell", ["31-02-2026", "03/04/2026", "5-1-26", "gisteren", "46027"])
def test_a_day_that_is_none_or_could_be_two_is_refused_with_row_and_column(cell: str) -> None:
    table = sheet(["Datum", "Tekst"], ["5-1-2026", "x"], [cell, "y"])
    assert faults(brought(table)) == [(3, "date", "Datum")]


def test_a_column_that_the_mapping_speaks_of_and_is_gone_is_named() -> None:
    with pytest.raises(MissingColumns) as fault:
        taken(sheet(["date", "text"], ["2026-01-05", "x"]), mapped(text="observation.what_seen", score="key"))
    assert fault.value.facts["columns"] == ("score",)


def test_a_text_that_looks_like_a_formula_comes_in_as_it_was_written() -> None:
    table = sheet(["Tekst"], ["=1+1"], ["'=1+1"], ["'s ochtends"])
    assert [each["what_seen"] for each in fields_of(brought(table))] == ["=1+1", "=1+1", "'s ochtends"]


def test_the_same_unknown_word_is_one_problem_in_however_many_rows() -> None:
    rows = [[f"Tekst {number}.", "keukentafelgesprek"] for number in range(40)]
    problems = [each.problems[0] for each in brought(sheet(["Tekst", "Situatie"], *rows))]
    assert len(problems) == 40
    assert len({id(problem) for problem in problems}) == 1
    assert problems[0].facts["value"] == "keukentafelgesprek"


def test_a_word_that_is_nearly_in_the_list_gets_the_word_that_is() -> None:
    [seen] = brought(sheet(["Tekst", "Situatie"], ["x", "intakegesprk"]))
    assert seen.problems[0].facts["near"] == "intakegesprek"


def test_words_of_the_table_are_translated_and_a_dash_takes_nothing() -> None:
    table = sheet(["Tekst", "Situatie"], ["x", "Keukentafel"], ["y", "nvt"])
    mapping = guessed(table).mapping
    words = {"Situatie": {"keukentafel": "intake_conversation", "NVT": "-"}}
    told = taken(table, msgspec.structs.replace(mapping, words=words))
    assert fields_of(told) == [{"what_seen": "x", "setting": "intake_conversation"}, {"what_seen": "y"}]


@pytest.mark.parametrize(
    "cell",
    [
        "klantmanager; jobcoach",
        "klantmanager, jobcoach",
        "Klantmanagers en jobcoach",
        "klantmanager\njobcoach",
        "klantmanager;jobcoach;",
        "klantmanager | jobcoach | klantmanager",
    ],
)
def test_several_answers_in_one_cell_are_told_apart(cell: str) -> None:
    [seen] = fields_of(brought(sheet(["Tekst", "Aanwezig"], ["x", cell])))
    assert seen["present_roles"] == ["klantmanager", "jobcoach"]


def test_an_answer_with_a_comma_in_it_is_one_answer() -> None:
    table = sheet(
        ["Tekst", "Vond de inwoner het goed?", "Tags"], ["x", "ja, mondeling gevraagd", '"a; b"; c']
    )
    [seen] = fields_of(brought(table, said=given("Vond de inwoner het goed?=residents_agreed")))
    assert (seen["residents_agreed"], seen["tags"]) == ("oral", ["a; b", "c"])


def test_codes_may_stand_behind_each_other_in_small_letters() -> None:
    [seen] = fields_of(brought(sheet(["Tekst", "Deelnemers"], ["x", "hou-k7m2 HOU-Q4W8,HOU-K7M2"])))
    assert seen["participants"] == ["HOU-K7M2", "HOU-Q4W8"]


def test_yes_true_one_and_ja_are_the_same_and_a_missing_answer_stays_missing() -> None:
    header = ["Tekst", "quote.text", "quote.permission"]
    answers: list[Cell] = ["ja", True, 1.0, "1", "nee", False, 0, ""]
    table = sheet(header, *[["x", "'Zo is het'", answer] for answer in answers])
    quotes = [each["quote"].get("permission") for each in fields_of(brought(table))]
    assert quotes == [True] * 4 + [False] * 3 + [None]


def test_one_and_true_are_not_the_same_answer_in_a_column_of_numbers() -> None:
    table = sheet(["Code", "T0"], ["HOU-K7M2", 1.0], ["HOU-Q4W8", True], ["HOU-R5T9", 1])
    assert faults(brought(table, "ladder")) == [(3, "value", "T0")]


@pytest.mark.parametrize("cell", ["4", 4.0, "4 – onbetaald werk", "4. Onbetaald werk", " 4 "])
def test_a_step_may_have_its_name_behind_it(cell: Cell) -> None:
    table = sheet(["Code", "T0"], ["HOU-K7M2", cell])
    assert fields_of(brought(table, "ladder"))[0]["value"] == 4


@pytest.mark.parametrize("cell", ["4 5", "3-4", "7 van de 10", "4,5"])
def test_a_step_with_another_number_behind_it_is_refused(cell: str) -> None:
    assert faults(brought(sheet(["Code", "T0"], ["HOU-K7M2", cell]), "ladder")) == [(2, "value", "T0")]


def test_empty_rows_are_passed_over_and_keep_their_numbers() -> None:
    table = sheet(["Datum", "Tekst"], ["", ""], ["", "  "], ["5-1-2026", "x"])
    assert [each.source.row for each in brought(table)] == [4]


def test_a_row_with_a_date_and_no_text_is_not_lost() -> None:
    [seen] = brought(sheet(["Datum", "Tekst"], ["5-1-2026", ""]))
    assert seen.fields == {"date": "2026-01-05"}


def test_a_ladder_without_a_person_is_refused_and_a_scan_is_an_anonymous_form() -> None:
    table = sheet(["Code", "Ladder T0", "Cijfer T0"], ["", "3", "8"])
    ladder, grade = brought(table, "ladder", "grade")
    assert faults([ladder]) == [(2, "participant", "Code")]
    assert (grade.fields["group_count"], grade.anonymous, grade.problems) == (1, True, ())


def test_a_participant_needs_a_code_that_was_made_here() -> None:
    [person] = brought(sheet(["Code", "Groep"], ["Jan", "inwoner"]))
    assert faults([person]) == [(2, "pseudonym", "Code")]
    assert "log participant --count" in str(person.problems[0])


def test_what_is_the_same_for_every_row_is_a_record_of_its_own_each_time() -> None:
    table = sheet(["Tekst"], ["x"], ["y"])
    said = given("quote.text:=Zo is het", "observation.tags:=taal; regie")
    first, second = fields_of(brought(table, said=said))
    assert first["quote"] == {"text": "Zo is het"}
    assert first["tags"] == second["tags"] == ["taal", "regie"]
    assert first["quote"] is not second["quote"]


def test_a_value_for_every_row_that_cannot_be_read_is_refused_before_any_row() -> None:
    table = sheet(["Tekst"], ["x"])
    mapping = guessed(table, said=given("observation.date:=31-02-2026")).mapping
    with pytest.raises(Malformed):
        taken(table, mapping)


def test_two_columns_for_one_answer_are_refused_and_for_one_text_are_joined() -> None:
    table = sheet(["a", "b", "t"], ["1-3-2026", "2-3-2026", "x"])
    with pytest.raises(TwoColumns):
        taken(table, mapped(t="observation.what_seen", a="observation.date", b="observation.date"))
    table = sheet(["a", "b", "t"], ["rood", "", "x"])
    [seen] = fields_of(
        taken(
            table,
            mapped(t="observation.what_seen", a="observation.interpretation", b="observation.interpretation"),
        )
    )
    assert seen["interpretation"] == "a: rood"


def test_a_mapping_without_the_field_that_a_record_is_about_is_refused() -> None:
    with pytest.raises(NeededColumn) as fault:
        taken(sheet(["d"], ["1-3-2026"]), mapped(d="observation.date"))
    assert fault.value.facts["target"] == "observation.what_seen"


def test_a_row_of_another_study_is_refused() -> None:
    table = sheet(["id", "study_id", "what_seen"], ["obs-7k3fq2xd", "hou-ander", "x"], ["", STUDY, "y"])
    first, second = taken(table, guessed(table).mapping, study_id=STUDY)
    assert (first.key, faults([first])) == (("id", "obs-7k3fq2xd"), [(2, "study_id", "None")])
    assert (second.key, second.problems) == ((), ())


def test_what_we_worked_out_ourselves_is_neither_taken_nor_asked_about() -> None:
    table = sheet(["what_seen", "computed.phase"], ["x", "observe"])
    assert fields_of(brought(table)) == [{"what_seen": "x"}]


def test_the_records_of_one_row_have_different_keys() -> None:
    table = sheet(["Nr", "Tekst", "Cijfer T0", "Cijfer T1"], [1.0, "x", "6", "8"])
    seen, before, after = brought(table, "grade")
    assert (seen.key, seen.weak) == (("row", "lijst.xlsx", "", "1"), True)
    assert before.key == ("row", "lijst.xlsx", "", "1", "grade", "baseline")
    assert after.key == ("row", "lijst.xlsx", "", "1", "grade", "follow_up_1")


def test_a_numbered_row_that_changes_is_a_correction_and_another_list_is_not(workspace: Workspace) -> None:
    text = "De klantmanager vroeg wie er beslist, en niemand wist het."

    def outcomes(*rows: list[str]) -> list[str]:
        coming = brought(sheet(["Nr", "Tekst"], *rows))
        steps = plan(coming, versions(workspace, STUDY, needed_kinds(coming)), STUDY)
        add(workspace, [step.draft for step in steps if step.draft], now=NOW)
        return [step.outcome for step in steps]

    assert outcomes(["1", text], ["2", "De jobcoach zweeg."]) == [NEW, NEW]
    assert outcomes(["1", text], ["2", "De jobcoach zweeg."]) == [KNOWN, KNOWN]
    assert outcomes(["1", text.replace("niemand", "niemand daar")]) == [CHANGED]
    assert outcomes(["1", "In februari was er een ander overleg over geld."]) == [NEW]


_LETTERS = st.characters(exclude_categories=["Cs", "Cc"])
# a formula that went wrong, such as #VALUE!, is refused
_WORDS = st.text(_LETTERS, min_size=1, max_size=30).filter(
    lambda text: text.strip() and text.strip()[0] != "#"
)


@settings(max_examples=100, deadline=None)
@for_all(rows=st.lists(st.lists(st.none() | _WORDS, min_size=3, max_size=3), min_size=1, max_size=6))
def test_whatever_stands_in_a_row_is_in_its_text(rows: list[list[str | None]]) -> None:
    table = sheet(["Vraag A", "Vraag B", "Vraag C"], *rows)
    filled = {number: [cell for cell in cells if cell] for number, cells in enumerate(rows, 2)}
    if not any(filled.values()):
        return
    texts = {each.source.row: each.fields["what_seen"] for each in brought(table, said=given("*=what_seen"))}
    for number, cells in filled.items():
        for cell in cells:
            # the apostrophe that keeps a text from being a formula is no part of it
            assert cell.removeprefix("'") in texts[number]
