"""Writing a record down: the command of one kind, with an option for every field of it."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click
import msgspec

from actionlab.cli import ask
from actionlab.cli.commands import Command, Option
from actionlab.cli.faults import WhichStudy
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
from actionlab.cli.residents import UNKNOWN, ask_about_resident, tell_about_resident
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
    """One record on its way: the kind, what was given, and where it goes.

    `left_open` are the fields that a person was asked about and did not answer; None when nobody was asked.
    """

    left_open: Collection[str] | None = None

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

    def lacks(self) -> bool:
        """Tell whether a field is missing that the record cannot do without."""
        return any(field.required and field.name not in self.given.known for field in self.asked)

    def check(self) -> None:
        """Raise `Malformed` with every fault of form and every field that is needed."""
        require(self.asked, self.given)
        self.given.check()

    def place(self) -> "Workspace":
        """Give the workspace, after noting the study that the record belongs to.

        On a terminal the study is asked when several are possible.
        """
        workspace = self.session.workspace()
        if not self.kind.shared and not (self.kind.id == "note" and self._spans_a_municipality()):
            self.study_given = self._study(workspace)
            self.given.known["study_id"] = self.study_given
        return workspace

    def _study(self, workspace: "Workspace") -> str:
        try:
            return self.session.study(workspace, self.study_given)
        except WhichStudy as several:
            if not ask.can_ask(self.session):
                raise
            from actionlab.cli.asking.beginning import chosen_study  # only one of several is asked

            return chosen_study(workspace, several)

    def store(self, workspace: "Workspace", drafts: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        """Store records of this kind with these fields; faults name the options that people typed."""
        try:
            ids = self.gate.add(workspace, [Draft(kind=self.kind.id, fields=dict(each)) for each in drafts])
        except (Malformed, RuleBroken) as fault:
            raise by_option(fault, self.asked) from None
        if self.left_open is None:
            tell_still_to_come(ids[0], self.kind, drafts[0], self.session.today())
        return ids

    def _spans_a_municipality(self) -> bool:
        return "municipality" in self.given.known and not self.study_given


def argument_field(kind: Kind) -> Field:
    """Give the field that the argument of the command stands for."""
    return field(kind.data_class, _ARGUMENT.get(kind.id, kind.main))


def record_command(
    kind: Kind, help_text: str, callback: Callable[..., Any], extra: Collection[Option] = ()
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


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """How one kind is written down: what follows from what was given, and how it is stored.

    `lacks` tells whether something is missing that the record cannot do without.
    """

    kind: Kind
    store: Callable[[Writing], tuple[str, ...]]
    follows: Callable[[Writing], None] | None = None
    lacks: Callable[[Writing], bool] = Writing.lacks

    def writing(self, session: Session, values: Mapping[str, Any]) -> Writing:
        """Read the options of one call. Raises what `Writing` raises."""
        writing = Writing(session, self.kind, dict(values))
        if self.follows and not writing.given.faults:
            self.follows(writing)
        return writing


def log(way: Way, session: Session, /, **values: Any) -> tuple[str, ...]:
    """Store what was given and give the ids; on a terminal a record that lacks something needed is asked for.

    Without a terminal raises `Malformed`, which names what is missing.
    """
    values = with_text(values, argument_field(way.kind))
    writing = way.writing(session, values)
    if way.lacks(writing) and not writing.given.faults and ask.can_ask(session):
        from actionlab.cli.asking.record import hold  # who gives what is needed is asked nothing

        return hold(session, way, {**values, "study": writing.study_given})
    return way.store(writing)


def plain_command(kind_id: str, help_text: str) -> Command:
    """Make the command of a kind that needs nothing but its fields."""
    way = Way(kind=KINDS[kind_id], store=store_one, follows=_insights if kind_id == "member_check" else None)
    return record_command(way.kind, help_text, partial(log, way))


def store_one(writing: Writing) -> tuple[str, ...]:
    """Store one record, print its id and say what is not recorded yet; give the id.

    Raises `Malformed`, `RuleBroken` and what `Writing.place` and the gate raise.
    """
    writing.check()
    workspace = writing.place()
    is_asked = writing.left_open is not None and "residents_agreed" in writing.left_open
    agreed = ask_about_resident(writing.session, workspace, writing.given.known, is_asked=is_asked)
    made = writing.store(workspace, [writing.given.known])
    for record_id in made:
        give(record_id)
        if writing.left_open is None and agreed == UNKNOWN:
            tell_not_recorded(record_id, writing.kind, writing.given.known, first="residents_agreed")
            continue
        tell_about_resident(record_id, agreed)
        if writing.left_open is None:
            tell_not_recorded(record_id, writing.kind, writing.given.known)
    return made


def _insights(writing: Writing) -> None:
    outcome = writing.given.known.get("outcome")
    if outcome:
        writing.fill({"insight_ids": list(dict.fromkeys(row["insight_id"] for row in outcome))})


def tell_still_to_come(record_id: str, kind: Kind, fields: Mapping[str, Any], today: dt.date) -> None:
    """Say that the day on which something happened is still to come; nothing for any other day."""
    sentence = still_to_come(kind, fields, today)
    if sentence:
        wrong = _("Not right? actionlab edit {id} --date …").format(id=record_id)
        say(f"{sentence} {wrong}")


def still_to_come(kind: Kind, fields: Mapping[str, Any], today: dt.date) -> str:
    """Give a sentence when the day on which something happened is still to come; "" for any other day."""
    # of plans and appointments the day has another name
    day = fields.get("date", "") if kind.dated == "date" else ""
    if day <= today.isoformat():
        return ""
    from actionlab.cli.values import shown  # hardly ever needed

    told = shown(field(kind.data_class, "date"), dt.date.fromisoformat(day))
    return _("{day} is still to come.").format(day=told)


def tell_not_recorded(record_id: str, kind: Kind, fields: Mapping[str, Any], *, first: str = "") -> None:
    """Say which questions of a record are still open, `first` before all others, and how to answer them."""
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
    if first:
        open_fields.insert(0, field(kind.data_class, first))
    if open_fields:
        # one of them may be a question, and the sentence ends behind the last
        labels = ", ".join(each.label for each in open_fields).removesuffix("?")
        dated = [each for each in open_fields if each.name == kind.dated and not first]
        option = field_options(dated or open_fields[:1])[0].opts[0]
        sentence = _("Not recorded yet: {labels}. Add it with: actionlab edit {id} {option} …")
        say(sentence.format(labels=labels, id=record_id, option=option))
