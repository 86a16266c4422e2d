"""Every demand: a document in which nothing is wrong but one thing has exactly that finding."""

from collections.abc import Callable
from typing import Any

import pytest
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from word_by_hand import (
    SENTENCE,
    Fault,
    add_chart,
    add_field,
    add_picture,
    add_shape,
    add_table,
    first,
    good,
    link,
    painted,
    put,
    saved,
    sized,
)

from actionlab.exchange.accessibility.checking import check_accessibility

ENGLISH = "This is the text that was written for the people who have to work with it, and it is not long. "
FAULTS: list[tuple[str, str, Fault]] = []


def fault(rule: str, how: str) -> Callable[[Fault], Fault]:
    """Note a way to break a rule."""

    def note(change: Fault) -> Fault:
        FAULTS.append((rule, how, change))
        return change

    return note


def _in_all_styles(document: Document, tag: str) -> list[Any]:
    return list(document.styles.element.iter(qn(f"w:{tag}")))


@fault("language_missing", "nothing says which language it is")
def _(document: Document) -> None:
    document.core_properties.language = ""
    for each in _in_all_styles(document, "lang"):
        each.getparent().remove(each)


@fault("language_wrong", "Dutch that calls itself English")
def _(document: Document) -> None:
    first(document).add_run(SENTENCE * 3)
    for each in _in_all_styles(document, "lang"):
        each.set(qn("w:val"), "en-US")


@fault("language_wrong", "English in a Dutch text")
def _(document: Document) -> None:
    document.add_paragraph(ENGLISH * 12)


@fault("title_missing", "no title")
def _(document: Document) -> None:
    document.core_properties.title = ""


@fault("title_is_file_name", "the name of the file")
def _(document: Document) -> None:
    document.core_properties.title = "verslag"


@fault("title_is_file_name", "what stood there")
def _(document: Document) -> None:
    document.core_properties.title = "Microsoft Word - Document1"


@fault("author_missing", "nobody")
def _(document: Document) -> None:
    document.core_properties.author = ""


@fault("author_missing", "a program")
def _(document: Document) -> None:
    document.core_properties.author = "python-docx"


@fault("heading_skipped", "1, 2, 4")
def _(document: Document) -> None:
    put(document.add_paragraph("Te diep"), '<w:outlineLvl w:val="3"/>')


@fault("heading_skipped", "begins at 2")
def _(document: Document) -> None:
    one = first(document, "Heading 1")
    document.element.body.remove(one._p)


@fault("heading_empty", "an empty one at the end")
def _(document: Document) -> None:
    document.add_paragraph(style="Heading 2")


@fault("heading_looks", "a bold line of its own")
def _(document: Document) -> None:
    document.add_paragraph().add_run("Wat wij nog zagen").bold = True
    document.add_paragraph(SENTENCE)


@fault("heading_looks", "a large line of its own")
def _(document: Document) -> None:
    sized(document, 16)
    document.paragraphs[-1].runs[0].text = "Wat wij nog zagen"
    document.add_paragraph(SENTENCE)


@fault("headings_missing", "a long text without any")
def _(document: Document) -> None:
    for each in document.paragraphs:
        if each.style and str(each.style.name).startswith("Heading"):
            each.style = document.styles["Normal"]
    for _number in range(40):
        document.add_paragraph(SENTENCE)


def _long(document: Document) -> None:
    for number in range(8):
        document.add_paragraph(f"Deel {number}", style="Heading 2")
        document.add_paragraph(SENTENCE * 14)


def _numbered_pages(document: Document) -> None:
    add_field(document.sections[0].footer.paragraphs[0], "PAGE", "1")


@fault("contents_missing", "a long text without contents")
def _(document: Document) -> None:
    _long(document)
    _numbered_pages(document)


@fault("page_numbers_missing", "a long text without page numbers")
def _(document: Document) -> None:
    footer = document.sections[0].footer._element
    for each in list(footer):
        footer.remove(each)
    contents = first(document, "Heading 1").insert_paragraph_before("")
    add_field(contents, 'TOC \\o "1-2"', "Wat wij zagen")
    _long(document)


@fault("contents_empty", "contents that Word still has to make")
def _(document: Document) -> None:
    add_field(first(document, "Heading 1").insert_paragraph_before(""), 'TOC \\o "1-2"')
    _numbered_pages(document)


@fault("list_typed", "dashes")
def _(document: Document) -> None:
    document.add_paragraph("- eerst dit")
    document.add_paragraph("- dan dat")


@fault("list_typed", "numbers")
def _(document: Document) -> None:
    document.add_paragraph("1. eerst dit")
    document.add_paragraph("2. dan dat")


@fault("list_typed", "signs and line ends in one paragraph")
def _(document: Document) -> None:
    document.add_paragraph("• eerst dit\n• dan dat")


@fault("table_header", "no row is marked")
def _(document: Document) -> None:
    for each in document.element.body.xpath(".//w:tblHeader"):
        each.getparent().remove(each)


@fault("table_merged", "two cells side by side")
def _(document: Document) -> None:
    table = document.tables[0]
    table.cell(1, 0).merge(table.cell(1, 1))


@fault("table_merged", "two cells below each other")
def _(document: Document) -> None:
    table = document.tables[0]
    table.cell(1, 0).merge(table.cell(2, 0))


@fault("table_empty_cell", "one cell")
def _(document: Document) -> None:
    document.tables[0].cell(1, 1).text = ""


@fault("table_caption", "nothing above it")
def _(document: Document) -> None:
    caption = first(document, "Caption")
    document.element.body.remove(caption._p)


@fault("table_row_split", "one row")
def _(document: Document) -> None:
    split = document.element.body.xpath(".//w:cantSplit")[1]
    split.getparent().remove(split)


@fault("table_nested", "a table in a cell")
def _(document: Document) -> None:
    cell = document.tables[0].cell(1, 1)
    cell._tc.insert(0, add_table(document)._tbl)


@fault("table_for_layout", "one row")
def _(document: Document) -> None:
    add_table(document, rows=1)
    document.add_paragraph(SENTENCE)


@fault("table_for_layout", "one column")
def _(document: Document) -> None:
    add_table(document, columns=1)
    document.add_paragraph(SENTENCE)


@fault("table_for_layout", "a heading in a cell")
def _(document: Document) -> None:
    document.tables[0].cell(1, 1).paragraphs[0].style = document.styles["Heading 3"]


WORDS_IN_A_BOX = "<w:txbxContent><w:p><w:r><w:t>Los</w:t></w:r></w:p></w:txbxContent>"


@fault("text_box", "a text box")
def _(document: Document) -> None:
    add_shape(document, f"<wps:txbx>{WORDS_IN_A_BOX}</wps:txbx>")


@fault("text_box", "a text box of before Word 2010")
def _(document: Document) -> None:
    names = f'{nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"'
    shape = f'<v:shape style="width:9pt"><v:textbox>{WORDS_IN_A_BOX}</v:textbox></v:shape>'
    document.add_paragraph().add_run()._r.append(parse_xml(f"<w:pict {names}>{shape}</w:pict>"))


@fault("text_box", "a frame")
def _(document: Document) -> None:
    put(document.add_paragraph("Los"), '<w:framePr w:w="2000"/>')


@fault("floating", "a picture beside the text")
def _(document: Document) -> None:
    place = document.element.body.xpath(".//wp:inline")[0]
    place.tag = place.tag.replace("inline", "anchor")


@fault("word_art", "bent words")
def _(document: Document) -> None:
    add_shape(
        document,
        f'<wps:txbx>{WORDS_IN_A_BOX}</wps:txbx><wps:bodyPr><a:prstTxWarp prst="textArchUp"/></wps:bodyPr>',
    )


@fault("alt_text", "a picture")
def _(document: Document) -> None:
    add_picture(document, "")


@fault("alt_text", "a chart")
def _(document: Document) -> None:
    table = document.tables[0]._tbl
    table.addnext(add_chart(document, "")._p)


@fault("alt_text", "the logo at the head of the page")
def _(document: Document) -> None:
    document.sections[0].header.paragraphs[0]._p.append(add_picture(document, "").runs[0]._r)


@fault("alt_text_says_nothing", "the name of a file")
def _(document: Document) -> None:
    add_picture(document, "foto_2.JPG")


@fault("alt_text_says_nothing", "what Word calls it")
def _(document: Document) -> None:
    add_picture(document, "Afbeelding 3")


@fault("chart_without_table", "a heading in between")
def _(document: Document) -> None:
    document.add_paragraph("Nog iets", style="Heading 2")
    add_chart(document)


@fault("contrast", "light words")
def _(document: Document) -> None:
    painted(document, "8A8A8A")


@fault("contrast", "the first grey that is too light")
def _(document: Document) -> None:
    painted(document, "777777")


@fault("contrast", "large words that are too light")
def _(document: Document) -> None:
    painted(document, "969696")
    document.paragraphs[-1].runs[0].font.size = Pt(18)


@fault("contrast", "a colour behind the words")
def _(document: Document) -> None:
    painted(document, "1F3864")
    shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="203040"/>'
    document.paragraphs[-1].runs[0]._r.get_or_add_rPr().append(parse_xml(shade))


@fault("contrast", "a light colour of the theme")
def _(document: Document) -> None:
    painted(document, "000000")
    colour = document.paragraphs[-1].runs[0]._r.xpath(".//w:color")[0]
    colour.set(qn("w:themeColor"), "text1")
    colour.set(qn("w:themeTint"), "60")


@fault("contrast", "a dark cell")
def _(document: Document) -> None:
    shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="404040"/>'
    document.tables[0].cell(1, 1)._tc.get_or_add_tcPr().append(parse_xml(shade))
    document.tables[0].cell(1, 1).paragraphs[0].runs[0].font.color.rgb = None
    colour = OxmlElement("w:color")
    colour.set(qn("w:val"), "202020")
    document.tables[0].cell(1, 1).paragraphs[0].runs[0]._r.get_or_add_rPr().append(colour)


@fault("contrast", "words at the foot of the page")
def _(document: Document) -> None:
    run = document.sections[0].footer.paragraphs[0].add_run("Wat wij zagen")
    colour = parse_xml(f'<w:color {nsdecls("w")} w:val="C0C0C0"/>')
    run._r.get_or_add_rPr().append(colour)


@fault("type_small", "the text in 10.5 points")
def _(document: Document) -> None:
    for _number in range(20):
        sized(document, 10.5)


@fault("type_tiny", "a line of 9.5 points")
def _(document: Document) -> None:
    sized(document, 9.5)


@fault("type_tiny", "the number of the page")
def _(document: Document) -> None:
    document.sections[0].footer.paragraphs[0].add_run("Wat wij zagen").font.size = Pt(7.5)


@fault("line_spacing", "just too little")
def _(document: Document) -> None:
    first(document).paragraph_format.line_spacing = 1.14


@fault("line_spacing", "a height that leaves no room")
def _(document: Document) -> None:
    first(document).paragraph_format.line_spacing = Pt(14)


@fault("line_spacing", "single")
def _(document: Document) -> None:
    first(document).paragraph_format.line_spacing = 1.0


@fault("justified", "straight on both sides")
def _(document: Document) -> None:
    put(first(document), '<w:jc w:val="both"/>')


@fault("not_left", "in the middle")
def _(document: Document) -> None:
    put(first(document), '<w:jc w:val="center"/>')


@fault("all_caps", "a font in capitals")
def _(document: Document) -> None:
    document.add_paragraph().add_run("Let op dit bericht.").font.all_caps = True


@fault("all_caps", "typed in capitals")
def _(document: Document) -> None:
    document.add_paragraph("LET OP, DIT IS EEN LANGE MEDEDELING.")


@fault("underline", "for stress")
def _(document: Document) -> None:
    document.add_paragraph("Dit is ").add_run("echt").underline = True


@fault("empty_paragraphs", "between two paragraphs")
def _(document: Document) -> None:
    document.add_paragraph("")
    document.add_paragraph(SENTENCE)


@fault("spaces", "a column of spaces")
def _(document: Document) -> None:
    document.add_paragraph("Naam:              Team Houten")


@fault("spaces", "a column of tabs")
def _(document: Document) -> None:
    document.add_paragraph("Naam:\t\t\tTeam Houten")


@fault("link_text", "klik hier")
def _(document: Document) -> None:
    link(document.add_paragraph("Voor meer: "), "Klik hier")


@fault("link_text", "a field that leads to more")
def _(document: Document) -> None:
    add_field(document.add_paragraph("Voor meer: "), 'HYPERLINK "https://voorbeeld.invalid"', "lees meer")


@fault("link_address", "a long address")
def _(document: Document) -> None:
    link(document.add_paragraph("Zie "), "https://www.voorbeeld.invalid/jaarverslagen/2026/deel-een")


@fault("field_name", "a field without a title")
def _(document: Document) -> None:
    field = "<w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>Vul in</w:t></w:r></w:sdtContent>"
    document.add_paragraph("Uw team: ")._p.append(parse_xml(f"<w:sdt {nsdecls('w')}>{field}</w:sdt>"))


@pytest.mark.parametrize(
    ("rule", "change"),
    [(rule, change) for rule, _, change in FAULTS],
    ids=[f"{r}: {h}" for r, h, _ in FAULTS],
)
def test_one_fault_is_found_and_nothing_else(rule: str, change: Fault) -> None:
    document = good()
    change(document)

    assert [each.rule for each in check_accessibility(saved(document), "verslag.docx").findings] == [rule]


def test_a_good_document_has_no_findings() -> None:
    assert check_accessibility(saved(good()), "verslag.docx").findings == ()
