"""Beginning: a new workspace in a folder, empty or with the example studies to practise with."""

from pathlib import Path

import msgspec

from actionlab.errors import ActionlabError, WorkspaceExists
from actionlab.i18n import N_, _
from actionlab.model.settings import EXAMPLE, FILE, Settings, settings_text
from actionlab.store import memory
from actionlab.store.lock import locked
from actionlab.store.packaged import packaged
from actionlab.store.replacing import make_folder, replace_files
from actionlab.store.workspace import SHARED, Workspace

EXAMPLE_WRITER = "voorbeeld-0000"

# records and reports hold data about people: only what is named here may be shared by git
_GITIGNORE = """\
*
!.gitignore
!actionlab.toml
!templates/
!templates/**
*.tmp
"""


class NumberOfPerson(ActionlabError):
    """The name or contact point of a new workspace holds `what`: a citizen service or account number."""

    sentence = N_(
        "Nothing was made: there is what looks like {what} in the name or the contact point. Give the name of"
        " a team, and an office or mailbox."
    )


def init_workspace(directory: Path, *, name: str = "", contact: str = "", example: bool = False) -> Workspace:
    """Make a workspace in `directory` (made when it does not exist) and give it; nothing is overwritten.

    With `example` it holds the invented example studies, marked as such, and may be changed.
    Raises `NumberOfPerson`, `WorkspaceExists` when a file of it exists, `CannotSave` when the disk refuses.
    """
    _check_numbers(name, contact)
    root = directory.absolute()
    settings = _settings(name, contact, example)
    contents = {root / FILE: settings_text(settings).encode()}
    if not (root / ".gitignore").exists():
        contents[root / ".gitignore"] = _GITIGNORE.encode()
    for path in example_files() if example else ():
        contents[root / "studies" / path.relative_to(packaged("studies"))] = path.read_bytes()
    for path in contents:
        if path.exists():
            raise WorkspaceExists(file=path)
    for folder in (
        root / "studies" / SHARED / "records",
        root / "reports",
        *{each.parent for each in contents},
    ):
        make_folder(str(folder))
    with locked(root) as unfinished:
        # whatever was here before, this is another workspace
        memory.forget(str(root))
        replace_files({str(path): content for path, content in contents.items()}, unfinished)
    return Workspace(str(root), settings)


def example_files() -> tuple[Path, ...]:
    """Give the record files of the example studies that come with the program."""
    return tuple(sorted(packaged("studies").glob(f"*/records/{EXAMPLE_WRITER}.json")))


def _check_numbers(*texts: str) -> None:
    # a contact point may well be a telephone number or an address; these two it never is
    from actionlab.privacy.plain import plain
    from actionlab.privacy.screen import HIT_KINDS
    from actionlab.privacy.structured import bsn, iban

    for form in (plain(text).text for text in texts if text):
        for hit in (*bsn(form), *iban(form)):
            raise NumberOfPerson(what=_(HIT_KINDS[hit.kind].label))


def _settings(name: str, contact: str, example: bool) -> Settings:
    if not example:
        return Settings(name=name, contact=contact)
    return msgspec.structs.replace(EXAMPLE, name=name or EXAMPLE.name, contact=contact or EXAMPLE.contact)
