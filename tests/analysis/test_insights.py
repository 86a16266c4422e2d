"""Insights as a reader may see them: order, sources, examples and quotes."""

from typing import Any

import msgspec
import pytest
from builders import HOUTEN, example, insight, observation, people, person, record, supported_by

from actionlab.analysis.citations import Citations
from actionlab.analysis.insights import ShownInsight, ShownQuote, quotes_left_out, shown_insights
from actionlab.analysis.scope import scope
from actionlab.model.records import Record, Records
from actionlab.privacy.disclosure import Protection

FIVE, TEN, EXACT = Protection(k=5), Protection(k=10), Protection(k=None)


def shown(*records: Record[Any], protection: Protection = FIVE) -> tuple[ShownInsight, ...]:
    known = Records(records)
    return shown_insights(known, "een", Citations(known, protection), protection)


def test_the_insights_of_the_example_stand_by_strength_and_number_their_sources_in_that_order() -> None:
    known = scope(example(), HOUTEN).basis
    citations = Citations(known, FIVE)
    first = shown_insights(known, "hou-driehoek", citations, FIVE)
    second = shown_insights(known, "hou-zorgkennis", citations, FIVE)
    assert [each.id for each in (*first, *second)] == [
        "ins-0001",
        "ins-0002",
        "ins-0003",
        "ins-0004",
        "ins-0005",
    ]
    assert first[0].numbers == (1, 2, 3, 4, 5, 6)
    assert (first[1].numbers, first[1].against_numbers) == ((7, 8, 9, 10), (11,))
    assert first[0].kinds == (("observation", 5), ("training", 1))
    # not every setting may be said, and then neither how many there were
    assert first[0].settings == 0
    assert second[0].checked
    assert second[0].checked.recognised == "partly"


def test_the_name_is_the_title_or_else_the_statement() -> None:
    named, plain = shown(insight("ins-1", title="Kort"), insight("ins-2", statement="Lang."))
    assert (named.name, plain.name) == ("Kort", "Lang.")


@pytest.mark.parametrize(
    ("protection", "chosen"),
    [(Protection(k=None), (1, 2, 3, 5)), (FIVE, (1, 2, 3, 4))],
    ids=["every setting first", "a setting that may not be said changes nothing"],
)
def test_four_examples_at_most_of_different_settings(protection: Protection, chosen: tuple[int, ...]) -> None:
    settings = ["three_way_conversation"] * 4 + ["intake_conversation"]
    seen = [
        observation(f"obs-{n}", setting=setting, what_seen=f"Gezien {n}.")
        for n, setting in enumerate(settings, 1)
    ]
    (found,) = shown(
        *seen, insight(evidence=supported_by(*(each.id for each in seen))), protection=protection
    )
    assert [(each.text, each.number) for each in found.examples] == [(f"Gezien {n}.", n) for n in chosen]


def test_only_observations_are_examples_and_what_contradicts_stands_apart() -> None:
    evidence = [
        *supported_by("obs-1", "trn-1"),
        {"ref": "obs-2", "relation": "contradicts"},
        {"ref": "obs-3", "relation": "nuances"},
    ]
    seen = [observation(f"obs-{n}", what_seen=f"Gezien {n}.") for n in (1, 2, 3)]
    (found,) = shown(*seen, record("training", "trn-1"), insight(evidence=evidence))
    assert [each.text for each in found.examples] == ["Gezien 1."]
    assert [each.text for each in found.against] == ["Gezien 2."]
    assert (found.numbers, found.against_numbers, found.nuance_numbers) == ((1, 2), (3,), (4,))


QUOTABLE = {"status": "given", "scopes": ["anonymous_quote"]}
RESIDENTS = people(5, role="resident")
COACHES = people(5, "JOB", group="professional", role="jobcoach")
OUTSIDE = [Protection(k=5), Protection(k=10)]


def quoted(
    *beside: Record[Any], protection: Protection = FIVE, agreed: str | None = "oral", **quote: Any
) -> ShownQuote | None:
    said = {"text": "Nu weet ik het.", "speaker_role": "resident", "permission": True, **quote}
    seen = observation("obs-1", quote=said, residents_agreed=agreed)
    (found,) = shown(seen, insight(evidence=supported_by("obs-1")), *beside, protection=protection)
    return found.quote


def test_a_quote_with_permission_is_shown_with_its_role() -> None:
    assert quoted(*RESIDENTS) == ShownQuote("Nu weet ik het.", "resident")


@pytest.mark.parametrize("permission", [False, None])
def test_a_quote_without_permission_stays_out(permission: bool | None) -> None:
    assert quoted(*RESIDENTS, permission=permission) is None
    assert quoted(*RESIDENTS, permission=permission, protection=EXACT) is None


@pytest.mark.parametrize(
    ("fields", "used"),
    [
        ({"consent": QUOTABLE}, True),
        ({"consent": {**QUOTABLE, "withdrawn_on": "2026-06-01"}}, True),
        ({"consent": QUOTABLE, "status": "stopped"}, True),
        ({"consent": QUOTABLE, "status": "erased"}, False),
        ({"consent": {"status": "given", "scopes": ["measurements"]}}, False),
        ({"consent": {"status": "given"}}, False),
        ({"consent": {"status": "requested", "scopes": ["anonymous_quote"]}}, False),
        ({"consent": {"status": "withdrawn", "scopes": ["anonymous_quote"]}}, False),
    ],
)
def test_a_speaker_with_a_code_agreed_to_being_quoted(fields: dict[str, Any], used: bool) -> None:
    speaker = person("HOU-ZZZZ", **fields)
    for protection in (FIVE, EXACT):
        found = quoted(*RESIDENTS, speaker, speaker="HOU-ZZZZ", protection=protection)
        assert (found is not None) is used


def test_a_speaker_who_is_not_known_is_not_quoted() -> None:
    assert quoted(*RESIDENTS, speaker="HOU-ZZZZ") is None
    assert quoted(*RESIDENTS, speaker="HOU-ZZZZ", protection=EXACT) is None


@pytest.mark.parametrize(
    ("agreed", "used"),
    [("oral", True), ("written", True), (None, False), ("not_asked", False), ("no", False)],
)
def test_a_resident_without_a_code_is_quoted_only_after_agreeing(agreed: str | None, used: bool) -> None:
    assert (quoted(*RESIDENTS, agreed=agreed) is not None) is used
    assert quoted(*RESIDENTS, agreed=agreed, speaker="HOU-AAAA")
    assert quoted(*COACHES, agreed=agreed, speaker_role="jobcoach")


def test_a_role_of_few_is_not_quoted_under_a_wider_name_either() -> None:
    team = [{"role": "jobcoach", "n": 4}, {"role": "klantmanager", "n": 9}]
    together = record("meeting", attendance=team)
    assert quoted(together, speaker_role="jobcoach") is None
    assert quoted(together, speaker_role="klantmanager") == ShownQuote("Nu weet ik het.", "klantmanager")
    assert quoted(together, speaker_role="klantmanager", protection=TEN) is None
    assert quoted(together) is None
    assert quoted(*people(4, role="resident")) is None


def test_without_a_role_the_speaker_says_which_it_is() -> None:
    speaker: dict[str, Any] = {"speaker": "JOB-AAAA", "speaker_role": None}
    assert quoted(*COACHES, **speaker) == ShownQuote("Nu weet ik het.", "jobcoach")
    assert quoted(*people(5), speaker="HOU-AAAA", speaker_role=None) == ShownQuote(
        "Nu weet ik het.", "resident"
    )
    for protection in OUTSIDE:
        assert quoted(*RESIDENTS, speaker_role=None, protection=protection) is None


def test_researchers_see_every_quote_with_permission() -> None:
    alone = person("HOU-ZZZZ", group="professional")
    assert quoted(protection=EXACT, agreed=None) == ShownQuote("Nu weet ik het.", "resident", 1)
    assert quoted(protection=EXACT, speaker_role=None) == ShownQuote("Nu weet ik het.", None, 1)
    assert quoted(alone, protection=EXACT, speaker="HOU-ZZZZ", speaker_role=None) == ShownQuote(
        "Nu weet ik het.", None, 1
    )


def test_nothing_of_a_speaker_is_told_but_the_role() -> None:
    told = {"age_band": "55_66", "organisation_id": "org-1", "role": "resident"}
    speaker = person("HOU-ZZZZ", **told)
    organisation = record("organisation", "org-1", municipalities=[HOUTEN])
    found = quoted(*RESIDENTS, speaker, organisation, speaker="HOU-ZZZZ")
    assert msgspec.to_builtins(found) == {"text": "Nu weet ik het.", "role": "resident", "number": None}


def test_people_of_another_study_do_not_make_a_role_large_enough() -> None:
    assert quoted(*people(5, role="resident", study_id="twee")) is None


def test_one_quote_per_insight_and_no_observation_quoted_twice() -> None:
    said = {"text": "Nu weet ik het.", "speaker_role": "resident", "permission": True}
    seen = [
        observation(f"obs-{n}", residents_agreed="oral", quote={**said, "text": f"Citaat {n}."})
        for n in (1, 2, 3)
    ]
    first = insight("ins-1", evidence=supported_by("obs-1", "obs-2"))
    second = insight("ins-2", evidence=supported_by("obs-1", "obs-2"))
    third = insight("ins-3", evidence=supported_by("obs-1", "obs-2"))
    found = shown(*RESIDENTS, *seen, first, second, third)
    assert [each.quote.text if each.quote else None for each in found] == ["Citaat 1.", "Citaat 2.", None]
    known = Records([*RESIDENTS, *seen, first, second, third])
    assert quotes_left_out(known, "een", found) == 1
    assert quotes_left_out(known, "twee", ()) == 0


def test_an_insight_tells_how_many_of_its_sources_were_erased() -> None:
    seen = observation("obs-1")
    whole = insight("ins-1", evidence=supported_by("obs-1"))
    (found, marked) = shown(seen, whole, msgspec.structs.replace(whole, id="ins-2", lost=2))
    assert (found.lost, marked.lost) == (0, 2)


@pytest.mark.parametrize(("n", "said"), [(4, ("", None)), (5, ("2026-06-09", "Voeg iets toe."))])
def test_the_day_and_the_remark_of_a_few_people_are_not_told(n: int, said: tuple[str, str | None]) -> None:
    outcome = {"insight_id": "ins-0001", "recognised": "partly", "remark": "Voeg iets toe."}
    there = [{"role": "resident", "n": n}]
    asked = record("member_check", date="2026-06-09", participants=there, outcome=[outcome])
    (found,) = shown(insight(), asked)
    assert found.checked is not None
    assert (found.checked.day, found.checked.remark) == said
    assert found.checked.recognised == "partly"
