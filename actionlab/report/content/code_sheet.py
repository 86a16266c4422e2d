"""The code sheet: the codes of a study on paper, with room to write by pen who is behind each of them.

It is the only place where a name stands beside a code, and it never comes back into the tool. In Dutch.
"""

import datetime as dt
from collections.abc import Iterator

from actionlab import __name__ as program_name
from actionlab.analysis.people import took_part
from actionlab.model import vocabulary
from actionlab.model.municipalities import by_code
from actionlab.model.participant import Participant
from actionlab.model.records import Record, Records
from actionlab.model.settings import Settings
from actionlab.model.study import Study
from actionlab.report.blocks import Block, Bullets, Document, Heading, Paragraph, Run, Table
from actionlab.report.format import day, enumeration
from actionlab.report.wording import Wording

LANGUAGE = "nl"
# a cell to write in; an empty one would get a dash
BLANK = "\N{NO-BREAK SPACE}"
BOX = "\N{BALLOT BOX}"
_WIDTHS = (17, 27, 30, 28, 12)


def people_on_sheet(records: Records, study_id: str) -> tuple[Record[Participant], ...]:
    """Give the participants of a study who are on its sheet, by group and role, then by code.

    Everybody of whom something may be kept, also who stopped later; not who said no, withdrew or was erased.
    """
    found = records.of_study(Participant, study_id)
    return tuple(sorted((each for each in found if _is_on_sheet(each.data)), key=_place))


def code_sheet(
    records: Records, study_id: str, wording: Wording, *, settings: Settings, today: dt.date
) -> Document:
    """Give the code sheet of a study in `records`, with a row for each of `people_on_sheet`.

    Raises KeyError when the study is not among the records.
    """
    study = records.find(Study, study_id)
    if study is None:
        raise KeyError(study_id)
    municipalities = enumeration([by_code(code).name for code in study.data.municipality])
    return Document(
        title=f"{wording('heading')}: {study.data.title}",
        blocks=[
            *_top(study.data, municipalities, wording, synthetic=settings.synthetic, today=today),
            Heading(wording("rules.heading"), 2),
            Bullets(items=tuple(_rules(study.data, wording, settings))),
            Heading(wording("codes.heading"), 2),
            _table(people_on_sheet(records, study_id), wording),
        ],
        author=settings.knowledge_institute or settings.name or program_name,
        subject=wording("subject", municipalities=municipalities),
        keywords=wording("keywords"),
        created=today.isoformat(),
        footer=wording("footer"),
    )


def _top(
    study: Study, municipalities: str, say: Wording, *, synthetic: bool, today: dt.date
) -> Iterator[Block]:
    yield Heading(say("heading"), 1)
    if synthetic:
        yield Paragraph(say("synthetic"), "warning")
    where = "municipality.one" if len(study.municipality) == 1 else "municipality.many"
    for name, value in (("study", study.title), (where, municipalities), ("made_on", day(today))):
        yield Paragraph((Run(say(name), strong=True), Run(value)))


def _rules(study: Study, say: Wording, settings: Settings) -> Iterator[str | tuple[Run, ...]]:
    yield (Run(say("rules.pen"), strong=True),)
    for rule in ("lock", "tool", "consent"):
        yield say(f"rules.{rule}")
    if study.key_file_destroy_by:
        yield say("rules.destroy", date=day(study.key_file_destroy_by))
    else:
        yield say.count("rules.destroy_unknown", settings.key_file_months)


def _table(people: tuple[Record[Participant], ...], say: Wording) -> Table:
    boxes = "\n".join(f"{BOX} {text}" for _scope, text in say.lines("scopes"))
    return Table(
        caption=say("codes.caption"),
        description=say("codes.description"),
        header=tuple(say(f"codes.{name}") for name in ("code", "role", "name", "consent", "date")),
        rows=tuple((each.id, _role(each.data), BLANK, boxes, BLANK) for each in people),
        widths=_WIDTHS,
    )


def _role(person: Participant) -> str:
    if person.role:
        return vocabulary.label("role", person.role, LANGUAGE)
    return vocabulary.label("participant_group", person.group, LANGUAGE)


def _is_on_sheet(person: Participant) -> bool:
    return took_part(person) or (person.consent.status == "requested" and person.status != "erased")


def _place(record: Record[Participant]) -> tuple[int, str, str]:
    return vocabulary.ids("participant_group").index(record.data.group), record.data.role or "", record.id
