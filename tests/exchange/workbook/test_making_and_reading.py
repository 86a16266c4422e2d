"""The measurement workbook: what stands in it beforehand, and what comes back when people filled it in."""

import datetime as dt
import io
import random
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest
from builders import CHECKOUT, FEEDBACK, measured, people, person, record, study
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_filled import MAIN, filled, sheet_parts

from actionlab.exchange.files.tables import Cell, Row, Sheet, read_tables
from actionlab.exchange.incoming import Incoming
from actionlab.exchange.planning import KNOWN, NEW, plan
from actionlab.exchange.workbook.columns import sheet_name
from actionlab.exchange.workbook.making import MARK, WORDING, measurement_workbook
from actionlab.exchange.workbook.reading import (
    NewerWorkbook,
    OtherStudy,
    read_workbook_measurements,
    study_of,
)
from actionlab.exchange.workbook.rows import instruments_of, workbook_sources
from actionlab.model.records import Draft, Record, Records
from actionlab.report.wording import read_wording
from actionlab.store import Workspace, add, read
from actionlab.store.versions import versions

TODAY = dt.date(2026, 6, 15)
FILE = "metingen.xlsx"
LADDER, GOALS, GRADES = "Participatieladder", "Doelbereikingsschaal (GAS)", "Rapportcijfer"
SCAN, SELF_SCAN, COUNTER, SCALE_MAP = "Samenwerkingsscan", "Expertise-zelfscan", "Teller", "Schaalkaart"
T0, T1 = "startmeting (T0)", "vervolgmeting (T1)"

TEXT = (CHECKOUT / "templates" / WORDING).read_text(encoding="utf-8")
SAY, INSTRUMENTS = read_wording(TEXT, TEXT, WORDING), read_wording(FEEDBACK, FEEDBACK, "feedback.nl.toml")
RESIDENTS, PROFESSIONALS = people(2), people(2, "ZEI", group="professional", role="jobcoach")
EVERYBODY = [study("een"), *RESIDENTS, *PROFESSIONALS]
A, B = (each.id for each in RESIDENTS)
P, Q = (each.id for each in PROFESSIONALS)

Found = list[tuple[str, dict[str, Any]]]


def workbook(*more: Record[Any], study_id: str = "een") -> bytes:
    """The workbook of the study `een` with two residents and two professionals."""
    records = Records([*EVERYBODY, *more])
    return measurement_workbook(records, study_id, say=SAY, instruments=INSTRUMENTS, today=TODAY)


def taken(content: bytes) -> list[Incoming]:
    return coming(read_tables(content, FILE))


def coming(sheets: Sequence[Sheet]) -> list[Incoming]:
    return read_workbook_measurements(sheets, study_id="een", file=FILE)


def filled_in(cells: Mapping[str, object], *more: Record[Any]) -> list[Incoming]:
    """What comes in from the workbook with these cells filled in."""
    return taken(filled(workbook(*more), cells))


def values(found: Sequence[Incoming]) -> Found:
    assert [problem for each in found for problem in each.problems] == []
    return [(each.fields["instrument"], each.fields) for each in found]


def told(found: Sequence[Incoming]) -> list[tuple[str, int, str]]:
    """Where something is wrong: sheet, row, and column as people are told of it."""
    return [
        (each.source.sheet, each.source.row, str(problem.facts.get("column")))
        for each in found
        for problem in each.problems
    ]


@cache
def everything_read() -> tuple[Sheet, ...]:
    """The sheets of a workbook in which every instrument is filled in."""
    cells = {where: value for each, _expected in EVERY_INSTRUMENT.values() for where, value in each.items()}
    return read_tables(filled(workbook(), cells), FILE)


def rows_of(sheets: Sequence[Sheet], name: str) -> tuple[Row, ...]:
    return next(sheet for sheet in sheets if sheet.name == name).rows


def written_in(sheets: Sequence[Sheet], name: str) -> list[tuple[Cell, ...]]:
    """What stands in the rows of a sheet, without empty cells."""
    return [tuple(cell for cell in row.cells if cell is not None) for row in rows_of(sheets, name)]


EVERY_INSTRUMENT: dict[str, tuple[dict[str, object], dict[str, Any]]] = {
    "ladder": (
        {
            f"{LADDER}!B2": 3,
            f"{LADDER}!C2": dt.date(2026, 1, 12),
            f"{LADDER}!D2": "klantmanager",
            f"{LADDER}!E2": 5,
        },
        {
            "participant": A,
            "moment": "baseline",
            "value": 3,
            "date": "2026-01-12",
            "assessor_role": "klantmanager",
            "potential_12m": 5,
        },
    ),
    "gas": (
        {f"{GOALS}!B3": "Twee dagen vrijwilligerswerk <b>&\nén meer", f"{GOALS}!F3": -2},
        {
            "participant": B,
            "moment": "follow_up_1",
            "value": -2,
            "goal": "Twee dagen vrijwilligerswerk <b>&\nén meer",
        },
    ),
    "grade": (
        {
            f"{GRADES}!B2": "na een gesprek",
            f"{GRADES}!C2": dt.date(2026, 3, 1),
            f"{GRADES}!D2": 7,
            f"{GRADES}!E2": "driehoeksgesprek",
            f"{GRADES}!F2": "zelf",
        },
        {
            "participant": A,
            "moment": "after_conversation",
            "value": 7,
            "date": "2026-03-01",
            "about": "three_way_conversation",
            "assessor_role": "self",
        },
    ),
    "collaboration_scan": (
        {f"{SCAN}!D4": 1, f"{SCAN}!E4": 5, f"{SCAN}!K4": 4, f"{SCAN}!C4": dt.date(2026, 5, 4)},
        {
            "participant": P,
            "moment": "follow_up_1",
            "value": [1, 5, None, None, None, None, None, 4],
            "date": "2026-05-04",
            "assessor_role": "self",
        },
    ),
    "expertise_self_scan": (
        {f"{SELF_SCAN}!{letter}3": 2 for letter in "DEFGHI"},
        {"participant": Q, "moment": "baseline", "value": [2] * 6, "assessor_role": "self"},
    ),
    "counter": (
        {f"{COUNTER}!A2": "Gesprekken", f"{COUNTER}!B2": "dagen", f"{COUNTER}!D2": 7.5},
        {"label": "Gesprekken", "unit": "days", "moment": "baseline", "value": 7.5},
    ),
    "scale_map": (
        {
            f"{SCALE_MAP}!A2": T0,
            f"{SCALE_MAP}!C2": "Intake",
            f"{SCALE_MAP}!D2": "wijk",
            f"{SCALE_MAP}!G2": 2,
            f"{SCALE_MAP}!B3": dt.date(2026, 1, 5),
            f"{SCALE_MAP}!C3": "Jobcoaching",
            f"{SCALE_MAP}!E3": "kosten",
            f"{SCALE_MAP}!F3": "subregio",
        },
        {
            "moment": "baseline",
            "date": "2026-01-05",
            "value": [
                {"task": "Intake", "current_scale": "neighbourhood", "satisfied": 2},
                {"task": "Jobcoaching", "reason": "costs", "wished_scale": "subregion"},
            ],
        },
    ),
}


@pytest.mark.parametrize("instrument", EVERY_INSTRUMENT)
def test_what_is_filled_in_comes_back_exactly(instrument: str) -> None:
    cells, expected = EVERY_INSTRUMENT[instrument]
    assert values(filled_in(cells)) == [(instrument, {"instrument": instrument, **expected})]


def test_everything_filled_in_comes_back_at_once_and_only_once(workspace: Workspace) -> None:
    found = coming(everything_read())
    assert {each.fields["instrument"] for each in found} == set(EVERY_INSTRUMENT)
    own = {"id": "een", "title": "Een", "municipality": ["GM0321"], "theme": "O1"}
    drafts = [Draft(kind="study", fields=own)]
    drafts += [
        Draft(kind="participant", fields=msgspec.to_builtins(each.data))
        for each in (*RESIDENTS, *PROFESSIONALS)
    ]
    now = dt.datetime(2026, 6, 15, 10, 0, tzinfo=dt.UTC)
    add(workspace, drafts, now=now)
    kinds = {"measurement", "study"}
    first = plan(found, versions(workspace, "een", kinds), "een")
    assert {step.outcome for step in first} == {NEW}
    add(workspace, [step.draft for step in first if step.draft], now=now)
    assert sum(each.kind == "measurement" for each in read(workspace).records) == len(found)
    again = plan(coming(everything_read()), versions(workspace, "een", kinds), "een")
    assert {step.outcome for step in again} == {KNOWN}


def test_an_empty_workbook_brings_nothing() -> None:
    assert taken(workbook()) == []


def test_the_same_study_gives_the_same_bytes() -> None:
    assert workbook() == workbook()


def test_rows_are_there_for_who_may_be_measured_and_for_nobody_else() -> None:
    scopes = {"status": "given", "scopes": ["observe_conversations"]}
    no = [
        person("HOU-N222", consent={"status": "refused"}),
        person("HOU-N333", consent={"status": "withdrawn"}),
        person("HOU-N444", consent=scopes),
        person("HOU-N555", status="erased"),
        person("HOU-N666", study_id="twee"),
    ]
    # nobody asked these yet, and a workbook is often made before that
    waiting = [
        person("HOU-W222", consent={"status": "requested"}),
        person("HOU-W333", consent={"status": "given"}),
    ]
    sheets = read_tables(workbook(*no, *waiting), FILE)
    assert [row.cells[0] for row in rows_of(sheets, LADDER)] == [A, B, "HOU-W222", "HOU-W333"]
    moments = [(row.cells[0], row.cells[1]) for row in rows_of(sheets, SCAN)]
    assert moments[:4] == [(P, T0), (Q, T0), (P, T1), (Q, T1)]
    assert len(moments) == 6


def test_a_study_gets_its_own_instruments_and_one_without_gets_all() -> None:
    named = study("een", instruments=[{"instrument": "ladder"}, {"instrument": "kirkpatrick"}])
    assert instruments_of(named.data) == ("ladder",)
    assert instruments_of(study("een", primary_indicator="grade").data) == ("grade",)
    assert len(instruments_of(study("een").data)) == len(EVERY_INSTRUMENT)
    names = [sheet.name for sheet in read_tables(workbook(), FILE) if not sheet.hidden]
    assert names == ["Uitleg", *(sheet_name(each) for each in instruments_of(study("een").data))]


def test_earlier_values_are_not_in_it_and_goals_and_labels_are() -> None:
    before = [
        measured(A, "baseline", 6, instrument="ladder", date="2026-01-01"),
        measured(A, "baseline", -1, instrument="gas", goal="Fietsen naar werk"),
        measured(A, "baseline", 0, instrument="gas", goal="Bellen"),
        measured(A, "follow_up_1", 1, instrument="gas", goal="fietsen  naar werk"),
        record("measurement", "met-0001", instrument="counter", label="Dagen", unit="days", value=12),
    ]
    content = workbook(*before)
    sheets = read_tables(content, FILE)
    assert written_in(sheets, LADDER) == [(A,), (B,)]
    goals = written_in(sheets, GOALS)
    assert sorted(goals[:2]) == [(A, "Bellen"), (A, "Fietsen naar werk")]
    assert goals[2:] == [(B,)]
    assert written_in(sheets, COUNTER) == [("Dagen", "dagen")]
    assert taken(content) == []
    sources = workbook_sources(Records([*EVERYBODY, *before]), "een")
    assert {"een", A, P, "met-0001"} <= set(sources)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("3", 3),
        (3.0, 3),
        (" 3 ", 3),
        ("3 – Deelname aan georganiseerde activiteiten", 3),
        ("3. Deelname", 3),
        ("3 Deelname", 3),
    ],
)
def test_a_number_may_stand_there_as_text_and_with_its_name(typed: object, value: int) -> None:
    (found,) = filled_in({f"{LADDER}!B2": typed})
    assert (found.fields["value"], found.problems) == (value, ())


@pytest.mark.parametrize("typed", ["−1", "-1", "–1 minder dan verwacht", -1])
def test_a_minus_may_have_any_form(typed: object) -> None:
    (found,) = filled_in({f"{GOALS}!C2": typed, f"{GOALS}!B2": "Bellen"})
    assert found.fields["value"] == -1


@pytest.mark.parametrize(("typed", "stored"), [("5-1-2026", "2026-01-05"), ("12 maart 2026", "2026-03-12")])
def test_a_date_may_be_typed_as_text(typed: str, stored: str) -> None:
    (found,) = filled_in({f"{LADDER}!B2": 3, f"{LADDER}!C2": typed})
    assert found.fields["date"] == stored


@pytest.mark.parametrize(
    ("where", "typed", "named"),
    [
        (f"{LADDER}!B3", "drie", "B: Trede, startmeting (T0)"),
        (f"{LADDER}!B3", "3,5", "B: Trede, startmeting (T0)"),
        (f"{SCAN}!F3", "soms", "F: 3. Wij hebben hetzelfde doel voor ogen met een inwoner."),
    ],
)
def test_what_is_no_number_is_refused_with_row_and_column(where: str, typed: object, named: str) -> None:
    assert told(filled_in({where: typed})) == [(where.partition("!")[0], 3, named)]


@pytest.mark.parametrize(
    ("cell", "typed"),
    [("C2", "03/04/2026"), ("C2", "31-2-2026"), ("C2", "gisteren"), ("D2", "buurman"), ("E2", "veel")],
)
def test_what_cannot_be_read_beside_a_value_is_refused(cell: str, typed: str) -> None:
    found = filled_in({f"{LADDER}!B2": 3, f"{LADDER}!{cell}": typed})
    (where,) = told(found)
    assert where[:2] == (LADDER, 2)
    assert where[2].startswith(f"{cell[0]}: ")


def test_a_value_without_a_code_or_moment_is_refused() -> None:
    assert told(filled_in({f"{LADDER}!B30": 3})) == [(LADDER, 30, "A: Code")]
    assert told(filled_in({f"{GRADES}!D2": 7})) == [(GRADES, 2, "B: Moment")]


def test_two_anonymous_forms_with_the_same_answers_are_two_people() -> None:
    answers = {f"{SCAN}!{letter}{row}": 4 for letter in "DEFGHIJK" for row in (20, 21)}
    found = filled_in({**answers, f"{SCAN}!B20": T0, f"{SCAN}!B21": T0})
    assert [each.fields["value"] for each in found] == [[4] * 8, [4] * 8]
    assert [each.fields["group_count"] for each in found] == [1, 1]
    assert all(each.anonymous for each in found)
    assert len({each.key for each in found}) == 2


def test_a_row_of_the_scale_map_without_a_task_is_named() -> None:
    found = filled_in({f"{SCALE_MAP}!A2": T0, f"{SCALE_MAP}!C2": "Intake", f"{SCALE_MAP}!D5": "wijk"})
    assert told(found) == [(SCALE_MAP, 5, "C: Taak")]


def test_moments_of_the_scale_map_come_apart() -> None:
    cells = {
        f"{SCALE_MAP}!A2": T0,
        f"{SCALE_MAP}!C2": "Intake",
        f"{SCALE_MAP}!A3": T1,
        f"{SCALE_MAP}!C3": "Intake",
    }
    found = filled_in(cells)
    assert [each.fields["moment"] for each in found] == ["baseline", "follow_up_1"]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_sorted_rows_moved_columns_and_renamed_sheets_change_nothing(seed: int) -> None:
    chance = random.Random(seed)
    shuffled = [_shuffled(sheet, chance) for sheet in everything_read()]
    chance.shuffle(shuffled)
    key = msgspec.json.encode
    expected = sorted(key(each.fields, order="sorted") for each in coming(everything_read()))
    assert sorted(key(each.fields, order="sorted") for each in coming(shuffled)) == expected


def _shuffled(sheet: Sheet, chance: random.Random) -> Sheet:
    if sheet.hidden or sheet.name == SCALE_MAP:
        return sheet
    width = len(sheet.header)
    places = [*range(width), *[width] * chance.randrange(3)]
    chance.shuffle(places)
    header = [*sheet.header, ""]
    rows = [[*row.cells, *[None] * (width + 1 - len(row.cells))] for row in sheet.rows]
    chance.shuffle(rows)
    return msgspec.structs.replace(
        sheet,
        name=f"Blad {chance.randrange(10**9)}",
        header=tuple(header[place] for place in places),
        rows=tuple(Row(number, tuple(row[place] for place in places)) for number, row in enumerate(rows, 2)),
    )


def test_lines_above_the_table_do_no_harm() -> None:
    sheets = []
    for sheet in everything_read():
        rows = (Row(sheet.header_row, tuple(sheet.header)), *sheet.rows)
        above = msgspec.structs.replace(sheet, header=("Vestiging Noord",), header_row=1, rows=rows)
        sheets.append(sheet if sheet.hidden else above)
    assert values(coming(sheets)) == values(coming(everything_read()))


def test_a_date_without_a_value_and_a_column_of_somebody_are_told_and_not_taken() -> None:
    sheets = read_tables(filled(workbook(), {f"{LADDER}!B2": 3, f"{LADDER}!C3": dt.date(2026, 1, 1)}), FILE)
    (found,) = coming([_with_column(sheet, "Opmerking", "ging goed") for sheet in sheets])
    assert found.problems == ()
    assert len(found.notes) == 2
    assert "Opmerking" in found.notes[0]
    assert "3" in found.notes[1]


def _with_column(sheet: Sheet, header: str, cell: str) -> Sheet:
    if sheet.name != LADDER:
        return sheet
    width = len(sheet.header)
    rows = [Row(row.number, (*row.cells, *[None] * (width - len(row.cells)), cell)) for row in sheet.rows[:1]]
    return msgspec.structs.replace(sheet, header=(*sheet.header, header), rows=(*rows, *sheet.rows[1:]))


def test_numbers_below_other_words_are_refused_and_not_lost() -> None:
    sheets = read_tables(filled(workbook(), {f"{LADDER}!B2": 3, f"{LADDER}!F2": 4}), FILE)
    changed = [
        msgspec.structs.replace(sheet, header=(*sheet.header[:5], "Trede nu", *sheet.header[6:]))
        if sheet.name == LADDER
        else sheet
        for sheet in sheets
    ]
    assert told(coming(changed)) == [(LADDER, 1, "F: Trede nu")]


def test_another_study_and_a_newer_program_are_refused() -> None:
    sheets = read_tables(workbook(), FILE)
    assert study_of(sheets) == "een"
    with pytest.raises(OtherStudy) as other:
        read_workbook_measurements(sheets, study_id="twee", file=FILE)
    assert (other.value.facts["found"], other.value.facts["wanted"]) == ("een", "twee")
    for version in ("2", "", "x"):
        with pytest.raises(NewerWorkbook) as newer:
            coming([_marked(sheet, "version", version) for sheet in sheets])
        assert newer.value.exit_code == 2


def _marked(sheet: Sheet, name: str, value: str) -> Sheet:
    """The hidden sheet with another value behind this name."""
    return _changed(sheet, lambda cells: cells[2] == name, value)


def _with_cell(sheet: Sheet, field: str, other: str) -> Sheet:
    """The hidden sheet with another name for this field."""
    return _changed(sheet, lambda cells: len(cells) > 3 and cells[3] == field, other)


def _changed(sheet: Sheet, wanted: Callable[[tuple[Cell, ...]], bool], value: str) -> Sheet:
    if sheet.name != MARK:
        return sheet
    rows = tuple(
        Row(row.number, (*row.cells[:3], value, *row.cells[4:])) if wanted(row.cells) else row
        for row in sheet.rows
    )
    return msgspec.structs.replace(sheet, rows=rows)


def test_what_is_no_workbook_of_ours_is_left_to_others() -> None:
    other = Sheet(name="Blad1", header=("Code", "Startmeting"), rows=(Row(2, (A, 3)),), header_row=1)
    assert study_of([other]) is None
    assert study_of([msgspec.structs.replace(other, name=MARK)]) is None


def test_a_hidden_sheet_that_somebody_changed_cannot_name_what_is_not_there() -> None:
    sheets = read_tables(filled(workbook(), {f"{LADDER}!B2": 3, f"{LADDER}!C2": "5-1-2026"}), FILE)
    strange = [_with_cell(sheet, "date", "__class__") for sheet in sheets]
    (found,) = coming(strange)
    assert (found.fields["value"], "date" in found.fields) == (3, False)


def test_cells_are_bound_to_their_lists_and_the_header_is_locked() -> None:
    content = workbook()
    package = zipfile.ZipFile(io.BytesIO(content))
    parts = {name: package.read(name) for name in package.namelist()}
    tree = ElementTree.fromstring(parts[sheet_parts(parts)[LADDER]])
    bound = {str(each.get("sqref")): each for each in tree.iter(f"{MAIN}dataValidation")}
    steps = bound["B2:B33"]
    assert (steps.get("type"), steps.findtext(f"{MAIN}formula1")) == ("list", '"1,2,3,4,5,6"')
    assert "3 Deelname aan georganiseerde activiteiten" in str(steps.get("prompt"))
    assert bound["C2:C33"].get("type") == "date"
    assert str(bound["D2:D33"].findtext(f"{MAIN}formula1")).startswith("lijsten!$")
    assert tree.find(f"{MAIN}sheetProtection") is not None
    assert tree.find(f".//{MAIN}pane[@state='frozen']") is not None
    page = tree.find(f"{MAIN}pageSetup")
    assert page is not None
    assert (page.get("paperSize"), page.get("orientation")) == ("9", "landscape")
    assert b"$1:$1" in parts["xl/workbook.xml"]


def test_every_sentence_of_the_wording_is_used() -> None:
    used: set[str] = set()

    class Noted:
        def __call__(self, key: str, **values: object) -> str:
            used.add(key)
            return SAY(key, **values)

        def lines(self, key: str) -> tuple[tuple[str, str], ...]:
            found = SAY.lines(key)
            used.update(f"{key}.{name}" for name, _text in found)
            return found

    measurement_workbook(Records(EVERYBODY), "een", say=Noted(), instruments=INSTRUMENTS, today=TODAY)
    assert SAY.keys() - used == set()


def test_words_of_a_workspace_that_are_all_the_same_are_told_apart() -> None:
    text = TEXT.replace('at_moment = "{what}, {moment}"', 'at_moment = "Meting"').replace(
        'code = "Code"', 'code = ""'
    )
    content = measurement_workbook(
        Records(EVERYBODY), "een", say=read_wording(text, TEXT, WORDING), instruments=INSTRUMENTS, today=TODAY
    )
    found = taken(filled(content, {f"{LADDER}!B2": 3, f"{LADDER}!I3": 4}))
    told_of = [(each.fields["participant"], each.fields["moment"], each.fields["value"]) for each in found]
    assert told_of == [(A, "baseline", 3), (B, "follow_up_2", 4)]
