"""Residents who were present without a code: how they agreed is asked, and what follows from it is said."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from actionlab.cli import ask
from actionlab.cli.session import Session
from actionlab.cli.terminal import say
from actionlab.i18n import N_, _
from actionlab.model import vocabulary

if TYPE_CHECKING:
    from actionlab.store import Workspace

UNKNOWN, RESIDENT = "unknown", "resident"

# what follows from the answer, said after the observation was stored
_FOLLOWS = {
    "no": N_(
        "The resident said no. Leave out of {id} what the resident said, did and wanted, and what shows who"
        " it was; what the professionals did may stay: actionlab edit {id} --forget --what-seen …"
        " No report uses {id}."
    ),
    "not_asked": N_(
        "No report uses {id} as long as the resident was not asked. Ask it yet, and then:"
        " actionlab edit {id} --residents-agreed …"
    ),
    UNKNOWN: N_(
        "Not recorded yet: was it all right with the resident? Add it with:"
        " actionlab edit {id} --residents-agreed …"
    ),
}


def ask_about_resident(
    session: Session, workspace: "Workspace", fields: dict[str, Any], *, is_asked: bool = False
) -> str:
    """Give how a resident without a code agreed: the answer in `fields`, or that of the person at a terminal.

    An answer that is given now is put into `fields`. "" when no such resident was there, and `UNKNOWN` when
    nobody said it, also when the person was asked it before (`is_asked`).
    """
    if fields.get("residents_agreed"):
        return str(fields["residents_agreed"])
    if not resident_without_code(workspace, fields):
        return ""
    if is_asked or not ask.can_ask(session):
        return UNKNOWN
    answer = how_resident_agreed()
    if answer != UNKNOWN:
        fields["residents_agreed"] = answer
    return answer


def how_resident_agreed() -> str:
    """Ask how a resident without a code agreed; `UNKNOWN` when the person does not know, or later."""
    answers = {
        each: vocabulary.label("residents_agreed", each) for each in vocabulary.ids("residents_agreed")
    }
    question = _("Was it all right with the resident who has no code?")
    # first what makes nothing up
    return ask.choose(question, {UNKNOWN: _("I do not know, or later"), **answers})


def tell_about_resident(record_id: str, answer: str) -> None:
    """Say what follows from how a resident agreed, as `ask_about_resident` gave it."""
    if answer in _FOLLOWS:
        say(_(_FOLLOWS[answer]).format(id=record_id))


def resident_without_code(workspace: "Workspace", fields: Mapping[str, Any]) -> bool:
    """Tell whether a resident was there, or is quoted, of whom no code is named."""
    quote = fields.get("quote") or {}
    heard = quote.get("speaker_role") == RESIDENT and not quote.get("speaker")
    if not heard and RESIDENT not in fields.get("present_roles", ()):
        return False
    typed = fields.get("participants", ())
    return not (typed and _is_resident_among(typed, workspace, fields["study_id"]))


def _is_resident_among(typed: Collection[str], workspace: "Workspace", study_id: str) -> bool:
    from actionlab.model.participant import Participant  # only for an observation of people with a code
    from actionlab.store import read

    people = read(workspace, studies=(study_id,), kinds={"participant"}).records
    named = [person for code in typed for person in people.with_prefix(code)]
    return any(isinstance(each.data, Participant) and each.data.group == RESIDENT for each in named)
