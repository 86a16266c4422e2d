"""An organisation that takes part; it may work in several municipalities."""

from typing import Annotated

from actionlab.i18n import N_
from actionlab.model.fields import Asks, RecordData


class Organisation(RecordData, frozen=True, kw_only=True):
    """A partner; `local_name` is what people in the municipality call it (sociaal team, buurtteam)."""

    name: Annotated[str, Asks(N_("Name"))]
    type: Annotated[
        str | None, Asks(N_("Kind of organisation"), asked=True, vocabulary="organisation_type")
    ] = None
    local_name: Annotated[str | None, Asks(N_("Local name"))] = None
    municipalities: Annotated[tuple[str, ...], Asks(N_("Municipalities"), municipality=True)] = ()
    role: Annotated[str | None, Asks(N_("Part it plays"), asked=True, vocabulary="organisation_role")] = None
