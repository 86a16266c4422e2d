"""References between records, and the short forms people type for them."""

from typing import Any

import pytest
from builders import example, insight, observation, record, study, supported_by, valid
from hypothesis import given
from hypothesis import strategies as st

from actionlab.errors import RuleBroken
from actionlab.i18n import activate
from actionlab.model.kinds import KINDS
from actionlab.model.records import Records
from actionlab.model.references import expand, reference_problems, references, told_apart

KNOWN = Records(
    [
        study("een"),
        study("een-en-half"),
        record("cycle", "cyc-7k3fq2xd"),
        observation("obs-7k3fq2xd"),
        observation("obs-7k3fzzzz"),
        observation("obs-9mmm"),
        observation("obs-9mmm2222"),
        record("training", "trn-7k3fq2xd"),
        insight("ins-0001"),
        observation("obs-anders", study_id="een-en-half"),
    ]
)
EXAMPLE = example()


def expanded(kind: str, **given_fields: Any) -> dict[str, Any]:
    return expand(kind, given_fields, KNOWN)


def test_every_reference_is_found_also_inside_parts() -> None:
    data = observation(
        cycle_id="cyc-1", participants=["HOU-AAAA"], quote={"text": "Ja.", "speaker": "HOU-AAAB"}
    ).data
    assert [(name, ref) for _, name, ref in references(data)] == [
        ("study_id", "een"),
        ("cycle_id", "cyc-1"),
        ("participants", "HOU-AAAA"),
        ("quote.speaker", "HOU-AAAB"),
    ]


def test_a_short_id_is_written_out_in_any_case() -> None:
    assert expanded("observation", cycle_id="CYC-7k")["cycle_id"] == "cyc-7k3fq2xd"
    assert expanded("cycle", because=["ins-0", "obs-7k3fq"])["because"] == ["ins-0001", "obs-7k3fq2xd"]


def test_short_ids_inside_parts_are_written_out() -> None:
    evidence = [{"ref": "trn-7", "relation": "supports"}, {"ref": "obs-9mmm2", "relation": "nuances"}]
    assert [each["ref"] for each in expanded("insight", evidence=evidence)["evidence"]] == [
        "trn-7k3fq2xd",
        "obs-9mmm2222",
    ]
    quote = {"text": "Ja.", "speaker": "HOU-"}
    assert expanded("observation", quote=quote)["quote"] == quote


def test_an_exact_id_wins() -> None:
    assert expanded("action", agreed_in="obs-9mmm")["agreed_in"] == "obs-9mmm"
    assert expanded("observation", study_id="een")["study_id"] == "een"


def test_a_short_id_looks_only_among_the_kinds_a_field_takes() -> None:
    assert expanded("action", agreed_in="trn")["agreed_in"] == "trn-7k3fq2xd"
    assert expanded("action", agreed_in="cyc-7k3fq2xd")["agreed_in"] == "cyc-7k3fq2xd"


def test_a_short_id_that_fits_more_is_refused_with_those_it_fits() -> None:
    activate("en")
    with pytest.raises(RuleBroken) as refused:
        expanded("insight", evidence=[{"ref": "obs-7k3f", "relation": "supports"}])
    (problem,) = refused.value.problems
    assert problem.field == "evidence.ref"
    assert str(problem).startswith("'obs-7k3f' fits more than one record: obs-7k3fq2xd, obs-7k3fzzzz.")


def test_what_is_unknown_or_no_id_stays_as_it_is() -> None:
    given_fields: dict[str, Any] = {
        "cycle_id": "cyc-zzzz",
        "participants": "HOU-AAAA",
        "quote": "tekst",
        "prompt": 3,
        "phase": None,
    }
    assert expanded("observation", **given_fields) == given_fields
    assert expanded("insight", evidence=[3]) == {"evidence": [3]}
    assert expanded("insight", evidence=3) == {"evidence": 3}


def test_an_empty_text_stands_for_nothing_even_when_there_is_only_one() -> None:
    assert expanded("observation", cycle_id="") == {"cycle_id": ""}


def test_a_group_of_measurements_stays_as_it_is() -> None:
    evidence = supported_by("measurement:een:grade")
    assert expanded("insight", evidence=evidence) == {"evidence": evidence}


@given(st.sampled_from(list(EXAMPLE)))
def test_whole_ids_of_the_example_stay_as_they_are(found: Any) -> None:
    values = {name: ref for _, name, ref in references(found.data) if "." not in name}
    lists = {each for each in values if isinstance(getattr(found.data, each), tuple)}
    fields = {name: list(getattr(found.data, name)) if name in lists else ref for name, ref in values.items()}
    assert expand(found.kind, fields, EXAMPLE) == fields


@given(st.sampled_from(sorted(KINDS)), st.text(max_size=12), st.sampled_from(list(EXAMPLE)))
def test_a_whole_id_never_becomes_another(kind: str, text: str, found: Any) -> None:
    """Whatever is typed, what comes back begins with it or is it; and a whole id comes back itself."""
    for asked in KINDS[kind].data_class.__struct_fields__:
        for typed in (text, found.id):
            try:
                written = expand(kind, {asked: typed}, EXAMPLE)[asked]
            except RuleBroken:
                continue
            assert written == typed or written.casefold().startswith(typed.casefold())
            assert typed != found.id or written == found.id


def named(kind: str, **given_fields: Any) -> list[tuple[str, str]]:
    activate("en")
    found = reference_problems(record(kind, **given_fields).data, KNOWN)
    return [(problem.field, str(problem)) for problem in found]


def test_what_a_reference_names_must_be_there_and_of_the_right_kind() -> None:
    sentence = "'{}' does not exist. Look it up with 'actionlab list'."
    other = "'{}' is of another kind: {}. Name one of: {}."
    assert named("observation", cycle_id="cyc-zzzz") == [("cycle_id", sentence.format("cyc-zzzz"))]
    assert named("observation", cycle_id="obs-9mmm") == [
        ("cycle_id", other.format("obs-9mmm", "observation", "cycle"))
    ]
    assert named("observation", study_id="cyc-7k3fq2xd") == [
        ("study_id", other.format("cyc-7k3fq2xd", "cycle", "study"))
    ]
    assert named("observation", cycle_id="cyc-7k3fq2xd") == []


def test_a_reference_stays_within_the_study() -> None:
    told = named("insight", evidence=supported_by("obs-anders"))
    assert told == [("evidence.ref", "'obs-anders' belongs to another study (een-en-half).")]


def test_what_the_rules_did_not_read_is_told_apart_from_what_is_not_there() -> None:
    activate("en")
    refs = ("obs-anders", "trn-7k3fq2xd", "ins-zzzz", "measurement:een:grade")
    problems = tuple(reference_problems(insight(evidence=supported_by(*refs)).data, Records([study("een")])))
    told = [str(each) for each in told_apart(problems, KNOWN)]
    assert told == [
        "'obs-anders' belongs to another study (een-en-half).",
        str(problems[1]),
        str(problems[2]),
        str(problems[3]),
    ]
    (of_other_kind,) = reference_problems(
        record("action", insight_ids=["obs-anders"]).data, Records([study()])
    )
    (told_kind,) = told_apart([of_other_kind], KNOWN)
    assert str(told_kind) == "'obs-anders' is of another kind: observation. Name one of: insight."
    assert (told_kind.field, told_kind.label) == (of_other_kind.field, of_other_kind.label)


def test_what_spans_studies_may_name_any_of_them() -> None:
    assert named("agenda_item", origin=["ins-0001"]) == []


def test_a_group_of_measurements_is_of_the_same_study_and_not_empty() -> None:
    known = Records([*KNOWN, record("measurement", "met-0001")])
    activate("en")

    def told(ref: str) -> list[str]:
        data = insight(evidence=supported_by(ref)).data
        return [str(each) for each in reference_problems(data, known)]

    assert told("measurement:een:grade") == []
    assert told("measurement:een:ladder") == ["There are no measurements yet for 'measurement:een:ladder'."]
    other = "measurement:een-en-half:grade"
    assert told(other) == [f"'{other}' belongs to another study (een-en-half)."]
    assert told("measurement:") == ["'measurement:' belongs to another study (?)."]


def test_a_group_of_measurements_is_evidence_and_nothing_else() -> None:
    assert [name for name, _ in named("cycle", because=["measurement:een:grade"])] == ["because"]
    assert valid("cycle")["study_id"] == "een"
