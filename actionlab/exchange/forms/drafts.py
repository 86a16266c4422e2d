"""Form drafts: from a filled form to what it brings in. Each kind of form fills one kind of record."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import msgspec

from actionlab.errors import ActionlabError
from actionlab.exchange.forms.answers import Answers
from actionlab.exchange.incoming import ATTENDANCE, EVALUATION, FORM, Incoming, Source
from actionlab.i18n import N_, _
from actionlab.model.attendance import Attendance
from actionlab.model.fields import field, fields
from actionlab.model.forms import FORMS, SCANS
from actionlab.model.instruments import INSTRUMENTS
from actionlab.model.kinds import KINDS
from actionlab.model.measurement import Measurement
from actionlab.model.observation import Observation, Quote
from actionlab.model.participant import Consent, Participant
from actionlab.model.records import Records
from actionlab.model.training import EvaluationForm, Learning, Training
from actionlab.privacy.harmless import harmless

if TYPE_CHECKING:
    from actionlab.exchange.forms.reading import FilledForm

_SESSION = rf"{KINDS['training'].prefix}-[0-9a-z]+"

_NOTHING_SEEN = N_("This is not filled in, and an observation needs it.")
_NO_MOMENT = N_("It is not ticked when this form was filled in. Tick one.")
_NO_SCOPE = N_(
    "Nothing is ticked, so it is not clear what this person meant. Somebody who said no is recorded with"
    " 'actionlab edit {code} --consent-status refused'."
)
_CODE_NEEDED = N_("There is no code on this form. Write the code of the person who signed it.")
_UNKNOWN_CODE = N_(
    "{code} is not a participant of this study. Look up the code with 'actionlab list participant', or make"
    " codes with 'actionlab log participant --count'."
)
_NO_QUOTE = N_("a role or permission without a quote")
_OTHER_PROMPTS = N_("it is about more than one prompt, also {numbers}")
_SAID_NO = N_(
    "{code} said no before. Did this person change their mind after that? Then record it with 'actionlab edit"
    " {code} --consent-status given --consent-scopes …'."
)
_OLDER = N_("this form is older than what is recorded about consent")


class WrongStudy(ActionlabError):
    """The form in `file` belongs to the study `study`, not to `wanted`."""

    sentence = N_("{file} is a form of the study {study}, not of {wanted}. Bring it in with -s {study}.")


def incoming_of_form(
    form: "FilledForm", source: Source, *, records: Records, study_id: str, today: dt.date
) -> list[Incoming]:
    """Give what a filled form brings in, with everything that is wrong with it as problems.

    `records` holds the participants of the study. Raises `WrongStudy` for a form of another study.
    """
    if form.study != study_id:
        raise WrongStudy(file=source.file, study=harmless(form.study, today.year), wanted=study_id)
    answers = Answers(form, _LABELS[form.form], today)
    kind, taken = FORMS[form.form].fills, dict[str, Any]()
    if answers.is_empty:
        answers.refuse_empty()
    else:
        taken = _READ[form.form](answers, records)
    incoming = Incoming(
        source=source,
        kind={"evaluation": EVALUATION, "attendance": ATTENDANCE}.get(form.form, kind),
        fields={name: value for name, value in taken.items() if value not in (None, "", [], {})},
        key=(FORM, form.form, form.about, _name(source.place)),
        # the code says who it is; a form of another name about the same person is no other person
        weak=form.form != "consent",
        anonymous=form.form == "evaluation" or (form.form in SCANS and "participant" not in taken),
        problems=tuple(answers.problems),
        notes=answers.all_notes(_LABELS[form.form]),
        # what stands beside the fields has to be seen
        is_empty=answers.is_empty and not (form.outside or form.changes or form.notes),
    )
    return [incoming]


def _observation(answers: Answers, records: Records) -> dict[str, Any]:
    answers.need(["what_seen"])
    seen = answers.text("what_seen")
    if seen is None and "what_seen" not in answers.form.missing:
        answers.problem("what_seen", _NOTHING_SEEN)
    return {
        "what_seen": seen,
        "date": answers.date(),
        "setting": answers.choice("setting", "setting"),
        "observer_role": answers.choice("observer_role", "role"),
        "present_roles": answers.choices("present", "role"),
        "participants": answers.codes(),
        "residents_agreed": answers.choice("residents_agreed", "residents_agreed"),
        "prompt": _prompt(answers),
        "interpretation": answers.text("interpretation"),
        "quote": _quote(answers),
        "signal": answers.choice("signal", "signal"),
    }


def _prompt(answers: Answers) -> int | None:
    ticked = sorted(int(each) for each in answers.ticked("prompt") if each.isascii() and each.isdecimal())
    if len(ticked) > 1:
        others = ", ".join(str(each) for each in ticked[1:])
        answers.not_taken("prompt", _(_OTHER_PROMPTS).format(numbers=others))
    return ticked[0] if ticked else None


def _quote(answers: Answers) -> dict[str, Any]:
    permission = answers.choice("quote.permission")
    quote = {
        "text": answers.text("quote.text"),
        "speaker_role": answers.choice("quote.speaker_role", "role"),
        "permission": None if permission is None else permission == "yes",
    }
    given = {name: value for name, value in quote.items() if value is not None}
    if given and "text" not in given:
        answers.not_taken("quote", _(_NO_QUOTE))
        return {}
    return given


def _scan(answers: Answers, records: Records) -> dict[str, Any]:
    answers.need(["moment", "answer"])
    code, moment = answers.code(), answers.choice("moment", "moment")
    if not answers.ticked("moment"):
        answers.problem("moment", _NO_MOMENT)
    who = {"participant": code} if code else {"group_count": 1}
    instrument = answers.form.form
    return {
        **who,
        "instrument": instrument,
        "value": answers.scales("answer", INSTRUMENTS[instrument].statements),
        "moment": moment,
        "date": answers.date(),
        "assessor_role": "self",
    }


def _evaluation(answers: Answers, records: Records) -> dict[str, Any]:
    answers.need([])
    printed = [answers.text(f"goal.{number}") for number in range(1, answers.highest("goal") + 1)]
    asked = max(len(printed), answers.highest("before"), answers.highest("after"))
    return {
        **_session(answers),
        "grade": answers.scale("grade"),
        "fits": answers.scale("fits"),
        "before": answers.scales("before", asked),
        "after": answers.scales("after", asked),
        # without one of them it is not known which goal an answer is about
        "goals": printed if all(printed) else None,
    }


def _attendance(answers: Answers, records: Records) -> dict[str, Any]:
    answers.need([])
    counts = {role: answers.whole(f"n.{role}") for role in answers.written("n")}
    return {**_session(answers), "roles": {role: n for role, n in counts.items() if n is not None}}


def _session(answers: Answers) -> dict[str, Any]:
    about = answers.form.about
    module = None if re.fullmatch(_SESSION, about) else about
    return {"training": about, "module_ref": module, "date": answers.date()}


def _consent(answers: Answers, records: Records) -> dict[str, Any]:
    answers.need(["participant", "scope"])
    code, scopes = answers.code(), answers.choices("scope", "consent_scope")
    if answers.text("participant") is None:
        answers.problem("participant", _CODE_NEEDED)
    if not scopes:
        answers.problem("scope", _NO_SCOPE, code=code or "…")
    person = records.find(Participant, code)
    if person is None:
        if code:
            answers.problem("participant", _UNKNOWN_CODE, code=code)
        return {"pseudonym": code}
    date = answers.date()
    recorded = person.data.consent
    if recorded.status == "refused" and (date is None or recorded.date is None):
        answers.problem("scope", _SAID_NO, code=code)
    consent = {"status": "given", "scopes": scopes, "version": str(answers.form.version), "date": date}
    if _is_older(date, recorded):
        answers.not_taken("scope", _(_OLDER))
        # as it is stored: lists, and no tuples
        consent = msgspec.json.decode(msgspec.json.encode(recorded))
    given = {name: value for name, value in consent.items() if value is not None}
    # who agrees anew takes back what was withdrawn before; None takes it out
    anew = {"withdrawn_on": None} if recorded.withdrawn_on and "withdrawn_on" not in given else {}
    return {"pseudonym": code, "group": person.data.group, "consent": {**given, **anew}}


def _is_older(date: str | None, recorded: Consent) -> bool:
    """Tell whether what was recorded, or taken back, came after a form of this date.

    Of a form without a date nobody knows it: what was recorded with one stands.
    """
    withdrawn, said = recorded.withdrawn_on, recorded.date
    if date is None:
        return withdrawn is not None or said is not None
    if withdrawn is not None and date <= withdrawn.isoformat():
        return True
    return said is not None and date < said.isoformat()


def _name(file: str) -> str:
    path = PurePosixPath(unicodedata.normalize("NFC", file).replace("\\", "/"))
    return path.with_suffix("").as_posix().casefold()


def _labels(holder: type, **names: str) -> dict[str, str]:
    return {tag: field(holder, name).asks.label for tag, name in names.items()}


_SESSION_LABELS = _labels(Training, date="date")
_SCAN_LABELS = {
    **_labels(Measurement, participant="participant", moment="moment", date="date"),
    **_labels(Learning, answer="statement"),
}

# form -> question -> what people call it
_LABELS: dict[str, dict[str, str]] = {
    "observation": {
        **{each.name: each.asks.label for each in fields(Observation)},
        **_labels(Observation, present="present_roles"),
        **{f"quote.{each.name}": each.asks.label for each in fields(Quote)},
    },
    "evaluation": {
        **_SESSION_LABELS,
        **_labels(EvaluationForm, grade="grade", fits="fits", before="before", after="after"),
    },
    **dict.fromkeys(SCANS, _SCAN_LABELS),
    "attendance": {**_SESSION_LABELS, **_labels(Attendance, n="n")},
    "consent": {
        **_labels(Participant, participant="pseudonym"),
        **_labels(Consent, scope="scopes", date="date"),
    },
}

_READ: dict[str, Callable[[Answers, Records], dict[str, Any]]] = {
    "observation": _observation,
    "evaluation": _evaluation,
    **dict.fromkeys(SCANS, _scan),
    "attendance": _attendance,
    "consent": _consent,
}
