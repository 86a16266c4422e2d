"""Kinds of record as people type them: the Dutch and English words for each, one record or more."""

from collections.abc import Collection
from typing import Any

import click

from actionlab.cli.faults import problem_of
from actionlab.cli.options import WordType
from actionlab.errors import Unreadable
from actionlab.i18n import N_
from actionlab.model import vocabulary
from actionlab.model.nearest import nearest

# the Dutch words for one and for more, and other words that people use; the first is shown in a Dutch help.
# The labels of the vocabulary and English plurals are known besides.
DUTCH: dict[str, tuple[str, ...]] = {
    "study": ("studie", "studies"),
    "approach": ("aanpak", "aanpakken", "gemeentelijke aanpakken"),
    "cycle": ("cyclus", "cyclussen", "cycli"),
    "participant": ("deelnemer", "deelnemers"),
    "observation": ("waarneming", "waarnemingen", "observatie", "observaties", "notitie", "notities"),
    "training": ("bijeenkomst", "bijeenkomsten", "trainingsbijeenkomsten", "trainingen"),
    "evaluation": ("evaluatie", "evaluaties", "trainingsevaluatie", "trainingsevaluaties"),
    "follow_up": ("navraag",),
    "measurement": ("meting", "metingen"),
    "insight": ("inzicht", "inzichten"),
    "action": ("afspraak", "afspraken", "actie", "acties", "taak", "taken", "actiepunt", "actiepunten"),
    "member_check": ("voorleggen", "voorgelegd"),
    "meeting": ("overleg", "overleggen", "vergadering", "vergaderingen"),
    "decision": ("besluit", "besluiten", "gevraagde besluiten", "beslissing", "beslissingen"),
    "agenda_item": ("agendapunt", "agendapunten"),
    "organisation": ("organisatie", "organisaties", "organization", "organizations"),
    "note": ("tekst", "teksten", "eigen tekst", "eigen teksten"),
    "publication": ("publicatie", "publicaties"),
    "removal": ("verwijdering", "verwijderingen"),
}
RECORD_KINDS = vocabulary.ids("record_kind")


def find_kind(typed: str, among: Collection[str] = RECORD_KINDS) -> str | None:
    """Give the id of the kind that a word stands for, in Dutch or English, in any case; None for no kind.

    Hyphens, underscores and spaces make no difference: `agenda-item`, `Agenda item` and `agendaitem` are one.
    """
    wanted = _folded(typed)
    return next((kind for kind in among if wanted in map(_folded, _words(kind))), None)


def kind_like(typed: str, among: Collection[str] = RECORD_KINDS) -> str | None:
    """Give the word for a kind that is most like a mistyped one; None when none is near."""
    return nearest(typed, [word for kind in among for word in _words(kind)])


class KindType(WordType):
    """A kind of record, for options and arguments that are not fields: one or more of it. Gives the id."""

    def __init__(self) -> None:
        super().__init__("record_kind")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the word; one that stands for no kind is refused with exit code 2 and the nearest word."""
        kind = find_kind(value)
        if kind is None:
            near = kind_like(value)
            sentence = _NEAR if near else _KNOWN
            words = [vocabulary.label("record_kind", each) for each in RECORD_KINDS]
            self.fail(str(problem_of(Unreadable(sentence, value=value, near=near, words=words))), param, ctx)
        return kind


KIND = KindType()

_NEAR = N_("'{value}' is not in the list. Did you mean '{near}'?")
_KNOWN = N_("'{value}' is not in the list. Choose from: {words}.")


def _words(kind: str) -> tuple[str, ...]:
    both = vocabulary.VOCABULARY["record_kind"].get(kind, ())
    english = [kind.replace("_", " "), *both[1:]]
    return (*DUTCH.get(kind, ()), *both, *english, *map(_more_than_one, english))


def _more_than_one(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


def _folded(text: str) -> str:
    return "".join(text.casefold().replace("-", " ").replace("_", " ").split())
