"""Documents of every kind from records, without a workspace: for tests that read what they say."""

from collections.abc import Iterable
from typing import Any

from builders import CHECKOUT, HOUTEN, TODAY, findings

from actionlab.analysis.agenda import agenda
from actionlab.analysis.region import region, region_scope
from actionlab.model.records import Record, Records
from actionlab.report.blocks import Document, Run
from actionlab.report.content.conference import conference
from actionlab.report.content.feedback import About
from actionlab.report.content.letter import letter
from actionlab.report.content.practice_card import practice_cards
from actionlab.report.text import render_text
from actionlab.report.wording import Wording, read_wording


def wording(name: str) -> Wording:
    """The words of a kind of report, as they come with the program."""
    text = (CHECKOUT / f"templates/reports/{name}.nl.toml").read_text(encoding="utf-8")
    return read_wording(text, text, name)


def letter_of(records: Iterable[Record[Any]], words: Wording | None = None, **about: Any) -> Document:
    """The letter to who took part in Houten."""
    return letter(findings(records, HOUTEN, "public"), words or wording("letter"), About(**about))


def cards_of(
    records: Iterable[Record[Any]],
    *studies: str,
    audience: str = "municipality",
    words: Wording | None = None,
    **about: Any,
) -> Document:
    """The practice cards of these studies in Houten."""
    found = [findings(records, HOUTEN, audience, study_id=study) for study in studies]
    return practice_cards(found, words or wording("practice_card"), About(**about))


def conference_of(records: Iterable[Record[Any]], words: Wording | None = None, **about: Any) -> Document:
    """The pages and cards for a working conference."""
    scope = region_scope(records if isinstance(records, Records) else Records(records))
    words = words or wording("conference")
    return conference(region(scope, TODAY), agenda(scope, TODAY), TODAY, words, About(**about))


def text_of(document: Document) -> str:
    """A document as text on long lines, so that no sentence is broken."""
    return render_text(document, width=10_000)


class Noting(Wording):
    """The wording, noting which of its keys are used."""

    def __init__(self, inner: Wording) -> None:
        super().__init__({})
        self.inner = inner
        self.used: set[str] = set()

    def __call__(self, key: str, **values: object) -> str:
        self.used.add(key)
        return self.inner(key, **values)

    def runs(self, key: str, **values: str | tuple[Run, ...]) -> tuple[Run, ...]:
        self.used.add(key)
        return self.inner.runs(key, **values)

    def lines(self, key: str) -> tuple[tuple[str, str], ...]:
        found = self.inner.lines(key)
        self.used |= {f"{key}.{name}" for name, _ in found}
        return found

    def keys(self) -> frozenset[str]:
        return self.inner.keys()
