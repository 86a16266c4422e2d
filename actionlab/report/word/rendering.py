"""The Word file of a document: blocks in, the bytes of a .docx out, in the styles of a house style.

Of the house style come the looks only: page, styles, lists, header and footer. Its text, comments,
properties and links to other files stay behind. The same document and house style give the same bytes
on one build of Python.
"""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import docx
from docx.document import Document as Package
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml.exceptions import XmlchemyError
from docx.oxml.ns import qn
from docx.section import Section, _Footer, _Header
from docx.shared import Mm, Twips
from lxml import etree

from actionlab.model.report_mark import to_properties
from actionlab.report.blocks import Document, Question, Title
from actionlab.report.house_style.package import HouseStyleUnreadable
from actionlab.report.word.form import (
    make_form_styles,
    mark_form,
    reference_line,
    use_more_of_the_page,
    write_properties,
)
from actionlab.report.word.package import leave_behind, pack, set_language, set_properties
from actionlab.report.word.parts import write_blocks, write_field
from actionlab.report.word.styles import Element, HouseStyle
from actionlab.report.word.writer import printable, set_value, write_tab, write_text

__all__ = ["HouseStyleUnreadable", "printable", "render_word"]

_PAGE = {
    "page_width": Mm(210),
    "page_height": Mm(297),
    "left_margin": Mm(25),
    "right_margin": Mm(25),
    "top_margin": Mm(25),
    "bottom_margin": Mm(25),
    "header_distance": Mm(12),
    "footer_distance": Mm(12),
    "gutter": Mm(0),
}
# what the styles of the program stand in; those of somebody else were looked at before
_FILE = "house-style.docx"
_ROOM_BELOW_THE_HEAD = "160"
_SHOWN = tuple(qn(tag) for tag in ("w:t", "w:drawing", "w:pict", "w:instrText", "w:fldSimple"))
_PAGE_NUMBER = re.compile(r"\bPAGE\b", re.IGNORECASE)
# What python-docx raises for a file that is no zip, is damaged, or holds something else than a document.
NOT_A_DOCUMENT = (
    BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    etree.XMLSyntaxError,
    OpcError,
    PythonDocxError,
    XmlchemyError,
)


def render_word(document: Document, style: bytes, *, on_paper: bool = False) -> bytes:
    """Give the bytes of a .docx with `document` in the styles of `style`, the bytes of another .docx.

    A style or list that the house style lacks is added in a plain form. Characters that Word cannot hold
    show as U+FFFD. `on_paper` makes a file for LibreOffice to make a PDF of: there it works out the page
    numbers of the contents, and Word cannot renew them. Raises `HouseStyleUnreadable` when `style` is not a
    Word document, TypeError for an unknown block and ValueError for a table with rows of unequal length, two
    fields of one name or places inside one another.
    """
    package = _open(style)
    leave_behind(package)
    section = _page(package)
    content = document.blocks
    if document.form:
        use_more_of_the_page(section)
        is_dense = any(isinstance(block, Question) and block.room for block in content)
        make_form_styles(package.styles.element, _text_width(section), is_dense=is_dense)
        content = (*content, reference_line(document.form, document.language))
    body = package.element.body
    page = body.sectPr
    body.remove(page)
    looks = HouseStyle(package.part, _text_width(section))
    write_blocks(body, content, looks, language=document.language, on_paper=on_paper)
    body.append(page)
    _write_edges(section, document, looks)
    if document.form:
        mark_form(package, document.form)
    if document.mark:
        write_properties(package, to_properties(document.mark))
    set_language(package, document.language)
    set_properties(package.core_properties, document)
    return pack(package)


def _open(style: bytes) -> Package:
    try:
        package = docx.Document(BytesIO(style))
        has_body = package.element.body is not None
    except NOT_A_DOCUMENT as error:
        raise HouseStyleUnreadable(file=_FILE) from error
    if not has_body:
        raise HouseStyleUnreadable(file=_FILE)
    return package


def _page(package: Package) -> Section:
    """Give the page set-up, with A4 and ordinary margins for what the house style does not say."""
    package.element.body.get_or_add_sectPr()
    section = package.sections[-1]
    for name, ordinary in _PAGE.items():
        if getattr(section, name) is None:
            setattr(section, name, ordinary)
    return section


def _text_width(section: Section) -> int:
    """The room between the margins, in twentieths of a point."""
    page, left, right = (getattr(section, name) for name in ("page_width", "left_margin", "right_margin"))
    return int(page - left - right) // Twips(1)


def _write_edges(section: Section, document: Document, looks: HouseStyle) -> None:
    """Put the document's own lines at the head and foot of the page, where the house style leaves room.

    A header with a logo stays as it is, and a footer with a page number does not get another one. Without a
    title page the first page has the same head and foot as the others, unless the house wants it otherwise.
    """
    has_title = any(isinstance(block, Title) for block in document.blocks)
    header, first = section.header, (section.first_page_header, section.first_page_footer)
    if not has_title and all(_is_empty(edge._element) for edge in first if not edge.is_linked_to_previous):
        section.different_first_page_header_footer = False
    has_own_first = section.different_first_page_header_footer
    if document.header and has_title and has_own_first and _is_empty(header._element):
        _write_head(header, document.header, looks)
    for footer in (section.footer, *([first[1]] if has_own_first and not has_title else [])):
        _write_foot(footer, document.footer, looks)


def _write_head(header: _Header, text: str, looks: HouseStyle) -> None:
    header.is_linked_to_previous = False
    _clear(header._element)
    line = _line(header._element, looks, "header")
    spacing = etree.SubElement(line.getprevious(), qn("w:spacing"))
    spacing.set(qn("w:after"), _ROOM_BELOW_THE_HEAD)
    write_text(line, text)


def _write_foot(footer: _Footer, text: str, looks: HouseStyle) -> None:
    footer.is_linked_to_previous = False
    if _is_empty(footer._element):
        _clear(footer._element)
    has_number = any(_PAGE_NUMBER.search(code) for code in _field_codes(footer._element))
    line = _line(footer._element, looks, "footer")
    write_text(line, text if has_number else f"{text}\t")
    if not has_number:
        write_field(line.getparent(), "PAGE", result="1")


def _field_codes(edge: Element) -> Iterator[str]:
    yield from (each.text or "" for each in edge.iter(qn("w:instrText")))
    yield from (str(each.get(qn("w:instr"))) for each in edge.iter(qn("w:fldSimple")))


def _is_empty(edge: Element) -> bool:
    return not any(next(edge.iter(tag), None) is not None for tag in _SHOWN)


def _clear(edge: Element) -> None:
    for child in list(edge):
        edge.remove(child)


def _line(edge: Element, looks: HouseStyle, style: str) -> Any:
    """Append a paragraph with one tab, at the end of the line; give its run."""
    paragraph = etree.SubElement(edge, qn("w:p"))
    properties = etree.SubElement(paragraph, qn("w:pPr"))
    set_value(properties, "w:pStyle", looks.style(style))
    write_tab(properties, looks.text_width, instead_of=looks.tabs(style))
    return etree.SubElement(paragraph, qn("w:r"))
