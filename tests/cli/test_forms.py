"""What a study needs on paper: the code sheet in Word, for the owner only and never over work of others."""

import datetime as dt
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import Result
from docx.oxml.ns import qn

from actionlab.store import Workspace, init_workspace
from actionlab.store.reports import reports_that_used

Call = Callable[..., Result]
MakeStudy = Callable[..., str]
posix_only = pytest.mark.skipif(
    sys.platform == "win32", reason="a folder passes on who may open what is in it"
)


@pytest.fixture
def codes(call: Call, study: str) -> list[str]:
    """The codes of twelve residents of the study."""
    given = ("--role", "inwoner", "--consent-status", "gevraagd", "--count", "12")
    return str(call("log", "participant", *given).stdout).split()


@pytest.fixture
def place(workspace: Workspace) -> Path:
    """Where the code sheet is written."""
    return workspace.studies / "hou-driehoek" / "forms" / "codeblad.docx"


def test_the_path_of_the_code_sheet_is_printed_and_how_to_keep_it_is_said(
    call: Call, codes: list[str], place: Path
) -> None:
    made = call("--lang", "en", "forms")
    assert (made.exit_code, made.stdout) == (0, f"{place}\n")
    assert "by pen" in made.stderr
    (table,) = docx.Document(str(place)).tables
    assert sorted(row.cells[0].text for row in table.rows[1:]) == sorted(codes)


def test_the_table_is_accessible_and_can_be_written_in(call: Call, codes: list[str], place: Path) -> None:
    call("forms")
    document = docx.Document(str(place))
    (table,) = document.tables
    rows = [row._tr for row in table.rows]
    assert [row.find(".//" + qn("w:tblHeader")) is not None for row in rows] == [True] + [False] * len(codes)
    assert [row for row in rows if row.find(".//" + qn("w:cantSplit")) is None] == []
    merged = [*table._tbl.iter(qn("w:gridSpan")), *table._tbl.iter(qn("w:vMerge"))]
    assert merged == []
    assert document.core_properties.language == "nl-NL"
    for row in table.rows[1:]:
        _code, _role, name, boxes, day = (cell.text for cell in row.cells)
        assert (name.strip(), day.strip()) == ("", "")
        # four lines, one below the other, leave room to write
        assert [line[0] for line in boxes.splitlines()] == ["☐"] * 4


@posix_only
def test_only_the_owner_can_open_it(call: Call, codes: list[str], place: Path) -> None:
    call("forms")
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700


def test_a_sheet_of_ours_is_replaced_and_one_that_somebody_changed_stays(
    call: Call, codes: list[str], place: Path
) -> None:
    assert call("forms").stdout == call("forms").stdout
    place.write_bytes(b"met namen")
    again = call("--lang", "en", "forms")
    assert again.stdout.strip().endswith("codeblad-2.docx")
    assert place.read_bytes() == b"met namen"
    assert "no names may stand in it" in again.stderr


def test_a_sheet_with_the_code_of_somebody_who_withdraws_is_named(
    call: Call, codes: list[str], place: Path, workspace: Workspace
) -> None:
    call("forms")
    assert reports_that_used(workspace, [codes[0]]).known == (place,)
    assert str(place) in call("withdraw", codes[0], "--yes").output
    call("forms")
    assert codes[0] not in [row.cells[0].text for row in docx.Document(str(place)).tables[0].rows]


def test_a_study_without_codes_is_told_how_to_make_them(call: Call, study: str, place: Path) -> None:
    refused = call("forms", "-s", study)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert f"actionlab log participant -s {study} --count" in refused.stderr
    assert not place.parent.exists()


def test_a_sheet_that_would_lack_codes_is_not_made(call: Call, codes: list[str], place: Path) -> None:
    (file,) = place.parent.parent.joinpath("records").glob("*.json")
    file.write_bytes(file.read_bytes().replace(codes[0].encode(), b"HOU-2222"))
    assert call("forms").exit_code == 4
    assert not place.parent.exists()


def test_codes_of_a_study_that_was_erased_apart_are_told(
    call: Call, make_study: MakeStudy, workspace: Workspace, codes: list[str]
) -> None:
    make_study(id="hou-tweede")
    own = workspace.records("hou-driehoek")
    elsewhere = workspace.records("hou-zonder")
    elsewhere.mkdir(parents=True)
    (elsewhere / "collega-0001.json").write_bytes((own / "onderzoeker-test.json").read_bytes())
    refused = call("forms", "-s", "hou-zonder")
    assert refused.exit_code == 1
    assert "hou-zonder" in refused.stderr


def test_the_example_is_not_written_in(call: Call, own_folder: Path, clock: dt.datetime) -> None:
    init_workspace(own_folder, name="Voorbeeld", example=True)
    settings = own_folder / "actionlab.toml"
    settings.write_text(settings.read_text("utf-8").replace("read_only = false", "read_only = true"), "utf-8")
    refused = call("forms", "-s", "hou-driehoek")
    assert refused.exit_code == 1
    assert "actionlab init" in refused.stderr
    assert list(own_folder.rglob("*.docx")) == []


def test_the_wording_of_the_workspace_goes_first(
    call: Call, codes: list[str], place: Path, workspace: Workspace
) -> None:
    ours = Path(__file__).parents[2] / "templates/reports/code_sheet.nl.toml"
    own = workspace.templates / "reports" / "code_sheet.nl.toml"
    own.parent.mkdir(parents=True)
    own.write_text(ours.read_text("utf-8").replace('code = "Code"', 'code = "Nummer"'), "utf-8")
    assert call("forms").exit_code == 0
    assert docx.Document(str(place)).tables[0].rows[0].cells[0].text == "Nummer"
