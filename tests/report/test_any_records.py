"""Any records that the model accepts give reports that open, are accessible, and tell on nobody."""

import io
import re
import zipfile
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import docx
import msgspec
import pytest
from any_records import SECRET, SEEN_IN, secret_ids, worlds
from builders import CHECKOUT, HOUTEN, TODAY
from every_document import HOUSE_STYLES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actionlab.cli.reporting import ACROSS, FEEDBACK, ON_ONE, RESEARCHERS, Asked, Made
from actionlab.cli.session import Session
from actionlab.errors import ActionlabError
from actionlab.exchange.accessibility.checking import check_accessibility
from actionlab.model.records import Record, Records
from actionlab.model.vocabulary import ids
from actionlab.report.blocks import Chart, Document, Table
from actionlab.report.house_style.preparing import prepare_house_style
from actionlab.report.text import render_text
from actionlab.report.word.rendering import render_word
from actionlab.store import Reading, open_workspace, template_bytes

WORKSPACE = open_workspace(CHECKOUT)
OURS = template_bytes(WORKSPACE, "house-style.docx")
STYLES = [
    OURS,
    *(
        prepare_house_style(make(), OURS, file=name, municipality="Houten").content
        for name, make in HOUSE_STYLES.items()
    ),
]
KINDS = (FEEDBACK, *ACROSS, *ON_ONE)
LEAST = {"municipality": 5, "public": 10}
# what somebody typed in a record stays as it was typed
OF_THE_AUTHORS = {"all_caps", "spaces", "list_typed", "language_wrong", "title_is_file_name", "link_address"}
NEAR = 4
PEOPLE = r"(inwoners?|deelnemers?|mensen|personen|professionals?|werkgevers?|ervaringsdeskundigen|jobcoaches)"
OF_PEOPLE = {"Hoger", "Gelijk", "Lager", "Gelijk of lager", "Deelnemers", "Startmeting", "Vervolgmeting"}
FEW_PEOPLE = re.compile(rf"(?<![\d,.])(\d+) (?:van de (\d+) )?{PEOPLE}\b")
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
DAY_SEEN = re.compile(rf"\b\d{{1,2}} ({MONTHS}) {SEEN_IN}|{SEEN_IN}-\d\d-\d\d|\d\d?-\d\d?-{SEEN_IN}")


class Wanted(msgspec.Struct, frozen=True):
    """The report that somebody asks for."""

    kind: str
    audience: str
    short: bool
    final: bool


ASKED = st.builds(
    Wanted, st.sampled_from(KINDS), st.sampled_from(ids("audience")), st.booleans(), st.booleans()
)


def make(records: list[Record[Any]], wanted: Wanted) -> Made:
    """Make a report as the command does."""
    kind = wanted.kind
    asked = Asked(
        kind=kind,
        municipality=None if kind in ACROSS else HOUTEN,
        study=None,
        audience=wanted.audience,
        since=None,
        until=None,
        date=TODAY,
        final=wanted.final,
        short=wanted.short and kind == FEEDBACK,
        output=None,
        house_style=None,
        preview=False,
        pdf=False,
    )
    module = import_module(f"actionlab.cli.reports.{kind}")
    made: Made = module.make(Session(), WORKSPACE, Reading(records=Records(records)), asked, TODAY)
    return made


def texts(content: bytes) -> str:
    """All that stands in a Word file, in whatever part, without the styles."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [
            package.read(name).decode()
            for name in package.namelist()
            if name.endswith(".xml") and "styles" not in name and "theme" not in name
        ]
        books = [package.read(name) for name in package.namelist() if name.endswith(".xlsx")]
    return "\n".join([*parts, *map(texts, books)])


def words(content: bytes) -> str:
    """What somebody reads in a Word file, a line for every paragraph and cell."""
    document = docx.Document(io.BytesIO(content))
    paragraphs = document.element.body.iter("{*}p")
    return "\n".join("".join(each.text or "" for each in one.iter("{*}t")) for one in paragraphs)


def people_counted(document: Document) -> Iterator[float]:
    """Give the numbers of people in tables and charts; who started and who dropped out may always be told."""
    for block in document.blocks:
        if isinstance(block, Chart) and re.match(f"Aantal {PEOPLE}", block.value_title):
            yield from (value for each in block.series for value in each.values if value)
        if isinstance(block, Table):
            columns = [at for at, name in enumerate(block.header) if name in OF_PEOPLE]
            cells = (row[at] for row in block.rows for at in columns)
            yield from (int(cell) for cell in cells if isinstance(cell, str) and cell.isdecimal())


def charts_without_numbers(document: Document) -> Iterator[str]:
    """Give the charts of which not every number stands in one table near it; days are no numbers."""
    for at, block in enumerate(document.blocks):
        if not isinstance(block, Chart) or block.kind == "timeline":
            continue
        near = document.blocks[max(0, at - NEAR) : at + NEAR + 1]
        shown = {abs(round(value, 2)) for each in block.series for value in each.values if value is not None}
        if not any(shown <= numbers(table) for table in near if isinstance(table, Table)):
            yield block.title


def numbers(table: Table) -> set[float]:
    """The numbers that stand in a table, without their signs."""
    cells = [cell for row in table.rows for cell in row if isinstance(cell, str)]
    return {float(each.replace(",", ".")) for cell in cells for each in re.findall(r"\d+(?:,\d+)?", cell)}


def faults(records: list[Record[Any]], wanted: Wanted, style: bytes) -> list[object]:
    """Give what is wrong with a report; nothing when there is none to make, and the program says so."""
    try:
        made = make(records, wanted)
    except ActionlabError:
        return []
    assert render_text(made.document)
    content = render_word(made.document, style)
    everything, said = texts(content), words(content)
    found: list[object] = [
        each
        for each in check_accessibility(content, "rapport.docx").findings
        if each.rule not in OF_THE_AUTHORS
    ]
    found += charts_without_numbers(made.document)
    if TURNING.search(everything):
        found.append("a sign that turns the direction of writing")
    if SECRET in everything:
        found.append("an internal remark, or a quote without permission")
    if wanted.audience != RESEARCHERS:
        found += [each for each in people_counted(made.document) if 0 < each < LEAST[wanted.audience]]
        found += [each for each in secret_ids(records) if each in everything]
        found += [each[0] for each in DAY_SEEN.finditer(said)]
        found += [each[0] for each in FEW_PEOPLE.finditer(said) if 0 < int(each[1]) < LEAST[wanted.audience]]
    return found


MANY = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@settings(max_examples=50, deadline=None, suppress_health_check=MANY)
@given(worlds(), ASKED, st.sampled_from(STYLES))
def test_a_report_on_any_records_opens_is_accessible_and_tells_on_nobody(
    records: list[Record[Any]], wanted: Wanted, style: bytes
) -> None:
    assert faults(records, wanted, style) == []


@pytest.mark.long
@settings(max_examples=1_000, deadline=None, suppress_health_check=MANY)
@given(worlds(), ASKED, st.sampled_from(STYLES))
def test_many_reports_on_any_records_open_are_accessible_and_tell_on_nobody(
    records: list[Record[Any]], wanted: Wanted, style: bytes
) -> None:
    assert faults(records, wanted, style) == []
