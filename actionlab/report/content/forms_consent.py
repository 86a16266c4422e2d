"""The information letter and the consent sheet: a page to keep, and a page to sign by pen.

What the workspace does not know, such as the data protection officer, is a line to write on.
"""

from collections.abc import Iterator

from actionlab.model.vocabulary import ids, label
from actionlab.report.blocks import (
    Block,
    Bullets,
    Control,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Table,
)
from actionlab.report.content.code_sheet import BLANK
from actionlab.report.content.forms_basis import LANGUAGE, Basis, ask, field, form_document
from actionlab.report.format import day
from actionlab.report.wording import Wording

# room for a signature
_ROOM = f"{BLANK}\n{BLANK}\n{BLANK}"
_SIGNERS = ("participant", "supporter")
# a basis that is still to be decided is not told
_DECIDED = ("public_task", "consent")


def consent_form(basis: Basis, say: Wording) -> Document:
    """Give the letter that explains the study, and on a page of its own what somebody agrees to."""
    content = (*_letter(basis, say), PageBreak(), *_sheet(say))
    return form_document(basis, say, content, form="consent", heading=say("consent.heading"))


def _letter(basis: Basis, say: Wording) -> Iterator[Block]:
    yield Paragraph(say("consent.intro"))
    yield from _who(basis, say)
    yield from _said(say, "why", "text")
    if basis.study.main_question:
        yield Paragraph(say("consent.why.main_question", question=basis.study.main_question))
    yield from _said(say, "recorded", "lead")
    recorded = ("conversations", "measurements", "code", "never")
    yield Bullets(items=tuple(say(f"consent.recorded.{name}") for name in recorded))
    yield from _said(say, "seen", "text")
    yield from _said(say, "quotes", "text")
    yield _heading(say, "kept")
    yield Paragraph(_kept(basis, say))
    yield from _said(say, "free", "text")
    yield Paragraph((Run(say("consent.free.no_consequences"), strong=True),))
    yield Paragraph(f"{say('consent.free.erased')} {say('consent.free.rights')}")
    if basis.study.legal_basis in _DECIDED:
        yield Paragraph(say(f"consent.basis.{basis.study.legal_basis}"))
    yield from _questions(basis, say)


def _who(basis: Basis, say: Wording) -> Iterator[Block]:
    institute, many = basis.settings.knowledge_institute, len(basis.study.municipality) > 1
    sentence = f"consent.who.{'text' if institute else 'unknown'}{'_many' if many else ''}"
    yield _heading(say, "who")
    yield Paragraph(say(sentence, organisation=institute, municipalities=basis.municipalities))
    if not institute:
        yield ask(say, "consent.who", (field(say, "consent.who", "organisation"),))


def _kept(basis: Basis, say: Wording) -> str:
    study, settings = basis.study, basis.settings
    return " ".join(
        (
            say("consent.kept.until", date=day(study.retention_until))
            if study.retention_until
            else say.count("consent.kept.years", settings.retention_years),
            say("consent.kept.key_before", date=day(study.key_file_destroy_by))
            if study.key_file_destroy_by
            else say.count("consent.kept.key_months", settings.key_file_months),
        )
    )


def _questions(basis: Basis, say: Wording) -> Iterator[Block]:
    yield _heading(say, "questions")
    if basis.settings.contact:
        yield Paragraph(say("consent.questions.contact", contact=basis.settings.contact))
    else:
        yield ask(say, "consent.contact", (field(say, "consent.contact", "contact"),))
    yield ask(say, "consent.dpo", (field(say, "consent.dpo", "dpo"),))
    yield Paragraph(say("consent.questions.authority"))


def _sheet(say: Wording) -> Iterator[Block]:
    yield _heading(say, "sheet")
    yield Paragraph(say("consent.sheet.text"))
    yield ask(say, "consent.scope", tuple(_scope(scope, say) for scope in ids("consent_scope")), across=False)
    yield ask(say, "consent.participant", (field(say, "consent.participant", "participant"),))
    yield ask(say, "consent.date", (field(say, "consent.date", "date", kind="date"),))
    yield Table(
        caption=say("consent.sign.caption"),
        description=say("consent.sign.description"),
        header=tuple(say(f"consent.sign.{name}") for name in ("who", "name", "signature")),
        rows=tuple((say(f"consent.sign.{who}"), _ROOM, _ROOM) for who in _SIGNERS),
        widths=(2, 3, 3),
    )
    yield Paragraph(say("consent.sign.note"), "note")


def _scope(scope: str, say: Wording) -> Control:
    short = f"{say('consent.scope.short')}: {label('consent_scope', scope, LANGUAGE)}"
    return Control(tag=f"scope.{scope}", label=short, kind="check", text=say(f"consent.scope.{scope}"))


def _said(say: Wording, name: str, *sentences: str) -> Iterator[Block]:
    yield _heading(say, name)
    yield Paragraph(" ".join(say(f"consent.{name}.{each}") for each in sentences))


def _heading(say: Wording, name: str) -> Heading:
    return Heading(say(f"consent.{name}.heading"), 2)
