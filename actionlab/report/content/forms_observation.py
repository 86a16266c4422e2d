"""The observation form: one page of A4, with the observation prompts of the study.

Facts and meaning have a place of their own. What is offered to tick fits the study first.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator

from actionlab.model import vocabulary
from actionlab.model.observation import Observation
from actionlab.model.participant import Participant
from actionlab.model.training import Training
from actionlab.report.blocks import Block, Bullets, Control, Document, Heading, PageBreak, Paragraph, Run
from actionlab.report.content.forms_basis import LANGUAGE, Basis, ask, boxes, field, form_document, listed
from actionlab.report.wording import Wording

FORM = "observation"
_USUAL_ROLES = (
    "klantmanager",
    "district_team_professional",
    "jobcoach",
    "trajectbegeleider",
    "care_professional",
    "welfare_professional",
    "employer",
)
_USUAL_SETTINGS = (
    "intake_conversation",
    "three_way_conversation",
    "progress_conversation",
    "case_discussion",
    "team_meeting",
    "workplace",
    "telephone",
    "support_conversation",
)
_RESIDENT, _RESEARCHER = "resident", "researcher"
_ELSEWHERE = "other"

# choices take two lines, with the question before and the line for another answer behind them
_LETTERS_OF_CHOICES = 138
_LETTERS_OF_BOX = 5

# What fits on the page: letters in a line, lines of prompts, and lines to write on beside so many of them.
# A line to write on takes more room than a line of print.
_LETTERS_IN_LINE = 105
_MOST_PROMPT_LINES = 11
_ROOM = 10.3
_ROOM_OF_A_LINE = 0.77
_LEAST_ROOM = 6


def observation_form(basis: Basis, say: Wording) -> Document:
    """Give the observation form of a study.

    Prompts that do not fit on the page stand on the next one, with only their numbers to tick on the first.
    """
    return form_document(basis, say, _blocks(basis, say), form=FORM, heading=say("observation.heading"))


def _blocks(basis: Basis, say: Wording) -> Iterator[Block]:
    prompts = basis.study.observation_prompts
    overleaf = _lines(prompts) > _MOST_PROMPT_LINES
    seen, meant, quoted = _rooms(prompts, basis.study.title, overleaf=overleaf)
    yield Paragraph((Run(say("names"), strong=True), Run(f" {say('observation.intro')}")), "note")
    yield from _moment(basis, say)
    yield from _prompts(prompts, say, overleaf=overleaf)
    yield _room(say, "what_seen", "what_seen", seen)
    yield _room(say, "interpretation", "interpretation", meant)
    yield ask(say, "observation.signal", _chosen(say, "signal"))
    yield _room(say, "quote_text", "quote.text", quoted)
    yield from _quoted(basis, say)
    if overleaf:
        yield PageBreak()
        yield Heading(say("observation.prompt.heading"), 2)
        yield Bullets(items=prompts, numbered=True)


def _moment(basis: Basis, say: Wording) -> Iterator[Block]:
    """When, in what situation, and who was there."""
    codes = Control(
        tag="participants",
        label=say("observation.participants.short"),
        text=say("observation.participants.text"),
    )
    day = field(say, "observation.date", "date", kind="date")
    yield ask(say, "observation.date", (day, codes))
    yield _offered(say, "setting", "setting", listed("setting", _settings(basis)))
    yield _offered(say, "observer_role", "observer_role", listed("role", _observers(basis)))
    yield _offered(say, "present", "present", listed("role", _roles(basis)))
    yield ask(say, "observation.residents_agreed", _chosen(say, "residents_agreed"))


def _prompts(prompts: tuple[str, ...], say: Wording, *, overleaf: bool) -> Iterator[Block]:
    if not prompts:
        return
    key = "observation.prompt"
    numbered = list(enumerate(prompts, 1))
    controls = tuple(
        Control(
            tag=f"prompt.{n}",
            label=f"{say(f'{key}.short')} {n}",
            kind="check",
            text=str(n) if overleaf else say(f"{key}.numbered", n=n, prompt=prompt),
        )
        for n, prompt in numbered
    )
    hint = say(f"{key}.overleaf") if overleaf else ""
    yield ask(say, key, controls, across=overleaf, hint=hint)


def _quoted(basis: Basis, say: Wording) -> Iterator[Block]:
    roles = listed("role", _roles(basis))
    yield _offered(say, "quote_speaker_role", "quote.speaker_role", roles)
    yield ask(say, "observation.quote_permission", _chosen(say, "quote_permission", tag="quote.permission"))


def _room(say: Wording, name: str, tag: str, lines: int) -> Block:
    key = f"observation.{name}"
    return ask(say, key, (field(say, key, tag, kind="lines"),), room=lines)


def _offered(say: Wording, name: str, tag: str, choices: list[tuple[str, str]]) -> Block:
    """Give a question with boxes, and a line for what is not among them."""
    key = f"observation.{name}"
    offered = [(term, words) for term, words in choices if term != _ELSEWHERE]
    label = f"{say(f'{key}.short')}: {say('other')}"
    line = Control(tag=f"{tag}_other", label=label.rstrip(":"), text=say("other"))
    return ask(say, key, (*boxes(say, key, tag, offered), line))


def _chosen(say: Wording, name: str, tag: str = "") -> tuple[Control, ...]:
    """Give the boxes of a question whose answers are in the wording, in the order of the vocabulary."""
    key = f"observation.{name}"
    terms = vocabulary.ids(name) if name in vocabulary.VOCABULARY else ("yes", "no")
    return boxes(say, key, tag or name, ((term, say(f"{key}.{term}")) for term in terms))


def _roles(basis: Basis) -> tuple[str, ...]:
    """The roles of who may be there or speak; the resident is always among them."""
    return _fitting("role", _roles_of(basis), (_RESEARCHER, *_USUAL_ROLES), first=_RESIDENT)


def _observers(basis: Basis) -> tuple[str, ...]:
    """The roles of who may fill in the form: no residents, because this form is about them."""
    found = _roles_of(basis)
    found.update(filter(None, [each.data.observer_role for each in basis.records.of(Observation)]))
    del found[_RESIDENT]
    return _fitting("role", found, _USUAL_ROLES, first=_RESEARCHER)


def _roles_of(basis: Basis) -> Counter[str]:
    found: Counter[str] = Counter()
    for module in basis.modules:
        found.update(module.audience_roles)
    for session in basis.records.of(Training):
        found.update(line.role for line in session.data.attendance)
    for person in basis.records.of(Participant):
        found.update(filter(None, [person.data.role]))
    for each in basis.records.of(Observation):
        found.update(each.data.present_roles)
    return found


def _settings(basis: Basis) -> tuple[str, ...]:
    """The settings of this study and then the usual ones, in the order of the list."""
    found: Counter[str] = Counter()
    for module in basis.modules:
        found.update(module.work_forms)
    for each in basis.records.of(Observation):
        found.update(filter(None, [each.data.setting]))
    del found[_ELSEWHERE]
    return _fitting("setting", found, _USUAL_SETTINGS)


def _fitting(name: str, found: Counter[str], usual: Iterable[str], *, first: str = "") -> tuple[str, ...]:
    """The terms of a list that fit in two lines: `first`, then those that were found, then the usual ones."""
    known = vocabulary.ids(name)
    # sorting is stable: equal counts stay in the order of the list
    own = sorted((term for term in known if found[term]), key=lambda term: -found[term])
    chosen, room = set(), _LETTERS_OF_CHOICES
    for term in dict.fromkeys(filter(None, [first, *own, *usual])):
        room -= len(vocabulary.label(name, term, LANGUAGE)) + _LETTERS_OF_BOX
        if room < 0:
            break
        chosen.add(term)
    return tuple(term for term in known if term in chosen)


def _lines(texts: Iterable[str]) -> int:
    return sum(math.ceil((len(text) + 8) / _LETTERS_IN_LINE) for text in texts)


def _rooms(prompts: tuple[str, ...], title: str, *, overleaf: bool) -> tuple[int, int, int]:
    """Lines to write on for what was seen, what it may mean and the quote: what the rest leaves free."""
    printed = 1 if overleaf else _lines(prompts)
    left = _MOST_PROMPT_LINES - printed - (_lines([title]) - 1)
    room = max(math.floor(_ROOM + left * _ROOM_OF_A_LINE), _LEAST_ROOM)
    meant, quoted = room // 4, max(room // 6, 2)
    return room - meant - quoted, meant, quoted
