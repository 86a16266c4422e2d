"""The study plan, read as text: the whole of it for one template, and what differs for others."""

import datetime as dt
from functools import singledispatch
from pathlib import Path
from typing import Any

import pytest

from actionlab.model.approach import Approach
from actionlab.model.build import build
from actionlab.model.cycle import Cycle
from actionlab.model.fields import fields
from actionlab.model.records import Record, Records
from actionlab.model.settings import Settings
from actionlab.model.study import Study
from actionlab.model.study_setup import study_drafts
from actionlab.model.study_template import StudyTemplate, parse_template
from actionlab.report import blocks
from actionlab.report.content.study_plan import study_plan
from actionlab.report.wording import Wording, read_wording

CHECKOUT = Path(__file__).parents[2]
GOLDEN = CHECKOUT / "tests" / "golden" / "study_plan.txt"
TEXT = (CHECKOUT / "templates/reports/study_plan.nl.toml").read_text(encoding="utf-8")
TODAY = dt.date(2026, 11, 22)
SETTINGS = Settings(name="Werkplaats", contact="het kenniscentrum")


class Noting(Wording):
    """The wording, noting which of its keys are used."""

    def __init__(self, wording: Wording) -> None:
        super().__init__({})
        self.inner = wording
        self.used: set[str] = set()

    def __call__(self, key: str, **values: object) -> str:
        self.used.add(key)
        return self.inner(key, **values)


def template(template_id: str) -> StudyTemplate:
    path = CHECKOUT / "templates/studies" / f"{template_id}.toml"
    return parse_template(path.read_text(encoding="utf-8"), template_id)


def set_up(chosen: StudyTemplate, **given: Any) -> Records:
    study = {"id": "samen", "title": chosen.title, "municipality": ["GM0321"], "theme": chosen.theme, **given}
    drafts = study_drafts(chosen, study, {}, approach_id="app-0001", settings=SETTINGS)
    return Records(
        Record(
            id=draft.id or draft.fields.get("id") or f"cyc-{draft.fields['number']}",
            kind=draft.kind,
            data=build(draft.kind, draft.fields),
            at="",
            by="",
            rev="",
            folder="samen",
        )
        for draft in drafts
    )


def outline(document: blocks.Document) -> str:
    return "\n".join(line for block in document.blocks for line in lines(block)) + "\n"


@singledispatch
def lines(block: object) -> list[str]:
    raise TypeError(type(block).__name__)


@lines.register
def _(block: blocks.Title) -> list[str]:
    facts = [f"{name}: {value}" for name, value in block.facts]
    return [f"TITLE {block.title}", block.subtitle, *facts, f"! {block.notice}"]


@lines.register
def _(block: blocks.Contents) -> list[str]:
    return [f"[{block.heading}]"]


@lines.register
def _(block: blocks.PageBreak) -> list[str]:
    return ["----"]


@lines.register
def _(block: blocks.Heading) -> list[str]:
    return ["", f"{'#' * block.level} {block.number} {block.text}".replace("  ", " ")]


@lines.register
def _(block: blocks.Paragraph) -> list[str]:
    return [blocks.plain(block.text)]


@lines.register
def _(block: blocks.Bullets) -> list[str]:
    signs = (f"{n}." if block.numbered else "-" for n in range(1, len(block.items) + 1))
    return [f"{sign} {blocks.plain(item)}" for sign, item in zip(signs, block.items, strict=True)]


@lines.register
def _(block: blocks.Table) -> list[str]:
    rows = [" | ".join(map(str, row)).replace("\n", " / ") for row in (block.header, *block.rows)]
    return [f"TABLE {block.caption}", *rows]


def plan_text(chosen: StudyTemplate, settings: Settings = SETTINGS, **given: Any) -> str:
    wording = read_wording(TEXT, TEXT, "study_plan.nl.toml")
    records = set_up(chosen, **given)
    return outline(study_plan(records, "samen", chosen, wording, settings=settings, today=TODAY))


def test_the_plan_of_one_template_reads_as_it_was_approved() -> None:
    chosen = template("driehoeksgesprek-en-regie")
    text = plan_text(chosen, title="Samen aan tafel in Houten", start_date="2026-12-01")
    assert text == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path", sorted((CHECKOUT / "templates/studies").glob("*.toml")), ids=lambda p: p.stem
)
def test_every_template_gives_a_plan_with_everything_it_says(path: Path) -> None:
    chosen = template(path.stem)
    text = plan_text(chosen, start_date="2026-12-01", theme=chosen.theme or "I1", title="Eigen studie")
    said = [chosen.main_question, chosen.mechanism, chosen.success, *chosen.sub_questions, *chosen.risks]
    said += [*chosen.partners, *chosen.observation_prompts, *(each.title for each in chosen.training_modules)]
    said += [each.indicator for each in chosen.instruments]
    said += [action for cycle in chosen.cycles for phase in cycle.phases.values() for action in phase]
    assert [each for each in said if each and each not in text] == []


def test_without_a_start_the_dates_are_still_to_be_decided() -> None:
    text = plan_text(template("eerlijk-matchen"))
    assert "Looptijd: nog te bepalen" in text
    assert "Wanneer: nog te bepalen (8 weken)" in text
    assert "De startdatum afspreken." in text
    assert "De startdatum van cyclus" not in text
    assert "10 jaar na het einde" in text


def test_an_empty_plan_has_no_empty_sections() -> None:
    text = plan_text(template("empty"), title="Samen op pad", theme="O1")
    headings = [line for line in text.splitlines() if line.startswith("# ")]
    assert headings == [
        "# 1 Waarom deze studie?",
        "# 2 Welke aanpak proberen wij uit?",
        "# 3 Wie doen mee?",
        "# 4 Hoe gaan wij zorgvuldig te werk?",
        "# 5 Wat moeten wij nog regelen?",
    ]
    assert "De eerste cyclus plannen." in text
    assert "Sjabloon" not in text


def test_more_municipalities_are_all_named() -> None:
    text = plan_text(template("lokaal-of-regionaal"), municipality=["GM0321", "GM0356"])
    assert "Gemeenten: Houten en Nieuwegein" in text


def test_the_public_is_never_promised_smaller_groups_than_the_municipality() -> None:
    settings = Settings(name="Werkplaats", threshold_municipality=20, threshold_public=10)
    assert "onder de 20 in een rapport voor de gemeente, en onder de 20 in een openbaar" in plan_text(
        template("eerlijk-matchen"), settings
    )


def test_invented_data_are_marked_on_the_title_page() -> None:
    settings = Settings(synthetic=True)
    assert "verzonnen voorbeelden" in plan_text(template("eerlijk-matchen"), settings)
    assert "verzonnen" not in plan_text(template("eerlijk-matchen"))


def test_partners_that_take_part_go_before_those_of_the_template() -> None:
    chosen = template("eerlijk-matchen")
    records = Records([*set_up(chosen, organisations=["org-0001"]), partner()])
    wording = read_wording(TEXT, TEXT, "")
    text = outline(study_plan(records, "samen", chosen, wording, settings=SETTINGS, today=TODAY))
    assert "Deze partners doen mee:\n- Stichting Samen" in text
    assert chosen.partners[0] not in text


def test_every_sentence_of_the_wording_is_used() -> None:
    known = read_wording(TEXT, TEXT, "")
    wording = Noting(known)
    empty = {"title": "Leeg", "theme": "I1"}
    cases: list[tuple[str, dict[str, Any]]] = [
        ("driehoeksgesprek-en-regie", {"start_date": "2026-12-01", "organisations": ["org-0001"]}),
        ("eerlijk-matchen", {"municipality": ["GM0321", "GM0356"]}),
        ("empty", {**empty, "start_date": "2026-12-01"}),
    ]
    for template_id, given in cases:
        chosen = template(template_id)
        settings = Settings(synthetic=template_id == "empty", contact="het kenniscentrum")
        records = Records([*set_up(chosen, **given), partner()])
        study_plan(records, "samen", chosen, wording, settings=settings, today=TODAY)
    rest = {key for key in known.keys() - wording.used if not key.startswith("to_arrange.")}
    # one cycle, of one week, and without a title
    assert rest == {"cycles.lead.one", "cycles.weeks.one", "cycles.untitled", "cycles.period_from"}


def partner() -> Record[Any]:
    data = build("organisation", {"name": "Stichting Samen"})
    return Record(id="org-0001", kind="organisation", data=data, at="", by="", rev="", folder="_shared")


@pytest.mark.parametrize(
    ("data_class", "prefix"), [(Study, ""), (Approach, "approach_"), (Cycle, "cycle_")], ids=str
)
def test_everything_that_can_be_open_has_a_sentence(data_class: type, prefix: str) -> None:
    known = read_wording(TEXT, TEXT, "").keys()
    asked = [field.name for field in fields(data_class) if field.asks.asked]
    assert [name for name in asked if f"to_arrange.{prefix}{name}" not in known] == []


def test_a_cycle_that_was_only_begun_says_from_when() -> None:
    chosen = template("empty")
    cycle = build("cycle", {"study_id": "samen", "number": 1, "start_date": "2026-12-01"})
    record = Record(id="cyc-1", kind="cycle", data=cycle, at="", by="", rev="", folder="samen")
    records = Records([*set_up(chosen, title="Samen", theme="O1"), record])
    wording = read_wording(TEXT, TEXT, "")
    text = outline(study_plan(records, "samen", chosen, wording, settings=SETTINGS, today=TODAY))
    assert "Wij werken in één cyclus." in text
    assert "Cyclus 1\nWanneer: vanaf 1 december 2026" in text
