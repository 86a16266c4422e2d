"""Structured personal data: every notation that people use, and the near misses that stay.

A row is one piece of text. What has to be found is the whole piece, or what stands between « and ».
Only the well-known dummies 123456782, 111222333 and 012345672 are used as citizen service numbers.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionlab.privacy import phones, structured
from actionlab.privacy.hits import HIT_KINDS
from actionlab.privacy.screen import look

YEAR = 2026
# words that make numbers of few digits personal, and pieces of such numbers
PIECES = (
    "bsn ",
    "rekening ",
    "iban ",
    "tel. ",
    "06",
    "+31",
    "(0",
    ")",
    "nl",
    "abna",
    "12",
    "3",
    "45",
    " ",
    "-",
    ".",
)
FOUND = {
    "bsn": r"""
        123456782 / 111222333 / 1234.56.782 / 1234 56 782 / 123 456 782 / 12.34.56.782 / 123-456-782
        1234-56-782 / 12345 6782 / 123456 782 / 1112 22 333 / BSN«123456782» / bsn:«123456782»
        bsnnr.«111222333» / («123456782») / [«123456782»] / "«111222333»" / bsn «123456789»
        BSN-nummer «12345678» / bsn is «12345672» / burgerservicenummer: «1112.22.333»
        Sofi-nummer «012 345 672» / b.s.n. «111 222 333» / BSN «1 2 3 4 5 6 7 8 2» / kenmerk NL«111222333»
        nr.«123456782» / 2026 «123456782» / «111222333»,
        burger service nummer van de inwoner: «123 456 782» / BSN=«123456782» / dossier «123456782»-01
        123456782/«111222333» / bsn is «1234,56,782» / 123 4567 82
        """,
    "iban": r"""
        NL91ABNA0417164300 / NL91 ABNA 0417 1643 00 / nl91abna0417164300 / NL91.ABNA.0417.1643.00
        NL91-ABNA-0417-1643-00 / IBAN:«NL91ABNA0417164300» / IBAN«NL91ABNA0417164300»
        NL 91 ABNA 0417164300 / rekeningnummer«NL91ABNA0417164300» / NL92ABNA0417164300
        iban «NL91ABNA041716430» / BE68 5390 0754 7034 / DE89 3704 0044 0532 0130 00
        GB29 NWBK 6016 1331 9268 19 / TR33 0006 1005 1978 6457 8413 26 / FR14 2004 1010 0505 0001 3M02 606
        PL61 1090 1014 0000 0712 1981 2874 / NO9386011117947 / MT84MALT011000012345MTLCAST001S
        al 12 jaar «BE68539007547034» op naam / rekeningnummer «41.71.64.300» / NL91_ABNA_0417_1643_00
        NL91 A B N A 0417164300 / be68-5390-0754-7034 / NL91 ABNA 04 17 16 43 00
        """,
    "email": r"""
        naam@voorbeeld.nl / j.jansen@gemeente-voorbeeld.nl / naam @ voorbeeld.nl / naam (at) voorbeeld.nl
        naam[at]voorbeeld.nl / naam at voorbeeld punt nl / mailto:«naam@voorbeeld.nl» / zoë@voorbeeld.nl
        a+b@mail.sub.example.org / naam@ voorbeeld .nl / <«naam@voorbeeld.nl»> / NAAM@VOORBEELD.NL
        naam apenstaartje voorbeeld punt nl / naam [at] voorbeeld [punt] nl / naam＠voorbeeld.nl
        naam@intranet / naam(a)voorbeeld.nl / naam apestaart voorbeeld.nl / jan@voorbeeld punt nl
        o'neill@voorbeeld.nl
        """,
    "phone": r"""
        06-12345678 / 06 12 34 56 78 / 0612345678 / +31 6 12345678 / +31612345678 / 0031612345678
        030-1234567 / (030) 123 45 67 / 030 1234567 / 0301234567 / +31(0)30 1234567 / 06.12.34.56.78
        tel:«0612345678» / +31 (0)6 12345678 / 06 - 12 34 56 78 / 0343-123456 / (0343) 123456
        +32 470 12 34 56 / 0032 470 12 34 56 / +49 151 23456789 / +90 532 123 45 67 / +48 601 234 567
        +212 612-345678 / (06)12345678 / 31612345678 / tel. «6371234» / 06–12345678 / +31-6-1234-5678
        (+31) 6 12345678 / 088-1234567 / 085 123 45 67 / 6-12345678 / 0 6 1 2 3 4 5 6 7 8 / 06_12345678
        030-7654321 of «06-12345678» / 2 keer «0612345678» op 12-03-2026 / (030) - 1234567 / 0(30) 1234567
        06 nummer: «12345678» / 06-87654321,«06-12345678» / «06-12345678»x / 00212612345678
        """,
    "address": r"""
        «Dorpsstraat 12, 3991 AB» Houten / 3991 AB 12 / 3991AB-12 / 3991ab 12
        postcode «3991 AB nummer 12» / 3991-AB nr. 12 / Dorpsstraat 12 3991AB / Dorpsstraat 12-A te 3991 AB
        De Meent 12, 3991 AB / huisnummer «12, postcode 3991 AB» / 3991 AB, huisnummer 12 / 1234AB12
        Oude Gracht 201 bs, 1234 JK / Beukenhof 16, NL-1234 PR / Parkweg 8 te Zeist (1234 BZ / 1234BZ + 8
        Singel 150 kamer 12, 1234 YZ / dorpsstraat 12, 3991 ab / 3991 AB Houten, Dorpsstraat 12
        Laan van Noord 100, 2517 AM / Plein 1944 nr. «5, 6511 JB» / Dorpsstraat 12,3991AB / 3991 AB hnr 12
        3991_AB_12 / Dorpsstraat 12 Houten 3991 AB / 3991 AB Houten, nummer 12
        """,
    "birth_date": r"""
        12-3-1985 / 12-03-1985 / 12.03.1985 / 12 maart 1985 / 1985-03-12 / 12 mrt 1985 / 12-mrt-1985
        15 08 1972 / geboren «12.03.85» / geb. «12 mrt '85» / geboortedatum «12031985» / geb. «12-03-2019»
        jarig op «12-3-1985» / geboren te Utrecht op «12 maart 2020» / «12 maart 2020» geboren / ° «12-3-85»
        (*«12-03-85») / GD «12-03-1984» / de «15e augustus 1972» / geboortedatum «19850312»
        op «2 juli 1999» / geboortedatum: «120385» / gebd. «12-03-2015» / «1985-03-12»T00:00
        maart 12, 1985 / 12/mrt/1985
        """,
    "case_number": r"""
        zaaknummer «12345» / dossiernr. «2026-0123» / cliëntnummer: «4471823» / klantnr «88123»
        dossier «123456»
        """,
    "postcode": "woont in «3991 AB» / postcode «3991ab» / postcode: «3991-ab» / Postbus 12, «3990 DA» Houten",
    "street": """
        Dorpsstraat 12 / aan de «Kerkweg 3» / dorpsstraat 12 / Laan van Meerdervoort 100
        aan de «Lange Nieuwstraat 5a» / Burgemeester Wallerweg 2 / Dorpsstr. 12
        """,
}
ORDINARY = r"""
    in 2026 waren er 12 inwoners | van 2024 tot 2026 | € 1.234,56 | € 123.456.782 | 123456789 | 1234 56 789
    000000000 | ISBN 978-90-274-3964-2 | ISBN 90 274 3964 4 | artikel 7:446 BW | kamer 2.14
    op 12-03-2026 om 14.30 uur | trede 3 4 5 3 4 2 1 6 | tussen 09.00 en 10.30 uur | bel 112 | 14 030
    0800-1234567 | 0900-8844 | 5 @ 3 euro | @home | 1000 km | 2024 HU | 1500 kg | 2026-03-12 | 20260312
    start 2026 wk 12 | 3 mei 2010 begon de proef | op 12 maart 2009 startte het project
    12345678 | 12 maart 2026 | sinds 1 januari 2004 | de Wet werk en bijstand van 9 oktober 2003
    scores: 7 8 6 7 8 8 7 9 7 6 | 3 van de 10 | onderweg 2 gesprekken | 0,5 fte | 1,5 uur per week
    10.000 euro | artikelnummer 0301234567 | week 12-16 | 2025/2026 | 12-16 jaar
    van 1-9-2025 tot 30-6-2026 | schaal 1 2 3 4 5 6 7 8 9 10 | 06-12-2026 10 inwoners
    01-02-2026 12 inwoners | +1 0 0 1 2 1 0 2 2 1 | rond 2000 mensen | vanaf 2026 WW | 1000 m2
    4 dagdelen van 2,5 uur | obs-7k3fq2xd | HOU-K7M2 | versie 1.2.3 | hij at in een restaurant
    look at this | loopbaan 2 | traject 2 | op 31 maart 2014 | op 03-11-2025 is het gebruikt
    1200 in de wijk | 2023-12345 | 123456783 | postcodegebied 3512 | 30-8-1990 tot nu
    de 12 inwoners van de gemeente | geboren in Utrecht, kwam op 12 maart 2026 | RSIN onbekend
    kenmerk WZ/2025/0034 | van 1-1-1998 t/m 31-12-1999 | 3991 en 3992 | 250.000 inwoners | toestel 4512
    lijn 77 en 41 | 3 x 4 uur
"""


def cases() -> list[tuple[str, str, str]]:
    """Give the kind, the text and what is to be found in it, for every row of `FOUND`."""
    rows = []
    for kind, table in FOUND.items():
        for row in (row.strip() for line in table.strip().splitlines() for row in line.split(" / ")):
            text = row.replace("«", "").replace("»", "")
            found = row[row.index("«") + 1 : row.index("»")] if "«" in row else text
            rows.append((kind, text, found))
    return rows


@pytest.mark.parametrize(("kind", "text", "found"), cases())
@pytest.mark.parametrize("sentence", ["{}", "De inwoner gaf {} door.", "notitie: {}\nDaarna niets."])
def test_it_is_found_in_every_notation(kind: str, text: str, found: str, sentence: str) -> None:
    whole = sentence.format(text)
    start = whole.index(found)
    marks = [start + place for place, sign in enumerate(found) if sign.isalnum()]

    hits = [hit for hit in look(whole, year=YEAR) if hit.kind == kind]

    assert any(hit.start <= marks[0] and marks[-1] < hit.end for hit in hits), look(whole, year=YEAR)


@pytest.mark.parametrize(
    "text", [row.strip() for line in ORDINARY.split("\n") for row in line.split(" | ") if row]
)
@pytest.mark.parametrize("sentence", ["{}", "Zij zegt {} daar."])
def test_a_near_miss_stays(text: str, sentence: str) -> None:
    hits = look(sentence.format(text), year=YEAR)

    assert [hit for hit in hits if HIT_KINDS[hit.kind].structured] == []


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("bsn １２３４５６７８２.", "１２３４５６７８２"),
        ("bsn 1234\u00a056\u00a0782.", "1234\u00a056\u00a0782"),
        ("bsn 1234\u200956\u2009782.", "1234\u200956\u2009782"),
        ("nummer 1234\u200b56782.", "1234\u200b56782"),
        ("nummer 1234\u00ad56\u00ad782.", "1234\u00ad56\u00ad782"),
        ("belt 06\u201112345678.", "06\u201112345678"),
        ("nummer ١٢٣٤٥٦٧٨٢.", "١٢٣٤٥٦٧٨٢"),
    ],
)
def test_the_place_is_that_in_the_text_as_it_was_written(written: str, found: str) -> None:
    hit = look(written, year=YEAR)[0]

    assert written[hit.start : hit.end] == found


def test_the_age_of_a_date_is_counted_from_the_year_given() -> None:
    assert look("op 12 maart 2015", year=2026) == ()
    assert [hit.kind for hit in look("op 12 maart 2015", year=2040)] == ["birth_date"]
    assert look("op 12 maart 1925", year=2026) == ()


def test_the_longest_of_two_structured_hits_stays() -> None:
    text = "Dorpsstraat 12, 3991 AB Houten, tel 06-12345678 of NL91ABNA0417164300"

    hits = look(text, year=YEAR)

    assert [hit.kind for hit in hits] == ["address", "phone", "iban"]
    assert text[hits[2].start : hits[2].end] == "NL91ABNA0417164300"


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_texts_with_few_digits_are_not_looked_at_for_what_needs_more(text: str) -> None:
    every = {*structured.bsn(text), *structured.iban(text), *phones.find(text)}

    assert every <= {*structured.find(text, year=YEAR)}
