"""Blocks: what a document says, before anybody decides how it looks.

A document is a list of blocks; every renderer (Word, the terminal) walks the same list and none of them
decides what is said. Text is plain text: never markup. Blocks hold only what the reader may see.
"""

from collections.abc import Sequence

import msgspec

from actionlab.model.form_mark import Mark
from actionlab.model.report_mark import ReportMark


class Title(msgspec.Struct, frozen=True, kw_only=True):
    """The title page: title, a line below it, and labelled facts such as the period."""

    title: str
    subtitle: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    notice: str = ""


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """A linked table of contents of all headings up to `depth`."""

    heading: str
    depth: int = 2


class Heading(msgspec.Struct, frozen=True):
    """A heading; level 1 to 3, never skipping one. `number` is shown before it ("3", "B1") when given."""

    text: str
    level: int = 1
    number: str = ""


class Begin(msgspec.Struct, frozen=True):
    """What follows, up to the `End` of the same name, is one place; a remark in it can be tied to it.

    Places have the names of `actionlab.model.places`. They do not overlap.
    """

    place: str


class End(msgspec.Struct, frozen=True):
    """The place that began with this name ends here."""

    place: str


class Run(msgspec.Struct, frozen=True):
    """A piece of a paragraph; `strong` text is set apart by weight, `link` names a place to go to."""

    text: str
    strong: bool = False
    link: str = ""


Text = str | tuple[Run, ...]


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph of one or more runs; a plain string is one run.

    `style` is *body*; *lead* introduces, *strength* stands below the heading of an insight and says at a
    glance how often it was seen, *call_out* is what nobody should miss, *note* is small print under a table,
    *warning* a remark that must not be missed.
    """

    text: Text
    style: str = "body"


class Bullets(msgspec.Struct, frozen=True, kw_only=True):
    """A list; `numbered` lists count 1, 2, 3 and start again at each list. Items are strings or runs.

    `style` is *list*, or *ask* for what is asked of the reader. `places` names each item as a place, with ""
    for one that is none; empty when none is.
    """

    items: tuple[Text, ...]
    numbered: bool = False
    style: str = "list"
    places: tuple[str, ...] = ()


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said, with who may be named ("een inwoner"). Quotation marks are the renderer's."""

    text: str
    attribution: Text


class Control(msgspec.Struct, frozen=True, kw_only=True):
    """A field of a form, to be filled in on a screen or by pen.

    `tag` is the name by which the field is read back, `label` what a screen reader says. `kind` is *text*
    (one line), *lines* (several), *date*, *check* (a box to tick, with `text` behind it) or *fixed* (to be
    read only). `hint` shows as long as nothing is filled in, `value` was filled in beforehand.
    """

    tag: str
    label: str
    kind: str = "text"
    hint: str = ""
    value: str = ""
    text: str = ""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A question of a form with the fields for its answer, and `help` in small print.

    `room` is the number of lines kept free for who writes by pen. Boxes to tick stand behind one another
    when `across` is true, else below one another.
    """

    text: str
    controls: tuple[Control, ...]
    help: str = ""
    room: int = 0
    across: bool = True


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A data table: header row, rows of equal length, a caption above, a description for who cannot see it.

    `widths` are relative column widths (equal when empty); `numeric` lists the column numbers (from 0)
    that hold numbers and are set right. A cell holds a text or runs, in a form it may hold fields. `places`
    gives the names of each row as a place, several for a row that stands for several things; empty when no
    row has one.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str | tuple[Run, ...] | tuple[Control, ...], ...], ...]
    description: str = ""
    widths: tuple[int, ...] = ()
    numeric: tuple[int, ...] = ()
    places: tuple[tuple[str, ...], ...] = ()


class Series(msgspec.Struct, frozen=True):
    """The values of a chart that belong together, one per category; None is not shown, never zero."""

    name: str
    values: tuple[float | None, ...]


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """A chart; the same numbers always stand in a table beside it.

    `kind` is *bars* (lying), *columns*, *stacked* (lying, on top of one another), *line* or *timeline*. A
    timeline has two series, the first day of each category in days since 1 January 1970 and its length in
    days. `title` stands above it like the caption of a table, `description` says the same for who cannot see
    it. `low` and `high` are the ends of the axis where these are fixed, such as those of a scale.
    """

    kind: str
    title: str
    description: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    value_title: str = ""
    low: float | None = None
    high: float | None = None


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """A card to cut out and lay on a table: a short `number`, a title, some lines, and a line at its foot."""

    number: str
    title: str
    lines: tuple[str, ...]
    foot: str = ""
    place: str = ""


class Cards(msgspec.Struct, frozen=True, kw_only=True):
    """Cards in order; none is split by the end of a page."""

    cards: tuple[Card, ...]


class PageBreak(msgspec.Struct, frozen=True):
    """The next block starts on a new page."""


Block = (
    Title
    | Contents
    | Heading
    | Begin
    | End
    | Paragraph
    | Bullets
    | Quote
    | Table
    | Chart
    | Cards
    | Question
    | PageBreak
)


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """Blocks, and what a file says about itself.

    `created` is an ISO date; `language` a tag such as ``nl-NL``; `author` an organisation or the name of
    this program, never a person; `footer` stands on every page beside the page number, `header` above every
    page but the first. `form` makes it a form, and says which one; who renders it adds its fields and words.
    `mark` says what a report was made from.
    """

    title: str
    blocks: Sequence[Block]
    author: str
    subject: str = ""
    keywords: str = ""
    created: str = ""
    language: str = "nl-NL"
    header: str = ""
    footer: str = ""
    form: Mark | None = None
    mark: ReportMark | None = None


def plain(text: Text) -> str:
    """Give the words of a paragraph or list item without their weight."""
    return text if isinstance(text, str) else "".join(run.text for run in text)
