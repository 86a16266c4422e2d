"""An approach: the municipal way of working that a study studies. Two studies may share one."""

from typing import Annotated

from actionlab.i18n import N_
from actionlab.model.fields import Asks, RecordData


class Approach(RecordData, frozen=True, kw_only=True):
    """The approach in its aim, fixed elements (2 to 6) and conditions; `since` is a month, ``YYYY-MM``."""

    title: Annotated[str, Asks(N_("Name of the approach"))]
    municipalities: Annotated[tuple[str, ...], Asks(N_("Municipalities"), asked=True, municipality=True)] = ()
    theme: Annotated[str | None, Asks(N_("Theme"), asked=True, vocabulary="theme")] = None
    organisation_ids: Annotated[
        tuple[str, ...], Asks(N_("Organisations"), asked=True, refers_to=("organisation",))
    ] = ()
    target_group: Annotated[str | None, Asks(N_("Target group"))] = None
    aim: Annotated[str | None, Asks(N_("Aim"), asked=True)] = None
    core_elements: Annotated[tuple[str, ...], Asks(N_("Fixed elements"), asked=True)] = ()
    conditions: Annotated[tuple[str, ...], Asks(N_("Conditions"))] = ()
    since: Annotated[str | None, Asks(N_("Since (year and month)"), month=True)] = None
