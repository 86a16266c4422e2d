"""The forms of a study, read as blocks: which ones there are, and that each reads as it was approved."""

from io import BytesIO

import docx
import pytest
from builders import AGREED, CHECKOUT, observation, people
from docx.oxml.ns import qn
from forms_made import (
    MODULE,
    STATEMENTS,
    TEXT,
    WORDING,
    controls,
    made,
    outline,
    session,
    tags_of,
    template_forms,
)

from actionlab.model.forms import MARK, SCANS, tags
from actionlab.model.settings import Settings
from actionlab.report import blocks
from actionlab.report.word.rendering import render_word
from actionlab.report.wording import Wording

GOLDEN = CHECKOUT / "tests" / "golden"


class Noting(Wording):
    """The wording, noting which of its keys are used."""

    def __init__(self) -> None:
        super().__init__({})
        self.used: set[str] = set()

    def __call__(self, key: str, **values: object) -> str:
        self.used.add(key)
        return WORDING(key, **values)

    def keys(self) -> frozenset[str]:
        return WORDING.keys()


@pytest.mark.parametrize(
    ("golden", "file"),
    [
        ("form_observation", "waarnemingsformulier.docx"),
        ("form_evaluation", "evaluatie-regie-afspreken.docx"),
        ("form_attendance", "presentielijst-regie-afspreken.docx"),
        ("form_scan", "samenwerkingsscan.docx"),
        ("form_consent", "informatiebrief-en-toestemming.docx"),
    ],
)
def test_a_form_reads_as_it_was_approved(golden: str, file: str) -> None:
    """These files were read line by line; a change of one is a change for the people who fill it in."""
    approved = (GOLDEN / f"{golden}.txt").read_text(encoding="utf-8")
    assert outline(template_forms("driehoeksgesprek-en-regie")[file]) == approved


def test_every_form_knows_itself_and_has_each_field_once() -> None:
    for name, document in made(session("trn-0001"), modules=(MODULE,)).items():
        assert document.form is not None
        assert (document.form.study, document.form.version) == ("een", 1)
        found = tags_of(document)
        assert len(set(found)) == len(found), name
        assert [each.label for each in controls(document) if not each.label or len(each.label) > 64] == []


def test_the_file_of_a_form_has_every_field_with_its_name() -> None:
    style = (CHECKOUT / "templates" / "house-style.docx").read_bytes()
    for document in made(session("trn-0001"), modules=(MODULE,)).values():
        body = docx.Document(BytesIO(render_word(document, style))).element.body
        named = [
            tuple(each.find(qn(name)).get(qn("w:val")) for name in ("w:tag", "w:alias"))
            for each in body.iter(qn("w:sdtPr"))
        ]
        *own, (mark, _label) = named
        assert own == [(each.tag, each.label) for each in controls(document)]
        assert mark == MARK


def test_no_field_has_a_name_that_its_reader_does_not_know() -> None:
    for template in (CHECKOUT / "templates/studies").glob("*.toml"):
        for document in template_forms(template.stem, title="Samen").values():
            assert document.form is not None
            known = {*tags(document.form.form, prompts=20, goals=20), "contact", "dpo", "organisation"}
            offered = {tag for tag in tags_of(document) if not tag.startswith("goal.")}
            assert {tag.removesuffix("_other") for tag in offered} - known <= {
                "setting",
                "observer_role",
                "present",
                "quote.speaker_role",
            }


def test_nobody_is_asked_for_a_name_on_a_screen() -> None:
    for document in made(modules=(MODULE,)).values():
        written = [each.label for each in controls(document) if each.kind in ("text", "lines")]
        assert [label for label in written if "naam" in label.casefold()] == []
    for name in ("waarnemingsformulier.docx", "presentielijst-regie-afspreken.docx"):
        assert "geen namen" in outline(made(modules=(MODULE,))[name])


def test_a_study_without_anything_has_the_forms_that_every_study_needs() -> None:
    assert list(made()) == [
        "waarnemingsformulier.docx",
        "samenwerkingsscan.docx",
        "zelfscan-expertise.docx",
        "informatiebrief-en-toestemming.docx",
    ]


def test_the_scans_are_those_of_the_study() -> None:
    def scans(*instruments: str) -> list[str]:
        return [
            each
            for each in made(instruments=[{"instrument": name} for name in instruments])
            if "scan" in each
        ]

    assert scans("ladder", "expertise_self_scan") == ["zelfscan-expertise.docx"]
    assert scans("ladder") == []


@pytest.mark.parametrize("scan", SCANS)
def test_a_scan_has_the_statements_of_the_report_and_a_box_for_each_answer(scan: str) -> None:
    name = {"collaboration_scan": "samenwerkingsscan.docx", "expertise_self_scan": "zelfscan-expertise.docx"}
    found = made()[name[scan]]
    (table,) = [block for block in found.blocks if isinstance(block, blocks.Table)]
    assert [row[0] for row in table.rows] == [f"{n}. {each}" for n, each in enumerate(STATEMENTS[scan], 1)]
    assert set(tags_of(found)) == set(tags(scan))


def test_invented_data_are_marked() -> None:
    invented = made(settings=Settings(synthetic=True))
    assert all("verzonnen" in outline(document) for document in invented.values())
    assert not any("verzonnen" in outline(document) for document in made().values())


def test_every_sentence_of_the_wording_is_used() -> None:
    wording = Noting()
    many = [f"Wat gebeurt er {n}?" for n in range(30)]
    both = ["GM0321", "GM0356"]
    few, invented = Settings(retention_years=1, key_file_months=1), Settings(synthetic=True)
    made(wording=wording, modules=(MODULE,), observation_prompts=["Wie?"], main_question="Waarover?")
    made(wording=wording, observation_prompts=many, legal_basis="public_task", settings=invented)
    made(wording=wording, legal_basis="consent", settings=few, municipality=both)
    made(wording=wording, municipality=both)
    made(wording=wording, retention_until="2036-06-30", key_file_destroy_by="2027-01-01")
    assert WORDING.keys() - wording.used == set()


def test_the_words_of_the_forms_are_those_of_this_house() -> None:
    for word in ("observatie", "cliënt", "nulmeting", "effect", "bewezen", " je ", " jouw "):
        assert word not in TEXT.casefold()


def test_the_same_records_give_the_same_forms() -> None:
    seen = [observation(present_roles=["jobcoach"], participants=[]), *people(3, consent=AGREED)]
    assert made(*seen) == made(*reversed(seen))
