"""Consent at work: what is refused because a person did not agree to it.

A record that needs a scope is refused unless the person agreed to that very scope. What nobody wrote down
counts as not agreed to.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from actionlab.errors import Problem
from actionlab.i18n import N_
from actionlab.model import vocabulary
from actionlab.model.fields import field
from actionlab.model.records import Record, Records
from actionlab.model.withdrawal import CONVERSATIONS, QUOTES

RESIDENT = "resident"

_WITHDRAWN = N_("{code} did not agree or has withdrawn. Nothing about this person may be stored.")
_REQUESTED = N_(
    "{code} has not agreed yet. Record the consent first, with 'actionlab edit {code} --consent-status given"
    " --consent-scopes …', or leave the code out."
)
_UNKNOWN = N_(
    "It is not recorded what {code} agreed to, and this needs: {scope}. Record what this person agreed to"
    " with 'actionlab edit {code} --consent-scopes …', or leave the code out."
)
_NOT_TO_THIS = N_("{code} agreed, but not to this ({scope}). Leave the code out.")
_RESIDENT_SAID_NO = N_("The resident said no, so nothing about the resident may be kept. Leave {code} out.")
_NO_QUOTE = N_("The resident said no, so nothing about the resident may be kept. Leave the quote out.")


def consent_problems(
    name: str, codes: Iterable[str], data: Any, known: Records, *, scope: str
) -> Iterator[Problem]:
    """Give a problem for every person who did not agree to `scope`; unknown codes are told elsewhere."""
    for code in codes:
        person = _person(code, known)
        if person is not None and not person.data.agreed_to(scope):
            said = vocabulary.label("consent_scope", scope)
            yield Problem(name, _why_not(person.data), label=_label(data, name), code=code, scope=said)


def observation_problems(data: Any, known: Records) -> Iterator[Problem]:
    """Give a problem for everybody who may not be linked to or quoted in an observation.

    A resident who said no is kept out of it altogether: no code, no quote.
    """
    yield from consent_problems("participants", data.participants, data, known, scope=CONVERSATIONS)
    speaker = data.quote.speaker if data.quote else None
    if speaker:
        yield from consent_problems("quote.speaker", (speaker,), data, known, scope=QUOTES)
    if data.residents_agreed != "no":
        return
    for code in data.participants:
        if _is_resident(code, known):
            yield Problem("participants", _RESIDENT_SAID_NO, label=_label(data, "participants"), code=code)
    if data.quote and (data.quote.speaker_role == RESIDENT or _is_resident(speaker, known)):
        yield Problem("quote", _NO_QUOTE, label=_label(data, "quote"))


def takes_back(code: str, fields: Mapping[str, Any], known: Records) -> bool:
    """Tell whether the new `fields` of a participant take back what records among `known` rest on.

    False when the participant is not among `known`.
    """
    from actionlab.model import rules  # rules ask this module
    from actionlab.model.build import build
    from actionlab.model.erasure import that_refer

    person = known.get(code)
    if person is None:
        return False
    after = known.updated([msgspec.structs.replace(person, data=build("participant", fields))])
    for each in that_refer(person.id, known):
        broken = {str(fault) for fault in rules.problems(each.id, each.kind, each.data, after)}
        if broken - {str(fault) for fault in rules.problems(each.id, each.kind, each.data, known)}:
            return True
    return False


def _why_not(person: Any) -> str:
    if person.status != "erased" and person.consent.status == "requested":
        return _REQUESTED
    if person.status == "erased" or not person.consent.stands:
        return _WITHDRAWN
    return _NOT_TO_THIS if person.consent.scopes else _UNKNOWN


def _is_resident(code: str | None, known: Records) -> bool:
    person = _person(code, known)
    return person is not None and person.data.group == RESIDENT


def _person(code: str | None, known: Records) -> Record[Any] | None:
    found = known.get(code)
    return found if found is not None and found.kind == "participant" else None


def _label(data: Any, name: str) -> str:
    return field(type(data), name.partition(".")[0]).asks.label
