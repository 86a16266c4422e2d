"""Order: what is asked of each kind of record, in the order in which one thinks, and in which words.

Only data. A field that is not named here is given as an option, or follows from the rest.
"""

from collections.abc import Mapping

import msgspec

from actionlab.i18n import N_


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of a kind: asked `first`, in the `rest` when there is more to say, and `last`."""

    first: tuple[str, ...]
    rest: tuple[str, ...] = ()
    last: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """All fields in order."""
        return (*self.first, *self.rest, *self.last)


ORDERS: Mapping[str, Order] = {
    "observation": Order(
        first=("what_seen", "date", "present_roles", "signal"),
        rest=(
            "setting",
            "prompt",
            "participants",
            "cycle_id",
            "phase",
            "observer_role",
            "interpretation",
            "quote",
            "tags",
            "regie",
            "missing",
            "barriers",
        ),
        last=("residents_agreed",),
    ),
    "training": Order(
        first=("title", "date", "attendance", "what_learned"),
        rest=(
            "duration_minutes",
            "learning_goals",
            "work_forms",
            "facilitator_roles",
            "cycle_id",
            "notes",
        ),
    ),
    "participant": Order(
        first=("pseudonym", "role", "group", "consent"),
        rest=("organisation_id", "age_band", "status", "stop_reason"),
    ),
    "organisation": Order(first=("name", "type", "role"), rest=("local_name", "municipalities")),
    "approach": Order(
        first=("title", "municipalities", "aim", "core_elements"),
        rest=("conditions", "target_group", "theme", "organisation_ids", "since"),
    ),
    "cycle": Order(
        first=("number", "title", "goal", "start_date", "end_date"),
        rest=("status", "phases", "decision", "reason", "because"),
    ),
    "measurement": Order(
        first=("instrument", "label", "unit", "moment", "date", "assessor_role", "value"),
    ),
    "insight": Order(
        first=("statement", "evidence", "counter"),
        rest=("title", "theme", "sub_question", "transferability", "share_regionally"),
    ),
    "action": Order(
        first=("description", "owner_role", "due_date", "insight_ids"),
        rest=("organisation_id", "agreed_on", "agreed_in", "status", "result"),
    ),
    "meeting": Order(first=("type", "date", "attendance", "agreed"), rest=("title", "cycle_id")),
    "decision": Order(
        first=("question", "asked_of", "needed_by", "insight_ids"),
        rest=("asked_on", "answer", "answered_on", "reason"),
    ),
    "member_check": Order(first=("insight_ids", "date", "form", "participants", "outcome")),
    "agenda_item": Order(
        first=("text", "type", "origin", "priority"),
        rest=("theme", "municipalities", "status", "owner_role", "organisation_id", "due_date"),
    ),
    "note": Order(first=("report_section", "text"), rest=("order", "leave_out")),
}

# the kinds as typed, those that people write down most first
USUAL_FIRST = (
    "observation",
    "training",
    "measurement",
    "insight",
    "action",
    "meeting",
    "participant",
    "evaluation",
    "follow-up",
    "member-check",
    "decision",
    "cycle",
    "agenda-item",
    "organisation",
    "approach",
    "note",
)

# kinds as typed that are no kind of record, by their name
NAMED: Mapping[str, str] = {"evaluation": N_("training evaluation"), "follow-up": N_("training follow-up")}

# (kind, field) -> question, where the label of the field is none
QUESTIONS: Mapping[tuple[str, str], str] = {
    ("observation", "date"): N_("When was it?"),
    ("observation", "present_roles"): N_("Who was there?"),
    ("observation", "signal"): N_("Did it help or hinder?"),
    ("observation", "setting"): N_("Where or during what was it?"),
    ("observation", "prompt"): N_("Which observation prompt does it answer?"),
    ("observation", "participants"): N_("Which participants is it about?"),
    ("observation", "cycle_id"): N_("Which cycle does it belong to?"),
    ("observation", "phase"): N_("Which phase does it belong to?"),
    ("observation", "observer_role"): N_("Who saw or heard it?"),
    ("observation", "quote"): N_("Did somebody say something that you want to quote? The exact words:"),
    ("observation", "tags"): N_("Which tags fit?"),
    ("training", "title"): N_("What is the session called?"),
    ("training", "date"): N_("When was it?"),
    ("training", "attendance"): N_("Who came?"),
    ("training", "duration_minutes"): N_("How many minutes did it last?"),
    ("training", "learning_goals"): N_("What were the learning goals?"),
    ("training", "work_forms"): N_("Which work forms were used?"),
    ("training", "facilitator_roles"): N_("Who led the session?"),
    ("training", "notes"): N_("Is there anything that only the team needs to know?"),
    ("training", "cycle_id"): N_("Which cycle does it belong to?"),
    ("participant", "role"): N_("In which role?"),
    ("participant", "group"): N_("In which group?"),
    ("participant", "consent"): N_("Is there consent to take part?"),
    ("participant", "organisation_id"): N_("At which organisation?"),
    ("participant", "age_band"): N_("In which age group?"),
    ("participant", "status"): N_("Still taking part?"),
    ("participant", "stop_reason"): N_("Why stopped?"),
    ("organisation", "name"): N_("What is the organisation called?"),
    ("organisation", "type"): N_("What kind of organisation is it?"),
    ("organisation", "role"): N_("Which part does it play?"),
    ("organisation", "local_name"): N_("What do people in the municipality call it?"),
    ("organisation", "municipalities"): N_("In which municipalities does it work?"),
    ("approach", "title"): N_("What is the approach called?"),
    ("approach", "municipalities"): N_("Which municipalities work this way?"),
    ("approach", "aim"): N_("What is the aim?"),
    ("approach", "core_elements"): N_("What are the fixed elements?"),
    ("approach", "conditions"): N_("What is needed for it to work?"),
    ("approach", "target_group"): N_("Whom is it for?"),
    ("approach", "theme"): N_("Which theme does it belong to?"),
    ("approach", "organisation_ids"): N_("Which organisations take part?"),
    ("approach", "since"): N_("Since when (year and month)?"),
    ("cycle", "number"): N_("Which number does the cycle have?"),
    ("cycle", "title"): N_("What is the cycle called?"),
    ("cycle", "goal"): N_("What is the goal of the cycle?"),
    ("cycle", "start_date"): N_("On which day does it start?"),
    ("cycle", "end_date"): N_("On which day does it end?"),
    ("cycle", "status"): N_("How does it stand?"),
    ("cycle", "phases"): N_("Which phases do you want to describe?"),
    ("cycle", "decision"): N_("What was decided at the end?"),
    ("cycle", "reason"): N_("Why was that decided?"),
    ("cycle", "because"): N_("What is the decision based on?"),
    ("measurement", "instrument"): N_("What was measured?"),
    ("measurement", "label"): N_("What is counted?"),
    ("measurement", "unit"): N_("Is that a number or days?"),
    ("measurement", "moment"): N_("At which moment was it measured?"),
    ("measurement", "date"): N_("On which day was it measured?"),
    ("measurement", "assessor_role"): N_("Who filled it in?"),
    ("measurement", "value"): N_("What is the value?"),
    ("insight", "statement"): N_("What did you learn? Say it in one claim."),
    ("insight", "title"): N_("What is it called, in a few words?"),
    ("insight", "theme"): N_("Which theme does it belong to?"),
    ("insight", "sub_question"): N_("Which sub-question does it answer?"),
    ("insight", "transferability"): N_("Where and when is it usable elsewhere?"),
    ("insight", "share_regionally"): N_("May it be shared in the region?"),
    ("action", "description"): N_("What will be done?"),
    ("action", "owner_role"): N_("Who will do it?"),
    ("action", "due_date"): N_("When is it to be done?"),
    ("action", "insight_ids"): N_("From which insights does it come?"),
    ("action", "organisation_id"): N_("Of which organisation is that person?"),
    ("action", "agreed_on"): N_("When was it agreed?"),
    ("action", "agreed_in"): N_("During what was it agreed?"),
    ("action", "status"): N_("How does it stand?"),
    ("action", "result"): N_("What came of it?"),
    ("meeting", "type"): N_("What kind of meeting was it?"),
    ("meeting", "date"): N_("When was it?"),
    ("meeting", "attendance"): N_("Who was there?"),
    ("meeting", "title"): N_("What is the meeting called?"),
    ("meeting", "cycle_id"): N_("Which cycle does it belong to?"),
    ("decision", "question"): N_("What is asked? Say it so that yes or no is an answer."),
    ("decision", "asked_of"): N_("Who is asked?"),
    ("decision", "needed_by"): N_("When is the answer needed?"),
    ("decision", "insight_ids"): N_("From which insights does it come?"),
    ("decision", "asked_on"): N_("When was it asked?"),
    ("decision", "answer"): N_("What is the answer?"),
    ("decision", "answered_on"): N_("When was it answered?"),
    ("decision", "reason"): N_("Which reason was given?"),
    ("member_check", "insight_ids"): N_("Which insights were put before people?"),
    ("member_check", "date"): N_("When was it?"),
    ("member_check", "form"): N_("In which way was it done?"),
    ("member_check", "participants"): N_("Who took part?"),
    ("agenda_item", "text"): N_("What is the question?"),
    ("agenda_item", "type"): N_("What kind of question is it?"),
    ("agenda_item", "origin"): N_("From which insights does it come?"),
    ("agenda_item", "priority"): N_("How urgent is it?"),
    ("agenda_item", "theme"): N_("Which theme does it belong to?"),
    ("agenda_item", "municipalities"): N_("For which municipalities?"),
    ("agenda_item", "status"): N_("How does it stand?"),
    ("agenda_item", "owner_role"): N_("Who takes it up?"),
    ("agenda_item", "organisation_id"): N_("Of which organisation is that person?"),
    ("agenda_item", "due_date"): N_("When is it to be answered?"),
    ("note", "report_section"): N_("For which section of the report?"),
    ("note", "text"): N_("What do you want to say there?"),
    ("note", "order"): N_("What comes first?"),
    ("note", "leave_out"): N_("What is to be left out?"),
}

# part of an answer -> question: (class of the part, name)
PARTS: Mapping[tuple[str, str], str] = {
    ("Quote", "speaker"): N_("Whose words are they? (code of the participant)"),
    ("Quote", "speaker_role"): N_("What is the role of the speaker?"),
    ("Quote", "permission"): N_("May the words be used in a report?"),
    ("Regie", "subject"): N_("Over what did somebody take the lead, or should somebody?"),
    ("Regie", "who"): N_("Who took it?"),
    ("Regie", "agreed"): N_("Was that said out loud and accepted?"),
    ("Missing", "what"): N_("Which knowledge or means were missing?"),
    ("Missing", "kind"): N_("Was that knowledge or means?"),
    ("Barrier", "what"): N_("What was in the way: a rule, a form, a budget?"),
    ("Barrier", "who_decides"): N_("Who decides about it?"),
    ("Barrier", "real_rule"): N_("Is it a real rule?"),
    ("Consent", "scopes"): N_("Consent for what?"),
    ("Consent", "version"): N_("Which version of the form was used?"),
    ("Consent", "date"): N_("When was consent given?"),
    ("AskedOf", "organisation_id"): N_("Of which organisation is that person?"),
}

# words that are only ever set by a verb of their own
NOT_OFFERED: Mapping[str, tuple[str, ...]] = {
    "participant_status": ("erased",),
    "consent_status": ("withdrawn",),
}

# texts that are often longer than a line
LONG = {
    ("observation", "what_seen"),
    ("observation", "interpretation"),
    ("training", "what_learned"),
    ("training", "notes"),
    ("meeting", "agreed"),
    ("insight", "statement"),
    ("insight", "counter"),
    ("insight", "transferability"),
    ("approach", "aim"),
    ("cycle", "goal"),
    ("cycle", "reason"),
    ("action", "result"),
    ("decision", "reason"),
    ("note", "text"),
}

# the day that is most often today
TODAY = {
    ("observation", "date"),
    ("training", "date"),
    ("measurement", "date"),
    ("meeting", "date"),
    ("member_check", "date"),
    ("action", "agreed_on"),
    ("decision", "asked_on"),
}

# (kind, field) -> module.function in actionlab.cli.asking that asks it in a way of its own
OWN: Mapping[tuple[str, str], str] = {
    ("observation", "residents_agreed"): "observation.residents_agreed",
    ("observation", "tags"): "observation.tags",
    ("training", "title"): "training.module_or_title",
    ("participant", "pseudonym"): "participant.codes",
    ("measurement", "instrument"): "measurement.instrument",
    ("measurement", "moment"): "measurement.moment",
    ("measurement", "label"): "measurement.counted",
    ("measurement", "value"): "measurement.value",
    ("insight", "evidence"): "insight.evidence",
    ("insight", "counter"): "insight.counter",
    ("member_check", "outcome"): "member_check.outcomes",
    ("cycle", "phases"): "cycle.phases",
    ("note", "order"): "note.order",
    ("note", "leave_out"): "note.leave_out",
}

# kind -> module.function that gives more lines for the summary
TOLD: Mapping[str, str] = {"insight": "insight.told"}
