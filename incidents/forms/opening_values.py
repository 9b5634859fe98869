"""What a new request begins with: the basis of the rule in force, and the question set that fits the case best."""

from ..actions import letter_basis, outcomes
from ..models import Agency, ClarificationRequest, Involvement, QuestionSet
from ..plain import letter_kinds
from ..plain.answer_values import Asked
from ..workflow import IncidentStatus

COMMON = "pokok"  # the set that fits every case
ABROAD = "badan-asing"  # for bodies of other states: it asks by no article of this country's law


def new_request(incident, day):
    """Initial values of a new request: the basis is that of the clock rule in force on `day`."""
    return {
        "subject": "Permintaan Klarifikasi atas Dugaan Kegagalan Pelindungan Data Pribadi",
        "basis": letter_basis.basis_on(day),
        "security": ClarificationRequest.Security.ORDINARY,
        "urgency": ClarificationRequest.Urgency.URGENT,
    }


def case_letter(incident, kind):
    """Initial values of a new letter of the case: the outcome of a case that has one, in the language of letters; what is
    referred of a report is what it says."""
    if kind == letter_kinds.REFERRAL and incident.status == IncidentStatus.REPORT:
        return {"pokok": incident.summary}
    if kind != letter_kinds.OUTCOME_NOTICE or not incident.outcome:
        return {}
    return {"hasil": outcomes.in_letter(incident.outcome)}


def sets_for(incident, agencies, day):
    """The question sets in force on `day`, the one that fits the kind of failure and the parts of `agencies` (their keys) first; that for
    bodies of other states first where all of them are, else last."""
    asked = Agency.objects.filter(pk__in=agencies)
    abroad = bool(asked) and not any(each.is_bound for each in asked)
    parts = set(incident.involvements.filter(agency__in=agencies).values_list("role", flat=True))
    if Involvement.AgencyRole.SUSPECTED in parts:  # is asked what a controller is asked, until it says what it is
        parts.add(Involvement.AgencyRole.CONTROLLER)

    def fit(row):
        if row.code == ABROAD:
            return 99 if abroad else -99, True
        if row.code == COMMON:
            return 1, False  # behind a set made for the part alone
        failure = 1 if {*incident.failures} & {*row.failures} else 0 if not row.failures else -9
        return failure + (1 if parts & set(row.roles) else 0 if not row.roles else -1), True

    return sorted(QuestionSet.objects.on(day), key=fit, reverse=True)


def questions_of(row):
    """The questions of a set as a request asks them; none when there is no set."""
    return [Asked(q["heading"], q["text"], q["kind"], q["section"]) for q in row.questions] if row else []


def common_questions(day):
    """The questions of Art. 46(2), or what was asked before it, as they stood on `day`, and the set they are from."""
    row = QuestionSet.objects.in_force(COMMON, day)
    return {"questions": questions_of(row), "question_set": row}
