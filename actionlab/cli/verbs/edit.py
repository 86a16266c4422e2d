"""`actionlab edit ID`: changing or completing a record; what was there before stays in its history."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import click
import msgspec

from actionlab.cli.commands import Command, Group, Option
from actionlab.cli.current import Current, find_current, nothing_changed
from actionlab.cli.faults import ConsentTaken
from actionlab.cli.gate import SEEN, Gate, gate_options
from actionlab.cli.given import FieldCommand, Given
from actionlab.cli.options import asked_fields, by_option, field_options, read_fields
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import give, say
from actionlab.cli.text import is_text, text_file_option, with_text
from actionlab.errors import Malformed, Problem, RuleBroken
from actionlab.i18n import N_
from actionlab.model import fields as model_fields
from actionlab.model.answers import check_unicode


class Edit(Group):
    """A group in which every record is a command: its options are the fields of its kind."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make the command for the record with this id. Raises `UnknownRecord` and the like."""
        session = ctx.find_object(Session) or Session()
        return edit_command(find_current(session, cmd_name))


def edit_command(current: Current) -> Command:
    """Make the command that edits one record."""
    main = model_fields.field(current.kind.data_class, current.kind.main)
    parameters: list[click.Parameter] = [
        Option(["--why"], metavar=N_("TEXT"), help=N_("Why it is changed; kept in the history.")),
        Option(
            ["--clear"],
            multiple=True,
            metavar=N_("FIELD"),
            help=N_("Make a field not recorded again (may be repeated)."),
        ),
        Option(
            ["--forget"],
            is_flag=True,
            help=N_("Erase all former versions for good; also without a change."),
        ),
        Option(["--yes"], is_flag=True, help=N_("With --forget: do not ask whether to go on.")),
        *gate_options(),
    ]
    if is_text(main):
        parameters.append(text_file_option())
    epilog = _SEEN_BUT_FILE if is_text(main) else SEEN
    parameters += field_options(asked_fields(current.kind.data_class))
    callback = pass_session(partial(_edit, current))
    return FieldCommand(
        current.record.id, params=parameters, callback=callback, help=_RECORD_HELP, epilog=epilog
    )


def _edit(current: Current, session: Session, /, **values: Any) -> str:
    gate = Gate(session, values)
    why, cleared = values.pop("why"), values.pop("clear")
    forget, yes = values.pop("forget"), values.pop("yes")
    kind = current.kind
    if "text_file" in values:
        values = with_text(values, model_fields.field(kind.data_class, kind.main))
    before = dict(current.fields)
    asked = asked_fields(kind.data_class)
    given = Given(values, session.today())
    for name in cleared:
        before.pop(_clearable(name, asked, given), None)
    given.known = dict(before)
    given.attempt("why", N_("Why"), check_unicode, why or "")
    answers = read_fields(asked, given)
    given.check()
    if kind.id == "participant":
        _keep_consent(current, {**before, **answers})
    try:
        if forget:
            from actionlab.cli.forgetting import forget_former  # an edit without it is to be quick

            forget_former(current, gate, {**before, **answers}, why, yes=yes)
            return current.record.id
        changed = current.revise(gate, {**before, **answers}, why)
    except (Malformed, RuleBroken) as fault:
        raise by_option(fault, asked) from None
    give(current.record.id)
    if not changed:
        say(nothing_changed())
    return current.record.id


def _keep_consent(current: Current, changed: Mapping[str, Any]) -> None:
    """Refuse to take back consent that records rest on: `withdraw` removes those. Raises `ConsentTaken`."""
    from actionlab.model.consent import takes_back  # only for a participant
    from actionlab.store import read

    if takes_back(current.record.id, msgspec.to_builtins(changed), read(current.workspace).records):
        raise ConsentTaken(code=current.record.id)


def _clearable(name: str, asked: tuple[model_fields.Field, ...], given: Given) -> str:
    wanted = name.removeprefix("--").replace("-", "_")
    field = next((each for each in asked if each.name == wanted), None)
    if field is None:
        names = [each.name.replace("_", "-") for each in asked if not each.required]
        sentence = N_("'{value}' is not a field of this record. Choose from: {words}.")
        given.faults.append(Problem("clear", sentence, value=name, words=names))
    elif field.required:
        given.faults.append(Problem("clear", N_("'{value}' is needed and cannot be left out."), value=name))
    return wanted


_SEEN_BUT_FILE = N_(
    "A text typed in a command can be seen by other users of this computer while the command runs;"
    " with '--text-file -' it cannot."
)
_RECORD_HELP = N_(
    "Change this record. Only the fields that are given change; a list is replaced by the new one."
)

command = Edit(
    "edit",
    help=N_(
        "Change or complete a record. The id comes first; 'actionlab edit ID --help' shows the fields of"
        " that record. The former version stays in its history."
    ),
    no_args_is_help=True,
    subcommand_metavar=N_("ID [OPTIONS]..."),
)
