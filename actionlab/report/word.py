"""The Word file of a document: blocks in, the bytes of a .docx out, in the styles of a house style.

Of the house style come the looks only: page, styles, lists, header and footer. Its text, comments,
properties and links to other files stay behind. The same document and house style give the same bytes
on one build of Python.
"""

import zlib
from collections.abc import Set
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import docx
from docx.document import Document as Package
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.coreprops import CoreProperties
from docx.opc.rel import Relationships
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Twips
from lxml import etree

from actionlab.errors import MALFORMED, ActionlabError
from actionlab.i18n import N_
from actionlab.report.blocks import Document, Question
from actionlab.report.word_form import make_form_styles, mark_form, reference_line, use_more_of_the_page
from actionlab.report.word_parts import write_blocks, write_field
from actionlab.report.word_styles import HouseStyle
from actionlab.report.word_writer import printable, write_text

__all__ = ["HouseStyleUnreadable", "printable", "render_word"]

_LONGEST_PROPERTY = 255
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_CONTENT_TYPES = "[Content_Types].xml"
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
# What python-docx raises for a file that is no zip, is damaged, or holds something else than a document.
_NOT_A_DOCUMENT = (
    BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    AttributeError,
    etree.XMLSyntaxError,
)
_LOOKS_PARTS = {
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.THEME,
    RELATIONSHIP_TYPE.FONT_TABLE,
}
# These say something about the file the house style was made from, or make Word ask a question.
_FOREIGN_SETTINGS = (
    "w:zoom",
    "w:attachedTemplate",
    "w:rsids",
    "w:docVars",
    "w:mailMerge",
    "w:documentProtection",
    "w:trackRevisions",
    "w:updateFields",
    "w:footnotePr",
    "w:endnotePr",
)


class HouseStyleUnreadable(ActionlabError):
    """The file that should give the styles is not a Word document."""

    exit_code = MALFORMED
    sentence = N_(
        "The house style is not a Word document. Save it in Word as .docx, "
        "or take it away to use the style of the program."
    )


def render_word(document: Document, style: bytes) -> bytes:
    """Give the bytes of a .docx with `document` in the styles of `style`, the bytes of another .docx.

    A style or list that the house style lacks is added in a plain form. Characters that Word cannot hold
    show as U+FFFD. Raises `HouseStyleUnreadable` when `style` is not a Word document, TypeError for an
    unknown block and ValueError for a table with rows of unequal length or two fields of one name.
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
    write_blocks(body, content, looks)
    body.append(page)
    _write_footer(section, document.footer, looks.style("Footer"))
    if document.form:
        mark_form(package, document.form)
    _set_language(package, document.language)
    _set_properties(package.core_properties, document)
    return pack(package)


def _open(style: bytes) -> Package:
    try:
        package = docx.Document(BytesIO(style))
        has_body = package.element.body is not None
    except _NOT_A_DOCUMENT as error:
        raise HouseStyleUnreadable from error
    if not has_body:
        raise HouseStyleUnreadable
    return package


def leave_behind(package: Package) -> None:
    """Take out of `package` its text and everything that tells where it came from; the looks stay."""
    body = package.element.body
    body.clear_content()
    for section in body.xpath("./w:sectPr"):
        section.attrib.clear()
    settings = package.settings.element
    for tag in _FOREIGN_SETTINGS:
        for element in settings.findall(qn(tag)):
            settings.remove(element)
    for style in package.styles.element.findall(qn("w:style")):
        for element in style.findall(qn("w:rsid")):
            style.remove(element)
    headers_and_footers = {str(key) for key in body.xpath("./w:sectPr/*/@r:id")}
    _keep_only(package.part.package.rels, {RELATIONSHIP_TYPE.OFFICE_DOCUMENT})
    _keep_only(package.part.rels, _LOOKS_PARTS, headers_and_footers)
    package.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels.clear()


def _keep_only(relationships: Relationships, kinds: set[str], keys: Set[str] = frozenset()) -> None:
    for key, relationship in list(relationships.items()):
        if relationship.reltype not in kinds and key not in keys:
            del relationships[key]


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


def _write_footer(section: Section, text: str, style: str) -> None:
    """Put `text` and the page number at the foot of the page, below what the house style has there."""
    section.footer.is_linked_to_previous = False
    footer = section.footer._element
    if not footer.xpath(".//w:t | .//w:drawing | .//w:pict | .//w:instrText | .//w:fldSimple"):
        for child in list(footer):
            footer.remove(child)
    paragraph = etree.SubElement(footer, qn("w:p"))
    etree.SubElement(etree.SubElement(paragraph, qn("w:pPr")), qn("w:pStyle")).set(qn("w:val"), style)
    write_text(etree.SubElement(paragraph, qn("w:r")), f"{text}\t")
    write_field(paragraph, "PAGE", result="1")


def _set_language(package: Package, language: str) -> None:
    """Make `language` the language of everything: a screen reader chooses its voice by it."""
    styles = package.styles.element
    settings = package.settings.element
    for element in (*styles.iter(qn("w:lang")), *settings.iter(qn("w:themeFontLang"))):
        element.attrib.clear()
        element.set(qn("w:val"), language)
    place = styles
    for tag in ("w:docDefaults", "w:rPrDefault", "w:rPr"):
        if place.find(qn(tag)) is None:
            place.insert(0, etree.Element(qn(tag)))
        place = place.find(qn(tag))
    if place.find(qn("w:lang")) is None:
        etree.SubElement(place, qn("w:lang")).set(qn("w:val"), language)


def _set_properties(properties: CoreProperties, document: Document) -> None:
    """Say who made the file, about what and when; nothing that the house style said about itself stays."""
    element = properties._element
    for child in list(element):
        element.remove(child)
    when = datetime.fromisoformat(document.created) if document.created else _NO_DATE
    properties.created = properties.modified = when.astimezone(UTC) if when.tzinfo else when
    properties.language = document.language
    for name, text in (
        ("title", document.title),
        ("subject", document.subject),
        ("keywords", document.keywords),
        ("author", document.author),
        ("last_modified_by", document.author),
    ):
        setattr(properties, name, printable(text)[:_LONGEST_PROPERTY])


def pack(package: Package) -> bytes:
    """Write the package with fixed times and order, so that equal documents are equal bytes."""
    saved, packed = BytesIO(), BytesIO()
    package.save(saved)
    with ZipFile(saved) as source, ZipFile(packed, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != _CONTENT_TYPES, name)):
            entry = ZipInfo(name, _ZIP_TIME)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return packed.getvalue()
