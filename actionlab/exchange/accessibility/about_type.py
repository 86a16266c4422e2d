"""Type: letters that can be read, in their font, size, colour and lines."""

import re
from collections.abc import Iterator

from actionlab.exchange.accessibility.colours import contrast
from actionlab.exchange.accessibility.findings import Finding, figure, found, shortened
from actionlab.exchange.accessibility.looks import line_spacing
from actionlab.exchange.accessibility.paper import Paper, Paragraph, ordinary_size

_CONTRAST_LEAST, _OF_LARGE_TEXT = 4.5, 3.0
_SIZE_LEAST, _SMALL_PRINT_LEAST, _MARGIN_LEAST = 11.0, 10.0, 8.0
_SPACING_LEAST = 1.15
# about a line: shorter ones have no line below them to keep away from
_MORE_THAN_A_LINE = 90
_CAPITALS_LEAST = 20
_LETTER = re.compile(r"[^\W\d_]")
_SET_LEFT = frozenset({"", "left", "start"})
_JUSTIFIED = frozenset({"both", "distribute", "thaiDistribute", "lowKashida", "mediumKashida", "highKashida"})
_SINGLE_LINES = re.compile(r"title|titel|subtitle|ondertitel|caption|bijschrift|toc.*|inhopg.*")
_SERIF = re.compile(
    r"(?i)(times|cambria|georgia|garamond|palatino|book antiqua|bookman|century|constantia|baskerville|didot"
    r"|bodoni|rockwell|caslon|minion|liberation serif|dejavu serif|noto serif|courier|perpetua|sitka|charter"
    r"|goudy|playfair|merriweather|lora|sylfaen|high tower|californian).*"
)


def about_type(paper: Paper) -> Iterator[Finding]:
    """Give where letters are hard to read."""
    for each in paper.paragraphs:
        yield from _runs(each, _SMALL_PRINT_LEAST)
        yield from _lines(each)
    size = ordinary_size(paper.paragraphs)
    # smaller ones are named one by one
    if size is not None and _SMALL_PRINT_LEAST <= size < _SIZE_LEAST:
        yield found("type_small", size=figure(size))
    for margin in paper.margins:
        for each in margin.paragraphs:
            yield from _runs(each, _MARGIN_LEAST)


def _runs(paragraph: Paragraph, size_least: float) -> Iterator[Finding]:
    for run in paragraph.runs:
        looks = run.looks
        if not run.text.strip():
            continue
        least = _OF_LARGE_TEXT if looks.is_large else _CONTRAST_LEAST
        ratio = contrast(looks.colour, looks.background)
        if ratio < least:
            yield found(
                "contrast",
                paragraph.place,
                colour=looks.colour,
                background=looks.background,
                # rounded down, so that it never seems to be enough
                ratio=figure(int(ratio * 100) / 100),
                least=figure(least),
            )
        if _SERIF.fullmatch(looks.font):
            yield found("font_serif", paragraph.place, font=looks.font)
        if looks.size < size_least:
            yield found("type_tiny", paragraph.place, size=figure(looks.size))
        elif looks.size < _SIZE_LEAST and size_least > _MARGIN_LEAST:
            yield found("type_small_print", paragraph.place, size=figure(looks.size))
        if looks.underlined and not run.is_link:
            yield found("underline", paragraph.place, text=shortened(run.text))
    yield from _capitals(paragraph)


def _capitals(paragraph: Paragraph) -> Iterator[Finding]:
    by_looks = [run for run in paragraph.runs if run.looks.caps and len(_LETTER.findall(run.text)) > 3]
    letters = _LETTER.findall(paragraph.text)
    typed = len(letters) >= _CAPITALS_LEAST and all(each.isupper() for each in letters)
    if by_looks or typed:
        yield found("all_caps", paragraph.place, text=shortened(paragraph.text))


def _lines(paragraph: Paragraph) -> Iterator[Finding]:
    words = [run for run in paragraph.runs if run.text.strip()]
    aligned = paragraph.properties.get("jc", {}).get("val", "")
    is_long = len(paragraph.text) > _MORE_THAN_A_LINE
    if words and aligned in _JUSTIFIED and (is_long or paragraph.table is None):
        yield found("justified", paragraph.place)
    if not is_long or paragraph.level or paragraph.in_contents or _SINGLE_LINES.fullmatch(paragraph.style):
        return
    if aligned not in _SET_LEFT | _JUSTIFIED:
        yield found("not_left", paragraph.place)
    spacing = line_spacing(paragraph.properties, max(run.looks.size for run in words) if words else 11)
    if spacing < _SPACING_LEAST - 0.005:
        yield found("line_spacing", paragraph.place, spacing=figure(spacing))
