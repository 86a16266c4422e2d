"""Records that are valid by default: a test gives only what it is about."""

import datetime as dt
import itertools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from actionlab import store
from actionlab.analysis.findings import Findings, summarise
from actionlab.analysis.scope import protection, scope
from actionlab.model.build import build
from actionlab.model.kinds import KINDS
from actionlab.model.records import Record, Records
from actionlab.model.settings import Settings
from actionlab.model.vocabulary import ids
from actionlab.report.content.feedback import About, feedback
from actionlab.report.text import render_text
from actionlab.report.wording import Wording, read_wording

CHECKOUT = Path(__file__).parent.parent
FEEDBACK = (CHECKOUT / "templates/reports/feedback.nl.toml").read_text(encoding="utf-8")
HOUTEN, NIEUWEGEIN, ZEIST = "GM0321", "GM0356", "GM0355"
TODAY = dt.date(2026, 7, 1)

# consent to everything
AGREED: dict[str, Any] = {"status": "given", "scopes": list(ids("consent_scope"))}

VALID: dict[str, dict[str, Any]] = {
    "study": {"id": "een", "title": "Een", "municipality": [HOUTEN], "theme": "O1"},
    "approach": {"title": "Samen aan tafel"},
    "cycle": {"number": 1},
    "participant": {"pseudonym": "HOU-K7M2", "group": "resident", "consent": AGREED},
    "observation": {"what_seen": "De inwoner vertelt."},
    "training": {"title": "Oefenen"},
    "measurement": {"instrument": "grade", "value": 7},
    "insight": {"statement": "Met een vast vak werd de regie vaker benoemd."},
    "action": {"description": "Bel elkaar."},
    "member_check": {"insight_ids": ["ins-0001"]},
    "meeting": {"type": "team_meeting"},
    "decision": {"question": "Mag dit?"},
    "agenda_item": {"text": "Wat werkt?"},
    "organisation": {"name": "Werk & Inkomen (voorbeeld)"},
    "note": {"report_section": "summary", "text": "Onze eigen tekst."},
    "publication": {
        "municipality": HOUTEN,
        "audience": "municipality",
        "date": "2026-03-12",
        "smallest_group": 5,
    },
    "removal": {"study": "een", "reason": "retention", "removed_on": "2036-07-01"},
}
_NUMBERS = itertools.count(9000)


def valid(kind: str, **fields: Any) -> dict[str, Any]:
    """The fields of a valid record of a kind, in the study `een`, with these fields instead."""
    own = {} if kind == "study" or KINDS[kind].shared else {"study_id": "een"}
    return {**own, **VALID[kind], **fields}


def record(kind: str, record_id: str = "", /, **fields: Any) -> Record[Any]:
    """A record as the store gives it back; its id is made when not given."""
    values = valid(kind, **fields)
    own = {"study": "id", "participant": "pseudonym"}.get(kind)
    found = record_id or (values[own] if own else f"{KINDS[kind].prefix}-{next(_NUMBERS)}")
    folder = values.get("study_id") or "_shared"
    return Record(id=found, kind=kind, data=build(kind, values), at="", by="", rev="", folder=folder)


def study(record_id: str = "een", /, **fields: Any) -> Record[Any]:
    return record("study", id=record_id, **fields)


def person(code: str, **fields: Any) -> Record[Any]:
    return record("participant", pseudonym=code, **fields)


def people(n: int, start: str = "HOU", **fields: Any) -> list[Record[Any]]:
    """Participants with codes such as HOU-AAAA, HOU-AAAB."""
    letters = itertools.product("ABCDEFGH", repeat=2)
    return [person(f"{start}-AA{a}{b}", **fields) for a, b in itertools.islice(letters, n)]


def codes(found: Iterable[Record[Any]]) -> list[str]:
    return [each.id for each in found]


def observation(record_id: str = "", /, **fields: Any) -> Record[Any]:
    return record("observation", record_id, **fields)


def insight(record_id: str = "ins-0001", /, **fields: Any) -> Record[Any]:
    return record("insight", record_id, **fields)


def supported_by(*refs: str) -> list[dict[str, str]]:
    return [{"ref": ref, "relation": "supports"} for ref in refs]


def measured(participant: str | None, moment: str, value: object, **fields: Any) -> Record[Any]:
    return record("measurement", participant=participant, moment=moment, value=value, **fields)


def laddered(found: Iterable[Record[Any]], before: Iterable[int], after: Iterable[int]) -> list[Record[Any]]:
    """Ladder steps of people at the baseline and at the follow-up."""
    steps = zip(found, before, after, strict=True)
    return [
        measured(each.id, moment, step, instrument="ladder", study_id=each.data.study_id)
        for each, first, later in steps
        for moment, step in (("baseline", first), ("follow_up_1", later))
    ]


def example() -> Records:
    """The records of the example studies, as the store reads them."""
    reading = store.read(store.open_workspace(CHECKOUT))
    assert not reading.damaged
    return reading.records


def findings(
    records: Iterable[Record[Any]], municipality: str = HOUTEN, audience: str = "municipality", **given: Any
) -> Findings:
    """What a report may say; `given` are the options of `scope`, `today` and `previous`."""
    today, previous = given.pop("today", TODAY), given.pop("previous", None)
    found = scope(records if isinstance(records, Records) else Records(records), municipality, **given)
    limit = protection(audience, Settings(), found.studies)
    return summarise(found, today, limit, audience=audience, previous=previous)


def feedback_text(found: Findings, wording: Wording | None = None, **about: Any) -> str:
    """The feedback report as plain text on long lines, so that no sentence is broken."""
    said = wording or read_wording(FEEDBACK, FEEDBACK, "feedback.nl.toml")
    return render_text(feedback(found, said, About(**about)), width=10_000)


def section(text: str, heading: str) -> str:
    """The part of a report text under the heading of level 1 that ends with these words."""
    lines = text.splitlines()
    tops = [place - 1 for place, line in enumerate(lines) if line and set(line) == {"="}]
    starts = [place for place in tops if lines[place].endswith(heading)]
    if not starts:
        return ""
    end = next((place for place in tops if place > starts[0]), len(lines))
    return "\n".join(lines[starts[0] : end])
