"""What of all that comes in is new, a correction, known already, or refused."""

import datetime as dt
import time
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actionlab.errors import Problem
from actionlab.exchange.incoming import Incoming, Source
from actionlab.exchange.likeness import united
from actionlab.exchange.made_ids import made_id
from actionlab.exchange.planning import (
    CHANGED,
    GONE,
    KNOWN,
    NEW,
    REFUSED,
    Step,
    needed_kinds,
    plan,
)
from actionlab.model.records import Draft
from actionlab.store import Workspace, add, erase, read
from actionlab.store.versions import versions

NOW = dt.datetime(2026, 6, 15, 11, 0, tzinfo=dt.UTC)
STUDY = "hou-driehoek"
CODE = "HOU-K7M2"
SEEN = "Een inwoner vroeg wat een proefplaatsing is."

Bring = Callable[..., list[Step]]


def seen(text: str = SEEN, row: int = 2, *, key: tuple[str, ...] = (), **fields: Any) -> Incoming:
    """An observation from a table."""
    source = Source(file="dag.csv", row=row)
    return Incoming(source=source, kind="observation", fields={"what_seen": text, **fields}, key=key)


def form(text: str = SEEN, name: str = "dag/waarneming", **fields: Any) -> Incoming:
    """An observation from a filled form."""
    source = Source(file=f"{name}.docx")
    key = ("form", "observation", name)
    return Incoming(
        source=source, kind="observation", fields={"what_seen": text, **fields}, key=key, weak=True
    )


def measured(value: int, row: int = 2, *, code: str | None = CODE, **fields: Any) -> Incoming:
    """A step on the ladder at the baseline."""
    said = {"instrument": "ladder", "moment": "baseline", "value": value, **fields}
    if code:
        said["participant"] = code
    source = Source(file="metingen.xlsx", row=row)
    return Incoming(source=source, kind="measurement", fields=said, anonymous=code is None)


@pytest.fixture
def bring(workspace: Workspace) -> Bring:
    """A function that plans what comes in, stores what is new or changed, and gives the steps."""

    def bring_in(*incomings: Incoming) -> list[Step]:
        found = versions(workspace, STUDY, needed_kinds(incomings))
        steps = list(plan(incomings, found, STUDY))
        add(workspace, [step.draft for step in steps if step.draft], now=NOW)
        return steps

    return bring_in


def outcomes(steps: Sequence[Step]) -> list[str]:
    """What became of each thing, in order."""
    return [step.outcome for step in steps]


def stored(workspace: Workspace, kind: str) -> list[Any]:
    """What the records of a kind say now."""
    return [each.data for each in read(workspace).records if each.kind == kind]


def test_the_same_rows_again_add_nothing(bring: Bring, workspace: Workspace) -> None:
    rows = [seen(), seen("Een jobcoach belde met een werkgever.", 3), measured(3)]
    assert outcomes(bring(*rows)) == [NEW, NEW, NEW]
    assert outcomes(bring(*rows)) == [KNOWN, KNOWN, KNOWN]
    assert outcomes(bring(*reversed(rows))) == [KNOWN, KNOWN, KNOWN]
    assert len(stored(workspace, "observation")) == 2


def test_what_was_logged_by_hand_is_known_when_a_row_says_it(bring: Bring, workspace: Workspace) -> None:
    add(workspace, [Draft(kind="observation", fields={"study_id": STUDY, "what_seen": SEEN})], now=NOW)
    assert outcomes(bring(seen())) == [KNOWN]


def test_a_row_that_was_changed_here_since_stays_changed(bring: Bring, workspace: Workspace) -> None:
    [first] = bring(seen(key=("row", "7")))
    record = read(workspace).records.get(first.record_id)
    assert record is not None
    changed = {"study_id": STUDY, "what_seen": "Een inwoner vroeg naar werk."}
    draft = Draft(kind="observation", fields=changed, id=record.id, revises=record.heads)
    add(workspace, [draft], now=NOW)
    assert outcomes(bring(seen(key=("row", "7")))) == [KNOWN]
    assert stored(workspace, "observation")[0].what_seen == "Een inwoner vroeg naar werk."


def test_a_row_with_a_number_is_corrected(bring: Bring, workspace: Workspace) -> None:
    [first] = bring(seen(key=("row", "7")))
    [second] = bring(seen("Een inwoner vroeg naar vrijwilligerswerk.", key=("row", "7")))
    assert (second.outcome, second.record_id) == (CHANGED, first.record_id)
    [observation] = stored(workspace, "observation")
    assert observation.what_seen == "Een inwoner vroeg naar vrijwilligerswerk."
    assert second.before is not None
    assert second.before["what_seen"] == SEEN


def test_a_measurement_is_known_by_person_instrument_and_moment(bring: Bring, workspace: Workspace) -> None:
    fields = {"study_id": STUDY, **measured(3).fields}
    [by_hand] = add(workspace, [Draft(kind="measurement", fields=fields)], now=NOW)
    assert outcomes(bring(measured(3))) == [KNOWN]
    [corrected] = bring(measured(4))
    assert (corrected.outcome, corrected.record_id) == (CHANGED, by_hand)
    assert [each.value for each in stored(workspace, "measurement")] == [4]


def test_one_person_with_two_values_in_one_file_is_refused_naming_the_other_row(bring: Bring) -> None:
    steps = bring(measured(3, 2), measured(3, 3), measured(5, 4))
    assert outcomes(steps) == [NEW, KNOWN, REFUSED]
    assert steps[2].problems[0].facts["row"] == 2


def test_two_people_without_a_code_who_answer_the_same_both_count(bring: Bring, workspace: Workspace) -> None:
    grade = {"instrument": "grade", "moment": "after_training"}
    three = [measured(7, row, code=None, **grade) for row in (2, 3, 4)]
    assert outcomes(bring(*three[:2])) == [NEW, NEW]
    assert outcomes(bring(*three)) == [KNOWN, KNOWN, NEW]
    assert len(stored(workspace, "measurement")) == 3


def test_a_corrected_form_becomes_a_version_of_the_same_record(bring: Bring, workspace: Workspace) -> None:
    [first] = bring(form(date="2026-03-02", interpretation="Misschien weet niemand het."))
    [second] = bring(form(SEEN.replace("proefplaatsing", "werkplek"), date="2026-03-02"))
    assert (second.outcome, second.record_id) == (CHANGED, first.record_id)
    [observation] = stored(workspace, "observation")
    assert observation.interpretation is None


def test_a_form_under_another_name_adds_nothing_twice(bring: Bring, workspace: Workspace) -> None:
    bring(form(date="2026-03-02"))
    assert outcomes(bring(form(date="2026-03-02", name="archief/kopie"))) == [KNOWN]
    assert len(stored(workspace, "observation")) == 1


def test_another_form_of_the_same_name_is_no_correction(bring: Bring, workspace: Workspace) -> None:
    other = form("Twee jobcoaches spraken af wie belt.", date="2026-04-09", setting="case_discussion")
    assert outcomes(bring(form(date="2026-03-02"))) == [NEW]
    assert outcomes(bring(other)) == [NEW]
    assert outcomes(bring(form(date="2026-03-02"), other)) == [KNOWN, KNOWN]
    assert len(stored(workspace, "observation")) == 2


def test_what_was_erased_does_not_come_back(bring: Bring, workspace: Workspace) -> None:
    steps = bring(seen(), form("Een ander gesprek over een taakbaan."), measured(3))
    erase(workspace, [step.record_id for step in steps], now=NOW)
    again = bring(seen(), form("Een ander gesprek over een taakbaan."), measured(3))
    assert outcomes(again) == [GONE, GONE, GONE]
    assert stored(workspace, "observation") == stored(workspace, "measurement") == []


def test_what_was_erased_comes_in_again_when_that_is_wanted(bring: Bring, workspace: Workspace) -> None:
    coming = [seen(), form("Een ander gesprek over een taakbaan."), measured(3)]
    for _round in range(2):
        steps = list(plan(coming, versions(workspace, STUDY, needed_kinds(coming)), STUDY, again=True))
        assert outcomes(steps) == [NEW, NEW, NEW]
        ids = add(workspace, [step.draft for step in steps if step.draft], now=NOW)
        assert outcomes(bring(*coming)) == [KNOWN, KNOWN, KNOWN]
        erase(workspace, ids, now=NOW)
    assert outcomes(bring(*coming)) == [GONE, GONE, GONE]


def scan(*answers: int, name: str = "terug/scan") -> Incoming:
    """An anonymous scan on a form."""
    fields = {
        "instrument": "collaboration_scan",
        "moment": "baseline",
        "value": list(answers),
        "group_count": 1,
        "assessor_role": "self",
    }
    key = ("form", "collaboration_scan", "", name)
    source = Source(file=f"{name}.docx")
    return Incoming(source=source, kind="measurement", fields=fields, key=key, weak=True, anonymous=True)


def test_the_scan_of_another_person_under_the_same_name_is_no_correction(
    bring: Bring, workspace: Workspace
) -> None:
    bring(scan(3, 3, 3, 3, 3, 3, 3, 3))

    assert outcomes(bring(scan(5, 5, 5, 5, 5, 5, 5, 5))) == [NEW]
    assert outcomes(bring(scan(3, 3, 3, 3, 3, 3, 3, 4))) == [CHANGED]
    assert len(stored(workspace, "measurement")) == 2


def test_two_observers_of_one_conversation_may_use_the_same_name(bring: Bring, workspace: Workspace) -> None:
    there: dict[str, Any] = {
        "date": "2026-03-02",
        "setting": "case_discussion",
        "present_roles": ["jobcoach"],
    }
    bring(form("De jobcoach vroeg wat er nodig was.", **there))

    assert outcomes(bring(form("Niemand noemde een afspraak over het plan.", **there))) == [NEW]
    assert len(stored(workspace, "observation")) == 2


def test_the_second_form_of_a_name_can_be_corrected_too(bring: Bring, workspace: Workspace) -> None:
    bring(form("De jobcoach vroeg wat er nodig was om te beginnen."))
    bring(form("Twee collega's spraken af wie de werkgever belt."))

    [step] = bring(form("Twee collega's spraken af wie de werkgever mailt."))

    assert step.outcome == CHANGED
    assert len(stored(workspace, "observation")) == 2


def test_what_was_masked_when_it_was_stored_is_known(bring: Bring, workspace: Workspace) -> None:
    written = form("De inwoner belt morgen terug op 06-12345678.")
    [step] = plan([written], versions(workspace, STUDY, needed_kinds([written])), STUDY)
    assert step.draft is not None
    add(workspace, [step.draft], now=NOW, mask=True)

    assert outcomes(bring(written)) == [KNOWN]
    assert outcomes(bring(form("De inwoner belt morgen terug op het oude nummer."))) == [CHANGED]


def test_an_id_that_is_not_of_this_study_is_refused(bring: Bring) -> None:
    [step] = bring(seen(key=("id", "obs-00000000")))
    assert step.outcome == REFUSED
    assert step.problems[0].facts["id"] == "obs-00000000"


def test_faults_of_form_refuse_only_their_own_row(bring: Bring) -> None:
    wrong = Incoming(source=Source(file="x"), kind="observation", fields={}, problems=(Problem("date", "?"),))
    steps = bring(wrong, seen(), measured(3, moment=5))
    assert outcomes(steps) == [REFUSED, NEW, REFUSED]
    assert all(step.malformed for step in steps if step.outcome == REFUSED)


def test_consent_of_a_form_is_added_to_what_is_known_of_a_person(bring: Bring, workspace: Workspace) -> None:
    consent = {"status": "given", "scopes": ["measurements"], "version": "2"}
    fields = {"pseudonym": CODE, "consent": consent}
    person = Incoming(
        source=Source(file="brief.docx"), kind="participant", fields=fields | {"group": "resident"}
    )
    assert outcomes(bring(person)) == [CHANGED]
    found = next(each for each in stored(workspace, "participant") if each.pseudonym == CODE)
    assert (found.consent.scopes, str(found.consent.date)) == (("measurements",), "2026-01-05")
    assert outcomes(bring(person)) == [KNOWN]


FIELDS = st.dictionaries(st.sampled_from("abc"), st.integers(0, 2))


@given(first=FIELDS, current=FIELDS, now=FIELDS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_uniting_takes_what_the_file_changed_and_keeps_what_was_changed_here(
    first: dict[str, int], current: dict[str, int], now: dict[str, int]
) -> None:
    after = united(now, [first], current, whole=False)
    for name, value in now.items():
        assert after.get(name) == (current.get(name) if first.get(name) == value else value)
    assert {name: after[name] for name in current if name not in now} == {
        name: current[name] for name in current if name not in now
    }
    assert united(first, [first], current, whole=True) == current


@given(st.lists(st.tuples(st.text(), st.text()), min_size=2, max_size=2, unique=True))
def test_other_things_get_other_ids(pairs: list[tuple[str, str]]) -> None:
    first, second = (made_id("observation", STUDY, *pair) for pair in pairs)
    assert first != second
    assert len(first) == len("obs-") + 8


def test_an_own_edit_stays_through_every_correction_of_the_file(bring: Bring, workspace: Workspace) -> None:
    key = ("id-of-row", "7")
    [first] = bring(seen(key=key))
    bring(seen(key=key, interpretation="Misschien is het nieuw."))
    record = read(workspace).records.get(first.record_id)
    assert record is not None
    own = {"study_id": STUDY, "what_seen": "Mijn eigen tekst.", "interpretation": "Misschien is het nieuw."}
    draft = Draft(kind="observation", fields=own, id=record.id, revises=record.heads)
    add(workspace, [draft], now=NOW)

    [last] = bring(seen(key=key, interpretation="Het is nieuw.", signal="helping"))

    [observation] = stored(workspace, "observation")
    assert (last.outcome, observation.what_seen) == (CHANGED, "Mijn eigen tekst.")
    assert (observation.interpretation, observation.signal) == ("Het is nieuw.", "helping")


def test_what_a_file_takes_back_is_told_and_stays_as_it_is(bring: Bring, workspace: Workspace) -> None:
    bring(measured(3))
    bring(measured(4))

    [step] = bring(measured(3))

    assert step.outcome == KNOWN
    assert [step.record_id in note for note in step.first.notes] == [True]
    assert [each.value for each in stored(workspace, "measurement")] == [4]


def test_two_long_texts_are_compared_at_once(bring: Bring) -> None:
    texts = [" ".join(f"woord{n * step}" for n in range(3000)) for step in (3, 7)]
    began = time.process_time()

    steps = [bring(form(text, "dag/lang"))[0].outcome for text in texts]

    assert steps == [NEW, NEW]
    assert time.process_time() - began < 20


def consent_form(date: str, *scopes: str, name: str = "brief") -> Incoming:
    """A consent form of the one person."""
    consent = {"status": "given", "scopes": [*scopes], "date": date}
    fields = {"pseudonym": CODE, "group": "resident", "consent": consent}
    source = Source(file=f"{name}.docx")
    return Incoming(source=source, kind="participant", fields=fields, key=("form", "consent", "", name))


def test_a_form_of_somebody_who_was_erased_stays_away(bring: Bring, workspace: Workspace) -> None:
    erase(workspace, [CODE], now=NOW)
    unknown = msgspec.structs.replace(
        consent_form("2026-06-01", "reuse"), problems=(Problem("participant", "?"),)
    )

    assert outcomes(bring(unknown)) == [GONE]


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_consent_forms_of_one_person_the_latest_counts(
    bring: Bring, workspace: Workspace, turned: bool
) -> None:
    forms = [consent_form("2026-06-01", "reuse", name="oud"), consent_form("2026-06-05", "measurements")]

    [step] = bring(*(reversed(forms) if turned else forms))

    [person] = [each for each in stored(workspace, "participant") if each.pseudonym == CODE]
    assert person.consent.scopes == ("measurements",)
    assert ["oud.docx" in note for note in step.first.notes] == [True]


def test_two_versions_of_one_form_in_one_folder_are_refused_with_the_name(bring: Bring) -> None:
    steps = bring(form(date="2026-03-02"), form(SEEN + " Later.", date="2026-03-02"))

    assert outcomes(steps) == [NEW, REFUSED]
    assert steps[1].problems[0].facts["file"] == "dag/waarneming.docx"


def test_an_old_copy_beside_the_corrected_form_is_known(bring: Bring, workspace: Workspace) -> None:
    old, new = form(date="2026-03-02"), form(SEEN + " Later.", date="2026-03-02")
    bring(old)

    assert outcomes(bring(old, new)) == [KNOWN, CHANGED]
    assert outcomes(bring(new, old)) == [KNOWN, KNOWN]


def test_an_id_of_another_kind_is_refused(bring: Bring) -> None:
    [step] = bring(measured(3))

    # the measurements are read too, so that it is known and of another kind
    assert outcomes(bring(measured(3), seen(key=("id", step.record_id)))) == [KNOWN, REFUSED]


def test_a_field_that_is_left_open_on_a_corrected_form_goes(bring: Bring, workspace: Workspace) -> None:
    bring(form(interpretation="Misschien is het nieuw."))

    assert outcomes(bring(form())) == [CHANGED]
    assert stored(workspace, "observation")[0].interpretation is None


def test_line_ends_of_another_program_change_nothing(bring: Bring) -> None:
    key = ("kobo", "7")
    bring(seen("Eerst dit.\r\nDan dat.", key=key))

    assert outcomes(bring(seen("Eerst dit.\nDan dat.", key=key))) == [KNOWN]


def test_a_part_that_is_none_is_taken_out() -> None:
    before = {"consent": {"scopes": ["reuse"], "withdrawn_on": "2026-03-12"}}
    now = {"consent": {"scopes": ["reuse", "measurements"], "withdrawn_on": None}}

    assert united(now, [before], before, whole=False) == {"consent": {"scopes": ["reuse", "measurements"]}}
