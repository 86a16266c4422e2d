"""Settings: read and written by one list, with every fault named at once."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionlab.errors import Malformed
from actionlab.model.settings import EXAMPLE, SETTINGS, Settings, read_settings, settings_text


def test_an_empty_file_means_the_defaults() -> None:
    assert read_settings("") == Settings()
    assert read_settings("\ufeff[workspace]\n") == Settings()


def test_every_setting_is_in_the_list_once() -> None:
    assert [each.name for each in SETTINGS] == [field.name for field in msgspec.structs.fields(Settings)]
    assert len({each.place for each in SETTINGS}) == len(SETTINGS)


@given(
    text=st.text(st.characters(exclude_categories=["Cs"])), flag=st.booleans(), number=st.integers(5, 10**6)
)
def test_what_is_written_is_read_again(text: str, flag: bool, number: int) -> None:
    given = Settings(name=text, synthetic=flag, threshold_public=number)

    assert read_settings(settings_text(given)) == given


def test_the_written_file_explains_each_setting() -> None:
    text = settings_text(EXAMPLE)

    assert read_settings(text) == EXAMPLE
    assert text.count("# ") == len(SETTINGS)
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


def test_a_file_that_is_not_toml_is_named() -> None:
    with pytest.raises(Malformed, match=r"actionlab\.toml"):
        read_settings("name = ")
