"""The study plan as a file: studieplan.docx in the folder of the study."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from actionlab.cli.house_style import house_style
from actionlab.cli.study_templates import read_template
from actionlab.cli.wordings import wording
from actionlab.errors import CANNOT_SAVE, ActionlabError, Busy, CannotSave, RemovedStudy
from actionlab.i18n import N_
from actionlab.model.build import build
from actionlab.model.fields import RecordData
from actionlab.model.kinds import KINDS
from actionlab.model.records import Draft, Record, Records
from actionlab.model.references import expand
from actionlab.model.study import Study
from actionlab.model.study_template import EMPTY, StudyTemplate
from actionlab.store import Workspace, add, read, save_file

FILE = "studieplan.docx"
WORDING = "reports/study_plan.nl.toml"


class PlanNotSaved(ActionlabError):
    """The study `slug` was stored and its plan was not; `why` says what happened."""

    exit_code = CANNOT_SAVE
    sentence = N_(
        "The study {slug} is stored, but its study plan is not. {why}"
        " Then make the plan with 'actionlab new-study --plan {slug}'."
    )


def add_with_plan(
    workspace: Workspace,
    drafts: Sequence[Draft],
    template: StudyTemplate,
    *,
    now: dt.datetime,
    today: dt.date,
    **answer: Any,
) -> Path:
    """Store the drafts of a new study, write its study plan, and give where the plan is.

    The plan is made before anything is stored. `answer` is what was said to the privacy check, as in `add`;
    the drafts hold no more than may stand in the plan.
    Raises what `store.add` raises, with nothing stored, and `PlanNotSaved` when only the plan could not be
    written.
    """
    known = read(workspace, studies=(), kinds=("approach", "organisation")).records
    records = Records([*known, *(_unsaved(draft, known) for draft in drafts)])
    slug = next(str(draft.fields["id"]) for draft in drafts if draft.kind == "study")
    content = plan_bytes(workspace, records, slug, template, today)
    add(workspace, drafts, now=now, **answer)
    try:
        return save_file(workspace.studies / slug / FILE, content).path
    except (CannotSave, Busy, OSError) as fault:
        raise PlanNotSaved(slug=slug, why=fault) from fault


def plan_again(workspace: Workspace, slug: str, today: dt.date) -> Path:
    """Write the study plan of a stored study as it stands now, and give where it is.

    A plan that somebody edited stays, and the new one gets a number.
    Raises `DamagedFile` when the records cannot be read whole, `RemovedStudy`, and `UnknownTemplate` when the
    template is gone.
    """
    reading = read(workspace, studies=(slug,))
    for damaged in reading.damaged:
        raise damaged
    study = reading.records.find(Study, slug)
    if study is None:
        raise RemovedStudy(slug=slug)
    template = read_template(workspace, study.data.template_id or EMPTY)
    content = plan_bytes(workspace, reading.records, slug, template, today)
    return save_file(workspace.studies / slug / FILE, content).path


def plan_bytes(
    workspace: Workspace, records: Records, slug: str, template: StudyTemplate, today: dt.date
) -> bytes:
    """Give the study plan as a Word file, in the wording and house style of the workspace."""
    from actionlab.report.content.study_plan import study_plan
    from actionlab.report.word.rendering import render_word

    words = wording(workspace, WORDING)
    document = study_plan(records, slug, template, words, settings=workspace.settings, today=today)
    return render_word(document, house_style(workspace, None, None))


def _unsaved(draft: Draft, known: Records) -> Record[RecordData]:
    fields = expand(draft.kind, draft.fields, known)
    data = build(draft.kind, fields)
    record_id = draft.id or str(fields.get("id") or f"{draft.kind}-{fields.get('number')}")
    folder = "_shared" if KINDS[draft.kind].shared else record_id
    return Record(id=record_id, kind=draft.kind, data=data, at="", by="", rev="", folder=folder)
