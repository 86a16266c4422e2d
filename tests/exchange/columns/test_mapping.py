"""Which column goes where: as typed, as kept in a file, and what is wrong with either."""

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from tables_by_hand import guessed, sheet

from actionlab.errors import Malformed, Unreadable
from actionlab.exchange.columns.mapping import KEY, LEFT_OUT, Mapping, Target, fingerprint, read_target
from actionlab.exchange.columns.mapping_text import from_toml, to_toml
from actionlab.exchange.columns.names import TAKEN
from actionlab.exchange.columns.names import fields_of as fields_by_path

FILE = "columns/1a2b3c4d.toml"


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("observation.what_seen", "observation.what_seen"),
        ("what_seen", "observation.what_seen"),
        ("observation", "observation.what_seen"),
        ("waarneming.datum", "observation.date"),
        ("Waarneming.Aanwezig (rollen)", "observation.present_roles"),
        ("quote.text", "observation.quote.text"),
        ("measurement(ladder, baseline).value", "measurement(ladder, baseline).value"),
        ("meting(participatieladder, T0).waarde", "measurement(ladder, baseline).value"),
        ("measurement(T1).value", "measurement(follow_up_1).value"),
        (
            "measurement(counter:wachtdagen, na een gesprek).value",
            "measurement(counter:wachtdagen, after_conversation).value",
        ),
        ("measurement(gas:bellen, leren en werken).value", "measurement(gas:bellen, leren en werken).value"),
        ("measurement(collaboration_scan).value.3", "measurement(collaboration_scan).value.3"),
        ("evaluation.before.02", "evaluation.before.2"),
        ("evaluatie.cijfer", "evaluation.grade"),
        ("attendance.klantmanagers", "attendance.klantmanager"),
        ("consent.scopes", "participant.consent.scopes"),
        ("-", "-"),
        ("key", "key"),
    ],
)
def test_a_target_is_read_as_people_type_it(typed: str, target: str) -> None:
    [found] = read_target(typed)
    assert str(found) == target
    assert read_target(target) == (found,)


def test_a_field_without_a_kind_is_that_of_every_kind_a_row_brings() -> None:
    told = read_target("participant", ["observation", "measurement"])
    assert tuple(map(str, told)) == ("observation.participants", "measurement.participant")


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "datum",
            "gesprek",
            "observation.what_sen",
            "training.title",
            "study.title",
        ),
        *("measurement(zrm).value", "measurement(kirkpatrick).value", "measurement(scale_map).value"),
        *("observation(ladder).date", "evaluation.before.0", "evaluation.before.100", "value.x", "…"),
    ],
)
def test_what_is_no_field_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_target(typed)


def test_a_mistyped_field_gets_the_one_that_is_meant() -> None:
    with pytest.raises(Unreadable) as fault:
        read_target("observation.what_sen")
    assert fault.value.facts["near"] == "observation.what_seen"


def test_the_same_columns_in_another_order_are_the_same_table() -> None:
    assert fingerprint(["Datum", "Wat viel op"]) == fingerprint(["wat viel  op", "Datum"])
    assert fingerprint(["Datum"]) != fingerprint(["Datum", "Datum (2)"])
    assert len(fingerprint([])) == 16


def test_a_kept_mapping_can_be_read_and_says_which_field_each_column_is() -> None:
    table = sheet(["Datum", "Naam klant", "Wat viel op", "Cijfer T0"], ["5-1-2026", "", "x", "7"])
    text = to_toml(guessed(table, "grade").mapping)
    assert '"Wat viel op" = "observation.what_seen"' in text
    assert '"Datum" = ["observation.date", "measurement.date"]' in text
    assert "# Wat zag of hoorde u? (feiten)" in text


def test_codes_of_participants_are_not_kept() -> None:
    mapping = Mapping(columns={"Wie": read_target("observation.participants")}, codes={"D1": "HOU-K7M2"})
    text = to_toml(mapping)
    assert "HOU-K7M2" not in text
    assert "D1" not in text


_TARGETS = st.sampled_from(
    [
        *(Target(kind=kind, path=path) for kind in TAKEN for path in fields_by_path(kind)),
        *(LEFT_OUT, KEY, Target(kind="measurement", path="value.8", instrument="collaboration_scan")),
        Target(kind="measurement", path="value", instrument="counter", label="dagen", moment="baseline"),
    ]
)
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_WORDS = st.dictionaries(_TEXTS, _TEXTS, max_size=3)


@settings(max_examples=150, deadline=None)
@for_all(
    name=_TEXTS,
    columns=st.dictionaries(
        _TEXTS, st.lists(_TARGETS, min_size=1, max_size=3, unique=True).map(tuple), max_size=4
    ),
    fixed=st.dictionaries(_TARGETS.filter(lambda each: each.kind != ""), _TEXTS, max_size=2),
    words=st.dictionaries(_TEXTS, _WORDS, max_size=2),
)
def test_a_kept_mapping_is_read_back_as_it_was(
    name: str,
    columns: dict[str, tuple[Target, ...]],
    fixed: dict[Target, str],
    words: dict[str, dict[str, str]],
) -> None:
    mapping = Mapping(name=name, columns=columns, fixed=fixed, words=words)
    assert from_toml(to_toml(mapping), FILE) == mapping


def test_a_file_that_somebody_changed_is_read_as_it_was_meant() -> None:
    text = '\ufeff[columns]\n"Tekst" = "waarneming.what_seen"\n"Dag" = "datum"\n"Naam" = "-"\n'
    assert from_toml(text, FILE).columns == {
        "Tekst": read_target("observation.what_seen"),
        "Dag": read_target("observation.date"),
        "Naam": (LEFT_OUT,),
    }


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("name =", FILE),
        ("x = " + "[" * 5000, FILE),
        ('kolommen = "x"', "kolommen"),
        ("columns = 3", "[columns]"),
        ('[columns]\n"Dag" = 3', 'columns] "Dag"'),
        ('[columns]\n"Dag" = []', 'columns] "Dag"'),
        ('[columns]\n"Dag" = "observation.dag_van"', 'columns] "Dag"'),
        ('[fixed]\n"key" = "x"', "key"),
        ('[fixed]\n"observation.datte" = "2026-01-01"', "observation.datte"),
        ('[words]\n"Dag" = "x"', "words.Dag"),
        ('[words."Dag"]\n"x" = [1]', "x"),
    ],
)
def test_a_typing_error_is_told_with_its_file_and_place(text: str, place: str) -> None:
    with pytest.raises(Malformed) as fault:
        from_toml(text, FILE)
    assert FILE in str(fault.value)
    assert place in str(fault.value)


def test_all_typing_errors_are_told_at_once() -> None:
    with pytest.raises(Malformed) as fault:
        from_toml('foo = 1\n[columns]\n"A" = "niets"\n"B" = 3\n', FILE)
    assert len(fault.value.problems) == 3
