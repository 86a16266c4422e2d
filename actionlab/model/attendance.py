"""Attendance: how many people of each role were there. Counts, never names."""

from typing import Annotated

from actionlab.i18n import N_
from actionlab.model.fields import Asks, Part


class Attendance(Part, frozen=True, kw_only=True):
    """A role and the number of people in it, 1 or more."""

    role: Annotated[str, Asks(N_("Role"), vocabulary="role")]
    n: Annotated[int, Asks(N_("Number of people"), low=1)]
