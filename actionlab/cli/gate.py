"""The gate: every verb that stores text comes past here, and says what looks like personal data in it.

The store looks and refuses; here people hear what they can do about it. What was found is shown by questions
on a terminal only: it never stands in a message, an error or a log.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from actionlab.cli import ask
from actionlab.cli.commands import Option
from actionlab.cli.faults import problem_of
from actionlab.cli.session import Session
from actionlab.cli.terminal import say
from actionlab.errors import ActionlabError, Malformed, Problem, Unreadable
from actionlab.i18n import N_, _
from actionlab.model.answers import check_unicode
from actionlab.model.records import Draft
from actionlab.privacy.refusals import PersonalData

if TYPE_CHECKING:
    from actionlab.privacy.texts import Place
    from actionlab.store import Erased, Workspace

T = TypeVar("T")

# below the help of verbs that take a text
SEEN = N_("A text typed in a command can be seen by other users of this computer while the command runs.")

_REASON = N_("Reason")


class ReasonTells(ActionlabError):
    """The reason of a confirmation holds what it is about, or other personal data."""

    sentence = N_(
        "Not stored: the reason (--confirmed) repeats what was found, or holds personal data itself."
        " Say why it may be stored in other words."
    )


def confirmed_option() -> Option:
    """Make `--confirmed`."""
    help_text = N_(
        "Store it all the same, where that is allowed; say why, without the words that were found."
    )
    return Option(["--confirmed"], metavar=N_("REASON"), help=help_text)


def gate_options() -> list[Option]:
    """Make `--confirmed` and `--mask`, for every verb that stores text."""
    help_text = N_("Replace what looks like personal data by words such as [naam].")
    return [confirmed_option(), Option(["--mask"], is_flag=True, help=help_text)]


def reason_given(values: dict[str, Any]) -> str | None:
    """Take the value of `--confirmed` out of the options; None when it was not given.

    Raises `Malformed` when it says nothing.
    """
    reason = values.pop("confirmed", None)
    if reason is None:
        return None
    try:
        check_unicode(reason)
    except Unreadable as fault:
        raise Malformed([problem_of(fault, "confirmed", _REASON)]) from None
    if not reason.strip():
        raise Malformed([Problem("confirmed", N_("The text is empty."), label=_REASON)])
    return str(reason)


class Gate:
    """What was said beforehand about personal data in one call, and the one way to the store."""

    def __init__(self, session: Session, values: dict[str, Any]) -> None:
        """Take what `gate_options` gave, if the verb has them, out of the options. Raises `Malformed`."""
        self.session = session
        self.confirmed = reason_given(values)
        self.mask = bool(values.pop("mask", False))
        if self.mask and self.confirmed is not None:
            sentence = N_("Give either --mask or --confirmed: what is replaced needs no reason.")
            raise Malformed([Problem("", sentence)])

    def stops_at(self, place: "Place") -> bool:
        """Tell whether something that was found is refused when nobody is asked about it."""
        return not self.mask and (place.structured or self.confirmed is None)

    def add(
        self, workspace: "Workspace", drafts: Sequence[Draft], *, unless_revised: bool = False
    ) -> tuple[str, ...]:
        """Store drafts as `store.add` does, and give their ids. Raises what `through` raises."""
        from actionlab.store import add  # after the form is found right: a typing error costs nothing

        def write(final: Sequence[Draft], **answer: Any) -> tuple[str, ...]:
            return add(workspace, final, now=self.session.now(), unless_revised=unless_revised, **answer)

        # words that are approved on the way are stored behind them
        return self.through(write, drafts)[: len(drafts)]

    def erase(self, workspace: "Workspace", ids: Collection[str], drafts: Sequence[Draft]) -> "Erased":
        """Erase records and store drafts as `store.erase` does. Raises what `through` raises."""
        from actionlab.store import erase  # most texts are stored without erasing anything

        def write(final: Sequence[Draft], **answer: Any) -> "Erased":
            return erase(workspace, ids, now=self.session.now(), drafts=final, **answer)

        return self.through(write, drafts)

    def through(self, write: Callable[..., T], drafts: Sequence[Draft]) -> T:
        """Give what `write(drafts, confirmed=…, mask=…)` gives, once nothing stands in its way.

        What the store finds is replaced (`--mask`) or asked about, finding by finding; `write` may therefore
        be called again with other drafts, and nothing is stored before it succeeds. Ends with exit code 1
        when the person wants nothing stored. Raises `PersonalData` when nobody can be asked, `ReasonTells`,
        and what `write` raises.
        """
        try:
            return write(drafts, confirmed=self.confirmed, mask=False)
        except PersonalData as fault:
            found = fault
        if self.mask:
            stored = write(_masked(drafts, found, self.session), confirmed=None, mask=True)
            say_replaced(Counter(each.hit for each in found.places))
            return stored
        if ask.can_ask(self.session):
            from actionlab.cli.gate_questions import Questions  # nobody is asked about most texts

            return Questions(self.session, drafts, self.confirmed).settle(write, found)
        if is_about_reason(found):
            raise ReasonTells
        raise found


def is_about_reason(found: PersonalData) -> bool:
    """Tell whether something was found in the reason of a confirmation."""
    return any(not place.kind for place in found.places)


def say_replaced(kinds: Mapping[str, int]) -> None:
    """Say how many findings of each kind were replaced, without what they were."""
    from actionlab.privacy.screen import HIT_KINDS

    told = []
    for kind, n in kinds.items():
        label = _(HIT_KINDS[kind].label)
        told.append(_("{kind} ({n} times)").format(kind=label, n=n) if n > 1 else label)
    if told:
        say(_("Replaced: {what}.").format(what=", ".join(told)))


def _masked(drafts: Sequence[Draft], found: PersonalData, session: Session) -> list[Draft]:
    from actionlab.cli.finds import finds, replaced

    return replaced(drafts, finds(drafts, found.places, session.now().year))
