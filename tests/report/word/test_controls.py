"""Fields of a form in Word: what they are called, what they hold, and what the file knows of itself."""

import os
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from forms_filled import BLOCKS, HOUSE_STYLE, MARK, W14, W, form, parts
from lxml import etree

from actionlab.model.form_mark import Mark, from_properties, from_reference
from actionlab.report.blocks import Block, Control, Document, Paragraph, Question, Table
from actionlab.report.word.rendering import render_word

SCHEMAS = os.environ.get("OOXML_SCHEMAS", "")
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

needs_schemas = pytest.mark.skipif(
    not SCHEMAS, reason="NOT CHECKED: set OOXML_SCHEMAS to a folder with wml.xsd to validate Word files"
)


def rendered(*blocks: Block, mark: Mark | None = MARK, style: bytes = HOUSE_STYLE) -> bytes:
    return render_word(Document(title="Formulier", author="Werkplaats", blocks=blocks, form=mark), style)


def body_of(content: bytes) -> Any:
    return etree.fromstring(parts(content)["word/document.xml"])


def fields_of(content: bytes) -> dict[str, Any]:
    """Every control by its tag."""
    tags = body_of(content).iter(f"{W}tag")
    return {each.get(f"{W}val"): each.getparent().getparent() for each in tags}


def value(field: Any, path: str) -> str | None:
    """An attribute `val` below the properties of a control; None when it is not there."""
    found = field.find(f"{W}sdtPr/{path}")
    return None if found is None else found.get(f"{W}val")


def shown(field: Any) -> str:
    return "".join(each.text or "" for each in field.iter(f"{W}t"))


def paragraph_of(field: Any) -> str:
    """The words of the paragraph that a control stands in."""
    return shown(next(field.iterancestors(f"{W}p")))


def mark_of(content: bytes) -> Mark:
    root = etree.fromstring(parts(content)["docProps/custom.xml"])
    mark = from_properties({str(each.get("name")): str(each[0].text) for each in root})
    assert mark is not None
    return mark


def test_a_field_has_its_tag_and_label_and_cannot_be_deleted() -> None:
    fields = fields_of(form())

    assert list(fields) == [*mark_of(form()).tags, "actionlab"]
    assert value(fields["date"], f"{W}alias") == "Datum"
    assert {
        value(each, f"{W}lock") for tag, each in fields.items() if tag not in ("goal.1", "actionlab")
    } == {"sdtLocked"}
    ids = [value(each, f"{W}id") for each in fields.values()]
    assert len(set(ids)) == len(ids)


def test_what_is_fixed_cannot_be_changed() -> None:
    fields = fields_of(form())

    assert [value(fields[tag], f"{W}lock") for tag in ("goal.1", "actionlab")] == ["sdtContentLocked"] * 2
    assert shown(fields["goal.1"]) == "Regie & <b>benoemen</b>"


def test_nothing_protects_the_document_because_a_telephone_cannot_fill_in_a_protected_one() -> None:
    assert b"documentProtection" not in parts(form())["word/settings.xml"]


def test_a_box_to_tick_is_one_that_word_knows_with_its_words_behind_it() -> None:
    field = fields_of(form())["setting.visit"]
    box = field.find(f"{W}sdtPr/{W14}checkbox")

    assert {etree.QName(each).localname: each.get(f"{W14}val") for each in box} == {
        "checked": "0",
        "checkedState": "2612",
        "uncheckedState": "2610",
    }
    assert shown(field) == "☐"
    assert "☐\N{NO-BREAK SPACE}huisbezoek" in paragraph_of(field)


def test_a_box_that_was_ticked_beforehand_shows_its_tick() -> None:
    box = Control(tag="scope.quote", label="citaat", kind="check", value="yes", text="citaat")
    field = fields_of(rendered(Question(text="Mag dit?", controls=(box,))))["scope.quote"]

    assert shown(field) == "☒"
    assert field.find(f"{W}sdtPr/{W14}checkbox/{W14}checked").get(f"{W14}val") == "1"


def test_a_date_is_dutch_and_shows_its_hint_until_it_is_filled_in() -> None:
    field = fields_of(form())["date"]

    assert value(field, f"{W}date/{W}dateFormat") == "d-M-yyyy"
    assert value(field, f"{W}date/{W}lid") == "nl-NL"
    assert field.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    assert shown(field).strip() == "dag-maand-jaar"


def test_a_date_that_was_filled_in_beforehand_holds_its_day() -> None:
    date = Control(tag="date", label="Datum", kind="date", value="2026-03-05")
    field = fields_of(rendered(Question(text="Datum", controls=(date,))))["date"]

    assert field.find(f"{W}sdtPr/{W}date").get(f"{W}fullDate") == "2026-03-05T00:00:00Z"
    assert field.find(f"{W}sdtPr/{W}showingPlcHdr") is None
    assert shown(field) == "5-3-2026"


def test_a_text_that_was_filled_in_beforehand_keeps_its_lines() -> None:
    text = Control(tag="contact", label="Contact", kind="lines", value="Jo & <b>\tHoek\nHouten")
    (run,) = fields_of(rendered(Question(text="Contact", controls=(text,))))["contact"][-1]

    assert [etree.QName(each).localname for each in run] == ["t", "tab", "t", "br", "t"]


def test_a_box_for_several_lines_is_plain_text_and_a_line_is_not() -> None:
    fields = fields_of(form())

    # LibreOffice 7 draws no line to write on in a short field of plain text
    assert fields["what_seen"].find(f"{W}sdtPr/{W}text").get(f"{W}multiLine") == "1"
    assert fields["n.resident"].find(f"{W}sdtPr/{W}text") is None


def test_an_empty_field_is_a_line_to_write_on_inside_the_field() -> None:
    """Who clicks on the line with a mouse must be in the field, and on paper it is the line."""
    (run,) = fields_of(form())["setting_other"][-1]

    assert len(shown(run)) > 20
    assert shown(run).strip() == ""
    assert run.find(f"{W}rPr/{W}u").get(f"{W}val") == "single"


def test_room_to_write_by_pen_is_a_box_of_so_many_lines() -> None:
    field = fields_of(form())["what_seen"]
    style = value_of_style(form(), next(field.iterancestors(f"{W}p")))

    assert len(field[-1].findall(f".//{W}br")) == 4 - 1
    assert {etree.QName(each).localname for each in style.find(f"{W}pPr/{W}pBdr")} == {
        "top",
        "left",
        "bottom",
        "right",
    }


def value_of_style(content: bytes, paragraph: Any) -> Any:
    """The definition of the style of a paragraph."""
    name = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
    styles = etree.fromstring(parts(content)["word/styles.xml"])
    return next(each for each in styles.iter(f"{W}style") if each.get(f"{W}styleId") == name)


def test_a_question_comes_before_its_fields_and_stays_on_their_page() -> None:
    paragraphs = list(body_of(form()).iter(f"{W}p"))
    texts = [shown(each) for each in paragraphs]
    question = next(place for place, text in enumerate(texts) if text.startswith("Wat zag u?"))

    assert paragraphs[question].find(f"{W}pPr/{W}keepNext") is not None
    assert paragraphs[question + 1].find(f"{W}sdt/{W}sdtPr/{W}tag").get(f"{W}val") == "what_seen"


def test_boxes_stand_behind_one_another_or_each_on_a_line() -> None:
    fields = fields_of(form())

    assert paragraph_of(fields["setting.visit"]) == paragraph_of(fields["setting.other"])
    assert [paragraph_of(fields[f"prompt.{n}"]).replace("\N{NO-BREAK SPACE}", " ") for n in (1, 2)] == [
        "☐ Kijkvraag 1",
        "☐ Kijkvraag 2",
    ]


def test_a_short_answer_is_not_parted_from_its_box() -> None:
    box = Control(tag="a", label="a", kind="check", text="niet gevraagd")
    field = fields_of(rendered(Question(text="Gevraagd?", controls=(box,))))["a"]

    assert " niet" not in paragraph_of(field)
    assert "☐ niet gevraagd".replace(" ", "\N{NO-BREAK SPACE}") in paragraph_of(field)


def test_a_table_may_hold_fields_and_keeps_its_header() -> None:
    (table,) = docx.Document(BytesIO(form())).tables
    first = table.rows[0]._tr

    assert first.find(f"{W}trPr/{W}tblHeader") is not None
    assert fields_of(form())["n.resident"].getparent().tag == f"{W}p"
    assert [value_in(cell, f"{W}p/{W}pPr/{W}jc") for cell in table.rows[1]._tr.findall(f"{W}tc")] == [
        None,
        None,
        "center",
    ]


def value_in(element: Any, path: str) -> str | None:
    found = element.find(path)
    return None if found is None else found.get(f"{W}val")


def test_an_empty_list_of_fields_in_a_cell_is_an_empty_cell() -> None:
    table = Table(caption="c", header=("a", "b"), rows=(("een", ()),))

    assert shown(body_of(rendered(table))).startswith("cabeen–")


@pytest.mark.parametrize(
    "tags", [("a", "a"), ("",), ("a" * 65,)], ids=["two of one name", "without a name", "too long for Word"]
)
def test_a_name_that_cannot_be_read_back_is_refused(tags: tuple[str, ...]) -> None:
    controls = tuple(Control(tag=tag, label="x") for tag in tags)

    with pytest.raises(ValueError, match="name"):
        rendered(Question(text="Vraag", controls=controls))


def test_a_label_is_cut_to_what_word_keeps() -> None:
    field = fields_of(rendered(Question(text="x", controls=(Control(tag="a", label="é" * 100),))))["a"]

    assert value(field, f"{W}alias") == "é" * 64


def test_a_form_knows_what_it_is_and_which_fields_it_has() -> None:
    mark = mark_of(form(Mark(form="evaluation", study="zei-werkzorg", version=1, about="trn-7k3fq2xd")))

    assert (mark.form, mark.study, mark.version, mark.about) == (
        "evaluation",
        "zei-werkzorg",
        1,
        "trn-7k3fq2xd",
    )
    assert mark.tags[:3] == ("date", "setting.visit", "setting.other")
    assert len(mark.texts) > 5
    assert len(mark.hints) == 1


def test_no_property_is_longer_than_word_keeps() -> None:
    root = etree.fromstring(parts(form())["docProps/custom.xml"])

    assert len(root) > 1
    assert max(len(str(each[0].text)) for each in root) <= 255
    assert [each.get("pid") for each in root] == [str(number) for number in range(2, 2 + len(root))]


@pytest.mark.parametrize("about", ["", "trn-7k3fq2xd", "Samen: regie/voering & <b> één?"])
def test_the_line_at_the_end_is_enough_to_know_the_form(about: str) -> None:
    content = form(Mark(form="observation", study="hou-driehoek", version=1, about=about))
    last = list(body_of(content).iter(f"{W}p"))[-1]

    assert from_reference(shown(last)) == Mark(
        form="observation", study="hou-driehoek", version=1, about=about
    )


def test_a_document_that_is_no_form_has_no_mark_and_the_margins_of_the_house_style() -> None:
    content = rendered(Paragraph("tekst"), mark=None)

    assert "docProps/custom.xml" not in parts(content)
    assert b"PlaceholderText" not in parts(content)["word/styles.xml"]
    assert (
        docx.Document(BytesIO(content)).sections[0].left_margin
        == docx.Document(BytesIO(HOUSE_STYLE)).sections[0].left_margin
    )


def test_a_form_uses_more_of_the_page_and_says_on_each_what_it_is() -> None:
    section = docx.Document(BytesIO(form())).sections[0]

    assert section.left_margin is not None
    assert section.left_margin.mm == pytest.approx(17, abs=0.1)
    assert section.different_first_page_header_footer is False


def test_the_words_of_an_empty_field_stand_out_from_white() -> None:
    (run,) = fields_of(form())["date"][-1]

    assert value_in(run, f"{W}rPr/{W}rStyle") == "PlaceholderText"
    assert value_in(run, f"{W}rPr/{W}color") == "595959", "contrast 7.0; 4.5 is enough"


def test_a_house_style_with_its_own_style_for_hints_keeps_it() -> None:
    style = docx.Document(BytesIO(HOUSE_STYLE))
    own = style.styles.add_style("Placeholder Text", 2)
    own.element.set(f"{W}styleId", "Tekstvantijdelijkeaanduiding")
    stream = BytesIO()
    style.save(stream)

    styles = etree.fromstring(parts(rendered(*BLOCKS, style=stream.getvalue()))["word/styles.xml"])
    names = {each.get(f"{W}styleId"): value_in(each, f"{W}name") for each in styles.iter(f"{W}style")}
    assert names["Tekstvantijdelijkeaanduiding"] == "Placeholder Text"
    assert names["PlaceholderText"] == "Form Hint"


def test_a_program_that_does_not_know_boxes_is_told_to_pass_them_over() -> None:
    """A house style of somebody else need not have the name of that extension at all."""
    stream = BytesIO()
    docx.Document().save(stream)
    bare = parts(stream.getvalue())
    plain = f'<w:document xmlns:w="{W[1:-1]}"><w:body/></w:document>'.encode()
    with zipfile.ZipFile(stream, "w") as package:
        for name, blob in bare.items():
            package.writestr(name, plain if name == "word/document.xml" else blob)

    root = body_of(rendered(*BLOCKS, style=stream.getvalue()))
    assert root.nsmap["w14"] == W14[1:-1]
    assert "w14" in root.get(f"{COMPATIBILITY}Ignorable").split()


def test_equal_forms_are_equal_bytes() -> None:
    assert form() == form()


@needs_schemas
@pytest.mark.parametrize("content", [form(), rendered(*BLOCKS, mark=None)], ids=["a form", "no form"])
def test_every_part_of_a_form_is_valid(content: bytes) -> None:
    words = etree.XMLSchema(etree.parse(str(Path(SCHEMAS) / "wml.xsd")))
    facts = etree.XMLSchema(etree.parse(str(Path(SCHEMAS) / "shared-documentPropertiesCustom.xsd")))
    checked = []
    for name, blob in parts(content).items():
        root = etree.fromstring(blob) if name.endswith(".xml") else None
        schema = facts if name == "docProps/custom.xml" else words
        if root is None or (schema is words and etree.QName(root).namespace != W[1:-1]):
            continue
        root.attrib.pop(f"{COMPATIBILITY}Ignorable", "")
        etree.strip_elements(root, f"{W14}*", with_tail=False)
        assert (name, schema.validate(root), str(schema.error_log)) == (name, True, "")
        checked.append(name)
    assert "word/document.xml" in checked
