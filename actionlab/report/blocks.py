"""Blocks: what a document says, before anybody decides how it looks.

A document is a list of blocks; every renderer (Word, the terminal) walks the same list and none of them
decides what is said. Text is plain text: never markup. Blocks hold only what the reader may see.
"""

from collections.abc import Sequence

import msgspec

from actionlab.model.form_mark import Mark


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


class Run(msgspec.Struct, frozen=True):
    """A piece of a paragraph; `strong` text is set apart by weight."""

    text: str
    strong: bool = False


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph of one or more runs; a plain string is one run. `style` is body, lead, note or warning.

    *lead* introduces, *note* is small print under a table, *warning* a remark that must not be missed.
    """

    text: str | tuple[Run, ...]
    style: str = "body"


class Bullets(msgspec.Struct, frozen=True, kw_only=True):
    """A list; `numbered` lists count 1, 2, 3 and start again at each list. Items are strings or runs."""

    items: tuple[str | tuple[Run, ...], ...]
    numbered: bool = False


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said, with who may be named ("een inwoner"). Quotation marks are the renderer's."""

    text: str
    attribution: str


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
    that hold numbers and are set right. In a form a cell may hold fields instead of text.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str | tuple[Control, ...], ...], ...]
    description: str = ""
    widths: tuple[int, ...] = ()
    numeric: tuple[int, ...] = ()


class PageBreak(msgspec.Struct, frozen=True):
    """The next block starts on a new page."""


Block = Title | Contents | Heading | Paragraph | Bullets | Quote | Table | Question | PageBreak


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """Blocks, and what a file says about itself.

    `created` is an ISO date; `language` a tag such as ``nl-NL``; `author` an organisation or the name of
    this program, never a person; `footer` stands on every page beside the page number; `form` makes it a
    form, and says which one; who renders it adds its fields and words.
    """

    title: str
    blocks: Sequence[Block]
    author: str
    subject: str = ""
    keywords: str = ""
    created: str = ""
    language: str = "nl-NL"
    footer: str = ""
    form: Mark | None = None


def plain(text: str | tuple[Run, ...]) -> str:
    """Give the words of a paragraph or list item without their weight."""
    return text if isinstance(text, str) else "".join(run.text for run in text)
