"""A workspace with many studies of a hundred records each, of every kind that a study gathers."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from actionlab import store
from actionlab.model.municipalities import all_municipalities
from actionlab.model.records import Draft

NOW = dt.datetime(2026, 7, 1, 9, 0, tzinfo=dt.UTC)
RECORDS = 100
PEOPLE, MEASURED, TRAININGS, INSIGHTS, ACTIONS, MEETINGS = 12, 12, 4, 6, 6, 3
# the study, its two cycles, a member check and a decision are in it too
OBSERVATIONS = RECORDS - PEOPLE - MEASURED - TRAININGS - INSIGHTS - ACTIONS - MEETINGS - 5
START = dt.date(2026, 1, 12)
SEEN = (
    "De inwoner zei in keukentafelgesprek {number} wat werk betekent, en de klantmanager schreef het op.",
    "Bij het huisbezoek werd naar de thuissituatie gevraagd; over {number} taken was nog niets afgesproken.",
    "De cliënt en de werkgever hadden ieder een ander beeld van de proefplaatsing (gesprek {number}).",
    "De jobcoach las de afspraken hardop terug. Daarna ging het {number} minuten over de drempels.",
)
MEANS = "Het lijkt erop dat een vast vak op het formulier helpt om de regie bij iemand te leggen."


def workspace(root: Path, studies: int) -> Path:
    """Make a workspace with so many studies, each in a municipality of its own; give its folder."""
    made = store.init_workspace(root, name="Meting")
    places = all_municipalities()
    drafts = [
        draft
        for number in range(studies)
        for draft in _study(f"studie-{number:03}", number, places[number % len(places)].code)
    ]
    store.add(made, drafts, now=NOW)
    return root


def _study(slug: str, number: int, place: str) -> Iterator[Draft]:
    title = "Samen aan tafel"
    yield Draft(kind="study", fields={"id": slug, "title": title, "municipality": [place], "theme": "O1"})
    for cycle in (1, 2):
        begin = START + dt.timedelta(days=90 * (cycle - 1))
        dates = {"start_date": begin, "end_date": begin + dt.timedelta(days=89)}
        yield _draft("cycle", slug, f"cyc-{number}-{cycle}", number=cycle, goal=MEANS, **dates)
    codes = [f"HOU-{_letters(PEOPLE * number + person)}" for person in range(PEOPLE)]
    consent = {"status": "given", "scopes": ["observe_conversations", "measurements"]}
    for code in codes:
        yield _draft("participant", slug, None, pseudonym=code, group="resident", consent=consent)
    for code in codes[:MEASURED]:
        ladder = {"instrument": "ladder", "moment": "baseline", "value": 3, "date": START}
        yield _draft("measurement", slug, None, participant=code, **ladder)
    seen = [f"obs-{number}-{place}" for place in range(OBSERVATIONS)]
    yield from (_observation(slug, codes, *each) for each in enumerate(seen))
    yield from _what_follows(slug, number, seen)


def _observation(slug: str, codes: list[str], number: int, record_id: str) -> Draft:
    return _draft(
        "observation",
        slug,
        record_id,
        what_seen=" ".join((SEEN[number % len(SEEN)].format(number=number), SEEN[-1].format(number=number))),
        interpretation=MEANS,
        date=START + dt.timedelta(days=3 * number),
        setting="intake_conversation",
        signal=("helping", "hindering")[number % 2],
        present_roles=["klantmanager", "resident"],
        participants=[codes[number % len(codes)]],
        tags=["regie", "formulier"],
    )


def _what_follows(slug: str, number: int, seen: list[str]) -> Iterator[Draft]:
    for place in range(TRAININGS):
        day = START + dt.timedelta(days=20 * place)
        yield _draft("training", slug, None, title="Oefenen met de driehoek", date=day, notes=MEANS)
    insights = [f"ins-{number}-{place}" for place in range(INSIGHTS)]
    for place, record_id in enumerate(insights):
        refs = [*seen[place::INSIGHTS], f"measurement:{slug}:ladder"]
        cited = [{"ref": each, "relation": "supports"} for each in refs]
        yield _draft("insight", slug, record_id, statement=MEANS, theme="O1", evidence=cited)
    for place in range(ACTIONS):
        due = START + dt.timedelta(days=30 * place)
        yield _draft("action", slug, None, description="Leg het formulier voor aan het team.", due_date=due)
    for place in range(MEETINGS):
        day = START + dt.timedelta(days=40 * place)
        yield _draft("meeting", slug, None, type="team_meeting", date=day, agreed=MEANS)
    yield _draft("member_check", slug, None, insight_ids=insights[:2], date=START)
    yield _draft("decision", slug, None, question="Mag een gesprek aan tafel langer duren?", needed_by=START)


def _draft(kind: str, study: str, record_id: str | None, **fields: Any) -> Draft:
    return Draft(kind=kind, id=record_id, fields={"study_id": study, **fields})


def _letters(number: int) -> str:
    return "".join("ABCDEFGHJK"[number // 10**power % 10] for power in (3, 2, 1, 0))
