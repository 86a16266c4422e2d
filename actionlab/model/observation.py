"""An observation: what somebody saw or heard in practice, apart from what it may mean."""

import datetime as dt
from typing import Annotated

from actionlab.i18n import N_
from actionlab.model.fields import Asks, Part, RecordData


class Quote(Part, frozen=True, kw_only=True):
    """Somebody's own words; a report may use them only when `permission` is true."""

    text: Annotated[str, Asks(N_("Quote"))]
    speaker: Annotated[str | None, Asks(N_("Speaker (participant code)"), refers_to=("participant",))] = None
    speaker_role: Annotated[str | None, Asks(N_("Role of the speaker"), vocabulary="role")] = None
    permission: Annotated[bool | None, Asks(N_("May be used"))] = None


class Regie(Part, frozen=True, kw_only=True):
    """Who takes the lead over one subject; `who` missing means nobody was named.

    `agreed` tells whether it was said out loud and accepted.
    """

    subject: Annotated[str, Asks(N_("Lead over what"))]
    who: Annotated[str | None, Asks(N_("Who takes the lead"), vocabulary="role")] = None
    agreed: Annotated[bool | None, Asks(N_("Said out loud and accepted"))] = None


class Missing(Part, frozen=True, kw_only=True):
    """Knowledge or means that were missing at this moment (theme I1)."""

    what: Annotated[str, Asks(N_("What was missing"))]
    kind: Annotated[str | None, Asks(N_("Knowledge or means"), vocabulary="missing_kind")] = None


class Barrier(Part, frozen=True, kw_only=True):
    """A rule, form or budget that was in the way, real or assumed (theme I3)."""

    what: Annotated[str, Asks(N_("What is in the way"))]
    who_decides: Annotated[str | None, Asks(N_("Who decides"), vocabulary="role")] = None
    real_rule: Annotated[bool | None, Asks(N_("A real rule"))] = None


class Observation(RecordData, frozen=True, kw_only=True):
    """One observation; only the study and `what_seen` (facts, 1 character or more) are needed to store it.

    `prompt` is the number of an observation prompt of the study, from 1. A cycle or phase that was not
    given is derived from the date when the record is read.
    """

    study_id: Annotated[str, Asks(N_("Study"), refers_to=("study",))]
    what_seen: Annotated[str, Asks(N_("What did you see or hear? (facts)"))]
    cycle_id: Annotated[str | None, Asks(N_("Cycle"), asked=True, refers_to=("cycle",))] = None
    phase: Annotated[str | None, Asks(N_("Phase"), asked=True, vocabulary="phase")] = None
    date: Annotated[dt.date | None, Asks(N_("Date"), asked=True)] = None
    setting: Annotated[str | None, Asks(N_("Setting"), asked=True, vocabulary="setting")] = None
    observer_role: Annotated[str | None, Asks(N_("Observer"), asked=True, vocabulary="role")] = None
    present_roles: Annotated[tuple[str, ...], Asks(N_("Present (roles)"), asked=True, vocabulary="role")] = ()
    participants: Annotated[tuple[str, ...], Asks(N_("Participants"), refers_to=("participant",))] = ()
    residents_agreed: Annotated[
        str | None, Asks(N_("Was it all right with the resident?"), vocabulary="residents_agreed")
    ] = None
    prompt: Annotated[int | None, Asks(N_("Observation prompt"), low=1)] = None
    interpretation: Annotated[str | None, Asks(N_("What do you think this means?"))] = None
    quote: Annotated[Quote | None, Asks(N_("Quote"))] = None
    signal: Annotated[str | None, Asks(N_("Helping or hindering?"), asked=True, vocabulary="signal")] = None
    tags: Annotated[tuple[str, ...], Asks(N_("Tags"))] = ()
    regie: Annotated[tuple[Regie, ...], Asks(N_("Lead: over what, who, agreed"))] = ()
    missing: Annotated[tuple[Missing, ...], Asks(N_("What was missing"))] = ()
    barriers: Annotated[tuple[Barrier, ...], Asks(N_("What was in the way"))] = ()
