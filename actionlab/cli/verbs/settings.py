"""settings: what is set for a workspace, where each value comes from, and what it means."""

import os
from pathlib import Path
from typing import Any

from actionlab.cli import show
from actionlab.cli.commands import command as verb
from actionlab.cli.commands import option
from actionlab.cli.looking import give_json
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import say
from actionlab.i18n import N_, _
from actionlab.model.settings import FILE, SETTINGS, VARIABLES, Setting, Settings, as_toml, lines_of

_TYPES = {str: "string", bool: "boolean", int: "integer"}


@verb("settings", help=N_("Show every setting: its value, where that comes from, and what it means."))
@option("--json", "as_object", is_flag=True, help=N_("Print JSON."))
@pass_session
def command(session: Session, /, as_object: bool) -> None:
    """Print the settings of the workspace, and the variables that the program listens to."""
    workspace = session.workspace()
    file = workspace.root / FILE
    text = file.read_text(encoding="utf-8")
    lines = lines_of(text)
    if as_object:
        give_json(_as_json(workspace.settings, lines, file))
        return
    with show.paged():
        _show(workspace.settings, lines)
    say(_("Change a setting in this file: {file}").format(file=file))


def _show(settings: Settings, lines: dict[str, int]) -> None:
    show.heading(_("Settings of this workspace"))
    for setting in SETTINGS:
        line = lines.get(setting.place)
        source = _("line {line}").format(line=line) if line else _("default")
        value = as_toml(getattr(settings, setting.name))
        _show_one(f"{setting.place} = {value} ({source})", setting.meaning)
    show.heading(_("Variables of your computer that count too"))
    for variable in VARIABLES:
        value = os.environ.get(variable.name, _("not set"))
        _show_one(f"{variable.name}: {value}", variable.meaning)


def _show_one(told: str, meaning: str) -> None:
    show.line(told, 2)
    show.line(_(meaning), 6)


def _as_json(settings: Settings, lines: dict[str, int], file: Path) -> dict[str, Any]:
    return {
        "file": str(file),
        "settings": [_setting_json(each, settings, lines.get(each.place)) for each in SETTINGS],
        "environment": [
            {"name": each.name, "value": os.environ.get(each.name), "meaning": _(each.meaning)}
            for each in VARIABLES
        ],
    }


def _setting_json(setting: Setting, settings: Settings, line: int | None) -> dict[str, Any]:
    return {
        "name": setting.place,
        "type": _TYPES[setting.type],
        "value": getattr(settings, setting.name),
        "default": setting.default,
        "least": setting.least or None,
        "source": "file" if line else "default",
        "line": line,
        "meaning": _(setting.meaning),
    }
