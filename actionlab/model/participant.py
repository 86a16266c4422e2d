"""A participant: somebody who takes part in a study, known here by a pseudonym only."""

import datetime as dt
from typing import Annotated

from actionlab.i18n import N_
from actionlab.model.fields import Asks, Part, RecordData


class Consent(Part, frozen=True, kw_only=True):
    """What a person agreed to; `scopes` says for what. No scopes means *not recorded*, and allows nothing.

    `withdrawn_on` beside scopes that are left means that a part was withdrawn.
    """

    status: Annotated[str, Asks(N_("Consent"), vocabulary="consent_status")]
    scopes: Annotated[tuple[str, ...], Asks(N_("For what"), asked=True, vocabulary="consent_scope")] = ()
    version: Annotated[str | None, Asks(N_("Version of the form"), asked=True)] = None
    date: Annotated[dt.date | None, Asks(N_("Date"), asked=True)] = None
    withdrawn_on: Annotated[dt.date | None, Asks(N_("Withdrawn on"))] = None

    @property
    def stands(self) -> bool:
        """Whether the person agreed and did not take back everything since, whatever the status says."""
        return self.status == "given" and not (self.withdrawn_on and not self.scopes)


class Participant(RecordData, frozen=True, kw_only=True):
    """A person behind a random code such as ``HOU-K7M2``; the key to the name never enters the tool."""

    pseudonym: Annotated[str, Asks(N_("Participant code"))]
    study_id: Annotated[str, Asks(N_("Study"), refers_to=("study",))]
    group: Annotated[str, Asks(N_("Group"), vocabulary="participant_group")]
    consent: Annotated[Consent, Asks(N_("Consent"))]
    role: Annotated[str | None, Asks(N_("Role"), asked=True, vocabulary="role")] = None
    organisation_id: Annotated[str | None, Asks(N_("Organisation"), refers_to=("organisation",))] = None
    age_band: Annotated[str | None, Asks(N_("Age group"), vocabulary="age_band")] = None
    status: Annotated[str | None, Asks(N_("Status"), asked=True, vocabulary="participant_status")] = None
    stop_reason: Annotated[str | None, Asks(N_("Reason for stopping"), vocabulary="stop_reason")] = None
    erased_on: Annotated[dt.date | None, Asks(N_("Erased on"))] = None

    def agreed_to(self, scope: str) -> bool:
        """Tell whether the person agreed to `scope` (vocabulary *consent_scope*) and still does."""
        return self.status != "erased" and self.consent.stands and scope in self.consent.scopes
