"""`check --report`: a report that was made before, held against the records of today."""

import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import docx
import msgspec
import pytest
from click.testing import Result

from actionlab.exchange.files.packages import open_package
from actionlab.exchange.files.properties import custom_properties
from actionlab.model.places import place_of
from actionlab.model.report_mark import digests, from_properties
from actionlab.store import Workspace, init_workspace, read

Call = Callable[..., Result]

SAME_DAY = ("--date", "2026-07-01")


@pytest.fixture
def example(own_folder: Path, clock: object) -> Workspace:
    """A workspace of one's own with the example studies, in the current folder."""
    return init_workspace(own_folder, name="Oefenen", contact="", example=True)


@pytest.fixture
def made(example: Workspace, call: Call) -> str:
    """The path of the report on Houten."""
    return call("report", "-m", "Houten", *SAME_DAY).stdout.strip()


def checked(call: Call, path: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(call("check", "--report", path, "--json").stdout)
    return found


@pytest.mark.parametrize(
    "wanted",
    [
        (),
        ("--audience", "public"),
        ("--audience", "researchers"),
        ("--short",),
        ("--since", "2026-03-01", "--until", "2026-05-31"),
        ("-s", "hou-zorg"),
        ("--final",),
    ],
)
def test_a_report_is_the_same_as_long_as_nothing_changed(
    example: Workspace, call: Call, wanted: tuple[str, ...]
) -> None:
    path = call("report", "-m", "Houten", *SAME_DAY, *wanted).stdout.strip()
    done = call("check", "--report", path)

    assert done.exit_code == 0, done.output
    assert done.stdout.count("\n") == 1


def test_a_house_style_that_cannot_be_read_is_not_looked_at(
    example: Workspace, made: str, call: Call
) -> None:
    example.templates.mkdir(exist_ok=True)
    (example.templates / "house-style.docx").write_bytes(b"no Word file")

    assert call("check", "--report", made).exit_code == 0


def test_a_changed_record_is_named_with_the_lines_that_differ(made: str, call: Call) -> None:
    assert call("edit", "ins-0003", "--title", "Afspraken bij een ander bleven liggen").exit_code == 0
    done = call("check", "--report", made)
    found = checked(call, made)

    assert done.exit_code == 1
    assert "ins-0003" in done.stdout
    assert "Afspraken bij een ander bleven liggen" in done.stdout
    assert "Afspraken buiten de eigen taak bleven vaker liggen" in done.stdout
    assert found["records"]["changed"] == ["ins-0003"]  # type: ignore[index]
    assert "Afspraken bij een ander bleven liggen" in found["not_yet"]  # type: ignore[operator]


def test_new_and_erased_records_are_told(made: str, call: Call) -> None:
    logged = call("log", "observation", "-s", "hou-driehoek", "--date", "2026-06-01", "Er was tijd.")
    assert call("erase", "obs-0011", "--yes").exit_code in (0, 3)
    records = checked(call, made)["records"]

    assert records["added"] == [logged.stdout.strip()]  # type: ignore[index]
    assert records["gone"] == 1  # type: ignore[index]


def test_what_somebody_typed_into_the_file_is_told_apart(made: str, call: Call) -> None:
    document = docx.Document(made)
    document.add_paragraph("Dit zette een collega erbij.")
    document.save(made)
    done = call("check", "--report", made)

    assert done.exit_code == 1
    assert "Dit zette een collega erbij." in done.stdout
    assert checked(call, made)["no_longer"] == ["Dit zette een collega erbij."]
    assert not checked(call, made)["records"]["changed"]  # type: ignore[index]


def test_participants_and_measurements_are_told_by_kind_only(made: str, call: Call) -> None:
    assert call("withdraw", "HOU-K7M2", "--yes").exit_code in (0, 3)
    records = checked(call, made)["records"]

    assert {"participant", "measurement"} <= set(records["changed"])  # type: ignore[index]
    assert not any(each.startswith("HOU-") for each in records["changed"])  # type: ignore[index]


@pytest.mark.parametrize("audience", ["municipality", "public", "researchers"])
@pytest.mark.parametrize("kind", [(), ("--short",), ("--letter",), ("--practice-card",)])
def test_no_code_of_a_participant_can_be_found_by_trying(
    example: Workspace, call: Call, audience: str, kind: tuple[str, ...]
) -> None:
    done = call("report", "-m", "Houten", *SAME_DAY, *kind, "--audience", audience)
    if "--letter" in kind and audience == "researchers":
        assert done.exit_code == 2
        return
    everything = _unpacked(Path(done.stdout.strip()))
    mark = from_properties(custom_properties(open_package(Path(done.stdout.strip()).read_bytes(), "x")))
    records = read(example).records
    secret = [each.id for each in records if each.kind in ("participant", "measurement")]

    assert mark is not None
    assert secret
    for each in secret:
        assert digests({each: ""})[:6] not in mark.rests_on
        assert place_of(each) not in everything


def _unpacked(path: Path) -> str:
    with ZipFile(path) as archive:
        return "".join(archive.read(name).decode("latin-1") for name in archive.namelist())


@pytest.mark.parametrize(
    "changed",
    [{"municipality": ""}, {"municipality": "GM9999"}, {"date": "ooit"}, {"since": "x"}, {"audience": "ik"}],
)
def test_a_mark_that_somebody_changed_is_refused(
    made: str, call: Call, changed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = from_properties(custom_properties(open_package(Path(made).read_bytes(), "x")))
    assert found is not None
    other = msgspec.structs.replace(found, **changed)
    monkeypatch.setattr("actionlab.exchange.made_reports.from_properties", lambda _: other)
    refused = call("check", "--report", made)

    assert refused.exit_code == 2
    assert "terugkoppelrapport-houten.docx" in refused.stderr


def test_another_document_is_refused_in_one_line(example: Workspace, call: Call, tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    docx.Document().save(str(path))
    for name in (path, tmp_path / "weg.docx"):
        refused = call("check", "--report", str(name))
        assert refused.exit_code == 2
        assert refused.stderr.strip().splitlines()[-1].count(name.name) == 1


def test_a_record_says_in_which_reports_it_was_used(made: str, call: Call) -> None:
    shown = call("show", "ins-0001")
    found = json.loads(call("show", "ins-0001", "--json").stdout)

    assert made in shown.stdout
    assert found["used_in"] == [made]
    assert json.loads(call("show", "ins-0006", "--json").stdout)["used_in"] == []
