"""What lies just beside a fault and is none: a good document stays good with it."""

import pytest
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from word_by_hand import (
    SENTENCE,
    Fault,
    add_chart,
    add_field,
    add_picture,
    add_table,
    first,
    good,
    link,
    painted,
    put,
    saved,
    told,
)

from actionlab.exchange.accessibility.checking import check_accessibility

ENGLISH = "This is the text that was written for the people who have to work with it, and it is not long. "
DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext uri="x">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)


ALLOWED: dict[str, Fault] = {}


def allowed(change: Fault) -> Fault:
    """Note something that is no fault."""
    ALLOWED[change.__name__.replace("_", " ")] = change
    return change


@allowed
def english_that_says_so(document: Document) -> None:
    run = document.add_paragraph().add_run(ENGLISH * 12)
    run._r.get_or_add_rPr().append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-GB"/>'))


@allowed
def some_english_words_in_a_dutch_text(document: Document) -> None:
    document.add_paragraph(SENTENCE * 10)
    document.add_paragraph(ENGLISH)


@allowed
def headings_that_go_back_up(document: Document) -> None:
    for level in (3, 1, 2, 3, 2):
        document.add_paragraph(f"Niveau {level}", style=f"Heading {level}")
        document.add_paragraph(SENTENCE)


@allowed
def a_bold_line_that_introduces_what_follows(document: Document) -> None:
    document.add_paragraph().add_run("Wat helpt:").bold = True
    document.add_paragraph(SENTENCE)


@allowed
def a_bold_word_at_the_beginning(document: Document) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run("Wat helpt ").bold = True
    paragraph.add_run(SENTENCE)


@allowed
def one_line_with_a_dash(document: Document) -> None:
    document.add_paragraph("– een inwoner")
    document.add_paragraph(SENTENCE)


@allowed
def lines_that_begin_with_years(document: Document) -> None:
    document.add_paragraph("2024. Het begin.")
    document.add_paragraph("7. Het vervolg.")
    document.add_paragraph("3. Het eind.")


@allowed
def a_list_made_by_word(document: Document) -> None:
    for text in ("- eerst dit", "- dan dat"):
        document.add_paragraph(text, style="List Bullet")


@allowed
def a_text_that_is_not_long(document: Document) -> None:
    for number in range(5):
        document.add_paragraph(f"Deel {number}", style="Heading 2")
        document.add_paragraph(SENTENCE * 12)


@allowed
def a_table_below_a_heading(document: Document) -> None:
    document.add_paragraph("Aantallen", style="Heading 2")
    add_table(document)
    document.add_paragraph(SENTENCE)


@allowed
def a_cell_with_a_dash(document: Document) -> None:
    document.tables[0].cell(1, 1).text = "–"


@allowed
def a_cell_that_is_kept_open_for_a_pen(document: Document) -> None:
    document.tables[0].cell(1, 1).text = "\N{NO-BREAK SPACE}\n\N{NO-BREAK SPACE}"


@allowed
def an_empty_paragraph_after_a_table(document: Document) -> None:
    document.tables[0]._tbl.addnext(document.add_paragraph("")._p)


@allowed
def a_new_page(document: Document) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph(SENTENCE)


@allowed
def a_picture_that_is_decorative(document: Document) -> None:
    told(add_picture(document, "")).append(parse_xml(DECORATIVE))


@allowed
def a_logo_beside_the_text_at_the_head_of_the_page(document: Document) -> None:
    run = add_picture(document, "Logo van de werkplaats Houten").runs[0]._r
    place = run.xpath(".//wp:inline")[0]
    place.tag = place.tag.replace("inline", "anchor")
    document.sections[0].header.paragraphs[0]._p.append(run)


@allowed
def a_chart_below_its_table(document: Document) -> None:
    document.tables[0]._tbl.addnext(add_chart(document)._p)


@allowed
def grey_that_can_just_be_read(document: Document) -> None:
    painted(document, "767676")


@allowed
def large_words_in_a_paler_grey(document: Document) -> None:
    for points, bold in ((18, False), (14, True)):
        painted(document, "949494", SENTENCE)
        document.paragraphs[-1].runs[0].font.size = Pt(points)
        document.paragraphs[-1].runs[0].bold = bold


@allowed
def white_words_on_a_dark_colour_of_the_theme(document: Document) -> None:
    painted(document, "FFFFFF")
    put(document.paragraphs[-1], '<w:shd w:val="clear" w:themeFill="text1" w:fill="FFFFFF"/>')


@allowed
def words_without_a_colour_in_a_dark_cell(document: Document) -> None:
    for cell in document.tables[0].rows[0].cells:
        cell._tc.get_or_add_tcPr().append(
            parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="1F3864"/>')
        )
        for run in cell.paragraphs[0].runs:
            run._r.get_or_add_rPr().append(parse_xml(f'<w:color {nsdecls("w")} w:val="auto"/>'))


@allowed
def a_short_line_in_the_middle(document: Document) -> None:
    put(document.add_paragraph("Zo was het."), '<w:jc w:val="center"/>')


@allowed
def a_number_set_right_in_a_cell(document: Document) -> None:
    put(document.tables[0].cell(1, 1).paragraphs[0], '<w:jc w:val="right"/>')


@allowed
def a_short_word_in_capitals(document: Document) -> None:
    document.add_paragraph("UWV en VNG")


@allowed
def a_link_that_shows_a_short_address(document: Document) -> None:
    link(document.add_paragraph("Zie "), "www.voorbeeld.invalid")


@allowed
def a_number_that_leads_to_a_source(document: Document) -> None:
    link(document.add_paragraph("Dat zagen wij vaker "), "[3]")


@allowed
def a_page_number_in_a_smaller_letter(document: Document) -> None:
    footer = document.sections[0].footer.paragraphs[0]
    add_field(footer, "PAGE", "1")
    for run in footer.runs:
        run.font.size = Pt(9)


@allowed
def a_field_with_a_name(document: Document) -> None:
    known = '<w:sdtPr><w:alias w:val="Uw team"/><w:text/></w:sdtPr>'
    field = f"{known}<w:sdtContent><w:r><w:t>Vul in</w:t></w:r></w:sdtContent>"
    document.add_paragraph("Uw team: ")._p.append(parse_xml(f"<w:sdt {nsdecls('w')}>{field}</w:sdt>"))


@allowed
def a_frame_that_word_makes_for_itself(document: Document) -> None:
    contents = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr><w:docPartObj/></w:sdtPr><w:sdtContent/></w:sdt>")
    contents[1].append(first(document, "Heading 2")._p)
    document.element.body.insert(2, contents)
    assert document.element.body.findall(f".//{qn('w:docPartObj')}")


@pytest.mark.parametrize("name", ALLOWED)
def test_it_is_allowed(name: str) -> None:
    document = good()
    ALLOWED[name](document)

    assert check_accessibility(saved(document), "verslag.docx").findings == ()
