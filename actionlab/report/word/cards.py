"""Cards to cut out, as paragraphs in a dashed frame: no table and no text box, so that they read in order.

Paragraphs below one another with the same frame and the same indents become one frame, in Word and in
LibreOffice. So two cards below one another differ by a hair in their indents.
"""

from docx.oxml.ns import qn
from lxml import etree

from actionlab.report import blocks
from actionlab.report.word.styles import Element
from actionlab.report.word.writer import Writer, set_value, write_text

PER_PAGE = 4
# in twentieths of a point; the room between two cards leaves place for scissors
_INDENT, _ROOM_ABOVE, _ROOM_BETWEEN = 240, 240, 80
_SIZE_OF_NUMBER, _SIZE_OF_TITLE = "52", "28"
_LINE = {"val": "dashed", "sz": "8", "space": "10", "color": "595959"}
_SIDES = ("top", "left", "bottom", "right")
# a card with less to say is as high as the others: its foot stands lower
_HEIGHT, _ROOM_PER_LINE, _CHARACTERS, _CHARACTERS_OF_TITLE = 6, 310, 86, 50


def write_cards(writer: Writer, block: blocks.Cards) -> None:
    """Append the cards, four on a page; a card never goes on on the next page."""
    for place, card in enumerate(block.cards):
        writer.starts_page = writer.starts_page or (place > 0 and place % PER_PAGE == 0)
        _write_card(writer, card, _INDENT + place % 2)


def _write_card(writer: Writer, card: blocks.Card, indent: int) -> None:
    heading = writer.paragraph("Heading 3", stays_with_next=True)
    mark = writer.places.start(heading, card.place)
    _write_large(heading, card.number, _SIZE_OF_NUMBER)
    _write_large(heading, f" {card.title}", _SIZE_OF_TITLE)
    _frame(heading, indent, before=_ROOM_ABOVE)
    for line in card.lines:
        _frame(writer.paragraph("Normal", line, stays_with_next=True), indent, before=0)
    foot = writer.paragraph("Normal", card.foot)
    _frame(foot, indent, before=_room_left(card))
    writer.places.end(foot, mark)


def _write_large(paragraph: Element, text: str, size: str) -> None:
    run = etree.SubElement(paragraph, qn("w:r"))
    letters = etree.SubElement(run, qn("w:rPr"))
    set_value(letters, "w:sz", size)
    set_value(letters, "w:szCs", size)
    write_text(run, text)


def _frame(paragraph: Element, indent: int, *, before: int) -> None:
    properties = paragraph[0]
    # the schema wants it behind the style and, where there is one, the mark that keeps it with the next
    place = 1 if properties.find(qn("w:keepNext")) is None else 2
    properties.insert(place, etree.Element(qn("w:keepLines")))
    borders = etree.SubElement(properties, qn("w:pBdr"))
    for side in _SIDES:
        line = etree.SubElement(borders, qn(f"w:{side}"))
        for name, value in _LINE.items():
            line.set(qn(f"w:{name}"), value)
    room = etree.SubElement(properties, qn("w:spacing"))
    room.set(qn("w:before"), str(before))
    room.set(qn("w:after"), str(_ROOM_BETWEEN))
    edges = etree.SubElement(properties, qn("w:ind"))
    edges.set(qn("w:left"), str(indent))
    edges.set(qn("w:right"), str(indent))


def _room_left(card: blocks.Card) -> int:
    """Give the room above the foot that makes a card as high as others, as far as one can tell beforehand."""
    texts = (*card.lines, card.foot)
    lines = len(card.title) // _CHARACTERS_OF_TITLE + sum(1 + len(text) // _CHARACTERS for text in texts)
    return _ROOM_BETWEEN + max(0, _HEIGHT - lines) * _ROOM_PER_LINE
