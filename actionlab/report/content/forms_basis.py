"""What every form of a study is made from, and what all of them share: the head, questions and boxes.

Forms are in Dutch. Nobody's name is asked for on a screen.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from textwrap import shorten

import msgspec

from actionlab import __name__ as program_name
from actionlab.model import vocabulary
from actionlab.model.form_mark import Mark
from actionlab.model.forms import VERSION
from actionlab.model.municipalities import by_code
from actionlab.model.records import Records
from actionlab.model.settings import Settings
from actionlab.model.study import Study
from actionlab.model.study_template import TrainingModule
from actionlab.report.blocks import Block, Control, Document, Heading, Paragraph, Question, Run
from actionlab.report.format import enumeration
from actionlab.report.wording import Wording

LANGUAGE = "nl"
# what stands at the foot of the page takes one line
_LONGEST_FOOTER = 60


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """What the forms of a study are made from: the study, its records, and the modules of its template.

    `records` are those of this study only. Without a template there are no `modules`.
    """

    study: Study
    records: Records
    modules: tuple[TrainingModule, ...] = ()
    settings: Settings
    today: dt.date

    @property
    def municipalities(self) -> str:
        """The names of the municipalities, as one phrase."""
        return enumeration([by_code(code).name for code in self.study.municipality])


class FormFile(msgspec.Struct, frozen=True, kw_only=True):
    """A form as a file: its `name`, what it says, and the ids of the records that it was made from."""

    name: str
    document: Document
    made_from: tuple[str, ...]


def form_document(
    basis: Basis, say: Wording, content: Iterable[Block], *, form: str, heading: str, about: str = ""
) -> Document:
    """Give a form (`actionlab.model.forms`) with `heading` and the study above its content.

    `about` is the training session or module that it asks about, as in `Mark`.
    """
    study, settings = basis.study, basis.settings
    named = say(
        "study_value_synthetic" if settings.synthetic else "study_value",
        study=study.title,
        municipalities=basis.municipalities,
    )
    return Document(
        title=f"{heading}: {study.title}",
        blocks=[
            Heading(heading, 1),
            Paragraph((Run(say("study"), strong=True), Run(named))),
            *content,
        ],
        author=settings.knowledge_institute or settings.name or program_name,
        subject=say("subject", form=heading),
        keywords=say("keywords", form=heading.lower()),
        created=basis.today.isoformat(),
        footer=say("footer", form=heading, study=shorten(study.title, _LONGEST_FOOTER, placeholder="…")),
        form=Mark(form=form, study=study.id, version=VERSION, about=about),
    )


def ask(
    say: Wording, key: str, controls: Sequence[Control], *, room: int = 0, across: bool = True, hint: str = ""
) -> Question:
    """Give the question with the words below `key`; its small print is `hint`, or else what is there."""
    known = say.keys()
    helped = hint or (say(f"{key}.help") if f"{key}.help" in known else "")
    return Question(
        text=say(f"{key}.question"), help=helped, controls=tuple(controls), room=room, across=across
    )


def field(say: Wording, key: str, tag: str, *, kind: str = "text", value: str = "") -> Control:
    """Give a field of one kind, with the short name below `key` as its label."""
    return Control(tag=tag, label=say(f"{key}.short"), kind=kind, value=value)


def boxes(say: Wording, key: str, tag: str, choices: Iterable[tuple[str, str]]) -> tuple[Control, ...]:
    """Give a box to tick for each choice of id and words."""
    short = say(f"{key}.short")
    return tuple(
        Control(tag=f"{tag}.{term}", label=f"{short}: {words}", kind="check", text=words)
        for term, words in choices
    )


def scale(say: Wording, key: str, tag: str, answers: range) -> tuple[Control, ...]:
    """Give a box to tick for each number of a scale."""
    return boxes(say, key, tag, ((str(answer), str(answer)) for answer in answers))


def listed(vocabulary_name: str, terms: Iterable[str]) -> list[tuple[str, str]]:
    """Give these terms of a list with their Dutch words."""
    return [(term, vocabulary.label(vocabulary_name, term, LANGUAGE)) for term in terms]
