"""forms: what people outside the tool fill in for a study, and the sheet that says who has which code."""

import datetime as dt
from collections.abc import Iterator

import msgspec

from actionlab.cli.commands import command as verb
from actionlab.cli.house_style import house_style
from actionlab.cli.looking import look
from actionlab.cli.options import study_option
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import give, say
from actionlab.cli.wordings import INSTRUMENT_WORDING, statements, wording
from actionlab.errors import ReadOnlyWorkspace, RemovedStudy, UnknownTemplate
from actionlab.i18n import N_, _
from actionlab.model.records import Records
from actionlab.model.study import Study
from actionlab.model.study_template import TrainingModule
from actionlab.store import Workspace, save_file

FOLDER, CODE_SHEET, WORKBOOK = "forms", "codeblad.docx", "metingen.xlsx"
WORDING, CODE_SHEET_WORDING = "reports/forms.nl.toml", "reports/code_sheet.nl.toml"


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is ready to be written, and the ids of the records that it was made from."""

    name: str
    content: bytes
    made_from: tuple[str, ...]


@verb(
    "forms",
    params=[study_option()],
    help=N_(
        "Make the forms of a study, to send or to print: the observation form, the evaluation and attendance"
        " of trainings, the scans, the information letter with consent form, a workbook for measurements, and"
        " the code sheet on which names are written by pen. What comes back is taken in with"
        " 'actionlab import'."
    ),
)
@pass_session
def command(session: Session, /, study: str | None) -> None:
    """Write the forms, print their paths, and say what to do with them."""
    workspace = session.workspace()
    if workspace.settings.read_only:
        raise ReadOnlyWorkspace(folder=workspace.folder)
    slug = session.study(workspace, study)
    reading = look(workspace, (slug,))
    for damaged in reading.damaged:
        # a form that lacks a code or a session would be taken for whole
        raise damaged
    found = reading.records.find(Study, slug)
    if found is None:
        raise RemovedStudy(slug=slug)
    style = house_style(workspace, None, None)
    made = [*_forms(workspace, reading.records, found.data, session.today(), style)]
    made += _with_codes(workspace, reading.records, slug, session.today(), style)
    for each in made:
        _write(workspace, slug, each)
    _tell_what_to_do(slug, has_codes=made[-1].name == CODE_SHEET)


def _modules(workspace: Workspace, study: Study) -> tuple[TrainingModule, ...]:
    """The training modules of the template; none when the study has none or its template is gone."""
    from actionlab.cli.study_templates import read_template

    if not study.template_id:
        return ()
    try:
        return read_template(workspace, study.template_id).training_modules
    except UnknownTemplate:
        message = _("The template {name} is gone: there are no forms for its training modules.")
        say(message.format(name=study.template_id))
        return ()


def _forms(
    workspace: Workspace, records: Records, study: Study, today: dt.date, style: bytes
) -> Iterator[Made]:
    from actionlab.report.content.forms import forms
    from actionlab.report.content.forms_basis import Basis
    from actionlab.report.word.rendering import render_word

    basis = Basis(
        study=study,
        records=records.in_study(study.id),
        modules=_modules(workspace, study),
        settings=workspace.settings,
        today=today,
    )
    for each in forms(basis, wording(workspace, WORDING), statements(workspace)):
        yield Made(name=each.name, content=render_word(each.document, style), made_from=each.made_from)


def _with_codes(
    workspace: Workspace, records: Records, slug: str, today: dt.date, style: bytes
) -> Iterator[Made]:
    """Give the workbook for measurements, and the code sheet when there is somebody to put on it."""
    from actionlab.exchange.workbook.making import WORDING as WORKBOOK_WORDING
    from actionlab.exchange.workbook.making import measurement_workbook
    from actionlab.exchange.workbook.rows import workbook_sources
    from actionlab.report.content.code_sheet import code_sheet, people_on_sheet
    from actionlab.report.word.rendering import render_word

    words, instruments = wording(workspace, WORKBOOK_WORDING), wording(workspace, INSTRUMENT_WORDING)
    content = measurement_workbook(records, slug, say=words, instruments=instruments, today=today)
    yield Made(name=WORKBOOK, content=content, made_from=workbook_sources(records, slug))
    codes = tuple(person.id for person in people_on_sheet(records, slug))
    if codes:
        words = wording(workspace, CODE_SHEET_WORDING)
        document = code_sheet(records, slug, words, settings=workspace.settings, today=today)
        content = render_word(document, style)
        yield Made(name=CODE_SHEET, content=content, made_from=codes)


def _write(workspace: Workspace, slug: str, made: Made) -> None:
    saved = save_file(workspace.studies / slug / FOLDER / made.name, made.content, made_from=made.made_from)
    give(str(saved.path))
    if saved.renamed and made.name == CODE_SHEET:
        say(_("There was a code sheet that somebody changed. It is still there: no names may stand in it."))
    elif saved.renamed:
        message = _("Somebody changed {file}. It is still there, and the new one is called {new}.")
        say(message.format(file=made.name, new=saved.path.name))


def _tell_what_to_do(slug: str, *, has_codes: bool) -> None:
    message = _(
        "Fill in the open lines of the information letter. Then send the forms or print them. Put what comes"
        " back in one folder, and take it in with 'actionlab import FOLDER -s {study}'."
    )
    say(message.format(study=slug))
    if has_codes:
        say(
            _(
                "Print the code sheet and write the names by pen, never on the computer. Keep the paper"
                " locked away, outside the workspace."
            )
        )
        return
    message = _(
        "There is no code sheet: the study {study} has no participant codes yet. Make them with"
        " 'actionlab log participant -s {study} --count …' and then call 'actionlab forms' again."
    )
    say(message.format(study=slug))
