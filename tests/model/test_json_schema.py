"""The JSON Schema of records: it fits every record that the model accepts, and nothing of another form."""

from typing import Any

import msgspec
import pytest
from any_records import worlds
from builders import VALID, record
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from actionlab import i18n
from actionlab.model.fields import RecordData, fields
from actionlab.model.json_schema import definitions
from actionlab.model.kinds import KINDS
from actionlab.model.records import Record

DEFINITIONS = definitions(kind.data_class for kind in KINDS.values())
VALIDATORS = {
    kind.id: Draft202012Validator({"$ref": f"#/$defs/{kind.class_name}", "$defs": DEFINITIONS})
    for kind in KINDS.values()
}


def as_given(data: RecordData) -> Any:
    """What a record says, as it stands in JSON."""
    return msgspec.json.decode(msgspec.json.encode(data))


def faults(kind: str, data: Any) -> list[str]:
    return [fault.message for fault in VALIDATORS[kind].iter_errors(data)]


@given(worlds())
@settings(max_examples=10, deadline=None)
def test_every_record_that_the_model_accepts_has_the_form(found: list[Record[Any]]) -> None:
    for each in found:
        assert faults(each.kind, as_given(each.data)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_kind_needs_is_needed_here_too(kind: str) -> None:
    data = as_given(record(kind).data)
    needed = [field.name for field in fields(KINDS[kind].data_class) if field.required]

    assert faults(kind, data) == []
    assert [name for name in needed if not faults(kind, {**data, name: {"odd": 1}}) and name != "value"] == []
    for name in needed:
        assert faults(kind, {each: answer for each, answer in data.items() if each != name})


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_that_does_not_exist_is_refused(kind: str) -> None:
    assert faults(kind, {**as_given(record(kind).data), "onbekend": 1})


@pytest.mark.parametrize(
    ("kind", "field", "answer"),
    [
        ("observation", "date", 3),
        ("observation", "prompt", 0),
        ("observation", "tags", "regie"),
        ("observation", "quote", {"permission": True}),
        ("study", "municipality", ["Houten"]),
        ("measurement", "value", "veel"),
        ("measurement", "potential_12m", 7),
    ],
)
def test_an_answer_of_another_form_is_refused(kind: str, field: str, answer: Any) -> None:
    assert faults(kind, {**as_given(record(kind).data), field: answer})


def test_a_word_of_a_newer_program_is_not_refused() -> None:
    data = as_given(record("observation", signal="helping").data)

    assert faults("observation", {**data, "signal": "a_word_of_later"}) == []


def test_each_field_is_described_by_its_label_in_the_language_of_the_call() -> None:
    i18n.activate("en")
    english = definitions([KINDS["observation"].data_class])
    i18n.activate("nl")
    dutch = definitions([KINDS["observation"].data_class])

    assert english["Observation"]["properties"]["signal"]["description"] == "Helping or hindering?"
    assert {"const": "helping", "title": "helping"} in english["word.signal"]["anyOf"]
    assert {"const": "helping", "title": "bevorderend"} in dutch["word.signal"]["anyOf"]
    assert dutch["Observation"]["properties"]["cycle_id"]["description"] == "Cyclus (cycle)"


def test_every_kind_that_tests_know_is_described() -> None:
    assert VALID.keys() == VALIDATORS.keys()
