"""Options made from the fields of a record."""

from collections.abc import Callable

import click
import pytest
from click.testing import CliRunner, Result

from actionlab.cli.commands import Command
from actionlab.cli.notations import NOTATIONS, notation_of
from actionlab.cli.options import DATE, IDENTITY, MUNICIPALITY, WordType, asked_fields, field_options
from actionlab.errors import Unreadable
from actionlab.i18n import activate
from actionlab.model.answers import UnknownMunicipality, read_scan, read_whole_list
from actionlab.model.fields import fields
from actionlab.model.kinds import KINDS
from actionlab.model.measurement import ScaleRow
from actionlab.model.observation import Observation
from actionlab.model.records import Record
from actionlab.model.study import Study

Call = Callable[..., Result]


def test_every_field_of_every_kind_has_an_option_or_is_set_by_the_program() -> None:
    unasked = {("training", "evaluation"), ("publication", "figures"), ("removal", "counts")}
    for kind in KINDS.values():
        for field in asked_fields(kind.data_class):
            options = notation_of(field).options(field)
            assert options or (kind.id, field.name) in unasked


def test_an_option_has_the_name_of_its_field_with_hyphens() -> None:
    for kind in KINDS.values():
        for field in fields(kind.data_class):
            if field.name not in IDENTITY and not field.parts:
                (option, *_others) = field_options([field])
                assert "--" + field.name.replace("_", "-") in option.opts


def test_the_help_of_a_part_says_what_it_is_a_part_of() -> None:
    activate("en")
    (field,) = (each for each in fields(Study) if each.name == "dpo_consulted")

    helped = [option.translated_help() for option in notation_of(field).options(field)]

    assert helped == [f"Data protection officer consulted: {part}" for part in ("done", "date", "note")]


def test_no_two_fields_of_a_kind_share_an_option() -> None:
    for kind in KINDS.values():
        names = [name for option in field_options(asked_fields(kind.data_class)) for name in option.opts]
        assert len(names) == len(set(names))


def test_every_structured_answer_has_a_notation() -> None:
    parts = {
        field.type.__name__ for kind in KINDS.values() for field in fields(kind.data_class) if field.parts
    }
    # a value has the form of its instrument, and only the scale map has rows
    assert parts | {ScaleRow.__name__} == set(NOTATIONS)


@pytest.mark.parametrize(
    "typed",
    ["three_way_conversation", "Driehoeksgesprek", "three-way conversation", "Three_Way_Conversation"],
)
def test_a_choice_takes_its_id_or_a_label_in_any_case(
    typed: str, call: Call, study: str, stored: Callable[[], tuple[Record[Observation], ...]]
) -> None:
    call("log", "observation", "Tekst", "--setting", typed)
    (record,) = stored()
    assert record.data.setting == "three_way_conversation"


@pytest.mark.parametrize("typed", ["Houten", "houten", "HOUTEN", "gemeente Houten", "gm0321", "GM0321"])
def test_a_municipality_is_known_by_name_slug_or_code(typed: str) -> None:
    assert MUNICIPALITY.convert(typed, None, None) == "GM0321"


def test_an_unknown_municipality_gets_a_suggestion() -> None:
    with pytest.raises(UnknownMunicipality, match="Nieuwegein"):
        MUNICIPALITY.convert("Nieuwgein", None, None)
    with pytest.raises(UnknownMunicipality, match="GM0321"):
        MUNICIPALITY.convert("xqzw", None, None)


def test_scans_keep_the_place_of_what_was_not_answered() -> None:
    assert read_scan(("3,4,,-,5",)) == [3, 4, None, None, 5]
    assert read_scan(("3 4 - 5",)) == [3, 4, None, 5]
    assert read_scan(("3", "4", "-")) == [3, 4, None]


def test_number_lists_take_commas_spaces_and_repeated_options() -> None:
    assert read_whole_list(("7, 8;9", "10 6")) == [7, 8, 9, 10, 6]
    with pytest.raises(Unreadable, match="'5x'"):
        read_whole_list(("7,5x",))


def test_dates_and_words_are_read_for_options_that_are_no_fields() -> None:
    command = Command(
        "x",
        params=[click.Option(["--date"], type=DATE), click.Option(["--theme"], type=WordType("theme"))],
        callback=lambda date, theme: click.echo(f"{date} {theme}"),
    )
    assert CliRunner().invoke(command, ["--date", "1 mei 2026", "--theme", "o1"]).output == "2026-05-01 O1\n"
    assert CliRunner().invoke(command, ["--date", "31-2-2026"]).exit_code == 2
    assert CliRunner().invoke(command, ["--theme", "O9"]).exit_code == 2
