"""What makes a document a form: its page, its styles, and the mark by which its answers are read back."""

from collections.abc import Iterator
from typing import Any

import msgspec
from docx.document import Document as Package
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm
from lxml import etree

from actionlab.i18n import N_, translated
from actionlab.model.form_mark import Mark, digests, reference, to_properties
from actionlab.model.forms import MARK
from actionlab.report.blocks import Control, Question
from actionlab.report.word.controls import BOX_FONT, BOX_STYLE, GREY, HINT_STYLE, W14
from actionlab.report.word.styles import Element
from actionlab.report.word.writer import printable

_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
# the id that the standard gives to properties of the user; the numbers 0 and 1 are taken
_OF_THE_USER = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_NUMBER = 2
_WIDEST_MARGINS = {
    "left_margin": Mm(17),
    "right_margin": Mm(17),
    "top_margin": Mm(15),
    "bottom_margin": Mm(15),
    "header_distance": Mm(7),
    "footer_distance": Mm(7),
}
_SMALLEST = f'<w:rPr><w:color w:val="{GREY}"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>'
_BORDER = f'w:val="single" w:sz="6" w:space="4" w:color="{GREY}"'
_BORDERS = "".join(f"<w:{side} {_BORDER}/>" for side in ("top", "left", "bottom", "right"))
_BOX_FONTS = (
    f'<w:rFonts w:ascii="{BOX_FONT}" w:eastAsia="{BOX_FONT}" w:hAnsi="{BOX_FONT}" w:hint="eastAsia"/>'
)


class _Measures(msgspec.Struct, frozen=True):
    """Sizes of letters and boxes to tick in half points, room in twentieths of a point."""

    letters: int
    boxes: int
    above: int
    # the line of an answer in a list: its height and how Word takes that
    line: str


# a form with room to write in is to fit one page; the others are read by residents too
_DENSE = _Measures(20, 24, 70, 'w:line="284" w:lineRule="exact"')
_WIDE = _Measures(22, 26, 140, 'w:line="276" w:lineRule="auto"')


def _paragraph_styles(sizes: _Measures) -> dict[str, str]:
    letters = f'<w:rPr><w:sz w:val="{sizes.letters}"/><w:szCs w:val="{sizes.letters}"/></w:rPr>'
    return {
        "Form Question": f'<w:pPr><w:keepLines/><w:spacing w:before="{sizes.above}" w:after="0" w:line="276"'
        f' w:lineRule="auto"/></w:pPr>{letters}',
        "Form Choice": f'<w:pPr><w:keepLines/><w:spacing w:before="0" w:after="0" {sizes.line}/>'
        f'<w:ind w:left="340" w:hanging="340"/></w:pPr>{letters}',
        "Form Small Print": f'<w:pPr><w:spacing w:before="60" w:after="0"/></w:pPr>{_SMALLEST}',
        # a line of the box is 6.5 mm high, for who writes by pen
        "Form Box": f'<w:pPr><w:pBdr>{_BORDERS}</w:pBdr><w:spacing w:before="80" w:after="100" w:line="369"'
        f' w:lineRule="atLeast"/><w:ind w:left="100" w:right="100"/></w:pPr>{letters}',
    }


# room before and after, in twentieths of a point
_CLOSE = {
    "heading 1": (0, 60),
    "normal": (0, 80),
    "heading 2": (140, 40),
    "heading 3": (120, 20),
    "caption": (140, 60),
    "table text": (20, 20),
    "table heading": (20, 20),
}


def make_form_styles(styles: Element, text_width: int, *, is_dense: bool) -> None:
    """Add to the styles of a document those of a form that it lacks, and set the others close together.

    `text_width` is the room between the margins, in twentieths of a point.
    """
    sizes = _DENSE if is_dense else _WIDE
    names = {str(each.get(qn("w:val"))).lower() for each in styles.iter(qn("w:name"))}
    ids = {each.get(qn("w:styleId")) for each in styles.iter(qn("w:style"))}
    for name, looks in _paragraph_styles(sizes).items():
        if name.lower() not in names:
            _add_style(styles, "paragraph", name.replace(" ", ""), name, looks)
    if BOX_STYLE not in ids:
        looks = f'<w:rPr>{_BOX_FONTS}<w:sz w:val="{sizes.boxes}"/><w:szCs w:val="{sizes.boxes}"/></w:rPr>'
        _add_style(styles, "character", BOX_STYLE, "Form Tick", looks)
    if HINT_STYLE not in ids:
        # a style of that name under another id is somebody's own, in another language
        name = "Form Hint" if "placeholder text" in names else "Placeholder Text"
        looks = f'<w:rPr><w:color w:val="{GREY}"/></w:rPr>'
        _add_style(styles, "character", HINT_STYLE, name, looks)
    for style in styles.iterfind(qn("w:style")):
        name = next((str(each.get(qn("w:val"))).lower() for each in style.iterfind(qn("w:name"))), "")
        if name in _CLOSE:
            _set_close(style, *_CLOSE[name])
        if name == "footer":
            for tab in style.iter(qn("w:tab")):
                tab.set(qn("w:pos"), str(text_width))


def _set_close(style: Any, before: int, after: int) -> None:
    spacing = style.get_or_add_pPr().get_or_add_spacing()
    spacing.set(qn("w:before"), str(before))
    spacing.set(qn("w:after"), str(after))


def _add_style(styles: Element, kind: str, style_id: str, name: str, looks: str) -> None:
    own = 'w:customStyle="1"' if name.startswith("Form") else ""
    style = f'<w:style {nsdecls("w")} w:type="{kind}" {own} w:styleId="{style_id}">'
    styles.append(parse_xml(f'{style}<w:name w:val="{name}"/>{looks}</w:style>'))


def use_more_of_the_page(section: Section) -> None:
    """Make the margins of a form no wider than it can afford; it has no title page with a foot of its own."""
    section.different_first_page_header_footer = False
    for name, widest in _WIDEST_MARGINS.items():
        setattr(section, name, min(getattr(section, name), widest))


def reference_line(form: Mark, language: str) -> Question:
    """Give the line that ends a form: small print that says which form it is, for who has only that left."""
    label = translated(N_("Reference of this form"), language[:2])
    control = Control(tag=MARK, label=label, kind="fixed", value=printable(reference(form)))
    return Question(text="", help=f"{label}:", controls=(control,))


def mark_form(package: Package, form: Mark) -> None:
    """Write into the properties of a finished document which form it is, its fields and its own words."""
    body = package.element.body
    related = (each for each in package.part.rels.values() if not each.is_external)
    edges = [
        each.target_part.element
        for each in related
        if each.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
    ]
    tags = (str(each.get(qn("w:val"))) for each in body.iter(qn("w:tag")))
    mark = msgspec.structs.replace(
        form,
        about=printable(form.about),
        tags=tuple(tag for tag in tags if tag != MARK),
        texts=digests(text for root in (body, *edges) for text in _own_texts(root)),
        hints=digests(_hints(body)),
    )
    write_properties(package, to_properties(mark))
    _allow_boxes(package.element)


def _own_texts(root: Element) -> Iterator[str]:
    """Give the words of each paragraph, without those in a control or worked out by a field."""
    for paragraph in root.iter(qn("w:p")):
        words, depth = [], 0
        for each in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"), qn("w:fldChar")):
            if each.tag == qn("w:fldChar"):
                depth += {"begin": 1, "end": -1}.get(str(each.get(qn("w:fldCharType"))), 0)
            elif not depth and next(each.iterancestors(qn("w:sdt"), qn("w:fldSimple")), None) is None:
                words.append(each.text or " ")
        yield "".join(words)


def _hints(body: Element) -> Iterator[str]:
    for field in body.iter(qn("w:sdt")):
        if field.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None:
            yield "".join(each.text or "" for each in field.iter(qn("w:t")))


def write_properties(package: Package, properties: dict[str, str]) -> None:
    """Write properties of our own into a package, in which nobody looks who does not know their names."""
    root = etree.fromstring(f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_TYPES}"/>')
    for number, (name, value) in enumerate(properties.items(), _FIRST_NUMBER):
        written = etree.SubElement(root, f"{{{_PROPERTIES}}}property")
        written.set("fmtid", _OF_THE_USER)
        written.set("pid", str(number))
        written.set("name", name)
        etree.SubElement(written, f"{{{_TYPES}}}lpwstr").text = value
    blob = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    whole = package.part.package
    part = Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, blob, whole)
    whole.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _allow_boxes(document: Element) -> None:
    """Say that a program that does not know boxes to tick may pass them over."""
    kept = [str(prefix) for prefix in document.nsmap if prefix]
    etree.cleanup_namespaces(
        document, top_nsmap={"w14": W14, "mc": _COMPATIBILITY}, keep_ns_prefixes=[*kept, "w14", "mc"]
    )
    ignorable = f"{{{_COMPATIBILITY}}}Ignorable"
    named = str(document.get(ignorable, "")).split()
    document.set(ignorable, " ".join([*named, *(["w14"] if "w14" not in named else [])]))
