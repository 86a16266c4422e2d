"""Finds: the pieces of text in drafts that the store names by their place only.

They are for the person who typed them: nothing here may come into a message, an error or a log.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from actionlab.model.records import Draft
from actionlab.privacy.screen import Hit, look, mask, without_known
from actionlab.privacy.texts import WHY, Place, Text, place_of, texts_of, with_texts

_AROUND = 70


class Find(msgspec.Struct, frozen=True, kw_only=True):
    """One hit in one text of the draft with this number; `place` is safe to print, the rest is not."""

    number: int
    text: Text
    hit: Hit
    place: Place

    @property
    def piece(self) -> str:
        """What was found."""
        return self.text.text[self.hit.start : self.hit.end]

    @property
    def says(self) -> tuple[str, str]:
        """What makes it the same as another find: its kind and its words, in any case."""
        return self.hit.kind, self.piece.casefold()

    @property
    def words(self) -> str | None:
        """The words that a study can approve; None for what is asked about every time, such as a name."""
        if self.hit.kind == "name":
            return None
        known = {self.piece.casefold(), *self.piece.casefold().split()}
        return None if without_known(self.text.text, (self.hit,), known) else self.piece

    @property
    def excerpt(self) -> str:
        """The text around it on one line, with marks on both sides of what was found."""
        before, after = self.text.text[: self.hit.start], self.text.text[self.hit.end :]
        cut_before, cut_after = before[-_AROUND:], after[:_AROUND]
        if cut_before != before:
            cut_before = "… " + cut_before.partition(" ")[2]
        if cut_after != after:
            cut_after = cut_after.rpartition(" ")[0] + " …"
        return " ".join(f"{cut_before}>>{self.piece}<<{cut_after}".split())


def finds(drafts: Sequence[Draft], places: Iterable[Place], year: int) -> list[Find]:
    """Give what stands at these places, in order; a place of which the text is not found gives nothing.

    Two texts of one list have the same place: then it gives both.
    """
    found: dict[tuple[int, Text, Hit], Find] = {}
    for place in places:
        for number, text in _texts_at(drafts, place):
            for hit in look(text.text, year=year):
                if place_of(place.record, place.kind, text, hit) == place:
                    find = Find(number=number, text=text, hit=hit, place=place)
                    found.setdefault((number, text, hit), find)
    # the code of a new study follows from its title, and so changes with it
    return sorted(found.values(), key=lambda find: find.place.field == "id")


def replaced(drafts: Sequence[Draft], found: Sequence[Find]) -> list[Draft]:
    """Give the drafts with each find replaced by its mask, such as ``[telefoonnummer]``."""
    hits: dict[tuple[int, Text], list[Hit]] = {}
    for find in found:
        hits.setdefault((find.number, find.text), []).append(find.hit)
    changed = list(drafts)
    for (number, text), each in hits.items():
        changed[number] = with_text(changed[number], text, mask(text.text, each))
    return changed


def with_text(draft: Draft, text: Text, written: str) -> Draft:
    """Give a draft with other words in place of one of its texts."""
    if text.path == WHY.path:
        return msgspec.structs.replace(draft, why=written)
    return msgspec.structs.replace(draft, fields=with_texts(draft.fields, {text.path: written}))


def _texts_at(drafts: Sequence[Draft], place: Place) -> Iterator[tuple[int, Text]]:
    of_kind = [each for each in enumerate(drafts) if each[1].kind == place.kind]
    # a new record gets another id at every attempt
    for number, draft in [each for each in of_kind if _id_of(each[1]) in (None, place.record)] or of_kind:
        for text in texts_of(draft.kind, draft.fields):
            if text.field == place.field and text.label == place.label:
                yield number, text
        if draft.why and place.label == WHY.label:
            yield number, msgspec.structs.replace(WHY, text=draft.why)


def _id_of(draft: Draft) -> str | None:
    return draft.id or draft.fields.get("id") or draft.fields.get("pseudonym")
