"""Referred: what a record names by an id or a number only, with the words that say what it is."""

from typing import Any

from actionlab.cli.values import main_text
from actionlab.model.fields import Field
from actionlab.model.records import Record, Records, study_of
from actionlab.model.study import Study

_NUMBERED = {"prompt": "observation_prompts", "sub_question": "sub_questions"}
# of the words beside an id, in characters
_MOST = 80


def in_words(field: Field, answer: Any, record: Record[Any], records: Records) -> str | None:
    """Give an answer with the first words of what it refers to beside each id or number, a line for each.

    What is not there any more has its id only. None for a field that refers to nothing.
    """
    if field.asks.refers_to and not field.parts:
        return "\n".join(_named(each, records) for each in (answer if field.many else (answer,)))
    if field.name in _NUMBERED:
        study = records.find(Study, study_of(record))
        texts = getattr(study.data, _NUMBERED[field.name]) if study else ()
        return f"{answer} · {texts[answer - 1]}" if answer <= len(texts) else str(answer)
    return None


def _named(record_id: str, records: Records) -> str:
    found = records.get(record_id)
    text = " ".join(main_text(found).split()) if found else ""
    return " · ".join(
        filter(None, (record_id, text if len(text) <= _MOST else f"{text[: _MOST - 1].rstrip()}…"))
    )
