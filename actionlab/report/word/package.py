"""The package of a Word file: what of a house style stays behind, what the file says of itself, its bytes."""

from collections.abc import Iterable, Set
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as Package
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.coreprops import CoreProperties
from docx.opc.packuri import PackURI
from docx.opc.pkgwriter import PackageWriter
from docx.opc.rel import Relationships
from docx.oxml.ns import qn
from lxml import etree

from actionlab.report.blocks import Document
from actionlab.report.word.writer import printable

_LONGEST_PROPERTY = 255
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_CONTENT_TYPES = "[Content_Types].xml"
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


def set_language(package: Package, language: str) -> None:
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


def set_properties(properties: CoreProperties, document: Document) -> None:
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
    content = _Parts(package).content
    return zipped(sorted(content.items(), key=lambda part: (part[0] != _CONTENT_TYPES, part[0])))


def zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Give a zip of these parts by name, in this order and with a fixed time: equal parts are equal bytes."""
    packed = BytesIO()
    with ZipFile(packed, "w") as target:
        for name, content in parts:
            entry = ZipInfo(name, _ZIP_TIME)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, content)
    return packed.getvalue()


class _Parts:
    """The parts of a package by name, as python-docx would write them: it packs them with the time of day."""

    def __init__(self, package: Package) -> None:
        self.content: dict[str, bytes] = {}
        whole = package.part.package
        parts = tuple(whole.parts)
        for part in parts:
            part.before_marshal()
        writer: Any = PackageWriter
        writer._write_content_types_stream(self, parts)
        writer._write_pkg_rels(self, whole.rels)
        writer._write_parts(self, parts)

    def write(self, name: PackURI, content: bytes) -> None:
        """Keep a part."""
        self.content[name.membername] = content
