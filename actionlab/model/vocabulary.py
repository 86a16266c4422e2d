"""Vocabulary: every list of answers, with English ids and the words people read in Dutch and English.

Storage holds ids only. Three job titles stay Dutch on purpose: klantmanager, trajectbegeleider, jobcoach.
Source: the project's own vocabulary; theme names after the inventory of 2017 (docs/glossary.md).
"""

from collections.abc import Iterable

from actionlab.i18n import current_language

# list -> id -> (Dutch, English)
VOCABULARY: dict[str, dict[str, tuple[str, str]]] = {
    "record_kind": {
        "study": ("studie", "study"),
        "approach": ("gemeentelijke aanpak", "municipal approach"),
        "cycle": ("cyclus", "cycle"),
        "participant": ("deelnemer", "participant"),
        "observation": ("waarneming", "observation"),
        "training": ("trainingsbijeenkomst", "training session"),
        "measurement": ("meting", "measurement"),
        "insight": ("inzicht", "insight"),
        "action": ("afspraak", "action"),
        "member_check": ("voorgelegd aan deelnemers", "member check"),
        "meeting": ("overleg", "meeting"),
        "decision": ("gevraagd besluit", "decision asked"),
        "agenda_item": ("agendapunt", "agenda item"),
        "organisation": ("organisatie", "organisation"),
        "note": ("eigen tekst in het rapport", "author's note"),
        "publication": ("publicatie", "publication"),
        "removal": ("verwijdering", "removal"),
    },
    "theme": {
        "I1": ("Kennis en expertise bij gemeenten", "Expertise within municipalities"),
        "I2": (
            "Kennis en expertise bij zorg- en welzijnsinstellingen",
            "Expertise within care and welfare organisations",
        ),
        "I3": ("Wet- en regelgeving integreren (ontkokering)", "Integrating rules and budgets (de-siloing)"),
        "I4": ("Toeleiding naar het reguliere arbeidscircuit", "Guidance to regular employment"),
        "O1": (
            "Samenwerking W&I en maatschappelijke partners",
            "Cooperation between Work & Income and social partners",
        ),
        "O2": ("Afstemming van schaalniveaus", "Aligning scale levels"),
    },
    "theme_category": {
        "content": ("inhoudelijk", "content"),
        "organisation": ("organisatorisch", "organisation"),
    },
    "study_status": {
        "concept": ("concept", "draft"),
        "running": ("lopend", "running"),
        "finished": ("afgerond", "finished"),
        "stopped": ("gestopt", "stopped"),
    },
    "study_level": {
        "execution": ("uitvoering", "execution"),
        "management": ("management", "management"),
        "both": ("uitvoering en management", "execution and management"),
    },
    "study_type": {
        "explore": ("inventariseren", "explore"),
        "try_out": ("uitproberen", "try out"),
        "evaluate": ("evalueren", "evaluate"),
    },
    "legal_basis": {
        "public_task": ("taak van algemeen belang", "task in the public interest"),
        "consent": ("toestemming", "consent"),
        "to_be_decided": ("nog te bepalen", "to be decided"),
    },
    "removal_reason": {"retention": ("bewaartermijn voorbij", "kept long enough")},
    "cycle_status": {
        "planned": ("gepland", "planned"),
        "running": ("lopend", "running"),
        "finished": ("afgerond", "finished"),
    },
    "cycle_decision": {
        "continue": ("doorgaan", "continue"),
        "adjust": ("bijstellen", "adjust"),
        "stop": ("stoppen", "stop"),
    },
    "phase": {
        "orient": ("oriënteren", "orient"),
        "plan": ("plannen", "plan"),
        "act": ("handelen", "act"),
        "observe": ("waarnemen", "observe"),
        "reflect": ("reflecteren", "reflect"),
    },
    "role": {
        "klantmanager": ("klantmanager", "case manager (Work & Income)"),
        "trajectbegeleider": ("trajectbegeleider", "trajectory counsellor"),
        "jobcoach": ("jobcoach", "job coach"),
        "district_team_professional": ("wijkteamprofessional", "district team professional"),
        "care_professional": ("zorgprofessional", "care professional"),
        "welfare_professional": ("welzijnsprofessional", "welfare professional"),
        "wmo_consultant": ("Wmo-consulent", "Wmo consultant"),
        "employer_account_manager": ("accountmanager werkgevers", "employer account manager"),
        "reintegration_officer": ("re-integratiemedewerker", "re-integration officer"),
        "team_manager": ("teammanager", "team manager"),
        "policy_adviser": ("beleidsadviseur", "policy adviser"),
        "teacher": ("docent", "teacher"),
        "student": ("student", "student"),
        "researcher": ("onderzoeker", "researcher"),
        "trainer": ("trainer", "trainer"),
        "resident": ("inwoner", "resident"),
        "expert_by_experience": ("ervaringsdeskundige", "expert by experience"),
        "employer": ("werkgever", "employer"),
    },
    "participant_group": {
        "resident": ("inwoner", "resident"),
        "professional": ("professional", "professional"),
        "employer": ("werkgever", "employer"),
        "expert_by_experience": ("ervaringsdeskundige", "expert by experience"),
    },
    "participant_status": {
        "active": ("doet mee", "active"),
        "stopped": ("gestopt", "stopped"),
        "erased": ("gewist", "erased"),
    },
    "stop_reason": {
        "found_work": ("werk gevonden", "found work"),
        "moved": ("verhuisd", "moved"),
        "no_longer_wants": ("wil niet meer", "no longer wants to"),
        "other": ("overig", "other"),
        "unknown": ("onbekend", "unknown"),
    },
    "age_band": {
        "18_24": ("18 tot en met 24 jaar", "18-24"),
        "25_34": ("25 tot en met 34 jaar", "25-34"),
        "35_44": ("35 tot en met 44 jaar", "35-44"),
        "45_54": ("45 tot en met 54 jaar", "45-54"),
        "55_66": ("55 tot en met 66 jaar", "55-66"),
        "67_plus": ("67 jaar of ouder", "67 or older"),
        "unknown": ("onbekend", "unknown"),
    },
    "consent_status": {
        "requested": ("gevraagd", "requested"),
        "given": ("gegeven", "given"),
        "refused": ("geweigerd", "refused"),
        "withdrawn": ("ingetrokken", "withdrawn"),
    },
    "consent_scope": {
        "observe_conversations": ("aanwezig zijn bij gesprekken", "be present at conversations"),
        "measurements": ("metingen", "measurements"),
        "anonymous_quote": ("citaat zonder naam", "quote without a name"),
        "reuse": ("hergebruik in later onderzoek", "reuse in later research"),
    },
    "residents_agreed": {
        "oral": ("ja, mondeling gevraagd", "yes, asked orally"),
        "written": ("ja, op papier", "yes, in writing"),
        "no": ("nee", "no"),
        "not_asked": ("niet gevraagd", "not asked"),
    },
    "setting": {
        "intake_conversation": ("intakegesprek", "intake conversation"),
        "progress_conversation": ("voortgangsgesprek", "progress conversation"),
        "three_way_conversation": ("driehoeksgesprek", "three-way conversation"),
        "support_conversation": ("begeleidingsgesprek", "support conversation"),
        "case_discussion": ("casusbespreking", "case discussion"),
        "team_meeting": ("teamoverleg", "team meeting"),
        "workplace": ("werkplek", "workplace"),
        "work_visit": ("werkbezoek", "work visit"),
        "job_shadowing": ("meelopen", "job shadowing"),
        "training": ("training", "training"),
        "peer_consultation": ("intervisie", "peer consultation"),
        "dialogue_table": ("dialoogtafel", "dialogue table"),
        "matching_table": ("matchtafel", "matching table"),
        "management_table": ("managementtafel", "management table"),
        "working_conference": ("werkconferentie", "working conference"),
        "interview": ("interview", "interview"),
        "telephone": ("telefoongesprek", "telephone call"),
        "document_analysis": ("documenten lezen", "document analysis"),
        "other": ("anders", "other"),
    },
    "missing_kind": {
        "knowledge": ("kennis", "knowledge"),
        "means": ("middelen", "means"),
    },
    "signal": {
        "helping": ("bevorderend", "helping"),
        "hindering": ("belemmerend", "hindering"),
        "mixed": ("gemengd", "mixed"),
        "neutral": ("neutraal", "neutral"),
    },
    "work_form": {
        "case_discussion": ("casusbespreking", "case discussion"),
        "peer_consultation": ("intervisie", "peer consultation"),
        "role_play": ("rollenspel", "role play"),
        "job_shadowing": ("meelopen", "job shadowing"),
        "work_visit": ("werkbezoek", "work visit"),
        "dialogue_table": ("dialoogtafel", "dialogue table"),
        "learning_set": ("leerkring", "learning set"),
        "moral_deliberation": ("moreel beraad", "moral deliberation"),
        "talk_with_expert_by_experience": (
            "gesprek met ervaringsdeskundige",
            "talk with an expert by experience",
        ),
        "working_conference": ("werkconferentie", "working conference"),
        "quiz": ("quiz", "quiz"),
        "explanation": ("uitleg", "explanation"),
    },
    "instrument": {
        "ladder": ("participatieladder", "participation ladder"),
        "kirkpatrick": ("trainingsevaluatie (Kirkpatrick)", "training evaluation (Kirkpatrick)"),
        "gas": ("doelbereikingsschaal (GAS)", "goal attainment scaling"),
        "grade": ("rapportcijfer", "grade"),
        "zrm": ("Zelfredzaamheid-Matrix", "self-sufficiency matrix"),
        "collaboration_scan": ("samenwerkingsscan", "collaboration scan"),
        "expertise_self_scan": ("expertise-zelfscan", "expertise self-scan"),
        "counter": ("teller", "counter"),
        "scale_map": ("schaalkaart", "scale map"),
    },
    "moment": {
        "baseline": ("startmeting (T0)", "baseline"),
        "follow_up_1": ("vervolgmeting (T1)", "follow-up 1"),
        "follow_up_2": ("tweede vervolgmeting (T2)", "follow-up 2"),
        "after_conversation": ("na een gesprek", "after a conversation"),
        "after_training": ("na een training", "after a training"),
    },
    "counter_unit": {
        "number": ("aantal", "number"),
        "days": ("dagen", "days"),
    },
    "scale_level": {
        "neighbourhood": ("wijk", "neighbourhood"),
        "municipality": ("gemeente", "municipality"),
        "subregion": ("subregio", "subregion"),
        "labour_market_region": ("arbeidsmarktregio", "labour-market region"),
        "national": ("landelijk", "national"),
    },
    "scale_reason": {
        "proximity": ("nabijheid", "proximity"),
        "knowledge": ("kennis", "knowledge"),
        "costs": ("kosten", "costs"),
        "employers": ("werkgevers", "employers"),
        "law": ("wet", "law"),
        "habit": ("gewoonte", "habit"),
        "other": ("anders", "other"),
    },
    "relation": {
        "supports": ("ondersteunt", "supports"),
        "contradicts": ("spreekt tegen", "contradicts"),
        "nuances": ("nuanceert", "nuances"),
    },
    "source_kind": {
        "observation": ("waarneming", "observation"),
        "training": ("trainingsbijeenkomst", "training session"),
        "measurement": ("meting", "measurement"),
        "meeting": ("overleg", "meeting"),
    },
    "strength": {
        "tentative": ("eerste aanwijzing", "first indication"),
        "supported": ("vaker gezien", "seen more often"),
        "confirmed": ("vaker gezien en herkend", "seen more often and recognised"),
        "mixed": ("wisselend beeld", "mixed picture"),
    },
    "recognition": {
        "recognised": ("herkend", "recognised"),
        "partly": ("deels herkend", "partly recognised"),
        "not": ("niet herkend", "not recognised"),
    },
    "member_check_form": {
        "meeting": ("bijeenkomst", "meeting"),
        "written": ("schriftelijk", "in writing"),
        "telephone": ("telefonisch", "by telephone"),
        "one_to_one": ("één op één", "one to one"),
    },
    "action_status": {
        "open": ("open", "open"),
        "in_progress": ("bezig", "in progress"),
        "done": ("gedaan", "done"),
        "dropped": ("vervallen", "dropped"),
    },
    "meeting_type": {
        "kickoff": ("startbijeenkomst", "kick-off"),
        "team_meeting": ("teamoverleg", "team meeting"),
        "feedback_meeting": ("terugkoppelbijeenkomst", "feedback meeting"),
        "working_conference": ("werkconferentie", "working conference"),
        "learning_set": ("leerkring", "learning set"),
        "support": ("ondersteuning", "support"),
    },
    "decision_answer": {
        "yes": ("ja", "yes"),
        "partly": ("deels", "partly"),
        "no": ("nee", "no"),
        "later": ("later", "later"),
    },
    "agenda_type": {
        "learning_question": ("leervraag", "learning question"),
        "knowledge_question": ("kennisvraag", "knowledge question"),
        "development_question": ("ontwikkelvraag", "development question"),
    },
    "agenda_status": {
        "new": ("nieuw", "new"),
        "taken_up": ("opgepakt", "taken up"),
        "answered": ("beantwoord", "answered"),
        "dropped": ("vervallen", "dropped"),
    },
    "priority": {
        "1": ("hoog", "high"),
        "2": ("midden", "medium"),
        "3": ("laag", "low"),
    },
    "organisation_type": {
        "municipality": ("gemeente", "municipality"),
        "social_service": ("sociale dienst", "social service"),
        "district_team": ("sociaal wijkteam", "district team"),
        "care_organisation": ("zorginstelling", "care organisation"),
        "welfare_organisation": ("welzijnsinstelling", "welfare organisation"),
        "job_coach_organisation": ("jobcoachorganisatie", "job coach organisation"),
        "employer": ("werkgever", "employer"),
        "employer_service_point": ("werkgeversservicepunt", "employer service point"),
        "social_development_company": ("sociaal ontwikkelbedrijf", "social development company"),
        "knowledge_institute": ("kennisinstelling", "knowledge institute"),
        "client_council": ("cliëntenraad", "client council"),
        "other": ("overig", "other"),
    },
    "organisation_role": {
        "commissioning_party": ("opdrachtgever", "commissioning party"),
        "executing_party": ("uitvoerder", "executing party"),
        "learning_partner": ("leerpartner", "learning partner"),
        "research_partner": ("onderzoeker", "research partner"),
    },
    "audience": {
        "researchers": ("onderzoekers", "researchers"),
        "municipality": ("gemeente", "municipality"),
        "public": ("openbaar", "public"),
    },
    "figure": {
        "participants": ("deelnemers", "participants"),
        "change": ("verandering", "change"),
        "grades": ("rapportcijfers", "grades"),
        "session": ("bijeenkomst", "session"),
        "counts": ("tellingen", "counts"),
        "signals": ("wat hielp en hinderde", "what helped and hindered"),
    },
    "report_section": {
        "since_last_report": (
            "Sinds het vorige rapport: gevraagd, besloten, gedaan",
            "Since the previous report",
        ),
        "summary": ("Samenvatting", "Summary"),
        "question": ("Aanleiding en vraag", "Reason and question"),
        "steps": ("Wat hebben we gedaan?", "What did we do?"),
        "insights": ("Wat hebben we geleerd?", "What did we learn?"),
        "change": ("Wat is er veranderd?", "What changed?"),
        "training": ("Training en ondersteuning", "Training and support"),
        "theme_page": ("Themapagina", "Theme page"),
        "actions": ("Afspraken", "Actions agreed"),
        "agenda": ("Vragen voor het vervolg", "Questions for later"),
        "reliability": ("Hoe betrouwbaar is dit?", "How reliable is this?"),
        "privacy": ("Privacy", "Privacy"),
        "to_come": ("Wat nog komt", "Still to come"),
        "card_title": ("Praktijkkaart: titel", "Practice card: title"),
        "card_situation": ("Praktijkkaart: de situatie", "Practice card: the situation"),
        "card_steps": ("Praktijkkaart: wat u doet", "Practice card: what you do"),
        "card_watch_out": ("Praktijkkaart: let op", "Practice card: watch out"),
        "card_questions": ("Praktijkkaart: vragen om over te praten", "Practice card: questions to discuss"),
        "letter": ("Brief aan deelnemers", "Letter to participants"),
    },
}

# a measurement is assessed by somebody in a role, or by the person himself or herself
VOCABULARY["assessor_role"] = {"self": ("zelf", "self"), **VOCABULARY["role"]}

THEME_CATEGORY = {
    "I1": "content",
    "I2": "content",
    "I3": "content",
    "I4": "content",
    "O1": "organisation",
    "O2": "organisation",
}


def ids(vocabulary: str) -> tuple[str, ...]:
    """Give the ids of one list, in the order in which they are offered."""
    return tuple(VOCABULARY[vocabulary])


def label(vocabulary: str, term: str, language: str | None = None) -> str:
    """Give the word that people read for an id; an id of a newer program comes back as it is."""
    words = VOCABULARY[vocabulary].get(term)
    if words is None:
        return term
    return words[(language or current_language()) == "en"]


def find(vocabulary: str, answer: str) -> str | None:
    """Give the id for an id, a Dutch or an English label, in any case; None when there is none.

    Of a label such as "startmeting (T0)" either half is enough, when no other label has it.
    """
    wanted = _folded(answer)
    for term, words in VOCABULARY[vocabulary].items():
        if wanted in {_folded(term), *(_folded(word) for word in words)}:
            return term
    fitting = [term for term, words in VOCABULARY[vocabulary].items() if wanted in _halves(words)]
    return fitting[0] if len(fitting) == 1 else None


def suggest(vocabulary: str, answer: str) -> str | None:
    """Give the label for the id, Dutch or English word most like a mistyped one; None when none is near."""
    from actionlab.model.nearest import nearest  # only a mistyped word needs it

    terms = {word: term for term, words in VOCABULARY[vocabulary].items() for word in (term, *words)}
    near = nearest(answer, terms)
    return label(vocabulary, terms[near]) if near else None


def _halves(words: Iterable[str]) -> set[str]:
    cut = [word.removesuffix(")").partition(" (") for word in words if word.endswith(")")]
    return {_folded(half) for before, _sign, inside in cut for half in (before, inside) if inside}


def _folded(text: str) -> str:
    return text.strip().casefold().replace("-", "_").replace(" ", "_")
