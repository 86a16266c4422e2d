"""The lists of answers, in two languages."""

import pytest

from actionlab.i18n import activate
from actionlab.model.vocabulary import THEME_CATEGORY, VOCABULARY, find, ids, label, suggest


@pytest.mark.parametrize("listed_in", VOCABULARY)
def test_every_word_has_two_languages_and_is_found_by_each_of_its_names(listed_in: str) -> None:
    for term in ids(listed_in):
        names = (term, label(listed_in, term, "nl"), label(listed_in, term, "en"))
        assert all(names)
        assert {find(listed_in, name) for name in names} == {term}
        assert {find(listed_in, name.upper()) for name in names} == {term}


def test_the_words_are_those_of_the_active_language() -> None:
    activate("nl")
    assert label("decision_answer", "partly") == "deels"
    activate("en")
    assert label("decision_answer", "partly") == "partly"


def test_an_id_of_a_newer_program_comes_back_as_it_is() -> None:
    assert label("signal", "puzzling", "nl") == "puzzling"


def test_a_word_may_be_written_with_spaces_hyphens_or_underscores() -> None:
    assert find("participant_group", "Expert by-experience") == "expert_by_experience"
    assert find("participant_group", "koning") is None


def test_a_mistyped_word_is_answered_with_the_nearest_label() -> None:
    activate("nl")
    assert suggest("phase", "oriëntern") == "oriënteren"
    assert suggest("phase", "refelct") == "reflecteren"
    assert suggest("phase", "qqqq") is None


def test_three_job_titles_are_stored_in_dutch() -> None:
    titles = ("klantmanager", "trajectbegeleider", "jobcoach")
    assert set(titles) <= set(ids("role"))
    assert [label("role", title, "nl") for title in titles] == list(titles)


def test_a_measurement_may_be_assessed_by_oneself() -> None:
    assert ids("assessor_role") == ("self", *ids("role"))
    assert "self" not in ids("role")


def test_every_theme_has_a_category() -> None:
    assert tuple(THEME_CATEGORY) == ids("theme")
    assert set(THEME_CATEGORY.values()) == set(ids("theme_category"))


def test_either_half_of_a_label_with_brackets_is_enough() -> None:
    assert find("moment", "startmeting") == find("moment", "t0") == "baseline"
    assert find("instrument", "GAS") == find("instrument", "doelbereikingsschaal") == "gas"
    assert find("moment", "startmeting (T1)") is None
