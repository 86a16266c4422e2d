"""What was asked, decided and agreed: since the previous report, the actions, and questions for later."""

from collections.abc import Iterator

from actionlab.analysis.agreed import Owner, ShownAction, ShownAgendaItem, ShownDecision
from actionlab.analysis.findings import Findings
from actionlab.report.blocks import Block, Paragraph, Table
from actionlab.report.content.voice import Voice, sentence


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


def since_last_report(findings: Findings, voice: Voice) -> list[Block]:
    """Give what was asked, decided and done since the previous feedback; nothing for a first report."""
    if findings.previous is None or not (findings.since_previous or findings.actions):
        return []
    blocks: list[Block] = [Paragraph(voice("since.intro", date=voice.day(findings.previous)))]
    if findings.since_previous:
        blocks.append(_decisions(findings, voice))
    if findings.actions:
        blocks.append(Paragraph(" ".join(_progress(findings, voice))))
    return blocks


def decision_answer(decision: ShownDecision, voice: Voice) -> str:
    """Give the answer to a decision in words, or that it is still open and whether it is late."""
    if decision.answer is None:
        if decision.needed_by is None:
            return voice("since.open")
        return voice(f"since.open_{'late' if decision.late else 'until'}", date=voice.day(decision.needed_by))
    answer = voice.term("decision_answer", decision.answer)
    known = "answered" if decision.answered_on else "answered_undated"
    said = voice(f"since.{known}", answer=answer, date=voice.day(decision.answered_on))
    return f"{said}. {sentence(decision.reason)}" if decision.reason else said


def actions(findings: Findings, voice: Voice) -> list[Block]:
    """Give the table of actions; *te laat* stands there in words."""
    if not findings.actions:
        return []
    intro = voice.count("actions.intro", len(findings.actions))
    late = sum(1 for action in findings.actions if action.late)
    if late:
        intro += " " + voice.count("actions.late_count", late, date=voice.day(findings.today))
    rows = tuple(
        (
            action.description,
            owner(action.owner, findings.audience, voice),
            voice.day(action.due),
            _status(action, voice),
        )
        for action in findings.actions
    )
    table = Table(
        caption=voice("actions.caption", date=voice.day(findings.today)),
        description=voice("actions.description"),
        header=tuple(voice(f"actions.{name}") for name in ("action", "owner", "due", "status")),
        rows=rows,
        widths=(40, 24, 16, 20),
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
    )
    return [Paragraph(voice("agenda.intro")), table]


def _decisions(findings: Findings, voice: Voice) -> Table:
    rows = tuple(
        (
            decision.question,
            owner(decision.asked_of, findings.audience, voice),
            decision_answer(decision, voice),
            "\n".join(_done(action, voice) for action in decision.actions) or voice("since.no_action"),
        )
        for decision in findings.since_previous
    )
    return Table(
        caption=voice("since.caption"),
        description=voice("since.description"),
        header=tuple(voice(f"since.{name}") for name in ("question", "asked_of", "answer", "done")),
        rows=rows,
        widths=(26, 20, 26, 28),
    )


def _done(action: ShownAction, voice: Voice) -> str:
    if action.status == "done":
        kind = "done_result" if action.result else "done"
        return voice(f"since.action_{kind}", action=sentence(action.description), result=action.result)
    status = sentence(voice.term("action_status", action.status)).rstrip(".")
    kind = "late" if action.late else "open"
    return voice(f"since.action_{kind}", status=status, action=sentence(action.description))


def _progress(findings: Findings, voice: Voice) -> Iterator[str]:
    done = sum(1 for action in findings.actions if action.status == "done")
    waiting = [action for action in findings.actions if action.status not in ("done", "dropped")]
    late = sum(1 for action in waiting if action.late)
    if done:
        yield voice.count("since.actions_done", done)
    if waiting:
        yield voice.count("since.actions_open", len(waiting))
    if late:
        yield voice.count("since.actions_late", late)


def _status(action: ShownAction, voice: Voice) -> str:
    status = voice.term("action_status", action.status)
    if action.late:
        return voice("actions.late", status=status)
    if action.result:
        return voice("actions.done_result", status=status, result=action.result)
    return status


def _origin(item: ShownAgendaItem, voice: Voice) -> str:
    if item.origins:
        return "\n".join(item.origins)
    return voice("agenda.elsewhere") if item.elsewhere else voice("agenda.no_origin")
