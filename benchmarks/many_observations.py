"""A workspace with many observations in three studies, in which insights cite every one of them."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from actionlab import store
from actionlab.model.records import Draft

NOW = dt.datetime(2026, 7, 1, 9, 0, tzinfo=dt.UTC)
MUNICIPALITY = "Houten"
STUDIES = ("hou-gesprek", "hou-werkplek", "hou-training")
RESIDENTS = 60
CITED_TOGETHER = 20
SETTINGS = ("intake_conversation", "three_way_conversation", "case_discussion", "workplace")
ROLES = ("klantmanager", "jobcoach", "trajectbegeleider", "district_team_professional")
SIGNALS = ("helping", "hindering", "mixed", "neutral")
PHASES = ("orient", "plan", "act", "observe", "reflect")
SEEN = (
    "De inwoner vertelde in gesprek {number} wat werk betekent, en de klantmanager schreef dat op. "
    "Daarna lazen zij de afspraken samen hardop terug."
)
CLAIM = (
    "In reeks {number} zagen we dat de regie werd afgesproken als het formulier een vast vak daarvoor had. "
    "Zonder dat vak noemden professionals wel acties, maar niemand die het overzicht houdt."
)


def workspace(root: Path, observations: int) -> Path:
    """Make a workspace with about so many observations, each cited by one insight; give its folder."""
    made = store.init_workspace(root, name="Meting")
    for study in STUDIES:
        fields = {"id": study, "title": study, "municipality": ["GM0321"], "theme": "O1"}
        store.add(made, [Draft(kind="study", fields=fields)], now=NOW)
        people = store.add(made, [_resident(study, number) for number in range(RESIDENTS)], now=NOW)
        count = observations // len(STUDIES)
        seen = store.add(made, [_observation(study, number, people) for number in range(count)], now=NOW)
        groups = [seen[start : start + CITED_TOGETHER] for start in range(0, count, CITED_TOGETHER)]
        store.add(made, [_insight(study, *each) for each in enumerate(groups)], now=NOW)
    return root


def _resident(study: str, number: int) -> Draft:
    consent = {"status": "given", "scopes": ["observe_conversations", "anonymous_quote"]}
    place = STUDIES.index(study) * RESIDENTS + number
    code = "HOU-" + "".join("ABCDEFGH"[place // 8**power % 8] for power in (3, 2, 1, 0))
    fields = {"pseudonym": code, "study_id": study, "group": "resident", "consent": consent}
    return Draft(kind="participant", fields=fields)


def _observation(study: str, number: int, people: Sequence[str]) -> Draft:
    fields = {
        "study_id": study,
        "what_seen": SEEN.format(number=number),
        "date": dt.date(2026, 1, 12) + dt.timedelta(days=number % 150),
        "setting": SETTINGS[number % len(SETTINGS)],
        "phase": PHASES[number % len(PHASES)],
        "signal": SIGNALS[number % len(SIGNALS)],
        "observer_role": "researcher",
        "present_roles": [ROLES[number % len(ROLES)], ROLES[(number + 1) % len(ROLES)]],
        "participants": [people[number % len(people)]],
    }
    return Draft(kind="observation", fields=fields)


def _insight(study: str, number: int, cited: Sequence[str]) -> Draft:
    relations = ("supports", "supports", "nuances", "supports", "contradicts")
    fields = {
        "study_id": study,
        "title": f"Met een vast vak werd de regie vaker afgesproken (reeks {number})",
        "statement": CLAIM.format(number=number),
        "theme": "O1",
        "evidence": [
            {"ref": each, "relation": relations[place % len(relations)]} for place, each in enumerate(cited)
        ],
        "counter": "In gesprekken met haast bleef het vak leeg.",
        "transferability": "Bruikbaar waar twee organisaties dezelfde inwoner begeleiden.",
    }
    return Draft(kind="insight", fields=fields)
