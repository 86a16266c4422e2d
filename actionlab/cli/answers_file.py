"""An answers file: the options of one call, written down in a TOML file under the same names.

municipality = ["Houten"]
start = 2026-12-01
question = "Wie heeft waarover de regie?"
"""

import datetime as dt
import difflib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from actionlab.cli.text import read_file
from actionlab.errors import Malformed, Problem
from actionlab.i18n import N_
from actionlab.model.toml_faults import not_toml


def read_answers(path: Path, options: Iterable[click.Parameter]) -> dict[str, Any]:
    """Give what a file answers, in the form in which click gives the options of these names.

    A name is written with hyphens or underscores. Raises what `read_file` raises, and `Malformed`
    with every unknown name and every answer of a wrong form.
    """
    known = {option.name: option for option in options if option.name}
    answers: dict[str, Any] = {}
    faults: list[Problem] = []
    for key, value in _table(path).items():
        option = known.get(key.replace("-", "_"))
        texts = _texts(value)
        if option is None or option.name is None:
            faults.append(_unknown(key, known, path))
        elif texts is None or (not option.multiple and len(texts) != 1):
            sentence = N_("{file}: '{key}' does not have the right form. Write it as the option --{key}.")
            faults.append(Problem("", sentence, file=path, key=key))
        elif getattr(option, "is_flag", False):
            answers[option.name] = value is True
        else:
            answers[option.name] = texts if option.multiple else texts[0]
    if faults:
        raise Malformed(faults)
    return answers


def _table(path: Path) -> dict[str, Any]:
    text = read_file(str(path))
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Malformed([not_toml(fault, text, path)]) from None


def _texts(value: object) -> tuple[str, ...] | None:
    answers = value if isinstance(value, list) else [value]
    if not all(isinstance(each, str | int | float | dt.date) for each in answers):
        return None
    return tuple(str(each) for each in answers)


def _unknown(key: str, known: Mapping[str, click.Parameter], path: Path) -> Problem:
    near = difflib.get_close_matches(key.replace("-", "_"), known, n=1)
    if near:
        sentence = N_("{file}: '{key}' is not an option. Did you mean '{near}'?")
        return Problem("", sentence, file=path, key=key, near=near[0].replace("_", "-"))
    return Problem("", N_("{file}: '{key}' is not an option of this command."), file=path, key=key)
