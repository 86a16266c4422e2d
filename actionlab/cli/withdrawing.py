"""Withdrawing: what happens to each text that mentions the person, from options or asked on a terminal."""

from collections.abc import Mapping, Sequence

from actionlab.cli import ask, show
from actionlab.cli.faults import problem_of
from actionlab.cli.notations import INCOMPLETE
from actionlab.cli.terminal import say
from actionlab.cli.values import kind_label, shown
from actionlab.errors import Malformed, Unreadable
from actionlab.i18n import N_, _
from actionlab.model.answers import check_unicode
from actionlab.model.fields import Field, fields
from actionlab.model.kinds import KINDS
from actionlab.model.records import day_of
from actionlab.model.withdrawal import (
    ERASE,
    KEEP,
    REWRITE,
    Decision,
    Trace,
    has_main_text,
    says,
    without_person,
)

REWRITE_SHAPE = N_("ID=TEXT")
_CHOICES = {
    KEEP: N_("keep: the words stay, without the person"),
    REWRITE: N_("rewrite: give other words"),
    ERASE: N_("erase: the whole record goes"),
}


def decisions(given: Mapping[str, Sequence[str]], texts: Sequence[Trace], code: str) -> dict[str, Decision]:
    """Give what was decided by options, by id; `given` holds what was typed for KEEP, REWRITE and ERASE.

    Raises `Malformed` with every fault.
    """
    decided: dict[str, Decision] = {}
    faults = []
    for what, typed in given.items():
        for each in typed:
            try:
                text, decision = _decided(what, each, texts, code)
                if decided.setdefault(text.record.id, decision) != decision:
                    raise Unreadable(N_("There is another decision about {id}."), id=text.record.id)
            except Unreadable as fault:
                faults.append(problem_of(fault, what))
    if faults:
        raise Malformed(faults)
    return decided


def show_text(text: Trace, decision: Decision | None) -> None:
    """Show a text that mentions the person in full: where it stands, how, and what happens to it."""
    record = text.record
    where = (record.id, kind_label(record.kind), day_of(record), _how(text))
    show.heading(" · ".join(part for part in where if part))
    for field in fields(type(record.data)):
        answer = getattr(record.data, field.name)
        if _has_words(field) and answer not in (None, ()):
            show.line(f"{field.label}: {shown(field, answer)}", 2)
    if decision:
        show.line(f"→ {_(_CHOICES[decision.what])}", 2)
    if decision and decision.text:
        show.line(decision.text, 4)


def ask_about(text: Trace, code: str) -> Decision:
    """Give what the person at the terminal decides about a text that was shown."""
    possible = {what: _(told) for what, told in _CHOICES.items() if what != REWRITE or has_main_text(text)}
    what = ask.choose(_("What happens to {id}?").format(id=text.record.id), possible)
    if what != REWRITE:
        return Decision(what=what)
    written = str(without_person(text.stored, code)[KINDS[text.record.kind].main])
    while True:
        written = ask.new_text(_("New text:"), written)
        try:
            _check_text(written, code)
        except Unreadable as fault:
            say(str(problem_of(fault)))
        else:
            return Decision(what=REWRITE, text=written)


def _decided(what: str, typed: str, texts: Sequence[Trace], code: str) -> tuple[Trace, Decision]:
    if what != REWRITE:
        return _find(typed, texts, code), Decision(what=what)
    begin, sign, written = typed.partition("=")
    if not sign:
        raise Unreadable(INCOMPLETE, value=typed, shape=_(REWRITE_SHAPE))
    text = _find(begin, texts, code)
    if not has_main_text(text):
        raise Unreadable(N_("{id} has no text of its own to rewrite. Keep or erase it."), id=text.record.id)
    _check_text(written, code)
    return text, Decision(what=REWRITE, text=written)


def _find(typed: str, texts: Sequence[Trace], code: str) -> Trace:
    wanted = typed.strip().casefold()
    fitting = [text for text in texts if wanted and text.record.id.casefold().startswith(wanted)]
    exact = [text for text in fitting if text.record.id.casefold() == wanted]
    if len(fitting) == 1 or exact:
        return (exact or fitting)[0]
    known = [text.record.id for text in fitting or texts]
    if fitting:
        sentence = N_("'{id}' fits more than one record: {known}. Type more of it.")
        raise Unreadable(sentence, id=typed, known=known[:5])
    if known:
        sentence = N_("'{id}' is not a text that mentions {code}. These are: {known}.")
        raise Unreadable(sentence, id=typed, code=code, known=known)
    raise Unreadable(N_("There is no text to decide about: none mentions {code}."), code=code)


def _check_text(written: str, code: str) -> None:
    check_unicode(written)
    if not written.strip():
        raise Unreadable(N_("The text is empty."))
    if says({"text": written}, code).named:
        raise Unreadable(N_("The new text still names {code}."), code=code)


def _has_words(field: Field) -> bool:
    asks = field.asks
    chosen = asks.vocabulary or asks.refers_to or asks.municipality or asks.month
    return bool(field.parts) or (field.type is str and not chosen)


def _how(text: Trace) -> str:
    ways = {
        _("present"): text.now.linked,
        _("quoted"): text.now.quoted,
        _("named in the text"): text.now.named,
    }
    return ", ".join(way for way, found in ways.items() if found)
