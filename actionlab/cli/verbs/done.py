"""`actionlab done ACTION`: an action was done, and what came of it."""

from typing import Any

from actionlab.cli.commands import Argument
from actionlab.cli.current import find_current, nothing_changed
from actionlab.cli.gate import SEEN, Gate, gate_options
from actionlab.cli.given import FieldCommand, Given
from actionlab.cli.options import by_option, field_options, read_fields
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import give, say
from actionlab.errors import Malformed, RuleBroken
from actionlab.i18n import N_
from actionlab.model.action import Action
from actionlab.model.fields import field

_ASKED = (field(Action, "result"),)


@pass_session
def _done(session: Session, /, action: str, **values: Any) -> None:
    gate = Gate(session, values)
    given = Given(values, session.today())
    answers = read_fields(_ASKED, given)
    given.check()
    current = find_current(session, action, "action")
    try:
        changed = current.revise(gate, {**current.fields, **answers, "status": "done"})
    except (Malformed, RuleBroken) as fault:
        raise by_option(fault, _ASKED) from None
    give(current.record.id)
    if not changed:
        say(nothing_changed())


command = FieldCommand(
    "done",
    params=[Argument(["action"], metavar=N_("ACTION")), *field_options(_ASKED), *gate_options()],
    callback=_done,
    help=N_("Mark an action as done, and say what came of it."),
    epilog=SEEN,
)
