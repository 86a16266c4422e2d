"""Fields as read back from the record classes."""

import datetime as dt
from typing import Annotated

import pytest
from builders import record

from actionlab.i18n import activate
from actionlab.model.fields import Asks, RecordData, field, fields, is_part, missing
from actionlab.model.kinds import KINDS
from actionlab.model.observation import Observation, Quote
from actionlab.model.training import Evaluation, Training
from actionlab.model.vocabulary import VOCABULARY


def test_a_field_knows_its_type_whether_many_fit_and_whether_it_is_needed() -> None:
    found = {each.name: each for each in fields(Observation)}
    assert (found["what_seen"].type, found["what_seen"].many, found["what_seen"].required) == (
        str,
        False,
        True,
    )
    assert (found["date"].type, found["date"].required) == (dt.date, False)
    assert (found["participants"].type, found["participants"].many) == (str, True)
    assert (found["quote"].type, found["quote"].many) == (Quote, False)
    assert field(Quote, "permission").type is bool


def test_fields_stand_in_the_order_in_which_they_are_asked() -> None:
    assert [each.name for each in fields(Quote)] == ["text", "speaker", "speaker_role", "permission"]


def test_parts_are_the_fields_of_a_structured_answer() -> None:
    assert [each.name for each in field(Training, "evaluation").parts] == [
        each.name for each in fields(Evaluation)
    ]
    assert field(Training, "title").parts == ()
    assert is_part(Quote)
    assert not is_part(Observation)
    assert not is_part(str)
    assert not is_part("text")


def test_an_unknown_field_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        field(Observation, "weather")


def test_a_field_without_marks_is_labelled_by_its_name() -> None:
    class Odd(RecordData, frozen=True, kw_only=True):
        plain: str
        either: Annotated[str | int, Asks("Either")]

    assert field(Odd, "plain").asks == Asks(label="plain")
    assert field(Odd, "either").type is object


def test_the_label_is_said_in_the_active_language() -> None:
    activate("en")
    assert field(Quote, "text").label == "Quote"


def test_missing_names_what_is_asked_and_not_recorded() -> None:
    bare = record("action").data
    assert [each.name for each in missing(bare)] == [
        "insight_ids",
        "owner_role",
        "organisation_id",
        "agreed_on",
        "due_date",
        "status",
    ]
    fuller = record("action", status="open", insight_ids=["ins-1"], owner_role="jobcoach").data
    assert [each.name for each in missing(fuller)] == ["organisation_id", "agreed_on", "due_date"]


def _all_fields(holder: object) -> list[tuple[str, Asks]]:
    found = []
    for each in fields(holder):
        found.append((each.name, each.asks))
        found += _all_fields(each.type) if each.parts else []
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_a_label_a_known_list_and_known_kinds(kind: str) -> None:
    for name, asks in _all_fields(KINDS[kind].data_class):
        assert asks.label, name
        assert asks.label != name
        assert not asks.vocabulary or asks.vocabulary in VOCABULARY
        assert set(asks.refers_to) <= set(KINDS)
