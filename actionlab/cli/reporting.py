"""Making a report: what was asked for, the steps that every kind shares, and the saving."""

import datetime as dt
import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from actionlab import __version__
from actionlab.cli import show
from actionlab.cli.faults import NoFolder, NoQuestions, NoStudies
from actionlab.cli.house_style import house_style
from actionlab.cli.looking import finish, look, refuse_personal_data
from actionlab.cli.report_warnings import warn_of
from actionlab.cli.saving import WORD, save
from actionlab.cli.session import Session
from actionlab.cli.terminal import give, say
from actionlab.errors import MALFORMED, ActionlabError, NoStudyInMunicipality, NothingRecorded
from actionlab.i18n import N_, _
from actionlab.model.fields import RecordData
from actionlab.model.publication import Publication
from actionlab.model.records import Record
from actionlab.model.report_mark import ReportMark, digests, versions

if TYPE_CHECKING:
    from actionlab.report.blocks import Document
    from actionlab.store import Reading, Workspace

FEEDBACK = "feedback"
RESEARCHERS = "researchers"
# the kinds of report that span municipalities, and those on one; each is a flag of its own
ACROSS = ("region", "agenda", "conference")
ON_ONE = ("letter", "practice_card")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for: the kind of report, the municipality (CBS code), for whom, and over which period.

    `municipality` is None for a report that spans municipalities. `study` is as typed.
    """

    kind: str
    municipality: str | None
    study: str | None
    audience: str
    since: dt.date | None
    until: dt.date | None
    date: dt.date | None
    final: bool
    short: bool
    output: Path | None
    house_style: Path | None
    preview: bool
    pdf: bool


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A report that was made: the document, and the name of its file without the end.

    `records` are those it says something of, or may have. `publication` is what a final one shows about
    people, None when there is nothing to remember. `warnings` are said once the report was made.
    """

    document: "Document"
    name: str
    records: tuple[Record[RecordData], ...]
    publication: Publication | None = None
    warnings: tuple[str, ...] = ()


class Files(msgspec.Struct, frozen=True, kw_only=True):
    """The content of each file of a report by the end of its name, and what was to be said of the making."""

    contents: dict[str, bytes]
    warnings: tuple[str, ...] = ()


class OneReport(ActionlabError):
    """More than one kind of report was asked for at once, or none."""

    exit_code = MALFORMED
    sentence = N_(
        "Say which report: --municipality for the report on one municipality, or one of --region, --agenda"
        " and --conference. With --municipality you can ask for --letter or --practice-card."
    )


class NotAWordName(ActionlabError):
    """The name `file` that was given for the report is not that of a Word document."""

    exit_code = MALFORMED
    sentence = N_(
        "A report is a Word document, and {file} is not the name of one. Let it end in .docx; with --pdf a"
        " PDF comes beside it."
    )


class NotWithThis(ActionlabError):
    """An option does not go with the kind of report."""

    exit_code = MALFORMED
    sentence = N_("{option} does not go with {report}. Leave one of them out.")


def asked(values: dict[str, Any]) -> Asked:
    """Give what was asked for, of the options of the command. Raises `OneReport` and `NotWithThis`."""
    across = [kind for kind in ACROSS if values.pop(kind)]
    on_one = [kind for kind in ON_ONE if values.pop(kind)]
    municipality = values["municipality"]
    if len(across) + bool(municipality) != 1 or len(on_one) > 1 or (across and on_one):
        raise OneReport
    kind = (across or on_one or [FEEDBACK])[0]
    flag, preview = f"--{kind.replace('_', '-')}", values["preview"]
    refused = (
        ("--short", flag, values["short"] and kind != FEEDBACK),
        ("--study", flag, across and values["study"]),
        # a preview makes no file, and nothing that could be final
        ("--pdf", "--preview", preview and values["pdf"]),
        ("--output", "--preview", preview and values["output"]),
        ("--final", "--preview", preview and values["final"]),
        ("--house-style", "--preview", preview and values["house_style"]),
    )
    for option, report, given in refused:
        if given:
            raise NotWithThis(option=option, report=report)
    return Asked(kind=kind, **{**values, "output": _place(values["output"])})


def _place(given: Path | None) -> Path | None:
    """Give the whole path of the file that was asked for, or that a link of this name points to.

    Raises `NotAWordName` and `NoFolder`.
    """
    if given is None:
        return None
    from actionlab.store.reports import whole_path  # most reports go where reports go

    place = whole_path(given if given.suffix else given.with_name(given.name + WORD))
    # asked in this way a name that is too long is no fault yet
    if os.path.islink(place):  # noqa: PTH114
        place = Path(os.path.realpath(place))
    if place.suffix.lower() != WORD:
        raise NotAWordName(file=given)
    if not os.path.isdir(place.parent):  # noqa: PTH112
        raise NoFolder(folder=place.parent)
    return place


def report(session: Session, wanted: Asked) -> Path | None:
    """Make the report, print its path, and say what a reader of it should know first.

    Gives the path of the Word file, None for a preview.
    """
    workspace = session.workspace()
    today = wanted.date or session.today()
    reading = look(workspace)
    # before the bar: it says what it does
    style = b"" if wanted.preview else house_style(workspace, wanted.house_style, wanted.municipality)
    with show.steps(_("Making the report"), 3 if wanted.pdf else 2) as step:
        made = make_report(session, workspace, reading, wanted, today)
        refuse_personal_data(made.records, session.today().year)
        step()
        if wanted.preview:
            shown, files = _preview(made.document), Files(contents={})
        else:
            shown, files = "", _rendered(_marked(made, wanted, today), style, wanted, step)
    for warning in (*made.warnings, *files.warnings):
        say(warning)
    warn_of(made.records)
    path = None
    if wanted.preview:
        give(shown)
    else:
        path = save(session, workspace, wanted, made, today, files.contents)
    if reading.damaged:
        say(_("The report was made without what cannot be read:"))
    finish(reading)
    return path


def make_report(
    session: Session, workspace: "Workspace", reading: "Reading", wanted: Asked, today: dt.date
) -> Made:
    """Give the report of the kind that was asked for. Raises what that kind raises, or a damaged file."""
    make = import_module(f"actionlab.cli.reports.{wanted.kind}").make
    try:
        made: Made = make(session, workspace, reading, wanted, today)
    except (NoStudyInMunicipality, NothingRecorded, NoStudies, NoQuestions):
        for damaged in reading.damaged:
            # what is missing may well be in there
            raise damaged from None
        raise
    return made


def _preview(document: "Document") -> str:
    from actionlab.report.text import render_text

    return render_text(document).rstrip("\n")


def _marked(made: Made, wanted: Asked, today: dt.date) -> "Document":
    mark = ReportMark(
        report=wanted.kind,
        municipality=wanted.municipality or "",
        study=wanted.study or "",
        audience=wanted.audience,
        date=today.isoformat(),
        since=wanted.since.isoformat() if wanted.since else "",
        until=wanted.until.isoformat() if wanted.until else "",
        final=wanted.final,
        short=wanted.short,
        program=__version__,
        rests_on=digests(versions(made.records)),
    )
    return msgspec.structs.replace(made.document, mark=mark)


def _rendered(document: "Document", style: bytes, wanted: Asked, step: Callable[[], None]) -> Files:
    from actionlab.report.word.rendering import render_word

    content = render_word(document, style)
    step()
    if not wanted.pdf:
        return Files(contents={WORD: content})
    from actionlab.exchange.pdf import to_pdf

    # on paper nobody can follow a link, so there the contents have the numbers of the pages
    pdf = to_pdf(render_word(document, style, on_paper=True), title=document.title)
    step()
    return Files(contents={WORD: content, ".pdf": pdf.content}, warnings=tuple(pdf.warnings))
