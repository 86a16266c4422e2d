"""Cleaning: what was erased goes from the files, and the same bytes become the same bytes everywhere."""

import itertools
import json
import re
from collections.abc import Sequence
from typing import Any

import pytest

from actionlab.store import record_file, revisions
from actionlab.store.cleaning import Entry, cleaned, erasures
from actionlab.store.revisions import TOMBSTONE

PERSON, OTHER = "HOU-AAAA", "HOU-BBBB"
MOMENTS = (f"2026-03-12T10:00:{second:02}.000Z" for second in itertools.count())


def version(record_id: str = "obs-0001", kind: str = "observation", /, **given: Any) -> Entry:
    """A version of a record; `after` are those it follows, what is no part of the envelope is said."""
    after: Sequence[Entry] = given.pop("after", ())
    envelope: dict[str, Any] = {
        "at": next(MOMENTS),
        "by": "a-0001",
        "schema": 1,
        "id": record_id,
        "kind": kind,
    }
    envelope |= {name: given.pop(name) for name in ("at", "by", "why", "forgets") if name in given}
    envelope["revises"] = [each.revision.rev for each in after] or None
    document = record_file.encode({**envelope, "data": None if kind == TOMBSTONE else given})
    return Entry(revisions.decode(document), document)


def tombstone(record_id: str = PERSON) -> Entry:
    return version(record_id, TOMBSTONE)


def clean(*entries: Entry) -> list[Entry | None]:
    return cleaned(entries, erasures((each.revision for each in entries), {}))


def stays(*entries: Entry) -> set[bytes]:
    """What is left of them."""
    return {each.document for each in clean(*entries) if each}


def said(*entries: Entry) -> list[Any]:
    """What those say that are left, tombstones aside."""
    left = (each for each in clean(*entries) if each and each.revision.kind != TOMBSTONE)
    return [json.loads(each.document)["data"] for each in left]


def test_when_nothing_was_erased_everything_stays_itself() -> None:
    entries = [version(what_seen="x"), version(what_seen="y")]
    assert all(left is each for left, each in zip(clean(*entries), entries, strict=True))


def test_of_an_erased_record_only_the_tombstone_stays() -> None:
    first = version(what_seen="x")
    entries = [first, tombstone("obs-0001"), version(after=[first], forgets=7), version("obs-0002")]
    assert clean(*entries) == [None, entries[1], None, entries[3]]


def test_of_a_record_whose_versions_were_forgotten_the_newest_stay() -> None:
    old, new = version(what_seen="x"), version(what_seen="y", forgets=2)
    assert clean(old, version(forgets=1), new, version(after=[new], forgets=2))[:3] == [None, None, new]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"participants": [PERSON, OTHER]}, {"participants": [OTHER]}),
        ({"quote": {"text": "Ja.", "speaker": PERSON, "permission": True}}, {}),
        (
            {"quote": {"text": f"{PERSON} zei ja.", "speaker": OTHER}},
            {"quote": {"text": "[…] zei ja.", "speaker": OTHER}},
        ),
        ({"what_seen": "hou-aaaas buur en HOU-AAAA."}, {"what_seen": "[…]s buur en […]."}),
        ({"tags": ["Hou-Aaaa", "werk"]}, {"tags": ["[…]", "werk"]}),
        ({"answers": [{"hou-aaaa": {"x": ["(HOU-AAAA)"]}}]}, {"answers": [{"[…]": {"x": ["([…])"]}}]}),
        (
            {"people_seen": [PERSON], "number": 3, "yes": True},
            {"people_seen": ["[…]"], "number": 3, "yes": True},
        ),
        (
            {"speaker": [PERSON, OTHER], "participant": {"a": 1}},
            {"speaker": [OTHER], "participant": {"a": 1}},
        ),
        ({"participants": [{"code": PERSON}, PERSON]}, {"participants": [{"code": "[…]"}]}),
    ],
)
@pytest.mark.parametrize("kind", ["observation", "wizard"])
def test_the_rest_stays_without_the_person(kind: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    seen = version("x-0001", kind, study_id="een", **before)
    assert said(tombstone(), seen) == [{"study_id": "een", **after}]


def test_the_code_goes_from_the_reason_too() -> None:
    left = clean(tombstone(), version(why="Op verzoek van hou-aaaa", what_seen="x"))[1]
    assert left is not None
    assert left.revision.why == "Op verzoek van […]"


def test_a_study_that_is_called_alike_keeps_its_name() -> None:
    study = version("hou-aaaa-werk", "study", id="hou-aaaa-werk", title="Werk")
    seen = version(study_id="hou-aaaa-werk", evidence=[{"ref": "measurement:hou-aaaa-werk:grade"}])
    assert clean(tombstone(), study, seen)[1:] == [study, seen]


def test_measurements_of_the_person_go_and_those_of_others_stay() -> None:
    mine = version("met-0001", "measurement", participant=PERSON, value=3)
    other = version("met-0002", "measurement", participant=OTHER, value=3)
    assert clean(tombstone(), mine, other)[1:] == [None, other]


def test_a_measurement_that_was_written_under_the_wrong_person_follows_the_right_one() -> None:
    wrong = version("met-0001", "measurement", participant=PERSON, value=3)
    right = version("met-0001", "measurement", participant=OTHER, value=3, after=[wrong])
    assert clean(tombstone(), wrong, right)[1:] == [None, right]
    assert clean(tombstone(OTHER), wrong, right)[1:] == [None, None]


def test_what_follows_a_cleaned_version_follows_its_new_name() -> None:
    first = version(what_seen="HOU-AAAA vertelt.")
    second = version(what_seen="Beter.", after=[first])
    third = version(what_seen="Best.", after=[second])
    left = clean(tombstone(), third, second, first)[1:]

    assert [each.revision.fields["what_seen"] for each in left if each] == ["Best.", "Beter.", "[…] vertelt."]
    chain = revisions.chains(each.revision for each in left if each)["obs-0001"]
    assert len(revisions.heads(chain)) == 1
    assert [len(each.revises) for each in chain] == [0, 1, 1]
    old = [each.revision.rev.encode() for each in (first, second, third)]
    assert not any(rev in each.document for rev in old for each in left if each)


def test_two_heads_that_both_mention_the_person_stay_two() -> None:
    first = version(what_seen="x HOU-AAAA")
    one, two = (version(what_seen=f"{n} HOU-AAAA", after=[first]) for n in (1, 2))
    both = version(what_seen="Samen.", after=[one, two])
    chains = revisions.chains(each.revision for each in clean(tombstone(), first, one, two) if each)
    assert len(revisions.heads(chains["obs-0001"])) == 2
    chains = revisions.chains(each.revision for each in clean(tombstone(), first, one, two, both) if each)
    assert len(revisions.heads(chains["obs-0001"])) == 1


def history() -> list[Entry]:
    """A record that two people edited apart and one brought together, a tombstone, and something else."""
    first = version(what_seen="HOU-AAAA", participants=[PERSON])
    left = version(what_seen="links", participants=[PERSON], after=[first], by="b-0001")
    right = version(what_seen="rechts hou-aaaa", after=[first])
    return [
        first,
        left,
        right,
        version(what_seen="samen", after=[left, right], by="b-0001"),
        tombstone(),
        version("obs-0002", what_seen="anders"),
    ]


def test_neither_order_nor_number_nor_repetition_matters() -> None:
    entries = history()
    expected = stays(*entries)
    again = [each for each in clean(*entries) if each]
    assert len(expected) == len(entries)
    assert not any(re.search(b"hou-aaaa", each.replace(b'"id":"HOU-AAAA"', b""), re.I) for each in expected)
    for order in itertools.permutations(entries):
        assert stays(*order) == expected
    assert stays(*again) == stays(*entries, *again) == stays(*again, *entries, *entries) == expected


def test_wherever_it_was_cleaned_the_whole_becomes_the_same() -> None:
    entries = history()
    versions, rest = entries[:4], entries[4:]
    for size in range(1, 4):
        for part in itertools.combinations(versions, size):
            elsewhere = [each for each in clean(*part, *rest) if each]
            assert stays(*entries, *elsewhere) == stays(*entries)
            assert stays(*[each for each in clean(*entries) if each], *elsewhere) == stays(*entries)


def test_versions_that_only_look_alike_are_not_taken_for_one() -> None:
    at = "2026-03-12T11:00:00.000Z"
    one = version(what_seen="x", at=at)
    two = version(what_seen="y", after=[one])
    three = version(what_seen="x", after=[two], at=at)
    assert clean(tombstone(), one, two, three)[1:] == [one, two, three]
    assert clean(tombstone(), one, three)[1:] == [one, three]


def test_a_version_of_which_the_parent_was_cleaned_elsewhere_is_its_own_head_until_the_parent_is_back() -> (
    None
):
    first = version(what_seen="HOU-AAAA")
    second = version(what_seen="y", after=[first])
    elsewhere = [each for each in clean(tombstone(), first) if each]
    apart = [each for each in clean(*elsewhere, second) if each]
    assert apart == [*elsewhere, second]

    together = clean(*apart, first)
    chain = revisions.chains(each.revision for each in together if each)["obs-0001"]
    assert [each.fields["what_seen"] for each in chain] == ["[…]", "y"]
    assert len(revisions.heads(chain)) == 1
