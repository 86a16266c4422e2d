"""Reading: what a report says of its sources, taken from nothing but its text."""

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from builders import section

from actionlab.model.vocabulary import VOCABULARY

KINDS = {
    "waarneming": "observation",
    "trainingsbijeenkomst": "training",
    "overleg": "meeting",
    "meting": "measurement",
}
MONTHS = {
    "januari": "01",
    "februari": "02",
    "maart": "03",
    "april": "04",
    "mei": "05",
    "juni": "06",
    "juli": "07",
    "augustus": "08",
    "september": "09",
    "oktober": "10",
    "november": "11",
    "december": "12",
}
# the columns of the theme pages with a row for each observation: of the text, and of what describes it
COLUMNS = {
    "Wat ontbrak in de studie": ("Wat ontbrak of hinderde", ("Moment",)),
    "Gesprekken over werk in de studie": ("Wat opende of sloot het gesprek", ("Situatie", "Wie waren erbij")),
}
# what a theme page says in a cell, or by leaving out the column, of a moment that it does not describe
UNSAID = "niet genoemd"
UNDESCRIBED = "verder niet beschreven"
Facts = frozenset[tuple[str, str]]


class Row(NamedTuple):
    """A row of a theme page: the text in it, and the cells that describe where it was seen."""

    study: str
    text: str
    cells: Facts


class Source(NamedTuple):
    """A numbered source: its study and kind, what the list says of it, and the text it is quoted with."""

    study: str
    kind: str
    facts: Facts
    text: str | None


class Report(NamedTuple):
    """What a report says of its sources: by number, by the title of an insight, and in theme pages."""

    sources: dict[int, Source]
    numbers: dict[str, list[int]]
    rows: list[Row]


def read(text: str) -> Report:
    """Read the text of a report for a municipality or the public."""
    described = dict(_described(section(text, "Bijlage: bronnen")))
    study, title = "", ""
    studies: dict[int, str] = {}
    texts: dict[int, str] = {}
    numbers: dict[str, list[int]] = {}
    lines = section(text, "Wat hebben we geleerd?").splitlines()
    for line, below in itertools.pairwise([*lines, ""]):
        if below and set(below) == {"-"}:
            study = line
        elif below and set(below) == {"~"}:
            title = line
        for number in _numbers(line):
            studies[number] = study
            numbers.setdefault(title, []).append(number)
        if example := re.fullmatch(r"- (.*) \[(\d+)\]", line):
            texts[int(example[2])] = example[1]
    sources = {
        number: Source(studies[number], kind, facts, texts.get(number))
        for number, (kind, facts) in described.items()
    }
    return Report(sources, numbers, list(_rows(text)))


def _described(text: str) -> Iterator[tuple[int, tuple[str, Facts]]]:
    for numbers, line in re.findall(r"\* Nummer: (.*)\n  Bron: (.*)", text):
        kind, *said = line.split(", ")
        facts = frozenset(_fact(each) for each in said if each != UNDESCRIBED)
        for number in _numbers(numbers):
            yield number, (KINDS[kind.casefold()], facts)


def _fact(said: str) -> tuple[str, str]:
    month, _, year = said.partition(" ")
    if month in MONTHS:
        return "month", f"{year}-{MONTHS[month]}"
    if said.startswith("fase "):
        return "phase", _term("phase", said.removeprefix("fase "))
    setting = _term("setting", said)
    return ("setting", setting) if setting else ("instrument", _term("instrument", said))


def _term(listed_in: str, words: str) -> str:
    return next((term for term, (dutch, _) in VOCABULARY[listed_in].items() if dutch == words), "")


def _numbers(line: str) -> Iterator[int]:
    for first, last in re.findall(r"\[(\d+)\](?: tot en met \[(\d+)\])?", line):
        yield from range(int(first), int(last or first) + 1)


def _rows(text: str) -> Iterator[Row]:
    for caption, (told, describing) in COLUMNS.items():
        for table in re.findall(rf"\[{caption} ‘.*?’\]\n(?:[* ] .*\n)+", text):
            study = table[table.index("‘") + 1 : table.index("’")]
            for row in table.split("\n* ")[1:]:
                cells = dict(cell.strip().split(": ", 1) for cell in row.strip().split("\n"))
                found = cells[told].split(" (")[0]
                yield Row(study, found, frozenset((name, cells.get(name, UNSAID)) for name in describing))
