"""A trial says of every draft what the store would say, and leaves everything as it was."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actionlab import errors
from actionlab.model.records import Draft
from actionlab.privacy.refusals import PersonalData
from actionlab.store import Workspace, add, erase, open_workspace, read
from actionlab.store.lock import locked
from actionlab.store.trying import trial
from actionlab.store.writer import local_folder

Add = Callable[..., str]
NOW = dt.datetime(2026, 3, 12, 9, 30, tzinfo=dt.UTC)
BSN = "123456782"
STUDY = {"title": "T", "municipality": ["GM0321"], "theme": "O1"}
AGREED = {"status": "given", "scopes": ["measurements"]}


def files(*folders: str | Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for each in folders for path in Path(each).rglob("*") if path.is_file()}


def seen(text: str = "De inwoner vertelt.", /, **given: Any) -> Draft:
    envelope = {name: given.pop(name) for name in ("id", "revises", "why") if name in given}
    return Draft(
        kind="observation", fields={"study_id": "hou-intake", "what_seen": text, **given}, **envelope
    )


def cycle(**given: Any) -> Draft:
    return Draft(kind="cycle", fields={"study_id": "hou-intake", **given})


def person(code: str, **given: Any) -> Draft:
    fields = {"study_id": "hou-intake", "pseudonym": code, "group": "resident", "consent": AGREED, **given}
    return Draft(kind="participant", fields=fields)


def grade(code: str, value: int, moment: str = "baseline") -> Draft:
    fields = {"study_id": "hou-intake", "participant": code, "instrument": "grade", "value": value}
    return Draft(kind="measurement", fields={**fields, "moment": moment})


def fields_told(workspace: Workspace, *drafts: Draft) -> list[list[str]]:
    return [[each.field for each in told] for told in trial(workspace, drafts, now=NOW).problems]


def test_what_is_right_has_no_problems_and_nothing_is_stored(workspace: Workspace) -> None:
    before = files(workspace.root, local_folder())
    drafts = [person("HOU-K7M2"), grade("HOU-K7M2", 7), seen(cycle_id="cyc-0")]

    found = trial(workspace, drafts, now=NOW)

    assert found.problems == ((), (), ())
    assert found.personal == ((), (), ())
    assert files(workspace.root, local_folder()) == before


def test_a_trial_waits_for_nobody(workspace: Workspace) -> None:
    with locked(workspace.root):
        assert fields_told(workspace, seen()) == [[]]


def test_nothing_to_try_is_nothing_to_say(workspace: Workspace) -> None:
    found = trial(workspace, [], now=NOW)

    assert (found.problems, found.personal) == ((), ())


REFUSED = {
    "without form": (seen(" ", signal="soms"), ["what_seen", "signal"]),
    "a wrong date": (seen(date="31-02-2026"), ["date"]),
    "not finite": (seen(later=float("nan")), [""]),
    "half a character": (seen(why="half \udce9"), [""]),
    "two rules": (cycle(number=1, status="finished"), ["number", "decision", "reason", "because"]),
    "a reference to nothing": (seen(cycle_id="cyc-99999999"), ["cycle_id"]),
    "a study that is there": (Draft(kind="study", fields={"id": "hou-intake", **STUDY}), ["id"]),
    "a code that is there": (person("HOU-TAKE"), ["pseudonym"]),
    "an id that is there": (seen(id="obs-0001"), ["id"]),
    "a record to change that is not there": (seen(id="obs-none", revises=("0" * 32,)), ["id"]),
    "an erased record": (seen(id="obs-gone"), ["id"]),
    "a reference to an erased record": (seen(participants=["HOU-G2NE"]), ["participants"]),
    "a study that was erased": (seen(study_id="hou-weg"), ["study_id"]),
}


@pytest.fixture
def full(workspace: Workspace, put: Add) -> Workspace:
    """Give a workspace in which something was stored, and something erased."""
    for each in ("obs-0001", "obs-gone"):
        put(id=each)
    add(workspace, [person("HOU-TAKE"), person("HOU-G2NE")], now=NOW)
    add(workspace, [Draft(kind="study", fields={"id": "hou-weg", **STUDY})], now=NOW)
    erase(workspace, ["obs-gone", "HOU-G2NE", "hou-weg"], now=NOW)
    return workspace


@pytest.mark.parametrize("case", REFUSED)
def test_every_draft_is_told_what_adding_it_would_say(full: Workspace, case: str) -> None:
    draft, wanted = REFUSED[case]
    before = files(full.root)

    (told,) = trial(full, [draft], now=NOW).problems

    with pytest.raises(errors.ActionlabError) as refused:
        add(full, [draft], now=NOW)
    assert [each.field for each in told] == wanted
    assert all(str(each) in str(refused.value) for each in told)
    assert files(full.root) == before


def test_what_is_wrong_with_one_draft_is_not_said_of_another(full: Workspace) -> None:
    drafts = [each for wrong, _wanted in REFUSED.values() for each in (seen(), wrong)]
    wanted = [each for _wrong, fields in REFUSED.values() for each in ([], fields)]

    assert fields_told(full, *drafts, grade("HOU-TAKE", 7)) == [*wanted, []]


def test_a_problem_has_a_label_that_people_know(full: Workspace) -> None:
    labels = {
        case: each.label
        for case, (draft, _wanted) in REFUSED.items()
        for each in trial(full, [draft], now=NOW).problems[0]
        if each.field
    }

    assert labels["an id that is there"] == "Id"
    assert labels["a code that is there"] == "Participant code"
    assert all(labels.values())


@pytest.mark.parametrize("fault", [{"theme": "O9"}, {"sub_questions": ["a", "b", "c", "d", "e", "f"]}])
def test_what_belongs_to_a_refused_draft_is_judged_as_if_that_one_were_right(
    workspace: Workspace, fault: dict[str, Any]
) -> None:
    study = Draft(kind="study", fields={"id": "hou-nieuw", **STUDY, **fault})
    inside = seen(study_id="hou-nieuw")

    assert fields_told(workspace, study, inside) == [[*fault], []]


@pytest.mark.parametrize("fault", [{"group": "niemand"}, {"organisation_id": "org-none"}])
def test_a_measurement_of_a_refused_participant_is_not_refused_for_that(
    workspace: Workspace, fault: dict[str, str]
) -> None:
    drafts = [person("HOU-K7M2", **fault), grade("HOU-K7M2", 7), grade("HOU-K7M2", 11)]

    assert fields_told(workspace, *drafts) == [[*fault], [], ["value"]]


def test_what_stands_twice_in_a_batch_is_told_of_both(workspace: Workspace) -> None:
    drafts = [person("HOU-K7M2"), grade("HOU-K7M2", 7), grade("HOU-K7M2", 8), person("HOU-K7M2")]

    assert fields_told(workspace, *drafts) == [[], ["moment"], ["moment"], ["pseudonym"]]


def test_places_of_personal_data_are_told_of_every_draft_refused_or_not(workspace: Workspace) -> None:
    text = f"Gewoon.\nHet nummer is {BSN}; mevrouw Jansen belde."
    drafts = [seen(text), seen(), seen(text, cycle_id="cyc-99999999"), seen(text, signal="soms")]

    found = trial(workspace, drafts, now=NOW).personal

    told = [[(each.field, each.line, each.hit, each.structured) for each in places] for places in found]
    both = [("what_seen", 2, "bsn", True), ("what_seen", 2, "name", False)]
    assert told == [both, [], both, both]
    with pytest.raises(PersonalData) as refused:
        add(workspace, drafts[:1], now=NOW)
    assert [str(each) for each in refused.value.places] == [str(each) for each in found[0]]


def test_what_stood_there_before_is_not_told_again(workspace: Workspace) -> None:
    named = "Daarna belde mevrouw Jansen terug."
    (made,) = add(workspace, [seen(named)], now=NOW, confirmed="een winkel")
    record = read(workspace).records.get(made)
    assert record is not None

    again = seen(named, id=made, revises=record.heads, tags=["winkel"])
    found = trial(workspace, [again, seen(named)], now=NOW)

    assert [len(places) for places in found.personal] == [0, 1]


def test_no_trial_in_an_example_workspace(workspace: Workspace) -> None:
    toml = workspace.root / "actionlab.toml"
    toml.write_text(toml.read_text().replace("read_only = false", "read_only = true"))

    with pytest.raises(errors.ReadOnlyWorkspace):
        trial(open_workspace(workspace.root), [seen()], now=NOW)


def test_what_is_not_found_may_stand_in_a_damaged_line(
    workspace: Workspace, put: Add, own_file: Path
) -> None:
    insight = put("insight", statement="Het werkt.", evidence=[{"ref": put(), "relation": "supports"}])
    own_file.write_bytes(own_file.read_bytes().replace(b"Het werkt", b"Het werkt niet"))

    with pytest.raises(errors.DamagedFile, match=own_file.name):
        trial(workspace, [seen(), seen(cycle_id=insight)], now=NOW)


@pytest.mark.parametrize("ref", ["obs-00000001", "cyc-00000001"])
def test_a_reference_to_what_is_there_is_told_apart_from_one_to_nothing_by_both_doors(
    workspace: Workspace, ref: str
) -> None:
    """An observation where a cycle is wanted, and a cycle of another study: the rules read neither."""
    elsewhere = {"study_id": "hou-tweede"}
    add(
        workspace,
        [
            Draft(kind="study", fields={**STUDY, "id": "hou-tweede"}),
            Draft(kind="observation", id="obs-00000001", fields={**elsewhere, "what_seen": "Iets."}),
            Draft(kind="cycle", id="cyc-00000001", fields={**elsewhere, "number": 1}),
        ],
        now=NOW,
    )
    wrong, missing = seen(cycle_id=ref), seen(cycle_id="cyc-99999999")

    tried = trial(workspace, [wrong, missing], now=NOW)
    stored: list[errors.Problem] = []
    for draft in (wrong, missing):
        with pytest.raises(errors.RuleBroken) as refused:
            add(workspace, [draft], now=NOW)
        stored += refused.value.problems

    told = [str(each) for problems in tried.problems for each in problems]
    assert told == [str(each) for each in stored]
    assert len({each.sentence for each in stored}) == 2
    assert stored[0].facts.get("study", stored[0].facts.get("kinds")) in ("hou-tweede", ["cyclus"], ["cycle"])
