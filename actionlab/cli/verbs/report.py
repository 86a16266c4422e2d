"""`actionlab report`: records in, a feedback report in Word out."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from actionlab.cli.commands import Command, Option
from actionlab.cli.faults import NoFolder, UnreadableFile
from actionlab.cli.gate import Gate
from actionlab.cli.looking import finish, look, refuse_personal_data
from actionlab.cli.options import DATE, WordType, municipality_option, study_option
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import give, say
from actionlab.errors import NoStudyInMunicipality, NothingRecorded
from actionlab.i18n import N_, _, ngettext
from actionlab.model.municipalities import by_code
from actionlab.model.records import Draft
from actionlab.model.vocabulary import label

if TYPE_CHECKING:
    from actionlab.analysis.findings import Findings
    from actionlab.analysis.scope import Scope
    from actionlab.report.blocks import Document
    from actionlab.store import Reading, Workspace

WORDING = "reports/feedback.nl.toml"
HOUSE_STYLE = "house-style.docx"
RESEARCHERS = "researchers"
MOST_NAMED = 5


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for: the municipality (CBS code), for whom, over which period, and where to."""

    municipality: str
    study: str | None
    audience: str
    since: dt.date | None
    until: dt.date | None
    date: dt.date | None
    final: bool
    output: Path | None
    house_style: Path | None
    preview: bool


@pass_session
def _report(session: Session, /, **options: Any) -> None:
    """Make the report, print its path, and say what a reader of it should know first."""
    asked = Asked(**options)
    workspace = session.workspace()
    today = asked.date or session.today()
    reading = look(workspace)
    study = session.study(workspace, asked.study) if asked.study else None
    scope, findings = _found(workspace, reading, asked, study, today)
    refuse_personal_data((*scope.basis, *scope.agenda), session.today().year)
    document = _document(workspace, findings, asked)
    _warn_of_odd_characters(scope)
    _warn_of_confirmed(scope)
    if asked.preview:
        from actionlab.report.text import render_text

        give(render_text(document).rstrip("\n"))
    else:
        path = asked.output or workspace.reports / file_name(asked, study, today)
        content = _rendered(workspace, document, asked)
        if asked.final:
            # first: a report of which nothing is remembered could be subtracted from a later one
            _publish(session, workspace, scope, findings, path.name)
        _save(workspace, content, asked, path.name, frozenset(_made_from(scope)))
    if reading.damaged:
        say(_("The report was made without what cannot be read:"))
    finish(reading)


def _found(
    workspace: "Workspace", reading: "Reading", asked: Asked, study: str | None, today: dt.date
) -> "tuple[Scope, Findings]":
    from actionlab.analysis.codes import without_codes
    from actionlab.analysis.findings import summarise
    from actionlab.analysis.scope import protection, scope
    from actionlab.analysis.strength import with_lost_groups

    if asked.audience != RESEARCHERS:
        _refuse_without_publications(workspace, reading)
    try:
        # before a period is chosen: what falls outside it is not lost
        records = without_codes(with_lost_groups(reading.records))
        found = scope(records, asked.municipality, study_id=study, since=asked.since, until=asked.until)
    except (NoStudyInMunicipality, NothingRecorded):
        for damaged in reading.damaged:
            # what is missing may well be in there
            raise damaged from None
        raise
    limit = protection(asked.audience, workspace.settings, found.studies)
    return found, summarise(found, today, limit, audience=asked.audience, previous=asked.since)


def _refuse_without_publications(workspace: "Workspace", reading: "Reading") -> None:
    """Raise the damage of a shared file: it may hold what earlier reports showed, which has to be known."""
    from actionlab.store.workspace import SHARED

    shared = Path(workspace.place(SHARED)).resolve()
    for damaged in reading.damaged:
        if Path(str(damaged.facts["file"])).resolve().is_relative_to(shared):
            raise damaged


def _document(workspace: "Workspace", findings: "Findings", asked: Asked) -> "Document":
    from actionlab.cli.wordings import wording
    from actionlab.report.content.feedback import About, feedback

    settings = workspace.settings
    about = About(
        final=asked.final,
        synthetic=settings.synthetic,
        contact=settings.contact,
        programme=settings.programme,
        platform=settings.platform,
        knowledge_institute=settings.knowledge_institute,
    )
    return feedback(findings, wording(workspace, WORDING), about)


def _made_from(scope: "Scope") -> Iterator[str]:
    """Give the ids of the records in scope: those that the report says something of, or may have."""
    yield from (record.id for record in scope.basis)
    yield from (item.id for item in scope.agenda)


def _rendered(workspace: "Workspace", document: "Document", asked: Asked) -> bytes:
    from actionlab.report.word import render_word
    from actionlab.store import template_bytes

    style = _read(asked.house_style) if asked.house_style else template_bytes(workspace, HOUSE_STYLE)
    content = render_word(document, style)
    if asked.output and not asked.output.absolute().parent.is_dir():
        raise NoFolder(folder=asked.output.absolute().parent)
    return content


def _publish(
    session: Session, workspace: "Workspace", scope: "Scope", findings: "Findings", name: str
) -> None:
    """Remember what a final report shows about people, once; what the researchers see stays in the team."""
    from actionlab.analysis.published import published

    shown = published(findings, name)
    if shown is None:
        return
    if workspace.settings.read_only:
        say(_("In this workspace nothing can be stored: what this report shows is not remembered."))
    elif shown not in (each.data for each in scope.publications):
        fields = msgspec.json.decode(msgspec.json.encode(shown))
        Gate(session, {}).add(workspace, [Draft(kind="publication", fields=fields)])


def _save(
    workspace: "Workspace", content: bytes, asked: Asked, name: str, made_from: Collection[str]
) -> None:
    from actionlab.store import save_file, save_report

    if asked.output:
        saved = save_file(asked.output, content, final=asked.final, made_from=made_from)
    else:
        saved = save_report(workspace, name, content, final=asked.final, made_from=made_from)
    give(str(saved.path))
    if saved.renamed:
        say(_("There was a report with this name that somebody edited or that is final. It is still there."))


def file_name(asked: Asked, study: str | None, today: dt.date) -> str:
    """Give the name of a report: by municipality, and by study, audience, date and final where they count."""
    parts = ["terugkoppelrapport", by_code(asked.municipality).slug]
    if study:
        parts.append(study)
    if asked.audience != "municipality":
        parts.append(label("audience", asked.audience, "nl"))
    if asked.final:
        parts += [today.isoformat(), "definitief"]
    return "-".join(parts) + ".docx"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise UnreadableFile(file=path, reason=fault.strerror) from None


def _warn_of_odd_characters(scope: "Scope") -> None:
    odd = _with_odd_characters(scope)
    if odd:
        sentence = ngettext(
            "Warning: {n} record holds characters that Word cannot show: {ids}. They stand there as \ufffd.",
            "Warning: {n} records hold characters that Word cannot show: {ids}. They stand there as \ufffd.",
            len(odd),
        )
        _name(odd, sentence)


def _warn_of_confirmed(scope: "Scope") -> None:
    confirmed = [record.id for record in (*scope.basis, *scope.agenda) if record.confirmed]
    if confirmed:
        sentence = ngettext(
            "Warning: in {n} record was confirmed what may point at a person: {ids}. Read it first.",
            "Warning: in {n} records was confirmed what may point at a person: {ids}. Read it first.",
            len(confirmed),
        )
        _name(confirmed, sentence)


def _name(ids: Sequence[str], sentence: str) -> None:
    say(sentence.format(n=len(ids), ids=", ".join(ids[:MOST_NAMED])))


def _with_odd_characters(scope: "Scope") -> list[str]:
    from actionlab.report.word import printable

    found = []
    for record in scope.records:
        text = "".join(_strings(msgspec.to_builtins(record.data)))
        if printable(text) != text:
            found.append(record.id)
    return found


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [text for each in value for text in _strings(each)] if isinstance(value, list | tuple) else []


_PATH = click.Path(dir_okay=False, path_type=Path)

command = Command(
    "report",
    callback=_report,
    help=N_("Make the feedback report of a municipality as a Word document."),
    params=[
        municipality_option(required=True),
        study_option(),
        Option(
            ["--audience"],
            type=WordType("audience"),
            default="municipality",
            metavar=N_("AUDIENCE"),
            help=N_("For whom: the municipality (default), the public, or the researchers only."),
        ),
        Option(
            ["--since"], type=DATE, help=N_("Events from this day on; also the day of the previous report.")
        ),
        Option(["--until"], type=DATE, help=N_("Events up to and including this day.")),
        Option(["--date"], type=DATE, help=N_("Day of the report; today when not given.")),
        Option(
            ["--final"],
            is_flag=True,
            help=N_("Make it final: with the date, never overwritten, and remembered for later reports."),
        ),
        Option(["-o", "--output"], type=_PATH, help=N_("Write the report to this file.")),
        Option(["--house-style"], type=_PATH, help=N_("Word file with the styles of the municipality.")),
        Option(["--preview"], is_flag=True, help=N_("Show the report in the terminal and write no file.")),
    ],
)
