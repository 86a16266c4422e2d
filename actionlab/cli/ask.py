"""Asking: questions on a terminal. The only module that knows questionary, loaded when something is asked.

Every question has an option too, so nobody needs a terminal.
"""

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from actionlab.cli.session import Session
from actionlab.cli.terminal import visible, wrapped
from actionlab.i18n import _

if TYPE_CHECKING:
    from questionary import Question

YES, NO = "yes", "no"


def can_ask(session: Session) -> bool:
    """Tell whether somebody can answer: a terminal to read from and to write to, and no `--no-input`."""
    return not session.no_input and sys.stdin.isatty() and sys.stdout.isatty()


def show(text: str) -> None:
    """Show a text before a question about it: on the terminal only, whatever becomes of standard output."""
    import questionary

    questionary.print("\n".join(map(wrapped, visible(text).split("\n"))))


def agrees(question: str) -> bool:
    """Tell whether the person answers yes; the answer that stands ready is no. Stops like `choose`."""
    return choose(question, {NO: _("No"), YES: _("Yes")}) == YES


def choose(question: str, answers: Mapping[str, str]) -> str:
    """Give the key of the answer that was chosen; the first stands ready.

    Raises `KeyboardInterrupt` or `click.Abort` when the person stops instead.
    """
    import questionary

    choices = [questionary.Choice(visible(shown), value=key) for key, shown in answers.items()]
    hint = _("(arrow keys, then Enter)")
    return _answer(questionary.select(visible(question), choices, instruction=hint, use_jk_keys=False))


def new_text(question: str, before: str) -> str:
    """Give the text that the person makes of `before`. Stops like `choose`."""
    import questionary

    several = "\n" in before
    hint = _("(Esc and then Enter when you are ready)") if several else None
    return _answer(questionary.text(visible(question), before, multiline=several, instruction=hint))


def _answer(question: "Question") -> str:
    try:
        return str(question.unsafe_ask())
    except EOFError:
        raise click.Abort from None
