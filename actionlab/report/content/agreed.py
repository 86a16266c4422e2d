"""What was asked, decided and agreed: since the previous report, the actions, and questions for later."""

from collections.abc import Iterator

from actionlab.analysis.agreed import PUT_OFF, Owner, ShownAction, ShownAgendaItem, ShownDecision
from actionlab.analysis.findings import Findings
from actionlab.model.action import SETTLED
from actionlab.model.places import place_of
from actionlab.report.blocks import Block, Heading, Paragraph, Table
from actionlab.report.content.voice import Voice, sentence

# so many decisions a summary asks for
MOST_DECISIONS = 3


def owner(who: Owner, audience: str, voice: Voice) -> str:
    """Give an owner as role and organisation; for the public an employer is only "een werkgever"."""
    if who.role is None and who.organisation is None:
        return voice("actions.no_owner")
    if who.employer and audience == "public":
        return voice("actions.an_employer")
    if who.role is None or who.organisation is None:
        return who.organisation or voice.term("role", who.role)
    role = voice.term("role", who.role)
    return voice("actions.owner_organisation", role=role, organisation=who.organisation)


def asked_of(decision: ShownDecision, audience: str, voice: Voice) -> str:
    """Give of whom a decision was asked, as `owner` gives it; or that this was not recorded."""
    who = decision.asked_of
    if who.role is None and who.organisation is None:
        return voice("since.asked_of_nobody")
    return owner(who, audience, voice)


def told(findings: Findings) -> tuple[ShownDecision, ...]:
    """Give the decisions that the whole report tells of: all of them in a first report."""
    return findings.since_previous if findings.previous else findings.decisions


def since_last_report(findings: Findings, voice: Voice) -> list[Block]:
    """Give what was asked, decided and done since the previous feedback; nothing for a first report."""
    if findings.previous is None or not (findings.since_previous or findings.actions):
        return []
    intro = "since.intro" if findings.since_previous else "since.intro_nothing_asked"
    blocks: list[Block] = [Paragraph(voice(intro, date=voice.day(findings.previous)))]
    if findings.since_previous:
        blocks.append(_decisions(findings, voice))
    if findings.actions:
        more = [voice("actions.more_left_out")] if findings.left_out.actions else []
        blocks.append(Paragraph(" ".join([*_progress(findings, voice), *more])))
    return blocks


def decision_answer(decision: ShownDecision, voice: Voice) -> str:
    """Give the answer to a decision in words, or that it is still open and whether it is late."""
    if decision.answer is None:
        if decision.needed_by is None:
            return voice("since.open")
        return voice(f"since.open_{'late' if decision.late else 'until'}", date=voice.day(decision.needed_by))
    kind = "put_off" if decision.answer == PUT_OFF else "answered"
    if decision.answered_on is None:
        kind += "_undated"
    elif decision.answered_late and kind == "answered":
        kind = "answered_late"
    said = voice(
        f"since.{kind}",
        answer=voice.term("decision_answer", decision.answer),
        date=voice.day(decision.answered_on),
        needed=voice.day(decision.needed_by),
    )
    return f"{said}. {sentence(decision.reason)}" if decision.reason else said


def actions(findings: Findings, voice: Voice) -> list[Block]:
    """Give the table of actions; *te laat* stands there in words.

    A first report has no section on what was asked before. There, what was asked stands below the actions,
    when the summary does not tell all of it.
    """
    asked = _asked_so_far(findings, voice)
    if findings.actions:
        return [*_actions(findings, voice), *asked]
    # what its authors left out is counted elsewhere
    known = asked and not findings.left_out.actions
    return [Paragraph(voice("actions.none")), *asked] if known else asked


def _actions(findings: Findings, voice: Voice) -> list[Block]:
    intro = voice.count("actions.intro", len(findings.actions))
    late = sum(1 for action in findings.actions if action.late)
    if late:
        intro += " " + voice.count("actions.late_count", late, date=voice.day(findings.today))
    if findings.left_out.actions:
        intro += " " + voice("actions.more_left_out")
    rows = tuple(
        (
            action.description,
            owner(action.owner, findings.audience, voice),
            voice.day(action.due),
            action_status(action, voice),
        )
        for action in findings.actions
    )
    table = Table(
        caption=voice("actions.caption", date=voice.day(findings.today)),
        description=voice("actions.description"),
        header=tuple(voice(f"actions.{name}") for name in ("action", "owner", "due", "status")),
        rows=rows,
        widths=(40, 24, 16, 20),
        places=tuple((place_of(action.id),) for action in findings.actions),
    )
    return [Paragraph(intro), table]


def agenda(findings: Findings, voice: Voice) -> list[Block]:
    """Give the questions for the learning and knowledge agenda, each with where it comes from."""
    if not findings.agenda:
        return []
    rows = tuple(
        (
            item.text,
            voice.term("agenda_type", item.type),
            _origin(item, voice),
            voice.term("priority", item.priority),
            voice.term("agenda_status", item.status),
        )
        for item in findings.agenda
    )
    table = Table(
        caption=voice("agenda.caption"),
        description=voice("agenda.description"),
        header=tuple(
            voice(f"agenda.{name}") for name in ("question", "type", "origin", "priority", "status")
        ),
        rows=rows,
        widths=(32, 16, 24, 12, 16),
        places=tuple((place_of(item.id),) for item in findings.agenda),
    )
    return [Paragraph(voice("agenda.intro")), table]


def _asked_so_far(findings: Findings, voice: Voice) -> list[Block]:
    summarised = {decision.id for decision in findings.asked[:MOST_DECISIONS]}
    if findings.previous or all(decision.id in summarised for decision in findings.decisions):
        return []
    return [
        Heading(voice("actions.decisions"), 2),
        Paragraph(voice("actions.decisions_intro")),
        _decisions(findings, voice),
    ]


def _decisions(findings: Findings, voice: Voice) -> Table:
    shown: set[str] = set()
    rows = tuple(
        (
            decision.question,
            asked_of(decision, findings.audience, voice),
            decision_answer(decision, voice),
            _acted(decision, shown, voice),
        )
        for decision in told(findings)
    )
    return Table(
        caption=voice("since.caption"),
        description=voice("since.description"),
        header=tuple(voice(f"since.{name}") for name in ("question", "asked_of", "answer", "done")),
        rows=rows,
        widths=(22, 16, 26, 36),
        places=tuple((place_of(decision.id),) for decision in told(findings)),
    )


def action_status(action: ShownAction, voice: Voice) -> str:
    """Give how far an action is in words, that it is late, and what came of it."""
    status = voice.term("action_status", action.status)
    if action.late:
        status = voice("actions.late", status=status)
    return voice("actions.result", status=status, result=action.result) if action.result else status


def _acted(decision: ShownDecision, shown: set[str], voice: Voice) -> str:
    """Give the actions of a decision; one that a decision before it has too is told there only."""
    new = [action for action in decision.actions if action.id not in shown]
    shown.update(action.id for action in new)
    if new:
        return "\n".join(_done(action, voice) for action in new)
    if decision.actions:
        return voice("since.actions_above")
    return voice("since.actions_left_out" if decision.actions_left_out else "since.no_action")


def _done(action: ShownAction, voice: Voice) -> str:
    status = sentence(voice.term("action_status", action.status)).rstrip(".")
    facts = {"status": status, "action": sentence(action.description)}
    said = voice("since.action_late" if action.late else "since.action", **facts)
    return f"{said} {sentence(action.result)}" if action.result else said


def _progress(findings: Findings, voice: Voice) -> Iterator[str]:
    states = [_state(action) for action in findings.actions]
    total, late = len(states), states.count("late")
    done, dropped, waiting = states.count("done"), states.count("dropped"), late + states.count("open")
    if total == 1:
        yield voice(f"since.only_action_{states[0]}")
        return
    if done == total:
        yield voice("since.all_actions_done", n=total)
        return
    yield (
        voice.count("since.actions_done", done, total=total)
        if done
        else voice("since.no_actions_done", total=total)
    )
    if waiting:
        yield voice.count("since.actions_open", waiting)
    if late:
        yield voice.count("since.open_all_late" if late == waiting else "since.actions_late", late)
    if dropped:
        yield voice.count("since.actions_dropped", dropped)


def _state(action: ShownAction) -> str:
    if action.status in SETTLED:
        return str(action.status)
    return "late" if action.late else "open"


def _origin(item: ShownAgendaItem, voice: Voice) -> str:
    if item.origins:
        return "\n".join(item.origins)
    if item.origin_left_out:
        return voice("agenda.origin_left_out")
    return voice("agenda.elsewhere" if item.elsewhere else "agenda.no_origin")
