"""The two self-scans as forms: statements with five boxes each, in the words that the report has too.

A scan is about working together or about what somebody knows; without a code it is anonymous.
"""

from collections.abc import Iterator, Sequence

from actionlab.model.forms import MOMENTS
from actionlab.report.blocks import Block, Control, Document, Paragraph, Table
from actionlab.report.content.forms_basis import Basis, ask, boxes, field, form_document
from actionlab.report.wording import Wording

_ANSWERS = range(1, 6)


def scan_form(basis: Basis, instrument: str, statements: Sequence[str], say: Wording) -> Document:
    """Give the form of a scan (`collaboration_scan` or `expertise_self_scan`) with its statements."""
    content = _blocks(instrument, statements, say)
    return form_document(basis, say, content, form=instrument, heading=say(f"scan.heading.{instrument}"))


def _blocks(instrument: str, statements: Sequence[str], say: Wording) -> Iterator[Block]:
    yield Paragraph(say(f"scan.intro.{instrument}"))
    yield ask(say, "scan.participant", (field(say, "scan.participant", "participant"),))
    moments = ((moment, say(f"scan.moment.{moment}")) for moment in MOMENTS)
    yield ask(say, "scan.moment", boxes(say, "scan.moment", "moment", moments), across=False)
    yield ask(say, "scan.date", (field(say, "scan.date", "date", kind="date"),))
    yield Paragraph(say("scan.note"), "note")
    yield Table(
        caption=say("scan.caption"),
        description=say("scan.description"),
        header=(say("scan.statement"), *(say(f"scan.answer.{answer}") for answer in _ANSWERS)),
        rows=tuple(_row(n, statement, say) for n, statement in enumerate(statements, 1)),
        widths=(45, *(11 for _answer in _ANSWERS)),
    )


def _row(n: int, statement: str, say: Wording) -> tuple[str | tuple[Control, ...], ...]:
    return (
        say("scan.numbered", n=n, statement=statement),
        *(
            (
                Control(
                    tag=f"answer.{n}.{answer}",
                    label=say("scan.answer_short", n=n, answer=answer),
                    kind="check",
                    text=str(answer),
                ),
            )
            for answer in _ANSWERS
        ),
    )
