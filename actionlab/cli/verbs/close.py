"""`actionlab close CYCLE`: ending a cycle with a decision, its reason, and what led to it."""

from typing import Any

from actionlab.cli.commands import Argument
from actionlab.cli.current import find_current
from actionlab.cli.faults import CycleClosed
from actionlab.cli.gate import SEEN, Gate, gate_options
from actionlab.cli.given import FieldCommand, Given
from actionlab.cli.options import NEEDED, by_option, field_options, read_fields
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
def _close(session: Session, /, cycle: str, **values: Any) -> None:
    gate = Gate(session, values)
    given = Given(values, session.today())
    answers = read_fields(_ASKED, given)
    given.faults += [
        Problem(each.name, NEEDED, label=each.asks.label) for each in _NEEDED if not given.has(each.name)
    ]
    given.check()
    current = find_current(session, cycle, "cycle")
    decision = current.fields.get("decision")
    if decision or current.fields.get("status") == "finished":
        decided = label("cycle_decision", decision) if decision else label("cycle_status", "finished")
        raise CycleClosed(id=current.record.id, decision=decided)
    try:
        current.revise(gate, {**current.fields, **answers, "status": "finished"})
    except (Malformed, RuleBroken) as fault:
        raise by_option(fault, _ASKED) from None
    give(current.record.id)
    if "end_date" not in {**current.fields, **answers}:
        sentence = _("Not recorded yet: {labels}. Add it with: actionlab edit {id} {option} …")
        say(sentence.format(labels=_ASKED[-1].label, id=current.record.id, option="--end-date"))


command = FieldCommand(
    "close",
    params=[Argument(["cycle"], metavar=N_("CYCLE")), *field_options(_ASKED), *gate_options()],
    callback=_close,
    help=N_("Close a cycle with a decision, its reason, and the insights or observations that led to it."),
    epilog=SEEN,
)
