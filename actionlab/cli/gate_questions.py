"""The questions of the gate: on a terminal a person decides about each find, and nothing is stored before.

The answer that stands ready is the careful one.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NoReturn, TypeVar

import click
import msgspec

from actionlab.cli import ask
from actionlab.cli.current import find_current
from actionlab.cli.finds import Find, finds, replaced, with_text
from actionlab.cli.gate import is_about_reason, say_replaced
from actionlab.cli.session import Session
from actionlab.cli.terminal import say
from actionlab.cli.values import kind_label
from actionlab.errors import NOT_POSSIBLE, shortened
from actionlab.i18n import N_, _, ngettext
from actionlab.model.records import Draft
from actionlab.privacy.refusals import PersonalData
from actionlab.privacy.screen import HIT_KINDS

T = TypeVar("T")

# in the context of a call: the texts were answers to questions, which come back when nothing is stored
ANSWERED = "actionlab.answered"
ALL, REPLACE, CHANGE, KEEP, APPROVE, STOP = "all", "replace", "change", "keep", "approve", "stop"


class Questions:
    """Drafts on their way in, and what a person said so far about what was found in them."""

    def __init__(self, session: Session, drafts: Sequence[Draft], confirmed: str | None) -> None:
        self._session = session
        self._drafts = list(drafts)
        self._is_batch = len(drafts) > 1
        self._confirmed = confirmed
        self._kept: set[tuple[str, str]] = set()
        self._replaced: Counter[str] = Counter()

    def settle(self, write: Callable[..., T], found: PersonalData) -> T:
        """Give what `write` gives, after the person decided about everything that it finds.

        Ends with exit code 1 when nothing is to be stored. Raises what `write` raises.
        """
        while True:
            self._decide(found)
            try:
                stored = write(self._drafts, confirmed=self._confirmed, mask=False)
            except PersonalData as fault:
                found = fault
            else:
                say_replaced(self._replaced)
                return stored

    def _decide(self, found: PersonalData) -> None:
        """Ask until the drafts changed, and the store has to look again, or there is nothing left to ask."""
        if is_about_reason(found):
            say(_("The reason repeats what was found, or holds personal data itself."))
            self._confirmed = _reason()
            return
        there = finds(self._drafts, found.places, self._session.now().year)
        if len({find.place for find in there}) < len(set(found.places)):
            # nobody can decide about what cannot be shown
            raise found
        before = self._drafts
        left = self._open(there)
        while left and self._drafts is before:
            self._ask(left)
            left = self._open(left)
        if not left and self._drafts is before:
            self._confirmed = self._confirmed or _reason()

    def _open(self, there: Sequence[Find]) -> list[Find]:
        return [find for find in there if find.says not in self._kept]

    def _ask(self, left: Sequence[Find]) -> None:
        find = left[0]
        same = [each for each in left if each.says == find.says]
        study = _study_of(self._drafts[find.number])
        _show(find, len(same), of_several=self._is_batch)
        others = len({each.says for each in left}) - 1
        answer = ask.choose(_("What is to be done with it?"), _answers(find, study, others))
        if answer == STOP:
            _stop()
        elif answer == KEEP:
            self._kept.add(find.says)
        elif answer == APPROVE and study and find.words:
            self._drafts = _approving(self._session, self._drafts, study, find.words)
        elif answer == CHANGE:
            self._change(find)
        else:
            found = left if answer == ALL else same
            self._drafts = replaced(self._drafts, found)
            self._replaced.update(each.hit.kind for each in found)

    def _change(self, find: Find) -> None:
        written = ""
        while not written.strip():
            written = ask.new_text(_("New text:"), find.text.text)
            if not written.strip():
                say(_("The text is empty."))
        changed = list(self._drafts)
        changed[find.number] = with_text(changed[find.number], find.text, written)
        self._drafts = changed


def _answers(find: Find, study: str | None, others: int) -> dict[str, str]:
    """Give the answers that are possible, the careful ones first; `others` more finds wait to be asked."""
    kind = HIT_KINDS[find.hit.kind]
    answers = {
        REPLACE: _("Replace it by {mask}").format(mask=kind.mask),
        CHANGE: _("Change the text"),
    }
    if others:
        sentence = ngettext(
            "Replace this and the other that was found",
            "Replace this and the {n} others that were found",
            others,
        )
        answers[ALL] = sentence.format(n=others)
    if not kind.structured:
        answers[KEEP] = _("Store it as it is, and say why")
        if study and find.words:
            sentence = _("Do not ask about '{words}' again in this study (never a name)")
            answers[APPROVE] = sentence.format(words=shortened(find.words))
    return {**answers, STOP: _("Store nothing")}


def _show(find: Find, times: int, *, of_several: bool) -> None:
    lines = [f"{kind_label(find.place.kind)}: {find.place}" if of_several else str(find.place)]
    if times > 1:
        sentence = ngettext(
            "It stands there {n} time; your answer counts for all.",
            "It stands there {n} times; your answer counts for all.",
            times,
        )
        lines.append(sentence.format(n=times))
    ask.show("\n".join([*lines, "", f"  {find.excerpt}", ""]))


def _reason() -> str:
    reason = ""
    while not reason.strip():
        reason = ask.new_text(_("Why may it be stored? Say it without the words that were found:"), "")
    return reason


def _stop() -> NoReturn:
    context = click.get_current_context()
    there = N_(
        "Nothing was stored. Your text still stands in the command you typed (arrow up), or in its file."
    )
    say(_("Nothing was stored. Your answers still stand here.") if context.meta.get(ANSWERED) else _(there))
    context.exit(NOT_POSSIBLE)


def _study_of(draft: Draft) -> str | None:
    if draft.kind == "study":
        return draft.id or draft.fields.get("id")
    return draft.fields.get("study_id")


def _approving(session: Session, drafts: Sequence[Draft], study: str, words: str) -> list[Draft]:
    """Give the drafts and with them the study with one more text that is not asked about."""
    for number, draft in enumerate(drafts):
        if draft.kind == "study" and _study_of(draft) == study:
            return [*drafts[:number], _with_words(draft, words), *drafts[number + 1 :]]
    current = find_current(session, study, "study")
    record = current.record
    why = _("words approved")
    draft = Draft(kind="study", fields=current.fields, id=record.id, revises=record.heads, why=why)
    return [*drafts, _with_words(draft, words)]


def _with_words(draft: Draft, words: str) -> Draft:
    approved = [*(draft.fields.get("approved_words") or ()), words]
    return msgspec.structs.replace(draft, fields={**draft.fields, "approved_words": approved})
