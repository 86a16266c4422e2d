"""Logging what the authors say and choose for a section of the report: nothing is typed into Word twice."""

from collections.abc import Iterable
from typing import Any

from actionlab.cli import ask
from actionlab.cli.commands import Command
from actionlab.cli.given import FieldOption
from actionlab.cli.session import Session
from actionlab.cli.terminal import give
from actionlab.cli.verbs.log_record import Writing, record_command
from actionlab.i18n import _
from actionlab.model import vocabulary
from actionlab.model.kinds import KINDS
from actionlab.model.references import outcome_ref

_SECTION = "report_section"
_FIRST = ("positional", "study", "municipality", _SECTION)


def note_command(help_text: str) -> Command:
    """Make `log note`: a text, and what comes first or is left out, for the section of `--section`."""
    made = record_command(KINDS["note"], help_text, _log_note)
    for option in made.params:
        if isinstance(option, FieldOption) and option.name == "municipality":
            option.opts.insert(0, "-m")
    # first what the note is for: a study or a municipality, and the section
    made.params.sort(key=lambda option: _FIRST.index(option.name) if option.name in _FIRST else len(_FIRST))
    return made


def _log_note(session: Session, /, **values: Any) -> None:
    writing = Writing(session, KINDS["note"], values)
    if _SECTION not in writing.given.known and not writing.given.faults and ask.can_ask(session):
        sections = {each: vocabulary.label(_SECTION, each) for each in vocabulary.ids(_SECTION)}
        writing.fill({_SECTION: ask.choose(_("For which section of the report?"), sections)})
    writing.check()
    workspace = writing.place()
    known = writing.given.known
    for name in ("order", "leave_out"):
        if known.get(name) and known.get("study_id"):
            known[name] = list(_written_out(known[name], known["study_id"]))
    for record_id in writing.store(workspace, [known]):
        give(record_id)


def _written_out(refs: Iterable[str], study_id: str) -> Iterable[str]:
    """Give what was typed, with the name of an instrument as all its measurements in the study."""
    for ref in refs:
        instrument = vocabulary.find("instrument", ref)
        yield outcome_ref(study_id, instrument) if instrument else ref
