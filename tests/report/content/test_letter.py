"""The letter to who took part: what it says, that it fits one page, and what it never says."""

import datetime as dt
import re
from typing import Any

import msgspec
import pytest
from builders import (
    AGREED,
    HOUTEN,
    example,
    findings,
    insight,
    observation,
    people,
    record,
    study,
    supported_by,
)
from documents import Noting, letter_of, text_of, wording
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import bare, six_themes, small_groups

from actionlab.model.measurement import Measurement
from actionlab.model.places import place_of
from actionlab.model.records import Record
from actionlab.report.blocks import Bullets, Document
from actionlab.report.content.feedback import About
from actionlab.report.content.letter import letter
from actionlab.report.content.one_page import fits

EXAMPLE = example()
LONG = (
    "In gesprekken waarin de klantmanager eerst vroeg wat de inwoner zelf wilde bespreken, duurde het langer"
    " voordat er afspraken kwamen, maar die werden daarna wel beter onthouden door iedereen. "
)
PSEUDONYM = re.compile(r"\b[A-Z]{3}-[A-HJ-NP-Z2-9]{4}\b")
RECORD_ID = re.compile(r"\b(obs|trn|met|ins|act|mck|cyc|mtg|dec|app|agd|org|not|nte)-\w+")


def said(*found: Record[Any], **about: Any) -> str:
    return text_of(letter_of(found, **about))


def part(text: str, heading: str) -> str:
    """What stands below a heading of level 2, up to the next."""
    return text.split(f"{heading}\n{'-' * len(heading)}\n")[1].split("?\n--")[0]


def decision(**fields: Any) -> Record[Any]:
    return record("decision", **{"question": "Mag dit?", "asked_on": "2026-01-01", **fields})


def test_the_letter_of_the_example_says_what_was_seen_decided_and_not_known_yet() -> None:
    text = text_of(letter_of(EXAMPLE, contact="de onderzoeker"))

    assert "vast vak op het formulier werd de regie vaker benoemd (vaker gezien en herkend)." in text
    assert "Komt er elke maand vaste tijd voor een casusbespreking met de zorgpartner?" in text
    assert "Mag een klantmanager kleine reiskosten zelf toezeggen?’ Daar is nog geen antwoord op." in text
    assert "Wij horen het graag: de onderzoeker." in text
    assert "Nieuwegein" not in text


def test_what_was_seen_in_each_study_gets_a_turn_and_the_strongest_stands_first() -> None:
    seen = part(text_of(letter_of(EXAMPLE)), "Wat zei u en wat zagen wij?")
    lines = [line for line in seen.splitlines() if line.startswith("- ")]

    assert "herkend" in lines[0]
    assert any("drie gewone vragen" in line for line in lines)


def test_when_nothing_was_decided_or_agreed_it_says_so() -> None:
    text = said(*bare())

    assert "Er is nog niets besloten of afgesproken." in text
    assert "Wat wij daarvan leren, weten wij nog niet." in text


def test_an_action_without_a_decision_does_not_pass_for_a_decision() -> None:
    text = part(said(*bare(), record("action", description="Bel elkaar")), "Wat gebeurt er daarom nu?")

    assert "Er is nog niets besloten. Dit is wel afgesproken:" in text
    assert "- Afgesproken: ‘Bel elkaar.’" in text


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"status": "done", "result": "Gelukt."}, "- Dit is gedaan: ‘Bel elkaar.’ Gelukt."),
        ({"status": "done"}, "- Dit is gedaan: ‘Bel elkaar.’"),
        ({"status": "open", "due_date": "2026-08-01"}, "Dat moet klaar zijn op 1 augustus 2026."),
        ({"status": "open", "due_date": "2026-06-01"}, "Dat had klaar moeten zijn op 1 juni 2026."),
    ],
)
def test_an_action_says_how_it_stands(fields: dict[str, str], line: str) -> None:
    assert line in said(*bare(), record("action", description="Bel elkaar.", **fields))


def test_a_dropped_action_is_not_promised() -> None:
    assert "Bel elkaar" not in said(*bare(), record("action", status="dropped"))


def test_an_answer_is_given_by_an_organisation_and_never_by_a_role() -> None:
    organisation = record("organisation", "org-1", name="Wijkteam (voorbeeld)")
    asked_of = {"role": "team_manager", "organisation_id": "org-1"}
    text = said(*bare(), organisation, decision(answer="yes", reason="Dat past", asked_of=asked_of))

    assert "Wij vroegen: ‘Mag dit?’ Wijkteam (voorbeeld) antwoordde: ja. Dat past." in text
    assert "teammanager" not in text
    assert "Wij vroegen: ‘Mag dit?’ Het antwoord is: nee." in said(*bare(), decision(answer="no"))


def test_an_employer_is_not_named() -> None:
    baker = record("organisation", "org-2", name="Bakker Jansen", type="employer")
    asked_of = {"role": "employer", "organisation_id": "org-2"}
    text = said(*bare(), baker, decision(answer="later", asked_of=asked_of))

    assert "Een werkgever antwoordde: later." in text
    assert "Bakker" not in text


def quoted(people_in_role: int, text: str = "Nu weet ik wie wat doet.") -> list[Record[Any]]:
    found = people(people_in_role, group="resident", consent=AGREED)
    quote = {"text": text, "permission": True, "speaker": found[0].id}
    seen = observation("obs-1", quote=quote, residents_agreed="written", present_roles=["resident"])
    return [study(), *found, seen, insight(evidence=supported_by("obs-1"))]


def test_a_quote_stands_there_with_the_role_only_when_ten_people_have_it() -> None:
    assert "- Een inwoner zei: ‘Nu weet ik wie wat doet.’" in said(*quoted(10))
    assert "Nu weet ik" not in said(*quoted(9))


def test_a_long_quote_is_left_out_and_never_cut() -> None:
    assert " zei: ‘" not in said(*quoted(10, LONG))


def test_what_is_said_of_a_record_is_its_place_so_that_a_comment_can_be_tied_to_it() -> None:
    world = [*bare(), insight("ins-1"), decision(answer="yes"), record("action"), decision(answer=None)]
    told = {place_of(each.id) for each in world if each.kind in ("insight", "decision", "action")}
    lists = [block for block in letter_of(world).blocks if isinstance(block, Bullets)]

    assert {place for block in lists for place in block.places} == told
    assert all(len(block.places) == len(block.items) for block in lists)


def test_own_words_of_the_author_stand_there_whole() -> None:
    note = record("note", report_section="letter", text="Wij komen op 3 september langs.\n\nMet koffie.")
    text = said(*bare(), note)

    assert "\nWij komen op 3 september langs.\n\nMet koffie.\n" in text


def test_who_has_no_contact_filled_in_is_sent_to_the_researcher() -> None:
    assert "Zeg het tegen de onderzoeker die u kent." in said(*bare())


def test_it_is_for_the_public_only() -> None:
    with pytest.raises(ValueError, match="public"):
        letter(findings(EXAMPLE, HOUTEN, "municipality"), wording("letter"), About())


def test_nothing_in_it_follows_from_an_answer_of_one_person() -> None:
    def turned(each: Record[Any]) -> Record[Any]:
        value = 1 if isinstance(each.data, Measurement) and each.data.instrument == "ladder" else None
        return (
            msgspec.structs.replace(each, data=msgspec.structs.replace(each.data, value=value))
            if value
            else each
        )

    changed = [turned(each) for each in EXAMPLE]

    assert changed != list(EXAMPLE)
    assert text_of(letter_of(changed)) == text_of(letter_of(EXAMPLE))


@pytest.mark.parametrize("world", [list(EXAMPLE), six_themes(), small_groups(), bare()])
def test_no_code_of_a_person_and_no_id_stands_in_it(world: list[Record[Any]]) -> None:
    made = letter_of(world)
    hidden = (made.title, made.subject, made.keywords, made.footer, made.author)

    for text in (text_of(made), *hidden):
        assert not PSEUDONYM.search(text)
        assert not RECORD_ID.search(text)


texts = st.sampled_from([LONG, LONG * 4, "Kort.", "woord" * 40, "Ja? Nee! " * 9])


@st.composite
def worlds(draw: st.DrawFn) -> list[Record[Any]]:
    """Studies with everything a letter can tell of, in short and very long texts."""
    found: list[Record[Any]] = []
    for number in range(draw(st.integers(1, 5))):
        mine = {"study_id": f"een-{number}"}
        found += [
            study(f"een-{number}", title=draw(texts)[:200].strip()),
            observation(f"obs-{number}", **mine),
        ]
        for place in range(draw(st.integers(0, 8))):
            found.append(insight(f"ins-{number}-{place}", statement=draw(texts), **mine))
        for _ in range(draw(st.integers(0, 4))):
            answer = draw(st.sampled_from([None, "yes", "later"]))
            found.append(decision(question=draw(texts), answer=answer, reason=draw(texts), **mine))
            status = draw(st.sampled_from(["open", "done"]))
            due = dt.date(2026, draw(st.integers(1, 12)), 1).isoformat()
            found.append(
                record(
                    "action", description=draw(texts), result=draw(texts), status=status, due_date=due, **mine
                )
            )
        found.append(record("agenda_item", text=draw(texts), municipalities=[HOUTEN]))
    return found


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(worlds())
def test_however_long_the_texts_are_it_fits_one_page(world: list[Record[Any]]) -> None:
    made = letter_of(world, synthetic=True, contact="het kenniscentrum", knowledge_institute="De hogeschool")

    assert fits(made.blocks)


def test_every_sentence_of_the_wording_is_used() -> None:
    noting = Noting(wording("letter"))
    employer = record("organisation", "org-2", name="Bakker", type="employer")
    asked_of = {"organisation_id": "org-2"}
    several = [
        each
        for number in range(4)
        for each in (study(f"een-{number}"), observation(study_id=f"een-{number}"))
    ]
    worlds_of_words: list[tuple[list[Record[Any]], dict[str, Any]]] = [
        (list(EXAMPLE), {"synthetic": True, "contact": "x", "knowledge_institute": "y"}),
        (bare(), {"final": True}),
        (quoted(10), {}),
        (several, {}),
        ([*bare(), employer, decision(answer="yes", asked_of=asked_of, reason="Zo.")], {}),
        ([*bare(), decision(answer="no"), record("action", status="done")], {}),
        ([*bare(), record("action", due_date="2026-01-01")], {}),
        (
            [
                *bare(),
                record("action", due_date="2027-01-01"),
                record("agenda_item", municipalities=[HOUTEN]),
            ],
            {},
        ),
        ([*bare(), insight(evidence=[{"ref": "obs-0001", "relation": "contradicts"}])], {}),
        ([*bare(), insight(), record("action")], {}),
    ]
    for records, about in worlds_of_words:
        made = letter(findings(records, HOUTEN, "public"), noting, About(**about))
        assert isinstance(made, Document)
    assert sorted(noting.keys() - noting.used) == []


def test_studies_whose_long_titles_differ_at_the_end_are_told_apart_in_the_letter() -> None:
    studies = [study(name, title=f"{LONG * 3}In {name}") for name in ("een", "twee")]
    text = said(*studies, observation())

    assert "… een’" in text
    assert "… twee’" in text
