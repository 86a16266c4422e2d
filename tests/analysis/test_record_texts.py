"""Which texts of a record can be found."""

import builders
import msgspec
import pytest

from actionlab import i18n
from actionlab.analysis.record_texts import CHOSEN, CODE, WRITTEN, readable, texts_of


def test_all_that_people_wrote_is_a_text_also_in_parts_and_lists() -> None:
    found = texts_of(
        builders.observation(
            "obs-0001",
            what_seen="De inwoner vertelt.",
            interpretation="Het helpt.",
            quote={"text": "Fijn zo"},
            tags=["regie", "tafel"],
            barriers=[{"what": "de privacyregels"}],
        )
    )
    written = {(said.field, said.text) for said in found if said.origin == WRITTEN}
    assert written == {
        ("what_seen", "De inwoner vertelt."),
        ("interpretation", "Het helpt."),
        ("quote.text", "Fijn zo"),
        ("tags", "regie"),
        ("tags", "tafel"),
        ("barriers.what", "de privacyregels"),
    }


def test_the_study_of_a_record_is_no_text_of_it_and_the_code_of_a_study_is() -> None:
    assert [said.text for said in texts_of(builders.observation("obs-0001"))][-1] == "obs-0001"
    codes = [said.text for said in texts_of(builders.study("hou-een")) if said.origin == CODE]
    assert codes == ["hou-een"]


def test_codes_and_what_was_chosen_come_last() -> None:
    found = texts_of(
        builders.observation("obs-0001", setting="intake_conversation", participants=["HOU-K7M2"])
    )
    assert [said.origin for said in found] == [WRITTEN, CODE, CODE, CHOSEN]


@pytest.mark.parametrize(
    ("language", "label"), [("nl", "klantmanager"), ("en", "case manager (Work & Income)")]
)
def test_what_was_chosen_is_found_by_its_label_in_the_language_of_the_reader(
    language: str, label: str
) -> None:
    i18n.activate(language)
    found = texts_of(builders.observation(observer_role="klantmanager"))
    chosen = [said.text for said in found if said.origin == CHOSEN]
    assert chosen == [label]


def test_why_a_record_was_changed_is_a_text() -> None:
    changed = msgspec.structs.replace(builders.observation(), why="verkeerde dag")
    assert "verkeerde dag" in [said.text for said in texts_of(changed)]


def test_accents_apart_from_their_letter_are_brought_together() -> None:
    assert readable("clie\N{COMBINING DIAERESIS}nt\r\nen meer") == "cliënt\nen meer"


def test_the_two_letters_ij_are_two_letters_also_where_they_were_typed_as_one() -> None:
    assert readable("t\N{LATIN SMALL LIGATURE IJ}d") == "tijd"
