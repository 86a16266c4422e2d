"""Settings: read and written by one list, with every fault named at once."""

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from actionlab.errors import Malformed
from actionlab.i18n import activate
from actionlab.model.settings import (
    EXAMPLE,
    SETTINGS,
    Settings,
    lines_of,
    read_settings,
    settings_text,
)

BY_PLACE = {each.place: each for each in SETTINGS}


def test_an_empty_file_means_the_defaults() -> None:
    assert read_settings("") == Settings()
    assert read_settings("\ufeff[workspace]\n") == Settings()


def test_every_setting_is_in_the_list_once() -> None:
    assert [each.name for each in SETTINGS] == [field.name for field in msgspec.structs.fields(Settings)]
    assert len({each.place for each in SETTINGS}) == len(SETTINGS)


@example(text='\x7f "\\', flag=True, number=5)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"])), flag=st.booleans(), number=st.integers(5, 10**6)
)
def test_what_is_written_is_read_again(text: str, flag: bool, number: int) -> None:
    given = Settings(name=text, synthetic=flag, threshold_public=number)

    assert read_settings(settings_text(given)) == given


def test_the_written_file_explains_each_setting() -> None:
    text = settings_text(EXAMPLE)

    assert read_settings(text) == EXAMPLE
    told = [line for line in text.splitlines() if line.startswith("# ")]
    assert len(told) == len({*told}) == len(SETTINGS)
    assert all(line.endswith(".") for line in told)
    assert 'platform = "kennisplatform Utrecht Sociaal"' in text


def test_all_faults_are_named_at_once() -> None:
    text = """
        nonsense = 1
        retention = 10
        [workspace]
        name = 3
        read_onyl = true
        synthetic = 1
        [thresholds]
        municipality = 4
        public = true
    """

    with pytest.raises(Malformed) as refused:
        read_settings(text)

    said = str(refused.value)
    for place in (
        "nonsense",
        "[retention]",
        "workspace.name",
        "workspace.read_onyl",
        "workspace.synthetic",
        "thresholds.municipality",
        "thresholds.public",
    ):
        assert place in said
    assert len(refused.value.problems) == 7


def test_yes_is_no_number() -> None:
    with pytest.raises(Malformed, match=r"retention\.years"):
        read_settings("[retention]\nyears = true")


def test_a_file_that_is_not_toml_is_named() -> None:
    activate("en")
    with pytest.raises(Malformed, match=r"actionlab\.toml.* line 1\."):
        read_settings("name = ")
    with pytest.raises(Malformed, match=r"line 3\."):
        read_settings("[workspace]\n\nname = Houten\n")
    with pytest.raises(Malformed, match=r"line 2\."):
        read_settings("# eerst\n[workspace")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("[workspace]\nread_onyl = true", "workspace.read_only"),
        ("[worksapce]\nname = 'x'", "workspace"),
        ("[workspace]\nknowledge_institute = 'x'", "programme.knowledge_institute"),
        ("key_file_months = 3", "retention.key_file_months"),
        ("[programme]\nnaam = 'x'", "programme.name"),
        ("[workspace]\nnaam = 'x'", "workspace.name"),
    ],
)
def test_a_mistyped_setting_is_refused_with_the_nearest(text: str, near: str) -> None:
    with pytest.raises(Malformed) as refused:
        read_settings(text)

    assert [problem.facts.get("near") for problem in refused.value.problems] == [near]


def test_a_setting_that_looks_like_none_is_refused_without_a_guess() -> None:
    with pytest.raises(Malformed) as refused:
        read_settings("[workspace]\nzzzzzzzz = 1")

    assert [problem.facts["place"] for problem in refused.value.problems] == ["workspace.zzzzzzzz"]
    assert "near" not in refused.value.problems[0].facts


def test_every_setting_of_a_written_file_is_found_on_its_line() -> None:
    text = settings_text(EXAMPLE)

    found = lines_of(text)

    assert found.keys() == BY_PLACE.keys()
    for place, line in found.items():
        assert text.splitlines()[line - 1].startswith(f"{BY_PLACE[place].key} = ")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {}),
        ("# name = 'x'\n[workspace]\n", {}),
        ("\ufeff[workspace]\r\nname = 'x'\r\n", {"workspace.name": 2}),
        ("[workspace]\ncontact = 'name = x'", {"workspace.contact": 2}),
        ("[workspace]\n\n[programme]\nname = 'y'", {"programme.name": 4}),
        ("[workspace]\ncontact = '''\nname = 'x'\n'''", {"workspace.contact": 4}),
        ("retention.years = 3", {"retention.years": 1}),
        ("thresholds = { public = 9 }", {"thresholds.public": 1}),
    ],
)
def test_only_what_is_a_setting_counts_as_its_line(text: str, found: dict[str, int]) -> None:
    assert lines_of(text) == found
