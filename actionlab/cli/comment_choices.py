"""Choices: what a comment may become, as somebody types it (--take) and as it is asked."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from actionlab.errors import Malformed, Problem
from actionlab.exchange.comments.reading import Comment
from actionlab.exchange.comments.taking import AGENDA_ITEM, DECISION, MEMBER_CHECK, NOTE
from actionlab.i18n import N_, _, current_language
from actionlab.model import vocabulary
from actionlab.model.records import Record

Tied = tuple[Comment, Record[Any] | None]


class Choice(msgspec.Struct, frozen=True):
    """What a comment is to become: a kind of record and its value; `LEAVE` is no record at all."""

    kind: str = ""
    value: str = ""


LEAVE = Choice()
_LABEL = N_("What a comment is")
# of what a comment may become by what it is about: the kind of record, and the list of its values
_VALUES: Mapping[str, tuple[str, str]] = {
    "insight": (MEMBER_CHECK, "recognition"),
    "decision": (DECISION, "decision_answer"),
}
_LISTED_IN = dict(_VALUES.values())
# as typed, in Dutch and in English
_TYPED = {AGENDA_ITEM: ("agendavraag", "question"), NOTE: ("toelichting", "note"), "": ("-", "-")}
_ASKED = {
    MEMBER_CHECK: N_("The insight is: {value}"),
    DECISION: N_("The answer is: {value}"),
    AGENDA_ITEM: N_("A question for the agenda"),
    NOTE: N_("A note for the next report"),
    "": N_("Leave it"),
}
# a comment that says nothing else; whoever says more is asked without a guess
_PLAIN: Mapping[str, Mapping[str, str]] = {
    "insight": {
        **dict.fromkeys(("herkenbaar", "herkend", "herken ik", "klopt", "dit klopt", "eens"), "recognised"),
        **dict.fromkeys(("deels", "deels herkenbaar", "deels herkend", "deels eens"), "partly"),
        **dict.fromkeys(("niet herkenbaar", "niet herkend", "herken ik niet", "klopt niet", "oneens"), "not"),
    },
    "decision": {"ja": "yes", "akkoord": "yes", "nee": "no", "niet akkoord": "no", "later": "later"},
}


def choices(record: Record[Any] | None) -> tuple[Choice, ...]:
    """Give what a comment on this record may become, `LEAVE` first."""
    kind, listed_in = _VALUES.get(record.kind, ("", "")) if record else ("", "")
    values = [Choice(kind, value) for value in vocabulary.ids(listed_in)] if kind else []
    return (LEAVE, *values, Choice(AGENDA_ITEM), Choice(NOTE))


def question_of(choice: Choice) -> str:
    """Give a choice in the words of a question."""
    return _(_ASKED[choice.kind]).format(value=_label(choice) if choice.value else "")


def word_of(choice: Choice) -> str:
    """Give the word that somebody types for a choice."""
    if choice.value:
        return _label(choice).split()[0]
    return _TYPED[choice.kind][current_language() == "en"]


def guess(comment: Comment, record: Record[Any] | None) -> Choice:
    """Give what a comment plainly says and nothing more; `LEAVE` for anything else."""
    said = " ".join(comment.text.casefold().replace(",", " ").split()).strip(" .!")
    value = _PLAIN.get(record.kind, {}).get(said) if record else None
    return Choice(_VALUES[record.kind][0], value) if record and value else LEAVE


def read_takes(typed: Sequence[str], comments: Iterable[Tied]) -> dict[str, Choice]:
    """Give the choice for each number in ``3=recognised``. Raises `Malformed` with all that cannot be."""
    known = {comment.number: (comment, record) for comment, record in comments}
    found: dict[str, Choice] = {}
    problems = []
    for each in typed:
        number, _equals, word = (part.strip() for part in each.partition("="))
        fault = _fault(number, word, known, found)
        if fault:
            problems.append(fault)
        else:
            found[number] = _chosen(word, known[number][1]) or LEAVE
    if problems:
        raise Malformed(problems)
    return found


def _fault(number: str, word: str, known: Mapping[str, Tied], found: Mapping[str, Choice]) -> Problem | None:
    if number not in known:
        sentence = N_("There is no comment with that number. Write it as 3=recognised; there is: {known}.")
        return Problem("take", sentence, label=_LABEL, known=list(known) or ["–"])
    comment, record = known[number]
    if number in found:
        return Problem("take", N_("Comment {number} stands there twice."), label=_LABEL, number=number)
    choice = _chosen(word, record)
    if choice is None:
        sentence = N_("That is not possible for comment {number}. Choose one of: {words}.")
        words = [word_of(each) for each in choices(record)]
        return Problem("take", sentence, label=_LABEL, number=number, words=words)
    if choice != LEAVE and not comment.text:
        return Problem("take", N_("Comment {number} holds no words."), label=_LABEL, number=number)
    return None


def _chosen(word: str, record: Record[Any] | None) -> Choice | None:
    wanted = word.casefold()
    return next((each for each in choices(record) if wanted in _words(each)), None)


def _words(choice: Choice) -> set[str]:
    """Give every way to type a choice: its id, its label and the first word of that, in both languages."""
    if not choice.value:
        return {choice.kind, *_TYPED[choice.kind]} - {""}
    listed_in = _LISTED_IN[choice.kind]
    labels = [vocabulary.label(listed_in, choice.value, language) for language in ("nl", "en")]
    return {choice.value, *labels, *(label.split()[0] for label in labels)}


def _label(choice: Choice) -> str:
    return vocabulary.label(_LISTED_IN[choice.kind], choice.value)
