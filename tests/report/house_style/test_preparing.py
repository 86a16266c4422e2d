"""The house style of a municipality: what is kept of it, what is ours, what is mended, what is refused."""

import os
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import ooxml_integrity
import pytest
from docx.document import Document as Package
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, nsmap, qn
from house_styles import add_field, blue_serif, changed, green_sans, logo, parts_of, saved, zipped
from lxml import etree

from actionlab.errors import ActionlabError
from actionlab.i18n import translated
from actionlab.report.blocks import (
    Begin,
    Block,
    Bullets,
    Card,
    Cards,
    Contents,
    Document,
    End,
    Heading,
    Paragraph,
    Quote,
    Run,
    Table,
    Title,
)
from actionlab.report.house_style.colours import contrast
from actionlab.report.house_style.package import (
    HouseStyleHasMacros,
    HouseStyleHasObject,
    HouseStyleLinksOutside,
    HouseStyleLinksPicture,
    HouseStyleLinksTemplate,
    HouseStyleStrict,
    HouseStyleTooLarge,
    HouseStyleUnreadable,
)
from actionlab.report.house_style.preparing import HouseStyleFile, prepare_house_style
from actionlab.report.word.rendering import render_word

OURS = (Path(__file__).parents[3] / "templates" / "house-style.docx").read_bytes()
SCHEMAS = os.environ.get("OOXML_SCHEMAS", "")
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TABLE = Table(caption="Acties", header=("Actie", "Aantal"), rows=(("Bellen", "4"),), numeric=(1,))
EVERY_BLOCK: tuple[Block, ...] = (
    Title(title="Wat werkt", subtitle="Houten", facts=(("Periode", "2026"),), notice="Voorbeeld"),
    Contents(heading="Inhoud"),
    Heading("Samenvatting", 1, "1"),
    Paragraph("Kort gezegd.", "lead"),
    Paragraph((Run("Zie "), Run("[1]", link="bron_1"))),
    Bullets(items=("Mag dit?",), style="ask"),
    Begin("al_1"),
    Heading("Inzicht", 2),
    Paragraph("Vaker gezien.", "strength"),
    Bullets(items=("een", "twee"), places=("bron_1", "")),
    Bullets(items=("eerst", "dan"), numbered=True),
    Quote(text="Het helpt.", attribution="een inwoner"),
    End("al_1"),
    TABLE,
    Paragraph("Eigen tellingen.", "note"),
    Heading("Meer", 3),
    Paragraph("Let op.", "call_out"),
    Cards(cards=(Card(number="I1-1", title="Bel eerder", lines=("Dat hielp.",), foot="Houten"),)),
)
HOUSES = {"blue": blue_serif, "green": green_sans}


def prepared(content: bytes) -> HouseStyleFile:
    return prepare_house_style(content, OURS, file="huisstijl.docx", municipality="Houten")


def rendered(style: bytes, *blocks: Block) -> bytes:
    document = Document(title="Rapport", author="Werkplaats", blocks=blocks or EVERY_BLOCK, footer="Concept")
    return render_word(document, style)


def opened(content: bytes) -> Package:
    return docx.Document(BytesIO(content))


def values(root: Any, path: str) -> list[str]:
    found = etree.ElementBase.xpath(root, path, namespaces=nsmap)
    return [str(each) for each in found] if isinstance(found, list) else []


def style_of(content: bytes, name: str) -> Any:
    """The definition of a style by its name."""
    styles = opened(content).styles.element
    return next(
        each
        for each in styles.findall(qn("w:style"))
        if each.find(qn("w:name")).get(qn("w:val")).lower() == name.lower()
    )


def own_style(change: Callable[[Package], None]) -> bytes:
    """A document of python-docx with one change."""
    package = docx.Document()
    change(package)
    return saved(package)


def everything(content: bytes) -> str:
    return "\n".join(part.decode(errors="replace") for part in parts_of(content).values())


@pytest.mark.parametrize("house", HOUSES)
def test_every_block_finds_its_style_and_the_same_bytes_come_out_twice(house: str) -> None:
    ready, again = (prepared(HOUSES[house]()) for _ in range(2))
    content = rendered(ready.content)
    package = opened(content)
    defined = values(package.styles.element, "w:style/@w:styleId")
    used = values(package.element.body, ".//w:pStyle/@w:val | .//w:rStyle/@w:val | .//w:tblStyle/@w:val")
    assert set(used) <= set(defined)
    assert len(set(defined)) == len(defined)
    assert ready == again
    assert content == rendered(again.content)
    assert values(package.styles.element, "w:style/@w:styleId") == values(
        opened(ready.content).styles.element, "w:style/@w:styleId"
    )


def test_the_styles_of_dutch_word_are_found_by_name_whatever_their_ids() -> None:
    paragraphs = opened(rendered(prepared(blue_serif()).content)).element.body.xpath("./w:p")
    used = {values(each, "w:pPr/w:pStyle/@w:val")[0] for each in paragraphs}
    assert {"Kop1", "Kop2", "Kop3", "Standaard", "Lijstopsomteken", "Lijstnummering", "Citaat"} <= used


def test_styles_with_dutch_names_are_found_and_get_the_names_that_word_knows() -> None:
    def rename(package: Package) -> None:
        for old, new in (("Heading 1", "Kop 1"), ("Caption", "Bijschrift"), ("Quote", "Citaat")):
            package.styles[old].element.name_val = new

    ready = prepared(own_style(rename))
    assert style_of(ready.content, "heading 1").get(qn("w:styleId")) == "Heading1"
    assert not {"kop 1", "bijschrift", "citaat"} & {
        each.name.lower() for each in opened(ready.content).styles if each.name
    }
    assert "heading 1" not in ready.lacking


def test_what_the_house_style_lacks_is_named_and_comes_from_us_in_its_own_letters_and_colours() -> None:
    ready = prepared(green_sans())
    assert ready.lacking == (
        "title",
        "contents",
        "quote",
        "list with bullets",
        "numbered list",
        "caption",
    )
    title = style_of(ready.content, "Title")
    assert values(title, "w:rPr/w:rFonts/@w:ascii") == ["Verdana"]
    assert values(title, "w:rPr/w:color/@w:val") == ["004D40"]
    assert "1F3864" not in parts_of(ready.content)["word/styles.xml"].decode()
    assert values(style_of(ready.content, "List Bullet"), "w:pPr/w:numPr/w:numId/@w:val") != []


def test_the_house_keeps_its_letters_colours_paper_and_theme() -> None:
    ready = prepared(blue_serif())
    section = opened(ready.content).sections[0]
    assert values(style_of(ready.content, "heading 2"), "w:rPr/w:color/@w:val") == ["1F6FB4"]
    assert values(style_of(ready.content, "Normal"), "w:rPr/w:rFonts/@w:ascii") == ["Cambria"]
    assert section.left_margin is not None
    assert round(section.left_margin.mm) == 35
    assert b'<a:accent1><a:srgbClr val="1F6FB4"/>' in parts_of(ready.content)["word/theme/theme1.xml"]


def test_what_is_hard_to_read_is_mended_and_named() -> None:
    ready = prepared(blue_serif())
    normal = style_of(ready.content, "Normal")
    assert ready.mended == ("numbers before headings", "small letters", "text that is not left aligned")
    assert values(normal, "w:rPr/w:sz/@w:val") == ["22"]
    assert values(normal, "w:pPr/w:jc/@w:val") == ["left"]


@pytest.mark.parametrize(
    ("name", "part", "said", "word", "mended"),
    [
        ("Heading 1", "rPr", "<w:caps/>", "capitals", {"w:val": "0"}),
        ("Heading 2", "rPr", '<w:u w:val="single"/>', "underlining", {"w:val": "none"}),
        ("Heading 3", "rPr", '<w:color w:val="FFFF00"/>', "pale colours", {"w:val": "737300"}),
        (
            "Heading 3",
            "rPr",
            '<w:color w:val="000000" w:themeColor="background1"/>',
            "pale colours",
            {"w:val": "737373"},
        ),
        (
            "Normal",
            "pPr",
            '<w:spacing w:line="200" w:lineRule="exact"/>',
            "lines close together",
            {"w:line": "276", "w:lineRule": "auto"},
        ),
        ("Quote", "pPr", '<w:jc w:val="center"/>', "text that is not left aligned", {"w:val": "left"}),
        ("List Bullet", "rPr", '<w:sz w:val="16"/>', "small letters", {"w:val": "22"}),
    ],
)
def test_each_thing_that_is_hard_to_read_is_mended(
    name: str, part: str, said: str, word: str, mended: dict[str, str]
) -> None:
    def say(package: Package) -> None:
        style: Any = package.styles[name].element
        for old in style.findall(qn(f"w:{part}")):
            style.remove(old)
        properties = style.get_or_add_pPr() if part == "pPr" else style.get_or_add_rPr()
        properties.append(parse_xml(said.replace("/>", f" {nsdecls('w')}/>")))

    ready = prepared(own_style(say))
    tag = said.split()[0].strip("</>")
    found = style_of(ready.content, name).find(f"{qn(f'w:{part}')}/{qn(tag)}")
    assert word in ready.mended
    assert dict(found.attrib) == {qn(key): value for key, value in mended.items()}
    assert prepared(ready.content).mended == ()


def test_letters_with_serifs_are_kept_and_named() -> None:
    assert prepared(blue_serif()).serifs == "Cambria"
    assert prepared(green_sans()).serifs == ""


def test_letters_that_the_theme_names_are_known_too() -> None:
    """The styles of python-docx take their letters from a theme with Cambria for running text."""
    assert prepared(own_style(lambda package: None)).serifs == "Cambria"


def test_headings_are_numbered_by_us_only() -> None:
    ready = prepared(blue_serif())
    content = rendered(ready.content, Heading("Samenvatting", 1, "1"), Heading("Bronnen", 1, "B1"))
    package = opened(content)
    assert [each.text for each in package.paragraphs] == ["1 Samenvatting", "B1 Bronnen"]
    assert values(style_of(content, "heading 1"), "w:pPr/w:numPr/w:numId/@w:val") == ["0"]
    linked = values(package.part.numbering_part.element, ".//w:lvl/w:pStyle/@w:val")
    assert not {"Kop1", "Kop2", "Kop3"} & set(linked)


def test_white_headings_on_a_dark_ground_stay_white() -> None:
    heading = style_of(prepared(green_sans()).content, "heading 1")
    assert values(heading, "w:rPr/w:color/@w:val") == ["FFFFFF"]
    assert values(heading, "w:pPr/w:shd/@w:fill") == ["004D40"]


def test_the_tables_of_the_house_are_used_and_their_header_can_be_read() -> None:
    content = prepared(green_sans()).content
    ground = values(style_of(content, "Report Table"), "w:tblStylePr/w:tcPr/w:shd/@w:fill")
    letters = values(style_of(content, "Table Heading"), "w:rPr/w:color/@w:val")
    assert ground == ["26A69A"]
    assert contrast(letters[0], ground[0]) >= 4.5


def test_header_and_footer_stay_and_the_page_number_is_not_doubled() -> None:
    section = opened(rendered(prepared(blue_serif()).content)).sections[0]
    assert [each.text for each in section.footer.paragraphs] == [
        "Postbus 30, 3990 DA Houten   Pagina ",
        "Concept",
    ]
    assert len(values(section.header._element, ".//a:blip/@r:embed")) == 1
    assert values(section.footer._element, ".//w:instrText/text()") == [" PAGE "]


def test_a_logo_without_a_description_gets_one_and_an_own_description_stays() -> None:
    section = opened(prepared(blue_serif()).content).sections[0]
    assert values(section.header._element, ".//wp:docPr/@descr") == [
        translated("Logo of the municipality of {municipality}", "nl").format(municipality="Houten")
    ]

    def describe(package: Package) -> None:
        run = package.sections[0].header.paragraphs[0].add_run()
        run.add_picture(BytesIO(logo()))._inline.docPr.set("descr", "Wapen van Houten")

    own = opened(prepared(own_style(describe)).content).sections[0]
    assert values(own.header._element, ".//wp:docPr/@descr") == ["Wapen van Houten"]


def test_a_box_with_text_in_a_header_gets_no_description_of_a_picture() -> None:
    def add_box(package: Package) -> None:
        run = package.sections[0].header.paragraphs[0].add_run()._r
        inline = '<wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="7" name="Tekstvak"/></wp:inline>'
        run.append(parse_xml(f"<w:drawing {nsdecls('w', 'wp')}>{inline}</w:drawing>"))

    header = opened(prepared(own_style(add_box)).content).sections[0].header._element
    assert values(header, ".//wp:docPr/@name") == ["Tekstvak"]
    assert values(header, ".//wp:docPr/@descr") == []


def test_a_field_of_a_header_is_not_tied_to_what_stays_behind_and_keeps_its_words() -> None:
    def add_control(package: Package) -> None:
        properties = '<w:sdtPr><w:dataBinding w:xpath="/x" w:storeItemID="{0}"/></w:sdtPr>'
        content = "<w:sdtContent><w:p><w:r><w:t>Gemeente Houten</w:t></w:r></w:p></w:sdtContent>"
        control = parse_xml(f"<w:sdt {nsdecls('w')}>{properties}{content}</w:sdt>")
        package.sections[0].header._element.append(control)

    header = opened(prepared(own_style(add_control)).content).sections[0].header._element
    assert values(header, ".//w:sdt//w:t/text()") == ["Gemeente Houten"]
    assert header.xpath(".//w:dataBinding") == []


def test_nothing_else_of_the_file_comes_along() -> None:
    content = rendered(prepared(blue_serif()).content)
    assert "eheime" not in everything(content)
    assert "Vries" not in everything(content)
    assert [name for name in parts_of(content) if "comment" in name or "customXml" in name] == []
    assert [word for word in ("rsid", "python-docx", "2013") if word in everything(content)] == []


def test_no_author_of_the_house_style_is_named_in_any_part() -> None:
    who = f'{nsdecls("w")} w:id="9" w:author="J. de Vries" w:date="2026-01-01T00:00:00Z"'
    change = f"<w:rPrChange {who}><w:rPr/></w:rPrChange>"

    def track(package: Package) -> None:
        package.core_properties.author = package.core_properties.last_modified_by = "J. de Vries"
        for edge in (package.sections[0].header, package.sections[0].footer):
            paragraph: Any = edge.paragraphs[0]._p
            paragraph.get_or_add_pPr().append(parse_xml(f"<w:pPrChange {who}><w:pPr/></w:pPrChange>"))
            paragraph.append(parse_xml(f"<w:ins {who}><w:r><w:t>Gemeente Houten</w:t></w:r></w:ins>"))
            paragraph.append(parse_xml(f"<w:del {who}><w:r><w:delText>Postbus 1</w:delText></w:r></w:del>"))
        for name in ("Normal", "Heading 1"):
            style: Any = package.styles[name].element
            style.get_or_add_rPr().append(parse_xml(change))
        level = package.part.numbering_part.element.find(f".//{qn('w:lvl')}")
        level.append(parse_xml(f"<w:rPr {nsdecls('w')}>{change}</w:rPr>"))

    content = rendered(prepared(own_style(track)).content)
    assert "Vries" not in everything(content)
    section = opened(content).sections[0]
    assert [section.header.paragraphs[0].text, section.footer.paragraphs[0].text] == ["Gemeente Houten"] * 2
    assert "Postbus" not in everything(content)


def broken_styles() -> bytes:
    """Styles that go round in a circle and lead nowhere, with sizes and colours that are none."""

    def break_it(package: Package) -> None:
        styles = package.styles.element
        for size in list(styles.iter(qn("w:sz")))[::2]:
            size.set(qn("w:val"), "22.5")
        for size in styles.iter(qn("w:szCs")):
            size.set(qn("w:val"), "abc")
        for colour in styles.iter(qn("w:color")):
            colour.set(qn("w:val"), f"zz{colour.get(qn('w:val'))}")
        normal: Any = package.styles["Normal"].element
        for style, base in ((normal, "Heading1"), (package.styles["Title"].element, "Weg")):
            for old in style.findall(qn("w:basedOn")):
                style.remove(old)
            style.insert(1, parse_xml(f'<w:basedOn {nsdecls("w")} w:val="{base}"/>'))

    return own_style(break_it)


def test_styles_that_no_program_can_read_give_a_report_that_is_whole(tmp_path: Path) -> None:
    made = tmp_path / "gemaakt.docx"
    made.write_bytes(rendered(prepared(broken_styles()).content))
    assert ooxml_integrity.check(str(made)) == []
    styles = opened(made.read_bytes()).styles.element
    assert [
        each for each in values(styles, ".//w:sz/@w:val | .//w:szCs/@w:val") if not each.isdecimal()
    ] == []
    assert [each for each in values(styles, ".//w:color/@w:val") if each.startswith("zz")] == []
    assert values(style_of(made.read_bytes(), "Normal"), "w:basedOn/@w:val") == []
    assert values(style_of(made.read_bytes(), "Title"), "w:basedOn/@w:val") == []


@pytest.mark.parametrize("lost", ["w:abstractNum", "w:lvl"])
def test_a_list_without_a_pattern_gets_one_of_ours(lost: str, tmp_path: Path) -> None:
    def lose_pattern(package: Package) -> None:
        for each in list(package.part.numbering_part.element.iter(qn(lost))):
            each.getparent().remove(each)

    made = tmp_path / "gemaakt.docx"
    made.write_bytes(rendered(prepared(own_style(lose_pattern)).content))
    assert ooxml_integrity.check(str(made)) == []


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/fontTable.xml", "<w:fonts", "<w:fonts <"),
        ("[Content_Types].xml", "wordprocessingml.fontTable+xml", "wordprocessingml.vreemd+xml"),
        ("[Content_Types].xml", "officedocument.theme+xml", "officedocument.vreemd+xml"),
    ],
    ids=["fonts damaged", "fonts of another kind", "theme of another kind"],
)
def test_fonts_and_a_theme_that_no_program_can_read_stay_behind(
    part: str, old: str, new: str, tmp_path: Path
) -> None:
    made = tmp_path / "gemaakt.docx"
    made.write_bytes(rendered(prepared(changed(blue_serif(), {part: (old, new)})).content))
    assert ooxml_integrity.check(str(made)) == []
    assert b"<a:accent1>" in parts_of(made.read_bytes())["word/theme/theme1.xml"]


def test_a_header_with_a_picture_that_is_not_in_the_file_is_refused() -> None:
    with pytest.raises(HouseStyleUnreadable, match=r"huisstijl\.docx"):
        prepared(changed(blue_serif(), {"word/header1.xml": ('r:embed="rId1"', 'r:embed="rId77"')}))


def test_an_old_picture_takes_nothing_from_elsewhere() -> None:
    def add_picture(package: Package) -> None:
        spaces = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
        data = '<v:imagedata src="http://x/y.png" o:href="http://x/y.png" o:title="logo"/>'
        shape = f'<v:shape style="width:100pt;height:20pt">{data}</v:shape>'
        run = package.sections[0].header.paragraphs[0].add_run()._r
        run.append(parse_xml(f"<w:pict {nsdecls('w')} {spaces}>{shape}</w:pict>"))

    content = rendered(prepared(own_style(add_picture)).content)
    assert "http://x/" not in everything(content)
    assert 'o:title="logo"' in everything(content)


def test_a_page_that_leaves_no_room_for_text_becomes_an_ordinary_one() -> None:
    def narrow(package: Package) -> None:
        section = package.sections[0]
        section.left_margin = section.right_margin = section.page_width

    section = opened(prepared(own_style(narrow)).content).sections[0]
    assert [round(each.mm) for each in (section.page_width, section.left_margin) if each] == [210, 25]


def test_a_template_gives_the_same_as_the_document_that_it_makes() -> None:
    document = own_style(lambda package: None)
    types = ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")
    assert prepared(changed(document, {"[Content_Types].xml": types})) == prepared(document)


def with_relation(content: bytes, part: str, kind: str, *, mode: str = "External", target: str = "") -> bytes:
    """The same file with one more relation from a part."""
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    base = RELATIONSHIP_TYPE.IMAGE.rpartition("/")[0]
    relation = f'<Relationship Id="rId999" Type="{base}/{kind}" Target="{target or "file:///x"}"'
    empty = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    )
    parts = {rels: empty.encode()} | parts_of(content)
    end = f'{relation} TargetMode="{mode}"/></Relationships>'
    parts[rels] = parts[rels].replace(b"</Relationships>", end.encode())
    return zipped(parts)


@pytest.mark.parametrize(
    ("part", "kind", "error"),
    [
        ("word/settings.xml", "attachedTemplate", HouseStyleLinksTemplate),
        ("word/document.xml", "image", HouseStyleLinksPicture),
        ("word/header1.xml", "image", HouseStyleLinksPicture),
        ("word/document.xml", "oleObject", HouseStyleLinksOutside),
        ("word/document.xml", "aFChunk", HouseStyleLinksOutside),
        ("word/document.xml", "subDocument", HouseStyleLinksOutside),
        ("word/document.xml", "frame", HouseStyleLinksOutside),
        ("word/document.xml", "vbaProject", HouseStyleHasMacros),
    ],
)
def test_what_comes_from_outside_the_file_is_refused(
    part: str, kind: str, error: type[ActionlabError]
) -> None:
    with pytest.raises(error, match=r"huisstijl\.docx") as refused:
        prepared(with_relation(blue_serif(), part, kind))
    assert part.rpartition("/")[2] in str(refused.value)


def test_a_hyperlink_to_a_site_is_fine() -> None:
    content = with_relation(
        blue_serif(), "word/header1.xml", "hyperlink", target="https://voorbeeld.example/"
    )
    assert "voorbeeld.example" in everything(rendered(prepared(content).content))


@pytest.mark.parametrize(
    "parts",
    [
        {"word/vbaProject.bin": b"x"},
        {"word/VBADATA.xml": b"<x/>"},
    ],
    ids=["project", "data"],
)
def test_macros_are_refused(parts: dict[str, bytes]) -> None:
    with pytest.raises(HouseStyleHasMacros, match=r"huisstijl\.docx"):
        prepared(zipped(parts_of(blue_serif()) | parts))


def test_a_document_that_may_hold_macros_is_refused() -> None:
    kinds = ("openxmlformats-officedocument.wordprocessingml.document", "ms-word.document.macroEnabled")
    with pytest.raises(HouseStyleHasMacros, match=r"Content_Types"):
        prepared(changed(blue_serif(), {"[Content_Types].xml": kinds}))


@pytest.mark.parametrize("code", ['INCLUDETEXT "c:\\x.docx"', "DDEAUTO excel x", 'includepicture "http://x"'])
def test_a_field_that_reads_a_file_is_refused(code: str) -> None:
    content = own_style(lambda package: add_field(package.sections[0].footer.paragraphs[0], code))
    with pytest.raises(HouseStyleLinksOutside, match=r"word/footer1\.xml"):
        prepared(content)


def test_a_field_that_reads_a_file_is_refused_also_right_after_another_one() -> None:
    def add_two(package: Package) -> None:
        foot = package.sections[0].footer.paragraphs[0]
        add_field(foot, "PAGE")
        add_field(foot, 'INCLUDEPICTURE "http://x" \\d')
        for code in foot._p.iter(qn("w:instrText")):
            code.text = code.text.strip()

    with pytest.raises(HouseStyleLinksOutside, match=r"word/footer1\.xml"):
        prepared(own_style(add_two))


def test_a_field_of_a_page_may_stand_in_a_footer() -> None:
    content = own_style(lambda package: add_field(package.sections[0].footer.paragraphs[0], "NUMPAGES"))
    assert "NUMPAGES" in everything(rendered(prepared(content).content))


def test_an_object_of_another_program_in_a_header_is_refused() -> None:
    content = with_relation(blue_serif(), "word/header1.xml", "chart", mode="Internal", target="styles.xml")
    with pytest.raises(HouseStyleHasObject, match=r"word/header1\.xml"):
        prepared(content)


def test_a_house_style_that_is_too_large_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped(parts_of(blue_serif()) | {"word/media/a.bin": bytes(60 * 1024 * 1024)})
    assert len(bomb) < 200_000
    with pytest.raises(HouseStyleTooLarge, match="50 MB"):
        prepared(bomb)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Beste collega,",
        OURS[: len(OURS) // 2],
        zipped({"foto.txt": b"x"}),
        zipped(parts_of(OURS) | {"word/document.xml": b"<a/>"}),
        zipped(parts_of(OURS) | {"word/document.xml": f"<w:document {nsdecls('w')}/>".encode()}),
        zipped(parts_of(OURS) | {"word/styles.xml": b"<a>"}),
        zipped(parts_of(OURS) | {"word/styles.xml": b'<!DOCTYPE x [<!ENTITY e "e">]><x/>'}),
        zipped({name: part for name, part in parts_of(OURS).items() if name != "[Content_Types].xml"}),
        zipped(parts_of(OURS) | {"word/styles.xml": "<x/>".encode("utf-16")}),
    ],
    ids=[
        "nothing",
        "text",
        "cut",
        "zip",
        "other kind",
        "no body",
        "damaged",
        "entities",
        "no types",
        "utf-16",
    ],
)
def test_what_is_no_word_document_is_refused_by_its_name(content: bytes) -> None:
    with pytest.raises(HouseStyleUnreadable, match=r"huisstijl\.docx"):
        prepared(content)


def test_a_document_in_the_strict_form_is_refused_with_what_to_do() -> None:
    ordinary, strict = (b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/")
    parts = {name: part.replace(ordinary, strict) for name, part in parts_of(OURS).items()}
    with pytest.raises(HouseStyleStrict, match=r"huisstijl\.docx.*Strict"):
        prepared(zipped(parts))


def test_our_own_house_style_needs_nothing() -> None:
    ready = prepared(OURS)
    assert (ready.lacking, ready.mended) == ((), ())


@pytest.mark.skipif(
    not SCHEMAS, reason="NOT CHECKED: set OOXML_SCHEMAS to a folder with wml.xsd to validate Word files"
)
@pytest.mark.parametrize("house", [*HOUSES, "broken"])
def test_every_part_of_a_report_in_another_house_style_is_valid(house: str) -> None:
    schema = etree.XMLSchema(etree.parse(str(Path(SCHEMAS) / "wml.xsd")))
    faults = {}
    content = prepared((HOUSES | {"broken": broken_styles})[house]()).content
    with zipfile.ZipFile(BytesIO(rendered(content))) as package:
        for name in package.namelist():
            root = (
                etree.fromstring(package.read(name))
                if name.startswith("word/") and name.endswith(".xml")
                else None
            )
            if root is not None and etree.QName(root).namespace == nsmap["w"]:
                root.attrib.pop(f"{COMPATIBILITY}Ignorable", "")
                schema.validate(root)
                faults[name] = str(schema.error_log).splitlines()
    assert "word/styles.xml" in faults
    assert {name: found for name, found in faults.items() if found} == {}
