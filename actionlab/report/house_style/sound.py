"""What in somebody else's styles no program can read: numbers and colours that are none, and styles that
lead to one that is not there, or back to themselves, or through far too many others.
"""

import re
from collections.abc import Iterator, Mapping

from actionlab.report.house_style.looks import LONGEST_CHAIN
from actionlab.report.house_style.tracked import remove
from actionlab.report.word.styles import Element, qn

# ECMA-376 part 1, 17.18 and 22.9.2: ST_TwipsMeasure, ST_SignedTwipsMeasure, ST_DecimalNumber, ST_HexColor …
_UNIT = r"(\.\d+)?(mm|cm|in|pt|pc|pi)"
_LENGTH = re.compile(rf"\d{{1,9}}({_UNIT})?", re.ASCII)
_SIGNED = re.compile(rf"-?\d{{1,9}}({_UNIT})?", re.ASCII)
_SHARE = re.compile(rf"-?\d{{1,9}}({_UNIT}|(\.\d+)?%)?", re.ASCII)
_COUNT = re.compile(r"\d{1,9}", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,9}", re.ASCII)
_COLOUR = re.compile("auto|[0-9A-Fa-f]{6}")
_PART = re.compile("[0-9A-Fa-f]{2}")
_NAME = re.compile("(dark|light|text|background)[12]|accent[1-6]|hyperlink|followedHyperlink|none")
_NUMBERS = (_LENGTH, _SIGNED, _SHARE, _COUNT, _WHOLE)


def _by_name(kinds: Mapping[str, re.Pattern[str]]) -> dict[str, re.Pattern[str]]:
    return {qn(f"w:{name}"): kind for names, kind in kinds.items() for name in names.split()}


_ATTRIBUTES = _by_name(
    {
        "before after hanging firstLine": _LENGTH,
        "line left right start end pos": _SIGNED,
        "w": _SHARE,
        "sz space": _COUNT,
        "beforeLines afterLines leftChars rightChars startChars endChars": _WHOLE,
        "hangingChars firstLineChars": _WHOLE,
        "color fill": _COLOUR,
        "themeTint themeShade themeFillTint themeFillShade": _PART,
        "themeColor themeFill": _NAME,
    }
)
_VALUES = _by_name(
    {
        "sz szCs kern": _LENGTH,
        "spacing position": _SIGNED,
        "outlineLvl": re.compile("[0-9]"),
        "color": _COLOUR,
    }
)
_VAL, _COLOR, _THEME_COLOR, _TAB, _POS = map(qn, ("w:val", "w:color", "w:themeColor", "w:tab", "w:pos"))
_NEEDS_VALUE = set(_VALUES) - {qn("w:spacing")}
_SIDES = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV", "between", "bar")
_WIDTHS = ("tblW", "tblInd", "tblCellSpacing", "tcW", "gridCol", "wBefore", "wAfter")
_OTHERS = ("ind", "tab", "shd", "u", "bdr", "tl2br", "tr2bl")
_LOOKED_AT = (*_VALUES, *(qn(f"w:{name}") for name in (*_SIDES, *_WIDTHS, *_OTHERS)))


def keep_sound_values(root: Element) -> None:
    """Leave out numbers and colours of styles that are none; a number with a fraction is rounded."""
    for element in list(root.iter(*_LOOKED_AT)):
        tag, before = str(element.tag), element.items()
        for key, said in before:
            kind = _VALUES.get(tag) if key == _VAL else _ATTRIBUTES.get(str(key))
            if kind is not None and not kind.fullmatch(str(said)):
                _mend(element, str(key), str(said), kind)
        if tag == _COLOR and element.get(_VAL) is None and element.get(_THEME_COLOR):
            element.set(_VAL, "auto")
        # a tab in a line of text says nothing of its place
        needed = _POS if tag == _TAB and before else _VAL if tag in _NEEDS_VALUE else None
        if needed and element.get(needed) is None:
            remove(element)
    for tabs in list(root.iter(qn("w:tabs"))):
        if len(tabs) == 0:
            remove(tabs)


def untangle(styles: Element) -> None:
    """Leave out of styles what leads to a style that is not there, round in a circle, or on without end.

    LibreOffice needs minutes for a chain of thousands, and does not come back from a circle.
    """
    known = {str(each.get(qn("w:styleId"))): each for each in styles.findall(qn("w:style"))}
    for style in known.values():
        for tag in ("w:basedOn", "w:next", "w:link"):
            for place, said in enumerate(style.findall(qn(tag))):
                if place or said.get(_VAL) not in known:
                    style.remove(said)
    bases = {key: _base(style) for key, style in known.items()}
    for circle in list(_circles(bases)):
        # the others build on the ordinary one
        bases[next((key for key in circle if known[key].get(qn("w:default"))), circle[0])] = ""
    for key in list(_too_deep(bases)):
        bases[key] = ""
    for key, base in bases.items():
        for said in known[key].findall(qn("w:basedOn")) if not base else ():
            known[key].remove(said)


def _circles(bases: Mapping[str, str]) -> Iterator[list[str]]:
    seen: set[str] = set()
    for first in bases:
        way: dict[str, None] = {}
        at = first
        while at and at not in seen and at not in way:
            way[at] = None
            at = bases[at]
        if at in way:
            keys = list(way)
            yield keys[keys.index(at) :]
        seen.update(way)


def _too_deep(bases: Mapping[str, str]) -> Iterator[str]:
    """Give the styles at which a chain without circles has become too long, from its end on."""
    depths = {"": -1}
    for first in bases:
        way = []
        at = first
        while at not in depths:
            way.append(at)
            at = bases[at]
        for key in reversed(way):
            depths[key] = depths[bases[key]] + 1
            if depths[key] == LONGEST_CHAIN:
                depths[key] = 0
                yield key


def _base(style: Element) -> str:
    said = style.find(qn("w:basedOn"))
    return "" if said is None else str(said.get(_VAL))


def _mend(element: Element, key: str, said: str, kind: re.Pattern[str]) -> None:
    rounded = _rounded(said) if kind in _NUMBERS else ""
    if kind.fullmatch(rounded):
        element.set(key, rounded)
    else:
        del element.attrib[key]


def _rounded(said: str) -> str:
    try:
        return str(round(float(said)))
    except (ValueError, OverflowError):
        return ""
