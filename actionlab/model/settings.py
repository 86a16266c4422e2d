"""Settings: what `actionlab.toml` says about a workspace, described as data.

`SETTINGS` is the one list: reading, writing, checking and showing settings all go by it. `VARIABLES` is the
list of what the program takes from its surroundings.
"""

import tomllib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import msgspec

from actionlab.errors import Malformed, Problem
from actionlab.i18n import N_, _
from actionlab.model.toml_faults import not_toml

FILE = "actionlab.toml"
SMALLEST_GROUP = 5


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of a workspace; an empty text means *not filled in*.

    `contact` is the contact point for questions about a report (an office, never a person's name).
    `synthetic` marks invented data, `read_only` refuses new records. The two limits are the smallest group
    shown, in people, 5 or more. `retention_years` is counted from the end of a study, `key_file_months` too.
    """

    name: str = ""
    contact: str = ""
    synthetic: bool = False
    read_only: bool = False
    programme: str = ""
    platform: str = ""
    knowledge_institute: str = ""
    threshold_municipality: int = SMALLEST_GROUP
    threshold_public: int = 10
    retention_years: int = 10
    key_file_months: int = 6


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """One setting: its name in `Settings`, its place in the file, and what it means, in one sentence.

    `least` is the least that a number may be.
    """

    name: str
    table: str
    key: str
    meaning: str
    least: int = 0

    @property
    def default(self) -> str | bool | int:
        """The value when the file does not give one."""
        found: str | bool | int = getattr(Settings(), self.name)
        return found

    @property
    def type(self) -> type:
        """The type of the value: `str`, `bool` or `int`."""
        return type(self.default)

    @property
    def place(self) -> str:
        """Where the setting stands, as `table.key`."""
        return f"{self.table}.{self.key}"


class Variable(msgspec.Struct, frozen=True, kw_only=True):
    """A variable of the surroundings that the program listens to, and what it means, in one sentence."""

    name: str
    meaning: str


SETTINGS = (
    Setting(
        name="name",
        table="workspace",
        key="name",
        meaning=N_("The name of your team, as it stands on forms and study plans."),
    ),
    Setting(
        name="contact",
        table="workspace",
        key="contact",
        meaning=N_("Where people can ask about a report: an office or mailbox, never the name of a person."),
    ),
    Setting(
        name="synthetic",
        table="workspace",
        key="synthetic",
        meaning=N_("Whether all data are invented, for practice; it then stands on every report."),
    ),
    Setting(
        name="read_only",
        table="workspace",
        key="read_only",
        meaning=N_("Whether nobody can add or change records."),
    ),
    Setting(
        name="programme",
        table="programme",
        key="name",
        meaning=N_("The programme on the title page of a report."),
    ),
    Setting(
        name="platform",
        table="programme",
        key="platform",
        meaning=N_("The platform that the programme belongs to, on the title page of a report."),
    ),
    Setting(
        name="knowledge_institute",
        table="programme",
        key="knowledge_institute",
        meaning=N_("The institute that does the research, on reports, forms and information letters."),
    ),
    Setting(
        name="threshold_municipality",
        table="thresholds",
        key="municipality",
        meaning=N_("The smallest group of people whose numbers a municipality sees (5 or more)."),
        least=SMALLEST_GROUP,
    ),
    Setting(
        name="threshold_public",
        table="thresholds",
        key="public",
        meaning=N_("The smallest group of people whose numbers the public sees (5 or more)."),
        least=SMALLEST_GROUP,
    ),
    Setting(
        name="retention_years",
        table="retention",
        key="years",
        meaning=N_("How many years data are kept after the end of a study."),
        least=1,
    ),
    Setting(
        name="key_file_months",
        table="retention",
        key="key_file_months",
        meaning=N_("Within how many months after the end of a study the key file has to be destroyed."),
        least=1,
    ),
)

VARIABLES = (
    Variable(
        name="ACTIONLAB_WORKSPACE",
        meaning=N_("The folder of the workspace, when you do not stand in it; -C goes first."),
    ),
    Variable(
        name="ACTIONLAB_LANG",
        meaning=N_("The language of the messages: nl or en; --lang goes first."),
    ),
    Variable(
        name="ACTIONLAB_WRITER",
        meaning=N_("The code under which you write, in place of the one of this computer."),
    ),
    Variable(
        name="ACTIONLAB_DEBUG",
        meaning=N_("With any value: after a fault in the program you also see where in the program it was."),
    ),
)

EXAMPLE = Settings(
    name="Voorbeeldwerkplaats",
    contact="voorbeeld@actionlab.invalid",
    synthetic=True,
    programme="werkplaats Arbeidsparticipatie",
    platform="kennisplatform Utrecht Sociaal",
    knowledge_institute="Hogeschool Utrecht, Kenniscentrum Sociale Innovatie",
)


def read_settings(text: str) -> Settings:
    """Give the settings that the text of `actionlab.toml` holds, with defaults for what it leaves out.

    Raises `Malformed` with every fault: not TOML, an unknown table or key, a wrong type, a limit too low.
    """
    try:
        tables = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as fault:
        raise Malformed([not_toml(fault, text, FILE)]) from None
    problems = [*_unknown(tables), *_faults(tables)]
    if problems:
        raise Malformed(problems)
    return Settings(**{each.name: _value(tables, each) for each in SETTINGS})


def settings_text(settings: Settings) -> str:
    """Give the text of a new `actionlab.toml`, every setting with its meaning as a comment above it."""
    lines: list[str] = []
    table = ""
    for each in SETTINGS:
        if each.table != table:
            table = each.table
            lines += ["", f"[{table}]"] if lines else [f"[{table}]"]
        lines += [f"# {_(each.meaning)}", f"{each.key} = {as_toml(getattr(settings, each.name))}"]
    return "\n".join(lines) + "\n"


def _value(tables: dict[str, Any], setting: Setting) -> Any:
    return tables.get(setting.table, {}).get(setting.key, setting.default)


def as_toml(value: str | bool | int) -> str:
    """Give a value as it is written in `actionlab.toml`."""
    # a JSON text is a TOML text too, except DEL, which TOML wants escaped
    return msgspec.json.encode(value).decode().replace("\x7f", "\\u007f")


def lines_of(text: str) -> dict[str, int]:
    """Give the line of `actionlab.toml`, from 1, on which each setting ends that stands in it, by its place.

    That is the first line up to which the text can be read with the setting in it, so nothing that a value
    or a comment says is taken for a setting. The text as a whole can be read.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    found: dict[str, int] = {}
    for number in range(1, len(lines) + 1):
        with suppress(tomllib.TOMLDecodeError):
            tables = tomllib.loads("\n".join(lines[:number]))
            for each in SETTINGS:
                if each.key in tables.get(each.table, {}):
                    found.setdefault(each.place, number)
    return found


def _unknown(tables: dict[str, Any]) -> Iterator[Problem]:
    known = {each.place for each in SETTINGS}
    names = {each.table for each in SETTINGS}
    for table, content in tables.items():
        inside = content if isinstance(content, dict) else {}
        places = [f"{table}.{key}" for key in inside] if table in names else [table]
        for place in places:
            if place not in known:
                yield _not_a_setting(place)


def _not_a_setting(place: str) -> Problem:
    near = _near(place)
    if near:
        sentence = N_("{file} has a setting that does not exist: {place}. Did you mean {near}?")
        return Problem("", sentence, file=FILE, place=place, near=near)
    return Problem("", N_("{file} has a setting that does not exist: {place}."), file=FILE, place=place)


def _near(place: str) -> str | None:
    """Give the heading or setting that is most like one that nobody knows; below the same heading first."""
    from actionlab.model.nearest import nearest  # only a mistyped setting needs it

    table, _dot, key = place.rpartition(".")
    by_word = {} if table else {each.table: each.table for each in SETTINGS}
    for each in sorted(SETTINGS, key=lambda each: each.table != table):
        by_word.setdefault(each.key, each.place)
    word = nearest(key, by_word)
    return by_word[word] if word else None


def _faults(tables: dict[str, Any]) -> Iterator[Problem]:
    tables = dict(tables)
    for table in {each.table: None for each in SETTINGS}:
        if not isinstance(tables.get(table, {}), dict):
            yield Problem("", N_("In {file}, {table} must be a table: [{table}]."), file=FILE, table=table)
            tables[table] = {}
    for each in SETTINGS:
        value = _value(tables, each)
        if type(value) is not each.type:
            sentence = N_("In {file}, {place} has the wrong form. Write it as {example}.")
            yield Problem("", sentence, file=FILE, place=each.place, example=as_toml(each.default))
        elif isinstance(value, int) and value < each.least:
            sentence = N_("In {file}, {place} is {value}. Give {least} or more.")
            yield Problem("", sentence, file=FILE, place=each.place, value=value, least=each.least)
