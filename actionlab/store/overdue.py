"""Overdue: what of a study is still here after the day until which it may be, as findings of `check`."""

import datetime as dt
from collections.abc import Iterator

from actionlab.model.retention import DATA, left_behind, terms
from actionlab.model.study import Study
from actionlab.store.examining import Examined
from actionlab.store.findings import Finding, found
from actionlab.store.workspace import Workspace


def overdue(workspace: Workspace, examined: Examined, today: dt.date) -> Iterator[Finding]:
    """Give a finding for each key file and each study that is past its day, at the folder of the study.

    A study that was removed is past its day when there are records of it again.
    """
    records = examined.reading.records
    for study in records.of(Study):
        place = workspace.studies / study.folder
        for term in terms(study, records, workspace.settings, today):
            if term.late:
                yield found(term.what, place, id=study.id, date=term.day.isoformat())
    for code, removal in left_behind(records).items():
        date = removal.data.kept_until or removal.data.removed_on
        yield found(DATA, workspace.studies / code, id=code, date=date.isoformat())
