"""The front of a document for the region: title page, contents, and what stands on every page."""

import datetime as dt
from collections.abc import Iterable

import msgspec

from actionlab.report.blocks import Block, Contents, Document, Title
from actionlab.report.content.feedback import PROGRAM, About, footer, version
from actionlab.report.content.voice import Voice

RESEARCHERS = "researchers"


class Front(msgspec.Struct, frozen=True, kw_only=True):
    """What the title page says beside its wording; `municipalities` are names."""

    municipalities: tuple[str, ...]
    audience: str
    today: dt.date
    start: dt.date | None = None
    end: dt.date | None = None


def document(front: Front, body: Iterable[Block], voice: Voice, about: About) -> Document:
    """Give a whole document for the region around its `body`."""
    return Document(
        title=voice("title.title"),
        subject=voice("title.subject"),
        keywords=voice("title.keywords"),
        author=about.knowledge_institute or PROGRAM,
        created=front.today.isoformat(),
        header=voice("title.title"),
        footer=footer(about, voice, date=voice.day(front.today)),
        blocks=(_title(front, voice, about), Contents(heading=voice("contents.heading"), depth=1), *body),
    )


def _title(front: Front, voice: Voice, about: About) -> Title:
    programme = [part for part in (about.programme, about.platform, about.knowledge_institute) if part]
    facts = [
        (voice("title.version"), version(about, voice)),
        (voice("title.municipalities"), voice.phrase(front.municipalities)),
        (voice("title.period"), voice.period(front.start, front.end)),
        (voice("title.date"), voice.day(front.today)),
        (voice("title.audience"), voice(f"audiences.{front.audience}")),
        (voice("title.programme"), voice.phrase(programme)),
        (voice("title.contact"), about.contact),
    ]
    marks = [f"{voice('audiences.researchers')}."] if front.audience == RESEARCHERS else []
    marks += [voice("title.synthetic")] if about.synthetic else []
    return Title(
        title=voice("title.title"),
        subtitle=voice("title.subtitle"),
        facts=tuple((label, fact) for label, fact in facts if fact),
        notice=" ".join(marks),
    )
