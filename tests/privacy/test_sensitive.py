"""Sensitive words: those of the lists in their ordinary forms, and the general words that are no question."""

import pytest

from actionlab.privacy.screen import look

YEAR = 2026
# the first list is that of the domain; all of it must be asked about
STARTERS = """
    diagnose autisme adhd depressie psychose schizofrenie borderline burn-out verslaving verslaafd
    medicatie therapie ggz-behandeling lvb epilepsie kanker zwanger
"""
WORDS = {
    "health": STARTERS
    + """
        diagnoses autistisch ASS ADHD ADD depressief depressieve psychotisch verslaafde alcoholverslaving
        medicijnen zwangerschap angststoornis PTSS lvb'er autisme-diagnose adhd'er borstkanker schizofreen
        gediagnosticeerd
        """,
    "criminal": "strafblad veroordeeld detentie gevangenis reclassering taakstraf ex-gedetineerde",
    "religion": "moslim christen islam katholiek hindoe ramadan hoofddoek moslima's",
    "ethnicity": "Syriër Turkse Marokkaanse Eritrese Roma migratieachtergrond huidskleur",
    "orientation": "homo homoseksueel lesbisch transgender lhbti",
    "politics": "PVV vvd GroenLinks",
    "union": "vakbond vakbondslid FNV",
    "debt": "schulden schuldsanering deurwaarder wsnp loonbeslag huurachterstand gokschulden",
    "sanction": "fraude boete gekort bijstandsfraude sanctie",
}
PHRASES = {
    "health": ["licht verstandelijk beperkt", "verstandelijke beperking", "burn out", "psychische klachten"],
    "criminal": ["vog geweigerd", "huiselijk geweld"],
    "religion": ["naar de moskee", "naar de kerk"],
    "orientation": ["seksuele geaardheid"],
    "politics": ["politieke voorkeur"],
    "union": ["lid van de bond"],
    "debt": ["onder bewind", "beslag op het loon"],
    "sanction": ["maatregel opgelegd", "korting op de uitkering", "zwart werken"],
}
GENERAL = """
    samenwerking met de ggz | schuldhulpverlening en schulddienstverlening | de verslavingszorg werkt mee
    een zorgvraag | het neemt veel tijd in beslag | spreekt Turks en Arabisch | een les Nederlands
    de kerk aan het plein | mensen met een beperking | de gezondheid van de groep
    een maatregel uit het plan | de korting op de kaartjes | onder begeleiding | zij is ziek gemeld
    in Syrië en Turkije | de schuld van niemand
"""


@pytest.mark.parametrize(
    ("kind", "word"), [(kind, word) for kind, row in WORDS.items() for word in row.split()]
)
@pytest.mark.parametrize("sentence", ["Het gaat over {}, zegt zij.", "{} kwam ter sprake", "(over {})"])
def test_a_word_of_a_list_is_asked_about(kind: str, word: str, sentence: str) -> None:
    text = sentence.format(word)

    assert [(hit.kind, text[hit.start : hit.end]) for hit in look(text, year=YEAR)] == [(kind, word)]


@pytest.mark.parametrize(("kind", "phrase"), [(kind, each) for kind, row in PHRASES.items() for each in row])
def test_a_phrase_is_asked_about(kind: str, phrase: str) -> None:
    text = f"Zij noemt {phrase} als reden."

    hits = look(text, year=YEAR)

    assert [hit.kind for hit in hits] == [kind]
    assert text[hits[0].start : hits[0].end] in phrase


@pytest.mark.parametrize("word", STARTERS.split())
def test_capitals_make_no_difference(word: str) -> None:
    assert [hit.kind for hit in look(f"OVER {word.upper()}", year=YEAR)] == ["health"]
    assert [hit.kind for hit in look(word.capitalize(), year=YEAR)] == ["health"]


@pytest.mark.parametrize(
    "text", [row.strip() for line in GENERAL.strip().split("\n") for row in line.split(" | ")]
)
def test_general_words_are_no_question(text: str) -> None:
    assert look(f"Het gesprek: {text}.", year=YEAR) == ()
