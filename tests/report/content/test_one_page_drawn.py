"""Letter, practice card and cards as LibreOffice draws them: one page, and four cards on a page."""

import re
import shutil
from typing import Any

import pytest
from builders import CHECKOUT, HOUTEN, example, insight, observation, record, study, supported_by
from documents import cards_of, conference_of, letter_of

from actionlab.exchange.pdf import to_pdf
from actionlab.model.records import Record
from actionlab.report.blocks import Document, Heading, PageBreak
from actionlab.report.word.rendering import render_word

SOFFICE = shutil.which("soffice")
STYLE = (CHECKOUT / "templates" / "house-style.docx").read_bytes()
ABOUT: dict[str, Any] = {
    "synthetic": True,
    "contact": "het kenniscentrum",
    "knowledge_institute": "De hogeschool",
}
SENTENCE = (
    "In gesprekken waarin de klantmanager eerst vroeg wat de inwoner zelf wilde bespreken, duurde het langer"
    " voordat er afspraken kwamen, maar die werden daarna wel beter onthouden door iedereen. "
)

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        SOFFICE is None,
        reason="NOT CHECKED: install LibreOffice to see that a letter and a card are one page",
    ),
]


def pages(document: Document) -> int:
    """Give the number of pages of a document as LibreOffice prints it."""
    made = to_pdf(render_word(document, STYLE, on_paper=True), title=document.title)
    return len(re.findall(rb"/Type */Page[^s]", made.content))


def wordy(sentences: int, insights: int) -> list[Record[Any]]:
    """A study in which every text has so many long sentences."""
    long = (SENTENCE * sentences).strip()
    approach = record("approach", "app-1", title=SENTENCE, target_group=long, core_elements=[long] * 6)
    days = ("2026-01-01", "2026-01-02", "2026-01-03")
    kinds = ("workplace", "training", "team_meeting")
    seen = [
        observation(f"obs-{place}", date=day, setting=kind)
        for place, (day, kind) in enumerate(zip(days, kinds, strict=True))
    ]
    refs = supported_by(*(each.id for each in seen))
    shared: dict[str, Any] = {"evidence": refs, "share_regionally": True, "counter": long}
    learned = [
        insight(f"ins-{place}", title=SENTENCE, statement=long, transferability=long, **shared)
        for place in range(insights)
    ]
    asked = [record("decision", question=long, answer=answer, reason=long) for answer in ("yes", "no", None)]
    agreed = [record("action", description=long, result=long, status="done") for _ in range(4)]
    items = [
        record("agenda_item", text=long, municipalities=[HOUTEN], type="learning_question") for _ in range(4)
    ]
    mine = study(title=SENTENCE, approach_id="app-1", mechanism=long, target_group=long)
    return [approach, mine, *seen, *learned, *asked, *agreed, *items]


@pytest.mark.parametrize("study_id", ["hou-driehoek", "hou-zorgkennis"])
def test_the_practice_cards_of_the_example_are_one_page(study_id: str) -> None:
    assert pages(cards_of(example(), study_id, **ABOUT)) == 1


def test_the_letter_of_the_example_is_one_page() -> None:
    assert pages(letter_of(example(), **ABOUT)) == 1


@pytest.mark.parametrize("sentences", [1, 2, 5])
def test_with_long_texts_a_letter_and_a_practice_card_are_still_one_page(sentences: int) -> None:
    world = wordy(sentences, 8)

    assert pages(letter_of(world, **ABOUT)) == 1
    assert pages(cards_of(world, "een", **ABOUT)) == 1


def test_a_municipality_is_one_page_and_a_page_holds_four_cards() -> None:
    blocks = list(conference_of(wordy(3, 9), **ABOUT).blocks)
    breaks = [place for place, block in enumerate(blocks) if isinstance(block, PageBreak)]
    # the pages of municipalities begin with a break; here there is one
    municipality = blocks[breaks[0] + 1 : breaks[1]]
    cut = [Heading("Kaarten", 1), Heading("Negen", 2), *blocks[breaks[-1] :]]

    assert pages(Document(title="T", author="A", blocks=municipality)) == 1
    assert pages(Document(title="T", author="A", blocks=cut)) == 1 + 3
