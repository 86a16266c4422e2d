"""Looks: how the words of a Word file look, after everything that has a say in it.

In order: the defaults of the file, the style of the table and of its header row, the style of the
paragraph, that of the run, and what was set by hand. A property is a name and its attributes; of fonts and
spacing the attributes add up, of all others the last one counts.
"""

from collections.abc import Iterable, Mapping

import msgspec

from actionlab.exchange.accessibility import colours
from actionlab.exchange.accessibility.elements import Element, attribute, child, children, local, local_name

Properties = dict[str, dict[str, str]]

_ADD_UP = frozenset({"rFonts", "spacing", "ind", "lang"})
_STYLES_DEEP = 20
_AUTOMATIC = 240
_ORDINARY_SIZE = 20


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """A style: its name, the one it is based on, and its properties; `parts` are those of a table style."""

    id: str
    name: str
    based_on: str
    paragraph: Properties
    run: Properties
    cell: Properties
    parts: dict[str, tuple[Properties, Properties, Properties]]


class RunLooks(msgspec.Struct, frozen=True, kw_only=True):
    """How the words of a run look: size in points, colours as they show; font "" when none is told."""

    font: str
    size: float
    bold: bool
    caps: bool
    underlined: bool
    hidden: bool
    colour: str
    background: str
    language: str

    @property
    def is_large(self) -> bool:
        """Whether the words are large text in the sense of WCAG: 18 points, or 14 and bold."""
        return self.size >= 18 or (self.size >= 14 and self.bold)


class Looks:
    """The styles and theme of one document, to look up how its words look."""

    def __init__(self, styles: Element | None, theme: Element | None, settings: Element | None) -> None:
        self._theme = _theme_colours(theme)
        self._fonts = _theme_fonts(theme)
        self._scheme = _scheme(settings)
        self._styles: dict[str, Style] = {}
        self._defaults: dict[str, str] = {}
        self.default_paragraph: Properties = {}
        self.default_run: Properties = {}
        self._chains: dict[str, tuple[Style, ...]] = {}
        if styles is not None:
            self._read(styles)

    def _read(self, root: Element) -> None:
        for each in children(root, "docDefaults"):
            self.default_paragraph = _inside(each, "pPrDefault", "pPr")
            self.default_run = _inside(each, "rPrDefault", "rPr")
        for each in children(root, "style"):
            style = _style(each)
            self._styles[style.id] = style
            if attribute(each, "default") in ("1", "true", "on"):
                self._defaults[attribute(each, "type")] = style.id

    def name(self, style_id: str) -> str:
        """Give the name of a style in small letters; of the ordinary paragraph when no id is given."""
        style = self._styles.get(style_id or self._defaults.get("paragraph", ""))
        return style.name.lower() if style else ""

    def chain(self, style_id: str, kind: str = "paragraph") -> tuple[Style, ...]:
        """Give a style and those that it is based on, the most general one first."""
        wanted = style_id if style_id in self._styles else self._defaults.get(kind, "")
        if wanted not in self._chains:
            found: list[Style] = []
            at = wanted
            while at in self._styles and len(found) < _STYLES_DEEP:
                found.insert(0, self._styles[at])
                at = self._styles[at].based_on
            self._chains[wanted] = tuple(found)
        return self._chains[wanted]

    def paragraph(self, direct: Properties, table: Iterable[Properties] = ()) -> Properties:
        """Give the properties of a paragraph with these of its own, in a cell with those of its table."""
        style_id = direct.get("pStyle", {}).get("val", "")
        styles = (each.paragraph for each in self.chain(style_id))
        return merged(self.default_paragraph, *table, *styles, direct)

    def run(self, direct: Properties, style_id: str, table: Iterable[Properties] = ()) -> Properties:
        """Give the properties of a run in a paragraph of that style."""
        own = direct.get("rStyle", {}).get("val", "")
        of_paragraph = (each.run for each in self.chain(style_id))
        of_run = (each.run for each in self.chain(own, "character")) if own else ()
        return merged(self.default_run, *table, *of_paragraph, *of_run, direct)

    def looks(self, run: Properties, background: str) -> RunLooks:
        """Give how a run with these properties looks on this background."""
        marker = colours.MARKERS.get(run.get("highlight", {}).get("val", ""), "")
        behind = marker or self.fill(run) or background
        return RunLooks(
            font=self._font(run.get("rFonts", {})),
            size=_number(run.get("sz", {}).get("val", ""), _ORDINARY_SIZE) / 2,
            bold=is_on(run, "b"),
            caps=is_on(run, "caps"),
            underlined=run.get("u", {}).get("val", "none") not in ("none", ""),
            hidden=is_on(run, "vanish"),
            colour=self._colour(run.get("color", {}), "val", "themeColor", "theme")
            or colours.readable_on(behind),
            background=behind,
            language=run.get("lang", {}).get("val", ""),
        )

    def fill(self, properties: Properties) -> str:
        """Give the colour behind the words that these properties tell; "" for none."""
        shading = properties.get("shd", {})
        if shading.get("val") == "solid":
            return self._colour(shading, "color", "themeColor", "theme")
        return self._colour(shading, "fill", "themeFill", "themeFill")

    def _colour(self, found: Mapping[str, str], plain: str, themed: str, start: str) -> str:
        named = colours.theme_colour(found.get(themed, ""), self._theme, self._scheme)
        if named:
            return colours.shaded(
                named, tint=found.get(f"{start}Tint", ""), shade=found.get(f"{start}Shade", "")
            )
        told = found.get(plain, "")
        return told.upper() if colours.is_colour(told) else ""

    def _font(self, fonts: Mapping[str, str]) -> str:
        for side in ("ascii", "hAnsi"):
            themed = fonts.get(f"{side}Theme", "")
            named = self._fonts.get("major" if themed.startswith("major") else "minor", "") if themed else ""
            if named or fonts.get(side):
                return named or fonts[side]
        return ""


def merged(*layers: Properties) -> Properties:
    """Give properties of which those of a later layer count more."""
    result: Properties = {}
    for layer in layers:
        for name, values in layer.items():
            result[name] = {**_kept(result.get(name, {}), values), **values} if name in _ADD_UP else values
    return result


def _kept(former: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
    """Give what stays of former values; a font that is named counts more than a former one of the theme."""
    return {key: value for key, value in former.items() if key.removesuffix("Theme") not in values}


def properties(parent: Element | None) -> Properties:
    """Give the properties that stand in an element such as `w:rPr`; nothing without one."""
    if parent is None:
        return {}
    return {
        local(each): {local_name(str(key)): str(value) for key, value in each.attrib.items()}
        for each in children(parent)
    }


def is_on(found: Properties, name: str) -> bool:
    """Tell whether a property that is on or off is on."""
    return name in found and found[name].get("val", "1") not in ("0", "false", "off", "none")


def line_spacing(paragraph: Properties, size: float) -> float:
    """The distance of the lines of a paragraph as a multiple of single spacing, for words of that size."""
    spacing = paragraph.get("spacing", {})
    line = _number(spacing.get("line", ""), _AUTOMATIC)
    if spacing.get("lineRule", "auto") == "auto":
        return line / _AUTOMATIC
    # a single line of an ordinary font takes 1.2 times its size
    told = line / 20 / (size * 1.2)
    return told if spacing["lineRule"] == "exact" else max(told, 1.0)


def _style(element: Element) -> Style:
    name, based_on = child(element, "name"), child(element, "basedOn")
    return Style(
        id=attribute(element, "styleId"),
        name="" if name is None else attribute(name, "val"),
        based_on="" if based_on is None else attribute(based_on, "val"),
        paragraph=_inside(element, "pPr"),
        run=_inside(element, "rPr"),
        cell=_inside(element, "tcPr"),
        parts={
            attribute(part, "type"): (_inside(part, "pPr"), _inside(part, "rPr"), _inside(part, "tcPr"))
            for part in children(element, "tblStylePr")
        },
    )


def _inside(element: Element, *path: str) -> Properties:
    return properties(child(element, *path))


def _theme_colours(theme: Element | None) -> dict[str, str]:
    found = {}
    scheme = None if theme is None else child(theme, "themeElements", "clrScheme")
    for each in () if scheme is None else children(scheme):
        for colour in children(each):
            told = attribute(colour, "lastClr") or attribute(colour, "val")
            if colours.is_colour(told):
                found[local(each)] = told.upper()
    return found


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    found = {}
    for kind in ("major", "minor"):
        latin = None if theme is None else child(theme, "themeElements", "fontScheme", f"{kind}Font", "latin")
        found[kind] = "" if latin is None else attribute(latin, "typeface")
    return found


def _scheme(settings: Element | None) -> dict[str, str]:
    found = None if settings is None else child(settings, "clrSchemeMapping")
    return {} if found is None else {local_name(str(key)): str(value) for key, value in found.attrib.items()}


def _number(text: str, otherwise: int) -> float:
    try:
        return float(text)
    except ValueError:
        return otherwise
