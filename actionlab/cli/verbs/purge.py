"""purge: the studies that were kept long enough go for good, and proof without any content stays."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from actionlab.cli import show
from actionlab.cli.commands import Option
from actionlab.cli.commands import command as verb
from actionlab.cli.options import study_option
from actionlab.cli.preview import (
    begin,
    check_not_needed,
    conclude,
    confirm,
    consequences,
    counted,
    yes_option,
)
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import say
from actionlab.cli.values import main_text
from actionlab.cli.whole_studies import beside, stored_unknown, what_became_of
from actionlab.errors import MALFORMED, ActionlabError
from actionlab.i18n import N_, _, current_language, ngettext
from actionlab.model.fields import RecordData
from actionlab.model.records import Draft, Record, Records, study_of
from actionlab.model.retention import has_key_file, kept, left_behind
from actionlab.model.study import Study
from actionlab.report.format import day
from actionlab.store import Reading, Workspace, erase
from actionlab.store.reports import Uses
from actionlab.store.writer import random_code


class OnlyWhatIsDue(ActionlabError):
    """Nothing was said of what is to be removed."""

    exit_code = MALFORMED
    sentence = N_(
        "purge needs --due: it then shows the studies that were kept long enough, asks, and removes them."
        " For one record or study use 'actionlab erase'."
    )


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """A study that was kept long enough: until when, and everything that goes with it.

    `study` is None when it was removed before and records of it came from a computer that did not know.
    `unknown` are the ids of records that only a newer program knows. `has_key_file` as in `model.retention`.
    """

    code: str
    until: dt.date
    study: Record[Study] | None
    records: tuple[Record[RecordData], ...]
    unknown: tuple[str, ...]
    has_key_file: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all that goes."""
        return (*(record.id for record in self.records), *self.unknown)


@verb(
    "purge",
    params=[
        Option(["--due"], is_flag=True, help=N_("Remove what is past the day until which it is kept.")),
        study_option(),
        yes_option(),
    ],
    help=N_(
        "Remove the studies of which the data were kept long enough, from every file within reach. What goes"
        " is shown first. This cannot be undone. A proof stays: which study, when, and how many records."
    ),
)
@pass_session
def command(session: Session, /, study: str | None, due: bool, yes: bool) -> None:
    """Show what goes and what stays, ask, and remove it all or nothing."""
    if not due:
        raise OnlyWhatIsDue
    workspace, reading = begin(session)
    for damaged in reading.damaged:
        # what cannot be read may be past its day too, and there is no proof of what nobody saw
        raise damaged
    slug = session.study(workspace, study) if study else None
    past = [*_past(workspace, reading, slug, session.today())]
    if not past:
        _tell_what_is_next(workspace, reading, slug, session.today())
        return
    going = [record_id for each in past for record_id in each.ids]
    check_not_needed(going, reading.records)
    effects = consequences(workspace, reading.records, going)
    files = beside([each.code for each in past], workspace)
    _preview_what_goes(past, effects.insights)
    _preview_what_stays(reading.records, effects.reports, files)
    confirm(session, _("Remove this for good?"), yes=yes)
    proofs = [_proof(each, session.today()) for each in past]
    erased = erase(workspace, going, now=session.now(), drafts=proofs)
    _tell(going, proofs)
    # what was made of it long ago is not to be made again
    found = msgspec.structs.replace(effects, reports=Uses(known=(), unknown=()))
    conclude(erased, found, *_take_care_of(past, files))


def _past(workspace: Workspace, reading: Reading, slug: str | None, today: dt.date) -> Iterator[Past]:
    records = reading.records
    for study in records.of(Study):
        term = kept(study, records, workspace.settings, today)
        if term and term.late and slug in (None, study.id):
            yield Past(
                code=study.id,
                until=term.day,
                study=study,
                records=tuple(records.in_study(study.id)),
                unknown=stored_unknown(study.folder, workspace, reading),
                has_key_file=has_key_file(study, records, today),
            )
    for code, removal in left_behind(records).items():
        if slug in (None, code):
            yield Past(
                code=code,
                until=removal.data.kept_until or removal.data.removed_on,
                study=None,
                records=tuple(records.in_study(code)),
                unknown=stored_unknown(code, workspace, reading),
            )


def _tell_what_is_next(workspace: Workspace, reading: Reading, slug: str | None, today: dt.date) -> None:
    gone = what_became_of(slug, reading) if slug else None
    say(gone or _("Nothing is past the day until which it is kept."))
    studies = [each for each in reading.records.of(Study) if slug in (None, each.id)]
    terms = {each.id: kept(each, reading.records, workspace.settings, today) for each in studies}
    days = sorted((term.day, study_id) for study_id, term in terms.items() if term)
    for date, study_id in days[:1]:
        sentence = _("The first that comes: {study}, kept until {date}.")
        say(sentence.format(study=study_id, date=day(date, current_language())))
    unknown = [study_id for study_id, term in terms.items() if term is None]
    if unknown:
        sentence = _(
            "It is not known until when these studies are kept: {studies}. Record it with:"
            " actionlab edit STUDY --retention-until DATE"
        )
        say(sentence.format(studies=", ".join(unknown)))


def _preview_what_goes(past: Sequence[Past], insights: Sequence[str]) -> None:
    show.heading(_("To be removed, with all former versions"))
    for each in past:
        show.line(f"{main_text(each.study)} ({each.code})" if each.study else each.code, 2)
        show.line(_kept(each), 4)
        show.line(counted(each.records), 4)
        if each.unknown:
            show.line(_("Records that only a newer version knows: {n}").format(n=len(each.unknown)), 4)
    if insights:
        show.line(_("Insights that lose evidence by it: {ids}").format(ids=", ".join(insights)), 2)


def _preview_what_stays(records: Records, reports: Uses, files: Sequence[Path]) -> None:
    shared = [record for record in records if study_of(record) is None]
    # a code sheet was made of records too, and lies in the folder of its study
    elsewhere = [report for report in reports.known if report not in files]
    show.heading(_("What stays"))
    if shared:
        show.line(_("Shared by studies: {counted}").format(counted=counted(shared)), 2)
    _show_files(_("Reports that were made with it; remove those for researchers yourself:"), elsewhere)
    _show_files(_("Reports of which it is not known whether it is in them:"), reports.unknown)
    _show_files(_("Other files in the folder of the study:"), files)


def _kept(each: Past) -> str:
    language = current_language()
    until = day(each.until, language)
    if each.study is None:
        return _("removed before; records of it came back from another computer")
    if each.study.data.end_date is None:
        return _("kept until {date}").format(date=until)
    end = day(each.study.data.end_date, language)
    return _("ended on {end}, kept until {date}").format(end=end, date=until)


def _show_files(heading: str, files: Sequence[Path]) -> None:
    if files:
        show.line(heading, 2)
    for file in files:
        show.line(str(file), 4)


def _proof(each: Past, today: dt.date) -> Draft:
    counts = Counter(record.kind for record in each.records)
    fields = {
        "study": each.code,
        "reason": "retention",
        "removed_on": today.isoformat(),
        "kept_until": each.until.isoformat(),
        "counts": [{"kind": kind, "n": n} for kind, n in counts.items()],
        "unknown": len(each.unknown) or None,
    }
    return Draft(kind="removal", id=f"rem-{random_code(8)}", fields=fields)


def _tell(going: Sequence[str], proofs: Sequence[Draft]) -> None:
    told = ngettext("{n} record was removed.", "{n} records were removed.", len(going))
    say(told.format(n=len(going)))
    say(_("The proof, without any content: {ids}").format(ids=", ".join(str(each.id) for each in proofs)))


def _take_care_of(past: Sequence[Past], files: Sequence[Path]) -> Iterator[str]:
    """Give what this program cannot remove, beside what it never can."""
    for each in past:
        if each.has_key_file:
            yield _("The key file of {study}, if it is still there: destroy it.").format(study=each.code)
    for file in files:
        yield _("This file of the study: {file}").format(file=file)
