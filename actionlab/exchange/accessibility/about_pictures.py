"""Pictures: what is drawn is in line with the text, and is told in words and numbers as well."""

import re
from collections.abc import Iterator

from actionlab.exchange.accessibility.findings import Finding, found, shortened
from actionlab.exchange.accessibility.paper import Paper, Picture

_BLOCKS_NEAR = 6
_SAYS_NOTHING = re.compile(
    r"(?i).*\.(png|jpe?g|gif|bmp|tiff?|svg|emf|wmf)"
    r"|(afbeelding|picture|image|foto|photo|img|figuur|figure|grafiek|chart|diagram|logo|shape|vorm)[\s\-_]*\d*"
)


def about_pictures(paper: Paper) -> Iterator[Finding]:
    """Give what is wrong with pictures, charts and shapes, and where words are drawn or stand in a box."""
    for place in paper.text_boxes:
        yield found("text_box", place)
    for each in paper.pictures:
        if each.is_word_art:
            yield found("word_art", each.place)
            continue
        if each.floats:
            yield found("floating", each.place)
        yield from _description(each)
    for margin in paper.margins:
        for each in margin.pictures:
            # around the text pictures may stand anywhere: who cannot see them skips them
            yield from _description(each)
    yield from _charts(paper)


def _description(picture: Picture) -> Iterator[Finding]:
    if picture.is_decorative:
        return
    if not picture.description:
        yield found("alt_text", picture.place)
    elif _SAYS_NOTHING.fullmatch(picture.description):
        yield found("alt_text_says_nothing", picture.place, text=shortened(picture.description))


def _charts(paper: Paper) -> Iterator[Finding]:
    for at, (sort, place) in enumerate(paper.order):
        if sort == "chart" and not (_has_table(paper, at, 1) or _has_table(paper, at, -1)):
            yield found("chart_without_table", place)


def _has_table(paper: Paper, at: int, step: int) -> bool:
    """Tell whether a table stands near, before a heading comes in between."""
    steps = 0
    at += step
    while 0 <= at < len(paper.order) and steps < _BLOCKS_NEAR:
        sort = paper.order[at][0]
        if sort in ("table", "heading"):
            return sort == "table"
        steps += 1
        at += step
    return False
