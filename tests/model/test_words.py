"""Words: the texts in what is stored."""

from actionlab.model.words import caseless, texts_in


def test_every_text_is_given_however_deep_and_no_name_of_a_field() -> None:
    stored = {"quote": {"text": "een"}, "tags": ["twee", ("drie",)], "n": 4, "none": None, "yes": True}
    assert list(texts_in(stored)) == ["een", "twee", "drie"]


def test_texts_that_differ_in_spaces_and_capitals_are_the_same() -> None:
    assert caseless("  Intake \n gesprek") == caseless("intake gesprek")
