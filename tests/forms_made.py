"""Forms made from little: a test gives only what it is about, and reads them as blocks."""

import datetime as dt
from functools import singledispatch
from typing import Any

from builders import CHECKOUT, FEEDBACK, record, study

from actionlab.model.forms import SCANS
from actionlab.model.records import Record, Records
from actionlab.model.settings import Settings
from actionlab.model.study import Study
from actionlab.model.study_template import TrainingModule, parse_template
from actionlab.report import blocks
from actionlab.report.content.forms import forms
from actionlab.report.content.forms_basis import Basis
from actionlab.report.wording import Wording, read_wording

TEXT = (CHECKOUT / "templates/reports/forms.nl.toml").read_text(encoding="utf-8")
WORDING = read_wording(TEXT, TEXT, "forms.nl.toml")
_SCANS = read_wording(FEEDBACK, FEEDBACK, "feedback.nl.toml")
STATEMENTS = {
    scan: tuple(text for _key, text in _SCANS.lines(f"instruments.statements.{scan}")) for scan in SCANS
}
TODAY = dt.date(2026, 3, 12)
SETTINGS = Settings(
    name="Werkplaats", contact="het kenniscentrum", knowledge_institute="Hogeschool (voorbeeld)"
)
MODULE = TrainingModule(
    title="Regie afspreken",
    learning_goals=("Regie benoemen in gewone woorden", "Een meningsverschil bespreken"),
    audience_roles=("klantmanager", "district_team_professional"),
)


def made(
    *records: Record[Any],
    modules: tuple[TrainingModule, ...] = (),
    settings: Settings = SETTINGS,
    wording: Wording = WORDING,
    **fields: Any,
) -> dict[str, blocks.Document]:
    """The forms of a study by the name of their file."""
    known = Records([study(**{"title": "Samen aan tafel", **fields}), *records])
    basis = Basis(
        study=known.of(Study)[0].data, records=known, modules=modules, settings=settings, today=TODAY
    )
    return {each.name: each.document for each in forms(basis, wording, STATEMENTS)}


def session(record_id: str = "", /, **fields: Any) -> Record[Any]:
    return record("training", record_id, **{"title": "Regie afspreken", **fields})


def controls(document: blocks.Document) -> list[blocks.Control]:
    """Every field of a form, in order."""
    found: list[blocks.Control] = []
    for block in document.blocks:
        if isinstance(block, blocks.Question):
            found += block.controls
        elif isinstance(block, blocks.Table):
            cells = (cell for row in block.rows for cell in row if isinstance(cell, tuple))
            found += [each for cell in cells for each in cell if isinstance(each, blocks.Control)]
    return found


def tags_of(document: blocks.Document) -> list[str]:
    return [each.tag for each in controls(document)]


def outline(document: blocks.Document) -> str:
    return "\n".join(line for block in document.blocks for line in lines(block)) + "\n"


@singledispatch
def lines(block: object) -> list[str]:
    raise TypeError(type(block).__name__)


@lines.register
def _(block: blocks.Heading) -> list[str]:
    return ["", f"{'#' * block.level} {block.text}"]


@lines.register
def _(block: blocks.Paragraph) -> list[str]:
    return [blocks.plain(block.text)]


@lines.register
def _(block: blocks.Bullets) -> list[str]:
    signs = (f"{n}." if block.numbered else "-" for n in range(1, len(block.items) + 1))
    return [f"{sign} {blocks.plain(item)}" for sign, item in zip(signs, block.items, strict=True)]


@lines.register
def _(block: blocks.PageBreak) -> list[str]:
    return ["----"]


@lines.register
def _(block: blocks.Question) -> list[str]:
    room = f" ({block.room} lines)" if block.room > 1 else ""
    asked = f"{block.text} / {block.help}" if block.help else block.text
    return ["", f"? {asked}{room}", *[_field(each) for each in block.controls]]


@lines.register
def _(block: blocks.Table) -> list[str]:
    rows = [" | ".join(_cell(cell) for cell in row) for row in block.rows]
    return ["", f"TABLE {block.caption} / {block.description}", " | ".join(map(_cell, block.header)), *rows]


def _cell(cell: str | tuple[blocks.Run, ...] | tuple[blocks.Control, ...]) -> str:
    if isinstance(cell, str):
        return cell.replace("\n", " / ").replace("\N{NO-BREAK SPACE}", "_")
    return " ".join(
        each.text if isinstance(each, blocks.Run) else f"[{each.tag}] {each.text or each.value}".strip()
        for each in cell
    )


def _field(each: blocks.Control) -> str:
    return f"  [{each.tag}] {each.text or each.value} ({each.kind}, {each.label})".replace("]  (", "] (")


def template_forms(template_id: str, **fields: Any) -> dict[str, blocks.Document]:
    """The forms of a study as a template of the program begins it."""
    path = CHECKOUT / "templates/studies" / f"{template_id}.toml"
    chosen = parse_template(path.read_text(encoding="utf-8"), path.name)
    given = {
        "title": chosen.title,
        "main_question": chosen.main_question,
        "observation_prompts": chosen.observation_prompts,
        "instruments": [{"instrument": each.id} for each in chosen.instruments],
        **fields,
    }
    return made(modules=chosen.training_modules, **given)
