"""Logging what the authors say and choose for a section of the report: nothing is typed into Word twice."""

from collections.abc import Iterable
from functools import partial

from actionlab.cli.commands import Command
from actionlab.cli.given import FieldOption
from actionlab.cli.terminal import give
from actionlab.cli.verbs.log_record import Way, Writing, log, record_command
from actionlab.model import vocabulary
from actionlab.model.kinds import KINDS
from actionlab.model.references import outcome_ref

_SECTION = "report_section"
_FIRST = ("positional", "study", "municipality", _SECTION)


def note_command(help_text: str) -> Command:
    """Make `log note`: a text, and what comes first or is left out, for the section of `--section`."""
    made = record_command(KINDS["note"], help_text, partial(log, _WAY))
    for option in made.params:
        if isinstance(option, FieldOption) and option.name == "municipality":
            option.opts.insert(0, "-m")
    # first what the note is for: a study or a municipality, and the section
    made.params.sort(key=lambda option: _FIRST.index(option.name) if option.name in _FIRST else len(_FIRST))
    return made


def _follows(writing: Writing) -> None:
    known = writing.given.known
    for name in ("order", "leave_out"):
        if known.get(name):
            writing.place()
            if known.get("study_id"):
                known[name] = list(_written_out(known[name], known["study_id"]))


def _lacks(writing: Writing) -> bool:
    return _SECTION not in writing.given.known or not writing.given.known.keys() & {
        "text",
        "order",
        "leave_out",
    }


def _store(writing: Writing) -> tuple[str, ...]:
    writing.check()
    made = writing.store(writing.place(), [writing.given.known])
    for record_id in made:
        give(record_id)
    return made


_WAY = Way(kind=KINDS["note"], store=_store, follows=_follows, lacks=_lacks)


def _written_out(refs: Iterable[str], study_id: str) -> Iterable[str]:
    """Give what was typed, with the name of an instrument as all its measurements in the study."""
    for ref in refs:
        instrument = vocabulary.find("instrument", ref)
        yield outcome_ref(study_id, instrument) if instrument else ref
