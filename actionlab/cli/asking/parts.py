"""Parts: answers that have parts, asked one after the other and written as the option takes them."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from actionlab.cli import ask
from actionlab.cli.asking.fields import ONE_BY_ONE, Answers, Question, by_form
from actionlab.cli.asking.order import PARTS
from actionlab.cli.notations import Row, notation_of
from actionlab.errors import Unreadable
from actionlab.i18n import _
from actionlab.model.answers import read_whole
from actionlab.model.fields import Field

# what is asked of consent only when it was given
_OF_CONSENT = ("consent_scopes", "consent_version", "consent_date")


def answers(question: Question) -> Answers:
    """Ask an answer with parts: people per role, lines one after the other, or a single one."""
    if question.field.type.__name__ == "Attendance":
        return attendance(question)
    return lines(question) if question.field.many else single(question)


def attendance(question: Question) -> Answers:
    """Ask which roles there were, and then the number in each; a role without a number is left out."""
    before = {each["role"]: str(each["n"]) for each in question.now or ()}
    roles = question.interview.known.roles()
    given: list[str] = []
    for role in ask.choose_many(question.words, roles, ready=tuple(before)):

        def check(typed: str, role: str = role) -> str | None:
            if not typed.strip():
                return None
            # anything else before the number would be told in the signs of the option
            return _wrong_number(typed) or question.wrong(*given, f"{role}={typed}")

        words = _("How many people: {role}?").format(role=roles[role])
        typed = ask.text(words, ready=before.get(role, ""), check=check)
        if typed.strip():
            given.append(f"{role}={typed.strip()}")
    return {question.option: tuple(given)} if given else {}


def _wrong_number(typed: str) -> str | None:
    try:
        read_whole(typed)
    except Unreadable as fault:
        return str(fault)
    return None


def lines(question: Question) -> Answers:
    """Ask lines of which the first part is a text, until that is left empty."""
    row = notation_of(question.field)
    assert isinstance(row, Row)
    before, given = list(question.now or ()), list[str]()
    while True:
        line = _line(question, row, before.pop(0) if before else {}, given)
        if line:
            given.append(line)
        elif not before:
            return {question.option: tuple(given)} if given else {}


def _line(question: Question, row: Row, before: Mapping[str, Any], given: list[str]) -> str:
    """Give one line as the option takes it, or "" when the person leaves it empty."""
    pieces: dict[str, str] = {}
    for part in question.field.parts:
        written = partial(_with_line, given, row, pieces, part.name)

        hint = _(ONE_BY_ONE) if part.required else ""
        asked = _asked(question, part, question.option, before.get(part.name))
        words = _part_words(question, part)
        found = by_form(msgspec.structs.replace(asked, words=words, written=written, hint=hint))
        if not found and part.required:
            return ""
        for answer in found.values():
            pieces[part.name] = _as_typed(answer)
    return in_a_row(row, pieces)


def _with_line(
    given: Sequence[str], row: Row, pieces: Mapping[str, str], name: str, typed: str
) -> tuple[str, ...]:
    return (*given, in_a_row(row, {**pieces, name: typed}))


def in_a_row(row: Row, pieces: Mapping[str, str]) -> str:
    """Give the parts of a line with all signs between them, so that a text may hold such a sign itself."""
    first, *others = (pieces.get(name, "") for name in row.parts)
    return first + "".join(sign + piece for sign, piece in zip(row.separators, others, strict=True))


def single(question: Question) -> Answers:
    """Ask an answer with an option for each part; nothing more when the part that it needs is left empty."""
    now, given = question.now or {}, dict[str, Any]()
    for option in notation_of(question.field).options(question.field):
        part = option.field
        if not _part_fits(option.name or "", given):
            continue
        role = _role_of_speaker(question, given) if part.name == "speaker_role" else ""
        if role:
            given[option.name or ""] = (role,)
            continue
        asked = _asked(question, part, option.name or "", now.get(part.name))
        words = question.words if not given else _part_words(question, part)
        needed = part.required and question.needed
        found = by_form(msgspec.structs.replace(asked, words=words, with_it=dict(given), needed=needed))
        if part.required and not found:
            return {}
        given |= found
    return given


def _asked(question: Question, part: Field, option: str, before: Any) -> Question:
    typed = () if before is None else (str(before),)
    return msgspec.structs.replace(
        question, field=part, option=option, now=before, typed=typed, needed=False, with_it={}
    )


def _part_words(question: Question, part: Field) -> str:
    return _(PARTS.get((question.field.type.__name__, part.name), part.asks.label))


def _part_fits(option: str, given: Mapping[str, Any]) -> bool:
    if option in _OF_CONSENT:
        return given.get("consent_status") == ("given",)
    # taking back consent is done with 'withdraw', which looks at everything that depends on it
    return option != "consent_withdrawn_on"


def _role_of_speaker(question: Question, given: Mapping[str, Any]) -> str:
    """Give the role of the person with a code who is quoted; "" when that is not known."""
    return question.interview.known.role_of(next(iter(given.get("quote_speaker", ())), ""))


def _as_typed(answer: Any) -> str:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return str(answer[0])
