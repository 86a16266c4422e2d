"""`actionlab log KIND`: writing something down. Each kind is a command; only the one called is made."""

from functools import partial
from importlib import import_module
from typing import Any

import click

from actionlab.cli import ask
from actionlab.cli.commands import Command, Group, Option
from actionlab.cli.session import Session
from actionlab.i18n import N_, _, current_language

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

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the kind; when nothing was typed, or a study only, it is asked on a terminal."""
        session, study = ctx.find_object(Session), _only_study(args)
        if study is not None and session and not ctx.resilient_parsing and ask.can_ask(session):
            from actionlab.cli.asking.beginning import arguments  # who types the kind is not asked

            args = arguments(session, KINDS_TYPED, study or None)
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of the kind; a text without a kind is refused without repeating it."""
        if " " in args[0].strip() and not _kind_typed(args[0]):
            sentence = _("Put the kind before the text: {example}")
            raise click.UsageError(sentence.format(example='actionlab log observation "…"'), ctx)
        return super().resolve_command(ctx, args)

    def also_called(self) -> dict[str, tuple[str, ...]]:
        """Give the Dutch words for the kinds; none in an English help."""
        from actionlab.cli.guiding.kind_words import DUTCH

        if current_language() == "en":
            return {}
        return {kind: DUTCH[kind.replace("-", "_")] for kind in KINDS_TYPED}

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make the command of a kind, by its name or a Dutch or English word; None when there is none."""
        typed = _kind_typed(cmd_name)
        if not typed:
            return None
        help_text = KINDS_TYPED[typed]
        if typed in _MADE_BY:
            module, function = _MADE_BY[typed]
            own: click.Command = getattr(import_module(f"actionlab.cli.verbs.{module}"), function)(help_text)
            return own
        from actionlab.cli.verbs.log_record import plain_command

        made = plain_command(typed.replace("-", "_"), help_text)
        return _with_paste(made) if typed == "observation" else made


def _only_study(args: list[str]) -> str | None:
    """Give the study when nothing else was typed, "" when nothing was; None when there is more."""
    if len(args) == 1 and args[0].startswith("--study="):
        return args[0].partition("=")[2]
    if len(args) == 2 and args[0] in ("-s", "--study"):
        return args[1]
    return None if args else ""


def _kind_typed(word: str) -> str:
    """Give the kind of `KINDS_TYPED` that a word stands for, "" when it stands for none."""
    typed = word.casefold().replace("_", "-")
    if typed in KINDS_TYPED:
        return typed
    from actionlab.cli.guiding.kind_words import (
        find_kind,  # who types the plain word needs none of the others
    )

    found = find_kind(word, [kind.replace("-", "_") for kind in KINDS_TYPED])
    return (found or "").replace("_", "-")


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
