"""The house style of a report: as given, else the municipality's own, else that of the program."""

import stat
from pathlib import Path
from typing import TYPE_CHECKING

from actionlab.cli.faults import UnreadableFile
from actionlab.cli.terminal import say
from actionlab.i18n import _
from actionlab.model.municipalities import by_code
from actionlab.store.templates import municipal_house_style, template_bytes

if TYPE_CHECKING:
    from actionlab.report.house_style.preparing import HouseStyleFile
    from actionlab.store import Workspace

OURS = "house-style.docx"


def house_style(workspace: "Workspace", given: Path | None, municipality: str | None) -> bytes:
    """Give the Word file that a report takes its looks from, and say what of it is not somebody else's own.

    `municipality` is a CBS code, None for a report of several. Raises `UnreadableFile`, `CannotRead`, and
    what `prepare_house_style` raises.
    """
    ours = template_bytes(None, OURS)
    file, content = _found(workspace, given, municipality)
    if content == ours:
        return ours
    from actionlab.report.house_style.preparing import prepare_house_style

    name = by_code(municipality).name if municipality else ""
    ready = prepare_house_style(content, ours, file=file, municipality=name)
    _tell(ready)
    return ready.content


def _tell(ready: "HouseStyleFile") -> None:
    lacking, mended = (", ".join(map(_, words)) for words in (ready.lacking, ready.mended))
    if lacking:
        say(
            _("The house style has no style for: {lacking}. Those come from actionlab.").format(
                lacking=lacking
            )
        )
    if mended:
        say(_("Changed in the house style to keep it readable: {mended}.").format(mended=mended))
    if ready.serifs:
        kept = _(
            "The house style has letters with serifs ({font}). They are kept; "
            "on a screen letters without are easier to read."
        )
        say(kept.format(font=ready.serifs))


def _found(workspace: "Workspace", given: Path | None, municipality: str | None) -> tuple[str, bytes]:
    """Give the name and the content of the file; of one that was not given, where in the workspace it is."""
    if given is None:
        folder = workspace.templates.name
        own = municipal_house_style(workspace, municipality) if municipality else None
        if own is not None:
            return f"{folder}/house-style/{own[0]}", own[1]
        return f"{folder}/{OURS}", template_bytes(workspace, OURS)
    from actionlab.report.house_style.package import PACKED_MOST

    try:
        # to open a pipe may take for ever
        if not stat.S_ISREG(given.stat().st_mode):
            raise UnreadableFile(file=given, reason=_("it is a folder or a device"))
        with given.open("rb") as stream:
            # one more than is allowed, so that what is too large is refused and not read to its end
            return given.name, stream.read(PACKED_MOST + 1)
    except OSError as fault:
        raise UnreadableFile(file=given, reason=fault.strerror) from None
