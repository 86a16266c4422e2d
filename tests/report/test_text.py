"""Blocks as plain text."""

from actionlab.report.blocks import (
    Block,
    Bullets,
    Card,
    Cards,
    Contents,
    Control,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Question,
    Quote,
    Run,
    Table,
    Title,
)
from actionlab.report.text import render_text


def shown(*blocks: Block, width: int = 40) -> str:
    return render_text(Document(title="T", blocks=blocks, author="A"), width)


def test_every_kind_of_block_has_a_form() -> None:
    text = shown(
        Title(title="Rapport", subtitle="Houten", facts=(("Versie", "concept"),), notice="Verzonnen."),
        Contents(heading="Inhoud"),
        Heading("Geleerd", 1, "3"),
        Paragraph((Run("Sterkte:", strong=True), Run(" vaker gezien"))),
        Heading("Studie", 2),
        Bullets(items=("eerst", (Run("dan"), Run(" dit")))),
        Heading("Inzicht", 3),
        Bullets(items=("een", "twee"), numbered=True),
        Quote(text="Nu weet ik het.", attribution="een inwoner"),
        PageBreak(),
        Table(caption="Afspraken", header=("Wat", "Wie"), rows=(("Bel", "jobcoach"), ("Lees", "team"))),
    )
    assert text == (
        "Rapport\nHouten\nVersie: concept\n\nVerzonnen.\n\n"
        "[Inhoud]\n\n"
        "3 Geleerd\n=========\n\n"
        "Sterkte: vaker gezien\n\n"
        "Studie\n------\n\n"
        "- eerst\n- dan dit\n\n"
        "Inzicht\n~~~~~~~\n\n"
        "1. een\n2. twee\n\n"
        "  ‘Nu weet ik het.’ – een inwoner\n\n"
        "[Afspraken]\n* Wat: Bel\n  Wie: jobcoach\n* Wat: Lees\n  Wie: team\n"
    )


def test_lines_are_no_longer_than_asked_and_go_on_below_their_text() -> None:
    long = "Een zin die over de rand van de regel gaat en dan verder loopt."
    text = shown(Bullets(items=(long,)), Paragraph(long), width=30)
    assert max(len(line) for line in text.splitlines()) <= 30
    assert text.startswith("- Een zin die over de rand van\n  de regel gaat en dan verder\n  loopt.\n")


def test_line_ends_in_a_cell_or_text_stay() -> None:
    assert shown(Paragraph("een\n\ntwee")) == "een\n\ntwee\n"
    table = Table(caption="C", header=("Komt uit",), rows=(("een\ntwee",),))
    assert shown(table) == "[C]\n* Komt uit: een\n  twee\n"


def test_an_empty_document_is_an_empty_line() -> None:
    assert shown(PageBreak(), Paragraph("")) == "\n"


def test_a_long_heading_is_underlined_as_wide_as_the_page() -> None:
    assert shown(Heading("woord " * 20, 2), width=20).splitlines()[-1] == "-" * 20


def test_what_looks_like_markup_is_text() -> None:
    assert shown(Paragraph("[deelnemer 3] zei [/]")) == "[deelnemer 3] zei [/]\n"


def test_a_question_of_a_form_shows_its_boxes_and_lines() -> None:
    boxes = (
        Control(tag="signal.helping", label="helpt", kind="check", text="helpt", value="x"),
        Control(tag="signal.hindering", label="hindert", kind="check", text="hindert"),
    )
    line = Control(tag="date", label="Datum", kind="date")
    table = Table(caption="Leerdoelen", header=("Doel", "Cijfer"), rows=(("Regie", boxes),))

    text = shown(Question(text="Helpt het?", help="Eén vakje.", controls=(*boxes, line)), table)

    assert text.splitlines() == [
        "Helpt het? Eén vakje.",
        "  [x] helpt [ ] hindert Datum: ____",
        "",
        "[Leerdoelen]",
        "* Doel: Regie",
        "  Cijfer: [x] helpt [ ] hindert",
    ]


def test_a_card_has_a_line_to_cut_along_and_its_number_before_the_title() -> None:
    cards = (Card(number="O1-1", title="Regie", lines=("Eerst dit.",), foot="Houten"),)
    two = (*cards, Card(number="O1-2", title="Tempo", lines=()))
    assert shown(Cards(cards=two), width=10) == (
        "- - - - - \nO1-1 Regie\n~~~~~~~~~~\nEerst dit.\nHouten\n\n- - - - - \nO1-2 Tempo\n~~~~~~~~~~\n"
    )
