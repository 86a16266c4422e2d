"""The Dutch messages: complete, faithful to the English ones, and in the words of this house."""

import re
import runpy
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from click.testing import CliRunner, Result

from actionlab import i18n
from actionlab.cli.main import VERBS, program
from actionlab.model.vocabulary import VOCABULARY

CHECKOUT = Path(__file__).parent.parent
TOOL = runpy.run_path(str(CHECKOUT / "tools" / "messages.py"))
CATALOG: Catalog = TOOL["catalog"]("nl")

# words that are the same in Dutch and in English
SAME_MESSAGE = {
    "{n} studies: {codes}",
    "CODE",
    "Indicator",
    "Instrument",
    "MODULE",
    "Moment",
    "{file}: {findings}, {notes}.",
    "Partners",
    "Status",
    "Studies",
    "argument",
    "d",
}
SAME_WORD = {
    "interview",
    "later",
    "management",
    "open",
    "Privacy",
    "professional",
    "quiz",
    "student",
    "trainer",
    "training",
}
NOT_OUR_WORDS = re.compile(
    r"observatie|cliënt(?!enraad)|client|nulmeting|effect|bewezen"
    r"|\b(workspace|templates?|records?|pseudoniem|casuïstiek|je|jij|jouw|jullie)\b",
    re.IGNORECASE,
)
COMMAND = re.compile(rf"actionlab (?:{'|'.join(VERBS)})\b[a-z -]*|--[a-z][a-z-]*|ACTIONLAB_\w+|\b\w+\.docx\b")


def forms() -> Iterator[tuple[str, str]]:
    """Give every English sentence with its Dutch one; of a plural both forms."""
    for message in CATALOG:
        if message.id:
            yield from zip(_each(message.id), _each(message.string), strict=True)


def _each(texts: str | Sequence[str]) -> Sequence[str]:
    return (texts,) if isinstance(texts, str) else texts


def placeholders(text: str) -> set[str]:
    """Give what is filled in later: `{name}`, `{name!r}` and `%(name)s`."""
    parts = {
        f"{{{name}!{conversion}:{shape}}}"
        for _text, name, shape, conversion in Formatter().parse(text)
        if name is not None
    }
    return parts | set(re.findall(r"%\(\w+\)[a-z]", text))


def called(*arguments: str) -> Result:
    """Call the program in this process."""
    return CliRunner().invoke(program, list(arguments))


def test_every_message_of_the_source_and_of_click_is_translated_and_no_other() -> None:
    # after a change: python tools/messages.py
    assert TOOL["faults"]("nl", TOOL["messages"]()) == []


def test_a_missing_sentence_a_left_over_one_and_an_old_compilation_are_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    monkeypatch.setitem(TOOL["faults"].__globals__, "LOCALE", tmp_path)
    (folder / "messages.po").write_bytes(TOOL["text"](CATALOG))
    (folder / "messages.mo").write_bytes(b"old")
    template: Catalog = TOOL["messages"]()
    template.delete("Stopped.")
    template.add("Not there before.")
    assert TOOL["faults"]("nl", template) == [
        "nl: not translated: 'Not there before.'",
        "nl: not in the source: 'Stopped.'",
        "nl: messages.mo is not made from messages.po",
    ]


def test_no_translation_is_a_guess_of_the_tool_or_an_empty_text() -> None:
    assert [message.id for message in CATALOG if message.fuzzy] == []
    assert [english for english, dutch in forms() if not dutch.strip()] == []


def test_the_catalog_names_no_person_no_date_and_no_placeholder_of_the_tool() -> None:
    text = (CHECKOUT / "actionlab/locale/nl/LC_MESSAGES/messages.po").read_text(encoding="utf-8")
    header = text.partition("\n\n")[0]
    assert not re.search(r"@|FULL NAME|ORGANIZATION|VERSION|fuzzy|Date:|Babel", header)
    assert "Project-Id-Version: actionlab" in header


def test_every_placeholder_stands_in_both_languages() -> None:
    assert [
        (english, dutch) for english, dutch in forms() if placeholders(english) != placeholders(dutch)
    ] == []


def test_commands_options_and_file_names_are_not_translated() -> None:
    assert [
        (english, dutch)
        for english, dutch in forms()
        if not set(COMMAND.findall(english)) <= set(COMMAND.findall(dutch))
    ] == []


def test_a_dutch_sentence_is_not_a_copy_of_the_english_one() -> None:
    shapes = re.compile(r"[^A-Za-z]*")
    same = {english for english, dutch in forms() if english == dutch and not shapes.fullmatch(english)}
    assert same == SAME_MESSAGE


def test_the_dutch_messages_use_the_words_of_this_house() -> None:
    sentences = [COMMAND.sub("", re.sub(r"\{[^}]*\}", "", dutch)) for _english, dutch in forms()]
    assert [sentence for sentence in sentences if NOT_OUR_WORDS.search(sentence)] == []


def test_the_vocabulary_uses_the_words_of_this_house() -> None:
    words = [dutch for terms in VOCABULARY.values() for dutch, _english in terms.values()]
    assert [word for word in words if NOT_OUR_WORDS.search(word)] == []


def test_every_word_of_the_vocabulary_is_in_both_languages() -> None:
    words = [pair for terms in VOCABULARY.values() for pair in terms.values()]
    assert [pair for pair in words if not all(word.strip() for word in pair)] == []
    assert {dutch for dutch, english in words if dutch == english} == SAME_WORD


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ("What did you see or hear? (facts)", "Wat zag of hoorde u? (feiten)"),
        ("What do you think this means?", "Wat denkt u dat dit betekent?"),
        ("Was it all right with the resident?", "Vond de inwoner het goed?"),
        ("What speaks against it?", "Wat spreekt dit tegen?"),
        ("Where and when usable", "Waar en wanneer bruikbaar"),
        ("Evidence", "Onderbouwing"),
        ("Owner (role)", "Eigenaar (functie)"),
        ("Participant code", "Deelnemercode"),
        ("Template", "Sjabloon"),
        ("Workspace", "Werkmap"),
        ("not recorded", "niet vastgelegd"),
    ],
)
def test_labels_are_those_of_the_glossary(english: str, dutch: str) -> None:
    assert i18n.translated(english, "nl") == dutch
    assert i18n.translated(english, "en") == english


def test_the_language_can_be_changed_while_the_program_runs() -> None:
    i18n.activate("en")
    assert i18n._("not recorded") == "not recorded"
    i18n.activate("nl")
    assert i18n._("not recorded") == "niet vastgelegd"


@pytest.mark.parametrize(
    ("count", "sentence"),
    [(1, "{n} persoon heeft nog geen vervolgmeting"), (2, "{n} personen hebben nog geen vervolgmeting")],
)
def test_one_and_more_have_their_own_sentence(count: int, sentence: str) -> None:
    given = i18n.ngettext("{n} person has no follow-up", "{n} people have no follow-up", count)
    assert given == sentence


@pytest.mark.parametrize(
    ("arguments", "dutch", "english"),
    [
        (
            ("where", "--jsn"),
            "De optie '--jsn' bestaat niet. Bedoelde u '--json'?",
            "No such option '--jsn'.",
        ),
        (("lgo",), "De opdracht 'lgo' bestaat niet. Bedoelde u 'log'?", "No such command 'lgo'."),
        (("show",), "Dit argument ontbreekt: 'CODE'.", "Missing argument 'ID'."),
        (("where", "hier"), "Dit staat er te veel: hier.", "Got unexpected extra argument (hier)"),
        (("report", "--date"), "Bij de optie '--date' hoort een waarde.", "requires an argument."),
    ],
)
def test_faults_that_click_finds_are_told_in_the_language_of_the_call(
    arguments: tuple[str, ...], dutch: str, english: str
) -> None:
    assert called(*arguments).stderr.startswith(f"Fout: {dutch}")
    refused = called("--lang", "en", *arguments)
    assert refused.stderr.startswith("Error: ")
    assert english in refused.stderr
    assert refused.exit_code == 2


def test_the_headings_that_click_writes_above_a_help_text_are_dutch() -> None:
    dutch, english = called("log", "--help").stdout, called("--lang", "en", "log", "--help").stdout
    for ours, theirs in (
        ("Gebruik: ", "Usage: "),
        ("Opties:", "Options:"),
        ("Opdrachten:", "Commands:"),
    ):
        assert ours in dutch
        assert theirs not in dutch
        assert theirs in english


def test_the_tool_changes_nothing_when_it_is_asked_for_something_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(TOOL["main"].__globals__, "LOCALE", tmp_path / "locale")
    assert TOOL["main"](["--help"]) == 2
    assert "--check" in capsys.readouterr().out
    assert not (tmp_path / "locale").exists()
