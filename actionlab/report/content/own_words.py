"""Own words: what the author wrote for the parts of a letter or a card (record kind *note*)."""

from actionlab.analysis.findings import Findings

_MARKS = ("- ", "* ", "• ")


def own_text(findings: Findings, section: str) -> str:
    """Give everything that was written for a section, in order, a line end between; "" when nothing was."""
    return "\n".join(map(str.strip, findings.own_texts(section)))


def own_paragraphs(findings: Findings, section: str) -> tuple[str, ...]:
    """Give the paragraphs that were written for a section: every line that holds something."""
    return tuple(line.strip() for line in own_text(findings, section).splitlines() if line.strip())


def own_items(findings: Findings, section: str) -> tuple[str, ...]:
    """Give the items that were written for a section, one a line, without the dash or number before it."""
    return tuple(_unmarked(line) for line in own_paragraphs(findings, section))


def _unmarked(line: str) -> str:
    for mark in _MARKS:
        line = line.removeprefix(mark)
    number, dot, rest = line.partition(". ")
    return rest.strip() if dot and number.isdecimal() else line.strip()
