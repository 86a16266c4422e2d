"""Open fields: what a walk through a text is in the middle of, such as a link or a table of contents.

A field of Word has a begin mark, its instruction ("HYPERLINK …", "TOC …"), a separating mark, the words
that show, and an end mark; it may hold paragraphs and other fields.
"""

from actionlab.exchange.accessibility.findings import Place
from actionlab.exchange.accessibility.paper import Link


class OpenLink:
    """A link that is open: the words that it shows so far."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._words: list[str] = []

    def add(self, text: str) -> None:
        """Add words that show."""
        self._words.append(text)

    def ended(self) -> Link:
        """Give the link with all the words that it showed."""
        return Link(place=self._place, text="".join(self._words).strip())


class _Field:
    def __init__(self) -> None:
        self.instruction = ""
        self.link: OpenLink | None = None


class OpenFields:
    """The fields that are open here; `instructions` and `links` are those of the fields met so far.

    `contents` is how many tables of contents there were.
    """

    def __init__(self) -> None:
        self.instructions: list[str] = []
        self.links: list[Link] = []
        self.contents = 0
        self._open: list[_Field] = []

    def mark(self, sort: str, place: Place) -> None:
        """Go on after a mark: *begin*, *separate* or *end*."""
        if sort == "begin":
            self._open.append(_Field())
        elif self._open and sort == "separate":
            field = self._open[-1]
            kind = next(iter(field.instruction.split()), "")
            self.contents += kind == "TOC"
            if kind == "HYPERLINK":
                field.link = OpenLink(place)
        elif self._open and sort == "end":
            field = self._open.pop()
            self.instructions.append(field.instruction.strip())
            if field.link:
                self.links.append(field.link.ended())

    def instruct(self, text: str) -> None:
        """Add to the instruction of the innermost field."""
        if self._open:
            self._open[-1].instruction += text

    @property
    def link(self) -> OpenLink | None:
        """The link that the words here are part of."""
        return next((field.link for field in self._open if field.link), None)

    @property
    def is_in_contents(self) -> bool:
        """Whether the words here are part of a table of contents."""
        return any(field.instruction.split()[:1] == ["TOC"] for field in self._open)
