"""`actionlab report` in the house style of a municipality: found by itself, given, and refused."""

import os
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import Result
from docx.shared import Mm
from house_styles import blue_serif, green_sans, parts_of, zipped

from actionlab.i18n import _
from actionlab.store import Workspace, init_workspace

Call = Callable[..., Result]

SAME_DAY = ("--date", "2026-07-01")


@pytest.fixture
def example(own_folder: Path, clock: object) -> Workspace:
    """A workspace of one's own with the example studies, in the current folder."""
    return init_workspace(own_folder, name="Oefenen", contact="", example=True)


def left_margin(path: Path) -> int:
    """The left margin of a report, in millimetres: each of the house styles has its own."""
    margin = docx.Document(str(path)).sections[0].left_margin
    return int((margin or Mm(0)).mm + 0.5)


def test_the_house_style_of_the_municipality_is_used_by_itself(example: Workspace, call: Call) -> None:
    folder = example.templates / "house-style"
    folder.mkdir(parents=True)
    (folder / "GM0321.dotx").write_bytes(green_sans())

    done = call("report", "-m", "Houten", *SAME_DAY)
    other = call("report", "-m", "Zeist", *SAME_DAY)

    lacking = ", ".join(
        map(_, ("title", "contents", "quote", "list with bullets", "numbered list", "caption"))
    )
    said = _("The house style has no style for: {lacking}. Those come from actionlab.")
    assert (left_margin(Path(done.stdout.strip())), left_margin(Path(other.stdout.strip()))) == (15, 22)
    assert said.format(lacking=lacking) in done.stderr
    assert said.partition("{")[0] not in other.stderr


def test_a_house_style_that_is_given_comes_before_that_of_the_municipality(
    example: Workspace, call: Call
) -> None:
    folder = example.templates / "house-style"
    folder.mkdir(parents=True)
    (folder / "GM0321.docx").write_bytes(green_sans())
    Path("blauw.docx").write_bytes(blue_serif())

    done = call("report", "-m", "Houten", *SAME_DAY, "--house-style", "blauw.docx")

    mended = ", ".join(map(_, ("numbers before headings", "small letters", "text that is not left aligned")))
    assert left_margin(Path(done.stdout.strip())) == 35
    assert _("Changed in the house style to keep it readable: {mended}.").format(mended=mended) in done.stderr


def test_a_house_style_with_macros_gives_one_line_and_no_report(example: Workspace, call: Call) -> None:
    Path("blauw.docx").write_bytes(zipped(parts_of(blue_serif()) | {"word/vbaProject.bin": b"x"}))

    refused = call("report", "-m", "Houten", *SAME_DAY, "--house-style", "blauw.docx")

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "blauw.docx" in refused.stderr
    assert "word/vbaProject.bin" in refused.stderr
    assert list(example.reports.glob("*.docx")) == []


def test_the_styles_of_the_workspace_itself_are_made_ready_too(example: Workspace, call: Call) -> None:
    example.templates.mkdir(exist_ok=True)
    (example.templates / "house-style.docx").write_bytes(green_sans())

    done = call("report", "-m", "Houten", *SAME_DAY)

    made = Path(done.stdout.strip()).read_bytes()
    assert left_margin(Path(done.stdout.strip())) == 15
    assert "template.main+xml" not in parts_of(made)["[Content_Types].xml"].decode()


def test_a_house_style_of_a_municipality_that_cannot_be_read_is_named_with_its_folder(
    example: Workspace, call: Call
) -> None:
    folder = example.templates / "house-style"
    folder.mkdir(parents=True)
    (folder / "GM0321.docx").write_bytes(b"Beste collega,")

    refused = call("report", "-m", "Houten", *SAME_DAY)

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "templates/house-style/GM0321.docx" in refused.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_that_nobody_writes_to_is_refused_at_once(example: Workspace, call: Call) -> None:
    os.mkfifo("stijl.docx")

    refused = call("report", "-m", "Houten", *SAME_DAY, "--house-style", "stijl.docx")

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "stijl.docx" in refused.stderr


def test_a_house_style_without_an_end_is_refused(example: Workspace, call: Call) -> None:
    endless = Path("/dev/zero")
    if not endless.exists():
        pytest.skip("no /dev/zero here")

    refused = call("report", "-m", "Houten", *SAME_DAY, "--house-style", str(endless))

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "zero" in refused.stderr
