"""Walking: the text of one part of a Word file from its beginning to its end, as the pieces of a paper."""

from collections.abc import Iterator

from actionlab.exchange.accessibility import colours
from actionlab.exchange.accessibility.drawings import drawings, text_boxes
from actionlab.exchange.accessibility.elements import Element, attribute, child, children, local
from actionlab.exchange.accessibility.findings import Place
from actionlab.exchange.accessibility.looks import Looks, properties
from actionlab.exchange.accessibility.open_fields import OpenFields, OpenLink
from actionlab.exchange.accessibility.paper import FormField, Paragraph, Picture, Run, Table
from actionlab.exchange.accessibility.rows import THROUGH, cells_of, row_of, rows_of
from actionlab.exchange.accessibility.table_looks import CellLooks, TableLooks
from actionlab.exchange.files.refused import Refused
from actionlab.i18n import N_

_HEADING_LEVELS = 9
# some thousands of pages; more takes more than a few seconds, and much memory
_MOST = 200_000
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "sym": "•", "ptab": "\t"}
# the kinds of content control that somebody fills in; Word uses the others for itself
_FILLED_IN = frozenset({"text", "date", "checkbox", "comboBox", "dropDownList"})
_HELD = frozenset(
    {
        "AlternateContent",
        "drawing",
        "endnoteReference",
        "fldChar",
        "footnoteReference",
        "lastRenderedPageBreak",
        "object",
        "pict",
    }
)


class TooLong(Refused):
    """`file` has more than `most` paragraphs, and words that look different."""

    sentence = N_(
        "{file} is too long: there are more than {most} paragraphs and pieces of text in it. Split it."
    )


class Walk:
    """A walk through one part of `file`: what was met so far, in order."""

    def __init__(self, looks: Looks, file: str) -> None:
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table] = []
        self.pictures: list[Picture] = []
        self.fields: list[FormField] = []
        self.text_boxes: list[Place] = []
        self.order: list[tuple[str, Place]] = []
        self.open = OpenFields()
        self._looks = looks
        self._file = file
        self._met = 0
        self._heading = ""
        self._number = 0
        self._open_tables: list[int] = []

    def through(self, container: Element, cell: CellLooks | None = None) -> None:
        """Walk through everything in a body, a cell, a header."""
        for each in children(container):
            name = local(each)
            if name == "p":
                self._paragraph(each, cell)
            elif name == "tbl":
                self._table(each)
            elif name in THROUGH:
                if name == "sdt":
                    self._field_of_a_form(each)
                self.through(each, cell)

    @property
    def place(self) -> Place:
        """Where the walk is now."""
        return Place(heading=self._heading, paragraph=self._number)

    def _meet(self) -> None:
        self._met += 1
        if self._met > _MOST:
            raise TooLong(file=self._file, most=_MOST)

    def _paragraph(self, element: Element, cell: CellLooks | None) -> None:
        self._meet()
        self._number += 1
        direct = properties(child(element, "pPr"))
        style_id = direct.get("pStyle", {}).get("val", "")
        found = self._looks.paragraph(direct, cell.paragraph if cell else ())
        level = _level(found.get("outlineLvl", {}).get("val", ""))
        background = self._looks.fill(found) or (cell.fill if cell else "") or colours.WHITE
        is_in_contents, contents = self.open.is_in_contents, self.open.contents
        runs, holds = self._runs(element, style_id, cell, background)
        text = "".join(run.text for run in runs)
        if level and text.strip() and not self._open_tables:
            self._heading = text.strip()
        self._in_order("heading" if level else "paragraph", self.place)
        self.paragraphs.append(
            Paragraph(
                place=self.place,
                text=text,
                runs=runs,
                properties=found,
                style=self._looks.name(style_id),
                level=level,
                listed=_is_listed(found, element),
                holds=holds or "pageBreakBefore" in direct or child(element, "pPr", "sectPr") is not None,
                table=self._open_tables[-1] if self._open_tables else None,
                in_contents=is_in_contents or self.open.contents > contents,
            )
        )
        self._drawn(element)

    def _runs(
        self, element: Element, style_id: str, cell: CellLooks | None, background: str
    ) -> tuple[tuple[Run, ...], bool]:
        runs: list[Run] = []
        holds = False
        for each, link in self._pieces(element, None):
            self._meet()
            holds = holds or any(
                local(part) in _HELD or attribute(part, "type") in ("page", "column") for part in each
            )
            text = self._text(each)
            if not text:
                continue
            leads = link or self.open.link
            found = self._looks.run(properties(child(each, "rPr")), style_id, cell.run if cell else ())
            looks = self._looks.looks(found, background)
            if looks.hidden:
                continue
            runs.append(Run(text=text, looks=looks, is_link=leads is not None))
            if leads is not None:
                leads.add(text)
        return tuple(runs), holds or child(element, "sdt") is not None

    def _pieces(self, container: Element, link: OpenLink | None) -> Iterator[tuple[Element, OpenLink | None]]:
        """Give the runs of a paragraph, each with the link that it is part of."""
        for each in children(container):
            name = local(each)
            if name == "r":
                yield each, link
            elif name == "hyperlink":
                inner = OpenLink(self.place)
                yield from self._pieces(each, inner)
                self.open.links.append(inner.ended())
            elif name in THROUGH:
                if name == "sdt":
                    self._field_of_a_form(each)
                if name == "fldSimple":
                    self.open.instructions.append(attribute(each, "instr").strip())
                yield from self._pieces(each, link)

    def _text(self, run: Element) -> str:
        """Give the words of a run, and keep up with the fields that it begins and ends."""
        found = []
        for each in children(run):
            name = local(each)
            if name == "fldChar":
                self.open.mark(attribute(each, "fldCharType"), self.place)
            elif name == "instrText":
                self.open.instruct(each.text or "")
            elif name == "t":
                found.append(each.text or "")
            else:
                found.append(_SIGNS.get(name, ""))
        return "".join(found)

    def _drawn(self, element: Element) -> None:
        for picture in drawings(element, self.place):
            self.pictures.append(picture)
            if picture.sort == "chart":
                self._in_order("chart", self.place)
        self.text_boxes += [self.place] * text_boxes(element)

    def _in_order(self, sort: str, place: Place) -> None:
        if not self._open_tables:
            self.order.append((sort, place))

    def _field_of_a_form(self, element: Element) -> None:
        known = properties(child(element, "sdtPr"))
        if not _FILLED_IN.isdisjoint(known):
            name = known.get("alias", {}).get("val", "").strip()
            self.fields.append(FormField(place=self.place, name=name))

    def _table(self, element: Element) -> None:
        place = Place(heading=self._heading, paragraph=self._number + 1)
        self._in_order("table", place)
        number = len(self.tables)
        own = properties(child(element, "tblPr"))
        rows = [row for row in rows_of(element) if children(row, "tc", "sdt")]
        looks = TableLooks(
            element, self._looks, len(rows), max((len(cells_of(row)) for row in rows), default=0)
        )
        name = own.get("tblCaption", {}).get("val", "") or own.get("tblDescription", {}).get("val", "")
        found = Table(
            number=number,
            place=place,
            rows=tuple(row_of(row) for row in rows),
            name=name.strip(),
            is_nested=bool(self._open_tables),
        )
        self.tables.append(found)
        self._open_tables.append(number)
        for at, row in enumerate(rows):
            for column, cell in enumerate(cells_of(row)):
                self.through(cell, looks.cell(cell, at, column))
        self._open_tables.pop()


def _level(outline: str) -> int:
    return int(outline) + 1 if outline.isdecimal() and int(outline) < _HEADING_LEVELS else 0


def _is_listed(found: dict[str, dict[str, str]], element: Element) -> bool:
    number = child(element, "pPr", "numPr", "numId")
    if number is not None:
        return attribute(number, "val") != "0"
    return "numPr" in found
