"""Own tables: an export that comes back changes what somebody changed in it, and takes nothing away."""

import datetime as dt
from typing import Any

import msgspec
import pytest
from builders import example, insight, measured, observation, person, record, study

from actionlab.exchange.columns.guess import guess
from actionlab.exchange.columns.own_tables import own_sheets
from actionlab.exchange.columns.rows import apply
from actionlab.exchange.export.codebook import codebook
from actionlab.exchange.export.outgoing import outgoing
from actionlab.exchange.export.tidy import tidy_tables
from actionlab.exchange.export.write_tables import as_csv, as_workbook
from actionlab.exchange.files.tables import Row, Sheet, read_tables
from actionlab.exchange.incoming import Incoming
from actionlab.exchange.likeness import united
from actionlab.model.records import Record, Records
from actionlab.model.study import Study

TODAY = dt.date(2026, 7, 1)
A, B = "HOU-AAAA", "HOU-BBBB"
REFUSED = {"status": "refused"}


def workbook(records: Records, study_id: str) -> bytes:
    tables = tidy_tables(outgoing(records, [study_id]), {})
    return as_workbook(tables, codebook(tables), title="", created=TODAY)


def back(records: Records, study_id: str = "een") -> list[Incoming]:
    """What a workbook of a study brings when it is taken in again."""
    data = records.find(Study, study_id)
    assert data is not None
    found: list[Incoming] = []
    for sheet in own_sheets(read_tables(workbook(records, study_id), "uit.xlsx")):
        if sheet.rows:
            mapping = guess(sheet, data.data, file="uit.xlsx").mapping
            found += apply(sheet, mapping, file="uit.xlsx", study_id=study_id)
    return found


def of(*found: Record[Any]) -> list[Incoming]:
    return back(Records([study(), *found]))


def test_of_an_export_only_tables_that_can_be_taken_in_are_left() -> None:
    sheets = own_sheets(read_tables(workbook(example(), "hou-driehoek"), "uit.xlsx"))

    assert [sheet.name for sheet in sheets] == ["observations", "measurements", "participants"]


def test_every_file_of_an_export_in_csv_is_known_by_its_columns() -> None:
    tables = tidy_tables(outgoing(example(), ["hou-driehoek"]), {})
    files = {each.name: as_csv(each) for each in (*tables, codebook(tables))}

    kept = {name for name, content in files.items() if own_sheets(read_tables(content, f"uit-{name}.csv"))}
    assert kept == {"observations", "measurements", "participants"}


def test_other_files_are_left_as_they_are() -> None:
    sheet = Sheet(name="Blad1", header=("what_seen",), rows=(Row(2, ("Iets.",)),), header_row=1)

    assert own_sheets([sheet]) == (sheet,)


def test_the_example_comes_back_as_it_is_stored() -> None:
    records = example()
    found = back(records, "hou-driehoek")

    assert [each for each in found if each.problems] == []
    assert {each.kind for each in found} == {"observation", "measurement", "participant"}
    for each in found:
        stored = records.get(each.key[1] if each.key else each.fields["pseudonym"])
        assert stored is not None
        fields = msgspec.json.decode(msgspec.json.encode(stored.data))
        assert united(each.fields, [fields], fields, whole=False) == fields


@pytest.mark.parametrize(
    "text", ["'t was stil.", "- belt\n- mailt", "=1+1", "één; twee", '"ja"', "1.5", "😀 <b>"]
)
def test_a_text_comes_back_letter_by_letter(text: str) -> None:
    (found,) = of(observation("obs-0001", what_seen=text, tags=["a; b", 'c "d"']))

    assert found.key == ("id", "obs-0001")
    assert (found.fields["what_seen"], found.fields["tags"]) == (text, ["a; b", 'c "d"'])


def test_what_was_left_out_is_not_taken_away_from_the_record() -> None:
    quote = {"text": "Nee.", "speaker": A, "permission": True}
    found = {
        each.key[1]: each.fields
        for each in of(
            *(person(A, consent=REFUSED), person(B)),
            observation("obs-0001", participants=[A, B], date="2026-01-01", quote=quote),
            observation("obs-0002", participants=[B]),
            measured(A, "baseline", 7),
            insight(),
            record("training"),
        )
        if each.key
    }

    assert found["obs-0001"].keys() == {"what_seen", "date"}
    assert found["obs-0002"]["participants"] == [B]


def test_a_text_with_a_gap_in_it_is_not_taken_in() -> None:
    found = of(
        person(A, consent=REFUSED),
        observation("obs-0001", what_seen=f"Met {A}."),
        observation("obs-0002", what_seen="Alleen."),
    )

    assert [each.key for each in found] == [("id", "obs-0002")]
