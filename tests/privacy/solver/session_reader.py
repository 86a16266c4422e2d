"""What a report tells of the people at a training session: the cells of its row, and the lines below."""

import re
from collections.abc import Iterator

from privacy.solver.wording import WORDING, Block, Figure, amount, pattern, said, value

_APPLIED = {
    "applied_part": ("part", {"part": "applied", "n": "answered"}),
    "applied_most": ("most", {"n": "answered"}),
    "applied_few": ("few", {"n": "answered"}),
    "applied_most_words": ("most", {}),
    "applied_few_words": ("few", {}),
}

CELLS = (
    *(f"training.{key}" for key in _APPLIED),
    "training.learning_row",
    "training.grade_n",
    "training.grade_most",
    "training.fits_cell",
)


def session_figures(study: str, session: str, line: str) -> Iterator[Figure]:
    """Give what a line says of the session in whose row it stands, or that it names itself."""
    block: Block = ("session", study, session)
    heading, colon, cell = line.partition(": ")
    if colon and heading == said("training.attended"):
        yield from _attended(block, cell)
    elif colon and heading == said("training.grade"):
        yield from _grade(block, cell)
    elif colon and heading == said("training.applied"):
        yield from applied_figures(block, cell)
    else:
        yield from _answers(block, line)


def applied_figures(block: Block, cell: str) -> Iterator[Figure]:
    """Give what a cell such as "10 van de 20 die antwoordden" says."""
    for key, (kind, names) in _APPLIED.items():
        match = pattern(f"training.{key}").match(cell[:1].lower() + cell[1:])
        if match:
            yield from (Figure(block, name, int(match[gap])) for gap, name in names.items())
            yield Figure(block, "applied by", kind)
            if not names:
                yield Figure(block, "answered", "most")
    if cell == said("training.hidden"):
        yield Figure(block, "answered", "hidden")


def _attended(block: Block, cell: str) -> Iterator[Figure]:
    total = re.match(r"\d+", cell)
    if total:
        yield Figure(block, "total", int(total[0]))
    for role in WORDING["roles"]:
        name = re.escape(said(f"roles.{role}"))
        match = re.search(rf"(?:(?P<n>\d+) )?(?<!\w){name}(?!\w)", cell)
        if match:
            yield Figure(block, f"role {role}", int(match["n"] or 0))


def _grade(block: Block, cell: str) -> Iterator[Figure]:
    if cell == said("training.hidden"):
        yield Figure(block, "graded", "hidden")
    for key in ("grade_n", "grade_most"):
        match = pattern(f"training.{key}").fullmatch(cell)
        if match:
            yield Figure(block, "graded", int(match["n"]) if key == "grade_n" else "most")
            yield Figure(block, "grade", value(match["grade"]))


def _answers(block: Block, line: str) -> Iterator[Figure]:
    fits = pattern("training.fits_cell").fullmatch(line.removeprefix(f"{said('training.fits')}: "))
    learned = pattern("training.learning_row").fullmatch(line.removeprefix(f"{said('training.learned')}: "))
    if fits:
        yield Figure(block, "fitting", _people(fits["people"]))
        yield Figure(block, "fits", value(fits["fits"]))
    elif learned:
        yield Figure(block, "learned", _people(learned["people"]))
        yield Figure(block, "learning", amount(learned["change"], "collaboration_scan"))


def _people(words: str) -> float | str:
    counted = pattern("training.people").fullmatch(words)
    return int(counted["n"]) if counted else "most"
