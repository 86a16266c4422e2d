"""Known: what there is to choose from when something is asked, such as studies, participants and tags."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from actionlab.cli.values import main_text, shown
from actionlab.errors import ActionlabError
from actionlab.model import vocabulary
from actionlab.model.cycle import Cycle
from actionlab.model.fields import RecordData, field
from actionlab.model.kinds import KINDS
from actionlab.model.observation import Observation
from actionlab.model.participant import Participant
from actionlab.model.records import Record, Records, day_of
from actionlab.model.study import Study
from actionlab.store import Workspace, read

if TYPE_CHECKING:
    from actionlab.model.study_template import StudyTemplate

# the field of the study that has the texts which a number stands for
_NUMBERED = {"prompt": "observation_prompts", "sub_question": "sub_questions"}
# so much of a text that one knows it again, and that a line of 80 signs has room for the day and the id
_SHORT, _ROOM = 58, 18
# a title and the code of a study
_LINE = 70


class Known:
    """What one study holds, or all of them; read when it is first asked for, and then no more."""

    def __init__(self, workspace: Workspace, study_id: str | None) -> None:
        """Remember where to look; without a study that is the whole workspace."""
        self.workspace = workspace
        self.study_id = study_id

    @cached_property
    def records(self) -> Records:
        """The records of the study and those that span studies, or all; what is damaged is left out."""
        return read(self.workspace, studies=(self.study_id,) if self.study_id else None).records

    @property
    def study(self) -> Study | None:
        """The study, or None when there is none."""
        found = self.records.find(Study, self.study_id)
        return found.data if found else None

    @cached_property
    def template(self) -> "StudyTemplate | None":
        """The template of the study; None when there is none or it cannot be read."""
        from actionlab.cli.study_templates import read_template

        if self.study is None or not self.study.template_id:
            return None
        try:
            return read_template(self.workspace, self.study.template_id)
        except ActionlabError:
            return None

    def numbered(self, name: str) -> tuple[str, ...]:
        """Give the texts of the study that the numbers in a field stand for, from 1; () for other fields."""
        if name not in _NUMBERED:
            return ()
        own: tuple[str, ...] = getattr(self.study, _NUMBERED[name], ())
        return own or getattr(self.template, _NUMBERED[name], ())

    def people(self, scope: str = "") -> dict[str, str]:
        """Give the codes of participants with the role of each; with `scope` those who agreed to it."""
        people = [each for each in self.records.of(Participant) if each.data.status != "erased"]
        agreed = [each for each in people if not scope or each.data.agreed_to(scope)]
        return {each.id: f"{each.id} · {role_or_group(each.data)}" for each in agreed}

    def role_of(self, code: str) -> str:
        """Give the role of a participant; "" when it was not recorded."""
        found = self.records.find(Participant, code)
        return (found.data.role or "") if found else ""

    def roles(self, listed_in: str = "role") -> dict[str, str]:
        """Give all roles, those that were seen most in this study first."""
        seen = Counter(role for each in self.records.of(Observation) for role in each.data.present_roles)
        seen.update(each.data.role for each in self.records.of(Participant) if each.data.role)
        ordered = sorted(vocabulary.ids(listed_in), key=lambda role: -seen[role])
        return {role: vocabulary.label(listed_in, role) for role in ordered}

    def tags(self) -> dict[str, str]:
        """Give the tags of this study, those that were used most first."""
        used = Counter(tag for each in self.records.of(Observation) for tag in each.data.tags)
        return {tag: tag for tag, _n in used.most_common()}

    def municipalities(self) -> dict[str, str]:
        """Give every municipality: those of the study first, then those of the six, then the rest."""
        from actionlab.model.municipalities import WERKPLAATS, all_municipalities, by_code

        own = self.study.municipality if self.study else ()
        codes = dict.fromkeys([*own, *WERKPLAATS, *(each.code for each in all_municipalities())])
        return {code: by_code(code).name for code in codes}

    def next_cycle(self) -> int:
        """Give the number after that of the last cycle."""
        return max((each.data.number for each in self.records.of(Cycle)), default=0) + 1

    def of_kinds(self, kinds: Iterable[str]) -> dict[str, str]:
        """Give the records of these kinds by id, each with its first words and its day, newest first."""
        wanted = set(kinds)
        found = [each for each in self.records if each.kind in wanted]
        found.sort(key=lambda each: (day_of(each), each.at), reverse=True)
        return {each.id: named(each) for each in found}

    def name(self, record_id: str) -> str:
        """Give the first words of a record with its id; only the id when it is not known."""
        found = self.records.get(record_id)
        return named(found) if found and KINDS[found.kind].prefix else record_id


def named(record: Record[RecordData]) -> str:
    """Give the first words of a record, its day and its id, on one line."""
    day = _day(record)
    return " · ".join([shortened(main_text(record), _SHORT - _ROOM * len(day)), *day, record.id])


def shortened(text: str, most: int = _SHORT) -> str:
    """Give a text on one line, with a sign where it was cut off."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def studies(workspace: Workspace, among: Sequence[str] = ()) -> dict[str, str]:
    """Give the studies by code with their titles, the one in which was written last first.

    With `among` only these are given.
    """
    return {
        each.id: f"{shortened(each.data.title, _title_most(each.id))} ({each.id})"
        for each in last_written_first(read(workspace).records)
        if not among or each.id in among
    }


def last_written_first(records: Records) -> list[Record[Study]]:
    """Give the studies, the one in which was written last first."""
    last: dict[str, str] = {}
    for each in records:
        last[each.folder] = max(last.get(each.folder, ""), each.at)
    return sorted(records.of(Study), key=lambda each: last[each.folder], reverse=True)


def _title_most(code: str) -> int:
    # the code is what one types after -s: it is not cut off
    return max(_LINE - len(code), _SHORT // 3)


def role_or_group(person: Participant) -> str:
    """Give the role of a participant in words; the group when no role was recorded."""
    name = "role" if person.role else "group"
    return shown(field(Participant, name), getattr(person, name))


def _day(record: Record[RecordData]) -> list[str]:
    dated = KINDS[record.kind].dated
    day: Any = getattr(record.data, dated) if dated else None
    return [shown(field(type(record.data), dated), day)] if day else []
