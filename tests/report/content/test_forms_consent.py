"""The information letter and consent form: everything is told, nothing is made up."""

from typing import Any

import pytest
from forms_made import SETTINGS, made, outline, tags_of

from actionlab.model.forms import tags
from actionlab.model.settings import Settings
from actionlab.report import blocks


def letter(settings: Settings = SETTINGS, **fields: Any) -> blocks.Document:
    return made(settings=settings, **fields)["informatiebrief-en-toestemming.docx"]


def test_the_letter_tells_everything_that_somebody_must_know_before_saying_yes() -> None:
    said = outline(letter(main_question="Wie neemt de regie?"))
    for told in (
        "Hogeschool (voorbeeld), samen met de gemeente Houten",
        "Wie neemt de regie?",
        "Wat leggen wij vast?",
        "Wie ziet het?",
        "zonder uw naam",
        "tot 10 jaar na het einde",
        "binnen 6 maanden na het einde",
        "U hoeft niet te zeggen waarom.",
        "geen gevolgen voor uw uitkering",
        "Neem contact op met het kenniscentrum",
        "Functionaris gegevensbescherming",
        "Autoriteit Persoonsgegevens",
        "lezen de brief ook graag aan u voor",
        "U mag iemand meenemen",
    ):
        assert told in said


def test_the_days_of_the_study_go_before_the_months_of_the_settings() -> None:
    said = outline(letter(retention_until="2036-06-30", key_file_destroy_by="2027-01-01"))
    assert "tot en met 30 juni 2036" in said
    assert "vóór 1 januari 2027" in said
    assert "na het einde" not in said


def test_what_the_workspace_does_not_know_is_a_line_to_write_on_and_never_made_up() -> None:
    bare = letter(Settings(), municipality=["GM0321", "GM0356"])
    assert [tag for tag in tags_of(bare) if "." not in tag][:3] == ["organisation", "contact", "dpo"]
    assert "samen met de gemeenten Houten en Nieuwegein" in outline(bare)
    assert [tag for tag in tags_of(letter()) if tag in ("organisation", "contact", "dpo")] == ["dpo"]


@pytest.mark.parametrize(
    ("basis", "told"),
    [
        ("public_task", "een taak van algemeen belang"),
        ("consent", "als u daar toestemming voor geeft"),
        ("to_be_decided", None),
        (None, None),
    ],
)
def test_the_legal_basis_is_told_when_it_is_decided(basis: str | None, told: str | None) -> None:
    said = outline(letter(legal_basis=basis))
    assert ("AVG" in said) == bool(told)
    assert told is None or told in said


def test_what_somebody_agrees_to_is_ticked_on_a_page_of_its_own_and_signed_by_pen() -> None:
    found = letter()
    after = found.blocks[[isinstance(block, blocks.PageBreak) for block in found.blocks].index(True) :]
    page = blocks.Document(title="", blocks=after, author="")
    assert tags_of(page) == [*tags("consent")[1:5], "participant", "date"]
    (table,) = [block for block in after if isinstance(block, blocks.Table)]
    assert [cell.strip() for row in table.rows for cell in row[1:] if isinstance(cell, str)] == [""] * 4
