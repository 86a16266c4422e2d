"""Workbooks as Excel and other programs write them: values, dates, hidden sheets, and what is no table."""

import datetime as dt
from typing import Any

import pytest
from hostile_files import (
    SHEET,
    TEXTS,
    WORKBOOK,
    WORKBOOK_LINKS,
    archive,
    changed,
    parts_of,
    sheet_of_xml,
    workbook,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from actionlab.exchange.files.headings import NoHeading, NoHeadings
from actionlab.exchange.files.spreadsheets import MergedCells, NoResult, read_workbook
from actionlab.exchange.files.tables import Cell, Sheet, read_tables


def only(content: bytes) -> Sheet:
    """The one sheet of a workbook."""
    (sheet,) = read_workbook(content, "x.xlsx")
    return sheet


def rows(content: bytes) -> list[tuple[Cell, ...]]:
    """The headings and rows of the one sheet of a workbook, which is a table."""
    sheet = only(content)
    assert sheet.problem is None
    return [sheet.header, *(row.cells for row in sheet.rows)]


def with_rows(*lines: tuple[Any, ...]) -> bytes:
    """A workbook with these cells."""

    def fill(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": "d-m-yyyy"})
        for number, line in enumerate(lines):
            for column, value in enumerate(line):
                if isinstance(value, dt.date):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, str):
                    sheet.write_string(number, column, value)
                elif value is not None:
                    sheet.write(number, column, value)

    return workbook(fill)


def test_cells_come_as_what_they_are() -> None:
    line = (
        "Zoë & <b>\n“ja” 👍",
        7,
        7.5,
        True,
        dt.date(2026, 1, 5),
        dt.datetime(2026, 1, 5, 13, 30),  # noqa: DTZ001 - a cell has no time zone
        None,
        "x",
    )

    assert rows(with_rows(tuple("abcdefgh"), line)) == [tuple("abcdefgh"), line]


@pytest.mark.parametrize(
    ("form", "number", "shown"),
    [
        ("h:mm", 0.5, "12:00"),
        ("h:mm:ss", 0.50025463, "12:00:22"),
        ("[h]:mm", 1.5, "36:00"),
        ("[h]:mm:ss", 1 / 24 + 1 / 86400, "1:00:01"),
        ("d-m-yyyy", 46027, dt.date(2026, 1, 5)),
        ("dd mmmm yyyy", 46027, dt.date(2026, 1, 5)),
        ("0.00", 46027, 46027),
        ("0%", 0.75, 0.75),
    ],
)
def test_a_number_is_what_its_format_makes_of_it(form: str, number: float, shown: Cell) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write(0, 0, "kop")
        sheet.write_number(1, 0, number, book.add_format({"num_format": form}))

    assert rows(workbook(fill)) == [("kop",), (shown,)]


def test_a_number_has_the_digits_that_excel_shows() -> None:
    content = sheet_of_xml(
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>kop</t></is></c></row>'
        b'<row r="2"><c r="A2"><v>0.30000000000000004</v></c></row><row r="3"><c r="A3"><v>7.0</v></c></row>'
        b'<row r="4"><c r="A4"><v>1.0000000000000002</v></c></row>'
    )

    assert [repr(row.cells[0]) for row in only(content).rows] == ["0.3", "7", "1.0"]


def test_days_that_count_from_1904_are_the_days_they_were() -> None:
    def early(part: bytes) -> bytes:
        return part.replace(b"<workbookPr", b'<workbookPr date1904="1"')

    content = changed(with_rows(("datum",), (dt.date(2026, 1, 5),)), WORKBOOK, early)

    assert rows(content) == [("datum",), (dt.date(2030, 1, 6),)]


def test_rows_and_columns_keep_their_place() -> None:
    sheet = only(
        with_rows((), (None, "kop", "tweede"), (), (None, "x", 1), (None, " \n", None), (None, None, 2))
    )

    assert (sheet.header_row, sheet.header) == (2, ("", "kop", "tweede"))
    assert [(row.number, row.cells) for row in sheet.rows] == [(4, (None, "x", 1)), (6, (None, None, 2))]


def test_titles_above_the_table_are_passed_over() -> None:
    lines = [("Deelnemers 2026",), ("bijgewerkt in mei",), (), ("code", "cijfer"), ("D1", 7), ("D2", 8)]

    sheet = only(with_rows(*lines))

    assert (sheet.header_row, sheet.header, len(sheet.rows)) == (4, ("code", "cijfer"), 2)


def test_a_remark_beside_one_column_is_not_taken_for_headings() -> None:
    sheet = only(with_rows(("tekst",), ("een",), ("twee", "let op"), ("drie",), ("vier",)))

    assert sheet.header == ("tekst",)
    assert isinstance(sheet.problem, NoHeading)
    assert str(sheet.problem).startswith("x.xlsx, row 3: column B is not empty")


@pytest.mark.parametrize("first", [("D1", dt.date(2026, 1, 5)), (1, 2.5), ("D1", "5-1-2026")])
def test_a_table_without_headings_is_told(first: tuple[Cell, ...]) -> None:
    assert isinstance(only(with_rows(first, ("D2", "x"))).problem, NoHeadings)


def test_headings_may_be_numbers_among_words() -> None:
    assert only(with_rows(("code", 1, 2), ("D1", 3, 4))).header == ("code", "1", "2")


def test_hidden_sheets_are_there_and_charts_are_not() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_column(0, 0, ["kop", 1, 2])
        book.add_worksheet("Verborgen").hide()
        hidden = book.add_worksheet("Diep & verborgen")
        hidden.very_hidden()
        hidden.write(0, 0, "woord")
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Sheet1!$A$2:$A$3"})
        book.add_chartsheet("Grafiek").set_chart(chart)
        book.add_worksheet("Laatste").write_column(0, 0, ["kop", 3])

    sheets = read_workbook(workbook(fill), "x.xlsx")

    assert [(sheet.name, sheet.hidden, sheet.header) for sheet in sheets] == [
        ("Sheet1", False, ("kop",)),
        ("Verborgen", True, ()),
        ("Diep & verborgen", True, ("woord",)),
        ("Laatste", False, ("kop",)),
    ]
    assert sheets[-1].rows[0].cells == (3,)


def test_a_sheet_that_is_no_table_does_not_keep_the_others_from_being_read() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["Uitleg", None, 5])
        sheet.write_row(1, 0, [None, "los", 46027])
        sheet.write_row(2, 1, [dt.date(2026, 1, 5).toordinal(), 7, "en zo"])
        book.add_worksheet("Jan").write_column(0, 0, ["kop", "x"])

    first, second = read_workbook(workbook(fill), "x.xlsx")

    assert str(first.problem).startswith("x.xlsx, sheet 1, row ")
    assert (second.problem, second.header, len(second.rows)) == (None, ("kop",), 1)


def test_a_formula_gives_its_result() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["som", "woord", "fout", "ja"])
        sheet.write_formula(1, 0, "=3+4", None, 7)
        sheet.write_formula(1, 1, '="a"&"b"', None, "a & b")
        sheet.write_formula(1, 2, "=NA()", None, "#N/A")
        sheet.write_formula(1, 3, "=TRUE()", None, True)

    assert rows(workbook(fill))[1] == (7, "a & b", "#N/A", True)


@pytest.mark.parametrize("fault", [b"#REF!", b"#SPILL!", b"#DIV/0!"])
def test_what_went_wrong_in_a_formula_is_not_an_empty_cell(fault: bytes) -> None:
    for quote in (b'"', b"'"):
        cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>kop</t></is></c></row><row r="2"><c r="A2" t="e">'
        content = sheet_of_xml(cell.replace(b'"e"', quote + b"e" + quote) + b"<v>%s</v></c></row>" % fault)

        assert rows(content) == [("kop",), (fault.decode(),)]


@pytest.mark.parametrize("formula", [b"<f>A1+1</f>", b'<f t="shared" si="0"/>'])
def test_a_formula_without_a_result_is_told_with_its_cell(formula: bytes) -> None:
    content = sheet_of_xml(
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>kop</t></is></c></row>'
        b'<row r="2"><c r="A2"><v>1</v></c><c r="B2" s="1">%s</c></row>' % formula
    )

    problem = only(content).problem

    assert isinstance(problem, NoResult)
    assert problem.facts["cell"] == "B2"


def test_cells_merged_over_rows_that_differ_are_told() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["code", "tekst"])
        sheet.write_column(1, 1, ["een", "twee", "drie"])
        sheet.merge_range("A2:A3", "D1")
        sheet.write(3, 0, "D2")

    problem = only(workbook(fill)).problem

    assert isinstance(problem, MergedCells)
    assert problem.facts["cells"] == "A2:A3"


def test_merged_cells_in_a_title_or_within_one_row_do_no_harm() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:B2", "Overzicht")
        sheet.write_row(2, 0, ["code", "tekst"])
        sheet.write_row(3, 0, ["D1", "x"])
        sheet.merge_range("A5:B5", "D2")
        sheet.merge_range("B9:B12", "")

    assert rows(workbook(fill)) == [("code", "tekst"), ("D1", "x"), ("D2", None)]


def test_a_row_that_is_coloured_to_its_end_is_not_large() -> None:
    content = sheet_of_xml(
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>kop</t></is></c><c r="XFD1" s="1"/></row>'
        b'<row r="2"><c r="A2"><v>7</v></c></row><row r="1048576"><c r="A1048576" s="1"/></row>'
    )

    assert rows(content) == [("kop",), (7,)]


INLINE = b'<row r="1"><c r="A1" t="inlineStr"><is><t>kop</t></is></c></row><row r="2"><c r="A2"%s</c></row>'


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (b' t="inlineStr"><is><t>a &amp; <![CDATA[<b>]]></t></is>', "a & <b>"),
        (
            b' t="inlineStr"><is><r><t>ge</t></r><r><rPr/><t xml:space="preserve">woon </t></r></is>',
            "gewoon ",
        ),
        (b' t="inlineStr"><is><t>een&#13;&#10;twee_x000D_drie</t></is>', "een\ntwee\ndrie"),
        (b' t="str"><f>A1</f><v>zin &lt;b&gt;</v>', "zin <b>"),
        (b' t="d"><v>2026-01-05</v>', dt.date(2026, 1, 5)),
        (b' t="b"><v>1</v>', True),
        (b' t="n"><v>1.5E1</v>', 15),
        (b"><!-- los --><v>7</v>", 7),
    ],
)
def test_other_programs_write_cells_in_other_ways(cell: bytes, value: Cell) -> None:
    assert rows(sheet_of_xml(INLINE % cell)) == [("kop",), (value,)]


def test_rows_and_cells_without_a_place_are_counted() -> None:
    text = b'<c t="inlineStr"><is><t>%s</t></is></c>'
    cells = [
        b"<row>" + text % b"kop" + text % b"tweede" + b"</row>",
        b"<row/>",
        b"<row><c/><c><v>7</v></c></row>",
    ]

    sheet = only(sheet_of_xml(b"".join(cells)))

    assert [(row.number, row.cells) for row in sheet.rows] == [(3, (None, 7))]


def test_a_workbook_of_another_layout_is_read_alike() -> None:
    parts = parts_of(with_rows(("kop", "tweede"), ("Zoë", 1)))
    moved = {
        "[Content_Types].xml": parts["[Content_Types].xml"],
        "_rels/.rels": parts["_rels/.rels"].replace(b"xl/workbook.xml", b"/boek/Lijst.xml"),
        "boek/lijst.xml": parts[WORKBOOK],
        "boek/_rels/lijst.xml.rels": parts[WORKBOOK_LINKS]
        .replace(b"worksheets/sheet1.xml", b"../Blad.xml")
        .replace(b"sharedStrings.xml", b"/woorden.xml"),
        "Blad.xml": parts[SHEET].replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"<x:?", b"<?"),
        "woorden.xml": parts[TEXTS].decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    }

    assert rows(archive(moved)) == [("kop", "tweede"), ("Zoë", 1)]


def test_a_large_sheet_is_read_to_its_last_row() -> None:
    lines = [("code", "cijfer", "tekst"), *((f"D{number}", number / 2, "x" * 40) for number in range(12_000))]

    sheet = only(with_rows(*lines))

    assert [row.cells for row in sheet.rows] == lines[1:]


def test_a_link_to_a_page_does_no_harm() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write(0, 0, "kop")
        sheet.write_url(1, 0, "https://example.test/", string="pagina")

    assert rows(workbook(fill)) == [("kop",), ("pagina",)]


VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8).map(lambda text: f"x{text}"),
    st.integers(-(10**9), 10**9),
    st.floats(-1e6, 1e6).map(lambda number: round(number, 3)),
    st.booleans(),
    st.dates(dt.date(1901, 1, 1), dt.date(2199, 1, 1)),
    st.none(),
)


@settings(max_examples=60)
@given(table=st.lists(st.tuples(st.just("x"), VALUES, VALUES, VALUES), max_size=6))
def test_what_is_written_in_excel_is_read_back(table: list[tuple[Cell, ...]]) -> None:
    header = ("kolom", "tweede", "derde", "vierde")

    assert rows(with_rows(header, *table)) == [header, *table]


def test_the_content_tells_that_it_is_a_workbook() -> None:
    content = with_rows(("kop",), ("x",))

    assert read_tables(content, "export zonder naam") == read_tables(content, "x.xlsx")
