"""forms: what a study needs on paper. For now the code sheet, on which people write who has which code."""

import datetime as dt

from actionlab.cli.commands import command as verb
from actionlab.cli.looking import look
from actionlab.cli.options import study_option
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import give, say
from actionlab.errors import ActionlabError, ReadOnlyWorkspace, RemovedStudy
from actionlab.i18n import N_, _
from actionlab.model.study import Study
from actionlab.store import Reading, Workspace, save_file, template_bytes, template_text

FOLDER, FILE = "forms", "codeblad.docx"
WORDING = "reports/code_sheet.nl.toml"


class NoCodes(ActionlabError):
    """The `study` has no participants, so there is nothing to put on a code sheet."""

    sentence = N_(
        "The study {study} has no participant codes yet. Make them with"
        " 'actionlab log participant -s {study} --count …'."
    )


@verb(
    "forms",
    params=[study_option()],
    help=N_(
        "Make the code sheet of a study in Word, to print: all participant codes, with room to write the"
        " names by pen. The names never come into actionlab."
    ),
)
@pass_session
def command(session: Session, /, study: str | None) -> None:
    """Write the code sheet, print its path, and say how to keep it."""
    workspace = session.workspace()
    if workspace.settings.read_only:
        raise ReadOnlyWorkspace(folder=workspace.folder)
    slug = session.study(workspace, study)
    reading = look(workspace, (slug,))
    for damaged in reading.damaged:
        # a sheet that lacks a code would be taken for whole
        raise damaged
    if reading.records.find(Study, slug) is None:
        raise RemovedStudy(slug=slug)
    content, codes = code_sheet_bytes(workspace, reading, slug, session.today())
    saved = save_file(workspace.studies / slug / FOLDER / FILE, content, made_from=codes)
    give(str(saved.path))
    if saved.renamed:
        say(_("There was a code sheet that somebody changed. It is still there: no names may stand in it."))
    say(
        _(
            "Print it and write the names by pen, never on the computer. Keep the paper locked away,"
            " outside the workspace."
        )
    )


def code_sheet_bytes(
    workspace: Workspace, reading: Reading, slug: str, today: dt.date
) -> tuple[bytes, tuple[str, ...]]:
    """Give the code sheet as a Word file, in the wording and house style of the workspace, and its codes.

    Raises `NoCodes`.
    """
    from actionlab.report.content.code_sheet import code_sheet, people_on_sheet
    from actionlab.report.word import render_word
    from actionlab.report.wording import read_wording

    codes = tuple(person.id for person in people_on_sheet(reading.records, slug))
    if not codes:
        raise NoCodes(study=slug)
    text, reference = template_text(workspace, WORDING), template_text(None, WORDING)
    wording = read_wording(text, reference, f"templates/{WORDING}")
    document = code_sheet(reading.records, slug, wording, settings=workspace.settings, today=today)
    return render_word(document, template_bytes(workspace, "house-style.docx")), codes
