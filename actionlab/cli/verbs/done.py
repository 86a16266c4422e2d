"""`actionlab done ACTION`: an action was done, and what came of it."""

from functools import partial
from typing import Any

import click

from actionlab.cli import ask
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
def _done(session: Session, /, action: str | None, **values: Any) -> str:
    """Mark the action as done and give its id; on a terminal it is asked which one, when not given."""
    if action is None and ask.can_ask(session):
        return _asked(session, values)
    if action is None:
        raise click.MissingParameter(param=_ACTION, ctx=click.get_current_context())
    return _store(session, action, values)


def _store(session: Session, action: str, values: dict[str, Any]) -> str:
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
    return current.record.id


def _asked(session: Session, values: dict[str, Any]) -> str:
    from actionlab.cli.asking import closing  # who says which action is asked nothing

    given = Given(values, session.today())
    read_fields(_ASKED, given)
    given.check()
    return closing.done(session, values, partial(_store, session))


_ACTION = Argument(["action"], metavar=N_("ACTION"), required=False)

command = FieldCommand(
    "done",
    params=[_ACTION, *field_options(_ASKED), *gate_options()],
    callback=_done,
    help=N_("Mark an action as done, and say what came of it."),
    epilog=SEEN,
)
