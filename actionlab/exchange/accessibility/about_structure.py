"""Structure: headings, lists and room made with the means of Word, and not typed."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from actionlab.exchange.accessibility.findings import Finding, found, shortened
from actionlab.exchange.accessibility.paper import Paper, Paragraph, ordinary_size

_HEADING_MOST = 80
_SENTENCE_ENDS = (".", ":", ";", ",", "!", "?", "…")
_CALLED_HEADING = re.compile(r"(sub)?(heading|kop|kopje|tussenkop)\b.*")
_PLAIN_STYLES = re.compile(
    r"normal.*|standaard.*|default.*|body text.*|text body|platte ?tekst.*|no spacing|geen afstand|"
)
_SIGN = re.compile(r"\s*([-–—•·*▪●○►→o])[ \t\u00a0]+\S")
_COUNTED = re.compile(r"\s*(\d{1,2}|[a-hA-H])[.)][ \t\u00a0]+\S")
# a row of spaces that do not break is a line to write on in a form
_ROOM = re.compile(r" {5,}|\t{3,}|\t *\t *\t")


def about_structure(paper: Paper) -> Iterator[Finding]:
    """Give what was typed where Word has a means for it, and headings that are not in order."""
    yield from _headings(paper)
    yield from _fake_headings(paper.paragraphs)
    yield from _typed_lists(paper.paragraphs)
    yield from _room(paper.paragraphs)


def _headings(paper: Paper) -> Iterator[Finding]:
    above = 0
    for each in paper.paragraphs:
        if not each.level:
            continue
        if not each.text.strip() and not each.holds:
            yield found("heading_empty", each.place)
            continue
        if each.level > above + 1:
            yield found("heading_skipped", each.place, level=each.level, above=above or "–")
        above = each.level


def _fake_headings(paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    ordinary = ordinary_size(paragraphs) or 0
    for each, following in pairwise(paragraphs):
        stands_alone = not each.level and each.table is None and not each.listed and not each.in_contents
        text = each.text.strip()
        if not stands_alone or not text or len(text) > _HEADING_MOST or text.endswith(_SENTENCE_ENDS):
            continue
        if _CALLED_HEADING.fullmatch(each.style) or _is_dressed_up(each, following, ordinary):
            yield found("heading_looks", each.place, text=shortened(text))


def _is_dressed_up(paragraph: Paragraph, following: Paragraph, ordinary: float) -> bool:
    """Tell whether an ordinary paragraph was made to look like a heading of the text that follows it."""
    if not _PLAIN_STYLES.fullmatch(paragraph.style) or not following.text.strip() or following.level:
        return False
    words = [run for run in paragraph.runs if run.text.strip()]
    below = [run for run in following.runs if run.text.strip()]
    is_bold = all(run.looks.bold for run in words) and not all(run.looks.bold for run in below)
    is_larger = min(run.looks.size for run in words) >= ordinary + 2
    return is_bold or is_larger


def _typed_lists(paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    """Give the places where two or more lines after another begin with a sign or a number that was typed."""
    for _, group in groupby(paragraphs, key=lambda each: (each.table, each.in_contents)):
        members = list(group)
        if members[0].in_contents:
            continue
        lines = [(each, line) for each in members for line in each.text.split("\n") if not each.listed]
        at = 0
        while at < len(lines):
            length = _marked(lines, at)
            if length >= 2:
                yield found("list_typed", lines[at][0].place, text=shortened(lines[at][1]))
            at += max(length, 1)


def _marked(lines: Sequence[tuple[Paragraph, str]], at: int) -> int:
    """Give how many lines from here on begin with the same sign, or with numbers that count up."""
    sign, number = _SIGN.match(lines[at][1]), _COUNTED.match(lines[at][1])
    length = 0
    for paragraph, line in lines[at:]:
        same = _SIGN.match(line) if sign else _COUNTED.match(line) if number else None
        if same is None or paragraph.level:
            break
        if sign and same[1] != sign[1]:
            break
        if number and length and not _counts_on(lines[at + length - 1][1], same[1]):
            break
        length += 1
    return length


def _counts_on(before: str, number: str) -> bool:
    former = _COUNTED.match(before)
    if former is None or former[1].isdecimal() != number.isdecimal():
        return False
    return int(number) == int(former[1]) + 1 if number.isdecimal() else ord(number) == ord(former[1]) + 1


def _room(paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    for number, each in enumerate(paragraphs):
        if _ROOM.search(each.text.strip()) and not each.in_contents:
            yield found("spaces", each.place, text=shortened(_ROOM.sub(" … ", each.text)))
        if each.text.strip() or each.holds or each.table is not None or each.level:
            continue
        # Word wants a paragraph between two tables, after a table at the end, and below one in a cell
        is_needed = number + 1 == len(paragraphs) or (number and paragraphs[number - 1].table is not None)
        if not is_needed:
            yield found("empty_paragraphs", each.place)
