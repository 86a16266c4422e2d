"""Words: links and fields that say what they are for, and what only a person can judge."""

import re
from collections.abc import Iterator

from actionlab.exchange.accessibility.findings import Finding, found, shortened
from actionlab.exchange.accessibility.paper import Paper, Paragraph

_ADDRESS = re.compile(r"(?i)(https?://|www\.)\S+")
_ADDRESS_MOST = 40
_SAYS_NOTHING = re.compile(
    r"(?i)(klik|klik hier|klik op deze link|hier|lees meer|lees verder|meer|meer informatie|meer info|link"
    r"|deze link|website|deze pagina|bekijk|download|zie hier|click|click here|here|read more|more|this link"
    r"|more information|this page|learn more)[\s.…>»:]*"
)
_ABBREVIATION = re.compile(r"\b[A-Z][A-Z&]{1,5}\b")
_WORD = re.compile(r"\w+")
_MARGIN_WORDS_LEAST = 3
_ABBREVIATIONS_NAMED = 12


def about_words(paper: Paper) -> Iterator[Finding]:
    """Give links and fields that do not say what they are, and notes on what a person has to judge."""
    for link in paper.links:
        if _ADDRESS.fullmatch(link.text) and len(link.text) > _ADDRESS_MOST:
            yield found("link_address", link.place, text=shortened(link.text))
        elif _SAYS_NOTHING.fullmatch(link.text):
            yield found("link_text", link.place, text=shortened(link.text))
    for field in paper.fields:
        if not field.name:
            yield found("field_name", field.place)
    yield from _margins(paper)
    yield from _colours(paper.paragraphs)
    yield from _abbreviations(paper)


def _margins(paper: Paper) -> Iterator[Finding]:
    body = _words(" ".join(each.text for each in paper.paragraphs) + " " + paper.title)
    for margin in paper.margins:
        if margin.sort.endswith("notes"):
            n = sum(1 for each in margin.paragraphs if each.text.strip())
            if n:
                yield found("footnotes", n=n)
            continue
        for each in margin.paragraphs:
            for piece in re.split(r"[\t\n]|\s[|·•–]\s", each.text):
                if len(_words(piece)) >= _MARGIN_WORDS_LEAST and not _words(piece) <= body:
                    yield found("margin_text", text=shortened(piece))


def _colours(paragraphs: tuple[Paragraph, ...]) -> Iterator[Finding]:
    for each in paragraphs:
        shown = {run.looks.colour for run in each.runs if run.text.strip() and not run.is_link}
        if len(shown) > 1:
            yield found("colour_meaning", each.place)


def _abbreviations(paper: Paper) -> Iterator[Finding]:
    text = "\n".join(each.text for each in paper.paragraphs)
    if text.isupper():
        return
    used = dict.fromkeys(_ABBREVIATION.findall(text))
    open_ones = [word for word in used if f"({word}" not in text and f"{word} (" not in text]
    if open_ones:
        more = ", …" if len(open_ones) > _ABBREVIATIONS_NAMED else ""
        yield found("abbreviations", words=", ".join(open_ones[:_ABBREVIATIONS_NAMED]) + more)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))
