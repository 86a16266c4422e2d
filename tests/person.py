"""A scripted person who answers questions instead of a terminal, in the order in which they come."""

from collections.abc import Collection, Mapping
from typing import Any

import click
import pytest

from actionlab.cli import ask

# accept what stands ready; press Esc and stop
ENTER, STOP = object(), object()


class Person:
    """Somebody at a terminal who gives `answers`: pairs of the first words of a question and an answer.

    A choice is answered by the key or by words of the answer, several ones by a tuple, a text by the text. A
    question that was not expected fails the test. `asked` has every question, `seen` every text that was
    shown, `told` every fault that was told at a question, `offered` what there was to choose from.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: tuple[str, object]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []
        self.seen: list[str] = []
        self.told: list[str] = []
        self.offered: dict[str, list[str]] = {}
        monkeypatch.setattr(ask, "can_ask", lambda session: not session.no_input)
        for name in ("show", "agrees", "choose", "choose_many", "text", "long_text", "new_text"):
            monkeypatch.setattr(ask, name, getattr(self, name))

    @property
    def read(self) -> str:
        """All texts that were shown, in one line, wherever the terminal broke them."""
        return " ".join(" ".join(self.seen).split())

    def show(self, text: str) -> None:
        self.seen.append(text)

    def agrees(self, question: str, *, ready: bool = False) -> bool:
        return self.choose(question, {"no": "No", "yes": "Yes"}, ready="yes" if ready else "no") == "yes"

    def choose(self, question: str, answers: Mapping[str, str], *, ready: str = "") -> str:
        given = self._answer(question)
        self.offered[question] = list(answers.values())
        return (ready or next(iter(answers))) if given is ENTER else _key(question, given, answers)

    def choose_many(
        self, question: str, answers: Mapping[str, str], *, ready: Collection[str] = ()
    ) -> tuple[str, ...]:
        given: Any = self._answer(question)
        self.offered[question] = list(answers.values())
        keys = set(ready) if given is ENTER else {_key(question, each, answers) for each in given}
        return tuple(key for key in answers if key in keys)

    def text(self, question: str, *, ready: str = "", check: ask.Check | None = None, hint: str = "") -> str:
        given = self._answer(question)
        typed = ready if given is ENTER else str(given)
        fault = check(typed) if check else None
        if fault is None:
            return typed
        self.told.append(fault)
        return self.text(question, ready=typed, check=check, hint=hint)

    def long_text(self, question: str, *, ready: str = "", check: ask.Check | None = None) -> str:
        return self.text(question, ready=ready, check=check)

    def new_text(self, question: str, before: str) -> str:
        return self.text(question, ready=before)

    def _answer(self, question: str) -> object:
        self.asked.append(question)
        if not self.answers:
            pytest.fail(f"nothing more was to be asked, but: {question}")
        begin, given = self.answers.pop(0)
        if not question.startswith(begin):
            pytest.fail(f"expected '{begin}', but it was: {question} (told: {self.told})")
        if given is STOP:
            raise click.Abort
        return given


def _key(question: str, given: object, answers: Mapping[str, str]) -> str:
    fitting = [key for key, shown in answers.items() if given in (key, shown) or str(given) in shown]
    exact = [key for key in fitting if given in (key, answers[key])]
    if len(exact or fitting) != 1:
        pytest.fail(f"{question}: '{given}' is not one of {dict(answers)}")
    return (exact or fitting)[0]
