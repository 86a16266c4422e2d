"""The screen as a whole: capitals, what is known, masks, overlap, and that no text makes it slow."""

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionlab.privacy.hits import HIT_KINDS, Hit
from actionlab.privacy.screen import look, mask, without_known

YEAR = 2026
STRUCTURED = {"bsn", "iban", "email", "phone", "address", "birth_date"}
CAPITALS = """
    We spraken «Bouchaib» daar over | de werkplaats «Groeikans» doet mee
    samen met «Bouchaib» en de jobcoach | volgens «De Haas-Wiersma» was het goed | bijv. «Tjibbe» kwam
    o.a. «Tjibbe» kwam | (met «Tjibbe») | en «el-Masri» | met «Tjibbe van der Zwaag» erbij
    naar «Tjibbe's» werk | de inwoner «Tjibbeltje» kwam
"""
KNOWN = """
    in Houten en Zeist | de Participatiewet en de Wmo | de gemeente Wijk bij Duurstede
    een Houtense inwoner | in Houten-Zuid | de Utrechtse aanpak | op maandag en in de Kerst
    via WhatsApp, Teams en Excel | het UWV en de GGZ | Hogeschool Utrecht | een Nederlandse les
    zei: "Ik wil werken" | vroeg zij: Wat nu? | (De inwoner kwam later) | de W&I-medewerker
    een Wmo-consulent | bijv. in Houten | de training 'Het gesprek over werk' | een UWV'er | Regio Utrecht
    in 't Goy | in Nederland en België | de Eerste Kamer | in Den Haag | Jobcoach en Klantmanager
    met de Klantmanagers | Sociaal Team Houten | trede 3. Daarna verder | o.a. in Zeist
    de VNG, Divosa en het CBS | de Gemeente heeft | College van B&W | een AVG-check | op de A12 | kamer B
    met een BBL-traject | deelnemer HOU-K7M2 | dat? Ja! Nee.
"""


def rows(table: str) -> list[str]:
    """Give the rows of a table."""
    return [row.strip() for line in table.strip().splitlines() for row in line.split(" | ")]


def pieces(text: str) -> list[tuple[str, str]]:
    """Give what is found in a text: the kind and the piece."""
    return [(hit.kind, text[hit.start : hit.end]) for hit in look(text, year=YEAR)]


@pytest.mark.parametrize("row", rows(CAPITALS))
def test_an_unknown_word_with_a_capital_is_asked_about(row: str) -> None:
    found = row[row.index("«") + 1 : row.index("»")]
    hits = pieces(row.replace("«", "").replace("»", ""))

    assert [kind in ("capital", "name") and piece for kind, piece in hits] == [found]


@pytest.mark.parametrize("text", rows(KNOWN))
def test_a_known_word_with_a_capital_is_not(text: str) -> None:
    assert look(text, year=YEAR) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Groeikans doet mee.",
        "Dat is klaar. Groeikans doet mee.",
        "- Groeikans doet mee",
        "1. Groeikans\n2. Leerloods",
        "a) Groeikans",
        "Zij vraagt: Groeikans of niet",
        "Cyclus 1 - Groeikans",
        "Werkt het… Groeikans doet mee",
        "Hij zegt ‘Groeikans is leuk’",
        "Eerst dit\nGroeikans daarna",
    ],
)
def test_the_first_word_of_a_sentence_is_not_asked_about(text: str) -> None:
    assert look(text, year=YEAR) == ()


def test_words_in_a_row_are_one_hit() -> None:
    assert pieces("Zij belde Bouchaib van der Zwaag vandaag.") == [("capital", "Bouchaib van der Zwaag")]


def test_every_kind_says_what_it_is_and_what_to_write_instead() -> None:
    assert {kind.id for kind in HIT_KINDS.values() if kind.structured} == STRUCTURED
    for key, kind in HIT_KINDS.items():
        assert key == kind.id
        assert kind.label
        assert kind.advice.endswith(".")
        assert kind.mask.startswith("[")


@pytest.mark.parametrize("kind", HIT_KINDS)
def test_a_mask_is_not_found_again(kind: str) -> None:
    text = mask("Dit staat er dan.", [Hit(kind, 4, 9)])

    assert text == f"Dit {HIT_KINDS[kind].mask} er dan."
    assert look(text, year=YEAR) == ()


def test_a_mask_replaces_every_hit_and_nothing_else() -> None:
    text = "Mw. Jansen (06-12345678, j@voorbeeld.nl) heeft adhd."

    masked = mask(text, look(text, year=YEAR))

    assert masked == "Mw. [naam] ([telefoonnummer], [e-mailadres]) heeft [gezondheid]."
    assert look(masked, year=YEAR) == ()


def test_the_order_of_hits_makes_no_difference_to_a_mask() -> None:
    text = "Mw. Jansen en dhr. Bakker"
    hits = look(text, year=YEAR)

    assert mask(text, hits[::-1]) == mask(text, hits) == "Mw. [naam] en dhr. [naam]"


def test_a_structured_hit_stays_before_one_that_is_asked_about() -> None:
    assert pieces("zaaknummer 123456782") == [("bsn", "123456782")]
    assert pieces("naar Dorpsstraat 12, 3991 AB") == [("address", "Dorpsstraat 12, 3991 AB")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bij de werkplaats Groeikans", {"groeikans"}),
        ("bij Groeikans Van Der Linde", {"groeikans", "linde"}),
        ("bij Groeikans-Oost", {"groeikans", "oost"}),
        ("bij Groeikans & Co-Op daar", {"groeikans", "co-op"}),
        ("vraagt naar een diagnose", {"diagnose"}),
        ("is licht verstandelijk beperkt", {"licht verstandelijk beperkt"}),
        ("klantmanager Groeikans", {"groeikans"}),
        ("een Turkse bakker", {"turkse"}),
    ],
)
def test_known_words_are_left_out(text: str, words: set[str]) -> None:
    hits = look(text, year=YEAR)

    assert hits
    assert without_known(text, hits, words) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bij Groeikans Leerloods", {"groeikans"}),
        ("mevrouw Groeikans", {"groeikans"}),
        ("mw. J. Jansen", {"j", "jansen"}),
        ("bel 0612345678", {"0612345678"}),
        ("zaaknummer 12345", {"12345"}),
        ("aan de Kerkweg 3", {"kerkweg", "3", "kerkweg 3"}),
        ("postcode 3991 AB", {"3991", "ab", "3991 ab"}),
        ("is licht verstandelijk beperkt", {"beperkt"}),
    ],
)
def test_other_hits_stay_whatever_is_known(text: str, words: set[str]) -> None:
    hits = look(text, year=YEAR)

    assert hits
    assert without_known(text, hits, words) == hits


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["mw. Jansen", "06-12345678", "diagnose", "12-3-1985", "J.", "van", "\n", "U\u0308", "１"]
            ),
            st.sampled_from(
                ["NL91 ABNA 0417 1643 00", "İE29ABNA04171643001", "3991 AB 12", "a@b.nl", "tel 06"]
            ),
            st.text(max_size=6),
        )
    ).map(" ".join)
)
def test_hits_are_in_order_inside_the_text_and_apart(text: str) -> None:
    hits = look(text, year=YEAR)

    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(first.end <= second.start for first, second in itertools.pairwise(hits))
    assert mask(text, ()) == text


@pytest.mark.parametrize("part", ["1", " ", "a", "a@", "A", "é", "-", "\n", "06", "@"])
def test_a_million_characters_take_less_than_a_second(part: str) -> None:
    text = part * (1_000_000 // len(part))
    look("Mw. Jansen 06-12345678", year=YEAR)

    before = time.process_time()
    look(text, year=YEAR)

    assert time.process_time() - before < 1


@pytest.mark.parametrize(
    "part", ["1 ", "12-", "A. ", "Ab ", "mw. ", "van ", "+31 ", "00 ", "a.b@", "J.A", "é\u0301 "]
)
def test_twice_the_text_takes_about_twice_the_time(part: str) -> None:
    look("Mw. Jansen 06-12345678", year=YEAR)
    taken = []
    for size in (20_000, 80_000):
        before = time.process_time()
        look(part * (size // len(part)), year=YEAR)
        taken.append(time.process_time() - before)

    assert taken[1] < 10 * taken[0] + 0.1
