"""Translation: every message is found, and the language can change within one process.

Nothing is left of the English of click and of questionary, as they are installed.
"""

import ast
import io
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from string import Formatter

import click
import pytest
import questionary
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output
from pseudo_terminal import DOWN, ENTER, ESCAPE, NEW_LINE, SPACE, STOP

from actionlab import i18n
from actionlab.cli import ask

MO = Path(i18n.CATALOGS) / "nl" / "LC_MESSAGES" / "messages.mo"
TRANSLATES = {"_", "gettext", "N_"}
TRANSLATES_PLURAL = {"ngettext"}


def catalog() -> Catalog:
    """Give the Dutch catalog as the program reads it."""
    with MO.open("rb") as file:
        return read_mo(file)


def trees(package: str | None) -> Iterator[ast.Module]:
    """Give the source of every module of an installed package."""
    assert package is not None
    for path in sorted(Path(package).parent.rglob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))


def messages(tree: ast.Module) -> Iterator[tuple[str, ...]]:
    """Give what a module looks up in the catalog: a message, or one and its plural."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        wanted = 1 if called in TRANSLATES else 2 if called in TRANSLATES_PLURAL else 0
        texts = [each.value for each in node.args[:wanted] if isinstance(each, ast.Constant)]
        if wanted and len(texts) == wanted:
            yield tuple(map(str, texts))


def placeholders(text: str) -> list[str]:
    """Give what is filled in later, in both ways of writing: `{name}` and `%(name)s` or `%s`."""
    with suppress(ValueError):
        braces = [f"{{{name}}}" for _text, name, _shape, _way in Formatter().parse(text) if name is not None]
        return sorted([*braces, *re.findall(r"%\(\w+\)[a-z]|%[sdrif]", text)])
    return []


def each(texts: str | Sequence[str]) -> tuple[str, ...]:
    """Give the forms of a message."""
    return (texts,) if isinstance(texts, str) else tuple(texts)


def test_every_message_of_the_catalog_is_found() -> None:
    said = {message.id: message.string for message in catalog() if isinstance(message.id, str) and message.id}

    assert len(said) > 100
    assert {message: i18n._(message) for message in said} == said


@pytest.mark.parametrize("message", ["No sentence of ours", "zzz", "!", "é"])
def test_what_has_no_translation_comes_back_as_it_is(message: str) -> None:
    i18n.activate("en")
    assert i18n._(message) == message
    i18n.activate("nl")
    assert i18n._(message) == message


def test_the_language_of_a_report_may_differ_from_that_of_the_messages() -> None:
    i18n.activate("en")
    assert (i18n._("Date"), i18n.translated("Date", "nl")) == ("Date", "Datum")
    i18n.activate("nl")
    assert (i18n._("Date"), i18n.translated("Date", "en")) == ("Datum", "Date")


def test_every_message_of_the_installed_click_is_dutch_and_keeps_its_placeholders() -> None:
    known = {each(message.id): each(message.string) for message in catalog() if message.id}
    asked = {message for tree in trees(click.__file__) for message in messages(tree)}
    assert len(asked) > 60
    assert sum(len(message) == 2 for message in asked) >= 5
    assert sorted(message for message in asked if not all(known.get(message, ("",)))) == []
    for message in asked:
        for english, dutch in zip(message, known[message], strict=True):
            assert placeholders(dutch) == placeholders(english)


def test_every_message_of_ours_keeps_its_placeholders_in_both_ways_of_writing() -> None:
    lost = [
        (english, dutch)
        for message in catalog()
        if message.id
        for english, dutch in zip(each(message.id), each(message.string), strict=True)
        if placeholders(english) != placeholders(dutch)
    ]
    assert lost == []


def test_placeholders_are_seen_in_both_ways_of_writing() -> None:
    assert placeholders("{n!r} of {total:d}: %(name)s, %d %% done") == ["%(name)s", "%d", "{n}", "{total}"]
    assert placeholders("a { alone") == []


# what is said to programmers does not come on a screen either, so nothing is left out but the styles
STYLE = re.compile(r"(class:|fg:|noinherit)")


def phrases_of_questionary() -> set[str]:
    """Give every piece of English in the installed questionary that could be read on a screen."""
    found: set[str] = {"Yes", "No"}
    for tree in trees(questionary.__file__):
        texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
        for text in (text for text in texts if isinstance(text, str) and "Args:" not in text):
            if " " in text.strip() and not STYLE.match(text):
                found |= {piece.strip() for piece in re.split(r"\{[^}]*\}|[\n<>]", text)}
    return {phrase for phrase in found if re.search("[A-Za-z]{2}", phrase)}


Drawn = Callable[[], str]


@pytest.fixture
def screen() -> Iterator[tuple[PipeInput, Drawn]]:
    """A keyboard and what is drawn on the screen, without its escape codes."""
    drawn = io.StringIO()
    output = Vt100_Output(drawn, lambda: Size(rows=40, columns=80), enable_cpr=False)

    def text() -> str:
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", drawn.getvalue())

    with create_pipe_input() as pipe, create_app_session(input=pipe, output=output):
        yield pipe, text


def english(shown: str) -> list[str]:
    """Give the phrases of questionary that stand in what was shown."""
    return [each for each in phrases_of_questionary() if re.search(rf"(?<!\w){re.escape(each)}(?!\w)", shown)]


def test_the_english_of_questionary_is_known_and_would_be_seen(screen: tuple[PipeInput, Drawn]) -> None:
    phrases = phrases_of_questionary()
    assert {"(Use arrow keys", "Invalid input", "Cancelled by user", "done (", "selections)", "No"} <= phrases
    keyboard, drawn = screen
    keyboard.send_bytes(SPACE + ENTER)
    questionary.checkbox("Welke?", ["a", "b"]).unsafe_ask()
    assert "(Use arrow keys to move," in english(drawn())


FEW, MANY = {"a": "aap", "n": "noot"}, {str(number): f"antwoord {number}" for number in range(1, 13)}


@pytest.mark.parametrize(
    ("asks", "keys"),
    [
        pytest.param(lambda: ask.agrees("Goed?"), DOWN + ENTER, id="yes or no"),
        pytest.param(lambda: ask.choose("Welke?", FEW), ENTER, id="a choice"),
        pytest.param(lambda: ask.choose("Welke?", MANY, ready="3"), b"12" + ENTER, id="a long list"),
        pytest.param(
            lambda: ask.choose("Welke?", MANY), b"zz\x7f\x7f" + ENTER, id="a word that is not in it"
        ),
        pytest.param(lambda: ask.choose_many("Welke?", FEW), SPACE + DOWN + SPACE + ENTER, id="several"),
        pytest.param(lambda: ask.choose_many("Welke?", FEW), ENTER, id="none of them"),
        pytest.param(
            lambda: ask.choose_many("Welke?", MANY, ready=["2"]), SPACE + ENTER, id="a long several"
        ),
        pytest.param(lambda: ask.text("Wie?"), b"ik" + ENTER, id="a line"),
        pytest.param(
            lambda: ask.text("Wie?", check=lambda typed: None if typed == "ikik" else "Nee."),
            b"ik" + ENTER + b"ik" + ENTER,
            id="a line that is not right",
        ),
        pytest.param(lambda: ask.long_text("Wat?"), b"een" + NEW_LINE + b"twee" + ENTER, id="a text"),
        pytest.param(lambda: ask.choose("Welke?", FEW), ESCAPE, marks=pytest.mark.long, id="Esc in a list"),
        pytest.param(lambda: ask.text("Wie?"), b"ik" + ESCAPE, marks=pytest.mark.long, id="Esc in a line"),
        pytest.param(lambda: ask.choose_many("Welke?", FEW), STOP, id="Ctrl-C in a list"),
        pytest.param(lambda: ask.long_text("Wat?"), STOP, id="Ctrl-C in a text"),
    ],
)
def test_nothing_of_the_english_of_questionary_is_shown(
    screen: tuple[PipeInput, Drawn], asks: Callable[[], object], keys: bytes
) -> None:
    keyboard, drawn = screen
    keyboard.send_bytes(keys)
    # the question whether to stop comes a moment after Esc, and is to be answered too
    stopping = threading.Timer(0.5, keyboard.send_bytes, [DOWN + ENTER])
    if keys.endswith(ESCAPE):
        stopping.start()
    with suppress(click.Abort, KeyboardInterrupt):
        asks()
    assert len(drawn()) > 10
    assert english(drawn()) == []
