"""Drawings: pictures, charts and shapes in a paragraph, and words in boxes outside the flow of the text."""

from collections.abc import Iterator

from actionlab.exchange.accessibility.elements import Element, attribute, child, children, local, within
from actionlab.exchange.accessibility.findings import Place
from actionlab.exchange.accessibility.paper import Picture

_FLAT_WORDS = frozenset({"", "textNoShape", "textPlain"})


def drawings(paragraph: Element, place: Place) -> Iterator[Picture]:
    """Give what is drawn in a paragraph, text boxes apart: those are in `text_boxes`."""
    for each in _first_choice(paragraph, "drawing", "pict", "object"):
        is_word_art = _is_word_art(each)
        if is_word_art or not _boxes(each):
            picture = _drawing(each, place) if local(each) == "drawing" else _older(each, place)
            if picture is not None:
                yield picture


def text_boxes(paragraph: Element) -> int:
    """Give how many boxes with words, and frames, there are in a paragraph."""
    drawn = _first_choice(paragraph, "drawing", "pict")
    boxes = sum(1 for each in drawn if not _is_word_art(each) and _boxes(each))
    return boxes + (child(paragraph, "pPr", "framePr") is not None)


def _drawing(element: Element, place: Place) -> Picture | None:
    frame = child(element, "inline")
    around = child(element, "anchor") if frame is None else frame
    if around is None:
        return None
    told = child(around, "docPr")
    data = child(around, "graphic", "graphicData")
    kind = "" if data is None else attribute(data, "uri").rpartition("/")[2]
    return Picture(
        place=place,
        sort={"chart": "chart", "picture": "picture"}.get(kind, "shape"),
        description="" if told is None else attribute(told, "descr").strip(),
        is_decorative=told is not None and _is_decorative(told),
        floats=frame is None,
        is_word_art=_is_word_art(element),
    )


def _older(element: Element, place: Place) -> Picture | None:
    """Give a drawing in the way of before Word 2007; None for a line across the page."""
    shapes = [each for each in within(element) if attribute(each, "style") or attribute(each, "alt")]
    if any(attribute(each, "hr") for each in shapes):
        return None
    style = " ".join(attribute(each, "style") for each in shapes)
    return Picture(
        place=place,
        sort="picture" if element.find(".//{*}imagedata") is not None else "shape",
        description=next((attribute(each, "alt").strip() for each in shapes if attribute(each, "alt")), ""),
        is_decorative=False,
        floats="position:absolute" in style.replace(" ", ""),
        is_word_art=_is_word_art(element),
    )


def _is_decorative(told: Element) -> bool:
    return any(
        local(each) == "decorative" and attribute(each, "val") in ("1", "true") for each in within(told)
    )


def _is_word_art(element: Element) -> bool:
    if element.find(".//{*}textpath") is not None:
        return True
    bent = (attribute(each, "prst") for each in element.iterfind(".//{*}bodyPr/{*}prstTxWarp"))
    return any(shape not in _FLAT_WORDS for shape in bent)


def _boxes(element: Element) -> bool:
    return element.find(".//{*}txbxContent") is not None


def _first_choice(element: Element, *names: str) -> Iterator[Element]:
    """Give what is drawn, once: what is there for older programs as well is left out."""
    for each in children(element):
        if local(each) in names:
            yield each
        elif local(each) not in ("Fallback", "p"):
            yield from _first_choice(each, *names)
