"""export: records out as tables, for Excel, for statistics, or for another program."""

import datetime as dt
import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from actionlab.cli.commands import Argument, Command, Option
from actionlab.cli.exporting import Made, Source, for_readers, for_researchers
from actionlab.cli.faults import NoFolder, NoStudies
from actionlab.cli.gate import Gate
from actionlab.cli.looking import finish, look
from actionlab.cli.options import WordType, municipality_option, study_option
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import give, say
from actionlab.errors import MALFORMED, ActionlabError, NoStudyInMunicipality, RemovedStudy
from actionlab.i18n import N_, _, current_language
from actionlab.model.municipalities import by_code
from actionlab.model.records import Draft, Record
from actionlab.model.study import Study
from actionlab.model.vocabulary import label
from actionlab.store.reports import save_files, whole_path

if TYPE_CHECKING:
    from actionlab.store import Reading, Workspace

RESEARCHERS, MUNICIPALITY = "researchers", "municipality"
XLSX, CSV, JSON = ".xlsx", ".csv", ".json"


class UnknownForm(ActionlabError):
    """The name of a `file` does not end in one of the `forms` that are written."""

    exit_code = MALFORMED
    sentence = N_("{file} does not say in which form. Give it a name that ends in one of: {forms}.")


class OneChoice(ActionlabError):
    """Options were given together of which only one can be: `options`."""

    exit_code = MALFORMED
    sentence = N_("Give only one of these: {options}.")


class OneMunicipality(ActionlabError):
    """An export for a municipality was asked of all of them."""

    exit_code = MALFORMED
    sentence = N_(
        "An export for a municipality is about that municipality only. Give it with -m, or choose another"
        " --audience."
    )


class AmongRecords(ActionlabError):
    """An export was to be written in the `folder` of record files."""

    sentence = N_("{folder} is for the record files only. Choose another folder for the export.")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for: the file, which studies (a municipality is a CBS code), for whom, and how."""

    file: Path
    study: str | None
    municipality: str | None
    everything: bool
    audience: str
    for_reuse: bool
    excel: bool

    @property
    def form(self) -> str:
        """The end of the name of the file, in small letters."""
        return self.file.suffix.lower()


@pass_session
def _export(session: Session, /, **options: Any) -> None:
    """Write the tables, print the paths, and say what was left out and who may see them."""
    asked = Asked(**options)
    _check(asked)
    workspace = session.workspace()
    _check_place(asked.file, workspace)
    reading = look(workspace)
    for damaged in reading.damaged:
        # what is missing may be that somebody withdrew
        raise damaged
    studies = _studies(session, workspace, reading, asked)
    of = Source(workspace=workspace, records=reading.records, studies=studies, today=session.today())
    if asked.audience == RESEARCHERS:
        made = for_researchers(of, for_reuse=asked.for_reuse)
    else:
        made = for_readers(of, asked.audience, asked.municipality, asked.file.name)
    contents = _contents(made, asked, ", ".join(each.id for each in studies), of.today)
    if made.publications:
        # what is remembered stays, so that a disk that refuses is to be met before
        save_files(asked.file, contents, made_from=made.made_from, trial=True)
    # first: what nobody remembers could be subtracted from a later report
    _publish(session, workspace, made)
    _save(asked.file, contents, made.made_from)
    for each in made.said:
        say(each[current_language() == "en"])
    finish(reading)


def _check(asked: Asked) -> None:
    if asked.form not in (XLSX, CSV, JSON):
        raise UnknownForm(file=asked.file.name, forms=(XLSX, CSV, JSON))
    chosen = {"--study": asked.study, "--municipality": asked.municipality, "--all": asked.everything}
    given = [name for name, value in chosen.items() if value]
    if len(given) > 1:
        raise OneChoice(options=given)
    if asked.everything and asked.audience == MUNICIPALITY:
        raise OneMunicipality()


def _check_place(file: Path, workspace: "Workspace") -> None:
    folder = whole_path(file).parent
    # asked in this way a name that is too long is no fault
    if not os.path.isdir(folder):  # noqa: PTH112
        raise NoFolder(folder=folder)
    if folder.name == "records" and workspace.studies.resolve() in folder.resolve().parents:
        raise AmongRecords(folder=folder)


def _studies(
    session: Session, workspace: "Workspace", reading: "Reading", asked: Asked
) -> tuple[Record[Study], ...]:
    """Give the studies that were asked for, at least one."""
    studies = reading.records.of(Study)
    if asked.municipality:
        found = tuple(each for each in studies if asked.municipality in each.data.municipality)
        if not found:
            place = by_code(asked.municipality)
            raise NoStudyInMunicipality(municipality=place.name, slug=place.slug)
        return found
    if asked.everything:
        if not studies:
            raise NoStudies(folder=workspace.folder)
        return studies
    slug = session.study(workspace, asked.study)
    found = tuple(each for each in studies if each.id == slug)
    if not found:
        raise RemovedStudy(slug=slug)
    return found


def _contents(made: Made, asked: Asked, title: str, today: dt.date) -> dict[str, bytes]:
    """Give the content of each file by the end of its name."""
    from actionlab.exchange.export.codebook import codebook
    from actionlab.exchange.export.write_tables import as_csv, as_json, as_workbook

    book = codebook(made.tables, made.remarks)
    if asked.form == XLSX:
        return {asked.file.suffix: as_workbook(made.tables, book, title=title, created=today)}
    if asked.form == JSON:
        return {asked.file.suffix: as_json(made.tables, book)}
    # a file for others never takes the place of one for the team, nor stands among them unnoticed
    whose = "" if asked.audience == RESEARCHERS else f"-{label('audience', asked.audience, 'nl')}"
    return {
        f"{whose}-{table.name}{asked.file.suffix}": as_csv(table, excel=asked.excel)
        for table in (book, *made.tables)
    }


def _publish(session: Session, workspace: "Workspace", made: Made) -> None:
    """Remember what readers outside the team will know, once."""
    if made.publications and workspace.settings.read_only:
        say(_("In this workspace nothing can be stored: what this export shows is not remembered."))
        return
    drafts = [
        Draft(kind="publication", fields=msgspec.json.decode(msgspec.json.encode(each)))
        for each in made.publications
    ]
    if drafts:
        Gate(session, {}).add(workspace, drafts)


def _save(file: Path, contents: Mapping[str, bytes], made_from: Collection[str]) -> None:
    saved = save_files(file, contents, made_from=made_from)
    for each in saved:
        give(str(each.path))
    if saved[0].renamed:
        say(_("There was a file with this name that is not as actionlab wrote it. It is still there."))


command = Command(
    "export",
    callback=_export,
    help=N_(
        "Write records as tables, with a codebook: a workbook (.xlsx), a .csv file per table, or .json."
        " For the researchers there is a row for each record; for others what the report for them says."
    ),
    params=[
        Argument(["file"], type=click.Path(dir_okay=False, path_type=Path), metavar=N_("FILE")),
        study_option(),
        municipality_option(),
        Option(["--all", "everything"], is_flag=True, help=N_("All studies of this workspace.")),
        Option(
            ["--audience"],
            type=WordType("audience"),
            default=RESEARCHERS,
            metavar=N_("AUDIENCE"),
            help=N_("For whom: the researchers (default), the municipality, or the public."),
        ),
        Option(
            ["--for-reuse"],
            is_flag=True,
            help=N_("Only people who agreed to reuse in later research; always so for several studies."),
        ),
        Option(
            ["--excel"],
            is_flag=True,
            help=N_("Write .csv as a Dutch Excel opens it: semicolons and decimal commas."),
        ),
    ],
)
