"""Bringing in: what comes from files is shown first, and then stored all or nothing, in one write."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click
import msgspec

from actionlab.cli import ask, show
from actionlab.cli.faults import ConsentTaken
from actionlab.cli.gate import Gate
from actionlab.cli.import_preview import reasons, show_preview, tell_stored
from actionlab.cli.preview import check_writable
from actionlab.cli.session import Session
from actionlab.cli.terminal import give, say
from actionlab.errors import (
    MALFORMED,
    NOT_POSSIBLE,
    ActionlabError,
    Malformed,
    Problem,
    RuleBroken,
)
from actionlab.exchange.incoming import Incoming
from actionlab.exchange.planning import CHANGED, GONE, REFUSED, Step, needed_kinds, plan
from actionlab.i18n import N_, _, ngettext
from actionlab.model.build import build
from actionlab.model.consent import takes_back
from actionlab.model.records import Draft
from actionlab.privacy.refusals import PersonalData
from actionlab.privacy.texts import Place
from actionlab.store import read
from actionlab.store.versions import versions

if TYPE_CHECKING:
    from actionlab.store import Workspace


class RowsRefused(ActionlabError):
    """Some of what came in cannot be stored, so nothing was; `steps` are the refused ones.

    Ends as malformed when the form of one is wrong, else as not possible.
    """

    def __init__(self, steps: Sequence[Step], year: int) -> None:
        self.steps = tuple(steps)
        self.year = year
        super().__init__(n=len(self.steps))

    @property
    def exit_code(self) -> int:  # type: ignore[override]
        """The exit code of the command."""
        return MALFORMED if any(step.malformed for step in self.steps) else NOT_POSSIBLE

    def __str__(self) -> str:
        why = next(reasons(self.steps[0], self.year))
        told = [_("Nothing was stored: {why}").format(why=why)]
        more = len(self.steps) - 1
        if more:
            told.append(
                ngettext("And {n} more is refused.", "And {n} more are refused.", more).format(n=more)
            )
        if any(step.personal for step in self.steps):
            told.append(_("Write it differently, or use --mask: then it is replaced."))
        return " ".join(told)


class AllGone(ActionlabError):
    """Everything that came in was erased or taken back before."""

    sentence = N_(
        "All of it was erased or taken back before, so nothing was stored. Use --again to take it in all the"
        " same."
    )


def bring_in(
    session: Session,
    workspace: "Workspace",
    incomings: Mapping[str, Sequence[Incoming]],
    *,
    gate: Gate,
    dry_run: bool = False,
    yes: bool = False,
    again: bool = False,
) -> tuple[str, ...]:
    """Show what is new, changed, known and refused of what comes in per study; store it; give the ids.

    On a terminal the person is asked once, after the preview, unless `yes`. With `dry_run` nothing is stored,
    with `again` also what was erased or taken back before. Raises `RowsRefused` when something is refused,
    `AllGone` when all of it was erased before, and what `Gate.add` raises.
    """
    check_writable(workspace)
    steps = _planned(workspace, incomings, again=again)
    return store_steps(session, workspace, steps, gate=gate, dry_run=dry_run, yes=yes)


def store_steps(
    session: Session,
    workspace: "Workspace",
    steps: Sequence[Step],
    *,
    gate: Gate,
    dry_run: bool = False,
    yes: bool = False,
) -> tuple[str, ...]:
    """Show what becomes of what came in, and store it, as `bring_in` does. Raises what that raises."""
    drafts = [step.draft for step in steps if step.draft]
    asks = bool(drafts) and ask.can_ask(session) and not yes
    year = session.now().year
    if dry_run or asks or _refused(steps):
        steps = judged(steps, workspace, session, stops=None if asks else gate)
        show_preview(steps, year, whole=dry_run)
        if _refused(steps):
            raise RowsRefused(_refused(steps), year)
    if dry_run:
        say(_("Nothing was stored: this was a trial."))
        return ()
    if not drafts:
        if all(step.outcome == GONE for step in steps):
            raise AllGone
        show_preview(steps, year)
        say(_("There is nothing new in it."))
        return ()
    if asks and not ask.agrees(_("Store this?")):
        say(_("Nothing was stored."))
        click.get_current_context().exit(NOT_POSSIBLE)
    return _stored(steps, drafts, workspace, gate, shown=asks)


def _planned(
    workspace: "Workspace", incomings: Mapping[str, Sequence[Incoming]], *, again: bool
) -> list[Step]:
    steps: list[Step] = []
    for study_id, coming in incomings.items():
        known = versions(workspace, study_id, needed_kinds(coming))
        steps += plan(show.tracked(coming, _("Comparing")), known, study_id, again=again)
    return _with_consent_kept(steps, workspace)


def _stored(
    steps: Sequence[Step], drafts: Sequence[Draft], workspace: "Workspace", gate: Gate, *, shown: bool
) -> tuple[str, ...]:
    """Store the drafts and show what was done, unless it was `shown` before; give the ids.

    To judge them takes as long as to store them: without a question it is done after a refusal only.
    """
    year = gate.session.now().year
    try:
        ids = gate.add(workspace, drafts, unless_revised=True)
    except (Malformed, RuleBroken, PersonalData) as fault:
        stops = gate if isinstance(fault, PersonalData) else None
        told = judged(steps, workspace, gate.session, stops=stops)
        if not _refused(told):
            raise
        show_preview(told, year)
        raise RowsRefused(_refused(told), year) from None
    if not shown:
        tell_stored(steps, year)
    give("\n".join(ids))
    return ids


def judged(
    steps: Sequence[Step], workspace: "Workspace", session: Session, *, stops: Gate | None = None
) -> list[Step]:
    """Give the steps with what the store says of each; with `stops` also refused where that gate stops."""
    from actionlab.store import trial  # only when something is shown before it is stored

    tried = trial(workspace, [step.draft for step in steps if step.draft], now=session.now())
    judgements = iter(zip(tried.problems, tried.personal, strict=True))
    return [_with_judgement(step, *next(judgements), stops) if step.draft else step for step in steps]


def _with_judgement(
    step: Step, problems: Sequence[Problem], places: Sequence[Place], stops: Gate | None
) -> Step:
    step = msgspec.structs.replace(step, personal=tuple(places))
    stopped = stops is not None and any(map(stops.stops_at, places))
    if not problems and not stopped:
        return step
    malformed = bool(step.draft and problems and not _has_form(step.draft))
    return msgspec.structs.replace(
        step, outcome=REFUSED, problems=tuple(problems), draft=None, malformed=malformed
    )


def _has_form(draft: Draft) -> bool:
    try:
        build(draft.kind, draft.fields)
    except Malformed:
        return False
    return True


def _with_consent_kept(steps: Sequence[Step], workspace: "Workspace") -> list[Step]:
    """Refuse to take back consent that records rest on: `withdraw` removes those."""
    if not any(map(_changes_person, steps)):
        return list(steps)
    known = read(workspace).records
    return [
        msgspec.structs.replace(
            step,
            outcome=REFUSED,
            problems=(Problem("consent", ConsentTaken.sentence, code=step.record_id),),
            draft=None,
        )
        if _changes_person(step) and step.draft and takes_back(step.record_id, step.draft.fields, known)
        else step
        for step in steps
    ]


def _changes_person(step: Step) -> bool:
    return step.outcome == CHANGED and step.first.kind == "participant"


def _refused(steps: Sequence[Step]) -> list[Step]:
    return [step for step in steps if step.outcome == REFUSED]
