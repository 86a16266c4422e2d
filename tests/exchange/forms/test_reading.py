"""Filled forms are read back exactly, and nothing that somebody wrote is lost without a word."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from forms_filled import MARK, LibreOffice, W, fill, form, packed, parts, with_part
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from actionlab.errors import MALFORMED
from actionlab.exchange.files.packages import open_package
from actionlab.exchange.files.refused import DamagedPackage, Refused, TooLarge
from actionlab.exchange.forms.reading import FilledForm, NewerForm, NotAForm, TagsLost, is_form, read_form
from actionlab.i18n import _
from actionlab.model.form_mark import Mark
from actionlab.model.forms import VERSION

EMPTY = form()
DOCUMENT = "word/document.xml"
PRINTED = {"goal.1": "Regie & <b>benoemen</b>"}
TEXTS = {
    "accents": "één naïeve coördinator, Zoë – “ja”",
    "line ends": "eerst\ndan\n\nlaatst",
    "tabs": "a\tb\t\tc",
    "emoji": "👩🏽‍🦽 en 😀",
    "cjk": "漢字かな",
    "markup": "<b>&amp; &lt;w:t> {naam} [/]",
    "right to left": "שלום עליכם",
    "much": "Zij vertelde veel. " * 550,
    "spaces": "  twee  spaties ",
}
V = "urn:schemas-microsoft-com:vml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
SE = "http://schemas.microsoft.com/office/word/2015/wordml/symex"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
XMLNS = (
    f'xmlns:w="{W[1:-1]}" xmlns:v="{V}" xmlns:mc="{MC}" xmlns:wps="{WPS}" xmlns:w16se="{SE}" xmlns:a="{A}"'
)


def office(folder: Path, *, oldest: int = 1, newest: int = 99) -> LibreOffice:
    """The LibreOffice of this computer, when it is one of these versions."""
    version = LibreOffice.version()
    if not oldest <= version <= newest:
        pytest.skip(
            f"NOT CHECKED: needs LibreOffice {oldest} to {newest}, here is {version} (0: none; see SOFFICE)"
        )
    return LibreOffice(folder)


def read(docx: bytes, file: str = "formulier.docx") -> FilledForm:
    return read_form(docx, file)


def changed(docx: bytes, change: Callable[[Any], None], part: str = DOCUMENT) -> bytes:
    """The file after a change in the tree of one part."""
    root = etree.fromstring(parts(docx)[part])
    change(root)
    return with_part(docx, part, etree.tostring(root))


def replaced(docx: bytes, old: str, new: str, part: str = DOCUMENT) -> bytes:
    """The file with one text of a part replaced, wherever it stands."""
    text = parts(docx)[part].decode()
    assert old in text, old
    return with_part(docx, part, text.replace(old, new).encode())


def field(root: Any, tag: str) -> Any:
    return next(each.getparent().getparent() for each in root.iter(f"{W}tag") if each.get(f"{W}val") == tag)


def holding(tag: str, xml: str) -> bytes:
    """A form of which one field holds this, as Word wrote it."""

    def put(root: Any) -> None:
        found = field(root, tag)
        for mark in found[0].findall(f"{W}showingPlcHdr"):
            found[0].remove(mark)
        new = etree.fromstring(f"<w:sdtContent {XMLNS}>{xml}</w:sdtContent>")
        found.replace(found[-1], new)

    return changed(EMPTY, put)


def headed(xml: str, docx: bytes = EMPTY) -> bytes:
    """A form with something at its beginning that somebody put there."""

    def put(root: Any) -> None:
        body = root.find(f"{W}body")
        for place, each in enumerate(etree.fromstring(f"<w:body {XMLNS}>{xml}</w:body>")):
            body.insert(place, each)

    return changed(docx, put)


def without_properties(docx: bytes) -> bytes:
    """The form as a program leaves it that drops what it does not know; any tag is then one of the form."""
    return packed({name: blob for name, blob in parts(docx).items() if name != "docProps/custom.xml"})


def linked(
    docx: bytes, kind: str, name: str, blob: str, *, of: str = "word/_rels/document.xml.rels"
) -> bytes:
    """The form with one more part, which the document or the file points at."""
    types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="rId99" Type="{types}/{kind}" Target="{name}"/></Relationships>'
    folder = of.partition("_rels/")[0]
    return with_part(replaced(docx, "</Relationships>", link, of), f"{folder}{name}", blob.encode())


def answered(docx: bytes) -> dict[str, str]:
    """The answers, without what was printed beforehand."""
    return {tag: text for tag, text in read(docx).answers.items() if tag not in PRINTED}


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def test_an_empty_form_has_no_answers_and_misses_nothing() -> None:
    assert read(EMPTY) == FilledForm(form="observation", study="hou-driehoek", version=1, answers=PRINTED)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("tag", ["what_seen", "setting_other", "n.resident"])
def test_a_text_comes_back_exactly(tag: str, text: str) -> None:
    assert answered(fill(EMPTY, {tag: text})) == {tag: text}


def test_every_field_filled_in_comes_back_and_nothing_is_left_over() -> None:
    answers = {
        "date": "2026-03-05",
        "setting_other": "bij de buren",
        "what_seen": "een\ntwee",
        "interpretation": "misschien",
        "n.resident": "3",
    }
    ticked = {"setting.visit", "setting.other", "prompt.1", "prompt.2", "fits.1"}

    assert read(fill(EMPTY, answers, ticked)) == FilledForm(
        form="observation",
        study="hou-driehoek",
        version=1,
        answers=answers | PRINTED,
        ticked=frozenset(ticked),
    )


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff\u2028\u2029")
    | st.sampled_from("\n\t")
).filter(lambda text: text.strip())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=WORDS, ticked=st.sets(st.sampled_from(["setting.visit", "setting.other", "prompt.1", "prompt.2"]))
)
def test_any_text_and_any_ticks_come_back_exactly(text: str, ticked: set[str]) -> None:
    form_read = read(fill(EMPTY, {"what_seen": text}, ticked))

    assert form_read.answers == {"what_seen": text} | PRINTED
    assert form_read.ticked == ticked
    assert form_read.outside == ()


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (run("a") + "<w:r><w:br/></w:r>" + run("b"), "a\nb"),
        ("<w:r><w:t>a</w:t><w:cr/><w:t>b</w:t></w:r>", "a\nb"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", "a\tb"),
        ("<w:r><w:t>e</w:t><w:noBreakHyphen/><w:t>mail</w:t></w:r>", "e\N{NON-BREAKING HYPHEN}mail"),
        ("<w:r><w:t>samen</w:t><w:softHyphen/><w:t>werken</w:t></w:r>", "samenwerken"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', "☺"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/><w:t> dan</w:t></w:r>', "→ dan"),
        ('<w:r><w:t>a</w:t><w:sym w:font="Onbekend" w:char="zz"/></w:r>', "a\ufffd"),
        (
            run("a") + '<w:bookmarkStart w:id="9" w:name="x"/><w:proofErr w:type="spellStart"/>' + run("b"),
            "ab",
        ),
        ("<w:hyperlink>" + run("zie de site") + "</w:hyperlink>", "zie de site"),
        ("<w:smartTag>" + run("Houten") + "</w:smartTag>", "Houten"),
        (
            '<w:r><mc:AlternateContent><mc:Choice Requires="w16se">'
            '<w16se:symEx w16se:font="Segoe UI Emoji" w16se:char="1F600"/></mc:Choice>'
            "<mc:Fallback><w:t>😀</w:t></mc:Fallback></mc:AlternateContent></w:r>",
            "😀",
        ),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + run("de site")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "de site",
        ),
        ("<w:r><w:rPr><w:rStyle w:val='x'/></w:rPr><w:lastRenderedPageBreak/><w:t>a</w:t></w:r>", "a"),
    ],
)
def test_what_word_writes_for_a_character_is_that_character(xml: str, text: str) -> None:
    assert answered(holding("what_seen", xml)) == {"what_seen": text}


def block(tag: str, inside: str) -> str:
    """A control around whole paragraphs, rows or cells."""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="x"/><w:tag w:val="{tag}"/></w:sdtPr>'
        f"<w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    )


def cell(text: str) -> str:
    return f"<w:tc>{para(run(text))}</w:tc>"


def row(*texts: str) -> str:
    return f"<w:tr>{''.join(map(cell, texts))}</w:tr>"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (block("extra", para(run("een")) + para(run("twee"))), "een\ntwee"),
        (para(block("extra", run("een"))), "een"),
        (f"<w:tbl><w:tr>{block('extra', cell('een'))}{cell('x')}</w:tr></w:tbl>", "een"),
        (f"<w:tbl>{block('extra', row('een', 'twee'))}</w:tbl>", "een\ttwee"),
        (block("extra", f"<w:tbl>{row('a', 'b')}{row('c', 'd')}</w:tbl>{para('')}"), "a\tb\nc\td\n"),
        (para("<w:ins w:id='1' w:author='A'>" + block("extra", run("een")) + "</w:ins>"), "een"),
    ],
    ids=["paragraphs", "run", "cell", "row", "table", "inserted"],
)
def test_a_control_is_read_wherever_it_stands(xml: str, text: str) -> None:
    assert read(headed(xml, without_properties(EMPTY))).answers["extra"] == text


def test_a_control_in_a_control_is_read_by_itself_and_as_part_of_the_other() -> None:
    inner = (
        '<w:sdt><w:sdtPr><w:tag w:val="setting_other"/></w:sdtPr><w:sdtContent>'
        + run("thuis")
        + "</w:sdtContent></w:sdt>"
    )

    assert answered(holding("what_seen", run("Zij was ") + inner)) == {
        "what_seen": "Zij was thuis",
        "setting_other": "thuis",
    }


def test_a_field_in_the_foot_of_the_page_is_read() -> None:
    foot = next(name for name in parts(EMPTY) if "footer" in name)
    moved = field(
        etree.fromstring(parts(fill(EMPTY, {"interpretation": "onderaan"}))[DOCUMENT]), "interpretation"
    )

    def drop(root: Any) -> None:
        gone = field(root, "interpretation")
        gone.getparent().remove(gone)

    docx = changed(changed(EMPTY, drop), lambda root: root[-1].append(moved), foot)
    assert answered(docx) == {"interpretation": "onderaan"}


TRACKED = (
    run("Zij zei ")
    + "<w:ins w:id='1' w:author='A. de Boer'><w:r><w:t xml:space='preserve'>toch </w:t></w:r></w:ins>"
    + "<w:ins w:id='2' w:author='A. de Boer'>"
    + run("wel ")
    + "</w:ins>"
    + "<w:del w:id='3' w:author='A. de Boer'><w:r><w:delText>niets</w:delText></w:r></w:del>"
    + run("iets.")
)


def test_a_tracked_insertion_counts_and_a_deletion_does_not_and_both_are_told() -> None:
    form_read = read(holding("what_seen", TRACKED))

    assert form_read.answers["what_seen"] == "Zij zei toch wel iets."
    assert form_read.changes == (
        _("added: {text}").format(text="toch wel"),
        _("deleted: {text}").format(text="niets"),
    )


def test_moved_text_counts_where_it_went() -> None:
    xml = (
        "<w:moveFrom w:id='1' w:author='A'>"
        + run("oud")
        + "</w:moveFrom>"
        + "<w:moveTo w:id='2' w:author='A'>"
        + run("nieuw")
        + "</w:moveTo>"
    )

    assert answered(holding("what_seen", xml)) == {"what_seen": "nieuw"}


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    mark = "<w:pPr><w:rPr><w:del w:id='1' w:author='A'/></w:rPr></w:pPr>"
    xml = block("extra", para(mark + run("een")) + para(run("twee")))

    assert read(headed(xml, without_properties(EMPTY))).answers["extra"] == "eentwee"


def test_a_field_that_was_deleted_with_track_changes_is_gone() -> None:
    def delete(root: Any) -> None:
        found = field(root, "what_seen")
        mark = etree.Element(f"{W}del")
        found.getparent().replace(found, mark)
        mark.append(found)

    assert read(changed(EMPTY, delete)).missing == ("what_seen",)


def test_a_comment_is_told() -> None:
    comment = f"<w:comment w:id='0' w:author='J'>{para(run('klopt dit wel?'))}</w:comment>"
    docx = linked(EMPTY, "comments", "comments.xml", f"<w:comments {XMLNS}>{comment}</w:comments>")

    assert read(docx).changes == (_("comment: {text}").format(text="klopt dit wel?"),)


def test_text_outside_the_fields_is_told_and_the_words_of_the_form_are_not() -> None:
    assert read(headed(para(run("Nog een ") + run("opmerking.")))).outside == ("Nog een opmerking.",)


def test_words_added_to_a_paragraph_of_the_form_show_that_paragraph_as_a_whole() -> None:
    docx = replaced(EMPTY, "Schrijf geen namen op.", "Schrijf geen namen op. Behalve die van Piet.")

    assert read(docx).outside == ("Schrijf geen namen op. Behalve die van Piet.",)


def test_text_typed_behind_a_field_is_told() -> None:
    def type_behind(root: Any) -> None:
        found = field(root, "date")
        found.addnext(etree.fromstring(f"<w:a {XMLNS}>{run('of 6 maart')}</w:a>")[0])

    assert read(changed(EMPTY, type_behind)).outside == ("Datum of 6 maart",)


BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
    "<w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent>"
    "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_a_text_box_is_read_once() -> None:
    assert read(headed(para(BOX.format(para(run("In een kader.")))))).outside == ("In een kader.",)


def test_a_note_at_the_foot_and_a_text_in_the_header_are_told() -> None:
    note = f"<w:footnote>{para(run('Zie ook vorige week.'))}</w:footnote>"
    docx = linked(EMPTY, "footnotes", "footnotes.xml", f"<w:footnotes {XMLNS}>{note}</w:footnotes>")
    foot = next(name for name in parts(EMPTY) if "footer" in name)
    docx = replaced(docx, "Formulier", "Formulier van Piet", foot)

    assert set(read(docx).outside) == {"Zie ook vorige week.", "Formulier van Piet"}


def test_the_number_of_the_page_is_no_text_of_somebody() -> None:
    foot = next(name for name in parts(EMPTY) if "footer" in name)

    assert read(replaced(EMPTY, ">1<", ">12<", foot)).outside == ()


def test_a_number_of_the_page_that_another_program_wrote_is_no_text_of_somebody() -> None:
    foot = next(name for name in parts(EMPTY) if "footer" in name)
    number = etree.fromstring(f"<w:fldSimple {XMLNS} w:instr='PAGE'>{run('12')}</w:fldSimple>")

    assert read(changed(EMPTY, lambda root: root[-1].append(number), foot)).outside == ()


@pytest.mark.parametrize(
    "shape",
    [
        "<w:drawing><a:blip/></w:drawing>",
        "<w:pict><v:imagedata/></w:pict>",
        "<w:object><v:imagedata/></w:object>",
    ],
)
def test_a_picture_in_a_field_is_told(shape: str) -> None:
    form_read = read(holding("what_seen", f"{run('Zie foto.')}<w:r>{shape}</w:r>"))

    assert form_read.answers["what_seen"] == "Zie foto."
    assert len(form_read.notes) == 1
    assert "1" in form_read.notes[0]


def test_another_file_inside_a_form_is_told() -> None:
    assert len(read(headed("<w:altChunk/>")).notes) == 1


def test_a_table_pasted_in_a_field_keeps_its_words() -> None:
    xml = block("extra", f"{para(run('Rooster'))}<w:tbl>{row('ma', '9 uur')}</w:tbl>{para(run('Einde'))}")

    assert read(headed(xml, without_properties(EMPTY))).answers["extra"] == "Rooster\nma\t9 uur\nEinde"


def set_hint(root: Any, tag: str, *, is_showing: bool, text: str) -> None:
    found = field(root, tag)
    if not is_showing:
        found[0].remove(found[0].find(f"{W}showingPlcHdr"))
    found[-1].find(f".//{W}t").text = text


@pytest.mark.parametrize(
    ("is_showing", "text", "answer"),
    [
        (True, "dag-maand-jaar", None),
        (False, "dag-maand-jaar", None),
        (False, " dag-maand-jaar\N{NO-BREAK SPACE}", None),
        (True, "Klik of tik om een datum in te voeren.", None),
        (False, "Klik of tik om een datum in te voeren.", None),
        (False, "\N{NO-BREAK SPACE} ", None),
        (False, "5 maart 2026", "5 maart 2026"),
    ],
)
def test_the_words_of_an_empty_field_are_no_answer(is_showing: bool, text: str, answer: str | None) -> None:
    docx = changed(EMPTY, lambda root: set_hint(root, "date", is_showing=is_showing, text=text))

    assert answered(docx).get("date") == answer


def test_what_was_typed_counts_also_when_a_program_forgot_to_say_so() -> None:
    """The mark of an empty field is still there, but its words and their style are not."""

    def type_over(root: Any) -> None:
        set_hint(root, "interpretation", is_showing=True, text="Zij lachte.")
        run_typed = field(root, "interpretation")[-1][0]
        run_typed.remove(run_typed.find(f"{W}rPr"))

    assert answered(changed(EMPTY, type_over)) == {"interpretation": "Zij lachte."}


def dated(day: str, text: str) -> FilledForm:
    def put(root: Any) -> None:
        found = field(root, "date")
        found[0].remove(found[0].find(f"{W}showingPlcHdr"))
        found[0].find(f"{W}date").set(f"{W}fullDate", f"{day}T00:00:00Z")
        found[-1].find(f".//{W}t").text = text

    return read(changed(EMPTY, put))


@pytest.mark.parametrize(
    "text", ["5-3-2026", "05-03-2026", "2026-03-05", "5 maart 2026", "3/5/2026", "05/03/2026"]
)
def test_a_date_that_shows_the_day_that_it_holds_is_that_day(text: str) -> None:
    form_read = dated("2026-03-05", text)

    assert form_read.answers["date"] == "2026-03-05"
    assert form_read.notes == ()


@pytest.mark.parametrize("text", ["3-5-2026", "6-3-2026", "vorige week dinsdag", "5-3-26"])
def test_a_date_that_was_typed_over_counts_as_typed_and_is_told(text: str) -> None:
    form_read = dated("2026-03-05", text)

    assert form_read.answers["date"] == text
    assert len(form_read.notes) == 1
    assert "2026-03-05" in form_read.notes[0]


def box(text: str, *, is_on: bool = False) -> FilledForm:
    def put(root: Any) -> None:
        found = field(root, "setting.visit")
        found[-1].find(f".//{W}t").text = text
        if is_on:
            next(each for each in found[0].iter() if str(each.tag).endswith("}checked")).attrib.clear()

    return read(changed(EMPTY, put))


@pytest.mark.parametrize("sign", ["x", "X", "☒", "☑", "✓", "✔", "✔\ufe0f", "☐x", " x ", "v", "xx"])
def test_a_tick_counts_in_whatever_way_it_was_put(sign: str) -> None:
    form_read = box(sign)

    assert form_read.ticked == {"setting.visit"}
    assert form_read.outside == ()


def test_a_box_counts_by_what_it_shows() -> None:
    assert box("☐").ticked == set()
    assert box("☐", is_on=True).ticked == set()
    assert box("☒").ticked == {"setting.visit"}
    assert box("", is_on=True).ticked == {"setting.visit"}


def test_words_in_a_box_are_told_and_leave_it_as_it_says() -> None:
    for is_on in (False, True):
        form_read = box("soms", is_on=is_on)
        assert form_read.outside == ("soms",)
        assert form_read.ticked == ({"setting.visit"} if is_on else set())


def test_a_box_of_a_program_that_has_no_boxes_counts_by_its_sign() -> None:
    def flatten(root: Any) -> None:
        for tag, sign in (("setting.visit", "☒"), ("setting.other", "☐")):
            found = field(root, tag)
            found[0].remove(next(each for each in found[0] if str(each.tag).endswith("}checkbox")))
            found[-1].find(f".//{W}t").text = sign

    form_read = read(changed(EMPTY, flatten))
    assert form_read.ticked == {"setting.visit"}
    assert form_read.answers == PRINTED


def copied(docx: bytes, other: bytes, tag: str) -> bytes:
    """The form with a second copy of a field, as it is in another form, behind the first."""
    copy = field(etree.fromstring(parts(other)[DOCUMENT]), tag)
    return changed(docx, lambda root: field(root, tag).addnext(copy))


def test_a_field_that_stands_there_twice_with_other_answers_is_told() -> None:
    docx = copied(fill(EMPTY, {"what_seen": "een"}), fill(EMPTY, {"what_seen": "twee"}), "what_seen")
    form_read = read(docx)

    assert form_read.twice == {"what_seen": ("een", "twee")}


@pytest.mark.parametrize("second", ["een", ""])
def test_a_field_that_stands_there_twice_is_one_when_its_answers_are_equal_or_one_is_open(
    second: str,
) -> None:
    other = fill(EMPTY, {"what_seen": second}) if second else EMPTY
    form_read = read(copied(other, fill(EMPTY, {"what_seen": "een"}), "what_seen"))

    assert form_read.answers["what_seen"] == "een"
    assert form_read.twice == {}


def test_a_field_that_is_gone_is_told() -> None:
    def remove(root: Any) -> None:
        for tag in ("date", "prompt.2"):
            found = field(root, tag)
            found.getparent().remove(found)

    assert read(changed(EMPTY, remove)).missing == ("date", "prompt.2")


def test_a_field_that_is_not_of_this_form_is_told_as_text() -> None:
    docx = headed(para(block("iets_anders", run("uit een ander formulier"))))

    assert read(docx).outside == ("uit een ander formulier",)


def test_an_empty_field_that_is_not_of_this_form_is_no_text_of_somebody() -> None:
    hint = '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>Klik hier</w:t></w:r>'
    other = block("iets_anders", hint).replace("</w:sdtPr>", "<w:showingPlcHdr/></w:sdtPr>")

    assert read(headed(para(other))).outside == ()


def test_a_telephone_that_drops_the_properties_leaves_enough_to_read_the_form() -> None:
    docx = fill(EMPTY, {"what_seen": "Zij lachte."}, {"prompt.1"})
    docx = without_properties(docx)
    docx = replaced(docx, "<w:p>", '<w:p w:rsidR="00A1B2C3">')
    form_read = read(docx)

    assert (form_read.form, form_read.study, form_read.version) == ("observation", "hou-driehoek", 1)
    assert form_read.answers == {"what_seen": "Zij lachte."} | PRINTED
    assert form_read.ticked == {"prompt.1"}
    assert len(form_read.notes) == 1


@pytest.mark.parametrize("about", ["trn-7k3fq2xd", "Samen: regie/voering & <b> één?"])
@pytest.mark.parametrize("keeps_properties", [True, False])
def test_what_a_form_is_about_comes_back(about: str, keeps_properties: bool) -> None:
    docx = form(Mark(form="evaluation", study="zei-werkzorg", version=1, about=about))
    if not keeps_properties:
        docx = without_properties(docx)

    assert (read(docx).form, read(docx).study, read(docx).about) == ("evaluation", "zei-werkzorg", about)


def test_properties_of_which_a_part_is_gone_are_none() -> None:
    docx = replaced(EMPTY, "actionlab.2", "iets.anders", "docProps/custom.xml")

    assert read(docx).study == "hou-driehoek"
    assert len(read(docx).notes) == 1


STRICT = "http://purl.oclc.org/ooxml/"


def as_strict(docx: bytes) -> bytes:
    """The file as Word saves "Strict Open XML": other names for everything."""
    renamed = {}
    for name, blob in parts(docx).items():
        text = re.sub(
            r"http://schemas\.openxmlformats\.org/(wordprocessingml|officeDocument|drawingml)/2006/",
            rf"{STRICT}\1/",
            blob.decode("utf-8"),
        )
        renamed[name] = text.replace(
            "relationships/custom-properties", "relationships/customProperties"
        ).encode()
    return packed(renamed)


def test_a_strict_form_is_read_as_any_other() -> None:
    docx = fill(EMPTY, {"what_seen": "een\ntwee", "date": "2026-03-05"}, {"prompt.2"})

    assert read(as_strict(docx)) == read(docx)


def without_tags(docx: bytes) -> bytes:
    def strip(root: Any) -> None:
        for tag in list(root.iter(f"{W}tag")):
            tag.getparent().remove(tag)

    return changed(docx, strip)


@pytest.mark.parametrize("keeps_properties", [True, False])
def test_a_form_without_the_names_of_its_fields_is_refused_and_never_taken_for_empty(
    keeps_properties: bool,
) -> None:
    docx = without_tags(fill(EMPTY, {"what_seen": "Zij lachte."}))
    if not keeps_properties:
        docx = without_properties(docx)

    assert is_form(open_package(docx, "formulier.docx"))
    with pytest.raises(TagsLost) as refused:
        read(docx)
    assert refused.value.exit_code == MALFORMED
    assert refused.value.facts["file"] == "formulier.docx"


def test_a_form_of_which_libreoffice_kept_some_names_is_refused() -> None:
    def strip(root: Any) -> None:
        for tag in ("what_seen", "date"):
            found = field(root, tag)
            found[0].remove(found[0].find(f"{W}tag"))

    program = "<Properties><Application>LibreOffice/7.4.7.2$Linux_X86_64</Application></Properties>"
    docx = linked(changed(EMPTY, strip), "extended-properties", "app.xml", program, of="_rels/.rels")
    with pytest.raises(TagsLost) as refused:
        read(docx)
    assert refused.value.facts["program"] == "LibreOffice 7.4"


@pytest.mark.parametrize("version", [VERSION + 1, 99])
def test_a_form_of_a_newer_program_is_refused(version: int) -> None:
    with pytest.raises(NewerForm) as refused:
        read(form(Mark(form="observation", study="hou-driehoek", version=version)))
    assert refused.value.exit_code == MALFORMED


def test_a_form_that_this_program_does_not_know_is_of_a_newer_one() -> None:
    with pytest.raises(NewerForm):
        read(form(Mark(form="letter", study="hou-driehoek", version=1)))


def test_a_form_of_an_older_version_is_read_by_its_own_names() -> None:
    older = form(Mark(form="observation", study="hou-driehoek", version=0))

    assert read(fill(older, {"what_seen": "toen"})).version == 0
    assert read(fill(older, {"what_seen": "toen"})).answers["what_seen"] == "toen"


def test_another_word_document_is_no_form() -> None:
    text = f"<w:document {XMLNS}><w:body>{para(run('Beste collega'))}</w:body></w:document>"
    letter = with_part(without_properties(EMPTY), DOCUMENT, text.encode())

    assert not is_form(open_package(letter, "brief.docx"))
    with pytest.raises(NotAForm) as refused:
        read(letter, "brief.docx")
    assert refused.value.exit_code == MALFORMED
    assert "brief.docx" in str(refused.value)


@pytest.mark.parametrize(
    ("content", "file"),
    [
        (b"%PDF-1.7\n", "formulier.pdf"),
        (b"{\\rtf1 hallo}", "formulier.rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "formulier.doc"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), "formulier.odt"),
    ],
    ids=["pdf", "rtf", "doc", "odt"],
)
def test_a_form_saved_as_something_else_is_refused_in_one_line(content: bytes, file: str) -> None:
    with pytest.raises(Refused) as refused:
        read(content, file)
    assert refused.value.exit_code == MALFORMED
    assert refused.value.facts["file"] == file
    assert "\n" not in str(refused.value)


def test_a_document_that_is_deeper_than_people_make_is_refused() -> None:
    deep = "<w:smartTag>" * 200 + run("x") + "</w:smartTag>" * 200

    with pytest.raises(DamagedPackage):
        read(holding("what_seen", deep))


def test_a_document_with_more_text_than_a_form_ever_has_is_refused() -> None:
    docx = replaced(EMPTY, "Schrijf geen namen op.", "Zij vertelde veel. " * 600_000)

    with pytest.raises(TooLarge):
        read(docx)


@pytest.mark.parametrize("length", [0, 10, 200, len(EMPTY) // 2, len(EMPTY) - 5])
def test_a_file_that_was_cut_off_is_refused(length: int) -> None:
    with pytest.raises(Refused):
        read(EMPTY[:length])


ANSWERS = {
    "date": "2026-03-05",
    "setting_other": "bij Zoë <b>& co",
    "what_seen": "Zij zei: “ja”\nén\ttoen 😀 漢字\n\neinde",
    "interpretation": "שלום",
    "n.resident": "7",
}
TICKED = {"setting.visit", "prompt.2", "fits.1"}


@pytest.mark.long
def test_a_form_filled_in_by_libreoffice_comes_back_exactly(own_folder: Path) -> None:
    form_read = read(office(own_folder, oldest=25).filled(EMPTY, ANSWERS, TICKED))

    assert form_read == FilledForm(
        form=MARK.form,
        study=MARK.study,
        version=MARK.version,
        answers=ANSWERS | PRINTED,
        ticked=frozenset(TICKED),
    )


@pytest.mark.long
def test_a_form_filled_in_by_word_and_saved_by_libreoffice_comes_back_exactly(own_folder: Path) -> None:
    docx = fill(EMPTY, ANSWERS, TICKED)

    assert read(office(own_folder, oldest=25).saved(docx)) == read(docx)


@pytest.mark.long
def test_a_form_saved_by_an_old_libreoffice_is_refused_with_the_remedy(own_folder: Path) -> None:
    docx = office(own_folder, oldest=7, newest=7).saved(fill(EMPTY, ANSWERS, TICKED))

    with pytest.raises(TagsLost) as refused:
        read(docx)
    assert str(refused.value.facts["program"]).startswith("LibreOffice 7")


@pytest.mark.long
@pytest.mark.parametrize("kind", ["odt", "pdf", "rtf", "doc"])
def test_a_form_saved_by_libreoffice_as_something_else_is_refused(own_folder: Path, kind: str) -> None:
    content = office(own_folder).saved(EMPTY, kind)

    with pytest.raises(Refused):
        read(content, f"formulier.{kind}")
