"""Names: after titles, relatives and roles, with initials, in all their spellings, and what is none."""

import pytest

from actionlab.privacy.screen import look

YEAR = 2026
# the text, with the name between « and »
NAMED = """
    mevrouw «Jansen» | mevrouw «de Vries» belt | MEVROUW «JANSEN» WIL WERKEN | MEVROUW «VAN DER MEER» WIL
    mw.«Jansen» | mw. «van den Berg» | dhr. «J.P. van den Berg-Bakker» zegt | dhr.«J.Jansen» komt
    de heer «El Amrani» | hr. «de Groot» | mevrouw «Fatima el Amrani» | gezin «Yıldız» | mevr. «Çelik»
    dokter «O'Neill» | meneer '«t Hart» | mevrouw «d'Hondt» | mevrouw «K.» zegt | meneer «X» zegt
    mevrouw «jansen» vertelt | mevrouw «de jong» vertelt | dhr. «bakker» | dhr «yılmaz»
    mevrouw «j. jansen» | de heer en mevrouw «Jansen» | dhr./mw. «Jansen» | dhr. «v/d Berg» | mw. «vd Berg»
    mw. «V.d. Laan» | mevrouw «v.d. Berg» | het echtpaar «Smit» | familie «Van der Heijden-de Wit»
    zuster «Maria» | tante «Truus» | ome «Henk» | imam «Abdul Rahman» | juf «Anke» | prof. dr. «A. de Bruin»
    mr. drs. «P. Visser» | mevrouw dr. «Visser» | dhr. «al-Masri» | consulent «Ilse» belt | jobcoach «Peter»
    klantmanager «Anna de Boer» | zijn zoon «Kevin» | haar dochter «Şeyma» | mijn naam is «Achmed»
    Naam: «Achmed Kaya» | naam inwoner: «Bouchra» | hij heet «Tjibbe» | genaamd «Tjibbe de Haas»
    overleg met «A.B. Jansen» | «J. de Vries» belde | «Th. Jansen» | «Jansen, J.P.» belde
    mevrouw «Janssen-van der Velde» | mevrouw («Fatima) Demir» | mevrouw "«Fatima»" lacht | MW. «DE VRIES»
    mevrouw «Ten Brink» | meneer «Abu Bakr» | Mevr. «Aït Hamou» | mevr. «M. v.d. Brink»
    burgemeester «Van Zanen» | gezin «De Wit-El Idrissi» | de buurman «Henk» | collega «Sjoukje»
    mevrouw «Van Houten» | mevrouw «van Utrecht» | mej. «Postma» | meneer «Kamer» | mevrouw «le Fèvre»
    gezin «Mohammed Ali» | mevrouw «Maria José da Silva Pereira» | dhr. «D. van 't Hof» | mevrouw «Nguyễn»
    mevrouw «Łukaszewska» | mevrouw «Петрова» | familie «van der Meer» wil | mevrouw «Uit den Bogaard»
    «Fatima» belde vandaag | zoon «kevin» helpt | mevrouw «van der brug» belt | mevrouw ’«t Hooft»
    mevrouw «McDonald» | mevrouw «N'Diaye» | «K.L.M. van Dijk» belt | «K. L. Jansen» belt
    «Ch. de Boer» belt | mevrouw «Jansen»-54 | Mevrouw «van Dijk-van den Berg» | psychiater «De Wit»
    dhr. «v d Meer» | MEVR. «A. JANSEN» | mevrouw «B» en dhr. V. | familie «S.» uit Zeist
"""
NAMELESS = """
    mevrouw vertelde dat zij werkt | meneer wil graag werken | dokter zei dat | het gezin heeft hulp
    familie en vrienden | de heer van de gemeente | een mevrouw van het UWV | een mevrouw uit Zeist
    mevrouw van de Voedselbank belt | de familie van de inwoner | een gezin in Houten
    de jobcoach uit Houten | klantmanager Werk en Inkomen | jobcoach A | inwoner B zegt | de MR Houten
    bij de ING Houten | meester in de rechten | een meneer die | de zoon van de inwoner | haar man werkt
    plan B. Klantmanagers willen | optie A. De klantmanager belt | dhr wil graag | mw geeft aan | mw. zegt
    mevrouw en meneer komen | haar ex belt | het echtpaar komt | de huisarts belt | vraag A. Inwoners willen
    dhr. Daarna | deelnemer HOU-K7M2 | zus en zo | man en vrouw | de naam van de training
    in de naam: niets | heet voortaan anders
"""


def rows(table: str) -> list[str]:
    """Give the rows of a table."""
    return [row.strip() for line in table.strip().splitlines() for row in line.split(" | ")]


@pytest.mark.parametrize("row", rows(NAMED))
@pytest.mark.parametrize("sentence", ["{}", "Vandaag: {} en de jobcoach."])
def test_a_name_is_found(row: str, sentence: str) -> None:
    before, name, _ = (*row.partition("«")[::2], "")
    name = name.partition("»")[0]
    text = sentence.format(row.replace("«", "").replace("»", ""))
    start = sentence.index("{}") + len(before)
    marks = [start + place for place, sign in enumerate(name) if sign.isalnum()]

    hits = [hit for hit in look(text, year=YEAR) if hit.kind == "name"]

    assert any(hit.start <= marks[0] and marks[-1] < hit.end for hit in hits), look(text, year=YEAR)


@pytest.mark.parametrize("text", rows(NAMELESS))
@pytest.mark.parametrize("sentence", ["{}", "{} daar.", "{}\nEn zo verder."])
def test_no_name_is_seen_where_none_is(text: str, sentence: str) -> None:
    assert look(sentence.format(text), year=YEAR) == ()


def test_a_first_name_and_a_loose_word_say_nothing_of_anybody() -> None:
    assert look("Zoë één", year=2026) == ()
    assert look("Zoë belde", year=2026) != ()


def test_a_title_stays_outside_the_hit() -> None:
    text = "Gesproken met mevrouw van den Berg."

    assert [text[hit.start : hit.end] for hit in look(text, year=YEAR)] == ["van den Berg"]


def test_a_name_does_not_run_on_into_the_next_sentence() -> None:
    text = "Het gesprek met mw. Jansen. Kijk morgen verder."

    assert [text[hit.start : hit.end] for hit in look(text, year=YEAR)] == ["Jansen"]


def test_loose_accents_belong_to_the_name() -> None:
    text = "mevrouw U\u0308mit belt"

    assert [text[hit.start : hit.end] for hit in look(text, year=YEAR)] == ["U\u0308mit"]
