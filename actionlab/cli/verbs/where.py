"""where: the folders and files of a workspace, and the code under which this installation writes."""

import os

from actionlab.cli import show
from actionlab.cli.commands import command as verb
from actionlab.cli.commands import option
from actionlab.cli.looking import give_json
from actionlab.cli.session import Session, pass_session
from actionlab.i18n import N_, _
from actionlab.model.settings import FILE
from actionlab.store.packaged import packaged
from actionlab.store.writer import local_folder, writer_code

_LABEL_WIDTH = 28

# key in JSON -> what people read
_PLACES = {
    "workspace": N_("Workspace"),
    "settings": N_("Settings"),
    "studies": N_("Studies"),
    "reports": N_("Reports"),
    "templates": N_("Own templates"),
    "program_templates": N_("Templates of the program"),
    "program_folder": N_("Folder of the program"),
    "writer": N_("Code of the writer"),
}


@verb("where", help=N_("Show where the files are, and the code under which you write."))
@option("--json", "as_object", is_flag=True, help=N_("Print JSON."))
@pass_session
def command(session: Session, /, as_object: bool) -> None:
    """Print the places."""
    workspace = session.workspace()
    places = {
        "workspace": workspace.root,
        "settings": workspace.root / FILE,
        "studies": workspace.studies,
        "reports": workspace.reports,
        "templates": workspace.templates,
        "program_templates": packaged("templates"),
        "program_folder": local_folder(),
        "writer": writer_code(os.environ),
    }
    if as_object:
        give_json({key: str(place) for key, place in places.items()})
        return
    for key, place in places.items():
        show.beside(f"{_(_PLACES[key])}:", str(place), 0, _LABEL_WIDTH)
