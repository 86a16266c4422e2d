"""The house style of a municipality, made ready: its page, styles, letters, colours, header and footer.

What it lacks is ours, in its letters and colours; what is hard to read in it is mended; everything else in
the file stays behind.
"""

from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO
from typing import Any, cast

import docx
import msgspec
from docx.document import Document as Package
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from actionlab.report.house_style import colours
from actionlab.report.house_style.borrowed import Lists, borrow
from actionlab.report.house_style.looks import Looks, id_of, path, put
from actionlab.report.house_style.package import HouseStyleUnreadable, checked
from actionlab.report.house_style.page import tidy_edge, tidy_page
from actionlab.report.house_style.readable import HEADINGS, Theme, make_readable, serifs
from actionlab.report.house_style.sound import keep_sound_values, untangle
from actionlab.report.house_style.tracked import accept_changes
from actionlab.report.word.package import leave_behind, pack
from actionlab.report.word.rendering import NOT_A_DOCUMENT
from actionlab.report.word.styles import Element, numbering_of

__all__ = ["HouseStyleFile", "prepare_house_style"]

_TABLE = "Report Table"
_EDGES = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)


class HouseStyleFile(msgspec.Struct, frozen=True):
    """A house style that is ready for use.

    `content` is a whole .docx without text; `lacking` are the styles that came from us and `mended` what was
    hard to read, both as words to translate. `serifs` is the font of the text when it has them; it is kept.
    """

    content: bytes
    lacking: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()
    serifs: str = ""


def prepare_house_style(content: bytes, ours: bytes, *, file: str, municipality: str = "") -> HouseStyleFile:
    """Make a .docx or .dotx of somebody else ready to be the house style of a report.

    `ours` is our own house style, `file` the name of theirs as people see it, `municipality` the name in the
    description of a logo that has none. Raises `HouseStyleUnreadable` for what is no Word document, and the
    other errors of `package` for what may not be in it.
    """
    whole = checked(content, file)
    try:
        package = docx.Document(BytesIO(whole))
        tidy_page(package.part)
        leave_behind(package)
        for edge in _edges(package):
            tidy_edge(edge, file, municipality)
        return _with_our_styles(package, docx.Document(BytesIO(ours)))
    except NOT_A_DOCUMENT as error:
        raise HouseStyleUnreadable(file=file) from error


def _with_our_styles(package: Package, own: Package) -> HouseStyleFile:
    table_style = _take_settings(package, own)
    theme = _theme(package, own)
    _leave_font_table(package)
    for root in (package.styles.element, numbering_of(package.part)):
        accept_changes(root)
        keep_sound_values(root)
    _tidy_styles(package.styles.element, own.styles.element)
    looks = Looks(package.styles.element)
    _use_table_style(looks, table_style)
    lists = Lists(numbering_of(package.part), numbering_of(own.part))
    lacking = borrow(looks, lists, Looks(own.styles.element), theme)
    mended = make_readable(looks, theme)
    for name in HEADINGS:
        lists.let_go(looks.find(name))
    _letter_table_heading(looks, theme)
    return HouseStyleFile(pack(package), lacking, mended, serifs(looks, theme))


def _edges(package: Package) -> Iterator[XmlPart]:
    for each in package.part.rels.values():
        if each.reltype in _EDGES and not each.is_external:
            yield cast("XmlPart", each.target_part)


def _take_settings(package: Package, own: Package) -> str:
    """Take our settings, with their colours by name; give the id of the style that their tables have."""
    settings: Any = package.settings.element
    table = settings.find(qn("w:defaultTableStyle"))
    colour_names = settings.find(qn("w:clrSchemeMapping"))
    for child in list(settings):
        settings.remove(child)
    for child in own.settings.element:
        is_theirs = child.tag == qn("w:clrSchemeMapping") and colour_names is not None
        settings.append(colour_names if is_theirs else deepcopy(child))
    return "" if table is None else str(table.get(qn("w:val")))


def _theme(package: Package, own: Package) -> Theme:
    """Give the colours of their theme; ours, put in its place, when there is none to be read."""
    rels = package.part.rels
    theirs = next((key for key, each in rels.items() if each.reltype == RELATIONSHIP_TYPE.THEME), "")
    theme = Theme(rels[theirs].target_part.blob if theirs else b"")
    if theme["accent1"] and rels[theirs].target_part.content_type == CONTENT_TYPE.OFC_THEME:
        return theme
    rels.pop(theirs, None)
    ours = own.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    part = Part(ours.partname, ours.content_type, ours.blob, package.part.package)
    package.part.relate_to(part, RELATIONSHIP_TYPE.THEME)
    return Theme(ours.blob)


def _leave_font_table(package: Package) -> None:
    """Leave out a table of fonts that cannot be read; Word makes its own."""
    for key, each in list(package.part.rels.items()):
        if each.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            part = each.target_part
            if part.content_type != CONTENT_TYPE.WML_FONT_TABLE or not _is_fonts(part.blob):
                del package.part.rels[key]


def _is_fonts(content: bytes) -> bool:
    try:
        return bool(parse_xml(content).tag == qn("w:fonts"))
    except etree.XMLSyntaxError:
        return False


def _tidy_styles(styles: Any, ours: Element) -> None:
    """Leave out styles that nobody can name, ways that lead nowhere, and frames outside the text."""
    seen: set[str] = set()
    for style in styles.findall(qn("w:style")):
        style_id = str(style.get(qn("w:styleId"), ""))
        if not style_id or style_id in seen:
            styles.remove(style)
        seen.add(style_id)
    for frame in list(styles.iter(qn("w:framePr"))):
        frame.getparent().remove(frame)
    untangle(styles)
    defaults = ours.find(qn("w:docDefaults"))
    if styles.find(qn("w:docDefaults")) is None and defaults is not None:
        styles.insert(0, deepcopy(defaults))


def _use_table_style(looks: Looks, style_id: str) -> None:
    """Let our tables look as new tables of the house do."""
    wanted = (each for each in looks.styles if id_of(each) == style_id and each.get(qn("w:type")) == "table")
    theirs = next(wanted, None)
    if theirs is None or looks.find(_TABLE, "table") is not None:
        return
    # a copy: LibreOffice does not pass on what a style says of its header row
    style: Any = deepcopy(theirs)
    for attribute, value in (("w:styleId", looks.free_id("ReportTable")), ("w:customStyle", "1")):
        style.set(qn(attribute), value)
    style.attrib.pop(qn("w:default"), "")
    style.name_val = _TABLE
    looks.add(style)


def _letter_table_heading(looks: Looks, theme: Theme) -> None:
    """Make sure that the words of a header row can be read on its ground."""
    table, heading = looks.find(_TABLE, "table"), looks.find("Table Heading")
    row = None if table is None else looks.first_row(table)
    if row is None or heading is None:
        return
    ground = theme.of(row.find(path("w:tcPr", "w:shd")), "w:fill", "themeFill")
    letters = theme.of(row.find(path("w:rPr", "w:color"))) or theme.of(looks.letters(heading, "w:color"))
    if ground:
        put(heading.get_or_add_rPr(), "w:color", val=colours.readable(letters or colours.BLACK, ground))
