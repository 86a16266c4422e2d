"""The voice of a report: its wording, with numbers, dates and words of the vocabulary in its language."""

import datetime as dt
from collections.abc import Iterable, Sequence

from actionlab.model import vocabulary
from actionlab.model.places import source_place
from actionlab.report import format as fmt
from actionlab.report.blocks import Paragraph, Run
from actionlab.report.wording import Wording


class Voice:
    """Says things in one language with one wording; holds no facts of its own."""

    def __init__(self, wording: Wording, language: str = "nl") -> None:
        self.wording = wording
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """Give a sentence of the wording with its placeholders filled."""
        return self.wording(key, **values)

    def runs(self, key: str, **values: str | tuple[Run, ...]) -> tuple[Run, ...]:
        """Give a sentence of the wording as runs; a value may be runs itself."""
        return self.wording.runs(key, **values)

    def count(self, key: str, n: int, **values: object) -> str:
        """Give the sentence for one or for many things."""
        return self.wording.count(key, n, **values)

    def term(self, listed_in: str, answer: object) -> str:
        """Give the word people read for an answer; *niet vastgelegd* when it is missing."""
        if answer is None:
            return self("general.not_recorded")
        return vocabulary.label(listed_in, str(answer), self.language)

    def terms(self, listed_in: str, answers: Iterable[str]) -> str:
        """Give several words as one phrase: "a, b en c"."""
        return self.phrase([self.term(listed_in, answer) for answer in answers])

    def roles(self, roles: Iterable[str]) -> str:
        """Give roles in the plural as one phrase: "klantmanagers en jobcoaches"."""
        known = self.wording.keys()
        said = [
            self(f"roles.{role}") if f"roles.{role}" in known else self.term("role", role) for role in roles
        ]
        return self.phrase(said)

    def phrase(self, items: Sequence[str]) -> str:
        """Give items as one phrase: "a, b en c"."""
        return fmt.enumeration(items, self.language)

    def day(self, when: dt.date | None) -> str:
        """Give a day in full, or *niet vastgelegd*."""
        return fmt.day(when, self.language) if when else self("general.not_recorded")

    def month(self, when: dt.date) -> str:
        """Give the month of a day: "maart 2026"."""
        return fmt.month(when, self.language)

    def period(self, start: dt.date | None, end: dt.date | None) -> str:
        """Give a period in months."""
        return fmt.period(start, end, self.language)

    def number(self, value: float, decimals: int | None = None) -> str:
        """Give a number with a decimal comma; with two decimals at most, or exactly as many as asked for."""
        return fmt.number(value, decimals, self.language)

    def percent(self, percents: int) -> str:
        """Give whole percents: "58%"."""
        return fmt.percent(percents / 100, self.language)

    def source(self, number: int) -> Run:
        """Give the number of a source, as a link to where it is described."""
        return Run(self("sources.label", number=number), link=source_place(number))

    def sources(self, numbers: Sequence[int]) -> tuple[Run, ...]:
        """Give source numbers as one phrase of links; three or more in a row: "[1] tot en met [4]"."""
        parts: list[tuple[Run, ...]] = []
        for first, last in _in_a_row(sorted(set(numbers))):
            if last - first < 2:
                parts += [(self.source(each),) for each in range(first, last + 1)]
            else:
                ends = {"first": (self.source(first),), "last": (self.source(last),)}
                parts.append(self.runs("insights.range", **ends))
        # the phrase decides what stands between the numbers
        marks = [f"\0{place}\0" for place in range(len(parts))]
        pieces = self.phrase(marks).split("\0")
        return tuple(
            run
            for place, piece in enumerate(pieces)
            for run in (parts[int(piece)] if place % 2 else (Run(piece),))
            if run.text
        )


def _in_a_row(numbers: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def label(text: str) -> Paragraph:
    """Give a line that names what comes below it, set apart by weight."""
    return Paragraph((Run(text, strong=True),))


def named(name: str, text: str) -> Paragraph:
    """Give a text behind its name, which is set apart by weight."""
    return Paragraph((Run(name, strong=True), Run(f" {text}")))


def sentence(text: str) -> str:
    """Give a text with a capital first, and with a full stop when it has no end of its own."""
    trimmed = text.strip()
    ended = trimmed if trimmed.endswith((".", "!", "?", "…", ":", "’", "'", '"')) else f"{trimmed}."
    return capital(ended)


def capital(text: str) -> str:
    """Give a text with a capital first; the rest stays as it is."""
    return text[:1].upper() + text[1:]
