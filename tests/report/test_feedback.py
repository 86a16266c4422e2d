"""The feedback report: what it says of the example, to whom, and what it never says."""

import datetime as dt
import itertools
import re
from typing import Any

import msgspec
import pytest
from builders import (
    FEEDBACK,
    HOUTEN,
    NIEUWEGEIN,
    TODAY,
    ZEIST,
    example,
    feedback_text,
    findings,
    insight,
    laddered,
    people,
    record,
    section,
    study,
    supported_by,
)
from documents import Noting
from publications import kept_figures
from worlds import (
    alone,
    answers,
    bare,
    changes,
    crossings,
    first_asked,
    ledger,
    left_out,
    many_changes,
    nothing_seen,
    only_measured,
    planned,
    scanned,
    six_themes,
    small_groups,
)

from actionlab.analysis.findings import Findings
from actionlab.model.records import Record
from actionlab.model.vocabulary import ids
from actionlab.report.blocks import Document, Heading, PageBreak, Paragraph, Table, Title
from actionlab.report.content.feedback import About, feedback
from actionlab.report.content.short import short
from actionlab.report.text import render_text
from actionlab.report.wording import read_wording

EXAMPLE = example()
WORDING = read_wording(FEEDBACK, FEEDBACK, "feedback.nl.toml")
AUDIENCES = ("municipality", "public", "researchers")
MUNICIPALITIES = (HOUTEN, NIEUWEGEIN, ZEIST)
PSEUDONYM = re.compile(r"\b[A-Z]{3}-[A-HJ-NP-Z2-9]{4}\b")
RECORD_ID = re.compile(r"\b(obs|trn|met|ins|act|mck|cyc|mtg|dec|app|agd|org|not)-\w+")


def document(found: Findings, **about: Any) -> Document:
    return feedback(found, WORDING, About(**about))


def text_of(municipality: str = HOUTEN, audience: str = "municipality", **given: Any) -> str:
    return feedback_text(findings(EXAMPLE, municipality, audience, **given))


def everything(made: Document) -> str:
    """All text of a document, also what a reader does not see."""
    parts = [made.title, made.subject, made.keywords, made.footer, made.author]
    parts += [each.description for each in made.blocks if isinstance(each, Table)]
    return "\n".join([feedback_text_of(made), *parts])


def feedback_text_of(made: Document) -> str:
    return render_text(made, width=10_000)


HOUTEN_TEXT = text_of()


# what the report on Houten holds


def test_five_insights_stand_under_their_studies() -> None:
    learned = section(HOUTEN_TEXT, "Wat hebben we geleerd?")
    titles = [each.name for each in findings(EXAMPLE).insights]
    assert len(titles) == 5
    assert [line for line in learned.splitlines() if line in titles] == titles
    strengths = re.findall(r"([A-Z][a-z ]+)\. Gebaseerd op", learned)
    assert strengths == [
        "Vaker gezien en herkend",
        "Vaker gezien en herkend",
        "Eerste aanwijzing",
        "Vaker gezien",
        "Eerste aanwijzing",
    ]


def test_six_actions_stand_in_the_table() -> None:
    agreed = section(HOUTEN_TEXT, "Afspraken")
    assert agreed.count("* Afspraak: ") == 6


def test_seven_of_twelve_went_up_and_the_rest_stays_together() -> None:
    said = "Van de 12 inwoners die twee keer zijn gemeten, staan er 7 hoger op de participatieladder."
    assert HOUTEN_TEXT.count(said) == 2
    assert "De andere 5 staan gelijk of lager. De middelste verandering is één trede omhoog." in HOUTEN_TEXT
    assert "Bij 1 van de 13 ontbreekt de vervolgmeting." in HOUTEN_TEXT
    changed = section(HOUTEN_TEXT, "Wat is er veranderd?")
    assert "Begonnen: 13\n  Twee keer gemeten: 12\n  Zonder vervolg: 1\n" in changed
    assert "Hoger of lager: 7 hoger, 5 gelijk of lager\n" in changed
    assert not re.search(r"\b4 gelijk|\b1 lager", HOUTEN_TEXT)


def test_researchers_see_the_division_in_three() -> None:
    text = text_of(audience="researchers")
    assert "staan er 7 hoger, 4 gelijk en 1 lager op de participatieladder" in text


def test_nothing_of_another_municipality_appears() -> None:
    for audience in AUDIENCES:
        for period in ({}, {"since": dt.date(2026, 1, 1)}, {"study_id": "hou-driehoek"}):
            made = everything(document(findings(EXAMPLE, HOUTEN, audience, **period)))
            assert not re.search("nieuwegein|zeist|drie werkgevers|NIE-|ZEI-", made, re.IGNORECASE)


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_no_report_tells_what_was_recorded_in_another_municipality(municipality: str) -> None:
    others = {each for each in MUNICIPALITIES if each != municipality}
    elsewhere = [each for other in others for each in findings(EXAMPLE, other).studies]
    text = everything(document(findings(EXAMPLE, municipality, "researchers")))
    told = [each.study.title for each in elsewhere] + [each.steps.cycles[0].goal for each in elsewhere]
    told += [one.statement for each in elsewhere for one in each.insights]
    assert [each for each in told if each and each in text] == []


def test_the_question_from_elsewhere_is_marked() -> None:
    agenda = section(HOUTEN_TEXT, "Vragen voor het vervolg")
    (item,) = (each for each in agenda.split("* Vraag: ") if each.startswith("Welk deel van de begeleiding"))
    assert "Komt uit: uit een andere gemeente" in item
    assert agenda.count("uit een andere gemeente") == 1


def test_theme_pages_are_those_of_the_two_themes() -> None:
    titles = headings(document(findings(EXAMPLE)))
    pages = {
        "I1": "Welke kennis en middelen ontbreken?",
        "I2": "Hoe praten wij over werk?",
        "I3": "Knelpunt – wie gaat erover – besluit",
        "I4": "Plaatsen, schaarste en verdringing",
        "O1": "Wie heeft waarover de regie?",
        "O2": "Schaalkaart",
    }
    assert [theme for theme, title in pages.items() if title in titles] == ["I1", "O1"]
    assert "Bij 3 onderwerpen is niemand genoemd." in HOUTEN_TEXT


@pytest.mark.parametrize(
    ("day", "late"), [(dt.date(2026, 5, 15), False), (dt.date(2026, 5, 16), True), (TODAY, True)]
)
def test_late_depends_on_the_day_of_the_report(day: dt.date, late: bool) -> None:
    text = text_of(today=day)
    summary = section(text, "Samenvatting")
    decision = "Mag een klantmanager kleine reiskosten zelf toezeggen?"
    assert ("bezig, te laat" in section(text, "Afspraken")) is late
    assert (
        f"{decision} Gevraagd aan: beleidsadviseur, Gemeente Houten. Dit besluit was nodig" in summary
    ) is late
    assert ("Nodig vóór 15 mei 2026." in summary) is not late
    assert ("nog open en te laat: nodig vóór 15 mei 2026" in section(text, "gedaan")) is late


def test_actions_due_on_the_day_itself_are_not_late() -> None:
    assert "Op 1 juli 2026 is er 1 te laat." in section(HOUTEN_TEXT, "Afspraken")
    assert "Op 2 juli 2026 zijn er 2 te laat." in text_of(today=dt.date(2026, 7, 2))


def test_what_was_asked_since_the_previous_feedback_comes_first() -> None:
    first = section(HOUTEN_TEXT, "Sinds het vorige rapport: gevraagd, besloten, gedaan")
    assert "De vorige terugkoppeling was op 10 maart 2026." in first
    assert first.count("* Gevraagd: ") == 3
    assert "1 Sinds het vorige rapport" in HOUTEN_TEXT
    assert "Sinds het vorige rapport" not in text_of(NIEUWEGEIN)


def test_member_checks_are_told_with_their_outcome() -> None:
    learned = section(HOUTEN_TEXT, "Wat hebben we geleerd?")
    assert "Voorgelegd aan deelnemers op 9 juni 2026: herkend." in learned
    assert learned.count("Dit inzicht is nog niet voorgelegd aan deelnemers.") == 2


# who may read what


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
@pytest.mark.parametrize("audience", ["municipality", "public"])
def test_outside_the_team_there_are_no_codes_and_no_ids(municipality: str, audience: str) -> None:
    text = everything(document(findings(EXAMPLE, municipality, audience), synthetic=True))
    assert not PSEUDONYM.search(text)
    assert not RECORD_ID.search(text)
    assert "onderzoeksteam" not in text


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_researchers_get_exact_ids_and_the_mark_but_no_codes(municipality: str) -> None:
    found = findings(EXAMPLE, municipality, "researchers")
    text = everything(document(found))
    assert not PSEUDONYM.search(text)
    refs = [each.ref for each in found.citations if each.ref]
    assert len(refs) == len(found.citations) > 0
    listed = section(text, "Bijlage: bronnen").replace(":\n  ", ":")
    assert all(f"Code: {ref}\n" in listed for ref in refs)
    assert "Alleen voor het onderzoeksteam" in text
    assert "Voor wie: Alleen voor het onderzoeksteam" in text


def test_how_many_residents_did_not_agree_is_a_number_of_people() -> None:
    def told(n: int, audience: str = "municipality") -> str:
        refused = [record("observation", residents_agreed="no") for _ in range(n)]
        return section(feedback_text(findings([*BARE, *refused], audience=audience)), "betrouwbaar is dit?")

    assert "Wij hebben een of meer waarnemingen weggelaten" in told(1)
    assert "Wij hebben een of meer waarnemingen weggelaten" in told(4)
    assert "Wij hebben 5 waarnemingen weggelaten" in told(5)
    assert "Wij hebben 1 waarneming weggelaten" in told(1, "researchers")
    assert "weggelaten" not in told(0)


def test_the_limit_for_small_numbers_is_told() -> None:
    assert "Wij tonen geen aantallen onder de 5." in section(HOUTEN_TEXT, "Privacy")
    assert "Wij tonen geen aantallen onder de 10." in section(text_of(audience="public"), "Privacy")
    assert "geen aantallen onder de" not in text_of(audience="researchers")


def test_in_public_groups_below_ten_are_words() -> None:
    changed = section(text_of(audience="public"), "Wat is er veranderd?")
    assert changed.count("De groep is te klein om cijfers te tonen.") == 2
    assert "7 hoger" not in changed
    assert "12 inwoners zijn twee keer gemeten." in changed


def test_every_source_in_the_text_is_in_the_list() -> None:
    for audience in AUDIENCES:
        text = text_of(audience=audience)
        appendix = section(text, "Bijlage: bronnen")
        cited = {int(number) for number in re.findall(r"\[(\d+)\]", text)}
        rows = re.findall(r"Nummer: (.+)", appendix)
        listed = sorted(int(number) for row in rows for number in re.findall(r"\d+", row))
        assert listed == sorted(cited) == list(range(1, len(listed) + 1))


def test_an_employer_has_no_name_in_public() -> None:
    firm = record("organisation", "org-1", name="Bakkerij Bol", type="employer")
    asked = {"role": "employer", "organisation_id": "org-1"}
    known = [
        study(organisations=["org-1"]),
        firm,
        record("action", organisation_id="org-1", owner_role="employer", due_date="2026-01-01"),
        record("decision", asked_of=asked, needed_by="2026-01-01"),
        record("meeting", type="feedback_meeting", date="2026-01-01"),
    ]
    assert "Bakkerij Bol" in feedback_text(findings(known))
    assert "Bakkerij Bol" not in feedback_text(findings(known, audience="public"))


# the form of every report


def headings(made: Document) -> list[str]:
    return [each.text for each in made.blocks if isinstance(each, Heading)]


def every_report() -> list[Document]:
    made = [
        document(findings(EXAMPLE, municipality, audience), synthetic=True, final=audience == "public")
        for municipality, audience in itertools.product(MUNICIPALITIES, AUDIENCES)
    ]
    return [*made, *(document(findings(records, audience=each)) for records in WORLDS for each in AUDIENCES)]


def test_headings_never_skip_a_level_and_numbers_close_up() -> None:
    for made in every_report():
        tops = [each for each in made.blocks if isinstance(each, Heading)]
        levels = [1, *(each.level for each in tops)]
        assert all(below <= above + 1 for above, below in itertools.pairwise(levels))
        numbers = [each.number for each in tops if each.level == 1]
        plain = [number for number in numbers if not number.startswith("B")]
        assert plain == [str(n) for n in range(1, len(plain) + 1)]
        appendices = numbers[len(plain) :]
        assert appendices == [f"B{n}" for n in range(1, len(appendices) + 1)]
        assert tops[-1].text == "Waarop dit rapport rust"
        assert all(each.number == "" for each in tops if each.level > 1)


def test_every_placeholder_is_filled_and_nothing_says_none() -> None:
    for made in every_report():
        # a code that is broken over two lines is no id in the middle of a sentence
        text = everything(made).replace(":\n  ", ":")
        assert "{" not in text
        assert "}" not in text
        assert not re.search(r"\bNone\b|\bTrue\b|\bFalse\b|  \S+_\S+", text)
        assert ".." not in text.replace("…", "")


def test_no_section_stands_empty() -> None:
    for made in every_report():
        for above, below in itertools.pairwise(made.blocks):
            if isinstance(above, Heading) and isinstance(below, Heading):
                assert below.level > above.level, (above, below)
        assert not isinstance(made.blocks[-1], Heading)


def test_tables_have_a_caption_a_description_and_equal_rows() -> None:
    tables = [each for made in every_report() for each in made.blocks if isinstance(each, Table)]
    assert tables
    for each in tables:
        assert each.caption
        assert each.description
        assert each.rows
        assert {len(row) for row in each.rows} == {len(each.header)}
        assert all(cell for row in each.rows for cell in row), each


def test_sections_without_content_are_gathered_at_the_end() -> None:
    coming = section(text_of(ZEIST), "Wat nog komt")
    assert "Wat nog komt" not in HOUTEN_TEXT
    assert coming == "" or coming.count("\n\n") == 1


def test_a_bare_study_names_everything_that_is_to_come_in_one_sentence() -> None:
    text = feedback_text(findings(BARE))
    coming = section(text, "Wat nog komt")
    assert "In dit rapport staat nog niets over: " in coming
    for heading in ("training en ondersteuning", "afspraken", "vragen voor het vervolg"):
        assert heading in coming
        assert f"{heading.capitalize()}\n===" not in text
    assert "Er zijn nog geen inzichten vastgelegd." in section(text, "Samenvatting")


def test_a_follow_up_that_was_planned_is_told_with_its_month() -> None:
    assert "november 2026" in section(feedback_text(findings(planned())), "Wat nog komt")
    baseline = laddered(people(6), [2] * 6, [3] * 6)[::2]
    text = feedback_text(findings([*planned(), *people(6), *baseline]))
    assert "De vervolgmeting volgt in november 2026." in text
    late = feedback_text(findings([*planned(), *people(6), *baseline], today=dt.date(2026, 12, 1)))
    assert "De vervolgmeting was gepland tot en met november 2026 en is nog niet vastgelegd." in late


def test_questions_that_are_to_come_are_quoted_also_beside_a_planned_follow_up() -> None:
    coming = section(feedback_text(findings(planned())), "Wat nog komt")
    follow_up = "‘Wat is er veranderd?’ (de vervolgmeting is gepland in november 2026)"
    assert f"nog niets over: ‘Wat hebben we geleerd?’, {follow_up}, training en ondersteuning" in coming


def test_a_first_report_has_one_appendix_and_that_is_the_first() -> None:
    assert "B1 Waarop dit rapport rust" in feedback_text(findings(BARE))
    assert "B3 Waarop dit rapport rust" in HOUTEN_TEXT


def test_what_a_report_rests_on_reads_well_without_observations() -> None:
    for world, said in (
        (only_measured(), "rust op metingen met de participatieladder."),
        (bare(), "rust op 1 waarneming."),
    ):
        text = feedback_text(findings(world))
        assert f"Dit rapport {said}" in section(text, "betrouwbaar is dit?")
        assert f"Het {said}" in section(text, "Waarop dit rapport rust")
    text = feedback_text(findings(nothing_seen()))
    assert "In deze studie zijn nog geen waarnemingen vastgelegd." in section(text, "hebben we gedaan?")
    assert "Voor dit rapport is nog niets waargenomen of gemeten." in section(text, "betrouwbaar is dit?")
    assert "Er is nog niets vastgelegd waarop het rust." in section(text, "Waarop dit rapport rust")


def test_what_was_measured_is_named_and_never_counted() -> None:
    (said,) = re.findall("Het rust op (.+)", section(HOUTEN_TEXT, "Waarop dit rapport rust"))
    assert "2 overleggen, metingen met de participatieladder, samenwerkingsscans, expertise" in said
    assert not re.search(r"\d+ (meting|samenwerkingsscan|expertise|rapportcijfer)", said)


def test_a_summary_begins_a_page_below_a_long_ledger_only() -> None:
    def broken(found: Findings) -> list[str]:
        pairs = itertools.pairwise(document(found).blocks)
        return [
            after.text for page, after in pairs if isinstance(page, PageBreak) and isinstance(after, Heading)
        ]

    asked = [record("decision", question="Mag dit nu, of later, of nooit? " * 3) for _ in range(6)]
    assert broken(findings(EXAMPLE)) == []
    assert broken(findings([*ledger(), asked[0]])) == []
    assert broken(findings([*ledger(), *asked])) == ["Samenvatting"]


def test_what_names_a_text_about_the_approach_is_strong() -> None:
    labels = [
        [run.text for run in each.text if run.strong]
        for each in document(findings(EXAMPLE)).blocks
        if isinstance(each, Paragraph) and isinstance(each.text, tuple)
    ]
    for names in (["De aanpak:", "Doel van de aanpak:"], ["Hoofdvraag:"], ["Onze verwachting vooraf:"]):
        assert labels.count(names) == 2


def test_the_title_page_says_who_what_when_and_for_whom() -> None:
    about = {
        "contact": "het kenniscentrum",
        "programme": "werkplaats",
        "platform": "kUS",
        "knowledge_institute": "Hogeschool Utrecht",
    }
    made = document(findings(EXAMPLE), **about)
    title = made.blocks[0]
    assert isinstance(title, Title)
    assert title.title == made.title == "Terugkoppelrapport gemeente Houten"
    assert dict(title.facts) == {
        "Periode": "september 2025 tot en met juni 2026",
        "Versie": "concept",
        "Stand van": "1 juli 2026",
        "Voor wie": "De gemeente Houten en de partners in de studies",
        "Onderzoek": "werkplaats, kUS en Hogeschool Utrecht",
        "Contact": "het kenniscentrum",
    }
    assert (made.author, made.created, made.language) == ("Hogeschool Utrecht", "2026-07-01", "nl-NL")
    assert title.notice == ""
    final = document(findings(EXAMPLE), final=True, synthetic=True)
    assert isinstance(final.blocks[0], Title)
    assert ("Versie", "definitief") in final.blocks[0].facts
    assert "verzonnen" in final.blocks[0].notice
    assert final.footer.endswith("voorbeeldgegevens")
    assert final.author == "actionlab"


def test_notes_stand_at_the_end_of_their_section() -> None:
    sections = {
        "since_last_report": "gedaan",
        "summary": "Samenvatting",
        "question": "Aanleiding en vraag",
        "steps": "Wat hebben we gedaan?",
        "insights": "Wat hebben we geleerd?",
        "change": "Wat is er veranderd?",
        "training": "Training en ondersteuning",
        "theme_page": "Welke kennis en middelen ontbreken?",
        "actions": "Afspraken",
        "agenda": "Vragen voor het vervolg",
        "reliability": "Hoe betrouwbaar is dit?",
        "privacy": "Privacy",
        "to_come": "Wat nog komt",
    }
    elsewhere = {each for each in ids("report_section") if each.startswith(("card_", "letter"))}
    assert set(sections) == set(ids("report_section")) - elsewhere
    notes = [
        record("note", study_id="hou-driehoek", report_section=name, text=f"Onze tekst bij {name}.")
        for name in sections
    ]
    text = feedback_text(findings([*EXAMPLE, *notes]))
    ends = {name: section(text, heading).rstrip().splitlines()[-1] for name, heading in sections.items()}
    assert ends == {name: f"Onze tekst bij {name}." for name in sections}
    assert all(text.count(f"Onze tekst bij {name}.") == 1 for name in sections)


def test_a_note_is_in_the_right_report_only() -> None:
    notes = [
        record("note", study_id="nie-taakbaan", text="Over Nieuwegein."),
        record("note", study_id=None, municipality=HOUTEN, text="Over Houten."),
    ]
    assert "Over Houten." in feedback_text(findings([*EXAMPLE, *notes]))
    assert "Over Nieuwegein." not in feedback_text(findings([*EXAMPLE, *notes]))
    assert "Over Houten." not in feedback_text(findings([*EXAMPLE, *notes], NIEUWEGEIN))


def test_a_note_makes_a_section_that_would_be_empty() -> None:
    note = record("note", report_section="training", text="De training komt in mei.")
    text = feedback_text(findings([*BARE, note]))
    assert section(text, "Training en ondersteuning").endswith("De training komt in mei.\n")


def test_braces_and_markup_of_a_record_are_text() -> None:
    odd = "Zij zei {n} en [deelnemer 3] {municipality}"
    text = feedback_text(findings([*BARE, insight(statement=odd)]))
    assert odd in text


def test_every_sentence_of_the_wording_is_used() -> None:
    noting = Noting(WORDING)
    for municipality, audience in itertools.product(MUNICIPALITIES, AUDIENCES):
        about = About(synthetic=True, final=audience == "public", contact="x" if audience == "public" else "")
        feedback(findings(EXAMPLE, municipality, audience), noting, about)
    for records, audience in itertools.product(WORLDS, AUDIENCES):
        feedback(findings(records, audience=audience), noting, About())
        again = findings(records, audience=audience, previous=dt.date(2026, 1, 1))
        feedback(again, noting, About(final=True))
        short(again, noting, About(contact="x" if audience == "public" else ""))
    assert sorted(WORDING.keys() - noting.used) == []


def that_lost(n: int, *evidence: str) -> list[Record[Any]]:
    """A study with an insight of which so many sources were erased; these are left."""
    left = insight("ins-1", title="Regie", evidence=supported_by(*evidence))
    return [*bare(), msgspec.structs.replace(left, lost=n)]


def learned_of(*found: Record[Any]) -> str:
    return section(feedback_text(findings(found)), "Wat hebben we geleerd?")


def test_an_insight_that_lost_sources_says_so_beside_what_it_rests_on() -> None:
    one = "Eén bron bij dit inzicht is later gewist en telt niet meer mee."
    many = "3 bronnen bij dit inzicht zijn later gewist en tellen niet meer mee."
    for n, said in ((1, one), (3, many)):
        rests = f"Eerste aanwijzing. Gebaseerd op 1 waarneming: bron [1]. {said}"
        assert rests in learned_of(*that_lost(n, "obs-0001")).splitlines()
    assert "gewist" not in learned_of(*that_lost(0, "obs-0001"))


def test_an_insight_that_lost_all_its_sources_does_not_say_that_none_was_recorded() -> None:
    said = "Eerste aanwijzing. Er is nu geen onderbouwing. Eén bron bij dit inzicht"
    assert said in learned_of(*that_lost(1))
    assert "nog geen onderbouwing vastgelegd" in learned_of(*that_lost(0))


BARE = bare()
WORLDS = [
    alone(),
    BARE,
    six_themes(),
    small_groups(),
    changes(),
    crossings(),
    planned(),
    scanned([1] * 7 + [0] * 3 + [-1] * 2),
    scanned([1] * 7 + [0] * 5),
    that_lost(1),
    that_lost(2),
    kept_figures(),
    left_out(1),
    left_out(2),
    answers(),
    *(ledger(state) for state in ("done", "open", "late", "dropped")),
    [*ledger("done", "done"), record("decision")],
    ledger("done", "late"),
    many_changes(),
    first_asked(4),
    only_measured(),
    nothing_seen(),
    ledger("open", "dropped", "dropped"),
    ledger("late", "late", "dropped"),
    ledger("late", "late", "open"),
    ledger(*["open"] * 9),
    ledger(*["open"] * 10),
]
