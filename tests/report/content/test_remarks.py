"""What authors say themselves: paragraphs, lists, and a line that says whose words they are."""

from builders import FEEDBACK

from actionlab.report.blocks import Bullets, Paragraph, plain
from actionlab.report.content.remarks import remarks
from actionlab.report.content.voice import Voice
from actionlab.report.wording import read_wording

VOICE = Voice(read_wording(FEEDBACK, FEEDBACK, "feedback.nl.toml"))


def told(*texts: str) -> list[str | tuple[str, ...]]:
    """The words of each block below the line that says whose they are; a list is a tuple."""
    whose, *rest = remarks(texts, VOICE)
    assert isinstance(whose, Paragraph)
    assert plain(whose.text) == "Toelichting van de onderzoekers:"
    return [
        tuple(plain(item) for item in each.items) if isinstance(each, Bullets) else plain(each.text)
        for each in rest
        if isinstance(each, Bullets | Paragraph)
    ]


def test_without_a_text_there_is_no_line_that_says_whose_it_is() -> None:
    assert remarks((), VOICE) == []


def test_an_empty_line_begins_a_paragraph_and_dashes_make_a_list() -> None:
    text = "Eerst dit.\nEn dit.\n\nDan dat:\n- een\n-  twee \n\n- drie\nTot slot."
    assert told(text) == ["Eerst dit.\nEn dit.", "Dan dat:", ("een", "twee"), ("drie",), "Tot slot."]


def test_a_dash_without_a_text_or_inside_a_line_is_no_list() -> None:
    assert told("-\nA - b\n-5 graden") == ["-\nA - b\n-5 graden"]


def test_texts_of_several_notes_stand_below_one_line() -> None:
    assert told("Een.", "Twee.") == ["Een.", "Twee."]
