"""The forms of a study as files: for the owner only, and never over the work of others."""

import datetime as dt
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import Result
from docx.oxml.ns import qn

from actionlab.exchange.forms.reading import read_form
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
    assert (made.exit_code, made.stdout.splitlines()[-1]) == (0, str(place))
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
    assert place in reports_that_used(workspace, [codes[0]]).known
    assert str(place) in call("withdraw", codes[0], "--yes").output
    call("forms")
    assert codes[0] not in [row.cells[0].text for row in docx.Document(str(place)).tables[0].rows]


def test_a_study_without_codes_has_forms_and_is_told_how_to_make_codes(
    call: Call, study: str, place: Path
) -> None:
    made = call("forms", "-s", study)
    assert made.exit_code == 0
    assert f"actionlab log participant -s {study} --count" in made.stderr
    assert not place.exists()
    assert place.parent.joinpath("waarnemingsformulier.docx").exists()


def test_every_form_is_printed_and_what_to_do_with_it_is_said(call: Call, study: str, place: Path) -> None:
    made = call("--lang", "en", "forms")
    assert [Path(line).name for line in made.stdout.splitlines()] == [
        "waarnemingsformulier.docx",
        "evaluatie-elkaars-werk-kennen.docx",
        "evaluatie-regie-afspreken.docx",
        "presentielijst-elkaars-werk-kennen.docx",
        "presentielijst-regie-afspreken.docx",
        "samenwerkingsscan.docx",
        "zelfscan-expertise.docx",
        "informatiebrief-en-toestemming.docx",
        "metingen.xlsx",
    ]
    assert all(Path(line).parent == place.parent for line in made.stdout.splitlines())
    assert f"actionlab import FOLDER -s {study}" in made.stderr


def test_a_form_that_nobody_touched_reads_back_as_empty(call: Call, study: str, place: Path) -> None:
    call("log", "training", "--module", "Regie afspreken", "--date", "2026-06-01")
    made = [Path(line) for line in call("forms").stdout.splitlines() if line.endswith(".docx")]
    for path in made:
        form = read_form(path.read_bytes(), path.name)
        assert form.study == study
        assert (form.ticked, form.missing, form.outside, form.changes) == (frozenset(), (), (), ())
        assert {tag.split(".")[0] for tag in form.answers} <= {"date", "goal"}


def test_a_form_that_was_filled_in_stays_and_the_new_one_has_another_name(
    call: Call, study: str, place: Path
) -> None:
    call("forms")
    filled = place.with_name("waarnemingsformulier.docx")
    filled.write_bytes(b"ingevuld")
    again = call("--lang", "en", "forms")
    assert filled.read_bytes() == b"ingevuld"
    assert "waarnemingsformulier-2.docx" in again.stdout
    assert "waarnemingsformulier-2.docx" in again.stderr
    assert again.stderr.count("Somebody changed") == 1


def test_forms_of_sessions_that_are_done_stay_in_the_folder(call: Call, study: str, place: Path) -> None:
    call("forms")
    logged = call("log", "training", "--module", "Regie afspreken", "--date", "2026-06-01")
    call("forms")
    forms = {each.name for each in place.parent.iterdir()}
    assert {"evaluatie-regie-afspreken.docx", "evaluatie-2026-06-01.docx"} <= forms
    call("edit", logged.stdout.strip(), "--attendance", "jobcoach=3")
    made = call("forms").stdout
    assert "presentielijst-2026-06-01.docx" not in made
    assert "evaluatie-2026-06-01.docx" in made


def test_forms_are_in_dutch_whatever_the_program_speaks(call: Call, study: str, place: Path) -> None:
    form = place.with_name("waarnemingsformulier.docx")
    call("forms")
    dutch = form.read_bytes()
    call("--lang", "en", "forms")
    assert form.read_bytes() == dutch


@pytest.mark.parametrize("template", [None, "was-er-ooit"])
def test_a_study_without_template_or_with_one_that_is_gone_has_no_forms_for_trainings(
    call: Call, make_study: MakeStudy, template: str | None
) -> None:
    make_study(template_id=template)
    made = call("forms")
    assert made.exit_code == 0
    assert "evaluatie" not in made.stdout
    assert ("was-er-ooit" in made.stderr) == bool(template)


def test_a_template_with_a_fault_is_told_and_nothing_is_written(
    call: Call, study: str, workspace: Workspace, place: Path
) -> None:
    own = workspace.templates / "studies" / "driehoeksgesprek-en-regie.toml"
    own.parent.mkdir(parents=True)
    own.write_text("id =", "utf-8")
    refused = call("forms")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert not place.parent.exists()


def test_a_wording_with_a_fault_is_told_and_nothing_is_written(
    call: Call, study: str, workspace: Workspace, place: Path
) -> None:
    own = workspace.templates / "reports" / "forms.nl.toml"
    own.parent.mkdir(parents=True)
    own.write_text('study = "Studie: "', "utf-8")
    refused = call("forms")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "forms.nl.toml" in refused.stderr
    assert not place.parent.exists()


def test_the_statements_of_the_scans_are_those_of_the_report(
    call: Call, study: str, workspace: Workspace, place: Path
) -> None:
    ours = Path(__file__).parents[2] / "templates/reports/feedback.nl.toml"
    own = workspace.templates / "reports" / "feedback.nl.toml"
    own.parent.mkdir(parents=True)
    changed = ours.read_text("utf-8").replace("Ik heb er genoeg tijd voor.", "Ik heb de tijd.")
    own.write_text(changed, "utf-8")
    call("forms")
    (table,) = docx.Document(str(place.with_name("samenwerkingsscan.docx"))).tables
    assert table.rows[-1].cells[0].text == "8. Ik heb de tijd."


def test_a_form_made_from_a_training_is_named_when_that_is_erased(
    call: Call, study: str, place: Path, workspace: Workspace
) -> None:
    training = call("log", "training", "Regie oefenen", "--date", "2026-06-01").stdout.strip()
    call("forms")
    assert {each.name for each in reports_that_used(workspace, [training]).known} == {
        "evaluatie-2026-06-01.docx",
        "presentielijst-2026-06-01.docx",
    }
    assert place.with_name("samenwerkingsscan.docx") in reports_that_used(workspace, [study]).known


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
