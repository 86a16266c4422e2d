"""The fields of a header or footer: what Word would fetch from elsewhere, and the people whom they name."""

import re
from collections.abc import Iterator

from actionlab.report.word.styles import Element, qn

_FROM_ELSEWHERE = (
    *("DDE", "DDEAUTO", "LINK", "INCLUDE", "INCLUDETEXT", "INCLUDEPICTURE"),
    *("IMPORT", "DATABASE", "RD"),
)
_PEOPLE = ("AUTHOR", "LASTSAVEDBY", "USERNAME", "USERINITIALS", "USERADDRESS")
_FIRST_WORD = re.compile(r"[^A-Za-z=]*(=|[A-Za-z]*)")
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BRANCHES = (f"{_COMPATIBILITY}Choice", f"{_COMPATIBILITY}Fallback")
_CHARACTER, _CODE, _TEXT, _SIMPLE = map(qn, ("w:fldChar", "w:instrText", "w:t", "w:fldSimple"))


def reads_elsewhere(root: Element) -> bool:
    """Whether a field takes something from elsewhere, or is put together so that its kind cannot be told."""
    regions = list(_regions(root))
    fields = (field for region in regions for field in region.fields)
    return any(each.is_unclear for each in regions) or any(each.kind in _FROM_ELSEWHERE for each in fields)


def forget_people(root: Element) -> None:
    """Leave out the names that fields show of who made or saved the file; Word puts the new ones there."""
    for region in _regions(root):
        for field in region.fields:
            for text in field.shown if field.kind in _PEOPLE else ():
                text.text = ""


def _regions(root: Element) -> Iterator["_Region"]:
    # of the branches a program reads one only: no field goes from one into another
    return map(_Region, (root, *root.iter(*_BRANCHES)))


class _Field:
    """A field: its code, whether this has ended, and the texts that it shows."""

    def __init__(self, code: str = "", shown: tuple[Element, ...] = ()) -> None:
        self.code = code
        self.has_result = False
        self.shown = list(shown)

    @property
    def kind(self) -> str:
        """The first word of the code."""
        found = _FIRST_WORD.match(self.code)
        return found.group(1).upper() if found else ""


class _Region:
    """The fields of a part, which may stand inside one another; `is_unclear` when they are not whole."""

    def __init__(self, root: Element) -> None:
        self.fields: list[_Field] = []
        self.is_unclear = False
        self._within: list[_Field] = []
        for element in _elements(root):
            self._take(element)

    def _take(self, element: Element) -> None:
        innermost = self._within[-1] if self._within else None
        self.is_unclear = self.is_unclear or _is_stray(element, innermost)
        if element.tag == _SIMPLE:
            self.fields.append(_Field(str(element.get(qn("w:instr"), "")), tuple(element.iter(_TEXT))))
        elif element.tag == _CHARACTER:
            self._turn(str(element.get(qn("w:fldCharType"))), innermost)
        elif innermost is not None and element.tag == _CODE:
            innermost.code += element.text or ""
        elif innermost is not None and element.tag == _TEXT:
            innermost.shown.append(element)

    def _turn(self, kind: str, innermost: _Field | None) -> None:
        if kind == "begin":
            self._within.append(_Field())
            self.fields.append(self._within[-1])
        elif kind == "separate" and innermost is not None:
            innermost.has_result = True
        elif kind == "end" and innermost is not None:
            self._within.pop()


def _is_stray(element: Element, innermost: _Field | None) -> bool:
    """Whether an element can make the kind of a field something else than its code tells."""
    in_code = innermost is not None and not innermost.has_result
    if element.tag == _CODE:
        return not in_code and bool((element.text or "").strip())
    if innermost is None or not in_code:
        return False
    if element.tag == _TEXT:
        is_in_simple = next(element.iterancestors(_SIMPLE), None) is not None
        return not is_in_simple and bool((element.text or "").strip())
    begins = element.tag == _SIMPLE or element.get(qn("w:fldCharType")) == "begin"
    # the result of a field inside could make the word whole
    return begins and any(each.startswith(innermost.kind) for each in _FROM_ELSEWHERE)


def _elements(region: Element) -> Iterator[Element]:
    """Give what is in a region in the order of reading, but not what is in branches of it."""
    for child in region:
        yield child
        if child.tag not in _BRANCHES:
            yield from _elements(child)
