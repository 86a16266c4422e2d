"""Which records a search gives, in which order, and with what around the words."""

from typing import Any

import builders
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionlab.analysis.closeness import EXACT, FORM, INSIDE
from actionlab.analysis.passages import Place
from actionlab.analysis.searching import (
    CHOSEN,
    NothingAsked,
    find,
    occurring,
    phrases,
    words_like,
)
from actionlab.model.records import Records


def seen(record_id: str, text: str, **fields: Any) -> Any:
    return builders.observation(record_id, what_seen=text, **fields)


def found(records: list[Any], *asked: str) -> list[str]:
    return [match.record.id for match in find(asked, Records(records))]


def marked(place: Place) -> list[str]:
    return [place.text[start:end] for start, end in place.spans]


def test_every_word_has_to_occur_anywhere_in_the_record() -> None:
    records = [
        seen("obs-1", "Over regie.", interpretation="Bij de inwoner."),
        seen("obs-2", "Over regie."),
        seen("obs-3", "De inwoner vertelt."),
    ]
    assert found(records, "regie", "inwoner") == ["obs-1"]


def test_words_between_quotes_stand_next_to_each_other_in_any_form() -> None:
    records = [
        seen("obs-1", "Twee gesprekken, aan tafels."),
        seen("obs-2", "Aan tafel was het gesprek."),
        seen("obs-3", "Gesprek aan een tafel."),
    ]
    assert found(records, "gesprek aan tafel") == ["obs-1"]
    assert found(records, "“gesprek aan tafel”") == ["obs-1"]


def test_nearest_first_then_newest_first() -> None:
    records = [
        seen("obs-1", "Een keukentafelgesprek.", date="2026-05-01"),
        seen("obs-2", "Twee gesprekken.", date="2026-04-01"),
        seen("obs-3", "Een gesprek.", date="2026-01-01"),
        seen("obs-4", "Een gesprek.", date="2026-03-01"),
        seen("obs-5", "Stil.", setting="intake_conversation", date="2026-06-01"),
    ]
    matches = find(["gesprek"], Records(records))
    assert [match.record.id for match in matches] == ["obs-4", "obs-3", "obs-2", "obs-1", "obs-5"]
    assert [match.closeness for match in matches] == [EXACT, EXACT, FORM, INSIDE, CHOSEN]


def test_a_match_has_every_place_the_nearest_first_with_each_word_marked_once() -> None:
    record = seen("obs-1", "Keukentafelgesprek over werk.", interpretation="Het GESPREK: gesprekken helpen.")
    (match,) = find(["gesprek", "gesprekken"], [record])
    assert [(place.field, marked(place)) for place in match.places] == [
        ("interpretation", ["GESPREK", "gesprekken"]),
        ("what_seen", ["Keukentafelgesprek"]),
    ]


def test_accents_capitals_and_hyphens_make_no_difference() -> None:
    records = [
        seen("obs-1", "De CLIËNT belde."),
        seen("obs-2", "De clie\N{COMBINING DIAERESIS}nt belde."),
        seen("obs-3", "Met de Wmo-consulent."),
        seen("obs-4", "Twee foto’s"),
    ]
    assert sorted(found(records, "client")) == ["obs-1", "obs-2"]
    assert found(records, "wmo-consulent") == found(records, "WMO consulent") == ["obs-3"]
    assert found(records, "foto") == found(records, "foto's") == ["obs-4"]


def test_re_before_a_vowel_is_found_with_and_without_a_hyphen() -> None:
    records = [seen("obs-1", "Een re-integratietraject."), seen("obs-2", "Over reïntegratie.")]
    for asked in ("reïntegratie", "re-integratie", "reintegratie"):
        assert sorted(found(records, asked)) == ["obs-1", "obs-2"]
    (match,) = find(["reïntegratie"], records[:1])
    assert marked(match.places[0]) == ["re-integratietraject"]


def test_what_follows_an_apostrophe_belongs_to_the_word() -> None:
    records = [seen("obs-1", "Een zzp’er."), seen("obs-2", "Twee cv's van zzp'ers.")]
    assert sorted(found(records, "zzp")) == sorted(found(records, "zzp'er")) == ["obs-1", "obs-2"]
    assert found(records, "cv") == ["obs-2"]


def test_a_word_at_the_begin_of_a_line_is_found() -> None:
    assert found([seen("obs-1", 'Eerst.\nDaarna.\n"Goed" gezegd.')], "daarna", "goed") == ["obs-1"]


def test_a_short_word_is_found_alone_wherever_it_stands() -> None:
    records = [
        seen("obs-1", "Zo:\nik"),
        seen("obs-2", "C:\\nu"),
        seen("obs-3", "Iknu"),
        seen("obs-4", "x\tP1."),
    ]
    assert found(records, "ik") == ["obs-1"]
    assert found(records, "nu") == ["obs-2"]
    assert found(records, "p1") == ["obs-4"]


def test_a_word_without_end_is_looked_through_at_once() -> None:
    endless = "gewerkt" * 20_000
    assert found([seen("obs-1", f"{endless} Gewerkt.")], "werken") == ["obs-1"]
    assert found([seen("obs-1", "Gewerkt.")], endless) == []


def test_a_code_is_found_whole_or_by_a_begin_of_five_characters() -> None:
    records = [seen("obs-k7m2", "Stil.", participants=["HOU-K7M2"]), builders.person("HOU-K7M2")]
    assert sorted(found(records, "hou-k7m2")) == sorted(found(records, "HOU-K7")) == ["HOU-K7M2", "obs-k7m2"]
    assert found(records, "obs-k7m2") == ["obs-k7m2"]
    assert found(records, "hou-") == []


def test_a_municipality_is_found_by_its_name() -> None:
    records = [builders.study("een"), builders.study("twee", municipality=[builders.ZEIST])]
    assert found(records, "zeist") == ["twee"]


def test_text_that_looks_like_a_pattern_is_only_text() -> None:
    assert found([seen("obs-1", "a.b (c+")], "b", "(c+") == ["obs-1"]


@pytest.mark.parametrize("asked", [[], [""], ["?!"], ["_", "…"]])
def test_without_a_letter_or_digit_nothing_can_be_looked_for(asked: list[str]) -> None:
    with pytest.raises(NothingAsked):
        find(asked, Records([]))


def test_a_typed_line_is_taken_apart_in_words_and_phrases() -> None:
    assert phrases('regie "aan tafel" „vaste vraag” ? HOU-K7') == (
        "regie",
        "aan tafel",
        "vaste vraag",
        "HOU-K7",
    )


def test_it_is_known_which_words_do_occur() -> None:
    records = Records([seen("obs-1", "Over regie."), seen("obs-2", "Regierol.")])
    assert occurring(["regie", "taart"], records) == {"regie": 2, "taart": 0}


def test_words_that_somebody_may_have_meant_come_from_what_was_written() -> None:
    records = Records([seen("obs-1", "Stil.\nGesprek, gemeentehuis; Een idee, gek.", setting="workplace")])
    assert words_like("gespek", records) == {"gesprek"}
    assert words_like("ideeen", records) == {"idee"}
    assert words_like("?", records) == frozenset()


def test_around_a_hit_stands_the_rest_of_its_line() -> None:
    (match,) = find(["regie"], [seen("obs-1", "Eerste regel.\nWie heeft de regie?\nLaatste.")])
    passage = match.places[0].around(80)
    assert passage.text == "Wie heeft de regie?"
    assert passage.spans == ((13, 18),)


def test_a_long_line_is_cut_between_words_around_the_hit() -> None:
    text = "Een lange zin die over van alles gaat en waarin de regie pas laat aan de orde komt, en nog meer."
    (match,) = find(["regie"], [seen("obs-1", text)])
    passage = match.places[0].around(40)
    assert passage.text == "…waarin de regie pas laat aan de orde…"
    assert [passage.text[start:end] for start, end in passage.spans] == ["regie"]


def test_of_a_long_line_the_piece_with_most_hits_is_given_with_all_of_them_marked() -> None:
    text = "De regie. " + "Een zin die nergens over gaat. " * 4 + "Vaste vraag: wie heeft de regie?"
    (match,) = find(["regie", "vaste"], [seen("obs-1", text)])
    passage = match.places[0].around(50)
    assert [passage.text[start:end] for start, end in passage.spans] == ["Vaste", "regie"]


def test_a_phrase_that_goes_on_in_the_next_line_is_given_in_one() -> None:
    (match,) = find(["regie bij"], [seen("obs-1", "Eerst.\nDe regie\nbij wie?\nLaatst.")])
    assert match.places[0].around(50).text == "De regie bij wie?"


@settings(max_examples=100, deadline=None)
@given(
    words=st.lists(st.sampled_from(["de", "regie", "inwoner", "é", "langwoordachtig"]), min_size=1),
    width=st.integers(20, 60),
)
def test_a_passage_fits_its_width_and_marks_what_was_asked(words: list[str], width: int) -> None:
    matches = find(["regie"], [seen("obs-1", " ".join(words))])
    assert len(matches) == ("regie" in words)
    for match in matches:
        passage = match.places[0].around(width)
        assert len(passage.text) <= width
        assert {passage.text[start:end] for start, end in passage.spans} == {"regie"}
