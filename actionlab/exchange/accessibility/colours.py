"""Colours: what a colour of Word looks like on the page, and whether words can be read on another one.

A colour is six hexadecimal digits in capitals, red, green and blue.
"""

import colorsys
from collections.abc import Mapping

BLACK, WHITE = "000000", "FFFFFF"
# what a mapping that the document leaves out stands for
_ORDINARY_SCHEME = {"bg1": "lt1", "t1": "dk1", "bg2": "lt2", "t2": "dk2"}
_SCHEME_KEYS = {"background1": "bg1", "text1": "t1", "background2": "bg2", "text2": "t2"}
_THEME_KEYS = {
    "dark1": "dk1",
    "light1": "lt1",
    "dark2": "dk2",
    "light2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
# the colours of the marker pen
MARKERS = {
    "black": BLACK,
    "blue": "0000FF",
    "cyan": "00FFFF",
    "darkBlue": "00008B",
    "darkCyan": "008B8B",
    "darkGray": "A9A9A9",
    "darkGreen": "006400",
    "darkMagenta": "800080",
    "darkRed": "8B0000",
    "darkYellow": "808000",
    "green": "00FF00",
    "lightGray": "D3D3D3",
    "magenta": "FF00FF",
    "red": "FF0000",
    "white": WHITE,
    "yellow": "FFFF00",
}


def contrast(one: str, other: str) -> float:
    """The contrast of two colours.

    Formula: (L1 + 0.05) / (L2 + 0.05), with L the relative luminance of the lighter and of the darker one.
    From 1 (the same) to 21 (black on white). Source: WCAG 2.1, "contrast ratio" and "relative luminance".
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in _rgb(colour)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def readable_on(background: str) -> str:
    """The colour that Word chooses by itself for words on this background: black or white."""
    return WHITE if _luminance(background) < 0.18 else BLACK


def shaded(colour: str, *, tint: str = "", shade: str = "") -> str:
    """Give a colour made lighter (`tint`) or darker (`shade`), each two hexadecimal digits, FF for as it is.

    Source: ECMA-376 part 1, 17.3.2.6 (themeTint, themeShade): the lightness is what changes.
    """
    hue, light, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    if shade:
        light *= _fraction(shade)
    if tint:
        light = light * _fraction(tint) + 1 - _fraction(tint)
    mixed = colorsys.hls_to_rgb(hue, min(1.0, light), saturation)
    return "".join(f"{round(part * 255):02X}" for part in mixed)


def theme_colour(name: str, theme: Mapping[str, str], scheme: Mapping[str, str]) -> str:
    """Give the colour that a document calls `name` ("accent1", "text2"); "" when its theme has none.

    `theme` are the colours of the theme by their short names, `scheme` says which of them the document uses
    for its text and background.
    """
    key = _SCHEME_KEYS.get(name)
    if key:
        mapped = scheme.get(key, "")
        return theme.get(_THEME_KEYS.get(mapped, mapped) or _ORDINARY_SCHEME[key], "")
    return theme.get(_THEME_KEYS.get(name, name), "")


def is_colour(text: str) -> bool:
    """Tell whether a text is a colour; "auto" is none."""
    return len(text) == 6 and all(digit in "0123456789abcdefABCDEF" for digit in text)


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _fraction(digits: str) -> float:
    try:
        return min(int(digits, 16), 255) / 255
    except ValueError:
        return 1.0
