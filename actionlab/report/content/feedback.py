"""The feedback report on one municipality: its sections in order, numbered, the empty ones gathered.

Every section is a function from findings and voice to blocks; no blocks means that there is nothing to say
yet, and the section is then named under *Wat nog komt* instead of standing there empty.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from actionlab.analysis.findings import Findings
from actionlab.model.municipalities import by_code
from actionlab.report.blocks import Block, Contents, Document, Heading, PageBreak, Paragraph, Title
from actionlab.report.content import (
    accounting,
    agreed,
    background,
    learned,
    left_out,
    outcomes,
    remarks,
    sessions,
    summary,
    themes,
)
from actionlab.report.content.one_page import LINES, height
from actionlab.report.content.rests_on import rests_on
from actionlab.report.content.voice import Voice, sentence
from actionlab.report.wording import Wording

PROGRAM = "actionlab"


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What a report says about itself, from the settings of the workspace; "" is not filled in."""

    final: bool = False
    synthetic: bool = False
    contact: str = ""
    programme: str = ""
    platform: str = ""
    knowledge_institute: str = ""

    @property
    def version(self) -> str:
        """The key of its version in a wording: *final* or *concept*."""
        return "final" if self.final else "concept"


Section = Callable[[Findings, Voice], Sequence[Block]]


def _reliability(findings: Findings, voice: Voice) -> list[Block]:
    return [*accounting.reliability(findings, voice), *left_out.left_out(findings, voice)]


# section id (vocabulary *report_section*), the wording of its heading, and what it says
_SECTIONS: tuple[tuple[str, str, Section], ...] = (
    ("since_last_report", "since.heading", agreed.since_last_report),
    ("summary", "summary.heading", summary.summary),
    ("question", "question.heading", background.question),
    ("steps", "steps.heading", background.steps),
    ("insights", "insights.heading", learned.insights),
    ("change", "change.heading", outcomes.change),
    ("training", "training.heading", sessions.training),
    *(
        (f"theme_page {theme}", f"themes.heading_{theme.lower()}", themes.page(theme))
        for theme in themes.THEMES
    ),
    ("actions", "actions.heading", agreed.actions),
    ("agenda", "agenda.heading", agreed.agenda),
    ("reliability", "reliability.heading", _reliability),
)
# the appendices in their order; the letter before their numbers
_APPENDICES: tuple[tuple[str, Callable[[Findings, Voice], Iterable[Block]]], ...] = (
    ("sources.heading", accounting.sources),
    ("instruments.heading", accounting.explained),
    ("rests_on.heading", rests_on),
)
_APPENDIX = "B"
# sections that a first report, or a study without this theme, simply does not have
_NEVER_TO_COME = ("since_last_report", "theme_page")
# below a ledger of more lines a summary would be torn apart: it begins on a new page
_LONG = 0.55 * LINES


def feedback(findings: Findings, wording: Wording, about: About) -> Document:
    """Give the feedback report (*Terugkoppelrapport*) on one municipality as blocks."""
    voice = Voice(wording)
    name = by_code(findings.municipality).name
    blocks = (
        _title(findings, voice, about, name),
        Contents(heading=voice("contents.heading"), depth=1),
        *_body(findings, voice, about),
    )
    return document(findings, voice, about, blocks, title=voice("title.title", municipality=name))


def document(
    findings: Findings, voice: Voice, about: About, blocks: Sequence[Block], *, title: str
) -> Document:
    """Give a document on the findings of one municipality, with what stands on every page of it."""
    name = by_code(findings.municipality).name
    return Document(
        title=title,
        subject=voice("title.subject"),
        keywords=voice("title.keywords", municipality=name),
        author=about.knowledge_institute or PROGRAM,
        created=findings.today.isoformat(),
        header=title,
        footer=footer(about, voice, municipality=name, date=voice.day(findings.today)),
        blocks=blocks,
    )


def version(about: About, voice: Voice) -> str:
    """Give whether a report is a concept or final, in words."""
    return voice(f"title.{about.version}")


def footer(about: About, voice: Voice, **facts: str) -> str:
    """Give the line at the foot of every page: the version, and whether the data are made up."""
    said = voice(f"footer.{about.version}", **facts)
    return voice("footer.synthetic", footer=said) if about.synthetic else said


def _title(findings: Findings, voice: Voice, about: About, name: str) -> Title:
    studies = voice.phrase([study.study.title for study in findings.studies])
    programme = voice.phrase(
        [part for part in (about.programme, about.platform, about.knowledge_institute) if part]
    )
    facts = [
        (voice("title.version"), version(about, voice)),
        (voice("title.period"), voice.period(findings.start, findings.end)),
        (voice("title.date"), voice.day(findings.today)),
        (voice("title.audience"), voice(f"audiences.{findings.audience}", municipality=name)),
        (voice("title.programme"), programme),
        (voice("title.contact"), about.contact),
    ]
    return Title(
        title=voice("title.title", municipality=name),
        subtitle=voice("title.subtitle", studies=studies),
        facts=tuple((label, fact) for label, fact in facts if fact),
        notice=_notice(findings, voice, about),
    )


def _notice(findings: Findings, voice: Voice, about: About) -> str:
    marks = [voice("title.synthetic")] if about.synthetic else []
    if findings.audience == "researchers":
        marks.insert(0, f"{voice('audiences.researchers')}.")
    return " ".join(marks)


def _body(findings: Findings, voice: Voice, about: About) -> Iterable[Block]:
    number, empty = 0, []
    above: Sequence[Block] = ()
    for section_id, heading, section in _SECTIONS:
        kind = section_id.split()[0]
        own = _notes(findings, section_id, voice)
        said = [*section(findings, voice), *own]
        if said:
            number += 1
            if section_id == "summary" and height(above) > _LONG:
                yield PageBreak()
            above = said
            yield Heading(voice(heading), 1, str(number))
            yield from said
        elif not _is_chosen_empty(section_id, findings) and (
            kind not in _NEVER_TO_COME or section_id in _expected_pages(findings)
        ):
            empty.append((section_id, voice(heading)))
    yield Heading(voice("privacy.heading"), 1, str(number + 1))
    yield from accounting.privacy(findings, voice, about.contact)
    yield from _notes(findings, "privacy", voice)
    to_come = [*_to_come(empty, findings, voice), *_notes(findings, "to_come", voice)]
    if to_come:
        yield Heading(voice("to_come.heading"), 1, str(number + 2))
        yield from to_come
    yield from _appendices(findings, voice)


def _appendices(findings: Findings, voice: Voice) -> Iterator[Block]:
    number = 0
    for heading, appendix in _APPENDICES:
        if said := list(appendix(findings, voice)):
            number += 1
            yield Heading(voice(heading), 1, f"{_APPENDIX}{number}")
            yield from said


def _notes(findings: Findings, section_id: str, voice: Voice) -> list[Block]:
    """Give the authors' own notes for a section; a theme page takes them on the first page there is."""
    kind = section_id.split()[0]
    pages = _expected_pages(findings)
    if kind == "theme_page" and pages and section_id != pages[0]:
        return []
    return remarks.remarks(findings.own_texts(kind), voice)


def _is_chosen_empty(section_id: str, findings: Findings) -> bool:
    """Tell whether nothing stands in a section because its authors left out what there was."""
    gone = findings.left_out
    chosen = {
        "insights": gone.insights,
        "change": gone.outcomes,
        "training": gone.trainings,
        "theme_page O2": any(instrument == "scale_map" for _, instrument, _ in gone.outcomes),
        "actions": gone.actions,
        "agenda": gone.agenda,
    }
    return bool(chosen.get(section_id))


def _expected_pages(findings: Findings) -> list[str]:
    mine = {study.study.theme for study in findings.studies}
    return [f"theme_page {theme}" for theme in themes.THEMES if theme in mine]


def _to_come(empty: Sequence[tuple[str, str]], findings: Findings, voice: Voice) -> Iterable[Block]:
    if not empty:
        return
    month = _follow_up_month(findings, voice)
    named = []
    for section_id, heading in empty:
        # a question stands there as it is: inside the sentence it would end it
        name = f"‘{heading}’" if heading.endswith("?") else heading[:1].lower() + heading[1:]
        if section_id == "change" and month:
            name = voice("to_come.follow_up", section=name, month=month)
        named.append(name)
    yield Paragraph(sentence(voice("to_come.text", sections=voice.phrase(named))))


def _follow_up_month(findings: Findings, voice: Voice) -> str:
    ends = [
        cycle.end
        for study in findings.studies
        for cycle in study.steps.cycles
        if cycle.end and _ahead(cycle.end, findings)
    ]
    return voice.month(max(ends)) if ends else ""


def _ahead(day: dt.date, findings: Findings) -> bool:
    return day >= findings.today
