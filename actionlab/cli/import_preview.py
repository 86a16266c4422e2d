"""The preview of what comes in: a line for each thing, and how many are new, changed, known and refused."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from actionlab.cli import show
from actionlab.cli.terminal import say
from actionlab.cli.values import changes, kind_label, main_text
from actionlab.errors import Problem, shortened
from actionlab.exchange.incoming import Incoming
from actionlab.exchange.planning import CHANGED, GONE, KNOWN, NEW, REFUSED, Step
from actionlab.i18n import N_, _, ngettext
from actionlab.model.build import build
from actionlab.model.records import Record
from actionlab.privacy.harmless import harmless_problem, masked
from actionlab.privacy.screen import look
from actionlab.privacy.texts import Place, Text, place_of

OUTCOMES = {
    NEW: N_("new"),
    CHANGED: N_("changed"),
    KNOWN: N_("known"),
    GONE: N_("erased before"),
    REFUSED: N_("refused"),
}
_SHOWN_MOST = 20
_AGAIN = N_("What was erased or taken back before stays away; --again takes it in all the same.")


def show_preview(steps: Sequence[Step], year: int, *, whole: bool = False) -> None:
    """Show a line for each step, and the numbers; what is refused comes last, near the question.

    Of long lists the first are shown, unless `whole`.
    """
    for outcome in (NEW, CHANGED, KNOWN, GONE):
        _show_outcome([step for step in steps if step.outcome == outcome], outcome, year, whole=whole)
    _show_notes(steps, year)
    _show_refused([step for step in steps if step.outcome == REFUSED], year, whole=whole)
    show.heading(_counts(steps))


def tell_stored(steps: Sequence[Step], year: int) -> None:
    """Say what was done: as a preview on a terminal, and else in messages, since the ids are the data."""
    if sys.stdout.isatty():
        show_preview(steps, year)
        return
    for note in _notes(steps, year):
        say(note)
    say(_counts(steps))


def reasons(step: Step, year: int) -> Iterator[str]:
    """Give why a step is refused: a sentence for each fault, with file, row and column."""
    yield from (_reason(step, problem, year) for problem in step.problems)
    yield from _personal(step, year)


def place(incoming: Incoming) -> str:
    """Give where something came from: the file, the sheet and the row, as far as there are."""
    source = incoming.source
    parts = [source.file, source.sheet]
    if source.row:
        parts.append(_("row {n}").format(n=source.row))
    return ", ".join(part for part in parts if part)


def _reason(step: Step, problem: Problem, year: int) -> str:
    return f"{place(step.first)}{_column(step.first, problem)}: {harmless_problem(problem, year)}"


def _personal(step: Step, year: int) -> Iterator[str]:
    yield from dict.fromkeys(
        f"{place(incoming)}: {at}"
        for found in step.personal
        for incoming, at in _in_words(step, found, year) or [(step.first, found)]
    )


def _in_words(step: Step, found: Place, year: int) -> list[tuple[Incoming, Place]]:
    """Give where this stands in the comments that went into a text: a line there counts from their own."""
    at = [
        (incoming, place_of(found.record, found.kind, text, hit))
        for incoming in step.incomings
        for text in (Text(path=(found.field,), label=found.label, text=incoming.words),)
        for hit in look(text.text, year=year)
    ]
    # only whole lines are put before it
    same = (found.hit, found.column, found.length)
    return [(incoming, each) for incoming, each in at if (each.hit, each.column, each.length) == same]


def _row(step: Step) -> str:
    return str(step.first.source.row or "–")


def _places(step: Step) -> str:
    """Give the file and sheet; of a session that several sheets belong to, the first and how many more."""
    source, more = step.first.source, len(step.incomings) - 1
    told = ", ".join(part for part in (source.file, source.sheet) if part)
    return f"{told} " + ngettext("and {n} more", "and {n} more", more).format(n=more) if more else told


def _column(incoming: Incoming, problem: Problem) -> str:
    name = incoming.places.get(problem.field) or problem.facts.get("column")
    if name:
        return ", " + _("column '{name}'").format(name=name)
    return f", {_(problem.label)}" if problem.label else ""


def _show_outcome(steps: Sequence[Step], outcome: str, year: int, *, whole: bool) -> None:
    if not steps or (outcome == KNOWN and not whole):
        return
    shown = steps if whole else steps[:_SHOWN_MOST]
    # on a narrow terminal the name of a file is cut, and the row must stay
    rows = [(_(OUTCOMES[outcome]), _row(step), _places(step), _says(step, year)) for step in shown]
    show.table((_("What"), _("Row"), _("From"), _("What it says")), rows)
    for step in shown:
        if step.before is not None and step.draft is not None:
            kind = step.draft.kind
            for change in changes(build(kind, step.before), build(kind, step.draft.fields)):
                told = masked(change, year) if step.personal else change
                show.line(f"{step.record_id}: {told}", 2)
    _show_rest(len(steps) - len(shown))


def _show_refused(steps: Sequence[Step], year: int, *, whole: bool) -> None:
    if not steps:
        return
    show.heading(_("Refused:"))
    told = list(_every_reason(steps, year))
    shown = told if whole else told[:_SHOWN_MOST]
    for reason in shown:
        show.line(reason, 2)
    _show_rest(len(told) - len(shown))


def _every_reason(steps: Sequence[Step], year: int) -> Iterator[str]:
    """Give every reason once: what is wrong in the same way in many rows is told with their number."""
    times = Counter(id(problem) for step in steps for problem in step.problems)
    for step in steps:
        for problem in step.problems:
            n = times.pop(id(problem), 0)
            rows = " " + ngettext("({n} row)", "({n} rows)", n).format(n=n) if n > 1 else ""
            if n:
                yield _reason(step, problem, year) + rows
        yield from _personal(step, year)


def _show_notes(steps: Sequence[Step], year: int) -> None:
    """Show what is in the files and is not taken: nothing disappears unseen."""
    notes = _notes(steps, year)
    if notes:
        show.heading(_("Good to know:"))
    for note in notes:
        show.line(note, 2)


def _notes(steps: Sequence[Step], year: int) -> list[str]:
    found = [(each, note) for step in steps for each in step.incomings for note in each.notes]
    return list(dict.fromkeys(f"{place(each)}: {masked(note, year)}" for each, note in found))


def _show_rest(n: int) -> None:
    if n > 0:
        show.line(ngettext("… and {n} more.", "… and {n} more.", n).format(n=n), 2)


def _counts(steps: Sequence[Step]) -> str:
    found = Counter(step.outcome for step in steps)
    told = ", ".join(
        f"{_(label)}: {found[outcome]}"
        for outcome, label in OUTCOMES.items()
        if outcome != GONE or found[GONE]
    )
    return f"{told}. {_(_AGAIN)}" if found[GONE] else told


def _says(step: Step, year: int) -> str:
    if step.draft is None:
        return step.record_id
    said = main_text(_as_record(step.draft.kind, step.draft.fields))
    if step.personal:
        said = _("(looks like personal data)") + " " + masked(said, year)
    return f"{kind_label(step.draft.kind)}: {shortened(said)}"


def _as_record(kind: str, fields: dict[str, Any]) -> Record[Any]:
    return Record(id="", kind=kind, data=build(kind, fields), at="", by="", rev="", folder="")
