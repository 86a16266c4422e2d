"""A Word file of anybody is read as somebody meets it, and refused when that is not safe."""

from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from hostile_files import MEGABYTE, archive, changed, document, outside, parts_of, workbook
from word_by_hand import SENTENCE, add_field, first, good, painted, saved

from actionlab.exchange.accessibility.checking import check_accessibility
from actionlab.exchange.accessibility.reading import read_paper
from actionlab.exchange.accessibility.walking import TooLong
from actionlab.exchange.files.refused import (
    DamagedPackage,
    HasMacros,
    NotThisKind,
    PointsOutside,
    Refused,
    TooLarge,
    WrongName,
)
from actionlab.i18n import activate

BODY, STYLES = "word/document.xml", "word/styles.xml"


@pytest.fixture(autouse=True)
def in_english(own_folder: object) -> None:
    """Let the faults be told in English."""
    activate("en")


def rules(made: Document) -> list[str]:
    return [each.rule for each in check_accessibility(saved(made), "verslag.docx").findings]


HOSTILE: dict[str, tuple[type[Refused], Callable[[], bytes]]] = {
    "a workbook": (WrongName, workbook),
    "no file of Office": (NotThisKind, lambda: b"Zo gaat dat"),
    "a program inside": (HasMacros, lambda: document(extra={"word/vbaProject.bin": b"\xd0\xcf"})),
    "a template from elsewhere": (
        PointsOutside,
        lambda: document(
            extra={"word/_rels/settings.xml.rels": outside("attachedTemplate", "http://example.test/x.dotm")}
        ),
    ),
    "60 MB of text": (
        TooLarge,
        lambda: changed(document(), BODY, lambda part: part + b" " * 60 * MEGABYTE, 1),
    ),
    "a million paragraphs": (
        TooLong,
        lambda: changed(document(), BODY, lambda part: part.replace(b"<w:p>", b"<w:p/>" * 10**6 + b"<w:p>")),
    ),
    "no text": (
        DamagedPackage,
        lambda: archive({name: part for name, part in parts_of(document()).items() if name != BODY}),
    ),
    "half a text": (DamagedPackage, lambda: changed(saved(good()), BODY, lambda part: part[:-40])),
    "styles that are no XML": (
        DamagedPackage,
        lambda: changed(saved(good()), STYLES, lambda _: b"\xff\xfeno"),
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_safely_is_refused(name: str) -> None:
    expected, make = HOSTILE[name]

    with pytest.raises(expected):
        check_accessibility(make(), "verslag.docx")


def test_the_smallest_document_of_all_is_read() -> None:
    assert read_paper(document(), "klein.docx").paragraphs[0].text == ""


def test_a_style_that_is_based_on_itself_ends() -> None:
    made = good()
    style = first(made).style
    assert style is not None
    style.element.insert(1, parse_xml(f'<w:basedOn {nsdecls("w")} w:val="{style.style_id}"/>'))

    assert rules(made) == []


def test_what_was_deleted_is_not_there_and_what_was_inserted_is() -> None:
    made = good()
    paragraph = made.add_paragraph("Dit blijft")
    for tag, text in (("w:del", " weg"), ("w:ins", " en dit komt erbij")):
        change = OxmlElement(tag)
        run = paragraph.add_run(text)._r
        if tag == "w:del":
            run[0].tag = qn("w:delText")
        change.append(run)
        paragraph._p.append(change)

    assert read_paper(saved(made), "x.docx").paragraphs[-1].text == "Dit blijft en dit komt erbij"


def test_hidden_words_are_not_judged() -> None:
    made = good()
    painted(made, "EEEEEE")
    made.paragraphs[-1].runs[0].font.hidden = True

    assert rules(made) == []


def test_a_drawing_that_is_there_twice_for_older_programs_counts_once() -> None:
    made = good()
    names = (
        f'{nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    box = "<v:textbox><w:txbxContent><w:p/></w:txbxContent></v:textbox>"
    older = f'<w:pict><v:shape style="width:9pt">{box}</v:shape></w:pict>'
    drawing = made.element.body.xpath(".//w:drawing")[0]
    both = parse_xml(
        f"<mc:AlternateContent {names}><mc:Choice/><mc:Fallback>{older}</mc:Fallback></mc:AlternateContent>"
    )
    drawing.getparent().replace(drawing, both)
    both[0].append(drawing)

    assert rules(made) == []
    assert len(read_paper(saved(made), "x.docx").pictures) == 1


def test_contents_over_several_paragraphs_are_contents() -> None:
    made = good()
    start = first(made, "Heading 1").insert_paragraph_before("")
    add_field(start, 'TOC \\o "1-2"', "Wat wij zagen")
    end = first(made, "Heading 1").insert_paragraph_before("Wat helpt")
    # the end of the field goes to the next paragraph, as Word writes it
    end._p.append(start.runs[-1]._r)

    paper = read_paper(saved(made), "x.docx")
    assert [each.text for each in paper.paragraphs if each.in_contents] == ["Wat wij zagen", "Wat helpt"]
    assert paper.has_contents


def test_a_place_is_the_heading_above_and_the_number_of_the_paragraph() -> None:
    made = good()
    painted(made, "8A8A8A")
    painted(made, "8A8A8A")

    (found,) = check_accessibility(saved(made), "verslag.docx").findings
    n = len(list(made.element.body.iter(qn("w:p"))))
    assert [(each.heading, each.paragraph) for each in found.places] == [
        ("Wat helpt", n - 1),
        ("Wat helpt", n),
    ]
    assert found.facts == {"colour": "8A8A8A", "background": "FFFFFF", "ratio": "3.45", "least": "4.5"}
    assert found.what.startswith("The words are hard to read: colour 8A8A8A on FFFFFF")


def test_a_new_document_of_a_program_has_the_findings_that_it_has() -> None:
    made = docx.Document()
    made.add_heading("Kop", 1)
    made.add_paragraph(SENTENCE * 9)
    made.add_table(2, 2)

    assert set(rules(made)) == {
        "language_wrong",
        "title_missing",
        "author_missing",
        "table_caption",
        "table_header",
        "table_empty_cell",
        "table_row_split",
    }
