"""Styles that somebody else's house style lacks: ours, in its letters and its colours."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from actionlab.i18n import N_
from actionlab.report.house_style import colours
from actionlab.report.house_style.looks import Looks, id_of, number, path, put
from actionlab.report.house_style.readable import HEADINGS, Theme
from actionlab.report.word.styles import Element, add_list, add_pattern, highest_list

# what a house style may be expected to have, in the words of people; the rest is ours without a word
EXPECTED: Mapping[str, str] = {
    "Title": N_("title"),
    "heading 1": N_("heading 1"),
    "heading 2": N_("heading 2"),
    "heading 3": N_("heading 3"),
    "toc 1": N_("contents"),
    "Quote": N_("quote"),
    "List Bullet": N_("list with bullets"),
    "List Number": N_("numbered list"),
    "caption": N_("caption"),
}
# how far the pale ground and the thin lines are on the way from the colour of the letters to white
_GROUND, _LINES = 0.9, 0.6
# a colour nearer to white says nothing of a house style
_LEAST_SEEN = 2


def borrow(looks: Looks, lists: "Lists", ours: Looks, theme: Theme) -> tuple[str, ...]:
    """Add to `looks` every style of `ours` that it lacks; give the words for those that people would expect.

    A style that is there under another name gets the name by which Word knows it.
    """
    names = {_name(style): style for style in ours.styles}
    found = {name: looks.find(name, str(style.get(qn("w:type")))) for name, style in names.items()}
    new_colours = _new_colours(ours, looks, found["heading 1"], theme)
    ids, copies = {}, {}
    for name, style in found.items():
        if style is not None:
            _call(style, name)
            ids[name] = id_of(style)
        else:
            ids[name] = looks.free_id(id_of(names[name]))
            copies[name] = _copy(names[name], ids[name])
            looks.add(copies[name])
    for name, copy in copies.items():
        _tie(copy, {id_of(style): ids[each] for each, style in names.items()})
        lists.take(copy)
        _colour(copy, new_colours)
        if name in HEADINGS:
            _letter(copy, looks, found["heading 1"])
    lists.colour(new_colours)
    return tuple(word for name, word in EXPECTED.items() if name in copies)


class Lists:
    """The lists of a document, to which those of borrowed styles are added."""

    def __init__(self, numbering: Element, ours: Element) -> None:
        self._numbering = numbering
        self._ours = ours
        self._added: list[Element] = []
        for tag, key in (("w:abstractNum", "w:abstractNumId"), ("w:num", "w:numId")):
            for each in numbering.findall(qn(tag)):
                if number(each.get(qn(key)), -1) < 0:
                    numbering.remove(each)
        patterns = filter(_has_level, numbering.findall(qn("w:abstractNum")))
        known = {each.get(qn("w:abstractNumId")) for each in patterns}
        for each in numbering.findall(qn("w:num")):
            said = each.find(qn("w:abstractNumId"))
            if said is None or said.get(qn("w:val")) not in known:
                numbering.remove(each)

    def take(self, style: Element) -> None:
        """Copy the list that a style points at, if any, and let the style point at the copy."""
        place = style.find(path("w:pPr", "w:numPr", "w:numId"))
        if place is None:
            return
        wanted = place.get(qn("w:val"))
        theirs = next(each for each in self._ours.findall(qn("w:num")) if each.get(qn("w:numId")) == wanted)
        said = theirs.find(qn("w:abstractNumId"))
        pattern = next(
            deepcopy(each)
            for each in self._ours.findall(qn("w:abstractNum"))
            if said is not None and each.get(qn("w:abstractNumId")) == said.get(qn("w:val"))
        )
        for link in pattern.iter(qn("w:pStyle")):
            link.set(qn("w:val"), id_of(style))
        self._added.append(pattern)
        list_id = highest_list(self._numbering) + 1
        add_list(self._numbering, add_pattern(self._numbering, pattern), list_id)
        place.set(qn("w:val"), str(list_id))

    def colour(self, new_colours: Mapping[str, str]) -> None:
        """Give the lists that were added the colours of the house."""
        for pattern in self._added:
            _colour(pattern, new_colours)

    def let_go(self, style: Element | None) -> None:
        """Take away that a level of a list belongs to a style."""
        for link in list(self._numbering.iter(qn("w:pStyle"))):
            parent = link.getparent()
            if parent is not None and style is not None and link.get(qn("w:val")) == id_of(style):
                parent.remove(link)


def _has_level(pattern: Element) -> bool:
    """Whether the pattern of a list says how its first level looks, or which style says so."""
    levels = {each.get(qn("w:ilvl")) for each in pattern.findall(qn("w:lvl"))}
    return "0" in levels or pattern.find(qn("w:numStyleLink")) is not None


def _name(style: Element) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else str(name.get(qn("w:val")))


def _call(style: Element, name: str) -> None:
    if _name(style).lower() != name.lower():
        for old in (*style.findall(qn("w:name")), *style.findall(qn("w:aliases"))):
            style.remove(old)
        element = OxmlElement("w:name")
        element.set(qn("w:val"), name)
        style.insert(0, element)
        style.attrib.pop(qn("w:customStyle"), "")


def _copy(style: Element, style_id: str) -> Any:
    copy: Any = deepcopy(style)
    copy.set(qn("w:styleId"), style_id)
    if copy.get(qn("w:type")) == "paragraph" and copy.get(qn("w:default")) is None:
        properties = copy.get_or_add_pPr()
        # what the ordinary style of the house does must not move ours
        if properties.find(qn("w:ind")) is None:
            put(properties, "w:ind", left="0", right="0", firstLine="0")
        put(properties, "w:jc", val="left")
    return copy


def _tie(style: Element, ids: Mapping[str, str]) -> None:
    for tag in ("w:basedOn", "w:next", "w:link"):
        for each in style.findall(qn(tag)):
            each.set(qn("w:val"), ids[str(each.get(qn("w:val")))])


def _new_colours(ours: Looks, looks: Looks, heading: Element | None, theme: Theme) -> dict[str, str]:
    """Give for each colour of ours the one that the house has for it."""
    candidates = [theme["accent1"]]
    if heading is not None:
        ground = theme.of(looks.looks(heading, "w:shd"), "w:fill", "themeFill")
        candidates = [theme.of(looks.letters(heading, "w:color")), ground, *candidates]
    mine = {
        "letters": _said(ours, "heading 1", ("w:rPr", "w:color"), "w:val"),
        "ground": _said(ours, "Strength", ("w:pPr", "w:shd"), "w:fill"),
        "lines": _said(ours, "Quote", ("w:pPr", "w:pBdr", "w:left"), "w:color"),
    }
    seen = (each for each in candidates if each and colours.contrast(each, colours.WHITE) >= _LEAST_SEEN)
    house = next((each for each in seen if each != colours.BLACK), mine["letters"])
    ground = colours.mix(house, colours.WHITE, _GROUND)
    return {
        mine["letters"]: colours.readable(house, colours.WHITE, ground),
        mine["ground"]: ground,
        mine["lines"]: colours.mix(house, colours.WHITE, _LINES),
    }


def _said(ours: Looks, name: str, tags: tuple[str, ...], attribute: str) -> str:
    style = ours.find(name)
    element = None if style is None else style.find(path(*tags))
    return "" if element is None else str(element.get(qn(attribute)))


def _colour(root: Element, new_colours: Mapping[str, str]) -> None:
    for element in root.iter():
        for attribute in ("w:val", "w:fill", "w:color"):
            said = element.get(qn(attribute), "")
            if said in new_colours:
                element.set(qn(attribute), new_colours[said])


def _letter(copy: Any, looks: Looks, heading: Element | None) -> None:
    """Give a borrowed heading the letters of the headings of the house."""
    fonts = looks.letters(heading, "w:rFonts") if heading is not None else None
    if fonts is None:
        return
    properties = copy.get_or_add_rPr()
    put(properties, "w:rFonts")
    properties.find(qn("w:rFonts")).attrib.update(fonts.attrib)
