"""`actionlab report` on a disk that refuses: one clear line, and nothing half written."""

import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from actionlab.exchange import pdf
from actionlab.model.publication import Publication
from actionlab.store import Workspace, init_workspace, read
from actionlab.store.writer import local_folder

REPORT = ("report", "-m", "Houten", "--date", "2026-07-01")
NAME = "terugkoppelrapport-houten.docx"
FINAL = "terugkoppelrapport-houten-2026-07-01-definitief.docx"
Call = Callable[..., Result]


@pytest.fixture
def example(own_folder: Path, clock: object) -> Workspace:
    """A workspace of one's own with the example studies, in the current folder."""
    return init_workspace(own_folder, name="Oefenen", contact="", example=True)


def files(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, with its content."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def refuse(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let the disk refuse to put a file of this name in place, as Windows does with one that is open."""
    replace = os.replace

    def refusing(source: str, target: str) -> None:
        if Path(target).name == name:
            raise PermissionError(13, "Permission denied", target)
        replace(source, target)

    monkeypatch.setattr(os, "replace", refusing)


def refuse_to_begin(
    monkeypatch: pytest.MonkeyPatch, concerns: Callable[[Path], bool], code: int, *, after: int = 0
) -> None:
    """Let the disk refuse to begin these files, once it took so many of them."""
    begin, taken = os.open, 0

    def refusing(path: str, flags: int, mode: int = 0o777, **others: int) -> int:
        nonlocal taken
        if flags & os.O_CREAT and concerns(Path(path)):
            taken += 1
            if taken > after:
                raise OSError(code, os.strerror(code), path)
        return begin(path, flags, mode, **others)

    monkeypatch.setattr(os, "open", refusing)


def remembered(workspace: Workspace) -> list[str | None]:
    """The names of the final reports of which the figures are remembered."""
    return [each.data.file for each in read(workspace).records.of(Publication)]


@pytest.fixture
def with_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice, that gives a PDF."""
    made = pdf.Pdf(content=b"%PDF-1.7", version="25.2", warnings=())
    monkeypatch.setattr(pdf, "to_pdf", lambda content, **_: made)


@pytest.mark.parametrize("mark", ["~$rugkoppelrapport-houten.docx", f".~lock.{NAME}#"])
def test_a_report_that_is_open_in_word_is_named_and_stays(
    call: Call, example: Workspace, monkeypatch: pytest.MonkeyPatch, mark: str
) -> None:
    call("--lang", "en", *REPORT)
    (example.reports / mark).write_bytes(b"owner")
    before = files(example.reports)
    refuse(monkeypatch, NAME)

    result = call("--lang", "en", "report", "-m", "Houten", "--date", "2026-07-02")

    assert result.exit_code == 3
    assert result.stderr.splitlines()[-1].endswith(
        f"{NAME} is open in Word or another program. Close it there and try again."
    )
    assert files(example.reports) == before


def test_a_place_that_cannot_be_written_is_named_and_nothing_is_half_written(
    call: Call, example: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, NAME)

    result = call("--lang", "en", *REPORT)

    assert result.exit_code == 3
    assert NAME in result.stderr
    assert "Everything is as it was" in result.stderr
    assert not example.reports.exists() or files(example.reports) == {}


def test_a_pdf_that_is_open_keeps_the_word_file_back_too(
    call: Call, example: Workspace, with_pdf: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, "terugkoppelrapport-houten.pdf")

    result = call("--lang", "en", *REPORT, "--pdf")

    assert result.exit_code == 3
    assert not example.reports.exists() or files(example.reports) == {}


def test_a_folder_that_is_not_there_is_named(call: Call, example: Workspace, own_folder: Path) -> None:
    result = call("--lang", "en", *REPORT, "-o", str(own_folder / "weg" / "rapport.docx"))

    assert result.exit_code == 2
    assert f"There is no folder {own_folder / 'weg'}" in result.stderr
    assert not (own_folder / "weg").exists()


def test_a_folder_in_place_of_a_file_is_refused(call: Call, example: Workspace, own_folder: Path) -> None:
    (own_folder / "rapport.docx").mkdir()

    result = call("--lang", "en", *REPORT, "-o", str(own_folder / "rapport.docx"))

    assert result.exit_code == 2
    assert list((own_folder / "rapport.docx").iterdir()) == []


def test_without_libreoffice_nothing_is_saved(
    call: Call, example: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(pdf, "_usual_places", lambda: iter(()))

    result = call("--lang", "en", *REPORT, "--pdf")

    assert result.exit_code == 1
    assert "leave --pdf out" in result.stderr
    assert not example.reports.exists() or files(example.reports) == {}


# a final report


@pytest.mark.parametrize("place", [(), ("-o", "rapport.docx")])
def test_on_a_full_disk_nothing_of_a_final_report_is_remembered(
    call: Call, example: Workspace, monkeypatch: pytest.MonkeyPatch, place: tuple[str, ...]
) -> None:
    refuse_to_begin(monkeypatch, lambda path: ".docx" in path.name, errno.ENOSPC)

    result = call("--lang", "en", *REPORT, "--final", *place)

    assert result.exit_code == 3
    assert "(the disk is full). Everything is as it was" in result.stderr
    assert remembered(example) == []
    assert not example.reports.exists() or files(example.reports) == {}


def test_a_disk_that_fills_up_after_the_figures_were_remembered_is_told_as_it_is(
    call: Call, example: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        refuse_to_begin(full, lambda path: FINAL in path.name, errno.ENOSPC, after=1)
        result = call("--lang", "en", *REPORT, "--final")

    assert result.exit_code == 3
    assert "What the report shows is remembered already" in result.stderr
    assert "Everything is as it was" not in result.stderr
    assert (remembered(example), (example.reports / FINAL).exists()) == ([FINAL], False)

    again = call("--lang", "en", *REPORT, "--final")
    assert (again.exit_code, again.stdout) == (0, f"{example.reports / FINAL}\n")
    assert remembered(example) == [FINAL]


def test_the_same_final_report_twice_is_one_file_and_remembered_once(call: Call, example: Workspace) -> None:
    first = call("--lang", "en", *REPORT, "--final")
    content = (example.reports / FINAL).read_bytes()
    second = call("--lang", "en", *REPORT, "--final")

    assert (second.exit_code, second.stdout) == (0, first.stdout)
    assert "There was a report with this name" not in second.stderr
    assert [name for name in files(example.reports) if name.endswith(".docx")] == [FINAL]
    assert (example.reports / FINAL).read_bytes() == content
    assert remembered(example) == [FINAL]


def test_a_final_report_of_other_records_stands_beside_the_first(call: Call, example: Workspace) -> None:
    call(*REPORT, "--final")
    content = (example.reports / FINAL).read_bytes()
    told = ("log", "observation", "Een inwoner vroeg hoe het verder gaat.", "-s", "hou-driehoek")
    assert call(*told, "--date", "2026-06-12").exit_code == 0

    result = call("--lang", "en", *REPORT, "--final")

    assert Path(result.stdout.strip()).name == FINAL.replace(".docx", "-2.docx")
    assert "There was a report with this name" in result.stderr
    assert (example.reports / FINAL).read_bytes() == content


def test_a_word_file_that_somebody_edited_stays_and_the_pdf_gets_the_same_number(
    call: Call, example: Workspace, with_pdf: None
) -> None:
    call(*REPORT, "--pdf")
    (example.reports / NAME).write_bytes(b"with remarks of the alderman")

    result = call("--lang", "en", *REPORT, "--pdf")

    names = [Path(line).name for line in result.stdout.splitlines()]
    assert names == ["terugkoppelrapport-houten-2.docx", "terugkoppelrapport-houten-2.pdf"]
    assert (example.reports / NAME).read_bytes() == b"with remarks of the alderman"
    assert (example.reports / "terugkoppelrapport-houten.pdf").read_bytes() == b"%PDF-1.7"


# places


@pytest.mark.parametrize("place", [(), ("-o", "rapport.docx"), ("--final",)])
def test_a_home_folder_that_can_only_be_read_is_named_and_nothing_is_saved(
    call: Call,
    example: Workspace,
    own_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: tuple[str, ...],
) -> None:
    refuse_to_begin(monkeypatch, lambda path: path.is_relative_to(local_folder()), errno.EROFS)

    result = call("--lang", "en", *REPORT, *place)

    assert result.exit_code == 3
    assert result.stderr.count("Error:") == 1
    assert local_folder() in result.stderr
    assert "(this disk or folder can only be read). Everything is as it was" in result.stderr
    assert not (own_folder / "rapport.docx").exists()
    assert remembered(example) == []
    assert not example.reports.exists() or files(example.reports) == {}


def test_without_a_memory_in_the_home_folder_a_report_elsewhere_is_not_saved(
    call: Call, example: Workspace, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, ".written.json")

    result = call("--lang", "en", *REPORT, "-o", "rapport.docx")

    assert result.exit_code == 3
    assert ".written.json" in result.stderr
    assert not list(own_folder.glob("*rapport*"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gives another reason")
@pytest.mark.parametrize("name", ["x" * 252 + ".docx", "x" * 252, "x" * 300 + "/rapport.docx"])
def test_a_name_that_is_too_long_saves_nothing_and_says_so(
    call: Call, example: Workspace, own_folder: Path, name: str
) -> None:
    before = sorted(own_folder.rglob("*"))

    result = call("--lang", "en", *REPORT, "-o", name)

    told = {3: "(the name is too long). Everything is as it was", 2: "There is no folder"}
    assert told[result.exit_code] in result.stderr
    assert sorted(own_folder.rglob("*")) == before


def test_a_file_in_place_of_the_folder_of_reports_is_named_as_that(call: Call, example: Workspace) -> None:
    shutil.rmtree(example.reports, ignore_errors=True)
    example.reports.write_text("x")

    result = call("--lang", "en", *REPORT)

    assert result.exit_code == 3
    assert f"{example.reports} (there is a file where a folder should be)" in result.stderr
    assert example.reports.read_text() == "x"


def test_the_path_that_is_printed_and_kept_has_no_detour_in_it(
    call: Call, example: Workspace, own_folder: Path
) -> None:
    (own_folder / "sub").mkdir()
    told = call("log", "observation", "Een inwoner vroeg hoe het gaat.", "-s", "hou-driehoek")

    result = call(*REPORT, "-o", "sub/../rapport.docx")

    assert result.stdout == f"{own_folder / 'rapport.docx'}\n"
    shown = call("show", told.stdout.split()[0], "--json")
    assert f'"{own_folder / "rapport.docx"}"' in shown.stdout
    assert ".." not in shown.stdout
    missing = call("--lang", "en", *REPORT, "-o", "sub/../weg/rapport.docx")
    assert f"There is no folder {own_folder / 'weg'}." in missing.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few people make links")
@pytest.mark.parametrize("there", [True, False])
def test_a_link_stays_and_the_report_is_written_where_it_points(
    call: Call, example: Workspace, own_folder: Path, there: bool
) -> None:
    (own_folder / "schijf").mkdir()
    target = own_folder / "schijf" / "echt.docx"
    link = own_folder / "rapport.docx"
    link.symlink_to(target)
    if there:
        assert call(*REPORT, "-o", str(target)).exit_code == 0

    result = call(*REPORT, "-o", "rapport.docx")

    assert (result.exit_code, result.stdout) == (0, f"{target}\n")
    assert link.is_symlink()
    assert target.read_bytes().startswith(b"PK")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few people make links")
@pytest.mark.parametrize("target", ["weg/echt.docx", "adressen.csv"])
def test_a_link_to_where_no_report_can_be_is_refused(
    call: Call, example: Workspace, own_folder: Path, target: str
) -> None:
    link = own_folder / "rapport.docx"
    link.symlink_to(own_folder / target)

    result = call(*REPORT, "-o", "rapport.docx")

    assert result.exit_code == 2
    assert link.is_symlink()
    assert not (own_folder / target).exists()
