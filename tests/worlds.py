"""Invented workspaces that together make a report say everything it can say."""

from collections.abc import Sequence
from typing import Any

from builders import (
    HOUTEN,
    insight,
    laddered,
    measured,
    observation,
    people,
    record,
    study,
    supported_by,
)

from actionlab.model.records import Record
from actionlab.model.vocabulary import ids

Found = list[Record[Any]]
BOTH = ("baseline", "follow_up_1")


def bare() -> Found:
    """A study in which one thing was seen, and nothing is known of it."""
    return [study(), observation("obs-0001")]


def six_themes() -> Found:
    """A study of each theme in one municipality, with large groups and every kind of answer."""
    found: Found = [
        record("organisation", "org-1", name="Team (voorbeeld)", type="district_team"),
        record("organisation", "org-2", name="Bakker (voorbeeld)", type="employer"),
        record("approach", "app-1", aim="Meedoen", core_elements=["Samen"], conditions=["Tijd"]),
    ]
    for theme in ids("theme"):
        found += _themed(theme, f"studie-{theme.lower()}")
    return [*found, *_agreed("studie-i3"), *_measured("studie-i4"), *_trained("studie-i1")]


def small_groups() -> Found:
    """Groups that are too small, quotes of every kind, cycles of every state, and things that lack."""
    few = people(3, group="professional", role="jobcoach")
    quoted = [
        observation(
            f"obs-{role or 'somebody'}",
            residents_agreed="written",
            quote={"text": f"Zo, {role or 'iemand'}.", "permission": True, "speaker_role": role},
        )
        for role in ("resident", "jobcoach", "employer", "expert_by_experience", None)
    ]
    return [
        study(title="Klein", primary_indicator="grade"),
        *few,
        *people(6, "AAA", group="resident"),
        *people(6, "BBB", group="professional"),
        *people(6, "CCC", group="employer"),
        *people(6, "DDD", group="expert_by_experience"),
        *laddered(few, [1] * 3, [2] * 3),
        *(measured(each.id, "after_conversation", 7) for each in few),
        observation(residents_agreed="no"),
        *quoted,
        *(insight(f"ins-{each.id}", evidence=supported_by(each.id)) for each in quoted),
        record("action", status="open", due_date="2026-01-01"),
        record("cycle", number=1, start_date="2026-01-01", end_date="2026-02-01"),
        record("cycle", number=2, start_date="2026-03-01"),
        record("cycle", number=3, start_date="2027-01-01", end_date="2027-06-30"),
        record("cycle", number=4),
    ]


def changes() -> Found:
    """A study for every way in which a group changed, or did not yet."""
    up, same, down = [3], [2], [1]
    found: Found = []
    for name, later in {
        "half": up * 5 + same * 5,
        "twee-treden": [4] * 10,
        "omlaag": down * 10,
        "verdeeld": up * 12 + same * 11 + down,
    }.items():
        found += _scored(name, [2] * len(later), later)
    return [*found, *_not_yet("straks", "2026-12-31"), *_not_yet("voorbij", "2026-01-31"), *_not_yet("ooit")]


def many_changes() -> Found:
    """More studies with a change than a summary has room for."""
    return [each for n in range(5) for each in _scored(f"studie-{n}", [2] * 10, [3] * 10)]


def crossings() -> Found:
    """Insights on every kind of source, attendance of every role, one of what others have more of.

    The study is of two municipalities.
    """
    seen = [observation(f"obs-{n}", setting="case_discussion", date="2026-01-05") for n in range(7)]
    groups = supported_by("measurement:een:grade", "measurement:een:ladder", "mtg-1", "obs-6")
    against = [{"ref": f"obs-{n}", "relation": "contradicts"} for n in range(5)]
    nuance = [{"ref": "obs-5", "relation": "nuances"}]
    everybody = [{"role": role, "n": 5} for role in ids("role")]
    return [
        study(municipality=["GM0321", "GM0356"]),
        *seen,
        *people(12),
        *laddered(people(12), [2] * 12, [3] * 12),
        *(measured(each.id, "after_conversation", 7) for each in people(12)),
        record("meeting", "mtg-1", attendance=everybody, date="2026-01-05"),
        record("training", attendance=everybody),
        record("meeting", type="feedback_meeting", date="2026-01-15"),
        insight(evidence=[*groups, *against, *nuance], counter="Vaak."),
        record("action", status="done"),
        observation(residents_agreed="no"),
        observation(residents_agreed="not_asked"),
    ]


def scanned(eighths: Sequence[int]) -> Found:
    """A study of professionals who scored so many eighths of a point higher on the collaboration scan."""
    group = people(len(eighths), group="professional")
    again = ([3 + (place < n) - (place < -n) for place in range(8)] for n in eighths)
    scan = {"instrument": "collaboration_scan"}
    return [
        study(primary_indicator="collaboration_scan"),
        *group,
        *(measured(each.id, "baseline", [3] * 8, **scan) for each in group),
        *(measured(each.id, "follow_up_1", now, **scan) for each, now in zip(group, again, strict=True)),
    ]


def planned() -> Found:
    """A study of which the follow-up was planned and nothing was measured."""
    return [*bare(), record("cycle", number=1, start_date="2026-06-01", end_date="2026-11-30")]


def alone() -> Found:
    """One person of whom everything was measured, seen in two phases of which one has no signal."""
    return [
        study("een", title="Een"),
        *people(1),
        *laddered(people(1), [2], [3]),
        measured("HOU-AAAA", "after_conversation", 7),
        *(measured("HOU-AAAA", moment, 0, instrument="gas", goal="Lezen") for moment in BOTH),
        observation("obs-0001", phase="act", signal="helping", participants=["HOU-AAAA"]),
        observation("obs-0002", phase="reflect", participants=["HOU-AAAA"]),
    ]


def _scored(name: str, before: list[int], after: list[int]) -> Found:
    """Ladder and scans of a mixed group, with the same steps up and down."""
    half = len(before) // 2
    group = [*people(half, "AAA", study_id=name)]
    group += people(len(before) - half, "BBB", study_id=name, group="employer")
    scans = [
        measured(one.id, moment, [step] * statements, instrument=instrument, study_id=name)
        for instrument, statements in (("collaboration_scan", 8), ("expertise_self_scan", 6))
        for one, first, later in zip(group, before, after, strict=True)
        for moment, step in (("baseline", first), ("follow_up_1", later))
    ]
    return [study(name, title=name), *group, *laddered(group, before, after), *scans]


def _not_yet(name: str, end: str | None = None) -> Found:
    first = people(6, "CCC", study_id=name)
    return [
        study(name, title=name),
        *first,
        record("cycle", study_id=name, number=1, start_date="2026-01-01", end_date=end),
        *(measured(each.id, "baseline", 2, instrument="ladder", study_id=name) for each in first),
        measured("CCC-ZZZZ", "follow_up_1", 0, instrument="gas", goal="Lezen", study_id=name),
    ]


def _themed(theme: str, name: str) -> Found:
    seen = observation(
        f"obs-{name}",
        study_id=name,
        signal="hindering",
        setting="case_discussion",
        present_roles=["resident", "jobcoach"],
        tags=["schaarste"],
        regie=[{"subject": "tempo"}, {"subject": "bellen", "who": "jobcoach", "agreed": True}],
        missing=[{"what": "tijd", "kind": "means"}],
        barriers=[{"what": "een formulier", "real_rule": True}, {"what": "een gewoonte", "real_rule": False}],
    )
    rows = [{"task": "Scholing", "current_scale": "municipality", "satisfied": 4}, {"task": "Bemiddelen"}]
    about = {
        "title": f"Studie {theme}",
        "problem": "Het is lastig.",
        "main_question": "Wat werkt?",
        "sub_questions": ["Voor wie?"],
        "mechanism": "Als dit, dan dat.",
        "approach_id": "app-1",
        "organisations": ["org-1", "org-2"],
    }
    return [
        study(name, theme=theme, **about),
        seen,
        measured(None, "baseline", rows, instrument="scale_map", study_id=name),
        *_counted(name, "contacten", "number"),
        *_counted(name, "dagen tot een plan", "days"),
    ]


def _counted(name: str, label: str, unit: str) -> Found:
    counter = {"instrument": "counter", "label": label, "unit": unit, "study_id": name}
    return [measured(None, "baseline", 3, **counter), measured(None, "follow_up_1", 5.5, **counter)]


def _agreed(name: str) -> Found:
    outcome = [{"insight_id": "ins-2", "recognised": "partly", "remark": "Meer tijd."}]
    asked = {"role": "policy_adviser", "organisation_id": "org-1"}
    decisions: list[dict[str, Any]] = [
        {"needed_by": "2026-01-01"},
        {"needed_by": "2026-12-01"},
        {},
        {"answer": "yes", "answered_on": "2026-02-01", "reason": "Het past."},
        {"answer": "no", "asked_on": "2026-03-01", "insight_ids": ["ins-1"]},
    ]
    on_first: list[dict[str, Any]] = [
        {"status": "done", "result": "Het staat er.", "organisation_id": "org-2"},
        {"status": "done"},
        {"status": "open", "due_date": "2026-12-01", "owner_role": "jobcoach"},
        {"status": "open", "due_date": "2026-01-01", "organisation_id": "org-1", "owner_role": "jobcoach"},
        {"status": "in_progress", "due_date": "2026-01-01"},
    ]
    return [
        insight("ins-1", study_id=name, evidence=supported_by(f"obs-{name}"), sub_question=1),
        insight("ins-2", study_id=name, title="Titel", counter="Eén keer."),
        record("member_check", study_id=name, insight_ids=["ins-1"]),
        record("member_check", study_id=name, insight_ids=["ins-2"], date="2026-03-01", outcome=outcome),
        *(record("decision", study_id=name, asked_of=asked, **fields) for fields in decisions),
        *(record("action", study_id=name, insight_ids=["ins-1"], **fields) for fields in on_first),
        record("action", study_id=name, status="done"),
        record("agenda_item", municipalities=[HOUTEN]),
        record("agenda_item", municipalities=[HOUTEN], origin=["ins-9999"]),
    ]


def _measured(name: str) -> Found:
    many = people(24, study_id=name)
    codes = [each.id for each in many]
    scans = [
        measured(code, moment, [answer] * statements, instrument=instrument, study_id=name)
        for instrument, statements in (("collaboration_scan", 8), ("expertise_self_scan", 6))
        for code, later in zip(codes, [4] * 12 + [3] * 12, strict=True)
        for moment, answer in (("baseline", 3), ("follow_up_1", later))
    ]
    goals = [
        measured(code, moment, value, instrument="gas", goal="Lezen", study_id=name)
        for code, later in zip(codes, [0] * 12 + [-1] * 12, strict=True)
        for moment, value in (("baseline", -1), ("follow_up_1", later))
    ]
    second = [measured(code, "follow_up_2", 3, instrument="ladder", study_id=name) for code in codes[:23]]
    grades = [measured(each, "after_conversation", 7, study_id=name) for each in codes[:12]]
    grades += [measured(each, "after_conversation", 4, study_id=name) for each in codes[12:]]
    return [*many, *laddered(many, [2] * 24, [3] * 12 + [1] * 12), *scans, *goals, *second, *grades]


def _trained(name: str) -> Found:
    def session(title: str, **fields: Any) -> Record[Any]:
        return record("training", study_id=name, title=title, **fields)

    def used(answered: int, n: int) -> dict[str, Any]:
        level3 = {"asked_on": "2026-03-01", "n_asked": 20, "n_responded": answered, "n_applied": n}
        return {"level3_applied": level3}

    many = [{"role": "jobcoach", "n": 10}, {"role": "klantmanager", "n": 10}]
    answers = [{"statement": "Ik kan het.", "before": [1] * 10, "after": [2] * 10, "retrospective": True}]
    return [
        session("A", attendance=many, evaluation={**used(20, 10), "level2": answers}, what_learned="Veel."),
        session("B", attendance=[{"role": "jobcoach", "n": 2}], evaluation={"level1": {"grades": [7, 8]}}),
        session("C", evaluation={"level1": {"grades": [7] * 12}, **used(20, 19), "level4_note": "Rust."}),
        session("D", evaluation=used(20, 1), attendance=[*many, {"role": "resident", "n": 2}]),
        session("E", evaluation={"level1": {"grades": [7] * 6}, **used(3, 3)}),
        record(
            "meeting", study_id=name, type="support", title="Hulp", date="2026-02-01", agreed="Bel elkaar."
        ),
        record("meeting", study_id=name, type="learning_set"),
        record("meeting", study_id=name, type="feedback_meeting", date="2026-01-15"),
    ]


def left_out(n: int) -> Found:
    """A study of which the authors left out so many of everything that they may leave out."""
    seen = [observation(f"obs-{each}") for each in range(n)]
    against = [{"ref": each.id, "relation": "contradicts"} for each in seen]
    group = people(n)
    gone: dict[str, Found] = {
        "insights": [insight(f"ins-{each}", evidence=against) for each in range(n)],
        "training": [record("training", f"trn-{each}") for each in range(n)],
        "since_last_report": [record("decision", f"dec-{each}") for each in range(n)],
        "actions": [record("action", f"act-{each}", insight_ids=["ins-0"]) for each in range(n)],
        "summary": [record("decision", "dec-kept", insight_ids=["ins-0"])],
        "agenda": [record("agenda_item", f"agd-{each}", municipalities=[HOUTEN]) for each in range(n)],
    }
    notes = [
        record("note", report_section=name, text=None, leave_out=[each.id for each in found])
        for name, found in gone.items()
    ]
    outcomes = ["measurement:een:ladder", "measurement:een:grade"][:n]
    return [
        study(primary_indicator="grade"),
        *seen,
        *group,
        *laddered(group, [2] * n, [3] * n),
        *(measured(each.id, "after_conversation", 7) for each in group),
        *(each for found in gone.values() for each in found),
        *notes,
        record("agenda_item", "agd-kept", origin=["ins-0"]),
        record("action", "act-kept", status="done"),
        record("note", report_section="change", leave_out=outcomes),
    ]


def ledger(*states: str) -> Found:
    """A study with results fed back in January and an action in each of these states: late, or a status."""
    actions = [
        record("action", status="open" if state == "late" else state, due_date="2026-01-01")
        if state in ("late", "dropped")
        else record("action", status=state)
        for state in states
    ]
    return [study(), record("meeting", type="feedback_meeting", date="2026-01-15"), *actions]


def first_asked(n: int) -> Found:
    """A first report: so many decisions that are still open, one that was answered, and no action."""
    waiting = [record("decision", f"dec-{each}", question=f"Mag {each}?") for each in range(n)]
    return [study(), observation(), *waiting, record("decision", question="Kan het?", answer="yes")]


def only_measured() -> Found:
    """A study in which nothing was seen, and people were measured twice."""
    group = people(10)
    return [study(), *group, *laddered(group, [2] * 10, [3] * 10)]


def nothing_seen() -> Found:
    """A study of which there is no more than a note of its authors."""
    return [study(), record("note")]


def answers() -> Found:
    """Decisions that were put off, or answered after the day on which they were needed, with one action."""
    told: list[dict[str, Any]] = [
        {"answer": "later", "answered_on": "2026-02-01"},
        {"answer": "later"},
        {"answer": "yes", "needed_by": "2026-02-01", "answered_on": "2026-02-02", "reason": "Het past."},
        {"answer": "no", "asked_on": "2026-02-01"},
    ]
    decisions = [
        record("decision", f"dec-{n}", insight_ids=["ins-1"], **fields) for n, fields in enumerate(told)
    ]
    return [*ledger(), insight("ins-1"), *decisions, record("action", insight_ids=["ins-1"], status="open")]
