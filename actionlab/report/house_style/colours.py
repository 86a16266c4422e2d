"""Colours of letters and paper, as six hexadecimal digits: how well they stand apart, and what makes them."""

import re
from colorsys import hls_to_rgb, rgb_to_hls

BLACK, WHITE = "000000", "FFFFFF"
# WCAG 2.1, success criterion 1.4.3, for letters of ordinary size
LEAST_CONTRAST = 4.5
_SIX_DIGITS = re.compile("[0-9A-Fa-f]{6}")
_STEPS = 20


def is_colour(text: str | None) -> bool:
    """Whether a text is six hexadecimal digits."""
    return text is not None and _SIX_DIGITS.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, 1 to 21. Source: WCAG 2.1, definition of contrast ratio."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(letters: str, *papers: str) -> str:
    """Give the colour itself when it can be read on all `papers`, else the nearest to it that can.

    That is darker, or lighter on dark paper; black or white when nothing between them is enough on all.
    """
    ends = sorted((BLACK, WHITE), key=lambda end: min(contrast(end, each) for each in papers), reverse=True)
    mixed = (mix(letters, ends[0], step / _STEPS) for step in range(_STEPS + 1))
    enough = (each for each in mixed if min(contrast(each, paper) for paper in papers) >= LEAST_CONTRAST)
    return next(enough, ends[0])


def mix(one: str, other: str, share: float) -> str:
    """Give a colour between two, with a `share` (0 to 1) of the other."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return _digits(tuple(mine + (theirs - mine) * share for mine, theirs in pairs))


def tinted(colour: str, *, tint: float = 1, shade: float = 1) -> str:
    """Give a colour of a theme made lighter (`tint` below 1) or darker (`shade` below 1).

    Source: ECMA-376 part 1, 17.18.40: the lightness of hue, lightness and saturation is what changes.
    """
    hue, lightness, saturation = rgb_to_hls(*_channels(colour))
    lightness = (lightness * tint + 1 - tint) * shade
    return _digits(hls_to_rgb(hue, lightness, saturation))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return red, green, blue


def _digits(channels: tuple[float, ...]) -> str:
    return "".join(f"{round(min(max(channel, 0), 1) * 255):02X}" for channel in channels)
