"""What the program makes itself meets every demand that it puts to the files of others."""

import pytest
from every_document import HOUSE_STYLES, MUNICIPALITIES, Words, forms, report, reports

from actionlab.exchange.accessibility.checking import check_accessibility
from actionlab.exchange.accessibility.findings import Finding


def findings(content: bytes) -> tuple[Finding, ...]:
    return check_accessibility(content, "rapport.docx").findings


@pytest.mark.parametrize("words", reports("Houten"), ids=" ".join)
def test_a_report_meets_every_demand(words: Words) -> None:
    assert findings(report(words)) == ()


def test_our_own_letters_have_no_serifs() -> None:
    notes = check_accessibility(report(("-m", "Houten", "--audience", "municipality")), "rapport.docx").notes

    assert "font_serif" not in {each.rule for each in notes}


@pytest.mark.parametrize("house_style", HOUSE_STYLES)
def test_a_report_in_another_house_style_meets_every_demand(house_style: str) -> None:
    assert findings(report(("-m", "Houten", "--audience", "municipality"), house_style)) == ()


@pytest.mark.long
@pytest.mark.parametrize("house_style", ["", *HOUSE_STYLES])
@pytest.mark.parametrize("words", reports(*MUNICIPALITIES), ids=" ".join)
def test_every_report_in_every_house_style_meets_every_demand(words: Words, house_style: str) -> None:
    assert findings(report(words, house_style)) == ()


@pytest.mark.parametrize("name", forms())
def test_a_form_meets_every_demand(name: str) -> None:
    # in 11 points it would not stay on one page, and who reads it on a screen can enlarge it
    allowed = {"type_small"} if name == "waarnemingsformulier.docx" else set()

    assert {each.rule for each in findings(forms()[name])} <= allowed
