"""`actionlab log KIND`: writing something down. Each kind is a command; only the one called is made."""

from functools import partial
from importlib import import_module
from typing import Any

import click

from actionlab.cli.commands import Command, Group, Option
from actionlab.i18n import N_

# kind as typed -> what it is
KINDS_TYPED = {
    "approach": N_("The municipal way of working that is studied."),
    "observation": N_("What somebody saw or heard in practice."),
    "training": N_("A training session: who was there, what was learned."),
    "evaluation": N_("How people looked back on a training session: grades, and before and after."),
    "follow-up": N_("Later: how many people use what they learned in a training session."),
    "measurement": N_("One value of one instrument."),
    "participant": N_("Somebody who takes part, under a code."),
    "organisation": N_("An organisation that takes part."),
    "cycle": N_("One round of planning, acting, observing and reflecting."),
    "insight": N_("What was learned, with what supports it and what speaks against it."),
    "action": N_("What somebody will do, by when."),
    "meeting": N_("A meeting: who was there and what was agreed."),
    "decision": N_("A question put to somebody who can decide."),
    "member-check": N_("Insights put before the people they are about."),
    "agenda-item": N_("A question for the learning and knowledge agenda."),
    "note": N_("Your own text for a section of the report, and what comes first there or is left out."),
}

# kinds that need more than an option for every field
_MADE_BY = {
    "training": ("log_training", "training_command"),
    "evaluation": ("log_evaluation", "evaluation_command"),
    "follow-up": ("log_evaluation", "follow_up_command"),
    "measurement": ("log_measurement", "measurement_command"),
    "participant": ("log_participant", "participant_command"),
    "note": ("log_note", "note_command"),
}


class Log(Group):
    """The group of kinds."""

    def short_helps(self) -> dict[str, str]:
        """Give the kinds, in the order of the work."""
        return KINDS_TYPED

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make the command of a kind; None when there is no such kind."""
        typed = cmd_name.casefold().replace("_", "-")
        if typed not in KINDS_TYPED:
            return None
        help_text = KINDS_TYPED[typed]
        if typed in _MADE_BY:
            module, function = _MADE_BY[typed]
            own: click.Command = getattr(import_module(f"actionlab.cli.verbs.{module}"), function)(help_text)
            return own
        from actionlab.cli.verbs.log_record import plain_command

        made = plain_command(typed.replace("-", "_"), help_text)
        return _with_paste(made) if typed == "observation" else made


def _with_paste(made: Command) -> Command:
    """Give `log observation` with `--paste`; what that takes is imported only when it is given."""
    made.params.append(
        Option(
            ["--paste"],
            is_flag=True,
            help=N_(
                "Read a whole day of notes: a blank line begins the next note. Line breaks and bullets stay."
                " A line with only a date, such as 12-3-2026, is the day of the notes below it. The notes"
                " come from --text-file or standard input, or you paste them here and end with Ctrl-D"
                " (Windows: Ctrl-Z, Enter). All other options hold for every note."
            ),
        )
    )
    made.callback = partial(_observe, made.callback)
    return made


def _observe(log_one: Any, /, paste: bool, **values: Any) -> None:
    if not paste:
        log_one(**values)
        return
    from actionlab.cli.verbs import log_observation

    log_observation.paste(**values)


command = Log(
    "log",
    help=N_(
        "Write something down. Give what you know: what is not given counts as not recorded and can be"
        " added later with 'actionlab edit'."
    ),
    no_args_is_help=True,
)
