"""The codebook: each column with what it holds, which answers there are, and what an empty cell means."""

import datetime as dt
from typing import Any

from builders import record

from actionlab.exchange.export.codebook import (
    Table,
    Variable,
    choice,
    codebook,
    of_type,
    text,
    variable,
    whole,
)
from actionlab.model.fields import field
from actionlab.model.observation import Observation


def told(table: Table, remarks: tuple[tuple[str, str], ...] = ()) -> list[dict[str, Any]]:
    """The rows of the codebook of one table, by the names of its columns."""
    book = codebook([table], remarks)
    names = [each.name for each in book.variables]
    return [dict(zip(names, row, strict=True)) for row in book.rows]


def table(column: Variable, *cells: Any, **more: Any) -> Table:
    """A table of one column."""
    return Table(
        name="t", label="One row per study.", variables=(column,), rows=tuple((c,) for c in cells), **more
    )


def test_what_is_filled_in_and_what_is_empty_is_counted() -> None:
    _, row = told(table(text("tags", "Tags"), "a", None, "", ("b",), (), 0, False))

    assert (row["n"], row["n_missing"]) == (4, 3)


def test_a_table_has_a_row_of_its_own_with_the_number_of_its_rows() -> None:
    row, _ = told(table(whole("n", "Number"), 1, 2, None))

    assert (row["table"], row["variable"], row["label_en"], row["n"]) == ("t", None, "One row per study.", 3)


def test_labels_stand_there_in_dutch_and_in_english() -> None:
    row = told(table(variable(field(Observation, "date")), dt.date(2026, 3, 1)))[1]

    assert (row["label_nl"], row["label_en"], row["type"]) == ("Datum", "Date", "date")


def test_what_people_were_asked_stands_behind_the_label() -> None:
    column = Variable(name="statement_1", label="Statement", more="Ik ken de taken van de ander.")

    assert told(table(column))[1]["label_en"] == "Statement Ik ken de taken van de ander."


def test_the_words_of_a_choice_stand_beside_the_ids_that_are_in_the_column() -> None:
    row = told(table(choice("signal", "Signal", "signal"), "mixed"))[1]

    assert "helping = bevorderend" in row["values_nl"]
    assert "helping = helping" in row["values_en"]


def test_of_municipalities_only_those_in_the_table_are_named() -> None:
    column = Variable(name="municipality", label="Municipality", type="municipality", many=True)
    row = told(table(column, ("GM0321", "GM0355"), ("GM0321",)))[1]

    assert row["values_nl"] == "GM0321 = Houten\nGM0355 = Zeist"


def test_yes_and_no_are_explained() -> None:
    assert told(table(of_type("yes_no", "late", "Late"), True))[1]["values_nl"] == "yes = ja\nno = nee"


def test_limits_of_a_number_are_told() -> None:
    row = told(table(variable(field(Observation, "prompt")), 3))[1]

    assert (row["lowest"], row["highest"]) == (1, None)


def test_an_empty_cell_means_not_recorded_unless_the_column_is_never_empty() -> None:
    optional, needed = field(Observation, "setting"), field(Observation, "what_seen")

    assert told(table(variable(optional)))[1]["missing_en"] == "not recorded"
    assert told(table(variable(needed)))[1]["missing_en"] is None


def test_a_part_that_is_not_there_leaves_even_its_needed_fields_empty() -> None:
    quote = record("observation", quote={"text": "Ja."}).data.quote
    column = variable(field(type(quote), "text"), "quote.text")

    assert (column.name, column.missing) == ("quote.text", "not recorded")


def test_remarks_about_the_file_come_first_and_those_about_a_table_below_its_row() -> None:
    rows = told(table(text("x", "X"), remarks=(("Weg: 3.", "Left out: 3."),)), (("Alleen.", "Only."),))

    assert [(row["table"], row["variable"], row["label_en"]) for row in rows] == [
        (None, None, "Only."),
        ("t", None, "One row per study."),
        ("t", None, "Left out: 3."),
        ("t", "x", "X"),
    ]
