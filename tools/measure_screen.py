"""Measure what the gate finds in the corpus, and keep the tables in docs/privacy.md in step with it.

    python tools/measure_screen.py          write the tables anew
    python tools/measure_screen.py seen     print the figures of the seen half, and what went wrong in it

The corpus is `tests/privacy/corpus`: one half was seen while the gate was made, the other was held out.
What went wrong in the half that was held out is never printed, only how often.
"""

import os
import re
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from actionlab import store
from actionlab.model.records import Draft, Record
from actionlab.privacy.refusals import PersonalData
from actionlab.privacy.screen import HIT_KINDS, Hit, look
from actionlab.store.workspace import Workspace

CHECKOUT = Path(__file__).parent.parent
CORPUS = CHECKOUT / "tests" / "privacy" / "corpus"
PAGE = CHECKOUT / "docs" / "privacy.md"
SEEN, HELD_OUT = HALVES = ("seen", "held_out")
STRUCTURED = ("bsn", "iban", "email", "phone", "address", "birth_date")
NAME = "name"
# the corpus was written in this year: its dates of last year and this one are no birth dates
WRITTEN_IN = 2026

_BEGIN, _END = "<!-- figures: begin -->", "<!-- figures: end -->"
_HALF_NL = {SEEN: "gezien", HELD_OUT: "apart gehouden"}
_KIND_NL = {
    "bsn": "burgerservicenummer",
    "iban": "rekeningnummer (IBAN)",
    "email": "e-mailadres",
    "phone": "telefoonnummer",
    "address": "postcode met huisnummer",
    "birth_date": "geboortedatum",
    NAME: "naam na een aanspreekvorm, of voorletters met een achternaam",
}


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One text of the corpus; without a kind it is an ordinary sentence, in which nothing is to be found."""

    text: str
    kind: str = ""
    found: str = ""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What was found of one kind in one half: of how many entries, and how many hits were no such thing."""

    entries: int
    recalled: int
    right: int
    wrong: int

    @property
    def recall(self) -> float:
        """Share of the entries in which a hit covers what is to be found, 0 to 1."""
        return self.recalled / self.entries

    @property
    def precision(self) -> float:
        """Share of the hits that touch what is to be found, 0 to 1; 1 when there was no hit."""
        hits = self.right + self.wrong
        return self.right / hits if hits else 1.0


@cache
def corpus(half: str) -> tuple[Entry, ...]:
    """Give all entries of one half of the corpus."""
    files = (CORPUS / f"{name}_{half}.toml" for name in ("structured", "names", "ordinary"))
    rows = (row for file in files for row in tomllib.loads(file.read_text(encoding="utf-8"))["entries"])
    return tuple(msgspec.convert(row, Entry) for row in rows)


@cache
def hits(half: str) -> tuple[tuple[Entry, tuple[Hit, ...]], ...]:
    """Give every entry of one half with what the gate finds in its text."""
    return tuple((entry, look(entry.text, year=WRITTEN_IN)) for entry in corpus(half))


def figures(kind: str, half: str) -> Figures:
    """Count one kind in one half.

    An entry is recalled when one hit of its kind covers all letters and digits of `found`. A hit is wrong
    when it does not touch the `found` of an entry of its kind, in whichever text of the half it stands.
    """
    own = [(entry, found) for entry, found in hits(half) if entry.kind == kind]
    right = sum(_touches(entry, hit) for entry, found in own for hit in found if hit.kind == kind)
    all_hits = sum(hit.kind == kind for _entry, found in hits(half) for hit in found)
    recalled = sum(is_recalled(entry, found) for entry, found in own)
    return Figures(entries=len(own), recalled=recalled, right=right, wrong=all_hits - right)


def is_recalled(entry: Entry, found: Iterable[Hit]) -> bool:
    """Tell whether one hit of the entry's kind covers all letters and digits that are to be found."""
    start = entry.text.index(entry.found)
    places = [start + n for n, character in enumerate(entry.found) if character.isalnum()]
    return any(hit.kind == entry.kind and hit.start <= places[0] and places[-1] < hit.end for hit in found)


def questions(half: str) -> int:
    """Count the ordinary sentences of one half about which something would be asked."""
    ordinary = (found for entry, found in hits(half) if not entry.kind)
    return sum(any(not HIT_KINDS[hit.kind].structured for hit in found) for found in ordinary)


def ordinary(half: str) -> int:
    """Count the ordinary sentences of one half."""
    return sum(not entry.kind for entry in corpus(half))


def example_questions(folder: Path) -> tuple[int, int]:
    """Count the observations of the example, and those of them that would be asked about when logged anew.

    They are offered to the store, in a copy of the example below `folder`, which is empty.
    """
    shutil.copy(CHECKOUT / "actionlab.toml", folder)
    shutil.copytree(CHECKOUT / "studies", folder / "studies")
    opened = store.open_workspace(folder)
    workspace = Workspace(opened.folder, msgspec.structs.replace(opened.settings, read_only=False))
    seen = [each for each in store.read(workspace).records if each.kind == "observation"]
    return len(seen), sum(_is_asked(workspace, each) for each in seen)


def tables(asked: tuple[int, int]) -> str:
    """Give the tables of the page, in Dutch; `asked` is what `example_questions` counts."""
    kinds = [_kind_row(kind, half) for kind in (*STRUCTURED, NAME) for half in HALVES]
    sentences = [
        f"| gewone zinnen van het corpus, {_HALF_NL[half]} | {ordinary(half)} | {questions(half)} |"
        for half in HALVES
    ]
    return "\n".join(
        [
            "| Soort | Helft | Voorbeelden | Gevonden | Volledigheid | Ten onrechte | Juistheid |",
            "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
            *kinds,
            "",
            "| Tekst | Aantal | Met een vraag |",
            "| --- | ---: | ---: |",
            *sentences,
            f"| waarnemingen van het voorbeeld | {asked[0]} | {asked[1]} |",
        ]
    )


def with_tables(page: str, asked: tuple[int, int]) -> str:
    """Give the page with the tables between its marks as they are now; ValueError without the marks."""
    new, count = re.subn(
        f"(?<={_BEGIN}\n).*?(?={_END})", lambda _: f"\n{tables(asked)}\n\n", page, flags=re.DOTALL
    )
    if count != 1:
        raise ValueError(f"{count} places between {_BEGIN} and {_END}, expected one")
    return new


def went_wrong() -> Iterator[str]:
    """Give a line for all that went wrong in the seen half: what was missed, and what was found wrongly."""
    for entry, found in hits(SEEN):
        if entry.kind and not is_recalled(entry, found):
            yield f"missed {entry.kind} {entry.found!r} in {entry.text!r}: {_shown(entry, found)}"
        for hit in found:
            if HIT_KINDS[hit.kind].structured and not _touches(entry, hit):
                yield f"wrong {hit.kind} in {entry.text!r}: {_shown(entry, [hit])}"
        if not entry.kind and found:
            yield f"asked in {entry.text!r}: {_shown(entry, found)}"


def main(only: str = "") -> None:
    """Write the tables of the page anew, or print what there is to say of the seen half."""
    if only == SEEN:
        for kind in (*STRUCTURED, NAME):
            sys.stdout.write(f"{_kind_row(kind, SEEN)}\n")
        sys.stdout.write(f"questions: {questions(SEEN)} of {ordinary(SEEN)}\n")
        sys.stdout.writelines(f"{line}\n" for line in went_wrong())
        return
    with tempfile.TemporaryDirectory() as folder:
        # the store keeps a lock in the home of who runs it
        homes = dict.fromkeys(("HOME", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME"), folder)
        os.environ.update(homes, ACTIONLAB_WRITER="onderzoeker-0000")
        workspace = Path(folder) / "workspace"
        workspace.mkdir()
        asked = example_questions(workspace)
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8"), asked), encoding="utf-8")


def _touches(entry: Entry, hit: Hit) -> bool:
    if entry.kind != hit.kind:
        return False
    start = entry.text.index(entry.found)
    return hit.start < start + len(entry.found) and start < hit.end


def _is_asked(workspace: Workspace, record: Record[Any]) -> bool:
    draft = Draft(kind=record.kind, fields=msgspec.to_builtins(record.data))
    try:
        store.add(workspace, [draft], now=datetime(WRITTEN_IN, 7, 1, tzinfo=UTC))
    except PersonalData:
        return True
    return False


def _kind_row(kind: str, half: str) -> str:
    counted = figures(kind, half)
    # a name is a question, and whether a question was needless is counted per sentence
    wrong = [str(counted.wrong), _percent(counted.precision)] if kind in STRUCTURED else ["–", "–"]
    cells = [_KIND_NL[kind], _HALF_NL[half], str(counted.entries), str(counted.recalled)]
    return f"| {' | '.join([*cells, _percent(counted.recall), *wrong])} |"


def _percent(share: float) -> str:
    return f"{share:.1%}".replace(".", ",")


def _shown(entry: Entry, found: Collection[Hit]) -> str:
    return ", ".join(f"{hit.kind} {entry.text[hit.start : hit.end]!r}" for hit in found) or "nothing"


if __name__ == "__main__":
    main(*sys.argv[1:])
