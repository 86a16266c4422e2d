"""Asking: questions on a terminal. The only module that asks with questionary, loaded when needed.

Every question has an option too, so nobody needs a terminal. A question is answered with Enter. Esc asks
whether to stop, and Ctrl-C stops: then `KeyboardInterrupt` or `click.Abort` comes out of every function here
that asks. Nothing that questionary says by itself is shown, because it speaks English only.
"""

import os
import sys
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

import click

from actionlab.cli.session import Session
from actionlab.cli.terminal import visible, wrapped
from actionlab.i18n import _

if TYPE_CHECKING:
    from questionary import Choice, Question

Check = Callable[[str], str | None]

YES, NO = "yes", "no"
# of a list that is longer it is said that typing narrows it
SHOWN_AT_ONCE = 8
# a line of a list begins with a sign for where one is and one for what is marked
_BEFORE_ANSWER = 6


def can_ask(session: Session) -> bool:
    """Tell whether somebody can answer: a terminal to read from and to write to, and no `--no-input`.

    A terminal that cannot move its cursor (TERM=dumb) shows no questions.
    """
    moves = os.environ.get("TERM") != "dumb"
    return moves and not session.no_input and sys.stdin.isatty() and sys.stdout.isatty()


def show(text: str) -> None:
    """Show a text before a question about it: on the terminal only, whatever becomes of standard output."""
    import questionary

    questionary.print("\n".join(map(wrapped, visible(text).split("\n"))))


def agrees(question: str, *, ready: bool = False) -> bool:
    """Tell whether the person answers yes; `ready` is the answer that stands ready."""
    return choose(question, {NO: _("No"), YES: _("Yes")}, ready=YES if ready else NO) == YES


def choose(question: str, answers: Mapping[str, str], *, ready: str = "") -> str:
    """Give the key of the answer that was chosen; `ready`, or else the first, stands ready.

    Typing letters narrows the list. `answers` gives what is shown for each key.
    """
    import questionary

    from actionlab.cli.keys import list_keys

    hint = _("(type to search, Enter)") if len(answers) > SHOWN_AT_ONCE else _("(arrow keys, then Enter)")

    def made(_ready: str | None) -> "Question":
        asked = questionary.select(
            _in_lines(question),
            _choices(answers),
            default=ready or None,
            instruction=_below(question, hint),
            use_jk_keys=False,
            use_search_filter=True,
        )
        # what it leaves standing otherwise breaks off in the middle of a word
        asked.application.erase_when_done = True
        list_keys(asked.application, answers, many=False)
        return asked

    chosen = str(_answer(made))
    _leave(question, _name(answers[chosen]))
    return chosen


def choose_many(question: str, answers: Mapping[str, str], *, ready: Collection[str] = ()) -> tuple[str, ...]:
    """Give the keys of the answers that were marked, in the order of the list; () when there are none.

    Those of `ready` are marked beforehand. When none is marked, the one that the person went to counts.
    """
    import questionary

    from actionlab.cli.keys import list_keys

    is_long = len(answers) > SHOWN_AT_ONCE
    hint = _("(space marks, type to search, Enter)") if is_long else _("(space marks, Enter when ready)")

    def made(_ready: str | None) -> "Question":
        asked = questionary.checkbox(
            _in_lines(question),
            _choices(answers, ready),
            instruction=_below(question, hint),
            use_jk_keys=False,
            use_search_filter=True,
        )
        # what is left standing otherwise counts the answers in English
        asked.application.erase_when_done = True
        list_keys(asked.application, answers, many=True)
        return asked

    marked = set(_answer(made))
    chosen = tuple(key for key in answers if key in marked)
    _leave(question, ", ".join(_name(answers[key]) for key in chosen) or "–")
    return chosen


def text(question: str, *, ready: str = "", check: Check | None = None, hint: str = "") -> str:
    """Give a line of text; "" when the person leaves it empty.

    The first letter that is typed replaces a text that stands ready. What `check` finds wrong is told, and
    the question comes again with what was typed.
    """

    def made(typed: str | None) -> "Question":
        return _line(question, typed, hint, types_over=bool(typed) and typed == ready)

    return _checked(made, ready, check)


def long_text(question: str, *, ready: str = "", check: Check | None = None) -> str:
    """Give a text of one or more lines; "" when the person leaves it empty. It is checked as in `text`."""
    import questionary

    from actionlab.cli.keys import long_text_keys

    hint = "\n  " + _("(Enter: ready · Alt+Enter: new line · F4: own editor)") + "\n "

    def made(typed: str | None) -> "Question":
        asked = questionary.text(
            _in_lines(question), typed or "", multiline=True, instruction=hint, key_bindings=long_text_keys()
        )
        asked.application.erase_when_done = True
        return asked

    written = _checked(made, ready, check)
    _leave(question, written or "–")
    return written


def new_text(question: str, before: str) -> str:
    """Give the text that the person makes of `before`."""
    if "\n" in before:
        return long_text(question, ready=before)
    return _checked(lambda typed: _line(question, typed), before, None)


def _line(question: str, typed: str | None, hint: str = "", *, types_over: bool = False) -> "Question":
    import questionary

    from actionlab.cli.keys import line_keys

    below = _below(question, hint)
    # what is typed stands behind the hint, or below it
    instruction = f"{below}\n " if below.startswith("\n") else below or None
    asked = questionary.text(_in_lines(question), typed or "", instruction=instruction)
    line_keys(asked.application, types_over=types_over)
    return asked


def _checked(made: Callable[[str | None], "Question"], ready: str, check: Check | None) -> str:
    answer = str(_answer(made, ready))
    while (fault := _fault(answer, check)) is not None:
        show(fault)
        answer = str(_answer(made, answer))
    return answer


def _fault(answer: str, check: Check | None) -> str | None:
    try:
        return check(answer) if check else None
    except Exception:
        # what is the fault of no answer ends the questions; the text can still be copied from the screen
        show(answer)
        raise


def _answer(made: Callable[[str | None], "Question"], ready: str | None = None) -> Any:
    """Give the answer to a question, which `made` makes anew with what was typed when somebody goes on."""
    from actionlab.cli.keys import Escaped, escape_leaves

    while True:
        question = made(ready)
        escape_leaves(question.application, is_text=ready is not None)
        try:
            return question.unsafe_ask()
        except EOFError:
            raise click.Abort from None
        except KeyboardInterrupt:
            if question.application.erase_when_done:
                # Ctrl-C copies elsewhere: what was typed can still be copied from the screen
                show(question.application.current_buffer.text)
            raise
        except Escaped as escaped:
            if wants_to_stop():
                show(escaped.typed or "")
                raise click.Abort from None
            ready = escaped.typed


def wants_to_stop() -> bool:
    """Ask once whether to stop; True when the person wants to, and when Esc is pressed again."""
    import questionary

    from actionlab.cli.keys import Escaped, escape_leaves, list_keys

    stay, stop = _("No, go on"), _("Yes, stop")
    asked = questionary.select(
        _("Stop? Nothing of this is stored yet."),
        [stay, stop],
        instruction=_("(arrow keys, then Enter)"),
        use_jk_keys=False,
        use_search_filter=True,
    )
    asked.application.erase_when_done = True
    list_keys(asked.application, {stay: stay, stop: stop}, many=False)
    escape_leaves(asked.application, is_text=False)
    try:
        return bool(asked.unsafe_ask() == stop)
    except (EOFError, Escaped):
        return True


def _choices(answers: Mapping[str, str], ready: Collection[str] = ()) -> "list[Choice]":
    import shutil

    import questionary

    width = max(shutil.get_terminal_size().columns - _BEFORE_ANSWER, 10)
    return [
        questionary.Choice(_fitting(visible(shown), width), value=key, checked=key in ready)
        for key, shown in answers.items()
    ]


def _fitting(line: str, width: int) -> str:
    line = " ".join(line.split())
    return line if len(line) <= width else line[: width - 1] + "…"


def _in_lines(question: str) -> str:
    """Give a question broken between words; the terminal would break it anywhere."""
    # the sign before it is as wide as the two spaces
    return wrapped(f"  {visible(question)}")[2:]


def _below(question: str, hint: str) -> str:
    """Give what follows a question: on a line of its own when both do not fit on one."""
    import shutil

    fits = len(visible(question)) + len(hint) + _BEFORE_ANSWER <= shutil.get_terminal_size().columns
    return hint if fits or not hint else f"\n  {hint}"


def _name(answer: str) -> str:
    """Leave out what an answer means: it was read in the list."""
    return answer.partition(" — ")[0]


def _leave(question: str, answer: str) -> None:
    """Leave a question and its answer standing, broken between words."""
    import questionary

    asked = visible(question)
    # the sign before it is as wide as the two spaces
    question_lines, _gap, answer_lines = wrapped(f"  {asked}\0 {visible(answer)}").partition("\0")
    questionary.print("?", style="fg:#5f819d", end="")
    questionary.print(question_lines[1:], style="bold", end="")
    questionary.print(answer_lines, style="fg:#FF9D00 bold")
