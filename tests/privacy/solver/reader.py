"""The reader of a report: every number about people in its text, found by the fixed wording around it.

A figure belongs to a block (what is counted, in which study) and has a name there. A block that was kept
from an earlier report has a figure *stand*.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from privacy.solver.session_reader import applied_figures, session_figures
from privacy.solver.wording import WORDING, Block, Figure, amount, pattern, said, value

from actionlab.model import vocabulary

GROUPS = ("resident", "professional", "employer", "expert_by_experience")
PAIRED = ("ladder", "gas", "collaboration_scan", "expertise_self_scan")
_COUNTED = said("change.counter_people"), said("change.counter_intro")
_UNDERLINES = {"=": 1, "-": 2, "~": 3}
_STAND = re.compile(re.escape(said("general.as_of")).replace(r"\{text\}", "").replace(r"\{date\}", "(.+?)"))


class Place(NamedTuple):
    """Where a line stands: its headings of three levels, and the row of a table that it belongs to."""

    section: str = ""
    study: str = ""
    instrument: str = ""
    row: str = ""


def read(text: str, titles: Sequence[str]) -> list[Figure]:
    """Give all figures about people in a report on long lines; `titles` are those of its studies."""
    found: list[Figure] = []
    unplaced: list[Figure] = []
    for place, line in lines(text):
        study = place.study or (titles[0] if len(titles) == 1 else "")
        stand = _STAND.search(line)
        # the mark stands inside the last sentence, which is read as if it were not there
        said_now = line[: stand.start()] + line[stand.end() :] if stand else line
        figures = list(_figures(place._replace(study=study), said_now))
        kept = {figure.block for figure in figures if stand and figure.block[0] != "unheard"}
        figures += [Figure(block, "stand", stand[1]) for block in kept if stand]
        for figure in figures:
            (found if figure.block[1] else unplaced).append(figure)
    return found + [_placed(figure, found) for figure in unplaced]


def _placed(figure: Figure, found: Sequence[Figure]) -> Figure:
    """Give a figure of the summary to the study of which the same is said elsewhere."""
    for other in found:
        block = (figure.block[0], other.block[1], *figure.block[2:])
        if figure._replace(block=block) == other:
            return other
    raise AssertionError(f"{figure} stands in the summary only")


def lines(text: str) -> Iterator[tuple[Place, str]]:
    """Give the lines of a report, each with the headings that it stands under."""
    every = text.splitlines()
    place = Place()
    for number, (line, below) in enumerate(zip(every, [*every[1:], ""], strict=True)):
        level = _UNDERLINES.get(below[:1]) if len(set(below)) == 1 else None
        if level == 1:
            place = Place(section=re.sub(r"^[B\d]+ ", "", line))
        elif level == 2:
            place = Place(section=place.section, study=line)
        elif level == 3:
            place = Place(section=place.section, study=place.study, instrument=line)
        elif line.startswith("* "):
            place = place._replace(row=line.partition(": ")[2])
        elif line.startswith(_COUNTED):
            # the page of a theme names the study in the table that comes next
            captions = map(pattern("change.counter_caption").search, every[number:])
            place = place._replace(study=next(found["study"] for found in captions if found))
        if line and not level and not set(line) <= set(_UNDERLINES):
            yield place, line.removeprefix("* ").strip()


def _figures(place: Place, line: str) -> Iterator[Figure]:
    if place.section == said("steps.heading"):
        yield from _groups(place.study, line)
    elif place.section == said("training.heading"):
        yield from session_figures(place.study, place.row, line)
    elif place.section == said("instruments.heading"):
        yield from _uncertain(line)
    elif place.section == said("change.heading") and _outcome(place.row, place.study)[2]:
        yield from _cells(_outcome(place.row, place.study), line)
    else:
        named, colon, sentences = line.removeprefix("- ").partition(": ")
        block = _outcome(named, "" if place.section == said("summary.heading") else place.study)
        if colon and block[2]:
            yield from _change(block, sentences)
        yield from _counts(place, line)
        applied = pattern("themes.applied").fullmatch(line)
        if applied:
            yield from applied_figures(("session", place.study, applied["training"]), applied["applied"])


def _outcome(heading: str, study: str) -> Block:
    """Give the block that a heading such as "Rapportcijfer (belangrijkste indicator)" is about."""
    for instrument in (*PAIRED, "grade"):
        name = vocabulary.label("instrument", instrument, "nl").casefold()
        if heading.casefold().startswith(name):
            second = said("change.second").partition("}")[2] in heading
            return ("change", study, instrument, "follow_up_2" if second else "follow_up_1")
    return ("change", study, "", "")


def _groups(study: str, line: str) -> Iterator[Figure]:
    if pattern("steps.heard").search(line) or said("steps.nobody_heard") in line:
        yield Figure(("groups", study), "told", "yes")
    absent = pattern("steps.not_heard").search(line)
    counted = pattern("steps.participants").search(line)
    for group in GROUPS:
        word = said(f"people.{group}")
        shown = re.search(rf"(\d+) {word}\b", counted["participants"]) if counted else None
        if shown:
            yield Figure(("groups", study), group, int(shown[1]))
        heard = not (absent and re.search(rf"\b{word}\b", absent["groups"]))
        # whoever was heard is not part of a block that may be kept
        yield from [] if heard else [Figure(("unheard", study), group, "yes")]


_COUNTS = {"up": "up", "same": "same", "down": "down", "rest": "rest"}
SENTENCES: dict[str, dict[str, str]] = {
    "change.measured.many": {"n": "n", "people": "people"},
    "change.measured_goals.many": {"n": "n"},
    "change.percent": {"percent": "percent", "n": "n"},
    "change.missing": {"n_start": "started", "n": "missing"},
    "change.reached": {"n": "n", "part": "reached"},
    "change.grades.many": {"n": "n", "people": "people", "median": "median"},
    "change.grades_sufficient": {"n": "n", "part": "sufficient"},
    **{
        f"change.split.{instrument}.{kind}": {"n": "n", "people": "people", **_COUNTS}
        for instrument in PAIRED
        for kind in WORDING["change"]["split"][instrument]
    },
}
_STATES = {
    "too_small": ("state", "too small"),
    "no_pairs": ("state", "nobody"),
    "grades_hidden": ("state", "hidden"),
    "median_not_up": ("middle", "not up"),
    "median_not_up_scan": ("middle", "not up"),
}
COLUMNS = {"started": "started", "paired": "n", "missing": "missing"}
# the middle scores of a scan, in quarters of a point
SCORES = ("first", "later")


def _change(block: Block, line: str) -> Iterator[Figure]:
    if not block[2]:
        return
    for key, names in SENTENCES.items():
        for match in pattern(key).finditer(line):
            given = {name: match[gap] for gap, name in names.items() if gap in match.re.groupindex}
            yield from (Figure(block, name, value(shown)) for name, shown in given.items())
    for key, (name, state) in _STATES.items():
        if pattern(f"change.{key}").search(line):
            yield Figure(block, name, state)
    middle = pattern("change.median").search(line)
    if middle:
        yield Figure(block, "median", amount(middle["change"], block[2]))
    if any(said(f"change.{same}") in line for same in ("median_same", "median_same_scan")):
        yield Figure(block, "median", 0.0)


def _cells(block: Block, line: str) -> Iterator[Figure]:
    """Give what the row of an outcome says in one of its cells."""
    heading, _, cell = line.partition(": ")
    columns = {said(f"change.col_{column}"): name for column, name in COLUMNS.items()}
    if heading in columns:
        yield Figure(block, columns[heading], value(cell))
    if heading == said("change.col_moved"):
        for part, (name, counted) in itertools.product(cell.split(", "), _COUNTS.items()):
            match = pattern(f"change.cell.{name}").fullmatch(part)
            if match:
                yield Figure(block, counted, value(match["n"]))
    middles = pattern("change.cell_middles").fullmatch(cell)
    if heading == said("change.col_middles") and middles:
        yield from (Figure(block, score, value(middles[score])) for score in SCORES)


def _counts(place: Place, line: str) -> Iterator[Figure]:
    block = ("counts", place.study)
    if line.startswith(_COUNTED):
        yield Figure(block, "told", "yes")
    for moment in ("first", "later"):
        cell = line.removeprefix(f"{said(f'change.counter_{moment}')}: ")
        if cell != line:
            yield Figure(block, f"{moment} {place.row}", value(cell))


def _uncertain(line: str) -> Iterator[Figure]:
    match = pattern("instruments.interval").search(line)
    if match:
        # the study and the instrument are named in the sentence, the follow-up nowhere
        block = (*_outcome(match["instrument"], match["study"])[:3], "either")
        yield Figure(block, f"interval of {match['n']}: {match['part']}", int(match["part"]))
