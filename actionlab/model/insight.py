"""An insight: one claim, worded as what was seen, with what supports it and what speaks against it."""

from typing import Annotated

from actionlab.i18n import N_
from actionlab.model.fields import Asks, Part, RecordData


class Evidence(Part, frozen=True, kw_only=True):
    """A source and what it does for the claim.

    `ref` is a record id, or ``measurement:<study>:<instrument>`` for all measurements with that instrument
    in that study, which count as one source with the date of the last of them.
    """

    ref: Annotated[str, Asks(N_("Source"), refers_to=("observation", "training", "meeting", "measurement"))]
    relation: Annotated[str, Asks(N_("What the source does"), vocabulary="relation")]


class Insight(RecordData, frozen=True, kw_only=True):
    """A claim of a study; `counter` answers what speaks against it ("nothing seen" is an answer).

    How often it was seen is computed (`actionlab.analysis.strength`), never stored. `share_regionally` is
    true only when the municipality agreed.
    """

    study_id: Annotated[str, Asks(N_("Study"), refers_to=("study",))]
    statement: Annotated[str, Asks(N_("Insight"))]
    title: Annotated[str | None, Asks(N_("Title"), asked=True)] = None
    theme: Annotated[str | None, Asks(N_("Theme"), asked=True, vocabulary="theme")] = None
    sub_question: Annotated[int | None, Asks(N_("Sub-question"), asked=True, low=1)] = None
    evidence: Annotated[tuple[Evidence, ...], Asks(N_("Evidence"), asked=True)] = ()
    counter: Annotated[str | None, Asks(N_("What speaks against it?"), asked=True)] = None
    transferability: Annotated[str | None, Asks(N_("Where and when usable"), asked=True)] = None
    share_regionally: Annotated[bool, Asks(N_("Share in the region"))] = False
