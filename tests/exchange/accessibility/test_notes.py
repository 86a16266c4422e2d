"""What only a person can judge is a note: it does not make a file fail."""

import re

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor
from word_by_hand import SENTENCE, good, saved, sized

from actionlab.exchange.accessibility.checking import check_accessibility


def notes(made: Document) -> dict[str, dict[str, str]]:
    checked = check_accessibility(saved(made), "verslag.docx")
    assert checked.findings == ()
    return {each.rule: dict(each.facts) for each in checked.notes}


def test_a_file_without_a_subject() -> None:
    made = good()
    made.core_properties.subject = ""

    assert "subject_missing" in notes(made)
    assert "subject_missing" not in notes(good())


def test_words_that_stand_at_the_foot_of_the_page_only() -> None:
    made = good()
    made.sections[0].footer.paragraphs[0].text = "Alleen voor het team\tWat wij zagen\t1"

    assert notes(made)["margin_text"] == {"text": "Alleen voor het team"}


def test_footnotes() -> None:
    made = good()
    content = f"<w:footnotes {nsdecls('w')}>{''.join(map(_note, ('separator', '', '')))}</w:footnotes>"
    part = Part(
        PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, content.encode(), made.part.package
    )
    made.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    assert notes(made)["footnotes"] == {"n": "2"}


def _note(kind: str) -> str:
    told = f'w:type="{kind}"' if kind else ""
    return f"<w:footnote {told}><w:p><w:r><w:t>Zie elders.</w:t></w:r></w:p></w:footnote>"


def test_words_in_another_colour_than_those_around_them() -> None:
    made = good()
    made.add_paragraph("Stand: ").add_run("te laat").font.color.rgb = RGBColor(0xB0, 0, 0)

    assert "colour_meaning" in notes(made)
    assert "colour_meaning" not in notes(good())


def test_abbreviations_that_are_explained_nowhere() -> None:
    made = good()
    made.add_paragraph("Het UWV en de Sociale verzekeringsbank (SVB) werken samen met de RMC.")

    assert notes(made)["abbreviations"] == {"words": "UWV, RMC"}


def test_letters_with_serifs() -> None:
    made = good()
    made.paragraphs[1].runs[0].font.name = "Times New Roman"

    assert notes(made)["font_serif"] == {"font": "Times New Roman"}


def test_a_font_that_is_named_counts_more_than_that_of_the_theme_further_away() -> None:
    made = good()
    (defaults,) = made.styles.element.xpath("./w:docDefaults//w:rFonts")
    defaults.set(qn("w:asciiTheme"), "minorHAnsi")
    latin = made.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    latin._blob = re.sub(rb'(<a:minorFont>\s*<a:latin typeface=")[^"]*', rb"\1Cambria", latin.blob)
    assert notes(made)["font_serif"] == {"font": "Cambria"}

    made.styles["Normal"].element.get_or_add_rPr().append(
        parse_xml(f'<w:rFonts {nsdecls("w")} w:ascii="Verdana" w:hAnsi="Verdana"/>')
    )
    assert "font_serif" not in notes(made)


def test_small_print_that_can_just_be_read() -> None:
    made = good()
    made.tables[0].cell(1, 1).paragraphs[0].runs[0].font.size = 127_000

    assert notes(made)["type_small_print"] == {"size": "10"}


def test_a_text_of_ten_points_is_no_small_print() -> None:
    made = good()
    for _ in range(20):
        sized(made, 10)

    checked = check_accessibility(saved(made), "verslag.docx")
    assert [each.rule for each in checked.findings] == ["type_small"]
    assert len(SENTENCE) > 60
