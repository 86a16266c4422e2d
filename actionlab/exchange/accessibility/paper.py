"""A paper: a Word file as somebody meets it, paragraph by paragraph, with tables, pictures and links.

What was deleted with tracked changes is not there any more, what was inserted is.
"""

from collections import Counter
from collections.abc import Sequence

import msgspec

from actionlab.exchange.accessibility.findings import Place
from actionlab.exchange.accessibility.looks import Properties, RunLooks


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """Words that look the same; `is_link` when a click on them leads somewhere."""

    text: str
    looks: RunLooks
    is_link: bool = False


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph; `level` is that of a heading, from 1, else 0; `style` a name in small letters.

    `listed` tells that Word counts or marks it, `holds` that there is something else than words in it: a
    picture, a field of a form, a page break. `table` is the number of its table, None outside tables.
    """

    place: Place
    text: str
    runs: tuple[Run, ...]
    properties: Properties
    style: str
    level: int = 0
    listed: bool = False
    holds: bool = False
    table: int | None = None
    in_contents: bool = False


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A cell of a table: whether there is nothing in it, and whether it is joined with another one."""

    is_empty: bool
    is_merged: bool


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a table: whether it is marked as header, and whether the end of a page may split it."""

    is_header: bool
    can_split: bool
    cells: tuple[Cell, ...]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table; `name` is what it says of itself to who cannot see it, `is_nested` that it is in a cell."""

    number: int
    place: Place
    rows: tuple[Row, ...]
    name: str
    is_nested: bool


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """Something drawn; `description` is its text for who cannot see it, `sort` *picture*, *chart* or *shape*.

    `floats` tells that it is not in line with the text.
    """

    place: Place
    sort: str
    description: str
    is_decorative: bool
    floats: bool
    is_word_art: bool


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A link and the words that show."""

    place: Place
    text: str


class FormField(msgspec.Struct, frozen=True, kw_only=True):
    """A field to fill in, and its name for who cannot see it."""

    place: Place
    name: str


class Margin(msgspec.Struct, frozen=True, kw_only=True):
    """Text around the text; `sort` is *header*, *footer*, *footnotes* or *endnotes*."""

    sort: str
    paragraphs: tuple[Paragraph, ...]
    pictures: tuple[Picture, ...]


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """All of a Word file that the demands are about.

    `language` is that of the file as a whole, `title`, `author` and `subject` are its properties ("" for
    none). `order` gives the sort of everything outside tables in order (*heading*, *paragraph*, *table*,
    *chart*), with its place. `text_boxes` are places of words outside the flow of the text.
    """

    name: str
    language: str
    title: str
    author: str
    subject: str
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]
    pictures: tuple[Picture, ...]
    links: tuple[Link, ...]
    fields: tuple[FormField, ...]
    text_boxes: tuple[Place, ...]
    order: tuple[tuple[str, Place], ...]
    margins: tuple[Margin, ...]
    has_contents: bool
    has_page_numbers: bool


def ordinary_size(paragraphs: Sequence[Paragraph]) -> float | None:
    """Give the size in points in which most letters stand, outside headings, tables and contents.

    None when there are none.
    """
    letters: Counter[float] = Counter()
    for each in paragraphs:
        if each.table is None and not each.level and not each.in_contents:
            for run in each.runs:
                letters[run.looks.size] += len(run.text.strip())
    return letters.most_common(1)[0][0] if letters else None
