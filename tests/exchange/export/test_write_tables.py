"""Writing tables: text stays text, nothing is cut, and the same tables give the same bytes."""

import csv
import datetime as dt
import io
import json
import re
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from actionlab.exchange.export.codebook import Table, codebook, of_type, text, whole
from actionlab.exchange.export.formulas import defused, restored
from actionlab.exchange.export.write_tables import (
    LONGEST_TEXT,
    TooLong,
    TooManyRows,
    as_csv,
    as_json,
    as_workbook,
    joined,
)
from actionlab.exchange.files.cells import as_number

DAY = dt.date(2026, 7, 1)
COLUMNS = (
    of_type("id", "id", "Id", ""),
    text("what_seen", "Seen"),
    whole("n", "Number"),
    of_type("number", "score", "Score"),
    of_type("date", "date", "Date"),
    of_type("yes_no", "agreed", "Agreed"),
    text("tags", "Tags", many=True),
)
ROW = ("obs-0001", "Hij zei: één <b>&", -2, 3.75, DAY, True, ("regie", "werk"))
EMPTY = ("obs-0002", None, None, None, None, None, ())
FORMULAS = ["=1+1", "+31", "-2", "@SOM(A1)", "\t=1", "\r=1", "＝1", "http://x.invalid", "1", "TRUE"]
# what XML, csv and a store of Unicode text can hold
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffe\uffff\r"), max_size=30)


def table(*rows: Any, columns: Any = COLUMNS, name: str = "observations") -> Table:
    return Table(name=name, label="One row per observation.", variables=columns, rows=rows)


def one(value: Any, *, many: bool = False) -> Table:
    """A table of one cell beside an id."""
    return table(("obs-0001", value), columns=(COLUMNS[0], text("what_seen", "Seen", many=many)))


def workbook(*tables: Table) -> bytes:
    return as_workbook(tables, codebook(tables), title="Samen aan tafel", created=DAY)


def sheet(content: bytes, name: str = "observations") -> list[list[Any]]:
    found: list[list[Any]] = (
        CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(name).to_python()
    )
    return found


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def lines(content: bytes, delimiter: str = ",") -> list[list[str]]:
    decoded = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(decoded, newline=""), delimiter=delimiter))


def test_a_workbook_holds_numbers_as_numbers_and_days_as_days() -> None:
    header, row, empty = sheet(workbook(table(ROW, EMPTY)))

    assert header == [each.name for each in COLUMNS]
    assert row == ["obs-0001", "Hij zei: één <b>&", -2, 3.75, DAY, "yes", "regie; werk"]
    assert empty == ["obs-0002", "", "", "", "", "", ""]


@pytest.mark.parametrize("said", FORMULAS)
def test_in_a_workbook_text_is_never_a_formula_a_link_or_a_number(said: str) -> None:
    content = workbook(one(said))
    found = parts(content)

    assert restored(sheet(content)[1][1]) == said
    assert [name for name, part in found.items() if "<f>" in part or "<hyperlink" in part] == []
    assert not any("hyperlink" in part for name, part in found.items() if name.endswith(".rels"))
    assert re.search(r'<c r="B2"[^>]* t="s">', found["xl/worksheets/sheet2.xml"])


@pytest.mark.parametrize("said", [each for each in FORMULAS if not each[0].isalnum()])
def test_what_could_run_has_an_apostrophe_in_every_form_that_a_spreadsheet_opens(said: str) -> None:
    cells = [sheet(workbook(one(said)))[1][1], lines(as_csv(one(said)))[1][1]]
    cells.append(lines(as_csv(one(said), excel=True), ";")[1][1])

    assert cells == [defused(said)] * 3
    assert defused(said)[:2] == f"'{said[0]}"
    assert lines(as_csv(one((said, "x"), many=True)))[1][1][0] == "'"


def test_negative_numbers_stay_numbers() -> None:
    assert lines(as_csv(table(ROW)))[1][2:4] == ["-2", "3.75"]


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_every_text_comes_back_from_a_workbook_as_it_was(said: str) -> None:
    assert restored(sheet(workbook(one(said)))[1][1]) == said


@given(TEXTS, st.booleans())
def test_every_text_comes_back_from_csv_as_it_was(said: str, excel: bool) -> None:
    content = as_csv(one(said), excel=excel)

    assert restored(lines(content, ";" if excel else ",")[1][1]) == said


def test_the_same_tables_give_the_same_bytes() -> None:
    assert workbook(table(ROW)) == workbook(table(ROW))


def test_a_workbook_names_no_author_and_no_other_moment_than_its_day() -> None:
    found = parts(workbook(table(ROW)))

    assert "<dc:creator></dc:creator>" in found["docProps/core.xml"]
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", found["docProps/core.xml"])) == {"2026-07-01T00:00:00Z"}
    assert "Samen aan tafel" in found["docProps/core.xml"]


def test_the_codebook_comes_first_and_tables_without_rows_have_no_sheet() -> None:
    content = workbook(table(ROW), table(name="leads"))
    names = CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names

    assert names == ["codebook", "observations"]
    assert ["leads", "One row per observation."] in [[row[0], row[3]] for row in sheet(content, "codebook")]


def test_the_header_stays_in_view_and_can_be_filtered() -> None:
    found = parts(workbook(table(ROW)))["xl/worksheets/sheet2.xml"]

    assert '<pane xSplit="1" ySplit="1"' in found
    assert '<autoFilter ref="A1:G2"/>' in found


def test_a_row_is_as_high_as_its_longest_text_up_to_what_a_sheet_can_show() -> None:
    heights = re.findall(
        r'<row r="(\d+)"[^>]* ht="([\d.]+)"',
        parts(
            workbook(
                table(
                    ("a", "kort", *EMPTY[2:]), ("b", "een\ntwee", *EMPTY[2:]), ("c", "x" * 9000, *EMPTY[2:])
                )
            )
        )["xl/worksheets/sheet2.xml"],
    )

    assert [float(height) for _, height in heights] == [30, 405]


@pytest.mark.parametrize("many", [False, True])
def test_a_text_that_excel_would_cut_is_refused_and_named(many: bool) -> None:
    long = "a" * (LONGEST_TEXT + 1)
    found = one((long,) if many else long, many=many)

    for write in (workbook, lambda each: as_csv(each, excel=True)):
        with pytest.raises(TooLong) as refused:
            write(found)
        assert refused.value.facts["record"] == "obs-0001"
        assert refused.value.facts["column"] == "what_seen"
    assert lines(as_csv(found))[1][1] == long


def test_the_limit_counts_as_excel_does() -> None:
    workbook(one("a" * LONGEST_TEXT))
    with pytest.raises(TooLong):
        workbook(one("😀" * (LONGEST_TEXT // 2 + 1)))


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from xlsxwriter.worksheet import Worksheet

    monkeypatch.setattr(Worksheet, "write_string", lambda *_: -1)
    with pytest.raises(TooManyRows):
        workbook(table(ROW))


def test_csv_for_excel_has_semicolons_a_mark_and_decimal_commas() -> None:
    content = as_csv(table(ROW), excel=True)

    assert content.startswith(b"\xef\xbb\xbfid;what_seen;n;score;date;agreed;tags\r\n")
    assert lines(content, ";")[1] == [
        "obs-0001",
        "Hij zei: één <b>&",
        "-2",
        "3,75",
        "2026-07-01",
        "yes",
        "regie; werk",
    ]


def test_csv_for_others_has_commas_no_mark_and_decimal_points() -> None:
    content = as_csv(table(ROW, EMPTY))

    assert content.startswith(b"id,what_seen,")
    assert lines(content)[1][3] == "3.75"
    assert lines(content)[2] == ["obs-0002", "", "", "", "", "", ""]


def test_json_is_one_object_with_its_number_the_tables_and_the_codebook() -> None:
    content = json.loads(as_json([table(ROW, EMPTY)], codebook([table(ROW, EMPTY)])))

    assert content["schema"] == 1
    first, second = content["tables"]["observations"]
    assert first == {
        "id": "obs-0001",
        "what_seen": "Hij zei: één <b>&",
        "n": -2,
        "score": 3.75,
        "date": "2026-07-01",
        "agreed": True,
        "tags": ["regie", "werk"],
    }
    assert (second["what_seen"], second["tags"]) == (None, [])
    assert {row["variable"] for row in content["codebook"]} >= {each.name for each in COLUMNS}


def test_json_holds_text_as_it_is() -> None:
    content = json.loads(as_json([one("=1+1")], codebook([])))

    assert content["tables"]["observations"][0]["what_seen"] == "=1+1"


@given(
    st.lists(
        st.text(st.sampled_from('a;" \n=')).filter(lambda each: each == each.strip() and each), max_size=4
    )
)
def test_answers_in_one_cell_can_be_told_apart_again(answers: list[str]) -> None:
    (found,) = list(
        csv.reader(io.StringIO(joined(answers), newline=""), delimiter=";", skipinitialspace=True)
    ) or [[]]

    assert found == answers


@pytest.mark.parametrize("value", [91.125, 0.125, 7.5, 3.1415])
def test_a_number_in_a_csv_file_is_never_taken_for_a_thousand(value: float) -> None:
    cells = [
        lines(as_csv(one(value)))[1][1],
        lines(as_csv(one(value), excel=True), ";")[1][1],
    ]

    assert [as_number(cell) for cell in cells] == [value, value]
