"""Blocks as the elements of a Word body: every look is a style by name, every text plain text."""

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Any

from lxml import etree

from actionlab.report import blocks
from actionlab.report.word.controls import write_question
from actionlab.report.word.styles import Element, HouseStyle, qn
from actionlab.report.word.tables import write_table
from actionlab.report.word.writer import PRESERVED, Writer, write_link, write_text

_PARAGRAPH_STYLES = {
    "body": "Normal",
    "lead": "Lead",
    "note": "Note",
    "warning": "Warning",
    "strength": "Strength",
    "call_out": "Call Out",
}
_LIST_STYLES = {
    ("list", False): "List Bullet",
    ("list", True): "List Number",
    ("ask", False): "Ask",
    ("ask", True): "Ask",
}
_INTRODUCED = (blocks.Bullets, blocks.Table, blocks.Chart)


def write_blocks(
    body: Element,
    content: Sequence[blocks.Block],
    looks: HouseStyle,
    *,
    language: str,
    on_paper: bool = False,
) -> None:
    """Append the paragraphs and tables of `content` to `body`, in order.

    `on_paper` leaves it to LibreOffice to work out the page numbers of the contents. Raises TypeError for
    something that is not a block, and ValueError for a table with rows of unequal length, two fields of one
    name or places inside one another: faults of the program, not of a user.
    """
    writer = Writer(body, looks, content, language=language, on_paper=on_paper)
    for block, following in zip_longest(content, content[1:]):
        write = _WRITERS.get(type(block))
        if write is None:
            raise TypeError(f"{type(block).__name__} is not a block")
        writer.following = following
        write(writer, block)
    writer.places.close()


def write_field(parent: Element, instruction: str, result: str = "") -> None:
    """Append a field such as PAGE to a paragraph; `result` is shown until Word works it out."""
    _begin_field(parent, instruction)
    if result:
        write_text(etree.SubElement(parent, qn("w:r")), result)
    _field_mark(parent, "end")


def _begin_field(parent: Element, instruction: str) -> None:
    """Append the instruction of a field; its result follows, up to the end mark."""
    _field_mark(parent, "begin")
    code = etree.SubElement(etree.SubElement(parent, qn("w:r")), qn("w:instrText"))
    code.text = f" {instruction} "
    code.set(PRESERVED, "preserve")
    _field_mark(parent, "separate")


def _field_mark(parent: Element, mark: str) -> None:
    etree.SubElement(etree.SubElement(parent, qn("w:r")), qn("w:fldChar")).set(qn("w:fldCharType"), mark)


def _write_title(writer: Writer, block: blocks.Title) -> None:
    writer.paragraph("Title", block.title)
    if block.subtitle:
        writer.paragraph("Subtitle", block.subtitle)
    for label, fact in block.facts:
        writer.paragraph("Fact", (blocks.Run(f"{label}:", strong=True), blocks.Run(f"\t{fact}")))
    if block.notice:
        writer.paragraph("Warning", block.notice)
    # the contents stand on the title page, and what follows them on the next
    writer.starts_page = not isinstance(writer.following, blocks.Contents)
    writer.on_title_page = not writer.starts_page


def _write_contents(writer: Writer, block: blocks.Contents) -> None:
    """Append the contents: a field that Word can renew, with in it a link to each heading.

    Only Word knows its page numbers, and it works them out when it prints or renews the contents: until
    then they are empty, for a wrong number is worse than none. Nothing is marked as out of date, because
    Word would ask about that on opening. LibreOffice never works out what stands in such a field: `on_paper`
    leaves out the field around the entries.
    """
    entries = [(place, each) for place, each in enumerate(writer.headings) if each.level <= block.depth]
    if not entries:
        return
    writer.paragraph("TOC Heading", block.heading)
    for index, (place, heading) in enumerate(entries):
        paragraph = writer.paragraph(f"TOC {heading.level}", tab=writer.looks.text_width)
        if index == 0 and not writer.on_paper:
            _begin_field(paragraph, f'TOC \\o "1-{block.depth}" \\h \\z \\u')
        link = write_link(paragraph, _bookmark(place))
        writer.runs(link, f"{_shown(heading)}\t")
        write_field(link, f"PAGEREF {_bookmark(place)} \\h")
    if not writer.on_paper:
        _field_mark(paragraph, "end")
    writer.starts_page, writer.on_title_page = writer.on_title_page, False


def _write_heading(writer: Writer, block: blocks.Heading) -> None:
    place = writer.headings_written
    writer.headings_written += 1
    paragraph = writer.paragraph(f"Heading {block.level}")
    mark = writer.places.start(paragraph, _bookmark(place))
    writer.runs(paragraph, _shown(block))
    writer.places.end(paragraph, mark)


def _write_begin(writer: Writer, block: blocks.Begin) -> None:
    writer.places.begin_passage(writer.body, block.place)


def _write_end(writer: Writer, block: blocks.End) -> None:
    writer.places.end_passage(writer.body, block.place)


def _bookmark(place: int) -> str:
    # Word hides bookmarks that begin with an underscore and makes its own contents with "_Toc".
    return f"_Toc{place + 1:08d}"


def _shown(heading: blocks.Heading) -> str:
    return f"{heading.number} {heading.text}" if heading.number else heading.text


def _write_paragraph(writer: Writer, block: blocks.Paragraph) -> None:
    introduces = isinstance(writer.following, _INTRODUCED)
    writer.paragraph(_PARAGRAPH_STYLES[block.style], block.text, stays_with_next=introduces)


def _write_bullets(writer: Writer, block: blocks.Bullets) -> None:
    in_list = writer.looks.list(block.numbered)
    style = _LIST_STYLES[block.style, block.numbered]
    is_box = block.style == "ask"
    for index, (item, place) in enumerate(zip_longest(block.items, block.places, fillvalue=""), 1):
        stays = is_box and index < len(block.items)
        paragraph = writer.paragraph(style, in_list=in_list, stays_with_next=stays)
        mark = writer.places.start(paragraph, str(place))
        writer.runs(paragraph, item)
        writer.places.end(paragraph, mark)


def _write_quote(writer: Writer, block: blocks.Quote) -> None:
    said: tuple[blocks.Run, ...] = (blocks.Run(f"‘{block.text}’"),)
    if block.attribution:
        attribution = block.attribution
        who = (blocks.Run(attribution),) if isinstance(attribution, str) else attribution
        said = (*said, blocks.Run("\n– "), *who)
    writer.paragraph("Quote", said)


def _write_chart(writer: Writer, block: blocks.Chart) -> None:
    # a document without charts does not pay for the modules that make them
    from actionlab.report.word.charts import write_chart

    write_chart(writer, block)


def _write_cards(writer: Writer, block: blocks.Cards) -> None:
    from actionlab.report.word.cards import write_cards

    write_cards(writer, block)


def _write_page_break(writer: Writer, _block: blocks.PageBreak) -> None:
    writer.starts_page = True


_WRITERS: dict[type, Callable[[Writer, Any], None]] = {
    blocks.Title: _write_title,
    blocks.Contents: _write_contents,
    blocks.Heading: _write_heading,
    blocks.Begin: _write_begin,
    blocks.End: _write_end,
    blocks.Paragraph: _write_paragraph,
    blocks.Bullets: _write_bullets,
    blocks.Quote: _write_quote,
    blocks.Table: write_table,
    blocks.Chart: _write_chart,
    blocks.Cards: _write_cards,
    blocks.Question: write_question,
    blocks.PageBreak: _write_page_break,
}
