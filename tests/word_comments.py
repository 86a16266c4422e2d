"""A report that came back: comments and tracked changes in it as Word writes them, by two readers."""

import copy
import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from forms_filled import HOUSE_STYLE, W, packed, parts
from lxml import etree

from actionlab.model.places import place_of
from actionlab.model.report_mark import ReportMark
from actionlab.report.blocks import (
    Begin,
    Block,
    Bullets,
    Contents,
    Document,
    End,
    Heading,
    Paragraph,
    Table,
    Title,
)
from actionlab.report.word.rendering import render_word

DOCUMENT = "word/document.xml"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_CID = "{http://schemas.microsoft.com/office/word/2016/wordml/cid}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MICROSOFT = "http://schemas.microsoft.com/office"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {
    "comments": (f"{_OFFICE}/comments", f"{_WORD}.comments+xml"),
    "commentsExtended": (
        f"{_MICROSOFT}/2011/relationships/commentsExtended",
        f"{_WORD}.commentsExtended+xml",
    ),
    "commentsIds": (f"{_MICROSOFT}/2016/09/relationships/commentsIds", f"{_WORD}.commentsIds+xml"),
    "people": (f"{_MICROSOFT}/2011/relationships/people", f"{_WORD}.people+xml"),
}
AT = dt.datetime(2026, 6, 10, 9, 30)  # noqa: DTZ001 - Word writes the time on the wall
ANNA, BRAM = "Anna de Vries", "Bram Jansen"


class Margin(msgspec.Struct, frozen=True, kw_only=True):
    """A comment on the first words `on` of the report, or on nothing when those are "".

    `until` are the words at which its range ends, in the same paragraph or a later one. `kept` says what is
    left of its marks in the text: "range", "point" (the reference only) or "" (nothing).
    """

    text: str
    on: str = ""
    until: str = ""
    author: str = ANNA
    at: dt.datetime = AT
    replies: "tuple[Margin, ...]" = ()
    is_resolved: bool = False
    kept: str = "range"


def commented(docx: bytes, margins: Sequence[Margin]) -> bytes:
    """The report with these comments, as Word writes them."""
    body = etree.fromstring(parts(docx)[DOCUMENT])
    made = _Parts()
    for margin in margins:
        number, _name = made.add(margin, parent="")
        replies = [made.add(reply, parent=_name)[0] for reply in margin.replies]
        if margin.on:
            _mark(body, margin, [number, *replies])
    return _with_parts(docx, etree.tostring(body, xml_declaration=True, encoding="UTF-8"), made)


def run_with(root: Any, words: str) -> Any:
    """The first run outside the contents that holds these words, cut out of what stands around them."""
    for element in root.iter(f"{W}t"):
        if words in (element.text or "") and not any(True for _ in element.iterancestors(f"{W}hyperlink")):
            return _cut(element.getparent(), words)
    raise KeyError(words)


def paragraph_with(root: Any, words: str) -> Any:
    """The first paragraph outside the contents with these words, in one run or in several."""
    for paragraph in root.iter(f"{W}p"):
        text = "".join(each.text or "" for each in paragraph.iter(f"{W}t"))
        if words in text and paragraph.find(f".//{W}hyperlink") is None:
            return paragraph
    raise KeyError(words)


def track(element: Any, kind: str, author: str = BRAM, **more: str) -> Any:
    """Put a run in a tracked change: ins, del, moveFrom or moveTo; give the element around it."""
    around = etree.Element(f"{W}{kind}")
    for name, value in {"id": "900", "author": author, "date": f"{AT.isoformat()}Z", **more}.items():
        around.set(f"{W}{name}", value)
    element.getparent().replace(element, around)
    around.append(element)
    if kind in ("del", "moveFrom"):
        for text in list(around.iter(f"{W}t")):
            text.tag = f"{W}delText" if kind == "del" else text.tag
    return around


def new_run(words: str) -> Any:
    """A run with these words."""
    run = etree.Element(f"{W}r")
    text = etree.SubElement(run, f"{W}t")
    text.text = words
    text.set(_SPACE, "preserve")
    return run


def edited(docx: bytes, change: Any) -> bytes:
    """The report after a change in the tree of its text."""
    content = parts(docx)
    body = etree.fromstring(content[DOCUMENT])
    change(body)
    return packed(content | {DOCUMENT: etree.tostring(body, xml_declaration=True, encoding="UTF-8")})


class _Parts:
    """The parts that Word keeps for comments; all of them name a comment in a way of their own."""

    def __init__(self) -> None:
        space = {"w": W[1:-1], "w14": _W14[1:-1], "w15": _W15[1:-1], "w16cid": _CID[1:-1]}
        self.comments = etree.Element(f"{W}comments", nsmap=space)
        self.extended = etree.Element(f"{_W15}commentsEx", nsmap=space)
        self.ids = etree.Element(f"{_CID}commentsIds", nsmap=space)
        self.people = etree.Element(f"{_W15}people", nsmap=space)
        self._known: set[str] = set()

    def add(self, margin: Margin, parent: str) -> tuple[int, str]:
        number = len(self.comments)
        comment = etree.SubElement(self.comments, f"{W}comment")
        initials = "".join(word[0] for word in margin.author.split())
        told = {"id": str(number), "author": margin.author, "initials": initials}
        for key, value in {**told, "date": f"{margin.at.isoformat()}Z"}.items():
            comment.set(f"{W}{key}", value)
        for place, line in enumerate(margin.text.split("\n\n")):
            name = f"{(number + 1) * 4096 + place:08X}"
            _write(comment, name, line, is_first=place == 0)
        # Word names the last paragraph of a comment
        told = {"paraId": name, "done": "1" if margin.is_resolved else "0"}
        for key, value in ({**told, "paraIdParent": parent} if parent else told).items():
            extended = self.extended if key == "paraId" else self.extended[-1]
            element = etree.SubElement(extended, f"{_W15}commentEx") if key == "paraId" else extended
            element.set(f"{_W15}{key}", value)
        durable = etree.SubElement(self.ids, f"{_CID}commentId")
        durable.set(f"{_CID}paraId", name)
        durable.set(f"{_CID}durableId", f"2F{number:06X}")
        if margin.author not in self._known:
            self._known.add(margin.author)
            etree.SubElement(self.people, f"{_W15}person").set(f"{_W15}author", margin.author)
        return number, name


def _write(comment: Any, name: str, line: str, *, is_first: bool) -> None:
    paragraph = etree.SubElement(comment, f"{W}p")
    paragraph.set(f"{_W14}paraId", name)
    if is_first:
        reference = etree.SubElement(paragraph, f"{W}r")
        etree.SubElement(reference, f"{W}annotationRef")
    for place, piece in enumerate(line.split("\n")):
        run = new_run(piece)
        if place:
            run.insert(0, etree.Element(f"{W}br"))
        paragraph.append(run)


def _mark(body: Any, margin: Margin, numbers: Sequence[int]) -> None:
    """Put the marks of a thread in the text: every comment of it has the same range."""
    first = run_with(body, margin.on)
    last = run_with(body, margin.until) if margin.until else first
    for number in numbers:
        start, end = (etree.Element(f"{W}commentRange{each}") for each in ("Start", "End"))
        reference = etree.Element(f"{W}r")
        mark = etree.SubElement(reference, f"{W}commentReference")
        for each in (start, end, mark):
            each.set(f"{W}id", str(number))
        if margin.kept == "range":
            first.addprevious(start)
            last.addnext(end)
            end.addnext(reference)
        elif margin.kept == "point":
            first.addnext(reference)


def _cut(run: Any, words: str) -> Any:
    """Cut a run in pieces as Word does where a selection begins and ends; give the piece with the words."""
    text = next(each for each in run.iter(f"{W}t") if words in (each.text or ""))
    before, after = text.text.split(words, 1)
    for piece, put in ((before, run.addprevious), (after, run.addnext)):
        if piece:
            other = copy.deepcopy(run)
            for each in other.iter(f"{W}t"):
                each.text = piece
                each.set(_SPACE, "preserve")
            put(other)
    text.text = words
    return run


def _with_parts(docx: bytes, body: bytes, made: _Parts) -> bytes:
    content = parts(docx)
    trees = {
        "comments": made.comments,
        "commentsExtended": made.extended,
        "commentsIds": made.ids,
        "people": made.people,
    }
    relations = etree.fromstring(content["word/_rels/document.xml.rels"])
    types = etree.fromstring(content["[Content_Types].xml"])
    for name, (relation, kind) in _PARTS.items():
        link = etree.SubElement(relations, f"{{{_PACKAGE}/relationships}}Relationship")
        for key, value in (("Id", f"rId9{name}"), ("Type", relation), ("Target", f"{name}.xml")):
            link.set(key, value)
        override = etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override")
        override.set("PartName", f"/word/{name}.xml")
        override.set("ContentType", kind)
    added = {
        f"word/{name}.xml": etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
        for name, tree in trees.items()
    }
    changed = {
        DOCUMENT: body,
        "word/_rels/document.xml.rels": etree.tostring(relations),
        "[Content_Types].xml": etree.tostring(types),
    }
    return packed(content | added | changed)


INSIGHT, OTHER_INSIGHT, DECISION, ACTION = "ins-0001", "ins-0002", "dec-0001", "act-0001"
TITLES = {
    INSIGHT: "Met een vast vak werd de regie vaker benoemd",
    OTHER_INSIGHT: "Afspraken buiten de eigen taak bleven vaker liggen",
    DECISION: "Mag een klantmanager kleine reiskosten zelf toezeggen?",
    ACTION: "Zoek uit welke kleine uitgaven mogen.",
}
REPORT_MARK = ReportMark(
    report="feedback", municipality="GM0321", audience="municipality", date="2026-06-01", program="1.0"
)


def report(mark: ReportMark | None = REPORT_MARK) -> bytes:
    """A short report with two insights, a decision and an action, as the program makes it."""
    document = Document(title="Terugkoppelrapport", author="Werkplaats", blocks=tuple(_blocks()), mark=mark)
    return render_word(document, HOUSE_STYLE)


def _blocks() -> Iterator[Block]:
    yield Title(title="Terugkoppelrapport gemeente Houten", subtitle="Wat we zagen")
    yield Contents(heading="Inhoud", depth=1)
    yield Heading("Samenvatting", number="1")
    yield Paragraph("Dit is een klein onderzoek.")
    yield Bullets(items=(TITLES[DECISION],), places=(place_of(DECISION),))
    yield Heading("Wat hebben we geleerd?", number="2")
    for record_id in (INSIGHT, OTHER_INSIGHT):
        yield Begin(place_of(record_id))
        yield Heading(TITLES[record_id], level=2)
        yield Paragraph(f"De professionals zagen dit vaker ({record_id[-1]}).")
        yield Paragraph(f"Er was ook een tegenvoorbeeld ({record_id[-1]}).")
        yield End(place_of(record_id))
    yield Heading("Afspraken", number="3")
    yield Table(
        caption="Wat is afgesproken",
        header=("Afspraak", "Wie"),
        rows=((TITLES[ACTION], "de beleidsadviseur"), ("Bel elkaar elke week.", "de teammanager")),
        places=((place_of(ACTION),), ()),
    )
