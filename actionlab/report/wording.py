"""Wording: the sentences of a report, from a TOML file that people may adapt without touching code.

A sentence may hold placeholders such as ``{name}``; anything else between braces is a fault. A key may
also be a small table with ``one`` and ``many``, chosen by a count. The file that comes with the program is
the reference: a workspace's own file has the same keys, and no other placeholders than the reference has.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping

from actionlab.errors import Malformed, Problem
from actionlab.i18n import N_
from actionlab.model.toml_faults import not_toml
from actionlab.report.blocks import Run

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class Wording:
    """The checked sentences of one file; call it with a key and the values of its placeholders."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        self._sentences = dict(sentences)

    def __call__(self, key: str, **values: object) -> str:
        """Give the sentence for `key` with every placeholder filled; KeyError for an unknown key.

        Values are put in as they are: braces inside them are text, never placeholders.
        """
        sentence = self._sentences[key]
        return PLACEHOLDER.sub(lambda found: str(values[found[1]]), sentence)

    def runs(self, key: str, **values: str | tuple[Run, ...]) -> tuple[Run, ...]:
        """Give the sentence for `key` as runs; a value may be runs itself, such as a link to a source."""
        # every other piece is the name of a placeholder
        pieces = PLACEHOLDER.split(self._sentences[key])
        found: list[Run] = []
        for place, piece in enumerate(pieces):
            value = values[piece] if place % 2 else piece
            found += [Run(value)] if isinstance(value, str) else value
        return tuple(run for run in found if run.text)

    def count(self, key: str, n: int, /, **values: object) -> str:
        """Give the sentence for a number of things; ``{n}`` is filled in."""
        return self(f"{key}.{'one' if n == 1 else 'many'}", n=n, **values)

    def lines(self, key: str) -> tuple[tuple[str, str], ...]:
        """Give the sentences right below `key` as pairs of last name and sentence, in file order."""
        start = key + "."
        return tuple(
            (name[len(start) :], text) for name, text in self._sentences.items() if name.startswith(start)
        )

    def keys(self) -> frozenset[str]:
        """Give all keys, with dots between table names."""
        return frozenset(self._sentences)


def read_wording(text: str, reference: str, place: str) -> Wording:
    """Give the wording of a file, checked against the reference that comes with the program.

    `place` names the file in messages. Raises `Malformed` with every fault: not TOML, a key that is
    missing or unknown, a placeholder that the program does not fill, a brace that is no placeholder.
    """
    own = _flat(text, place)
    # most workspaces have the sentences of the program: reading these once more takes 5 ms of each report
    known = own if text == reference else _flat(reference, place)
    faults = [*_key_faults(own, known, place)]
    for key in sorted(own.keys() & known.keys()):
        faults += _sentence_faults(key, own[key], known[key], place)
    if faults:
        raise Malformed(faults)
    return Wording({key: own[key] for key in known})


def _key_faults(own: Mapping[str, str], known: Mapping[str, str], place: str) -> Iterator[Problem]:
    for key in sorted(known.keys() - own.keys()):
        yield Problem(
            "", N_("{place}: '{key}' is missing. Copy it from the file of the program."), place=place, key=key
        )
    for key in sorted(own.keys() - known.keys()):
        yield Problem(
            "", N_("{place}: '{key}' is not used by the program. Take it out."), place=place, key=key
        )


def _sentence_faults(key: str, sentence: str, reference: str, place: str) -> Iterator[Problem]:
    allowed = set(PLACEHOLDER.findall(reference))
    for name in sorted(set(PLACEHOLDER.findall(sentence)) - allowed):
        fault = N_("{place}: '{key}' has {{{name}}}, which the program does not fill.")
        yield Problem("", fault, place=place, key=key, name=name)
    rest = PLACEHOLDER.sub("", sentence)
    if "{" in rest or "}" in rest:
        yield Problem("", N_("{place}: '{key}' has a brace that is no placeholder."), place=place, key=key)


def _flat(text: str, place: str) -> dict[str, str]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Malformed([not_toml(fault, text, place)]) from None
    flat = dict(_flattened(tables, ""))
    sentence = N_("{place}: '{key}' is not a text. Put it between quotes.")
    faults = [
        Problem("", sentence, place=place, key=key)
        for key, value in flat.items()
        if not isinstance(value, str)
    ]
    if faults:
        raise Malformed(faults)
    return {key: str(value) for key, value in flat.items()}


def _flattened(tables: Mapping[str, object], inside: str) -> Iterator[tuple[str, object]]:
    for name, value in tables.items():
        if isinstance(value, Mapping):
            yield from _flattened(value, f"{inside}{name}.")
        else:
            yield inside + name, value
