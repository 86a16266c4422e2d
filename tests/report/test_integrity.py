"""Every Word file that the program makes opens without complaint, and is whole to another checker."""

import io
from pathlib import Path

import docx
import ooxml_integrity
import pytest
from every_document import HOUSE_STYLES, MUNICIPALITIES, STYLE, Words, forms, report, reports
from hostile_files import changed

from actionlab.exchange.pdf import NoLibreOffice, find_libreoffice, to_pdf


def complaints(content: bytes, folder: Path) -> list[str]:
    """Give what python-docx and ooxml-integrity have to say about a file."""
    document = docx.Document(io.BytesIO(content))
    assert document.element.body is not None
    path = folder / "gemaakt.docx"
    path.write_bytes(content)
    return [str(each) for each in ooxml_integrity.check(str(path))]


@pytest.mark.parametrize("words", reports("Houten"), ids=" ".join)
def test_a_report_is_whole(words: Words, tmp_path: Path) -> None:
    assert complaints(report(words), tmp_path) == []


@pytest.mark.long
@pytest.mark.parametrize("house_style", HOUSE_STYLES)
@pytest.mark.parametrize("words", reports(*MUNICIPALITIES), ids=" ".join)
def test_a_report_in_another_house_style_is_whole(words: Words, house_style: str, tmp_path: Path) -> None:
    assert complaints(report(words, house_style), tmp_path) == []


def test_the_forms_and_the_house_style_are_whole(tmp_path: Path) -> None:
    for each in (STYLE, *forms().values()):
        assert complaints(each, tmp_path) == []


def test_a_link_to_a_part_that_is_not_there_is_noticed(tmp_path: Path) -> None:
    words = ("-m", "Houten", "--audience", "researchers")
    broken = changed(
        report(words),
        "word/_rels/document.xml.rels",
        lambda part: part.replace(b"charts/chart1", b"charts/weg"),
    )

    try:
        found = complaints(broken, tmp_path)
    except KeyError:
        # python-docx looks for every part
        return
    assert found != []


@pytest.mark.long
@pytest.mark.parametrize("words", reports("Houten"), ids=" ".join)
def test_libreoffice_opens_a_report(words: Words) -> None:
    try:
        find_libreoffice()
    except NoLibreOffice:
        pytest.skip("NOT CHECKED: LibreOffice is not installed")

    pdf = to_pdf(report(words), title="")
    assert pdf.content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in pdf.content
