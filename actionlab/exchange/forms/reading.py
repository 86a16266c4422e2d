"""A form that somebody filled in, read back: its answers by name, and all else that must not be lost.

What the form shows counts: tracked insertions are in, deletions are out, and the text of a date or a box
to tick goes before what the control itself holds. Nothing is taken for empty that cannot be read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from actionlab.errors import MALFORMED, ActionlabError
from actionlab.exchange.files.packages import MEGABYTE, Package, open_package
from actionlab.exchange.files.properties import custom_properties, parts_with_properties
from actionlab.exchange.files.refused import DamagedPackage, TooLarge
from actionlab.exchange.forms.fields import Element, Field, answer, is_box, odd_words
from actionlab.exchange.forms.texts import (
    ADDED,
    COMMENT,
    DELETED,
    Shown,
    TooDeep,
    hint_styles,
    transitional,
)
from actionlab.i18n import N_, _, ngettext
from actionlab.model.form_mark import Mark, digest, from_properties, from_reference
from actionlab.model.forms import FORMS, MARK, VERSION


class FilledForm(msgspec.Struct, frozen=True, kw_only=True):
    """What a filled form says; `about` is a training session or module, "" for other forms.

    `answers` holds by tag what was filled in, as typed (line ends are ``\\n``), and a date as ISO when the
    field holds one; what was left open is not there. `ticked` are the tags of the ticked boxes. `missing`
    are tags of this form whose field is gone, `twice` those that stand there more than once with different
    answers. `outside` is text that is not the form's own and stands in no field, `changes` are tracked
    changes and comments, `notes` sentences about what cannot be taken; all three are to be shown.
    """

    form: str
    study: str
    version: int
    about: str = ""
    answers: dict[str, str] = {}
    ticked: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()
    twice: dict[str, tuple[str, ...]] = {}
    outside: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class NotAForm(ActionlabError):
    """The Word document `file` is none of our forms."""

    exit_code = MALFORMED
    sentence = N_(
        "{file} is a Word document, but not a form or a report of actionlab. Make the forms of a study with"
        " 'actionlab forms', or bring in notes with 'actionlab log observation --paste'."
    )


class TagsLost(ActionlabError):
    """The form `file` has lost the names of its fields in `program`, so no answer can be told apart."""

    exit_code = MALFORMED
    sentence = N_(
        "{file} has lost the names of its fields: {program} leaves them out on saving. Copy the answers into"
        " an empty form in Word or in LibreOffice 25 or newer, and import that one."
    )


class NewerForm(ActionlabError):
    """The form `file` was made by a newer program; `version` is its version."""

    exit_code = MALFORMED
    sentence = N_(
        "{file} was made by a newer version of actionlab (form version {version}). Install the newest"
        " version."
    )


# a form that was written full has a tenth of a megabyte of text; pictures are not read
_READ_MOST = 10 * MEGABYTE
_EDGES = {"header", "footer"}
_NOTES = {"footnotes", "endnotes"}
_CHANGES = {ADDED: N_("added: {text}"), DELETED: N_("deleted: {text}"), COMMENT: N_("comment: {text}")}


def is_form(package: Package) -> bool:
    """Tell whether a Word document is one of our forms, also when its fields have lost their names.

    Raises `DamagedPackage` and `TooLarge` when it cannot be read.
    """
    return package.kind == "docx" and _Document(package).mark is not None


def read_form(content: bytes, file: str) -> FilledForm:
    """Give what somebody filled in, in the Word document `content`; `file` is its name for messages.

    Raises `NotAForm`, `TagsLost`, `NewerForm`, and one of `Refused` for what is no sound Word document. A
    form of an older version is read by the names that it has itself.
    """
    package = open_package(content, file)
    document = _Document(package) if package.kind == "docx" else None
    if document is None or document.mark is None:
        raise NotAForm(file=file)
    mark = document.mark
    if mark.version > VERSION or mark.form not in FORMS:
        raise NewerForm(file=file, version=mark.version)
    fields = _by_tag(document.shown.fields)
    own = {tag: found for tag, found in fields.items() if tag in mark.tags or not mark.tags}
    missing = tuple(tag for tag in mark.tags if tag not in own)
    if not own or (missing and document.lost_names):
        raise TagsLost(file=file, program=document.program or _("another program"))
    return _filled(document, mark, own, missing)


class _Document:
    """A Word document that was read whole. `mark` is None when it is no form of ours."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._room = _READ_MOST
        main = package.main
        related = [(each.type, each.target) for each in package.relations(main)]
        self.shown = Shown(self._hint_styles(related))
        try:
            self._read(main)
            for kind, name in related:
                if kind in _EDGES or kind in _NOTES:
                    self._read(name, is_edge=kind in _EDGES)
                elif kind == "comments":
                    self._read_comments(name)
        except TooDeep:
            raise DamagedPackage(file=package.file) from None
        self.program = self._program()
        self.mark = self._mark()

    @property
    def lost_names(self) -> bool:
        """Whether the program that saved it is known to leave out the names of fields, and did."""
        return self.program.startswith("LibreOffice") and self.shown.nameless > 0

    def _xml(self, name: str) -> Element | None:
        self._room -= len(self._package.part(name) or b"")
        if self._room < 0:
            raise TooLarge(file=self._package.file, most=_READ_MOST // MEGABYTE)
        root = self._package.xml(name)
        return None if root is None else transitional(root)

    def _read(self, name: str, *, is_edge: bool = False) -> None:
        root = self._xml(name)
        if root is not None:
            self.shown.read(root, is_edge=is_edge)

    def _read_comments(self, name: str) -> None:
        root = self._xml(name)
        if root is not None:
            self.shown.read_comments(root)

    def _hint_styles(self, related: Sequence[tuple[str, str]]) -> frozenset[str]:
        roots = (self._xml(name) for kind, name in related if kind == "styles")
        return frozenset().union(*(hint_styles(root) for root in roots if root is not None))

    def _program(self) -> str:
        """Give the program that saved the document, such as "LibreOffice 7.4"; "" when unknown."""
        for root in parts_with_properties(self._package, "extendedproperties"):
            text = str(root.findtext("{*}Application") or "")
            if found := re.match(r"(LibreOffice|OpenOffice)[^0-9]*/?([0-9]+\.[0-9]+)", text):
                return f"{found[1]} {found[2]}"
        return ""

    def _mark(self) -> Mark | None:
        """Give the mark of the form: from its properties, else from the line at its end."""
        if mark := from_properties(custom_properties(self._package)):
            return mark
        texts = [field.text for field in self.shown.fields if field.tag == MARK]
        texts += self.shown.paragraphs if not texts else []
        marks = (from_reference(text) for text in texts)
        return next((mark for mark in marks if mark and mark.form in FORMS), None)


def _by_tag(fields: Sequence[Field]) -> dict[str, list[Field]]:
    found: dict[str, list[Field]] = {}
    for field in fields:
        if field.tag != MARK:
            found.setdefault(field.tag, []).append(field)
    return found


def _filled(
    document: _Document, mark: Mark, own: Mapping[str, Sequence[Field]], missing: tuple[str, ...]
) -> FilledForm:
    shown = document.shown
    answers, ticked, twice = {}, set(), {}
    for tag, found in own.items():
        values = list(dict.fromkeys(value for field in found if (value := answer(field, mark.hints))))
        if len(values) > 1:
            twice[tag] = tuple(values)
        if values and is_box(found[0]):
            ticked.add(tag)
        elif values:
            answers[tag] = values[0]
    return FilledForm(
        form=mark.form,
        study=mark.study,
        version=mark.version,
        about=mark.about,
        answers=answers,
        ticked=frozenset(ticked),
        missing=missing,
        twice=twice,
        outside=tuple(_outside(shown, mark, own)),
        changes=tuple(_(_CHANGES[each.kind]).format(text=each.text) for each in shown.changes),
        notes=tuple(_notes(shown, mark, own)),
    )


def _outside(shown: Shown, mark: Mark, own: Mapping[str, Sequence[Field]]) -> Iterator[str]:
    """Give the texts that are not the form's own and in none of its fields, one line each."""
    if mark.texts:
        yield from (" ".join(text.split()) for text in shown.paragraphs if digest(text) not in mark.texts)
    for field in shown.fields:
        is_foreign = field.tag not in own and field.tag != MARK and not field.is_hint
        words = field.text if is_foreign else odd_words(field)
        if words.strip():
            yield " ".join(words.split())


def _notes(shown: Shown, mark: Mark, own: Mapping[str, Sequence[Field]]) -> Iterator[str]:
    if shown.embedded:
        yield ngettext(
            "{n} picture or other object in this form is not taken.",
            "{n} pictures or other objects in this form are not taken.",
            shown.embedded,
        ).format(n=shown.embedded)
    if not mark.texts:
        yield _(
            "The program that saved this form left out the list of its own texts: what was written outside"
            " the fields cannot be told apart. Look whether there is something."
        )
    for field in (field for found in own.values() for field in found):
        if field.day and answer(field, mark.hints) not in ("", field.day):
            yield _(
                "'{question}' holds the date {day}, but something else was typed over it: that counts."
            ).format(question=field.label, day=field.day)
