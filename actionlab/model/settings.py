"""Settings: what `actionlab.toml` says about a workspace, described as data.

`SETTINGS` is the one list: reading, writing, checking and showing settings all go by it.
"""

import tomllib
from collections.abc import Iterator
from typing import Any

import msgspec

from actionlab.errors import Malformed, Problem
from actionlab.i18n import N_, _

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
    """One setting: its name in `Settings`, its place in the file, its label, the least a number may be."""

    name: str
    table: str
    key: str
    label: str
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


SETTINGS = (
    Setting(name="name", table="workspace", key="name", label=N_("Name of this workspace")),
    Setting(
        name="contact",
        table="workspace",
        key="contact",
        label=N_("Contact point for questions about a report: an office or mailbox, no name of a person"),
    ),
    Setting(name="synthetic", table="workspace", key="synthetic", label=N_("All data are invented")),
    Setting(
        name="read_only", table="workspace", key="read_only", label=N_("Nobody can add or change records")
    ),
    Setting(
        name="programme", table="programme", key="name", label=N_("Programme on the title page of a report")
    ),
    Setting(
        name="platform", table="programme", key="platform", label=N_("Platform the programme belongs to")
    ),
    Setting(
        name="knowledge_institute",
        table="programme",
        key="knowledge_institute",
        label=N_("Knowledge institute that does the research"),
    ),
    Setting(
        name="threshold_municipality",
        table="thresholds",
        key="municipality",
        label=N_("Smallest group shown to a municipality, in people (5 or more)"),
        least=SMALLEST_GROUP,
    ),
    Setting(
        name="threshold_public",
        table="thresholds",
        key="public",
        label=N_("Smallest group shown to the public, in people (5 or more)"),
        least=SMALLEST_GROUP,
    ),
    Setting(
        name="retention_years",
        table="retention",
        key="years",
        label=N_("Years that research data are kept after the end of a study"),
        least=1,
    ),
    Setting(
        name="key_file_months",
        table="retention",
        key="key_file_months",
        label=N_("Months after the end of a study within which the key file is destroyed"),
        least=1,
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
        sentence = N_("{file} is not valid TOML: {fault}.")
        raise Malformed([Problem("", sentence, file=FILE, fault=fault)]) from None
    problems = [*_unknown(tables), *_faults(tables)]
    if problems:
        raise Malformed(problems)
    return Settings(**{each.name: _value(tables, each) for each in SETTINGS})


def settings_text(settings: Settings) -> str:
    """Give the text of a new `actionlab.toml`, every setting with its label as a comment above it."""
    lines: list[str] = []
    table = ""
    for each in SETTINGS:
        if each.table != table:
            table = each.table
            lines += ["", f"[{table}]"] if lines else [f"[{table}]"]
        lines += [f"# {_(each.label)}", f"{each.key} = {_toml(getattr(settings, each.name))}"]
    return "\n".join(lines) + "\n"


def _value(tables: dict[str, Any], setting: Setting) -> Any:
    return tables.get(setting.table, {}).get(setting.key, setting.default)


def _unknown(tables: dict[str, Any]) -> Iterator[Problem]:
    known = {each.place for each in SETTINGS}
    names = {each.table for each in SETTINGS}
    for table, content in tables.items():
        inside = content if isinstance(content, dict) else {}
        places = [f"{table}.{key}" for key in inside] if table in names else [table]
        for place in places:
            if place not in known:
                yield Problem(
                    "", N_("{file} has a setting that does not exist: {place}."), file=FILE, place=place
                )


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
            yield Problem("", sentence, file=FILE, place=each.place, example=_toml(each.default))
        elif isinstance(value, int) and value < each.least:
            sentence = N_("In {file}, {place} is {value}. Give {least} or more.")
            yield Problem("", sentence, file=FILE, place=each.place, value=value, least=each.least)


def _toml(value: str | bool | int) -> str:
    # a JSON text is a TOML text too, except DEL, which TOML wants escaped
    return msgspec.json.encode(value).decode().replace("\x7f", "\\u007f")
