"""Outgoing: who did not agree is nowhere in an export, and what was left out is counted and named."""

import re
from typing import Any

import pytest
from builders import (
    AGREED,
    example,
    insight,
    measured,
    observation,
    people,
    person,
    record,
    study,
    supported_by,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from actionlab.analysis.strength import strength
from actionlab.exchange.export.codebook import codebook
from actionlab.exchange.export.outgoing import Outgoing, outgoing
from actionlab.exchange.export.tidy import tidy_tables
from actionlab.exchange.export.write_tables import as_csv, as_json
from actionlab.model.measurement import Measurement
from actionlab.model.note import Note
from actionlab.model.observation import Observation
from actionlab.model.participant import Participant
from actionlab.model.records import Record, Records
from actionlab.model.study import Study
from actionlab.model.vocabulary import ids

A, B, C = "HOU-AAAA", "HOU-BBBB", "HOU-CCCC"
SCOPES = ids("consent_scope")
NEVER = {"status": "refused"}
WITHDRAWN = {"status": "withdrawn", "withdrawn_on": "2026-01-01"}


def agreed(*scopes: str) -> dict[str, Any]:
    return {"status": "given", "scopes": list(scopes)}


def leave(*found: Record[Any], for_reuse: bool = False, studies: tuple[str, ...] = ("een",)) -> Outgoing:
    return outgoing(Records([study(), *found]), studies, for_reuse=for_reuse)


def written(going: Outgoing) -> str:
    """Everything that an export of these records says, in every form."""
    tables = tidy_tables(going, {})
    book = codebook(tables)
    return as_json(tables, book).decode() + "".join(as_csv(each).decode() for each in (*tables, book))


@pytest.mark.parametrize(
    "consent", [NEVER, WITHDRAWN, {"status": "requested"}, {**agreed(), "withdrawn_on": "2026-01-01"}]
)
def test_who_did_not_agree_is_nowhere_in_it(consent: dict[str, Any]) -> None:
    going = leave(
        person(A, consent=consent),
        person(B),
        observation("obs-0001", participants=[A, B], what_seen=f"{A} en {A.lower()} zagen {B}."),
        observation("obs-0002", quote={"text": "Nee.", "speaker": A, "permission": True}),
        measured(A, "baseline", 7),
        record("training", "trn-0001", notes=f"Gesproken met {A}."),
    )

    assert A.casefold() not in written(going).casefold()
    assert B in written(going)
    assert (going.people, going.measurements, going.quotes) == (1, 1, 1)
    assert going.left_out == {
        "obs-0001": ("what_seen", "participants"),
        "obs-0002": ("quote",),
        "trn-0001": ("notes",),
    }


def test_a_person_who_was_erased_is_not_counted_as_left_out() -> None:
    going = leave(person(A, status="erased", consent=WITHDRAWN, erased_on="2026-01-01"))

    assert (len(going.records.of(Participant)), going.people) == (0, 0)


def test_in_one_study_each_part_needs_the_consent_for_that_part() -> None:
    going = leave(
        person(A, consent=agreed("observe_conversations")),
        person(B, consent=agreed("measurements")),
        person(C, consent=agreed("anonymous_quote")),
        observation("obs-0001", participants=[A, B, C]),
        observation("obs-0002", quote={"text": "Ja.", "speaker": B, "permission": True}),
        observation("obs-0003", quote={"text": "Nee.", "speaker": C, "permission": True}),
        measured(A, "baseline", 6),
        measured(B, "baseline", 7),
    )

    there = {each.id: each.data for each in going.records.of(Observation)}
    assert {A, B, C} == {each.id for each in going.records.of(Participant)}
    assert [there[f"obs-000{n}"].participants for n in (1, 2, 3)] == [(A,), (), ()]
    assert [each.quote.text for each in there.values() if each.quote] == ["Nee."]
    assert [each.data.value for each in going.records.of(Measurement)] == [7]
    assert going.own_only
    assert not going.for_reuse


@pytest.mark.parametrize(
    ("for_reuse", "studies"),
    [(True, ("een",)), (False, ("een", "twee"))],
    ids=["asked for", "several studies"],
)
def test_for_reuse_only_those_who_agreed_to_that_are_in_it(for_reuse: bool, studies: tuple[str, ...]) -> None:
    without = agreed(*(each for each in SCOPES if each != "reuse"))
    going = leave(
        study("twee"),
        person(A, consent=without),
        person(B),
        measured(A, "baseline", 6),
        measured(B, "baseline", 7),
        observation(participants=[A, B]),
        for_reuse=for_reuse,
        studies=studies,
    )

    assert A not in written(going)
    assert (going.people, going.for_reuse, going.own_only) == (1, True, False)
    assert [each.id for each in going.records.of(Participant)] == [B]


def test_agreeing_to_reuse_alone_lets_no_measurement_out() -> None:
    going = leave(person(A, consent=agreed("reuse")), measured(A, "baseline", 7), for_reuse=True)

    assert [each.kind for each in going.records] == ["study", "participant"]


@pytest.mark.parametrize("permission", [False, None])
def test_a_quote_without_permission_stays_behind(permission: bool | None) -> None:
    going = leave(observation("obs-0001", quote={"text": "Liever niet.", "permission": permission}))

    assert "Liever niet." not in written(going)
    assert (going.quotes, going.left_out) == (1, {"obs-0001": ("quote",)})


def test_a_quote_of_somebody_without_a_code_needs_permission_only() -> None:
    going = leave(observation(quote={"text": "Ga uw gang.", "permission": True}))

    assert "Ga uw gang." in written(going)


@pytest.mark.parametrize("answer", ["no", "not_asked"])
def test_what_a_resident_did_not_agree_to_stays_behind_whole(answer: str) -> None:
    going = leave(observation(what_seen="Stil.", residents_agreed=answer), observation(what_seen="Luid."))

    assert "Stil." not in written(going)
    assert "Luid." in written(going)
    assert going.observations == 1


def test_a_code_that_nobody_has_agreed_to_nothing() -> None:
    going = leave(observation("obs-0001", participants=[A]), measured(A, "baseline", 7))

    assert going.left_out == {"obs-0001": ("participants",)}
    assert A not in written(going)


def test_a_code_of_somebody_in_another_study_stays_behind_too() -> None:
    going = leave(
        study("twee"), person(A, study_id="twee", consent=NEVER), observation(what_seen=f"Net als {A}.")
    )

    assert A not in written(going)


def test_an_anonymous_measurement_needs_nobodys_consent() -> None:
    going = leave(measured(None, "baseline", 7, group_count=3))

    assert len(going.records) == 2


def test_only_shared_records_that_the_studies_name_go_along() -> None:
    named = record("organisation", "org-a", name="Genoemd")
    going = leave(
        named,
        record("organisation", "org-b", name="Van anderen"),
        record("approach", "app-a", title="Ander"),
        record("meeting", study_id="een"),
        record("action", organisation_id="org-a"),
        study("twee", municipality=["GM0355"]),
        observation(study_id="twee", what_seen="Elders."),
        record("agenda_item", "agd-a", text="Van hier", municipalities=["GM0321"]),
        record("agenda_item", "agd-b", text="Van daar", municipalities=["GM0355"]),
        record("publication"),
        record("removal"),
    )

    kinds = sorted(each.kind for each in going.records)
    assert kinds == ["action", "agenda_item", "meeting", "organisation", "study"]
    assert "Van hier" in written(going)


def test_a_question_names_no_insight_of_another_study() -> None:
    going = leave(
        insight("ins-0001"),
        study("twee"),
        insight("ins-0002", study_id="twee"),
        record("agenda_item", "agd-a", origin=["ins-0001", "ins-0002"]),
    )

    assert "ins-0002" not in written(going)


def test_a_choice_for_a_municipality_names_nothing_of_another_study() -> None:
    own, other = insight("ins-1"), insight("ins-2", study_id="twee")
    item = record("agenda_item", "agd-1", origin=["ins-1"])
    note = record(
        "note",
        "not-1",
        study_id=None,
        municipality="GM0321",
        order=["ins-2", "ins-1", "agd-1"],
        leave_out=["measurement:twee:grade", "measurement:een:grade"],
    )
    going = leave(own, study("twee"), other, item, note)
    (kept,) = (each.data for each in going.records.of(Note))
    assert (kept.order, kept.leave_out) == (("ins-1", "agd-1"), ("measurement:een:grade",))


def test_an_insight_is_as_strong_as_in_a_report_though_its_sources_stay_behind() -> None:
    own = [
        person(A, consent=NEVER),
        *(measured(A, "after_training", 7) for _ in range(2)),
        *(observation(f"obs-000{n}", date=f"2026-0{n}-01", setting="intake_conversation") for n in (1, 2, 3)),
        insight(
            counter="Nee.",
            evidence=supported_by("obs-0001", "obs-0002", "obs-0003", "measurement:een:grade"),
        ),
    ]
    records = Records([study(), *own])
    going = leave(*own)
    table = next(each for each in tidy_tables(going, {}) if each.name == "insights")
    column = [each.name for each in table.variables].index("computed.strength")

    judged = strength(records.get("ins-0001"), records).id  # type: ignore[arg-type]
    assert table.rows[0][column] == judged == "supported"


def test_what_was_left_out_is_told_per_table_and_nothing_of_what_was_not() -> None:
    going = leave(person(A, consent=NEVER), person(B))

    assert going.remarks("participants")[0][1].endswith(": 1.")
    assert going.remarks("measurements")[0][1].endswith(": 0.")
    assert [each[1][-2:] for each in going.left()] == ["1."]


@pytest.mark.parametrize("sign", ["\0", "\ufffe", "\uffff"])
def test_a_sign_that_no_file_can_hold_is_replaced_and_named(sign: str) -> None:
    going = leave(observation("obs-0001", what_seen=f"a{sign}b", tags=[f"c{sign}"]))

    assert "a\ufffdb" in written(going)
    assert going.left_out == {"obs-0001": ("what_seen", "tags")}


@pytest.mark.parametrize("for_reuse", [False, True])
def test_in_the_example_no_code_leaves_without_consent(for_reuse: bool) -> None:
    records = example()
    slugs = [each.id for each in records.of(Study)]
    for studies in ([slugs[0]], [slugs[1]], slugs):
        going = outgoing(records, studies, for_reuse=for_reuse)
        reuse = for_reuse or len(studies) > 1
        found = set(re.findall(r"\b[A-Z]{3}-[A-HJ-NP-Z2-9]{4}\b", written(going)))
        may = {
            each.id
            for each in records.of(Participant)
            if each.data.status != "erased"
            and each.data.consent.stands
            and (each.data.agreed_to("reuse") or not reuse)
        }
        assert found <= may
        assert found or reuse


CONSENTS = st.sampled_from([NEVER, WITHDRAWN, {"status": "requested"}, AGREED]) | st.lists(
    st.sampled_from(SCOPES), unique=True
).map(lambda scopes: agreed(*scopes))
CODES = [each.id for each in people(4)]


@st.composite
def worlds(draw: st.DrawFn) -> list[Record[Any]]:
    """People who agreed to whatever, observations and measurements of them, and texts with their codes."""
    found = [
        person(code, consent=draw(CONSENTS)) for code in draw(st.lists(st.sampled_from(CODES), unique=True))
    ]
    code = st.sampled_from(CODES)
    for number in range(draw(st.integers(1, 4))):
        mentioned = draw(code)
        speaker, permission = draw(st.none() | code), draw(st.sampled_from([True, False, None]))
        quote = {"text": f"Ik ken {mentioned.lower()}.", "speaker": speaker, "permission": permission}
        found.append(
            observation(
                f"obs-{number:04}",
                what_seen=f"Met {draw(code)} erbij.",
                participants=draw(st.lists(code, unique=True)),
                quote=draw(st.none() | st.just(quote)),
                tags=[draw(code)],
                regie=[{"subject": f"door {draw(code)}"}],
            )
        )
        found.append(measured(draw(code), "baseline", 7, goal=f"samen met {draw(code)}"))
    return found


@settings(deadline=None)
@given(worlds(), st.booleans())
def test_nobody_is_in_an_export_who_did_not_agree(found: list[Record[Any]], for_reuse: bool) -> None:
    going = leave(*found, for_reuse=for_reuse)
    people_by_code = {each.id: each.data for each in found if each.kind == "participant"}
    seen = [each.data for each in going.records.of(Observation)]
    whose = [each.data.participant for each in going.records.of(Measurement)]

    text = written(going).upper()
    for code, each in people_by_code.items():
        if not each.consent.stands or (for_reuse and not each.agreed_to("reuse")):
            assert code not in text
    for scope, codes in (
        ("measurements", whose),
        ("observe_conversations", [code for each in seen for code in each.participants]),
        ("anonymous_quote", [each.quote.speaker for each in seen if each.quote]),
    ):
        assert all(code is None or people_by_code[code].agreed_to(scope) for code in codes)
    assert all(each.quote.permission for each in seen if each.quote)
