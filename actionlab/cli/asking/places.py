"""Places: the municipalities to choose from, those of one's own studies first."""

from collections.abc import Collection

from actionlab.cli import ask
from actionlab.cli.asking.known import Known, last_written_first
from actionlab.cli.faults import NoStudies
from actionlab.cli.session import Session
from actionlab.i18n import _
from actionlab.model.municipalities import by_code
from actionlab.model.records import Records
from actionlab.store import Workspace, read


def chosen_municipality(
    question: str, workspace: Workspace, *, without: Collection[str] = (), ready: str = ""
) -> str:
    """Give the CBS code of the municipality that the person chooses, of all that there are."""
    own = dict.fromkeys([ready] if ready else _with_study(read(workspace).records))
    codes = [*own, *(code for code in Known(workspace, None).municipalities() if code not in own)]
    return ask.choose(question, {code: by_code(code).name for code in codes if code not in without})


def municipality_with_study(session: Session, study: str | None) -> str:
    """Give the municipality that the person chooses of those with a study; the only one without asking.

    With `study`, as typed, of those of that study. Raises `NoStudies` when there is none, and what
    `Session.study` raises.
    """
    workspace = session.workspace()
    records = read(workspace).records
    codes = _with_study(records.in_study(session.study(workspace, study)) if study else records)
    if not codes:
        raise NoStudies(folder=workspace.folder)
    if len(codes) == 1:
        return codes[0]
    return ask.choose(
        _("Which municipality is the report for?"), {code: by_code(code).name for code in codes}
    )


def _with_study(records: Records) -> list[str]:
    """Give the municipalities of all studies, that of the study which was written last first."""
    studies = last_written_first(records)
    return [*dict.fromkeys(code for each in studies for code in each.data.municipality)]
