"""Wordings: the sentences of documents, from the templates of the workspace."""

from typing import TYPE_CHECKING

from actionlab.model.instruments import INSTRUMENTS
from actionlab.store import Workspace, template_text

if TYPE_CHECKING:
    from actionlab.report.wording import Wording

# the words of the instruments stand with those of the report: one place for them
INSTRUMENT_WORDING = "reports/feedback.nl.toml"


def wording(workspace: Workspace, name: str) -> "Wording":
    """Give the sentences in a template of this name, checked against those that come with the program.

    Raises what `read_wording` raises.
    """
    from actionlab.report.wording import read_wording

    return read_wording(template_text(workspace, name), template_text(None, name), f"templates/{name}")


def statements(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """Give the statements of each scan and the steps of the ladder, in order, by instrument."""
    said = wording(workspace, INSTRUMENT_WORDING)
    lines = {name: said.lines(f"instruments.statements.{name}") for name in INSTRUMENTS}
    return {name: tuple(text for _key, text in found) for name, found in lines.items() if found}
