"""Answers with parts are written as their option takes them, whatever signs stand in a text."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionlab.cli.asking.parts import in_a_row
from actionlab.cli.given import Given
from actionlab.cli.notations import Row, notation_of
from actionlab.model.fields import field
from actionlab.model.observation import Observation

TODAY = dt.date(2026, 6, 15)
# the second and third part as typed -> as stored
OTHERS: dict[str, tuple[dict[str, str], dict[str, object]]] = {
    "regie": ({"who": "klantmanager", "agreed": "yes"}, {"who": "klantmanager", "agreed": True}),
    "missing": ({"kind": "means"}, {"kind": "means"}),
    "barriers": ({"who_decides": "", "real_rule": "no"}, {"real_rule": False}),
}


@pytest.mark.parametrize("name", OTHERS)
@given(text=st.text(st.sampled_from("ab=:; ,\n-é"), min_size=1).filter(str.strip))
@settings(max_examples=50, deadline=None)
def test_a_line_is_read_back_as_it_was_answered(name: str, text: str) -> None:
    asked = field(Observation, name)
    row = notation_of(asked)
    assert isinstance(row, Row)
    typed, stored = OTHERS[name]
    for more, kept in ((typed, stored), ({}, {})):
        reading = Given({name: (in_a_row(row, {row.parts[0]: text, **more}),)}, TODAY)
        assert row.read(asked, reading) == [{row.parts[0]: text.strip(), **kept}]
        assert reading.faults == []
