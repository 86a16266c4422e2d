"""Quotes as a reader sees them: how the speaker is called, and how many were left out."""

import re
from typing import Any

import pytest
from builders import (
    feedback_text,
    findings,
    insight,
    observation,
    people,
    person,
    record,
    study,
    supported_by,
)
from worlds import small_groups

from actionlab.model.records import Record


def said(*records: Record[Any], audience: str = "municipality") -> list[str]:
    """Who said each quote in the report, in order; researchers read the number of its source too."""
    text = feedback_text(findings(records, audience=audience))
    return [re.sub(r" \[\d+\]$", "", each) for each in re.findall(r"’\s*– (.+)", text)]


def left_out(*records: Record[Any], audience: str = "municipality") -> int:
    """How many quotes the report says are not in it."""
    text = feedback_text(findings(records, audience=audience))
    found = re.search(r"(?:is|zijn) (\d+) cita(?:at|ten) niet opgenomen", text)
    return int(found[1]) if found else 0


@pytest.mark.parametrize(
    ("audience", "names", "n"),
    [
        ("municipality", ["een ervaringsdeskundige", "een inwoner", "een werkgever"], 2),
        ("public", [], 5),
        (
            "researchers",
            [
                "een ervaringsdeskundige",
                "een inwoner",
                "een jobcoach",
                "een werkgever",
                "rol niet vastgelegd",
            ],
            0,
        ),
    ],
)
def test_each_audience_reads_the_quotes_of_roles_that_enough_people_share(
    audience: str, names: list[str], n: int
) -> None:
    world = small_groups()
    assert sorted(said(*world, audience=audience)) == names
    assert left_out(*world, audience=audience) == n


def test_of_a_resident_nothing_is_told_but_that_it_was_one() -> None:
    told = {"group": "resident", "role": "resident", "age_band": "55_66", "organisation_id": "org-1"}
    quote = {"text": "Nu weet ik het.", "speaker": "HOU-ZZZZ", "speaker_role": "resident", "permission": True}
    found = [
        study(),
        *people(5, role="resident"),
        person("HOU-ZZZZ", **told),
        record("organisation", "org-1", name="Wijkteam Zuid (voorbeeld)"),
        observation("obs-1", participants=["HOU-ZZZZ"], quote=quote),
        insight(evidence=supported_by("obs-1")),
    ]
    assert said(*found) == ["een inwoner"]
    text = feedback_text(findings(found))
    assert [word for word in ("55", "66", "Wijkteam", "HOU-ZZZZ") if word in text] == []


@pytest.mark.parametrize(("agreed", "quoted", "missing"), [("oral", 1, 0), (None, 0, 1), ("not_asked", 0, 0)])
def test_a_quote_in_an_observation_that_is_left_out_is_not_counted_twice(
    agreed: str | None, quoted: int, missing: int
) -> None:
    quote = {"text": "Nu weet ik het.", "speaker_role": "resident", "permission": True}
    seen = observation("obs-1", residents_agreed=agreed, quote=quote)
    found = [study(), *people(5), seen, observation("obs-2"), insight(evidence=supported_by("obs-1"))]
    assert (len(said(*found)), left_out(*found)) == (quoted, missing)
    text = feedback_text(findings(found))
    assert ("waarnemingen weggelaten" in text) is (agreed == "not_asked")
