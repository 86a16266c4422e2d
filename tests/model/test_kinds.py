"""The kinds of record."""

import pytest
from builders import record

from actionlab.model.fields import field
from actionlab.model.kinds import KINDS, Kind, kind_of
from actionlab.model.vocabulary import ids


def test_the_kinds_are_those_of_the_vocabulary() -> None:
    assert set(KINDS) == set(ids("record_kind"))


def test_every_prefix_belongs_to_one_kind() -> None:
    prefixes = [kind.prefix for kind in KINDS.values() if kind.prefix]
    assert len(prefixes) == len(set(prefixes))


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_what_a_kind_names_are_fields_of_it(kind: Kind) -> None:
    assert field(kind.data_class, kind.main).required or kind.id in ("cycle", "note")
    assert not kind.dated or field(kind.data_class, kind.dated)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_a_kind_spans_studies_or_its_records_name_one(kind: Kind) -> None:
    names = {each for each in kind.data_class.__struct_fields__ if each in ("study_id", "id")}
    assert bool(names) != kind.shared


@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_of_data_is_found_by_its_class(kind: str) -> None:
    assert kind_of(record(kind).data).id == kind
