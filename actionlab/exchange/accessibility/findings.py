"""Findings: what in a Word file keeps people from reading it, each with what to do about it in Word.

A finding is something that a program can be sure of. A note is something to look at: only a person can
judge it.
"""

from collections.abc import Iterable, Mapping

import msgspec

from actionlab.i18n import N_, _, current_language


class Place(msgspec.Struct, frozen=True):
    """A place in a text: the heading above it ("" for none) and the number of the paragraph, from 1.

    The number counts all paragraphs, empty ones and those in tables too; 0 is the file as a whole.
    """

    heading: str = ""
    paragraph: int = 0


class Rule(msgspec.Struct, frozen=True):
    """A demand: what is wrong when it is not met, and what to do; a note is to be looked at."""

    what: str
    remedy: str
    is_note: bool = False


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A demand that is not met (`rule`, in `RULES`), in all the places where it is not in the same way."""

    rule: str
    places: tuple[Place, ...]
    facts: Mapping[str, str] = {}

    @property
    def is_note(self) -> bool:
        """Whether only a person can judge this."""
        return RULES[self.rule].is_note

    @property
    def what(self) -> str:
        """What is wrong, as a sentence in the active language."""
        return _(RULES[self.rule].what).format(**self.facts)

    @property
    def remedy(self) -> str:
        """What to do about it in Word."""
        return _(RULES[self.rule].remedy).format(**self.facts)


def found(rule: str, *places: Place, **facts: object) -> Finding:
    """Make a finding; without a place it is about the file as a whole."""
    return Finding(
        rule=rule, places=places or (Place(),), facts={key: str(fact) for key, fact in facts.items()}
    )


def figure(number: float) -> str:
    """Give a number as people write it in the active language: 4.5 or 4,5."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if current_language() == "nl" else text


def shortened(text: str, most: int = 40) -> str:
    """Give the beginning of a text, to be recognised in a message."""
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def together(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give the findings with those that say the same in several places as one, in order of first place."""
    places: dict[tuple[str, tuple[tuple[str, str], ...]], list[Place]] = {}
    for each in findings:
        places.setdefault((each.rule, tuple(sorted(each.facts.items()))), []).extend(each.places)
    return tuple(
        Finding(rule=rule, places=tuple(dict.fromkeys(where)), facts=dict(facts))
        for (rule, facts), where in places.items()
    )


RULES = {
    "language_missing": Rule(
        N_("The file does not say in which language it is written."),
        N_("Select all text (Ctrl+A) and choose the language: Review > Language > Set Proofing Language."),
    ),
    "language_wrong": Rule(
        N_("These words look like another language ({looks_like}) than the file says ({told})."),
        N_("Select them and choose their language: Review > Language > Set Proofing Language."),
    ),
    "title_missing": Rule(
        N_("The file has no title of its own."), N_("Give it one: File > Info > Properties > Title.")
    ),
    "title_is_file_name": Rule(
        N_("The title of the file is a file name or a word that stood there already: {title}."),
        N_("Give it a title that says what it is about: File > Info > Properties > Title."),
    ),
    "author_missing": Rule(
        N_("The file does not say which organisation made it."),
        N_("Fill in the organisation: File > Info > Related People > Author."),
    ),
    "subject_missing": Rule(
        N_("The file does not say what its subject is."),
        N_("Fill it in: File > Info > Properties > Subject."),
        is_note=True,
    ),
    "heading_skipped": Rule(
        N_("A heading of level {level} stands below one of level {above}: a level is skipped."),
        N_("Choose the style of the level below the heading above it: Home > Styles."),
    ),
    "heading_empty": Rule(
        N_("There is a heading without words."), N_("Remove it, or give it the style Normal.")
    ),
    "heading_looks": Rule(
        N_("This looks like a heading and is none: {text}."),
        N_("Give it the style Heading 1, 2 or 3: Home > Styles."),
    ),
    "headings_missing": Rule(
        N_("The text is long and has no headings."),
        N_("Give the lines above each part the style Heading 1 or 2: Home > Styles."),
    ),
    "contents_missing": Rule(
        N_("The text is long and has no table of contents."),
        N_("Put one on a page before the text: References > Table of Contents."),
    ),
    "page_numbers_missing": Rule(
        N_("The text is long and has no page numbers."), N_("Put them in: Insert > Page Number.")
    ),
    "contents_empty": Rule(
        N_("The table of contents is empty until Word makes it, and stays empty on a phone."),
        N_("Click in it and choose: References > Update Table."),
    ),
    "list_typed": Rule(
        N_("Here a list was made by typing signs or numbers: {text}."),
        N_("Remove the signs, select the lines and choose: Home > Bullets, or Numbering."),
    ),
    "table_header": Rule(
        N_("The table has no row that is marked as header."),
        N_("Click in its first row and tick: Table Layout > Repeat Header Rows."),
    ),
    "table_merged": Rule(
        N_("The table has cells that are joined."),
        N_("Split them, so that every row has as many cells as the header: Table Layout > Split Cells."),
    ),
    "table_empty_cell": Rule(
        N_("The table has cells without anything in them."),
        N_("Fill them in: a dash (–) says that there is nothing to tell."),
    ),
    "table_caption": Rule(
        N_("The table has no caption or heading above it, and no description."),
        N_("Click in it and choose: References > Insert Caption, above the table."),
    ),
    "table_row_split": Rule(
        N_("The end of a page may split a row of the table."),
        N_("Select the table; Table Layout > Properties > Row: do not let a row break across pages."),
    ),
    "table_nested": Rule(
        N_("There is a table in a cell of another table."),
        N_("Take it out and put it below the other one, or make it a list."),
    ),
    "table_for_layout": Rule(
        N_("This table holds no data: it puts text in its place. A screen reader reads it as a table."),
        N_("Turn it into text: Table Layout > Convert to Text."),
    ),
    "text_box": Rule(
        N_("There are words in a text box or frame. A screen reader skips them or reads them last."),
        N_("Put the words in the text itself and remove the box."),
    ),
    "floating": Rule(
        N_("A picture or shape is not in line with the text: it has no place in the order of reading."),
        N_("Select it and choose: Layout Options > In Line with Text."),
    ),
    "word_art": Rule(
        N_("There are words that are drawn (WordArt)."), N_("Type the words as text and remove the drawing.")
    ),
    "alt_text": Rule(
        N_("A picture, chart or shape has no alternative text."),
        N_("Right-click on it and choose View Alt Text: say what it shows, or mark it as decorative."),
    ),
    "alt_text_says_nothing": Rule(
        N_("The alternative text of a picture says nothing: {text}."),
        N_("Right-click on it and choose View Alt Text: say what it shows, or mark it as decorative."),
    ),
    "chart_without_table": Rule(
        N_("The numbers of this chart do not stand in a table near it."),
        N_("Put a table with the same numbers right below the chart."),
    ),
    "contrast": Rule(
        N_(
            "The words are hard to read: colour {colour} on {background} has a contrast of {ratio} to 1;"
            " {least} is the least."
        ),
        N_("Choose a darker colour for the words, or a lighter one behind them."),
    ),
    "font_serif": Rule(
        N_("The font {font} has serifs, which are harder to read on a screen."),
        N_("Choose a sans serif font, such as Calibri, Aptos, Arial or Verdana."),
        is_note=True,
    ),
    "type_small": Rule(
        N_("The text is set in {size} points; 11 is the least."),
        N_("Make the style Normal 11 or 12 points: Home > Styles > Modify."),
    ),
    "type_tiny": Rule(
        N_("There are words of {size} points; 10 is the least, also in tables and notes."),
        N_("Make them larger."),
    ),
    "type_small_print": Rule(
        N_("There are words of {size} points, in tables or notes. Is that large enough?"),
        N_("Make them 11 points when they are more than small print."),
        is_note=True,
    ),
    "line_spacing": Rule(
        N_("The lines are {spacing} apart; 1.15 is the least."),
        N_("Choose Home > Line and Paragraph Spacing: 1.15."),
    ),
    "justified": Rule(
        N_("The text is made straight on both sides, which makes holes between the words."),
        N_("Select it and choose: Home > Align Left."),
    ),
    "not_left": Rule(
        N_("Text of more than a line stands in the middle or at the right."),
        N_("Select it and choose: Home > Align Left."),
    ),
    "all_caps": Rule(
        N_("There is text in capitals only: {text}."), N_("Write it in small letters; use bold for stress.")
    ),
    "underline": Rule(
        N_("There are underlined words that are no link: {text}."),
        N_("Take the line away; use bold for stress."),
    ),
    "empty_paragraphs": Rule(
        N_("There are empty paragraphs that make room."),
        N_("Remove them and use the space before and after a paragraph: Layout > Spacing."),
    ),
    "spaces": Rule(
        N_("There are rows of spaces or tabs that put words in their place: {text}."),
        N_("Use a tab stop, a list or a table instead."),
    ),
    "link_text": Rule(
        N_("The words of a link do not say where it leads: {text}."),
        N_("Write what one finds there, in words that can be understood without the text around them."),
    ),
    "link_address": Rule(
        N_("A link shows its address, which a screen reader reads sign by sign: {text}."),
        N_("Right-click on it, choose Edit Hyperlink, and write words to display."),
    ),
    "field_name": Rule(
        N_("A field to fill in has no name."),
        N_("Click in it and choose Developer > Properties: give it a title that says what to fill in."),
    ),
    "margin_text": Rule(
        N_("The header or footer holds words that stand nowhere else; a screen reader skips them: {text}."),
        N_("Say it in the text too, if it matters."),
        is_note=True,
    ),
    "footnotes": Rule(
        N_("There are footnotes or endnotes: {n}. They are hard to find with a screen reader."),
        N_("Put in the text itself what matters."),
        is_note=True,
    ),
    "colour_meaning": Rule(
        N_("Some words have another colour than those around them."),
        N_("See that the words say the same without the colour."),
        is_note=True,
    ),
    "abbreviations": Rule(
        N_("Are these abbreviations explained where they stand first? {words}"),
        N_("Write them in full at first, with the abbreviation in brackets behind it."),
        is_note=True,
    ),
}
