"""`actionlab report --pdf`: a PDF beside the Word file, with what it lacks said."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from actionlab.exchange import pdf
from actionlab.exchange.accessibility.reading import read_paper
from actionlab.store import Workspace, init_workspace

REPORT = ("report", "-m", "Houten", "--date", "2026-07-01", "--pdf")
NAME = "terugkoppelrapport-houten"
Call = Callable[..., Result]


@pytest.fixture
def example(own_folder: Path, clock: object) -> Workspace:
    """A workspace of one's own with the example studies, in the current folder."""
    return init_workspace(own_folder, name="Oefenen", contact="", example=True)


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, str]]:
    """What LibreOffice got, the Word file and its title; it gives a PDF and a warning."""
    got: list[tuple[bytes, str]] = []

    def to_pdf(content: bytes, *, title: str) -> pdf.Pdf:
        got.append((content, title))
        return pdf.Pdf(content=b"%PDF-1.7", version="7.4", warnings=("Warning: something is lost.",))

    monkeypatch.setattr(pdf, "to_pdf", to_pdf)
    return got


def test_both_files_are_saved_and_named(
    call: Call, example: Workspace, given: list[tuple[bytes, str]]
) -> None:
    result = call("--lang", "en", *REPORT)

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [str(example.reports / f"{NAME}{end}") for end in (".docx", ".pdf")]
    assert (example.reports / f"{NAME}.pdf").read_bytes() == b"%PDF-1.7"
    assert "Warning: something is lost." in result.stderr


def test_the_pdf_is_made_of_the_same_headings_and_title(
    call: Call, example: Workspace, given: list[tuple[bytes, str]]
) -> None:
    call(*REPORT)

    ((content, title),) = given
    saved = read_paper((example.reports / f"{NAME}.docx").read_bytes(), "rapport.docx")
    printed = read_paper(content, "rapport.docx")
    assert title == printed.title == saved.title
    assert [each.text for each in printed.paragraphs if each.level] == [
        each.text for each in saved.paragraphs if each.level
    ]


def test_at_another_place_the_pdf_stands_beside_the_word_file(
    call: Call, example: Workspace, own_folder: Path, given: list[tuple[bytes, str]]
) -> None:
    result = call(*REPORT, "-o", str(own_folder / "voor-de-gemeente.docx"))

    assert result.exit_code == 0
    assert (own_folder / "voor-de-gemeente.pdf").read_bytes() == b"%PDF-1.7"
    assert (own_folder / "voor-de-gemeente.docx").exists()


def test_a_pdf_that_somebody_changed_stays_and_both_get_a_number(
    call: Call, example: Workspace, given: list[tuple[bytes, str]]
) -> None:
    call(*REPORT)
    (example.reports / f"{NAME}.pdf").write_bytes(b"%PDF-1.7 met een handtekening")

    result = call(*REPORT)

    assert [Path(line).name for line in result.stdout.splitlines()] == [f"{NAME}-2.docx", f"{NAME}-2.pdf"]
    assert (example.reports / f"{NAME}.pdf").read_bytes() == b"%PDF-1.7 met een handtekening"
