"""Where a comment stands: the place that its words stand in, whatever was done around them."""

from collections.abc import Sequence
from typing import Any

import pytest
from forms_filled import W
from lxml import etree
from word_comments import (
    ACTION,
    DECISION,
    INSIGHT,
    OTHER_INSIGHT,
    TITLES,
    Margin,
    commented,
    edited,
    new_run,
    paragraph_with,
    report,
)

from actionlab.exchange.comments.reading import Comment, read_comments
from actionlab.exchange.files.packages import open_package
from actionlab.model.places import place_of

REPORT = report()
SEEN, AGAINST = "De professionals zagen dit vaker (1).", "Er was ook een tegenvoorbeeld (1)."


def comments(margins: Sequence[Margin], content: bytes = REPORT) -> tuple[Comment, ...]:
    return read_comments(open_package(commented(content, margins), "map/rapport.docx")).comments


def comment(on: str, until: str = "") -> Comment:
    """One comment in the report, read back."""
    return comments([Margin(text="Herkenbaar", on=on, until=until)])[0]


def test_a_comment_stands_in_the_place_that_its_words_stand_in() -> None:
    on = {
        TITLES[INSIGHT]: INSIGHT,
        AGAINST: INSIGHT,
        "tegenvoorbeeld (2)": OTHER_INSIGHT,
        TITLES[DECISION]: DECISION,
        TITLES[ACTION]: ACTION,
        "de beleidsadviseur": ACTION,
    }
    found = comments([Margin(text="Eens", on=words) for words in on])
    anchors = {each.anchor: each.position.places for each in found}
    assert anchors == {words: (place_of(record_id),) for words, record_id in on.items()}


@pytest.mark.parametrize(
    "words", ["Terugkoppelrapport gemeente Houten", "Dit is een klein onderzoek.", "Bel elkaar"]
)
def test_a_comment_on_anything_else_stands_in_no_place(words: str) -> None:
    assert comment(on=words).position.places == ()


def test_a_place_counts_for_its_whole_paragraph_or_row_and_no_further() -> None:
    def edit(body: Any) -> None:
        paragraph_with(body, TITLES[DECISION]).append(new_run(" Ook dit."))
        first_cell = paragraph_with(body, TITLES[ACTION])
        first_cell.append(_end_of(body, ACTION))
        next_title = paragraph_with(body, TITLES[OTHER_INSIGHT])
        next_title.insert(1, _end_of(body, INSIGHT))

    content = edited(REPORT, edit)
    on = {"Ook dit.": DECISION, "de beleidsadviseur": ACTION, TITLES[OTHER_INSIGHT]: OTHER_INSIGHT}
    found = comments([Margin(text="Eens", on=words) for words in on], content)
    assert {each.anchor: each.position.places for each in found} == {
        words: (place_of(record_id),) for words, record_id in on.items()
    }


def _end_of(body: Any, record_id: str) -> Any:
    """The mark in the text that ends the place of a record."""
    [start] = (each for each in body.iter(f"{W}bookmarkStart") if each.get(f"{W}name") == place_of(record_id))
    number = start.get(f"{W}id")
    return next(each for each in body.iter(f"{W}bookmarkEnd") if each.get(f"{W}id") == number)


def test_a_paragraph_is_a_heading_by_its_own_level_too() -> None:
    def edit(body: Any) -> None:
        properties = paragraph_with(body, SEEN).find(f"{W}pPr")
        etree.SubElement(properties, f"{W}outlineLvl").set(f"{W}val", "2")

    [found] = comments([Margin(text="Eens", on=AGAINST)], edited(REPORT, edit))
    assert found.position.headings[:2] == (SEEN, TITLES[INSIGHT])


def test_a_comment_over_several_paragraphs_belongs_where_most_of_its_words_are() -> None:
    found = comment(on=AGAINST, until=TITLES[OTHER_INSIGHT])
    assert (found.anchor, found.position.places) == (
        f"{AGAINST} {TITLES[OTHER_INSIGHT]}",
        (place_of(OTHER_INSIGHT),),
    )
    ends_before_the_next = comment(on=SEEN, until=AGAINST)
    assert ends_before_the_next.position.places == (place_of(INSIGHT),)
