"""Harmless: what somebody typed or wrote, fit to be repeated in a message."""

from typing import TypeVar

from actionlab.errors import Problem, shortened

T = TypeVar("T")


def harmless(fact: T, year: int) -> T | str:
    """Give a fact short and without personal data; what is no text stays as it is. `year` is this year."""
    short = shortened(fact)
    return masked(short, year) if isinstance(short, str) else fact


def harmless_problem(problem: Problem, year: int) -> Problem:
    """Give a problem of which no fact holds personal data."""
    problem.facts = {name: harmless(fact, year) for name, fact in problem.facts.items()}
    return problem


def masked(text: str, year: int) -> str:
    """Give a text with words such as [naam] for everything that looks like somebody. `year` is this year."""
    from actionlab.privacy.screen import look_for_somebody, mask  # for a mistake only

    return mask(text, look_for_somebody(text, year=year))
