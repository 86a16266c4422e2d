"""The help of every verb: as wide as a terminal, in one language, the most important options first."""

import re
from collections.abc import Iterator

import click
import pytest

from actionlab.cli.commands import called_as
from actionlab.cli.guiding.examples import examples_of
from actionlab.cli.main import program
from actionlab.i18n import LANGUAGES, _, activate, translated

# click wraps help at so many columns on a terminal of 80
WIDEST = 80
SIGN = re.compile(r"\b[A-Z]{2,}\b")


def helps(language: str) -> Iterator[tuple[click.Context, str]]:
    """Give the context and the help of the program, of every verb and of every command of a verb."""
    activate(language)
    whole = click.Context(program, info_name="actionlab", terminal_width=WIDEST)
    yield from _helps(program, whole)


def _helps(command: click.Command, context: click.Context) -> Iterator[tuple[click.Context, str]]:
    yield context, command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _helps(below, click.Context(below, parent=context, info_name=name))


def example_lines(context: click.Context) -> list[str]:
    """Give the command lines of the examples of a help, in the language that is active."""
    return [_(line) for _told, line in examples_of(called_as(context))]


def signs() -> dict[str, str]:
    """Give the signs for values in all helps, English to Dutch."""
    found = {"[OPTIONS]", "COMMAND [ARGS]..."}
    for context, _help in helps("en"):
        found |= {str(each.metavar) for each in context.command.params if each.metavar}
    return {sign: translated(sign, "nl") for sign in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_of_a_help_is_wider_than_the_terminal(language: str) -> None:
    found = [(context, told) for context, told in helps(language)]
    assert len(found) > 30
    wide = [
        (context.command_path, line)
        for context, told in found
        for line in told.split("\n")
        if len(line) > WIDEST and line.strip() not in example_lines(context)
    ]
    assert wide == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_example_stands_on_one_line_so_that_it_can_be_copied(language: str) -> None:
    seen = [(set(example_lines(context)), told) for context, told in helps(language)]
    assert sum(len(line) > WIDEST for lines, _told in seen for line in lines) > 3
    broken = [line for lines, told in seen for line in lines if f"    {line}\n" not in told]
    assert broken == []


def test_a_dutch_help_holds_no_english_sign() -> None:
    known = signs()
    dutch = {word for sign in known.values() for word in SIGN.findall(sign)}
    english = {word for sign in known for word in SIGN.findall(sign)} - dutch
    assert {"DIR", "DATE", "OPTIONS", "FILE"} <= english
    mixed = [
        (context.command_path, word)
        for context, told in helps("nl")
        for word in SIGN.findall(told)
        if word in english
    ]
    assert mixed == []


@pytest.mark.parametrize(
    ("command", "first"),
    [
        (("report",), ["municipality", "short", "letter", "practice_card", "region"]),
        (("log", "note"), ["study", "municipality", "report_section"]),
        (("check",), ["wants_repair", "report", "accessible"]),
    ],
)
def test_what_a_command_is_about_comes_first_in_its_help(command: tuple[str, ...], first: list[str]) -> None:
    (context,) = (
        each for each, _help in helps("en") if each.command_path == " ".join(("actionlab", *command))
    )
    options = [each.name for each in context.command.params if isinstance(each, click.Option)]
    assert options[: len(first)] == first
