"""What a Word document shows: the text of its fields, its own paragraphs, and what was changed in it.

As Word shows it with all changes in: what was inserted counts, what was deleted does not.
"""

import re
from collections.abc import Callable

import msgspec
from lxml import etree

from actionlab.exchange.forms.fields import Element, Field, W, field_of, is_on, name_of, value_of

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRICT = "{http://purl.oclc.org/ooxml/"
_TRANSITIONAL = "{http://schemas.openxmlformats.org/"
ADDED, DELETED, COMMENT = "added", "deleted", "comment"
# deeper than any document that people make, and well within what Python can follow
DEEPEST = 120
_EMBEDDED = {"blip", "imagedata", "OLEObject", "chart"}
# settings, instructions of fields, and small letters above others
NO_TEXT = (
    *("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr"),
    *("instrText", "delInstrText", "rt"),
)
_HINT_STYLES = ("placeholder text", "form hint")
_UNKNOWN_SIGN = "\N{REPLACEMENT CHARACTER}"
_NO_BREAK_HYPHEN = "\N{NON-BREAKING HYPHEN}"
# signs that Word puts in by itself or from its list, by font and code
_SIGNS = {
    ("Wingdings", 0x4A): "☺",
    ("Wingdings", 0x4B): "😐",
    ("Wingdings", 0x4C): "☹",
    ("Wingdings", 0x6F): "☐",
    ("Wingdings", 0xA8): "☐",
    ("Wingdings", 0xDF): "←",
    ("Wingdings", 0xE0): "→",
    ("Wingdings", 0xE8): "→",
    ("Wingdings", 0xF3): "⇔",
    ("Wingdings", 0xFB): "✗",
    ("Wingdings", 0xFC): "✓",
    ("Wingdings", 0xFD): "☒",
    ("Wingdings", 0xFE): "☑",
    ("Symbol", 0xAE): "→",
    ("Symbol", 0xAC): "←",
    ("Symbol", 0xB7): "•",
}


class TooDeep(Exception):
    """A document nests deeper than any that people make."""


class Change(msgspec.Struct, frozen=True):
    """A tracked change or a comment: `ADDED`, `DELETED` or `COMMENT`, and its text."""

    kind: str
    text: str


def transitional(root: Element) -> Element:
    """Give `root` with the names of the ordinary kind of Word file, when it is of the strict kind."""
    if not root.tag.startswith(_STRICT):
        return root
    for element in root.iter(etree.Element):
        if element.tag.startswith(_STRICT):
            element.tag = _ordinary(element.tag)
        for name, value in list(element.attrib.items()):
            if str(name).startswith(_STRICT):
                del element.attrib[name]
                element.set(_ordinary(str(name)), value)
    return root


def _ordinary(name: str) -> str:
    package, _slash, rest = name.removeprefix(_STRICT).partition("/")
    return f"{_TRANSITIONAL}{package}/2006/{rest}"


def hint_styles(styles: Element) -> frozenset[str]:
    """Give the ids of the styles of letters in which the words of an empty field stand."""
    return frozenset(
        str(style.get(f"{W}styleId"))
        for style in styles.iter(f"{W}style")
        if value_of(style, "name").lower() in _HINT_STYLES
    )


class Shown:
    """Reads parts of a document and remembers what they show.

    `paragraphs` are the words outside the fields, one text for each paragraph; `embedded` counts pictures
    and other things that are no text; `nameless` counts fields without a name.
    """

    def __init__(self, hint_styles: frozenset[str]) -> None:
        self.fields: list[Field] = []
        self.paragraphs: list[str] = []
        self.embedded = 0
        self.nameless = 0
        self._hint_styles = hint_styles
        self._tracked: list[tuple[str, list[str]]] = []
        self._words: list[list[str]] = []
        self._fields_around = 0
        self._depth = 0
        self._results = 0
        self._skips_results = False

    @property
    def changes(self) -> tuple[Change, ...]:
        """What was added, deleted and remarked, as one line each."""
        texts = ((kind, " ".join("".join(pieces).split())) for kind, pieces in self._tracked)
        return tuple(Change(kind, text) for kind, text in texts if text)

    def read(self, part: Element, *, is_edge: bool = False) -> None:
        """Read a part; at the `edge` of the page numbers of pages and the like are no words.

        Raises `TooDeep` for a part that nobody made with a word processor.
        """
        self._skips_results, self._results = is_edge, 0
        self._words = [[]]
        self.text(part)
        self._end_paragraph()

    def read_comments(self, part: Element) -> None:
        """Read the comments of a document."""
        for comment in part.iter(f"{W}comment"):
            words = Shown(self._hint_styles)
            words.read(comment)
            self._tracked.append((COMMENT, [" ".join(words.paragraphs)]))

    def text(self, element: Element) -> str:
        """Give the text that an element shows, remembering the fields and changes in it."""
        if self._depth > DEEPEST:
            raise TooDeep
        self._depth += 1
        read = _READERS.get(element.tag)
        shown = read(self, element) if read else self.inside(element)
        self._depth -= 1
        return shown

    def inside(self, element: Element) -> str:
        """Give the text that the children of an element show."""
        return "".join([self.text(child) for child in element.iterchildren(etree.Element)])

    def _say(self, text: str) -> str:
        """Give `text`; outside the fields it counts as words of the paragraph."""
        if not self._fields_around and not self._results:
            self._words[-1].append(text)
        return text

    def _paragraph(self, element: Element) -> str:
        self._words.append([])
        shown = self.inside(element)
        self._end_paragraph()
        is_joined = element.find(f"{W}pPr/{W}rPr/{W}del") is not None
        return shown if is_joined else f"{shown}\n"

    def _end_paragraph(self) -> None:
        words = "".join(self._words.pop())
        if words.strip():
            self.paragraphs.append(words)

    def _cell(self, element: Element) -> str:
        return f"{self.inside(element).removesuffix(chr(10))}\t"

    def _row(self, element: Element) -> str:
        return f"{self.inside(element).removesuffix(chr(9))}\n"

    def _control(self, element: Element) -> str:
        properties = element.find(f"{W}sdtPr")
        content = element.find(f"{W}sdtContent")
        if content is None:
            return ""
        tag = "" if properties is None else value_of(properties, "tag")
        if properties is None or not tag:
            self.nameless += 1
            return self.inside(content)
        self._fields_around += 1
        shown = self.inside(content)
        self._fields_around -= 1
        is_hint = is_on(properties, "showingPlcHdr") and _is_in_styles(content, self._hint_styles)
        # the end of the last paragraph or cell belongs to the document
        text = shown[:-1] if content.find(f".//{W}p") is not None and shown[-1:] in ("\n", "\t") else shown
        self.fields.append(field_of(tag, properties, text, is_hint=is_hint))
        return shown

    def _inserted(self, element: Element) -> str:
        shown = self.inside(element)
        self._track(ADDED, element, shown)
        return shown

    def _removed(self, element: Element) -> str:
        texts = element.iter(f"{W}delText", f"{W}t")
        self._track(DELETED, element, "".join(each.text or "" for each in texts))
        return ""

    def _track(self, kind: str, element: Element, text: str) -> None:
        """Remember a change; Word cuts one change into several elements behind one another."""
        before = element.getprevious()
        if (
            before is not None
            and before.tag == element.tag
            and self._tracked
            and self._tracked[-1][0] == kind
        ):
            self._tracked[-1][1].append(text)
        else:
            self._tracked.append((kind, [text]))

    def _alternatives(self, element: Element) -> str:
        for choice in element.iterchildren(f"{COMPATIBILITY}Choice", f"{COMPATIBILITY}Fallback"):
            before = (len(self.fields), self.nameless, self.embedded)
            shown = self.inside(choice)
            if shown or before != (len(self.fields), self.nameless, self.embedded):
                return shown
        return ""

    def _drawn(self, element: Element) -> str:
        self.embedded += any(name_of(each) in _EMBEDDED for each in element.iter(etree.Element))
        return self.inside(element)

    def _foreign(self, _element: Element) -> str:
        self.embedded += 1
        return ""

    def _mark_of_result(self, element: Element) -> str:
        if self._skips_results:
            step = {"begin": 1, "end": -1}.get(str(element.get(f"{W}fldCharType")), 0)
            self._results = max(0, self._results + step)
        return ""

    def _result(self, element: Element) -> str:
        self._results += self._skips_results
        shown = self.inside(element)
        self._results -= self._skips_results
        return shown

    def _letters(self, element: Element) -> str:
        return self._say(element.text or "")

    def _sign(self, element: Element) -> str:
        code = re.fullmatch("[Ff]0([0-9A-Fa-f]{2})", str(element.get(f"{W}char")))
        known = _SIGNS.get((str(element.get(f"{W}font")), int(code[1], 16))) if code else None
        return self._say(known or _UNKNOWN_SIGN)


def _is_in_styles(content: Element, styles: frozenset[str]) -> bool:
    """Tell whether all words of a field stand in one of these styles of letters."""
    runs = (
        run for run in content.iter(f"{W}r") if any((each.text or "").strip() for each in run.iter(f"{W}t"))
    )
    return all(value_of(run[0], "rStyle") in styles for run in runs)


def _fixed(text: str) -> Callable[[Shown, Element], str]:
    return lambda shown, _element: shown._say(text)


def _nothing(_shown: Shown, _element: Element) -> str:
    return ""


_READERS: dict[object, Callable[[Shown, Element], str]] = {
    f"{COMPATIBILITY}AlternateContent": Shown._alternatives,
    f"{_MATH}t": Shown._letters,
    **{f"{W}{name}": _fixed("\n") for name in ("br", "cr")},
    **{f"{W}{name}": _fixed("\t") for name in ("tab", "ptab")},
    **{f"{W}{name}": Shown._inserted for name in ("ins", "moveTo")},
    **{f"{W}{name}": Shown._removed for name in ("del", "moveFrom")},
    **{f"{W}{name}": Shown._drawn for name in ("drawing", "pict", "object")},
    # the second only shows at the end of a line
    **{f"{W}{name}": _nothing for name in (*NO_TEXT, "delText", "softHyphen")},
    f"{W}noBreakHyphen": _fixed(_NO_BREAK_HYPHEN),
    f"{W}t": Shown._letters,
    f"{W}sym": Shown._sign,
    f"{W}p": Shown._paragraph,
    f"{W}tc": Shown._cell,
    f"{W}tr": Shown._row,
    f"{W}sdt": Shown._control,
    f"{W}altChunk": Shown._foreign,
    f"{W}fldChar": Shown._mark_of_result,
    f"{W}fldSimple": Shown._result,
}
