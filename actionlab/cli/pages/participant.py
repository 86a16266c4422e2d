"""What there is of a participant: what this person agreed to, in words, and every record with the code."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from actionlab.cli import show
from actionlab.cli.values import kind_label
from actionlab.i18n import _, current_language
from actionlab.model.erasure import that_refer
from actionlab.model.participant import Consent, Participant
from actionlab.model.records import Record, Records
from actionlab.model.vocabulary import ids, label
from actionlab.report.format import day, enumeration

_INDENT = 2
_KIND_WIDTH = 26


def show_participant(person: Record[Participant], records: Records) -> None:
    """Show what the person agreed to and did not, and the codes of all records that name the person."""
    show.heading(_("What this person agreed to"))
    for line in consent_in_words(person.data.consent):
        show.line(line, _INDENT)
    found = ids_by_kind(person.id, records)
    show.heading(_("What there is of this person"))
    for kind, codes in found.items():
        show.columns((f"{kind_label(kind)}:", ", ".join(codes)), _INDENT, (_KIND_WIDTH,))
    if not found:
        show.line(_("No record names this code."), _INDENT)


def ids_by_kind(code: str, records: Records) -> dict[str, list[str]]:
    """Give the ids of all records that name a person, per kind."""
    found: dict[str, list[str]] = defaultdict(list)
    for record in that_refer(code, records):
        found[record.kind].append(record.id)
    return dict(found)


def consent_in_words(consent: Consent) -> Iterator[str]:
    """Give what somebody agreed to, in sentences."""
    yield _status(consent)
    if not consent.stands:
        return
    if not consent.scopes:
        yield _("For what was not recorded, so nothing that needs consent may be stored or used.")
        return
    yield _("For: {scopes}.").format(scopes=_named(consent.scopes))
    others = [scope for scope in ids("consent_scope") if scope not in consent.scopes]
    if others:
        yield _("Not for: {scopes}.").format(scopes=_named(others))


def consent_in_short(consent: Consent) -> str:
    """Give in few words whether somebody agreed, and for what."""
    said = _("consent {status}").format(status=label("consent_status", consent.status))
    named = ", ".join(label("consent_scope", scope) for scope in consent.scopes)
    return f"{said}: {named}" if named and consent.stands else said


def _status(consent: Consent) -> str:
    parts = [_("Consent: {status}").format(status=label("consent_status", consent.status))]
    if consent.date:
        parts.append(_("on {date}").format(date=day(consent.date, current_language())))
    if consent.version:
        parts.append(_("form {version}").format(version=consent.version))
    if consent.withdrawn_on:
        date = day(consent.withdrawn_on, current_language())
        parts.append(_("withdrawn on {date}").format(date=date))
    return ", ".join(parts) + "."


def _named(scopes: Sequence[str]) -> str:
    return enumeration([label("consent_scope", scope) for scope in scopes], current_language())
