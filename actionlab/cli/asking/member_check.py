"""A member check: what people said of each insight that was put before them."""

from actionlab.cli import ask
from actionlab.cli.asking.fields import LATER, Answers, Question, later
from actionlab.i18n import _
from actionlab.model import vocabulary
from actionlab.model.insight import Insight


def outcomes(question: Question) -> Answers:
    """Ask per insight whether people recognised it, what they remarked, and what was changed in its text."""
    interview = question.interview
    before = {each["insight_id"]: each for each in question.now or ()}
    words = {word: vocabulary.label("recognition", word) for word in vocabulary.ids("recognition")}
    given: dict[str, list[str]] = {"outcome": [], "remark": [], "changes": []}
    for ref in interview.fields.get("insight_ids") or ():
        found = interview.known.records.find(Insight, ref)
        ask.show("\n".join(["", f"  {found.data.statement if found else ref}", ""]))
        now = before.get(ref, {})
        # first what makes nothing up
        answers = {**later(), **words}
        recognised = ask.choose(_("Did people recognise this?"), answers, ready=now.get("recognised", ""))
        if recognised == LATER:
            continue
        given["outcome"].append(f"{ref}:{recognised}")
        remark = ask.text(_("What did they say about it? (Enter: nothing)"), ready=now.get("remark", ""))
        if remark.strip():
            given["remark"].append(f"{ref}={remark}")
        if recognised != "recognised":
            changed = ask.text(
                _("What was changed in its text? (Enter: nothing)"), ready=now.get("changes", "")
            )
            given["changes"] += [f"{ref}={changed}"] if changed.strip() else []
    return {name: tuple(typed) for name, typed in given.items() if typed}
