"""Templates: text and house style that researchers may change; those of the workspace come first."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from actionlab.errors import CannotRead, Malformed, Problem, UnknownTemplate
from actionlab.i18n import N_
from actionlab.store.packaged import packaged
from actionlab.store.replacing import reason
from actionlab.store.workspace import Workspace


def template_text(workspace: Workspace | None, name: str) -> str:
    """Give the text of a template such as `studies/empty.toml`.

    Raises `Malformed` when it is not UTF-8, and what `template_bytes` raises.
    """
    content = template_bytes(workspace, name)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        sentence = N_("The template {name} is not UTF-8. Save it as UTF-8.")
        raise Malformed([Problem("", sentence, name=name)]) from None


def template_bytes(workspace: Workspace | None, name: str) -> bytes:
    """Give the content of a template, from `templates/` of the workspace or else from the program.

    Raises `UnknownTemplate`, also for a name that leads out of the folder of templates, and `CannotRead`.
    """
    folder = str(PurePosixPath(name).parent)
    if _stays_inside(name):
        for base in _bases(workspace):
            path = base / name
            try:
                if path.is_file():
                    return path.read_bytes()
            except OSError as fault:
                raise CannotRead(file=path, line=1, reason=reason(fault)) from fault
        known = sorted({path.name for base in _bases(workspace) for path in _files(base / folder)})
        raise UnknownTemplate(name=name, known=known)
    raise UnknownTemplate(name=ascii(name), known=study_template_ids(workspace))


def municipal_house_style(workspace: Workspace, code: str) -> tuple[str, bytes] | None:
    """Give the name and content of the house style that a workspace has for the municipality `code`.

    That is `templates/house-style/<code>.docx` or `.dotx`; None when there is neither. Raises `CannotRead`.
    """
    for ending in (".docx", ".dotx"):
        path = workspace.templates / "house-style" / f"{code}{ending}"
        try:
            if path.is_file():
                return path.name, path.read_bytes()
        except OSError as fault:
            raise CannotRead(file=path, line=1, reason=reason(fault)) from fault
    return None


def study_template_ids(workspace: Workspace | None) -> tuple[str, ...]:
    """Give the ids of the study templates (file names without `.toml`), in alphabetical order."""
    found = (path for base in _bases(workspace) for path in _files(base / "studies"))
    return tuple(sorted({path.stem for path in found if path.suffix == ".toml"}))


def _bases(workspace: Workspace | None) -> tuple[Path, ...]:
    own = (workspace.templates,) if workspace else ()
    return (*own, packaged("templates"))


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


def _stays_inside(name: str) -> bool:
    parts = name.split("/")
    return not any(part in ("", ".", "..") or "\\" in part or ":" in part or "\0" in part for part in parts)
