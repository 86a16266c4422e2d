"""Refusals: what is said when a text holds what looks like personal data; the place, never the text."""

from collections.abc import Iterable

from actionlab.errors import ActionlabError
from actionlab.i18n import _, ngettext
from actionlab.privacy.texts import Place

_PLACES_MOST = 5


class PersonalData(ActionlabError):
    """A text holds what looks like personal data, so nothing was stored; `places` say where, never what.

    A place is structured (a number, an address: refused whatever is said) or else may be confirmed.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = tuple(places)
        super().__init__(places=self.places)

    @property
    def structured(self) -> tuple[Place, ...]:
        """The places that are refused."""
        return tuple(place for place in self.places if place.structured)

    @property
    def asked(self) -> tuple[Place, ...]:
        """The places that somebody may confirm."""
        return tuple(place for place in self.places if not place.structured)

    def __str__(self) -> str:
        told = list(dict.fromkeys(str(place) for place in self.places))
        more = len(told) - _PLACES_MOST
        parts = [_("Not stored: this looks like personal data."), *told[:_PLACES_MOST]]
        if more > 0:
            parts.append(ngettext("And {n} more.", "And {n} more.", more).format(n=more))
        parts.append(_("Write it differently, or use --mask: then it is replaced."))
        if not self.structured:
            parts.append(_('Is it not about a person? Use --confirmed "reason".'))
        return " ".join(parts)


class HoldsPersonalData(ActionlabError):
    """Records that a document would be made of hold structured personal data; `places` say where."""

    def __init__(self, places: Iterable[tuple[str, Place]]) -> None:
        self.places = tuple(places)
        super().__init__(places=self.places)

    def __str__(self) -> str:
        told = list(dict.fromkeys(f"{record_id}: {place}" for record_id, place in self.places))
        ids = list(dict.fromkeys(record_id for record_id, _place in self.places))
        remedy = _("Change each with 'actionlab edit {id} --forget …': then its former versions go too.")
        return " ".join(
            [
                _("Nothing was made: what was stored before holds what looks like personal data."),
                *told[:_PLACES_MOST],
                *([_("In all: {ids}.").format(ids=", ".join(ids))] if len(told) > _PLACES_MOST else []),
                remedy.format(id=ids[0]),
            ]
        )
