"""An accessible Word file, or not: what `check --accessible` says about any .docx."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actionlab.cli import show
from actionlab.cli.looking import give_json
from actionlab.errors import NOT_POSSIBLE
from actionlab.i18n import _, ngettext

if TYPE_CHECKING:
    from actionlab.exchange.accessibility.checking import Accessibility
    from actionlab.exchange.accessibility.findings import Finding, Place

PLACES_SHOWN = 3
_LONGEST_HEADING = 60


def check_accessible(path: Path, *, as_object: bool) -> int:
    """Print what keeps people from reading a Word file; give the exit code: 1 when there is something.

    Raises one of `exchange.files.refused` for a file that cannot be read, or not safely.
    """
    from actionlab.exchange.accessibility.checking import check_accessibility
    from actionlab.exchange.files.packages import read_bytes

    checked = check_accessibility(read_bytes(path, path.name), path.name)
    if as_object:
        give_json(_as_json(checked, path.name))
    else:
        _show(checked, path.name)
    return NOT_POSSIBLE if checked.findings else 0


def _show(checked: "Accessibility", file: str) -> None:
    for finding in (*checked.findings, *checked.notes):
        _show_finding(finding, file)
    findings, notes = len(checked.findings), len(checked.notes)
    counted = {
        "findings": ngettext("{n} finding", "{n} findings", findings).format(n=findings),
        "notes": ngettext("{n} note", "{n} notes", notes).format(n=notes),
    }
    show.line(_("{file}: {findings}, {notes}.").format(file=file, **counted))
    show.line(_("Whether the words are plain and the descriptions are right, only a person can judge."))


def _show_finding(finding: "Finding", file: str) -> None:
    mark = [_("note:")] if finding.is_note else []
    told = " ".join([*mark, finding.what, finding.remedy])
    where = _where(finding, file)
    if sys.stdout.isatty():
        show.line(where)
        show.line(told, 4)
    else:
        # one line for each, so that it can be searched
        show.line(f"{where} {told}")


def _where(finding: "Finding", file: str) -> str:
    """Give the first places, each below another heading, and how many more there are."""
    first = {each.heading: each for each in reversed(finding.places) if each.paragraph}
    shown = [_place(each) for each in reversed(first.values())][:PLACES_SHOWN]
    more = len(finding.places) - len(shown)
    if shown and more:
        shown.append(ngettext("{n} more place", "{n} more places", more).format(n=more))
    return f"{', '.join(shown) or file}:"


def _place(place: "Place") -> str:
    if not place.heading:
        return _("paragraph {n}").format(n=place.paragraph)
    from actionlab.exchange.accessibility.findings import shortened

    heading = shortened(place.heading, _LONGEST_HEADING)
    return _("‘{heading}’, paragraph {n}").format(heading=heading, n=place.paragraph)


def _as_json(checked: "Accessibility", file: str) -> dict[str, Any]:
    return {
        "file": file,
        "findings": [_finding_json(each) for each in checked.findings],
        "notes": [_finding_json(each) for each in checked.notes],
    }


def _finding_json(finding: "Finding") -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "places": [{"heading": each.heading or None, "paragraph": each.paragraph} for each in finding.places],
        "facts": dict(finding.facts),
        "what": finding.what,
        "remedy": finding.remedy,
    }
