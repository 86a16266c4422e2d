"""Writing a record down: the command of one kind, with an option for every field of it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from actionlab.cli.commands import Command, Option
from actionlab.cli.gate import SEEN, Gate, gate_options
from actionlab.cli.given import FieldCommand, Given
from actionlab.cli.options import (
    asked_fields,
    by_option,
    field_options,
    read_fields,
    require,
    study_option,
)
from actionlab.cli.residents import ask_about_resident, tell_about_resident
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import give, say
from actionlab.cli.text import is_text, main_argument, text_file_option, with_text
from actionlab.errors import Malformed, RuleBroken
from actionlab.i18n import N_, _
from actionlab.model.fields import Field, field
from actionlab.model.kinds import KINDS, Kind
from actionlab.model.records import Draft

if TYPE_CHECKING:
    from actionlab.store import Workspace

_PRIVACY = N_(
    "A text typed as an argument can be seen by other users of this computer while the command runs;"
    " with '--text-file -' it cannot. Put -- before a text that begins with a hyphen."
)

# the field that the argument stands for, where that is not the main field of the kind
_ARGUMENT = {"meeting": "title"}

# fields that a date answers when it is read, so nobody has to be reminded of them
_FROM_DATE = ("cycle_id", "phase")


class Writing:
    """One record on its way: the kind, what was given, and where it goes."""

    def __init__(self, session: Session, kind: Kind, values: dict[str, Any]) -> None:
        """Read what was given. Faults are gathered in `given` until `store` is called."""
        self.session = session
        self.kind = kind
        self.gate = Gate(session, values)
        self.asked = asked_fields(kind.data_class)
        self.study_given: str | None = values.pop("study", None)
        self.given = Given(with_text(values, argument_field(kind)), session.today())
        read_fields(self.asked, self.given)

    def fill(self, answers: Mapping[str, Any]) -> None:
        """Add answers that follow from what was given, where nothing was said."""
        self.given.known = {**answers, **self.given.known}

    def check(self) -> None:
        """Raise `Malformed` with every fault of form and every field that is needed."""
        require(self.asked, self.given)
        self.given.check()

    def place(self) -> "Workspace":
        """Give the workspace, after noting the study that the record belongs to."""
        workspace = self.session.workspace()
        if not self.kind.shared and not (self.kind.id == "note" and self._spans_a_municipality()):
            self.given.known["study_id"] = self.session.study(workspace, self.study_given)
        return workspace

    def store(self, workspace: "Workspace", drafts: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        """Store records of this kind with these fields; faults name the options that people typed."""
        try:
            made = [Draft(kind=self.kind.id, fields=dict(fields)) for fields in drafts]
            return self.gate.add(workspace, made)
        except (Malformed, RuleBroken) as fault:
            raise by_option(fault, self.asked) from None

    def _spans_a_municipality(self) -> bool:
        return "municipality" in self.given.known and not self.study_given


def argument_field(kind: Kind) -> Field:
    """Give the field that the argument of the command stands for."""
    return field(kind.data_class, _ARGUMENT.get(kind.id, kind.main))


def record_command(
    kind: Kind, help_text: str, callback: Callable[..., None], extra: Collection[Option] = ()
) -> Command:
    """Make the command that logs one kind; `callback` gets the session and the values of the options."""
    main = argument_field(kind)
    parameters: list[click.Parameter] = [main_argument(main), *extra]
    if not kind.shared:
        parameters.append(study_option())
    if is_text(main):
        parameters.append(text_file_option())
    parameters += [*field_options(asked_fields(kind.data_class), for_new=True), *gate_options()]
    return FieldCommand(
        kind.id.replace("_", "-"),
        params=parameters,
        callback=pass_session(callback),
        help=help_text,
        epilog=_PRIVACY if is_text(main) else SEEN,
    )


def plain_command(kind_id: str, help_text: str) -> Command:
    """Make the command of a kind that needs nothing but its fields."""
    kind = KINDS[kind_id]
    return record_command(kind, help_text, partial(_log, kind))


def _log(kind: Kind, session: Session, /, **values: Any) -> None:
    writing = Writing(session, kind, values)
    _derive(writing)
    writing.check()
    workspace = writing.place()
    agreed = ask_about_resident(session, workspace, writing.given.known)
    for record_id in writing.store(workspace, [writing.given.known]):
        give(record_id)
        tell_about_resident(record_id, agreed)
        tell_not_recorded(record_id, kind, writing.given.known)


def _derive(writing: Writing) -> None:
    outcome = writing.given.known.get("outcome")
    if writing.kind.id == "member_check" and outcome:
        writing.fill({"insight_ids": list(dict.fromkeys(row["insight_id"] for row in outcome))})


def tell_not_recorded(record_id: str, kind: Kind, fields: Mapping[str, Any]) -> None:
    """Say which questions of a record are still open, and how to answer them."""
    derived = _FROM_DATE if "date" in fields and kind.id == "observation" else ()
    open_fields = [
        each
        for each in asked_fields(kind.data_class)
        if each.asks.asked and each.name not in fields and each.name not in derived
    ]
    if kind.id == "insight" and "counter" not in fields:
        sentence = _(
            "What speaks against this insight? 'Nothing seen' is an answer too: {command} --counter …"
        )
        say(sentence.format(command=f"actionlab edit {record_id}"))
        open_fields = [each for each in open_fields if each.name != "counter"]
    if open_fields:
        labels = ", ".join(each.label for each in open_fields)
        dated = [each for each in open_fields if each.name == kind.dated]
        option = field_options(dated or open_fields[:1])[0].opts[0]
        sentence = _("Not recorded yet: {labels}. Add it with: actionlab edit {id} {option} …")
        say(sentence.format(labels=labels, id=record_id, option=option))
