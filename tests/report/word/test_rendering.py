import re
import runpy
import time
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import docx
import msgspec
import pytest
from docx.document import Document as Package
from docx.oxml.ns import nsdecls, nsmap, qn
from docx.shared import Twips
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from actionlab.model.report_mark import ReportMark, from_properties
from actionlab.report.blocks import (
    Begin,
    Block,
    Bullets,
    Contents,
    Document,
    End,
    Heading,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Table,
    Title,
)
from actionlab.report.house_style.colours import contrast
from actionlab.report.word.rendering import HouseStyleUnreadable, printable, render_word

ROOT = Path(__file__).parents[3]
HOUSE_STYLE = (ROOT / "templates" / "house-style.docx").read_bytes()
ACTIONS = Table(
    caption="Afgesproken acties",
    header=("Actie", "Aantal"),
    rows=(("Bellen", "4"), ("Schrijven", "")),
    description="Per actie hoe vaak.",
    widths=(3, 1),
    numeric=(1,),
)
EVERY_BLOCK: tuple[Block, ...] = (
    Title(title="Wat werkt", subtitle="Houten", facts=(("Periode", "2026"),), notice="Concept"),
    Contents(heading="Inhoud"),
    PageBreak(),
    Heading("Samenvatting", 1, "1"),
    Paragraph("Kort gezegd.", "lead"),
    Paragraph((Run("Let op. ", strong=True), Run("Dit telt."))),
    Bullets(items=("een", (Run("twee", strong=True),))),
    Heading("Cijfers", 2, "1.1"),
    ACTIONS,
    Paragraph("Bron: eigen tellingen.", "note"),
    Heading("Meer", 3),
    Quote(text="Het helpt.", attribution="een inwoner"),
    Paragraph("Niet delen.", "warning"),
    Bullets(items=("eerst", "dan"), numbered=True),
    Heading("Verantwoording", 1, "B1"),
    ACTIONS,
)


def rendered(*blocks: Block, style: bytes = HOUSE_STYLE, **facts: str) -> bytes:
    given: dict[str, Any] = {"title": "Rapport", "author": "Werkplaats"} | facts
    document = Document(**given, blocks=blocks)
    return render_word(document, style)


def opened(content: bytes) -> Package:
    return docx.Document(BytesIO(content))


def texts(package: Package) -> list[tuple[str, str]]:
    return [(each.style.name if each.style else "", each.text) for each in package.paragraphs]


def values(root: Any, path: str) -> list[str]:
    found = etree.ElementBase.xpath(root, path, namespaces=nsmap)
    return [str(each) for each in found] if isinstance(found, list) else []


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def everything(content: bytes) -> str:
    return "\n".join(blob.decode(errors="replace") for blob in parts(content).values())


def saved(package: Package) -> bytes:
    stream = BytesIO()
    package.save(stream)
    return stream.getvalue()


def bare_style() -> bytes:
    """A document of somebody else: no styles but the default ones, no lists, no page set-up, no settings."""
    package = docx.Document()
    for style in package.styles.element.findall(qn("w:style")):
        if style.get(qn("w:default")) is None:
            package.styles.element.remove(style)
    for defaults in package.styles.element.findall(qn("w:docDefaults")):
        package.styles.element.remove(defaults)
    package.element.body.remove(package.element.body.sectPr)
    for key, each in list(package.part.rels.items()):
        if each.reltype.endswith(("/numbering", "/settings")):
            del package.part.rels[key]
    return saved(package)


def test_headings_keep_their_order_level_and_number() -> None:
    headings = [each for each in texts(opened(rendered(*EVERY_BLOCK))) if each[0].startswith("Heading")]
    assert headings == [
        ("Heading 1", "1 Samenvatting"),
        ("Heading 2", "1.1 Cijfers"),
        ("Heading 3", "Meer"),
        ("Heading 1", "B1 Verantwoording"),
    ]


def test_text_stands_in_the_style_of_its_block() -> None:
    assert texts(opened(rendered(*EVERY_BLOCK)))[:4] == [
        ("Title", "Wat werkt"),
        ("Subtitle", "Houten"),
        ("Fact", "Periode:\t2026"),
        ("Warning", "Concept"),
    ]
    assert ("Lead", "Kort gezegd.") in texts(opened(rendered(*EVERY_BLOCK)))


def test_contents_links_to_the_headings_up_to_its_depth() -> None:
    body = opened(rendered(*EVERY_BLOCK)).element.body
    links = body.xpath(".//w:hyperlink")
    shown = ["".join(values(link, "w:r/w:t/text()")) for link in links]
    targets = {
        values(each, "@w:name")[0]: "".join(values(each, "../w:r/w:t/text()"))
        for each in body.xpath(".//w:bookmarkStart")
    }
    assert shown == ["1 Samenvatting", "1.1 Cijfers", "B1 Verantwoording"]
    assert [targets[values(link, "@w:anchor")[0]] for link in links] == shown


def test_contents_is_a_field_that_word_can_update_but_does_not_ask_about() -> None:
    content = rendered(*EVERY_BLOCK)
    body = opened(content).element.body
    codes = values(body, ".//w:instrText/text()")
    assert codes[0] == ' TOC \\o "1-2" \\h \\z \\u '
    assert [code.split()[0] for code in codes[1:]] == ["PAGEREF"] * 3
    assert values(body, ".//w:fldChar/@w:dirty | .//w:fldSimple/@w:dirty") == []
    assert "updateFields" not in everything(content)


def test_contents_shows_no_page_number_that_nobody_worked_out() -> None:
    paragraphs = [text for name, text in texts(opened(rendered(*EVERY_BLOCK))) if name.startswith("toc")]
    assert paragraphs == ["1 Samenvatting\t", "1.1 Cijfers\t", "B1 Verantwoording\t"]


def test_on_paper_the_page_numbers_of_the_contents_stand_in_no_other_field() -> None:
    """LibreOffice works out no field inside the contents, and every one outside it."""
    document = Document(title="Rapport", author="Werkplaats", blocks=EVERY_BLOCK)
    body = opened(render_word(document, HOUSE_STYLE, on_paper=True)).element.body
    targets = values(body, ".//w:hyperlink/@w:anchor")
    assert values(body, ".//w:instrText/text()") == [f" PAGEREF {each} \\h " for each in targets]
    assert texts(opened(render_word(document, HOUSE_STYLE, on_paper=True))) == texts(
        opened(rendered(*EVERY_BLOCK))
    )


def test_contents_without_headings_is_left_out() -> None:
    assert texts(opened(rendered(Contents(heading="Inhoud"), Paragraph("Tekst")))) == [("Normal", "Tekst")]


def test_each_numbered_list_starts_again_and_bullets_share_one_list() -> None:
    steps, points = Bullets(items=("a", "b"), numbered=True), Bullets(items=("c",))
    package = opened(rendered(steps, points, steps, points))
    used = values(package.element.body, ".//w:numPr/w:numId/@w:val")
    first, bullet, second = used[0], used[2], used[3]
    assert used == [first, first, bullet, second, second, bullet]
    assert len({first, bullet, second}) == 3
    lists = package.part.numbering_part.element
    starts = {each: values(lists, f"w:num[@w:numId={each}]//w:startOverride/@w:val") for each in set(used)}
    assert starts == {first: ["1"], second: ["1"], bullet: []}


def test_a_table_has_a_header_row_a_caption_above_and_a_description() -> None:
    package = opened(rendered(ACTIONS))
    (table,) = package.tables
    before = table._element.getprevious()
    assert texts(package) == [("Caption", "Afgesproken acties")]
    assert before is not None
    assert values(before, "w:pPr/w:pStyle/@w:val") == ["Caption"]
    assert before.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
    assert [len(row._tr.xpath("w:trPr/w:tblHeader")) for row in table.rows] == [1, 0, 0]
    assert all(row._tr.xpath("w:trPr/w:cantSplit") for row in table.rows)
    assert values(table._element, "w:tblPr/w:tblCaption/@w:val") == ["Afgesproken acties"]
    assert values(table._element, "w:tblPr/w:tblDescription/@w:val") == ["Per actie hoe vaak."]


def test_no_cell_is_empty_and_numbers_stand_right() -> None:
    table = opened(rendered(ACTIONS)).tables[0]._element
    rows = [
        ["".join(values(cell, ".//w:t/text()")) for cell in row.xpath("w:tc")] for row in table.xpath("w:tr")
    ]
    aligned = [[values(cell, ".//w:jc/@w:val") for cell in row.xpath("w:tc")] for row in table.xpath("w:tr")]
    assert rows == [["Actie", "Aantal"], ["Bellen", "4"], ["Schrijven", "–"]]
    assert aligned == [[[], ["right"]]] * 3


def test_column_widths_share_the_room_between_the_margins() -> None:
    table = opened(rendered(ACTIONS)).tables[0]._element
    assert values(table, "w:tblGrid/w:gridCol/@w:w") == ["7059", "2353"]


def test_a_table_with_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        rendered(Table(caption="c", header=("a", "b"), rows=(("een",),)))


def test_something_that_is_not_a_block_is_refused() -> None:
    with pytest.raises(TypeError, match="str is not a block"):
        rendered("tekst")  # type: ignore[arg-type]


def test_a_quote_gets_dutch_quotation_marks_and_says_who_spoke() -> None:
    quotes = (Quote(text="Het helpt.", attribution="een inwoner"), Quote(text="Ja.", attribution=""))
    assert texts(opened(rendered(*quotes))) == [
        ("Quote", "‘Het helpt.’\n– een inwoner"),
        ("Quote", "‘Ja.’"),
    ]


def test_strong_text_is_set_apart_by_a_style() -> None:
    runs = opened(rendered(Paragraph((Run("Let op. ", strong=True), Run("Dit telt."))))).paragraphs[0].runs
    assert [(run.text, run.style.name) for run in runs] == [
        ("Let op. ", "Strong"),
        ("Dit telt.", "Default Paragraph Font"),
    ]


def bookmarked(package: Package, name: str) -> str:
    """The words between the start and the end of a bookmark, paragraphs and cells joined by a bar."""
    found: list[str] = []
    number = None
    for each in package.element.body.iter():
        if each.tag == qn("w:bookmarkStart") and each.get(qn("w:name")) == name:
            number = each.get(qn("w:id"))
        elif each.tag == qn("w:bookmarkEnd") and number and each.get(qn("w:id")) == number:
            return "|".join(found)
        elif each.tag == qn("w:p") and number:
            found.append("")
        elif each.tag == qn("w:t") and number:
            found[-1:] = [(found[-1] if found else "") + (each.text or "")]
    raise AssertionError(f"no place {name}")


def test_a_place_holds_all_blocks_between_its_begin_and_its_end() -> None:
    blocks = (Paragraph("voor"), Begin("al_1"), Heading("Kop", 3), ACTIONS, Paragraph("in"), End("al_1"))
    words = bookmarked(opened(rendered(*blocks, Paragraph("na"))), "al_1")
    assert words == "Kop|Afgesproken acties|Actie|Aantal|Bellen|4|Schrijven|–|in"


def test_an_item_and_a_row_can_be_a_place_and_a_row_can_be_several() -> None:
    table = msgspec.structs.replace(ACTIONS, places=(("al_3", "bron_1"), ()))
    package = opened(rendered(Bullets(items=("een", "twee"), places=("", "al_2")), table))
    assert bookmarked(package, "al_2") == "twee"
    assert bookmarked(package, "al_3") == bookmarked(package, "bron_1") == "Bellen|4"


def test_a_name_is_given_to_the_first_passage_only_and_every_bookmark_has_a_number_of_its_own() -> None:
    blocks = (Begin("al_1"), Paragraph("eerst"), End("al_1"), Begin("al_1"), Paragraph("weer"), End("al_1"))
    package = opened(rendered(Contents(heading="Inhoud"), Heading("Kop"), *blocks, Heading("Nog een")))
    starts = package.element.body.xpath(".//w:bookmarkStart")
    numbers = values(package.element.body, ".//w:bookmarkStart/@w:id")
    assert [values(each, "@w:name")[0] for each in starts].count("al_1") == 1
    assert bookmarked(package, "al_1") == "eerst"
    assert sorted(numbers) == sorted(values(package.element.body, ".//w:bookmarkEnd/@w:id"))
    assert len(set(numbers)) == len(numbers) == 3


@pytest.mark.parametrize(
    "blocks",
    [
        (Begin("al_1"), Paragraph("tekst")),
        (Paragraph("tekst"), End("al_1")),
        (Begin("al_1"), Begin("al_2"), Paragraph("tekst"), End("al_2"), End("al_1")),
    ],
    ids=["no end", "no begin", "one inside another"],
)
def test_places_that_do_not_end_or_stand_inside_one_another_are_refused(blocks: tuple[Block, ...]) -> None:
    with pytest.raises(ValueError, match="al_1"):
        rendered(*blocks)


def test_a_link_goes_to_its_place_and_one_to_no_place_is_plain_text() -> None:
    linked = Paragraph((Run("zie "), Run("[1]", link="bron_1"), Run("[2]", link="bron_2")))
    body = opened(rendered(linked, Bullets(items=("bron",), places=("bron_1",)))).element.body
    assert values(body, ".//w:hyperlink/@w:anchor") == ["bron_1"]
    assert values(body, ".//w:hyperlink//w:t/text()") == ["[1]"]
    assert values(body, ".//w:hyperlink//w:rStyle/@w:val") == ["Hyperlink"]
    assert texts(opened(rendered(linked)))[0] == ("Normal", "zie [1][2]")


def test_an_item_without_a_place_makes_nothing_else_a_link() -> None:
    blocks = (Bullets(items=("een", "twee"), places=("al_1", "")), Paragraph("gewone tekst"))
    body = opened(rendered(*blocks)).element.body
    assert values(body, ".//w:hyperlink/@w:anchor") == []
    assert values(body, ".//w:bookmarkStart/@w:name") == ["al_1"]


def test_a_chapter_that_begins_a_page_stands_at_its_top() -> None:
    first, later = opened(rendered(PageBreak(), Heading("Bladzijde"), Heading("Verder"))).paragraphs
    assert (first.paragraph_format.page_break_before, first.paragraph_format.space_before) == (True, 0)
    assert later.paragraph_format.space_before is None


def begins_page(*blocks: Block) -> list[str]:
    """The texts of the paragraphs before which a page ends."""
    paragraphs = opened(rendered(*blocks)).paragraphs
    return [each.text for each in paragraphs if each.paragraph_format.page_break_before]


def test_the_contents_stand_on_the_title_page_and_the_text_begins_on_the_next() -> None:
    title, chapter, contents = Title(title="Wat werkt"), Heading("Eerst", 1), Contents(heading="Inhoud")

    assert begins_page(title, contents, chapter, Paragraph("Kort.")) == ["Eerst"]
    assert begins_page(title, chapter, Paragraph("Kort.")) == ["Eerst"]
    assert begins_page(title, chapter, contents) == ["Eerst"]
    assert begins_page(contents, chapter) == []


def test_strength_and_call_out_have_looks_of_their_own() -> None:
    package = opened(rendered(Paragraph("Vaker gezien.", "strength"), Paragraph("Let op.", "call_out")))
    assert texts(package) == [("Strength", "Vaker gezien."), ("Call Out", "Let op.")]
    assert len(set(values(package.styles.element, "w:style[@w:styleId='Strength']//w:shd/@w:fill"))) == 1


def test_what_is_asked_stays_together_as_one_list() -> None:
    package = opened(rendered(Bullets(items=("een", "twee", "drie"), style="ask")))
    assert [name for name, _ in texts(package)] == ["Ask"] * 3
    assert [bool(each.paragraph_format.keep_with_next) for each in package.paragraphs] == [True, True, False]


def test_a_cell_may_hold_runs() -> None:
    table = Table(caption="c", header=("a", "b"), rows=(((Run("sterk", strong=True), Run(" en niet")), ()),))
    runs = opened(rendered(table)).tables[0]._element.xpath("w:tr[2]//w:r")
    styles = [values(each, "w:rPr/w:rStyle/@w:val") for each in runs]
    assert [("".join(values(each, "w:t/text()"))) for each in runs] == ["sterk", " en niet", "–"]
    assert styles == [["Strong"], [], []]


def kept(rows: int, text: str = "kort") -> list[bool]:
    """For each row, the header too, whether it stays with what follows."""
    table = Table(caption="c", header=("a", "b"), rows=((text, "1"),) * rows)
    found = opened(rendered(table)).tables[0]._element.xpath("w:tr")
    return [bool(row.xpath(".//w:keepNext")) for row in found]


def test_a_short_table_stays_on_one_page_and_a_long_one_may_go_on_on_the_next() -> None:
    assert kept(4) == [True, True, True, True, False]
    assert kept(12) == [True, *[False] * 10, True, False]
    assert kept(4, "een lange zin " * 20) == [True, False, False, True, False]


def test_letters_that_are_broad_get_more_room_for_their_longest_word() -> None:
    table = Table(
        caption="Wie", header=("Regelmatigheid", "Wat er gebeurde"), rows=(("a", "b"),), widths=(1, 9)
    )
    ours, theirs = (_first_width(rendered(table, style=each)) for each in (HOUSE_STYLE, _in_font("Verdana")))

    assert theirs > 1.2 * ours


def _first_width(content: bytes) -> int:
    return int(values(opened(content).tables[0]._tbl, "w:tblGrid/w:gridCol/@w:w")[0])


def _in_font(name: str) -> bytes:
    package = opened(HOUSE_STYLE)
    package.styles["Normal"].font.name = name
    return saved(package)


def test_the_header_of_a_narrow_column_has_room_for_bold_letters() -> None:
    """Begonnen takes 880 twentieths of a point in bold letters, Gemengd 841 and Deelnemers 1049."""
    for word, least in (("Begonnen", 880), ("Gemengd", 841), ("Deelnemers", 1049)):
        made = Table(caption="c", header=(word, "b"), rows=(("1", "2"),), widths=(1, 20))
        narrow = values(opened(rendered(made)).tables[0]._element, "w:tblGrid/w:gridCol/@w:w")[0]
        assert int(narrow) > least + 200


def test_no_column_is_narrower_than_its_longest_word_while_others_have_room() -> None:
    table = Table(
        caption="c", header=("a", "b"), rows=(("wijkteamprofessionals", "1"),), widths=(1, 9), numeric=(1,)
    )
    widths = values(opened(rendered(table)).tables[0]._element, "w:tblGrid/w:gridCol/@w:w")
    narrow, wide = map(int, widths)
    assert narrow > 2200
    assert narrow + wide == 9412


def test_a_report_says_in_its_properties_what_it_was_made_from() -> None:
    mark = ReportMark(report="feedback", municipality="GM0321", rests_on=b"12345678")
    document = Document(title="Rapport", author="Werkplaats", blocks=(Paragraph("tekst"),), mark=mark)
    custom = etree.fromstring(parts(render_word(document, HOUSE_STYLE))["docProps/custom.xml"])
    properties = {str(each.get("name")): str(each[0].text) for each in custom}
    assert from_properties(properties) == mark


def test_the_line_at_the_head_stands_above_every_page_but_the_title_page() -> None:
    section = opened(rendered(Title(title="Wat werkt"), Paragraph("tekst"), header="Houten")).sections[0]
    assert section.different_first_page_header_footer
    assert [each.text for each in section.header.paragraphs] == ["Houten"]
    assert section.first_page_header.is_linked_to_previous


def test_a_document_without_a_title_page_has_its_foot_on_the_first_page_too() -> None:
    section = opened(rendered(Heading("Brief"), footer="Concept")).sections[0]
    assert not section.different_first_page_header_footer
    assert [each.text for each in section.footer.paragraphs] == ["Concept\t1"]


def test_a_new_page_begins_after_the_title_and_at_a_page_break_without_empty_paragraphs() -> None:
    blocks = (Title(title="Wat werkt"), Paragraph("een"), PageBreak(), Paragraph("twee"), Paragraph("drie"))
    paragraphs = opened(rendered(*blocks)).paragraphs
    assert [(each.text, each.paragraph_format.page_break_before) for each in paragraphs] == [
        ("Wat werkt", None),
        ("een", True),
        ("twee", True),
        ("drie", None),
    ]


@pytest.mark.parametrize("style", [HOUSE_STYLE, bare_style()], ids=["ours", "bare"])
def test_every_style_used_is_in_the_file_and_no_paragraph_is_empty(style: bytes) -> None:
    package = opened(rendered(*EVERY_BLOCK, style=style))
    body, footer = package.element.body, package.sections[0].footer._element
    defined = set(values(package.styles.element, "w:style/@w:styleId"))
    path = ".//w:pStyle/@w:val | .//w:rStyle/@w:val | .//w:tblStyle/@w:val"
    assert set(values(body, path)) | set(values(footer, path)) <= defined
    assert [each for each in body.xpath(".//w:p") if not values(each, ".//w:t/text()")] == []


@pytest.mark.parametrize("style", [HOUSE_STYLE, bare_style()], ids=["ours", "bare"])
def test_the_language_stands_in_the_styles_and_in_the_properties(style: bytes) -> None:
    package = opened(rendered(Paragraph("tekst"), style=style, language="nl-NL"))
    path = "w:docDefaults/w:rPrDefault/w:rPr/w:lang/@w:val"
    assert values(package.styles.element, path) == ["nl-NL"]
    assert package.core_properties.language == "nl-NL"


def test_the_properties_say_what_the_document_says_and_nothing_else() -> None:
    facts = {"subject": "Actieonderzoek", "keywords": "houten", "created": "2026-06-12"}
    content = rendered(style=saved(docx.Document()), **facts)
    core = etree.fromstring(parts(content)["docProps/core.xml"])
    assert {str(each.tag).rpartition("}")[2]: each.text for each in core} == {
        "title": "Rapport",
        "subject": "Actieonderzoek",
        "keywords": "houten",
        "creator": "Werkplaats",
        "lastModifiedBy": "Werkplaats",
        "language": "nl-NL",
        "created": "2026-06-12T00:00:00Z",
        "modified": "2026-06-12T00:00:00Z",
    }


def test_a_document_without_a_date_has_a_fixed_one() -> None:
    created = opened(rendered()).core_properties.created
    assert created is not None
    assert created.isoformat() == "2000-01-01T00:00:00+00:00"


def test_a_property_is_cut_to_what_word_allows() -> None:
    assert opened(rendered(title="a\x00" * 200)).core_properties.title == ("a\ufffd" * 200)[:255]


def test_nothing_tells_where_the_house_style_came_from() -> None:
    content = rendered(*EVERY_BLOCK, style=saved(docx.Document()))
    found = [
        word for word in ("python-docx", "2013", "rsid", "Macintosh", "en-US") if word in everything(content)
    ]
    assert found == []
    assert [name for name in parts(content) if "thumbnail" in name or "customXml" in name] == []


def test_text_and_comments_of_the_house_style_stay_behind_and_its_header_and_footer_stay() -> None:
    package = docx.Document()
    package.add_comment(
        package.add_paragraph("geheime brief").runs, "geheime opmerking", author="J. de Vries"
    )
    package.sections[0].header.paragraphs[0].text = "Gemeente Houten"
    package.sections[0].footer.paragraphs[0].text = "Postbus 30"
    content = rendered(Paragraph("tekst"), style=saved(package), footer="Concept")
    section = opened(content).sections[0]
    assert "geheime" not in everything(content)
    assert "Vries" not in everything(content)
    assert section.header.paragraphs[0].text == "Gemeente Houten"
    assert [each.text for each in section.footer.paragraphs] == ["Postbus 30", "Concept\t1"]


def test_the_foot_of_a_page_has_the_text_and_the_page_number() -> None:
    (paragraph,) = opened(rendered(footer="Concept")).sections[0].footer.paragraphs
    assert paragraph.text == "Concept\t1"
    assert values(paragraph._p, ".//w:instrText/text()") == [" PAGE "]


def test_a_house_style_without_our_styles_lists_or_page_gives_a_whole_document() -> None:
    package = opened(rendered(*EVERY_BLOCK, style=bare_style()))
    assert ("heading 2", "1.1 Cijfers") in [(name.lower(), text) for name, text in texts(package)]
    assert values(package.styles.element, "w:style[@w:styleId='Heading2']/w:pPr/w:outlineLvl/@w:val") == ["1"]
    assert package.sections[0].page_width == Twips(11906)
    kinds = values(package.part.numbering_part.element, "w:abstractNum/w:lvl/w:numFmt/@w:val")
    assert sorted(kinds) == ["bullet", "decimal"]


def test_a_style_is_found_by_its_name_whatever_its_id() -> None:
    """Dutch Word calls the style "heading 1" and gives it the id Kop1."""
    style = saved(docx.Document())
    package = opened(style)
    package.styles["Heading 1"].element.set(qn("w:styleId"), "Kop1")
    body = opened(rendered(Heading("Samenvatting"), style=saved(package))).element.body
    assert values(body, ".//w:pStyle/@w:val") == ["Kop1"]


def zipped(content: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as package:
        for name, blob in content.items():
            package.writestr(name, blob)
    return stream.getvalue()


@pytest.mark.parametrize(
    "style",
    [
        b"",
        b"Beste collega,",
        HOUSE_STYLE[: len(HOUSE_STYLE) // 2],
        zipped({"foto.txt": b"x"}),
        zipped(parts(HOUSE_STYLE) | {"word/document.xml": b"<a/>"}),
        zipped(parts(HOUSE_STYLE) | {"word/document.xml": f"<w:document {nsdecls('w')}/>".encode()}),
        zipped(parts(HOUSE_STYLE) | {"word/styles.xml": b"<a>"}),
    ],
    ids=["nothing", "text", "cut", "another zip", "another kind", "no body", "damaged styles"],
)
def test_a_house_style_that_is_not_a_word_document_is_refused(style: bytes) -> None:
    with pytest.raises(HouseStyleUnreadable, match=r"\.docx"):
        rendered(Paragraph("tekst"), style=style)


def test_text_is_never_markup() -> None:
    text = "<w:b/> & [/] {{ naam }} =SOM(A1)"
    assert texts(opened(rendered(Paragraph(text)))) == [("Normal", text)]


def test_line_ends_and_tabs_are_kept() -> None:
    assert texts(opened(rendered(Paragraph("een\ntwee\r\n\tdrie  vier ")))) == [
        ("Normal", "een\ntwee\n\tdrie  vier ")
    ]


@pytest.mark.parametrize(
    "character", ["\x00", "\x0b", "\x1b", "\x7f", "\x85", "\x9f", "\u202e", "\udce9", "\ufffe", "\uffff"]
)
def test_a_character_that_word_cannot_hold_is_shown_as_one(character: str) -> None:
    text = f"caf{character}"
    content = rendered(
        Paragraph(text), Table(caption=text, header=(text,), rows=(), description=text), title=text
    )
    assert texts(opened(content)) == [("Normal", "caf\ufffd"), ("Caption", "caf\ufffd")]


def test_no_sign_turns_the_direction_of_writing_and_letters_from_right_to_left_stay() -> None:
    text = "|een| |שלום| |درس|"
    for sign in "\u061c\u200e\u200f\u202e\u2067":
        assert printable(text.replace("|", sign)) == text.replace("|", "\ufffd")
    turning = ("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI")
    signs = [chr(n) for n in range(0x11_0000) if unicodedata.bidirectional(chr(n)) in turning]
    assert len(signs) == 9
    assert printable("".join(signs)) == "\ufffd" * 9


@given(st.text(st.characters()))
def test_every_text_is_printable_after_one_pass(text: str) -> None:
    once = printable(text)
    etree.Element("a").text = once
    assert printable(once) == once


def test_equal_documents_are_equal_bytes_with_the_content_types_first() -> None:
    content = rendered(*EVERY_BLOCK)
    names = list(parts(content))
    assert content == rendered(*EVERY_BLOCK)
    assert names == ["[Content_Types].xml", *sorted(names[1:])]
    with ZipFile(BytesIO(content)) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}


def test_a_thousand_paragraphs_and_a_thousand_rows_take_less_than_two_seconds() -> None:
    rows = (("een", "twee", "3", "4", "5"),) * 1000
    blocks = (Paragraph("De inwoner vertelt."),) * 1000
    started = time.process_time()
    rendered(*blocks, Table(caption="Alles", header=tuple("abcde"), rows=rows))
    assert time.process_time() - started < 2


def test_the_house_style_in_templates_is_what_its_tool_makes() -> None:
    made = runpy.run_path(str(ROOT / "tools" / "make_house_style.py"))["house_style"]()
    assert parts(made) == parts(HOUSE_STYLE)


def test_the_house_style_has_no_text_and_no_author_and_is_dutch() -> None:
    package = opened(HOUSE_STYLE)
    assert package.paragraphs == []
    assert package.core_properties.author == ""
    assert set(re.findall(r'w:lang w:val="([^"]*)"', everything(HOUSE_STYLE))) == {"nl-NL"}


def test_the_house_style_needs_no_plain_styles() -> None:
    style_ids = values(opened(HOUSE_STYLE).styles.element, "w:style/@w:styleId")
    assert values(opened(rendered(*EVERY_BLOCK)).styles.element, "w:style/@w:styleId") == style_ids


def test_the_letters_of_the_house_style_stand_out_from_white_and_from_its_shades() -> None:
    styles = opened(HOUSE_STYLE).styles.element
    colours = set(values(styles, ".//w:rPr/w:color/@w:val")) | {"000000"}
    shades = set(values(styles, ".//w:shd/@w:fill")) | {"FFFFFF"}
    assert len(shades) == 3
    assert min(contrast(letters, paper) for letters in colours for paper in shades) >= 4.5
