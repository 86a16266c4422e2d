"""Batches of thousands: each draft costs the same however many there are, and none is judged otherwise."""

import datetime as dt
import itertools
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import msgspec
import pytest

from actionlab import errors
from actionlab.model.records import Draft
from actionlab.privacy.refusals import PersonalData
from actionlab.store import Workspace, add, init_workspace, read
from actionlab.store.trying import trial

NOW = dt.datetime(2026, 3, 12, 9, 30, tzinfo=dt.UTC)
STUDY = {"id": "hou-intake", "title": "Intake", "municipality": ["GM0321"], "theme": "O1"}
SCOPES = ["measurements", "observe_conversations", "anonymous_quote"]
LETTERS = "ABCDEFGH"
MOST_GROWTH = 2.05


def codes(n: int) -> list[str]:
    return [f"HOU-{''.join(each)}" for each in itertools.islice(itertools.product(LETTERS, repeat=4), n)]


def people(n: int) -> list[Draft]:
    consent = {"status": "given", "scopes": SCOPES}
    fields = {"study_id": "hou-intake", "group": "resident", "consent": consent}
    return [Draft(kind="participant", fields={"pseudonym": code, **fields}) for code in codes(n)]


def steps(n: int, **given: Any) -> list[Draft]:
    """Give ladder steps of people: the baselines of all, then the follow-ups of all."""
    moments = (("baseline", "2026-01-10"), ("follow_up_1", "2026-03-10"))
    return [
        Draft(
            kind="measurement",
            fields={"study_id": "hou-intake", "instrument": "ladder", "value": 3, "participant": code}
            | {"moment": moment, "date": date}
            | given,
        )
        for moment, date in moments
        for code in codes(n // 2)
    ]


def counts(n: int) -> list[Draft]:
    day = dt.date(2020, 1, 1)
    fields = {"study_id": "hou-intake", "instrument": "counter", "value": 1, "label": "Gesprekken"}
    return [
        Draft(
            kind="measurement",
            fields={**fields, "moment": "after_conversation", "date": str(day + dt.timedelta(number))},
        )
        for number in range(n)
    ]


def seen(n: int, **given: Any) -> list[Draft]:
    return [
        Draft(
            kind="observation", fields={"study_id": "hou-intake", "what_seen": f"Gesprek {number}.", **given}
        )
        for number in range(n)
    ]


def with_short_codes(n: int) -> list[Draft]:
    # the last letter of a code is left out, so it fits eight people
    return [
        msgspec.structs.replace(draft, fields={**draft.fields, "participants": [code[:-1]]})
        for draft, code in zip(seen(n), codes(n), strict=True)
    ]


def evidence(n: int) -> list[Draft]:
    refs = [{"ref": "measurement:hou-intake:ladder", "relation": "supports"}]
    fields = {"study_id": "hou-intake", "statement": "Het werkt.", "evidence": refs}
    return [*steps(n), *(Draft(kind="insight", fields=fields) for _ in range(n))]


def cycles(n: int) -> list[Draft]:
    return [Draft(kind="cycle", fields={"study_id": "hou-intake", "number": each + 1}) for each in range(n)]


def begun(folder: Path, drafts: Sequence[Draft]) -> Workspace:
    made = init_workspace(folder, name="Proef", contact="info@voorbeeld.invalid")
    add(made, [Draft(kind="study", fields=STUDY), *drafts], now=NOW)
    return made


def named(n: int) -> list[Draft]:
    return [
        msgspec.structs.replace(
            draft, fields={**draft.fields, "interpretation": f"Mevrouw Jansen nr {number}."}
        )
        for number, draft in enumerate(seen(n))
    ]


def changed(workspace: Workspace) -> list[Draft]:
    """Give a correction of every observation, in which a name is asked about."""
    return [
        Draft(
            kind="observation",
            id=each.id,
            revises=each.heads,
            fields={"study_id": "hou-intake", "what_seen": "Mevrouw Pieters belde ook."},
        )
        for each in read(workspace).records
        if each.kind == "observation"
    ]


def work(call: Callable[[], object]) -> int:
    """Give how many instructions of Python a call takes; the same every time."""
    done = 0

    def count(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal done
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        done += event == "opcode"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        call()
    finally:
        sys.settrace(before)
    return done


ADDED: dict[str, tuple[Callable[[int], list[Draft]], Callable[[int], list[Draft]]]] = {
    "people": (lambda n: [], people),
    "measurements": (people, steps),
    "counts": (lambda n: [], counts),
    "observations": (lambda n: [], seen),
    "evidence": (people, evidence),
    "cycles": (lambda n: [], cycles),
    "names that are asked about": (lambda n: [], named),
}


@pytest.mark.parametrize("case", ADDED)
def test_twice_as_many_drafts_take_twice_the_work(tmp_path: Path, case: str) -> None:
    present, coming = ADDED[case]
    taken = []
    # the first time everything is loaded
    for n in (2, 60, 120):
        workspace = begun(tmp_path / str(n), present(n))
        drafts = coming(n)
        taken.append(work(lambda w=workspace, d=drafts: add(w, d, now=NOW, confirmed="een zaak")))  # type: ignore[misc]

    assert taken[2] < MOST_GROWTH * taken[1]


def test_twice_as_many_corrections_take_twice_the_work(tmp_path: Path) -> None:
    taken = []
    for n in (2, 60, 120):
        workspace = begun(tmp_path / str(n), seen(n))
        drafts = changed(workspace)
        taken.append(work(lambda w=workspace, d=drafts: add(w, d, now=NOW, confirmed="een zaak")))  # type: ignore[misc]

    assert taken[2] < MOST_GROWTH * taken[1]


@pytest.mark.parametrize("coming", [with_short_codes, lambda n: steps(n, moment="baseline"), cycles])
def test_twice_as_many_refused_drafts_take_twice_the_work(
    tmp_path: Path, coming: Callable[[int], list[Draft]]
) -> None:
    taken = []
    for n in (2, 64, 128):
        workspace = begun(tmp_path / str(n), [*people(n), *cycles(n)])
        drafts = coming(n)
        assert all(trial(workspace, drafts, now=NOW).problems)
        taken.append(work(lambda w=workspace, d=drafts: trial(w, d, now=NOW)))  # type: ignore[misc]

    assert taken[2] < MOST_GROWTH * taken[1]


def test_thousands_of_rows_are_stored_as_they_came(tmp_path: Path) -> None:
    workspace = begun(tmp_path, people(1000))

    ids = add(workspace, [*steps(2000), *seen(3000)], now=NOW)

    records = read(workspace).records
    assert len(set(ids)) == 5000
    assert [records.get(each).data.what_seen for each in ids[2000:]] == [  # type: ignore[union-attr]
        f"Gesprek {number}." for number in range(3000)
    ]


def test_a_follow_up_before_the_baseline_is_found_in_a_batch(tmp_path: Path) -> None:
    workspace = begun(tmp_path, people(4))
    drafts = steps(8)
    late = msgspec.structs.replace(drafts[2], fields={**drafts[2].fields, "date": "2026-04-01"})

    with pytest.raises(errors.RuleBroken, match="wrong way round"):
        add(workspace, [*drafts[:2], late, *drafts[3:]], now=NOW)
    told = trial(workspace, [*drafts[:2], late, *drafts[3:]], now=NOW).problems

    assert [place for place, problems in enumerate(told) if problems] == [2, 6]


def test_a_series_is_that_of_one_goal_of_one_person(tmp_path: Path) -> None:
    workspace = begun(tmp_path, people(2))
    goals = [
        Draft(
            kind="measurement",
            fields={"study_id": "hou-intake", "instrument": "gas", "value": 0, "participant": code}
            | {"goal": goal, "moment": moment, "date": date},
        )
        for code in codes(2)
        for goal, moment, date in (
            ("Bellen", "baseline", "2026-01-10"),
            ("bellen ", "follow_up_1", "2026-02-10"),
            ("Fietsen", "baseline", "2026-03-10"),
            ("Fietsen", "follow_up_1", "2026-03-09"),
        )
    ]

    told = trial(workspace, goals, now=NOW).problems

    assert [place for place, problems in enumerate(told) if problems] == [2, 3, 6, 7]


def test_of_many_doubles_a_few_are_named(tmp_path: Path) -> None:
    workspace = begun(tmp_path, people(1))

    told = trial(workspace, steps(2)[:1] * 40, now=NOW).problems

    assert [len(problems) for problems in told] == [5] * 40


def test_a_batch_holds_every_id_once(tmp_path: Path) -> None:
    workspace = begun(tmp_path, [])
    twice = [msgspec.structs.replace(draft, id="obs-7k3fq2xd") for draft in seen(2)]

    with pytest.raises(errors.RecordExists, match="obs-7k3fq2xd"):
        add(workspace, twice, now=NOW)
    for kind, fields in (("study", {**STUDY, "id": "hou-nieuw"}), ("participant", people(1)[0].fields)):
        with pytest.raises((errors.StudyExists, errors.RecordExists)):
            add(workspace, [Draft(kind=kind, fields=fields)] * 2, now=NOW)

    assert [each.id for each in read(workspace).records] == ["hou-intake"]


def test_a_short_code_in_a_table_finds_its_one_person_in_any_case(tmp_path: Path) -> None:
    workspace = begun(tmp_path, people(1))
    (draft,) = seen(1, participants=["hou-a"])

    (made,) = add(workspace, [draft], now=NOW)

    record = read(workspace).records.get(made)
    assert record is not None
    assert record.data.participants == ("HOU-AAAA",)  # type: ignore[attr-defined]


def test_the_same_text_is_judged_by_the_words_of_its_own_study_and_field(tmp_path: Path) -> None:
    text = "Het ging over autisme en werk."
    other = {**STUDY, "id": "hou-ander", "approved_words": ["autisme"]}
    workspace = begun(tmp_path, [Draft(kind="study", fields=other)])
    here, there = seen(1)[0], seen(1, study_id="hou-ander")[0]
    drafts = [
        msgspec.structs.replace(each, fields={**each.fields, name: text, "tags": ["Vurgelaar"]})
        for each, name in ((there, "what_seen"), (here, "what_seen"), (here, "interpretation"))
    ]

    with pytest.raises(PersonalData) as refused:
        add(workspace, drafts * 2, now=NOW)

    told = [each.field for each in refused.value.places if each.hit == "health"]
    assert told == ["what_seen", "interpretation"] * 2
