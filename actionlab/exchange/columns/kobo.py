"""KoboToolbox: tables and submissions as it gives them, made into one row per submission.

A question with several answers comes as one column with all of them, and a column of 0 and 1 per answer:

    toilet         toilet/yes  toilet/no
    yes            1           0
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from actionlab.errors import MALFORMED, ActionlabError, Problem
from actionlab.exchange.columns.never_taken import folded
from actionlab.exchange.files.tables import Cell, Row, Sheet
from actionlab.i18n import N_

_OWN = ("_id", "_uuid", "_submission_time", "_validation_status", "_index", "__version__", "_submitted_by")
_TICKS = {"1": True, "0": False, "true": True, "false": False, "1.0": True, "0.0": False}
_REFUSED = ("validation status not approved", "not approved", "niet goedgekeurd")
_DISAGREE = N_("The answer '{value}' and the columns of 0 and 1 of this question do not say the same.")


class NotKobo(ActionlabError):
    """A JSON file that holds no submissions as KoboToolbox gives them."""

    exit_code = MALFORMED
    sentence = N_(
        "{file} holds no submissions of KoboToolbox. Download them there as XLSX or CSV, or take the JSON"
        " with the definition of the form and its submissions."
    )


class Folds(msgspec.Struct, frozen=True, kw_only=True):
    """What the columns of 0 and 1 come to.

    `choices` are the possible answers per question, `columns` the columns that are told by the question
    itself, and `problems` the rows in which the two do not agree, with the question.
    """

    choices: dict[str, tuple[str, ...]] = {}
    columns: frozenset[str] = frozenset()
    problems: dict[int, tuple[Problem, ...]] = {}


def is_kobo(header: Sequence[str]) -> bool:
    """Tell whether a table was made by KoboToolbox: it has columns of its own."""
    return len(set(_OWN) & set(header)) >= 2


def key_column(header: Sequence[str], rows: Sequence[Row]) -> int | None:
    """Give where the column stands that tells one submission from another; None when it is empty.

    `_id` stays the same when a submission is changed, `_uuid` does not.
    """
    for name in ("_id", "_uuid"):
        if name in header:
            index = list(header).index(name)
            if any(row.cells[index] is not None for row in rows):
                return index
    return None


def rejected(sheet: Sheet) -> frozenset[int]:
    """Give the numbers of the rows that somebody did not approve in KoboToolbox."""
    if "_validation_status" not in sheet.header:
        return frozenset()
    index = sheet.header.index("_validation_status")
    return frozenset(row.number for row in sheet.rows if folded(str(row.cells[index] or "")) in _REFUSED)


def folds(sheet: Sheet) -> Folds:
    """Give which columns of 0 and 1 belong to a question that has all its answers in one column."""
    choices: dict[str, tuple[str, ...]] = {}
    columns: set[str] = set()
    problems: dict[int, list[Problem]] = {}
    places = {name: index for index, name in enumerate(sheet.header)}
    for question, index in places.items():
        ticks = _tick_columns(question, places, sheet)
        if not ticks:
            continue
        choices[question] = tuple(ticks)
        columns |= {f"{question}/{choice}" for choice in ticks}
        for row in _disagreeing(index, ticks, sheet):
            fault = Problem("", _DISAGREE, column=question, value=row.cells[index] or "")
            problems.setdefault(row.number, []).append(fault)
    found = {number: tuple(faults) for number, faults in problems.items()}
    return Folds(choices=choices, columns=frozenset(columns), problems=found)


def kobo_sheet(content: bytes, file: str) -> Sheet:
    """Give the submissions in a JSON file of KoboToolbox as a table, the questions in the order of the form.

    Takes the definition of a form with its submissions, or what the interface gives (`results`). Raises
    `NotKobo`.
    """
    try:
        told = json.loads(content.decode("utf-8-sig"))
        found = told if isinstance(told, list) else _submissions(told)
        flat = [dict(_flat(each)) for each in found if isinstance(each, dict)]
    except (ValueError, RecursionError):
        raise NotKobo(file=file) from None
    if len(flat) < len(found):
        raise NotKobo(file=file)
    named = dict.fromkeys([*_questions(told), *(name for each in flat for name in each)])
    header = tuple(name for name in named if any(each.get(name) is not None for each in flat))
    if not header:
        raise NotKobo(file=file)
    rows = tuple(
        Row(number=number, cells=tuple(each.get(name) for name in header))
        for number, each in enumerate(flat, 1)
    )
    return Sheet(name="", header=header, rows=rows, header_row=0, hidden=False)


def _tick_columns(question: str, places: Mapping[str, int], sheet: Sheet) -> dict[str, int]:
    """Give the answers of a question that have a column of 0 and 1 of their own, and where that stands."""
    under = {name[len(question) + 1 :]: i for name, i in places.items() if name.startswith(f"{question}/")}
    if not under:
        return {}
    ticks = {
        choice: index
        for choice, index in under.items()
        if all(_tick(row.cells[index]) is not None for row in sheet.rows if row.cells[index] is not None)
    }
    summaries = [f" {_said(row.cells[places[question]])} " for row in sheet.rows]
    # a question of the same group can be answered with 0 or 1 too; it is no answer to this one
    return {
        choice: index
        for choice, index in ticks.items()
        if any(f" {choice} " in said for said in summaries)
        or not any(_tick(row.cells[index]) for row in sheet.rows)
    }


def _disagreeing(index: int, ticks: Mapping[str, int], sheet: Sheet) -> Iterator[Row]:
    for row in sheet.rows:
        chosen = [choice for choice, place in ticks.items() if _tick(row.cells[place])]
        answered = any(row.cells[place] is not None for place in ticks.values())
        if answered and sorted(_said(row.cells[index]).split()) != sorted(" ".join(chosen).split()):
            yield row


def _tick(cell: Cell) -> bool | None:
    return cell if isinstance(cell, bool) else _TICKS.get(str(cell).strip().casefold())


def _said(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _submissions(told: object) -> list[Any]:
    if not isinstance(told, dict):
        return []
    for name in ("submissions", "results", "data"):
        if isinstance(told.get(name), list):
            return list(told[name])
    return []


def _questions(told: object) -> Iterator[str]:
    """Give the questions of a form definition in order, each with the groups around it."""
    content = told.get("content") if isinstance(told, dict) else None
    survey = content.get("survey") if isinstance(content, dict) else None
    groups: list[str] = []
    for asked in survey if isinstance(survey, list) else ():
        kind = str(asked.get("type", "")) if isinstance(asked, dict) else ""
        name = str(asked.get("name") or asked.get("$autoname") or "") if isinstance(asked, dict) else ""
        if kind.startswith(("begin_group", "begin group", "begin_repeat", "begin repeat")):
            groups.append(name)
        elif kind.startswith(("end_group", "end group", "end_repeat", "end repeat")):
            del groups[-1:]
        elif name:
            yield "/".join([*groups, name])


def _flat(submission: Mapping[str, Any]) -> Iterator[tuple[str, Cell]]:
    for name, answer in submission.items():
        if name == "_validation_status":
            yield name, str(answer.get("uid") or "") or None if isinstance(answer, dict) else None
        elif isinstance(answer, str | int | float | None):
            yield name, answer if answer != "" else None
        elif not name.startswith("_"):
            yield name, _as_lines(answer) or None


def _as_lines(answer: object) -> str:
    """Give a repeated group as text, a line for each answer in it."""
    if isinstance(answer, Mapping):
        told = ((str(name).rpartition("/")[2], _as_lines(each)) for name, each in answer.items())
        return "\n".join(f"{name}: {text}" for name, text in told if text)
    if isinstance(answer, list):
        return "\n".join(filter(None, map(_as_lines, answer)))
    return "" if answer is None else str(answer)
