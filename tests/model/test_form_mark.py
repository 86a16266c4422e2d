"""The mark of a form survives in pieces that Word keeps, and what is left of it is never taken for more."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionlab.model.form_mark import (
    Mark,
    digest,
    digests,
    from_properties,
    from_reference,
    reference,
    to_properties,
)

WORDS = st.text(max_size=300)
MARKS = st.builds(
    Mark,
    form=st.sampled_from(["observation", "expertise_self_scan"]),
    study=st.from_regex(r"[a-z0-9][a-z0-9-]{0,40}", fullmatch=True),
    version=st.integers(0, 9999),
    about=WORDS.map(str.strip),
    tags=st.lists(WORDS, max_size=40).map(tuple),
    texts=st.frozensets(WORDS.map(digest), max_size=40),
    hints=st.frozensets(WORDS.map(digest), max_size=5),
)


@settings(max_examples=60)
@given(MARKS)
def test_a_mark_comes_back_from_its_properties(mark: Mark) -> None:
    properties = to_properties(mark)

    assert from_properties({"Andere": "iets", **properties}) == mark
    assert max(map(len, properties.values())) <= 255


@settings(max_examples=60)
@given(MARKS)
def test_the_reference_of_a_mark_tells_which_form_it_is(mark: Mark) -> None:
    known = Mark(form=mark.form, study=mark.study, version=mark.version, about=mark.about)

    assert from_reference(reference(mark)) == known


def test_words_before_the_reference_make_no_difference() -> None:
    found = from_reference(
        "Kenmerk van dit formulier:\N{NO-BREAK SPACE} attendance/1/zei-werkzorg/trn-7k3fq2xd "
    )

    assert found == Mark(form="attendance", study="zei-werkzorg", version=1, about="trn-7k3fq2xd")


@pytest.mark.parametrize("text", ["", "Kenmerk:", "observation/hou-driehoek", "observation/een/hou-driehoek"])
def test_what_is_no_reference_is_none(text: str) -> None:
    assert from_reference(text) is None


@pytest.mark.parametrize("gone", ["actionlab.1", "actionlab.2"])
def test_properties_of_which_a_piece_is_gone_are_no_mark(gone: str) -> None:
    mark = Mark(
        form="observation", study="hou-driehoek", version=1, tags=tuple(f"present.{n}" for n in range(40))
    )
    properties = to_properties(mark)
    del properties[gone]

    assert from_properties(properties) is None


@pytest.mark.parametrize("other", ["een  twee\ndrie", " een\ttwee\N{NO-BREAK SPACE}drie "])
def test_kinds_of_space_make_no_other_digest(other: str) -> None:
    assert digest(other) == digest("een twee drie")


def test_ways_to_write_an_accent_make_no_other_digest_and_other_words_do() -> None:
    assert digest("cafe\N{COMBINING ACUTE ACCENT}") == digest("café")
    assert digest("cafe") != digest("café")


def test_blank_texts_have_no_digest() -> None:
    assert digests(["", " \n", "tekst"]) == {digest("tekst")}
