"""Outcomes: a member check to which readers were added, each with what they said of an insight."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

# from strong to weak: of several readers the weakest counts
_RECOGNITION = ("recognised", "partly", "not")
# between the words of two readers; no comment holds an empty line
_BETWEEN = "\n\n"


def with_outcomes(
    before: Mapping[str, Any],
    said: Iterable[tuple[str, str, str]],
    *,
    days: Iterable[str],
    role: str,
    readers: Collection[int],
    counted: Collection[int],
) -> dict[str, Any]:
    """Give the fields of a member check with what more was `said`: insight, recognition and remark.

    Of several readers of one insight the weakest recognition counts, and the words of all are kept. Its day
    is the last of the `days` ("" for unknown). The `readers` are counted as people with this `role`, but for
    those `counted` before; without a role nobody is.
    """
    outcomes = {each["insight_id"]: dict(each) for each in before.get("outcome", ())}
    for insight_id, recognised, remark in said:
        outcome = outcomes.setdefault(insight_id, {"insight_id": insight_id})
        both = [outcome.get("recognised", recognised), recognised]
        outcome["recognised"] = max(both, key=_RECOGNITION.index)
        outcome["remark"] = _BETWEEN.join(each for each in (outcome.get("remark"), remark) if each)
    fields = {**before, "outcome": list(outcomes.values())}
    fields["insight_ids"] = list(dict.fromkeys([*before.get("insight_ids", ()), *outcomes]))
    if last := max([*days, before.get("date", "")]):
        fields["date"] = last
    people = list(before.get("participants", ()))
    # who was counted under another role before stays there
    new = {*readers} - {*counted} if people else {*readers, *counted}
    if role and new:
        fields["participants"] = _with_people(people, role, len(new))
    return fields


def remarks_in(outcome: Mapping[str, Any]) -> list[str]:
    """Give the remarks of each reader that an outcome holds."""
    return str(outcome.get("remark") or "").split(_BETWEEN)


def _with_people(people: Iterable[Mapping[str, Any]], role: str, n: int) -> list[dict[str, Any]]:
    numbers = {each["role"]: each["n"] for each in people}
    numbers[role] = numbers.get(role, 0) + n
    return [{"role": each, "n": number} for each, number in numbers.items()]
