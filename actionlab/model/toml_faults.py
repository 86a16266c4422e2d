"""TOML faults: where a file that people write by hand cannot be read, in a sentence of ours."""

import re

from actionlab.errors import Problem
from actionlab.i18n import N_

_LINE = re.compile(r"at line (\d+)")


def not_toml(fault: Exception, text: str, place: object) -> Problem:
    """Give the problem of a text that tomllib refused; `place` is the name of its file, for people.

    What tomllib says is English and about grammar; it names the line, or the end of the text.
    """
    found = _LINE.search(str(fault))
    line = int(found[1]) if found else text.count("\n") + 1
    sentence = N_(
        "{place} is not valid TOML: look at line {line}. A text stands between quotes, and no name twice."
    )
    return Problem("", sentence, place=place, line=line)
