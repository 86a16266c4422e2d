"""Beginning: which study something is about, and what kind of thing it is."""

from collections.abc import Mapping
from typing import Any

import click

from actionlab.cli import ask
from actionlab.cli.asking.known import studies
from actionlab.cli.asking.order import NAMED, USUAL_FIRST
from actionlab.cli.faults import WhichStudy
from actionlab.cli.gate_questions import ANSWERED
from actionlab.cli.preview import check_writable
from actionlab.cli.session import Session
from actionlab.cli.values import kind_label
from actionlab.i18n import _
from actionlab.model.kinds import KINDS
from actionlab.store import Workspace


def begin(workspace: Workspace) -> None:
    """Note that what this call stores are answers to questions; nobody types them anew in a command.

    Raises `ReadOnlyWorkspace`, before anything is asked.
    """
    check_writable(workspace)
    click.get_current_context().meta[ANSWERED] = True


def arguments(session: Session, what_they_are: Mapping[str, str], given: str | None = None) -> list[str]:
    """Give what a person would have typed after `log`: the kind, and the study when the kind has one.

    `what_they_are` has a sentence for each kind as typed, and `given` is the study when that was typed.
    Raises before anything is asked `ReadOnlyWorkspace`, and what `study_of` raises.
    """
    workspace = session.workspace()
    check_writable(workspace)
    study = study_of(session, workspace, given)
    kinds = {kind: f"{_name(kind)} — {_(what_they_are[kind])}" for kind in _usual_first(what_they_are)}
    kind = ask.choose(_("What do you want to write down?"), kinds)
    if kind in NAMED:
        from actionlab.cli.asking.evaluation import chosen_training

        return [kind, chosen_training(workspace, study)]
    return [kind] if KINDS[kind.replace("-", "_")].shared else [kind, "--study", study]


def study_of(session: Session, workspace: Workspace, given: str | None = None) -> str:
    """Give the study that was given or that one stands in, the only one, or the one that is chosen.

    Raises `NoStudies`, `UnknownStudy` and `AmbiguousStudy`.
    """
    try:
        return session.study(workspace, given)
    except WhichStudy as several:
        return chosen_study(workspace, several)


def chosen_study(workspace: Workspace, several: WhichStudy) -> str:
    """Give the study that the person chooses; the one in which was written last stands ready."""
    known: Any = several.facts["known"]
    # a study that cannot be read is offered by its code
    titles = studies(workspace, known)
    return ask.choose(
        _("Which study is it for?"), titles | {each: each for each in known if each not in titles}
    )


def _usual_first(kinds: Mapping[str, str]) -> list[str]:
    return [
        *(kind for kind in USUAL_FIRST if kind in kinds),
        *(each for each in kinds if each not in USUAL_FIRST),
    ]


def _name(kind: str) -> str:
    return _(NAMED[kind]) if kind in NAMED else kind_label(kind.replace("-", "_"))
