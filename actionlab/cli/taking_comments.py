"""Taking comments: a report with comments is shown, and what somebody chooses of it is stored."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from actionlab.cli import ask
from actionlab.cli.comment_choices import (
    LEAVE,
    Choice,
    Tied,
    choices,
    guess,
    question_of,
    read_takes,
    word_of,
)
from actionlab.cli.comment_listing import Listing
from actionlab.cli.faults import WhichStudy
from actionlab.cli.gate import Gate
from actionlab.cli.importing import store_steps
from actionlab.cli.session import Session
from actionlab.cli.terminal import say
from actionlab.errors import ActionlabError, NoStudyInMunicipality
from actionlab.exchange.comments.reading import Comment, Commented, read_comments
from actionlab.exchange.comments.taking import (
    DECISION,
    MEMBER_CHECK,
    NEEDED_KINDS,
    NOTE,
    Origin,
    Taken,
    Taking,
)
from actionlab.exchange.comments.tying import Ties
from actionlab.exchange.planning import Step
from actionlab.i18n import N_, _
from actionlab.model import vocabulary
from actionlab.model.municipalities import by_code, find
from actionlab.model.records import Record, Records, study_of
from actionlab.model.study import Study
from actionlab.store import read
from actionlab.store.versions import Versions, versions

if TYPE_CHECKING:
    from actionlab.exchange.files.packages import Package
    from actionlab.store import Workspace


class NoComments(ActionlabError):
    """The report `file` came back without comments or changes."""

    sentence = N_("There are no comments in {file}, and no tracked changes.")


class NothingTaken(ActionlabError):
    """Nobody could be asked what the comments are, and `--take` was not given."""

    sentence = N_(
        "Nothing was stored: say what each comment is, such as --take {number}={word}. For comment {number}"
        " that is one of: {words}."
    )


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What was given on the command line: `take` as typed, `role` of the readers ("" when not given)."""

    study: str | None = None
    take: tuple[str, ...] = ()
    role: str = ""
    dry_run: bool = False
    yes: bool = False
    again: bool = False


def take_comments(
    session: Session, workspace: "Workspace", package: "Package", *, gate: Gate, wanted: Wanted
) -> None:
    """Show the comments and changes in a report, and store the comments that are chosen.

    On a terminal a question is asked of each comment that was not taken in before. Raises `NoComments`,
    `NothingTaken`, `Malformed` for what cannot be taken so, and what `store_steps` raises.
    """
    commented = read_comments(package)
    if not (commented.comments or commented.changes):
        raise NoComments(file=package.file)
    records, municipality = _records(workspace), _municipality(commented)
    studies = _studies(session, workspace, municipality, records, wanted.study)
    ties = Ties(record for record in records if study_of(record) in (None, *studies))
    comments = [(each, ties.record_at(each.position)) for each in commented.comments]
    takes = read_takes(wanted.take, comments)
    origin = Origin(
        file=package.file,
        mark=commented.mark,
        study_id=studies[0],
        municipality=municipality,
        role=wanted.role,
        today=session.today().isoformat(),
    )
    taking = Taking(origin, comments, _versions(workspace), again=wanted.again)
    listing = Listing(commented, taking.known, session.now().year)
    listing.show(comments, package.file)
    if commented.changes:
        say(_("Changes in the text are shown only. Change the record itself with 'actionlab edit'."))
    if takes or wanted.dry_run or not ask.can_ask(session):
        taken = [_taken(*each, takes.get(each[0].number, LEAVE), wanted.yes) for each in comments]
    else:
        taken = list(_asked(comments, taking, listing))
    taken = [each for each in taken if each.kind]
    _check_study(taken, origin, studies)
    if taken:
        _store(session, workspace, taking.steps(taken), gate=gate, wanted=wanted)
    else:
        _tell_nothing_taken(session, comments, taking, wanted)


def _store(
    session: Session, workspace: "Workspace", steps: Sequence[Step], *, gate: Gate, wanted: Wanted
) -> None:
    store_steps(session, workspace, steps, gate=gate, dry_run=wanted.dry_run, yes=wanted.yes)
    if not wanted.role and not wanted.dry_run and any(each.first.kind == MEMBER_CHECK for each in steps):
        say(_("Who the readers are was not recorded. Next time, give their role with --from."))


def _records(workspace: "Workspace") -> Records:
    """Read everything. Raises `DamagedFile`: who knows only a part takes what is known for new."""
    reading = read(workspace)
    for damaged in reading.damaged:
        raise damaged
    return reading.records


def _studies(
    session: Session, workspace: "Workspace", municipality: str, records: Records, named: str | None
) -> tuple[str, ...]:
    """Give the studies that a report is about: the one that was named, else those of its municipality.

    Raises `NoStudyInMunicipality`, and what `Session.study` raises.
    """
    if named:
        return (session.study(workspace, named),)
    found = [each.id for each in records.of(Study) if municipality in ("", *each.data.municipality)]
    if not found and municipality:
        place = by_code(municipality)
        raise NoStudyInMunicipality(municipality=place.name, slug=place.slug)
    return tuple(found) or (session.study(workspace, None),)


def _municipality(commented: Commented) -> str:
    """Give the CBS code of the municipality of a report; "" for none, or one that nobody knows."""
    found = find(commented.mark.municipality) if commented.mark else None
    return found.code if found else ""


def _check_study(taken: Sequence[Taken], origin: Origin, studies: Sequence[str]) -> None:
    """Raise `WhichStudy` when a note would go to one of several studies that nobody chose."""
    for each in taken:
        is_loose = each.kind == NOTE and (each.record is None or study_of(each.record) is None)
        if is_loose and not origin.municipality and len(studies) > 1:
            raise WhichStudy(known=studies)


def _versions(workspace: "Workspace") -> Any:
    @cache
    def of(study_id: str) -> Versions:
        return versions(workspace, study_id, NEEDED_KINDS)

    return of


def _asked(comments: Sequence[Tied], taking: Taking, listing: Listing) -> Iterator[Taken]:
    """Ask of each comment what it is; the answer that stands ready is what it plainly says, else nothing."""
    for comment, record in comments:
        if not comment.text or taking.known(comment, record):
            continue
        listing.show_comment(comment, record)
        ready = LEAVE if comment.is_resolved else guess(comment, record)
        answers = dict.fromkeys((ready, *choices(record)))
        question = _("What is comment {number}?").format(number=comment.number)
        labels = {f"{each.kind}.{each.value}": question_of(each) for each in answers}
        answer = ask.choose(question, labels)
        choice = next(each for each in answers if f"{each.kind}.{each.value}" == answer)
        replaces = choice.kind == DECISION and _replaces(record)
        yield _taken(comment, record, choice, replaces)


def _replaces(record: Record[Any] | None) -> bool:
    """Ask whether an earlier answer to a decision may go; no when there is none."""
    before = record.data.answer if record else None
    if not before:
        return False
    told = _("This was answered already: {answer}. Put the new answer in its place?")
    return ask.agrees(told.format(answer=vocabulary.label("decision_answer", before)))


def _taken(comment: Comment, record: Record[Any] | None, choice: Choice, replaces: bool) -> Taken:
    return Taken(comment=comment, record=record, kind=choice.kind, value=choice.value, replaces=replaces)


def _tell_nothing_taken(session: Session, comments: Sequence[Tied], taking: Taking, wanted: Wanted) -> None:
    """Say that nothing was stored, and why. Raises `NothingTaken` when nobody could be asked."""
    new = [each for each in comments if each[0].text and not taking.known(*each)]
    if not new:
        say(_("There is nothing new in it."))
    elif wanted.dry_run:
        say(_("Nothing was stored: this was a trial."))
    elif wanted.take or ask.can_ask(session):
        say(_("Nothing was stored."))
    else:
        comment, record = new[0]
        words = [word_of(each) for each in choices(record)]
        raise NothingTaken(number=comment.number, word=words[1], words=words)
