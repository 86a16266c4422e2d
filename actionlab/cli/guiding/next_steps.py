"""Next steps: the one line after a command that says what usually comes next.

It stands on standard error, where a person reads that and the output on a terminal; not with `--json` or
`--no-input`, not after a trial, and not where a command says itself what to do.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import msgspec

from actionlab.cli.commands import called_as
from actionlab.cli.session import Session
from actionlab.cli.terminal import say
from actionlab.errors import ActionlabError
from actionlab.i18n import N_, _
from actionlab.model.kinds import KINDS

# after so many observations without an insight, and after as many again, somebody may have learned something
TIME_FOR_AN_INSIGHT = 5

# nothing came of it, or another program reads what was printed
_SILENT = ("as_object", "dry_run")


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """A command that went well: what it made (ids, a code, a path; () when it does not say), and its options.

    `s` is the choice of the study as it was typed, to be typed again; "" when none was needed.
    """

    session: Session
    made: tuple[str, ...]
    options: dict[str, Any]

    @property
    def id(self) -> str:
        """What was made last; "" when that is not known."""
        return self.made[-1] if self.made else ""

    @property
    def place(self) -> str:
        """The path that was made, as one types it from this folder; "" when that is not known."""
        # not relpath, for which there is no way to another disk of Windows
        shorter = self.id.removeprefix(f"{Path.cwd()}{os.sep}")
        return f'"{shorter}"' if " " in shorter else shorter

    @property
    def s(self) -> str:
        """The option for the study, with a space before it."""
        return f" -s {self.options['study']}" if self.options.get("study") else ""


def tell_next_step(context: click.Context, made: Any) -> None:
    """Say what usually comes after the command that ended; nothing when that is not known."""
    session = context.find_object(Session)
    if session is None or session.no_input or any(context.params.get(name) for name in _SILENT):
        return
    done = Done(session=session, made=_as_texts(made), options=context.params)
    verb, *more = called_as(context) or ("",)
    if verb == "log" and not more:
        more = [_kind_of(done.id)]
    usual = _STATUS if _was_asked(context) else NEXT.get(" ".join((verb, *more)).strip()) or NEXT.get(verb)
    sentence = usual(done) if callable(usual) else usual
    # a line with a blank where the id should be helps nobody
    if sentence and (done.id or not _NAMED.search(sentence)):
        step = _(sentence).format(id=done.id, place=done.place, s=done.s)
        say(_("Next: {step}").format(step=step))


def _was_asked(context: click.Context) -> bool:
    """Tell whether it was an interview, which ends with the question whether there is more to write down."""
    if not context.meta:
        return False
    from actionlab.cli.gate_questions import ANSWERED  # an interview has loaded it

    return bool(context.meta.get(ANSWERED))


def _kind_of(record_id: str) -> str:
    """Give the kind of a record as one types it, by the beginning of its id; "" when that shows none."""
    begin = record_id.partition("-")[0]
    return next((kind.id.replace("_", "-") for kind in KINDS.values() if kind.prefix == begin), "")


def _as_texts(made: Any) -> tuple[str, ...]:
    if isinstance(made, tuple | list):
        return tuple(map(str, made))
    return () if made is None or isinstance(made, int) else (str(made),)


def _after_init(done: Done) -> str:
    if os.path.realpath(done.id) == os.path.realpath(os.curdir):
        return _STATUS if done.options.get("example") else _NEW_STUDY
    return _GO_AND_LOOK if done.options.get("example") else _GO_AND_BEGIN


def _after_observation(done: Done) -> str:
    return _AN_INSIGHT if _has_much_and_no_insight(done) else _ONE_MORE


def _has_much_and_no_insight(done: Done) -> bool:
    """Tell whether a fifth, tenth … observation was stored in a study without an insight."""
    from actionlab.store import read

    try:
        workspace = done.session.workspace()
        study = done.session.study(workspace, done.options.get("study"))
        kinds = [each.kind for each in read(workspace, studies=(study,), kinds=_TOGETHER).records]
    except ActionlabError:
        # whatever it is, the next command that needs it says so
        return False
    observations = kinds.count("observation")
    return "insight" not in kinds and observations > 0 and observations % TIME_FOR_AN_INSIGHT == 0


def _after_report(done: Done) -> str:
    return _FINAL_REPORT if done.options.get("final") else _REPORT


_NAMED = re.compile("{(id|place)}")
_TOGETHER = ("observation", "insight")
_STATUS = "actionlab status{s}"
_NEW_STUDY = "actionlab new-study"
_GO_AND_BEGIN = N_("cd {place}, and then: actionlab new-study")
_GO_AND_LOOK = N_("cd {place}, and then: actionlab status")
_ONE_MORE = N_('one more with actionlab log observation{s} "…", or actionlab status{s}')
_AN_INSIGHT = N_("you have written down a lot. What did you learn? actionlab log insight{s}")
_REPORT = N_("open it in Word. Comments of readers come back with: actionlab import {place}")
_FINAL_REPORT = N_("send it. Comments of readers come back with: actionlab import {place}")

# the words that call a command -> what comes next, or a function that finds it
NEXT: dict[str, str | Callable[[Done], str]] = {
    "init": _after_init,
    "new-study": N_(
        'actionlab forms -s {id}, or write down what you see: actionlab log observation -s {id} "…"'
    ),
    "log approach": N_("begin a study of it: actionlab new-study --approach-id {id}"),
    "log observation": _after_observation,
    "log training": N_("how people looked back on it: actionlab log evaluation {id}"),
    "log evaluation": N_("after some weeks, what people use of it: actionlab log follow-up {id}"),
    "log follow-up": _STATUS,
    "log measurement": N_("who was not measured yet: actionlab status{s}"),
    "log cycle": _STATUS,
    "log insight": N_("put it before the people it is about: actionlab log member-check --insight-ids {id}"),
    "log member-check": N_("what will be done with it: actionlab log action{s}"),
    "log action": N_("when it is done: actionlab done {id}"),
    "log meeting": N_("what was agreed, one by one: actionlab log action{s} --agreed-in {id}"),
    "log decision": N_("when there is an answer: actionlab edit {id} --answer …"),
    "log agenda-item": "actionlab report --agenda",
    "log note": N_("see it in the report: actionlab report -m … --preview"),
    "close": "actionlab report -m …",
    "done": _STATUS,
    "edit": "actionlab show {id}",
    "list": N_("see one of them: actionlab show ID"),
    "search": N_("see one of them: actionlab show ID"),
    "report": _after_report,
    "import": N_("see what came in: actionlab status. Not right? actionlab undo"),
    "merge": N_("see whether all is well: actionlab check"),
    "tidy": N_("see whether all is well: actionlab check"),
}
