"""Fields of a filled form: what a content control holds, and what of that somebody filled in."""

import datetime as dt
import re
from collections.abc import Set

import msgspec
from lxml import etree

from actionlab.errors import Unreadable
from actionlab.model.dates import read_date
from actionlab.model.form_mark import digest

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# how a ticked box stands among the answers of a field that is there twice
TICK = "☒"
_TICKS = frozenset("xX×☒☑✓✔✗✘vV√")
_NO_TICKS = frozenset("☐□▢\N{VARIATION SELECTOR-16}")
_BOX_SIGNS = frozenset("☐☒☑")
# what Word says in an empty field when it has lost our words, in newer and older versions
_HINTS_OF_WORD = frozenset(
    {
        "Klik of tik om tekst in te voeren.",
        "Klik of tik om een datum in te voeren.",
        "Klik hier als u tekst wilt invoeren.",
        "Klik hier als u een datum wilt invoeren.",
        "Click or tap here to enter text.",
        "Click or tap to enter a date.",
        "Click here to enter text.",
        "Click here to enter a date.",
    }
)


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A field of a form as it stands in the document.

    `label` is its title, `text` what it shows, `is_hint` whether those are the words of an empty field.
    `is_box` marks a box to tick, `is_on` what the box itself says. `day` is the ISO date that a date field
    holds, "" for none.
    """

    tag: str
    label: str = ""
    text: str
    is_hint: bool = False
    is_box: bool = False
    is_on: bool = False
    day: str = ""


def field_of(tag: str, properties: Element, text: str, *, is_hint: bool) -> Field:
    """Give the field with these properties (`w:sdtPr`) that shows `text`."""
    boxes = [each for each in properties.iterchildren(etree.Element) if name_of(each) == "checkbox"]
    date = properties.find(f"{W}date")
    return Field(
        tag=tag,
        label=value_of(properties, "alias") or tag,
        text=text,
        is_hint=is_hint,
        is_box=bool(boxes),
        is_on=any(is_on(box, "checked") for box in boxes),
        day="" if date is None else str(date.get(f"{W}fullDate", ""))[:10],
    )


def answer(field: Field, hints: Set[str]) -> str:
    """Give what was filled in, "" for nothing; a ticked box gives its tick.

    `hints` are the digests of the words that show in an empty field.
    """
    if is_box(field):
        return TICK if _is_ticked(field) else ""
    text = field.text
    if field.is_hint or not text.strip() or digest(text) in hints or text.strip() in _HINTS_OF_WORD:
        return ""
    return field.day if field.day and _is_day(text, field.day) else text


def is_box(field: Field) -> bool:
    """Tell whether a field is a box to tick; a program that has no boxes leaves the sign as text."""
    return field.is_box or (field.text.strip() in _BOX_SIGNS)


def odd_words(field: Field) -> str:
    """Give what was typed in a box to tick and is no tick; "" for nothing."""
    typed = _typed(field)
    return "" if not is_box(field) or all(sign in _TICKS for sign in typed) else field.text.strip()


def _is_ticked(field: Field) -> bool:
    """Tell whether a box is ticked: by the sign that it shows, and by itself when that says nothing."""
    typed = _typed(field)
    if typed and all(sign in _TICKS for sign in typed):
        return True
    return field.is_on and (bool(typed) or not field.text.strip())


def _typed(field: Field) -> list[str]:
    return [sign for sign in field.text if not sign.isspace() and sign not in _NO_TICKS]


def _is_day(text: str, day: str) -> bool:
    """Tell whether a date as shown is the day that its field holds.

    A date that can be read in two ways, 11/12/2026, is that day when it is in one of them.
    """
    try:
        held = dt.date.fromisoformat(day)
    except ValueError:
        return False
    try:
        return read_date(text, dt.date.min) == held
    except Unreadable:
        parts = [int(part) for part in re.findall("[0-9]+", text) if len(part) < 5]
        return sorted(parts) == sorted((held.year, held.month, held.day))


def name_of(element: Element) -> str:
    """Give the name of an element without its namespace."""
    return str(etree.QName(element).localname)


def value_of(parent: Element, name: str) -> str:
    """Give the value of the first child of that name, of whatever namespace; "" without one."""
    for child in parent.iterchildren(etree.Element):
        if name_of(child) == name:
            return next((str(value) for key, value in child.attrib.items() if str(key).endswith("}val")), "")
    return ""


def is_on(parent: Element, name: str) -> bool:
    """Tell whether there is a child of that name that does not say no."""
    return any(name_of(child) == name for child in parent.iterchildren(etree.Element)) and value_of(
        parent, name
    ) not in ("0", "false", "off")
