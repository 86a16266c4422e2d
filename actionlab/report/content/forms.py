"""Forms: all that people outside the tool fill in for a study, on a screen or by pen."""

from collections.abc import Iterator, Mapping, Sequence

from actionlab.model.forms import SCANS
from actionlab.model.municipalities import slug
from actionlab.report.blocks import Document
from actionlab.report.content.forms_basis import Basis, FormFile
from actionlab.report.content.forms_consent import consent_form
from actionlab.report.content.forms_observation import observation_form
from actionlab.report.content.forms_scan import scan_form
from actionlab.report.content.forms_training import (
    Gathering,
    attendance_sheet,
    evaluation_form,
    to_count,
    to_evaluate,
)
from actionlab.report.wording import Wording

OBSERVATION = "waarnemingsformulier.docx"
CONSENT = "informatiebrief-en-toestemming.docx"
_SCAN_NAMES = {
    "collaboration_scan": "samenwerkingsscan.docx",
    "expertise_self_scan": "zelfscan-expertise.docx",
}
_LONGEST_NAME = 50


def forms(basis: Basis, say: Wording, statements: Mapping[str, Sequence[str]]) -> Iterator[FormFile]:
    """Give the forms of a study, each under its own name; `statements` are those of each scan.

    The scans are those that the study measures with, or both when it names no instruments at all.
    """
    study = basis.study.id
    yield _file(OBSERVATION, observation_form(basis, say), study)
    for name, gathering in _named("evaluatie", to_evaluate(basis)):
        yield _file(name, evaluation_form(basis, gathering, say), study, gathering.record_id)
    for name, gathering in _named("presentielijst", to_count(basis)):
        yield _file(name, attendance_sheet(basis, gathering, say), study, gathering.record_id)
    for scan in scans_of(basis):
        yield _file(_SCAN_NAMES[scan], scan_form(basis, scan, statements[scan], say), study)
    yield _file(CONSENT, consent_form(basis, say), study)


def scans_of(basis: Basis) -> tuple[str, ...]:
    """Give the scans of a study: those among its instruments, or both when it names no instruments."""
    used = {each.instrument for each in basis.study.instruments}
    return tuple(scan for scan in SCANS if scan in used or not used)


def _file(name: str, document: Document, *made_from: str) -> FormFile:
    return FormFile(name=name, document=document, made_from=tuple(filter(None, made_from)))


def _named(kind: str, gatherings: Sequence[Gathering]) -> Iterator[tuple[str, Gathering]]:
    """Give each gathering with the name of its file; equal names are told apart by id or number."""
    names = [_name(kind, each) for each in gatherings]
    for number, (name, gathering) in enumerate(zip(names, gatherings, strict=True), 1):
        own = f"-{gathering.record_id or number}" if names.count(name) > 1 else ""
        yield f"{name}{own}.docx", gathering


def _name(kind: str, gathering: Gathering) -> str:
    # names of files are shown and remembered; what somebody wrote about a session stays in its record
    if gathering.record_id:
        return f"{kind}-{gathering.date or gathering.record_id}"
    return f"{kind}-{slug(gathering.title)[:_LONGEST_NAME].strip('-')}"
