"""`actionlab close CYCLE`: ending a cycle with a decision, its reason, and what led to it."""

from functools import partial
from typing import Any

import click

from actionlab.cli import ask
from actionlab.cli.commands import Argument
from actionlab.cli.current import Current, find_current
from actionlab.cli.faults import CycleClosed
from actionlab.cli.gate import SEEN, Gate, gate_options
from actionlab.cli.given import NEEDED, FieldCommand, Given
from actionlab.cli.options import by_option, field_options, read_fields
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import give, say
from actionlab.errors import Malformed, Problem, RuleBroken
from actionlab.i18n import N_, _
from actionlab.model.cycle import Cycle
from actionlab.model.fields import field
from actionlab.model.vocabulary import label

_ASKED = tuple(field(Cycle, name) for name in ("decision", "reason", "because", "end_date"))
_NEEDED = _ASKED[:2]


@pass_session
def _close(session: Session, /, cycle: str | None, **values: Any) -> str:
    """Close the cycle and give its id; on a terminal what is needed and was not given is asked."""
    if ask.can_ask(session) and (cycle is None or not all(values[each.name] for each in _NEEDED)):
        return _asked(session, cycle, values)
    if cycle is None:
        raise click.MissingParameter(param=_CYCLE, ctx=click.get_current_context())
    return _store(session, cycle, values)


def _store(session: Session, cycle: str, values: dict[str, Any]) -> str:
    gate = Gate(session, values)
    given = Given(values, session.today())
    answers = read_fields(_ASKED, given)
    given.faults += [
        Problem(each.name, NEEDED, label=each.asks.label) for each in _NEEDED if not given.has(each.name)
    ]
    given.check()
    current = _open_cycle(session, cycle)
    try:
        current.revise(gate, {**current.fields, **answers, "status": "finished"})
    except (Malformed, RuleBroken) as fault:
        raise by_option(fault, _ASKED) from None
    give(current.record.id)
    if "end_date" not in {**current.fields, **answers}:
        sentence = _("Not recorded yet: {labels}. Add it with: actionlab edit {id} {option} …")
        say(sentence.format(labels=_ASKED[-1].label, id=current.record.id, option="--end-date"))
    return current.record.id


def _asked(session: Session, cycle: str | None, values: dict[str, Any]) -> str:
    """Ask what was not given, close the cycle and give its id; what was given is read first."""
    from actionlab.cli.asking import closing  # who gives everything is asked nothing

    given = Given(values, session.today())
    read_fields(_ASKED, given)
    given.check()
    current = _open_cycle(session, cycle or closing.which_cycle(session))
    return closing.close(session, current, values, partial(_store, session, current.record.id))


def _open_cycle(session: Session, cycle: str) -> Current:
    current = find_current(session, cycle, "cycle")
    decision = current.fields.get("decision")
    if decision or current.fields.get("status") == "finished":
        decided = label("cycle_decision", decision) if decision else label("cycle_status", "finished")
        raise CycleClosed(id=current.record.id, decision=decided)
    return current


_CYCLE = Argument(["cycle"], metavar=N_("CYCLE"), required=False)

command = FieldCommand(
    "close",
    params=[_CYCLE, *field_options(_ASKED), *gate_options()],
    callback=_close,
    help=N_("Close a cycle with a decision, its reason, and the insights or observations that led to it."),
    epilog=SEEN,
)
