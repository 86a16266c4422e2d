"""What has to go when a person withdraws, and what stays."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from builders import observation, record, valid

from actionlab.model.leaving_out import GAP, without_quote
from actionlab.model.withdrawal import (
    CONVERSATIONS,
    ERASE,
    MEASUREMENTS,
    QUOTES,
    REWRITE,
    Decision,
    Says,
    Trace,
    has_main_text,
    plan_part,
    plan_whole,
    says,
    trace,
    withdrawn_consent,
    without_person,
)

ANNA, BERT = "HOU-K7M2", "HOU-R4TD"
TODAY = dt.date(2026, 6, 15)


def quote(speaker: str | None, text: str = "Ik wil werken.") -> dict[str, Any]:
    return {"text": text, "speaker": speaker}


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ({"what_seen": "Iets"}, Says()),
        ({"participant": ANNA}, Says(measured=True)),
        ({"participant": BERT}, Says()),
        ({"participants": [BERT, ANNA]}, Says(linked=True)),
        ({"participants": [{"role": "resident", "n": 3}]}, Says()),
        ({"participants": None}, Says()),
        ({"quote": quote(ANNA)}, Says(quoted=True)),
        ({"quote": quote(BERT)}, Says()),
        ({"quote": quote(None, f"{ANNA} zei niets")}, Says(named=True)),
        ({"quote": quote(ANNA, f"ik ben {ANNA}")}, Says(quoted=True)),
        ({"what_seen": "(hou-k7m2)"}, Says(named=True)),
        ({"regie": [{"subject": f"hulp aan {ANNA}"}]}, Says(named=True)),
        ({"value": [{"task": f"{ANNA} bellen"}]}, Says(named=True)),
        ({"why": f"op verzoek van {ANNA}"}, Says(named=True)),
        ({"study_id": "hou-k7m2", "evidence": [{"ref": "measurement:hou-k7m2:grade"}]}, Says()),
        ({"later_field": {"deep": [ANNA]}}, Says(named=True)),
    ],
)
def test_every_way_to_speak_of_a_person_is_found(stored: Mapping[str, Any], said: Says) -> None:
    assert says(stored, ANNA) == said


def test_a_trace_knows_what_was_said_before_and_what_is_said_now() -> None:
    found = trace(observation(), [{"quote": quote(ANNA)}, {"what_seen": "Iets"}], ANNA)
    assert found is not None
    assert (found.now, found.ever) == (Says(), Says(quoted=True))
    assert found.stored == {"what_seen": "Iets"}


def test_a_record_that_never_spoke_of_the_person_is_no_trace() -> None:
    assert trace(observation(), [{"what_seen": "Iets"}, {"participants": [BERT]}], ANNA) is None


def test_a_quote_goes_only_when_the_person_spoke_it() -> None:
    assert without_quote({"what_seen": "Iets", "quote": quote(ANNA)}, [ANNA]) == {"what_seen": "Iets"}
    assert without_quote({"quote": quote(BERT)}, [ANNA]) == {"quote": quote(BERT)}


def test_without_a_person_everything_else_stays() -> None:
    stored = {
        "study_id": "hou-k7m2",
        "what_seen": f"Met {ANNA} en hou-k7m2, niet HOU-K7M3.",
        "participants": [ANNA, BERT],
        "quote": quote(ANNA),
        "tags": [ANNA.lower(), "werk"],
        "prompt": 2,
        "later_field": {"deep": [f"-{ANNA}-", None, 1.5]},
    }
    assert without_person(stored, ANNA) == {
        "study_id": "hou-k7m2",
        "what_seen": f"Met {GAP} en {GAP}, niet HOU-K7M3.",
        "participants": [BERT],
        "tags": [GAP, "werk"],
        "prompt": 2,
        "later_field": {"deep": [f"-{GAP}-", None, 1.5]},
    }


def test_without_conversations_a_measurement_stays_that_of_the_person() -> None:
    stored = {"participant": ANNA, "goal": f"{ANNA} belt zelf"}
    assert without_person(stored, ANNA) == {"participant": ANNA, "goal": f"{GAP} belt zelf"}


def test_what_a_person_never_said_stays_as_it_is() -> None:
    stored = {"what_seen": "Iets", "quote": quote(BERT), "participants": [BERT]}
    assert without_person(stored, ANNA) == stored


def traced(kind: str, *former: Mapping[str, Any], **now: Any) -> Trace:
    """A trace of a record that says `now`, and said `former` before."""
    found = trace(record(kind, f"{kind}-1", **now), [*former, valid(kind, **now)], ANNA)
    assert found is not None
    return found


MEASURED = traced("measurement", participant=ANNA)
CORRECTED = traced("measurement", {"participant": ANNA}, participant=BERT)
LINKED = traced("observation", what_seen="Zij praat.", participants=[ANNA, BERT])
QUOTED = traced("observation", what_seen="Zij praat.", quote=quote(ANNA), participants=[ANNA])
FORMERLY = traced("observation", {"quote": quote(ANNA)}, what_seen="Zij praat.")
NAMED = traced("agenda_item", text=f"Over {ANNA}")


def test_altogether_measurements_go_and_what_is_kept_needs_no_plan() -> None:
    plan = plan_whole(ANNA, [MEASURED, CORRECTED, LINKED, QUOTED, FORMERLY, NAMED], {})
    assert plan.ids == (ANNA, "measurement-1")
    assert plan.drafts == ()


def test_altogether_texts_are_erased_or_rewritten_as_decided() -> None:
    decided = {
        "agenda_item-1": Decision(what=ERASE),
        "observation-1": Decision(what=REWRITE, text="Er werd gepraat."),
    }
    plan = plan_whole(ANNA, [QUOTED, NAMED], decided)
    assert plan.ids == (ANNA, "agenda_item-1")
    (draft,) = plan.drafts
    assert (draft.id, draft.forgets) == ("observation-1", True)
    assert draft.fields == valid("observation", what_seen="Er werd gepraat.", participants=[])


@pytest.mark.parametrize(
    ("scope", "each", "erased", "rewritten"),
    [
        (MEASUREMENTS, MEASURED, True, False),
        (MEASUREMENTS, CORRECTED, False, True),
        (MEASUREMENTS, LINKED, False, False),
        (MEASUREMENTS, QUOTED, False, False),
        (QUOTES, MEASURED, False, False),
        (QUOTES, LINKED, False, False),
        (QUOTES, QUOTED, False, True),
        (QUOTES, FORMERLY, False, True),
        (QUOTES, NAMED, False, False),
        (CONVERSATIONS, MEASURED, False, False),
        (CONVERSATIONS, LINKED, False, True),
        (CONVERSATIONS, QUOTED, False, True),
        (CONVERSATIONS, FORMERLY, False, True),
        (CONVERSATIONS, NAMED, False, True),
        ("reuse", MEASURED, False, False),
        ("reuse", QUOTED, False, False),
    ],
)
def test_in_part_only_what_was_withdrawn_goes(scope: str, each: Trace, erased: bool, rewritten: bool) -> None:
    plan = plan_part(ANNA, [scope], [each], {})
    assert (bool(plan.ids), bool(plan.drafts)) == (erased, rewritten)
    assert all(draft.forgets for draft in plan.drafts)


def test_without_quotes_the_link_stays() -> None:
    (draft,) = plan_part(ANNA, [QUOTES], [QUOTED], {}).drafts
    assert draft.fields == valid("observation", what_seen="Zij praat.", participants=[ANNA])


def test_without_conversations_a_text_is_erased_when_that_was_decided() -> None:
    plan = plan_part(ANNA, [CONVERSATIONS], [LINKED], {"observation-1": Decision(what=ERASE)})
    assert (plan.ids, plan.drafts) == (("observation-1",), ())


@pytest.mark.parametrize(
    ("consent", "scopes", "left"),
    [
        (
            {"status": "given", "scopes": ["measurements", "reuse"], "date": "2026-01-02"},
            ["reuse"],
            {"status": "given", "scopes": ["measurements"], "date": "2026-01-02"},
        ),
        ({"status": "given", "scopes": ["reuse"]}, ["reuse", QUOTES], {"status": "withdrawn", "scopes": []}),
        ({"status": "given"}, ["reuse"], {"status": "given"}),
        ({"status": "given", "scopes": []}, ["reuse"], {"status": "given", "scopes": []}),
    ],
)
def test_consent_loses_what_was_withdrawn_and_nothing_is_made_up(
    consent: dict[str, Any], scopes: list[str], left: dict[str, Any]
) -> None:
    stored = {"pseudonym": ANNA, "consent": consent}
    withdrawn = withdrawn_consent(stored, scopes, TODAY)
    assert withdrawn == {"pseudonym": ANNA, "consent": {**left, "withdrawn_on": "2026-06-15"}}


def test_only_kinds_that_begin_with_a_text_can_be_rewritten() -> None:
    named = traced("meeting", agreed=f"{ANNA} belt")
    assert [has_main_text(each) for each in (LINKED, NAMED, named, MEASURED)] == [True, True, False, False]
