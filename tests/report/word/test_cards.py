"""Cards to cut out, in Word: framed paragraphs that stay together, four on a page."""

from io import BytesIO

import docx
from builders import CHECKOUT
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from actionlab.report.blocks import Card, Cards, Document, Heading
from actionlab.report.word.rendering import render_word

STYLE = (CHECKOUT / "templates" / "house-style.docx").read_bytes()


def card(number: int, **fields: str) -> Card:
    shown = {"title": "Een inzicht", "foot": "Houten", "place": f"al_{number:012d}", **fields}
    return Card(number=f"O1-{number}", lines=("Eerst dit.", "Dan dat."), **shown)


def paragraphs(*cards: Card) -> list[Paragraph]:
    made = Document(title="T", author="A", blocks=(Heading("K", 1), Heading("L", 2), Cards(cards=cards)))
    return docx.Document(BytesIO(render_word(made, STYLE))).paragraphs[2:]


def has(paragraph: Paragraph, tag: str) -> bool:
    properties = paragraph._p.pPr
    return properties is not None and properties.find(qn(tag)) is not None


def test_a_card_is_a_heading_and_lines_in_one_frame_and_no_table() -> None:
    found = paragraphs(card(1))

    assert [each.text for each in found] == ["O1-1 Een inzicht", "Eerst dit.", "Dan dat.", "Houten"]
    assert found[0].style is not None
    assert found[0].style.name == "Heading 3"
    assert all(has(each, "w:pBdr") for each in found)
    assert len({str(each.paragraph_format.left_indent) for each in found}) == 1


def test_a_card_is_not_split_by_the_end_of_a_page() -> None:
    found = paragraphs(card(1))

    assert [has(each, "w:keepNext") for each in found] == [True, True, True, False]
    assert all(has(each, "w:keepLines") for each in found)


def test_cards_below_one_another_do_not_grow_into_one_frame() -> None:
    heads = [each for each in paragraphs(card(1), card(2), card(3)) if each.text.startswith("O1-")]
    indents = [each.paragraph_format.left_indent for each in heads]

    assert indents[0] != indents[1]
    assert indents[1] != indents[2]


def test_every_fifth_card_begins_a_page() -> None:
    heads = [each for each in paragraphs(*map(card, range(9))) if each.text.startswith("O1-")]

    begins = [place for place, each in enumerate(heads) if has(each, "w:pageBreakBefore")]
    assert begins == [4, 8]


def test_a_card_is_a_place_once() -> None:
    found = paragraphs(card(1), card(2, place="al_000000000001"))
    names = [mark.get(qn("w:name")) for each in found for mark in each._p.iter(qn("w:bookmarkStart"))]

    assert names == ["al_000000000001"]


def test_a_short_card_is_as_high_as_a_long_one() -> None:
    short, long = (
        [each.paragraph_format.space_before for each in paragraphs(card(1, title=title))][-1]
        for title in ("Kort", "Een titel die meer dan een regel beslaat, want hij is lang")
    )
    assert short is not None
    assert long is not None
    assert short > long
