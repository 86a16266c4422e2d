"""`actionlab export`: records as tables in files, for whom they are meant, and every clear refusal."""

import csv
import datetime as dt
import errno
import io
import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import colleague
import pytest
from click.testing import Result
from python_calamine import CalamineWorkbook

from actionlab.model.participant import Participant
from actionlab.model.publication import Publication
from actionlab.store import Workspace, init_workspace, read
from actionlab.store.erasing import erase
from actionlab.store.reports import reports_that_used

Call = Callable[..., Result]
MakeStudy = Callable[..., str]

CHECKOUT = Path(__file__).parents[2]
HOUTEN = ("-s", "hou-driehoek")


@pytest.fixture
def example(own_folder: Path, clock: object) -> Workspace:
    """A workspace of one's own with the example studies, in the current folder."""
    return init_workspace(own_folder, name="Oefenen", contact="", example=True)


def tables(path: str) -> dict[str, list[dict[str, Any]]]:
    """The tables of an export in JSON."""
    found: dict[str, list[dict[str, Any]]] = json.loads(Path(path).read_bytes())["tables"]
    return found


def sheets(path: str) -> list[str]:
    return CalamineWorkbook.from_filelike(io.BytesIO(Path(path).read_bytes())).sheet_names


def publications(workspace: Workspace) -> list[Publication]:
    return [each.data for each in read(workspace).records.of(Publication)]


def test_a_workbook_of_one_study_and_the_path_of_it(example: Workspace, call: Call) -> None:
    done = call("--lang", "en", "export", "uit.xlsx", *HOUTEN)

    assert (done.exit_code, done.stdout) == (0, f"{example.root / 'uit.xlsx'}\n")
    assert sheets("uit.xlsx")[:2] == ["codebook", "observations"]
    assert "Only for the research team" in done.stderr
    assert "not everybody in it agreed to reuse" in done.stderr


def test_csv_is_a_file_for_each_table_and_one_for_the_codebook(example: Workspace, call: Call) -> None:
    done = call("export", "uit.csv", *HOUTEN)
    names = [Path(line).name for line in done.stdout.splitlines()]

    assert names[:2] == ["uit-codebook.csv", "uit-observations.csv"]
    assert sorted(names) == sorted(path.name for path in example.root.glob("uit*"))
    with Path("uit-participants.csv").open(encoding="utf-8", newline="") as file:
        assert {row["study_id"] for row in csv.DictReader(file)} == {"hou-driehoek"}


def test_csv_for_excel(example: Workspace, call: Call) -> None:
    assert call("export", "uit.csv", *HOUTEN, "--excel").exit_code == 0

    assert Path("uit-measurements.csv").read_bytes().startswith(b"\xef\xbb\xbfid;study_id;")


def test_json_has_what_the_other_forms_have(example: Workspace, call: Call) -> None:
    assert call("export", "uit.JSON", *HOUTEN).exit_code == 0

    found = tables("uit.JSON")
    assert {row["study_id"] for row in found["observations"]} == {"hou-driehoek"}
    assert len(found["participants"]) == 20
    assert found["notes"] == []


@pytest.mark.skipif(sys.platform == "win32", reason="a folder passes on who may open what is in it")
def test_only_the_owner_may_open_what_was_written(example: Workspace, call: Call) -> None:
    for name in ("uit.xlsx", "uit.csv", "uit.json"):
        call("export", name, *HOUTEN)

    assert {stat.S_IMODE(path.stat().st_mode) for path in example.root.glob("uit*")} == {0o600}


@pytest.mark.parametrize("name", ["uit.xlsx", "uit.csv", "uit.json"])
def test_the_same_day_gives_the_same_bytes(example: Workspace, call: Call, name: str) -> None:
    contents = []
    for _ in range(2):
        call("export", name, *HOUTEN)
        contents.append([path.read_bytes() for path in sorted(example.root.glob("uit*"))])

    assert contents[0] == contents[1]


def test_several_studies_together_are_reuse(example: Workspace, call: Call) -> None:
    done = call("--lang", "en", "export", "uit.json", "-m", "Houten")

    found = tables("uit.json")
    assert {row["study_id"] for row in found["observations"]} == {"hou-driehoek", "hou-zorgkennis"}
    assert (found["participants"], found["measurements"]) == ([], [])
    assert "did not agree to reuse in later research: 28." in done.stderr


def test_of_one_study_too_when_that_is_asked(example: Workspace, call: Call) -> None:
    assert call("export", "uit.json", *HOUTEN, "--for-reuse").exit_code == 0

    assert tables("uit.json")["participants"] == []


def test_all_studies(example: Workspace, call: Call) -> None:
    assert call("export", "uit.json", "--all").exit_code == 0

    assert len(tables("uit.json")["studies"]) == 4


def test_the_only_study_needs_no_option(study: str, call: Call) -> None:
    assert call("export", "uit.json").exit_code == 0

    assert [row["id"] for row in tables("uit.json")["studies"]] == [study]


def test_the_number_of_people_left_out_stands_in_the_codebook(example: Workspace, call: Call) -> None:
    call("export", "uit.json", "--all")
    book = json.loads(Path("uit.json").read_bytes())["codebook"]

    said = [row["label_en"] for row in book if row["table"] == "participants" and row["variable"] is None]
    people = [each for each in read(example).records.of(Participant) if each.data.status != "erased"]
    assert said[1].endswith(f": {len(people)}.")
    assert any(row["table"] is None and "invented" in row["label_en"] for row in book)


def test_a_file_that_somebody_worked_in_stays(example: Workspace, call: Call) -> None:
    call("export", "uit.csv", *HOUTEN)
    Path("uit-actions.csv").write_text("eigen werk", encoding="utf-8")
    done = call("--lang", "en", "export", "uit.csv", *HOUTEN)

    names = [Path(line).name for line in done.stdout.splitlines()]
    assert {name[:6] for name in names} == {"uit-2-"}
    assert Path("uit-actions.csv").read_text(encoding="utf-8") == "eigen werk"
    assert "It is still there" in done.stderr


def test_all_files_or_none(example: Workspace, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    call("export", "uit.csv", *HOUTEN)
    before = {path: path.read_bytes() for path in example.root.glob("uit*")}
    Path("uit-2-notes.csv").mkdir()
    Path("uit-actions.csv").write_text("eigen werk", encoding="utf-8")
    before[example.root / "uit-actions.csv"] = b"eigen werk"
    refused = call("export", "uit.csv", *HOUTEN)

    assert refused.exit_code == 3
    assert {path: path.read_bytes() for path in example.root.glob("uit*") if path.is_file()} == before


def test_erasing_names_the_exports_that_hold_it(example: Workspace, call: Call, clock: dt.datetime) -> None:
    call("export", "uit.xlsx", *HOUTEN)
    erase(example, ["obs-0003"], now=clock)

    assert reports_that_used(example, ["obs-0003"]).known == (example.root / "uit.xlsx",)
    assert reports_that_used(example, ["obs-0033"]).known == ()


def test_our_own_export_is_no_key_file(study: str, workspace: Workspace, call: Call) -> None:
    call("log", "participant", "--role", "inwoner", "--consent-status", "gegeven", "--count", "3")
    call("export", "uit.xlsx")
    call("export", "uit.csv")

    assert "uit" not in call("check").stdout


@pytest.mark.parametrize("audience", ["municipality", "openbaar"])
def test_for_others_it_says_no_more_than_their_report(example: Workspace, call: Call, audience: str) -> None:
    done = call("--lang", "en", "export", "uit.json", "-m", "houten", "--audience", audience)

    found = tables("uit.json")
    assert done.exit_code == 0
    assert found.keys() & {"observations", "measurements", "participants"} == set()
    assert {row["study_id"] for row in found["results"]} == {"hou-driehoek", "hou-zorgkennis"}
    said = Path("uit.json").read_text(encoding="utf-8")
    assert [each.id for each in read(example).records.of(Participant) if each.id in said] == []
    assert "no more than its report says" in done.stderr


def test_files_for_others_say_so_in_their_names(example: Workspace, call: Call) -> None:
    done = call("export", "uit.csv", *HOUTEN, "--audience", "public")

    assert {Path(line).name[:13] for line in done.stdout.splitlines()} == {"uit-openbaar-"}


def test_what_others_were_shown_is_remembered_once(example: Workspace, call: Call) -> None:
    for _ in range(2):
        call("export", "uit.json", *HOUTEN, "--audience", "municipality")

    (publication,) = publications(example)
    assert (publication.municipality, publication.audience, publication.file) == (
        *("GM0321", "municipality"),
        "uit.json",
    )
    assert {each.study for each in publication.figures} == {"hou-driehoek"}


def test_on_a_full_disk_nothing_is_remembered(
    example: Workspace, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = os.open

    def full(path: str, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT and "uit.json" in path:
            raise OSError(errno.ENOSPC, "No space left on device", path)
        return begin(path, flags, mode)

    monkeypatch.setattr(os, "open", full)
    done = call("--lang", "en", "export", "uit.json", *HOUTEN, "--audience", "municipality")

    assert done.exit_code == 3
    assert "(the disk is full). Everything is as it was" in done.stderr
    assert publications(example) == []


def test_what_the_team_sees_is_not_remembered(example: Workspace, call: Call) -> None:
    call("export", "uit.json", *HOUTEN)

    assert publications(example) == []


def test_an_example_that_cannot_be_changed_can_be_exported(call: Call) -> None:
    done = call(
        "--lang", "en", "-C", str(CHECKOUT), "export", "uit.json", "-m", "Houten", "--audience", "public"
    )

    assert done.exit_code == 0
    assert "not remembered" in done.stderr


@pytest.mark.parametrize("audience", ["researchers", "municipality"])
def test_one_study_brings_nothing_of_another(example: Workspace, call: Call, audience: str) -> None:
    call("export", "uit.json", *HOUTEN, "--audience", audience)

    said = Path("uit.json").read_text(encoding="utf-8")
    assert [each for each in ("hou-zorgkennis", "nie-taakbaan", "zei-werkzorg") if each in said] == []


def refused(done: Result, code: int) -> str:
    """What was said when it ended with this exit code and wrote nothing."""
    assert (done.exit_code, done.stdout) == (code, "")
    assert done.stderr.splitlines()[-1].startswith("Error:")
    return str(done.stderr)


@pytest.mark.parametrize("name", ["uit.ods", "uit", "uit.xls", ".csv"])
def test_an_unknown_form_is_refused_and_the_three_are_named(
    example: Workspace, call: Call, name: str
) -> None:
    said = refused(call("--lang", "en", "export", name, *HOUTEN), 2)

    assert ".xlsx, .csv, .json" in said


def test_two_choices_at_once_are_refused(example: Workspace, call: Call) -> None:
    assert "--study, --all" in refused(call("--lang", "en", "export", "uit.csv", *HOUTEN, "--all"), 2)


def test_all_studies_are_not_for_one_municipality(example: Workspace, call: Call) -> None:
    asked = ("export", "uit.csv", "--all", "--audience", "municipality")

    assert "-m" in refused(call("--lang", "en", *asked), 2)


def test_a_municipality_without_studies_is_told(example: Workspace, call: Call) -> None:
    assert "Amersfoort" in refused(call("--lang", "en", "export", "uit.csv", "-m", "Amersfoort"), 1)


def test_which_study_is_asked_when_there_are_several(example: Workspace, call: Call) -> None:
    assert "hou-driehoek" in refused(call("--lang", "en", "--no-input", "export", "uit.csv"), 2)


def test_a_study_that_was_erased_is_told(example: Workspace, call: Call) -> None:
    assert call("erase", "hou-zorgkennis", "--yes").exit_code == 0

    assert "hou-zorgkennis" in refused(call("--lang", "en", "export", "uit.csv", "-s", "hou-zorgkennis"), 1)


def test_studies_without_records_have_nothing_for_others(study: str, call: Call) -> None:
    asked = ("export", "uit.csv", "--audience", "public")

    assert "log observation" in refused(call("--lang", "en", *asked), 1)


def test_a_workspace_without_studies_has_nothing_to_export(workspace: Workspace, call: Call) -> None:
    assert "new-study" in refused(call("--lang", "en", "export", "uit.csv", "--all"), 1)


def test_a_folder_that_is_not_there_is_told(example: Workspace, call: Call) -> None:
    assert "nergens" in refused(call("--lang", "en", "export", "nergens/uit.csv", *HOUTEN), 2)


def test_no_export_stands_among_the_record_files(example: Workspace, call: Call) -> None:
    folder = example.studies / "hou-driehoek" / "records"
    before = sorted(folder.iterdir())

    refused(call("--lang", "en", "export", str(folder / "uit.json"), *HOUTEN), 1)
    assert sorted(folder.iterdir()) == before


def test_with_a_damaged_file_nothing_is_exported(example: Workspace, call: Call) -> None:
    path = example.studies / "zei-werkzorg" / "records" / "voorbeeld-0000.json"
    path.write_bytes(path.read_bytes()[:-40])

    refused(call("--lang", "en", "export", "uit.csv", *HOUTEN), 4)
    assert list(example.root.glob("uit*")) == []


def test_personal_data_of_a_program_without_a_gate_are_refused_and_not_repeated(
    study: str, workspace: Workspace, call: Call
) -> None:
    data = {"study_id": study, "what_seen": "Bel 06-12345678."}
    colleague.write(
        workspace.studies / study / "records" / "collega-0001.json",
        colleague.revision("obs-0001", data=data),
    )

    said = refused(call("--lang", "en", "export", "uit.csv"), 1)
    assert "obs-0001" in said
    assert "12345678" not in said
