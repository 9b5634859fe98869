"""Where a move is offered to people, and how its button looks. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from functools import partial


class Thing(StrEnum):
    """What a button belongs to: the thing its page, or its line of a page, is about. A model's name where there is one."""

    CASES = "incidents"
    CASE = "incident"
    LIKENESS = "likeness"
    TOPIC = "topic"
    INVOLVEMENT = "involvement"
    AFFECTED = "affectedbody"
    DUTY = "notificationduty"
    ASSERTION = "assertion"
    ASSESSMENT = "assessment"
    FIGURE = "figure"
    EVIDENCE = "evidence"
    CUSTODY = "custody"  # of one piece on its own page: a list of many asks nothing of it
    ACTIVITY = "activity"
    PARTICIPATION = "participation"
    COMMITMENT = "commitment"
    FINDING = "finding"
    SANCTION = "sanction"
    DEVELOPMENT = "development"
    PAST_LETTER = "pastletter"
    PAST_REPLY = "pastreply"
    RELATION = "relation"
    ADMISSION = "admission"
    SHARE = "share"
    REQUEST = "clarificationrequest"
    CASE_LETTER = "caseletter"
    FOLLOW_UP = "followup"
    SENDING = "sending"
    REPLY = "response"
    QUESTION_BACK = "counterquestion"
    OUTSIDE_WORD = "outsideword"
    TRANSLATION = "translation"
    RATING = "severityrating"
    QUESTION = "question"
    MESSAGE = "message"
    INCOMING_MAIL = "incomingmail"
    COMPLAINTS = "complaints"
    COMPLAINT = "complaint"
    SHEET = "complainantsheet"
    SHEET_FILE = "sheetfile"
    COMPLAINT_ANSWER = "complaintanswer"
    AGENCIES = "agencies"
    AGENCY = "agency"
    CONTACT = "contact"
    ACTORS = "actors"
    ACTOR = "knownactor"
    ALIAS = "actoralias"
    JUDGEMENT = "actorjudgement"
    ACTOR_PART = "actorpart"
    ACTOR_CONTACT = "actorcontact"
    ACTOR_DISMISSAL = "actordismissal"
    RECOGNISED = "recognised"
    PEOPLE = "people"
    APPOINTMENT = "appointment"
    PROPOSAL = "proposal"
    ABSENCE = "absence"
    PERSON = "user"
    RULES = "rules"
    RULE = "clockrule"
    RUNG = "ladderrung"
    QUESTIONS = "questionset"
    CATEGORY = "datacategory"
    REGIME = "sanctionregime"
    CALENDAR = "workcalendar"
    REMINDERS = "reminders"
    POLICY = "reminderpolicy"
    SIGNING = "signing"
    WORDING = "wording"
    WORDING_VERSION = "lettertemplate"
    UNITS = "units"
    UNIT = "unit"
    PARLIAMENT = "parliamentsheet"
    ANOMALY = "anomaly"
    ANOMALY_RULE = "anomalyrule"
    FOUND = "found"
    REMOVAL = "removal"
    RETENTION = "retentionrule"


class Place(StrEnum):
    """Where on a page. What a template does with a place it decides once, for every button that stands there."""

    HEAD = "head"  # a button in the head of the thing's page
    MENU = "menu"  # behind "More" in that head
    BESIDE = "beside"  # beside what it adds to or changes
    LIST = "list"  # a line in an agency's list of further ways to reply
    ALARM = "alarm"  # in the alarm about a letter that nothing shows to have arrived
    QUEUE = "queue"  # in a queue of things that wait for somebody
    ELSEWHERE = "elsewhere"  # no button: done on the page that `Offer.page` names


class Weight(StrEnum):
    MAIN = "main"
    ORDINARY = "ordinary"
    REVOKE = "revoke"  # takes back what went out, or destroys


@dataclass(frozen=True)
class Offer:
    """One place where a move is offered.

    Buttons of one place stand by `order`, equal ones as in the table. `words` are the button's own where it only leads
    to the page that does the deed ("" means the move's label). `sources` narrows the statuses in which it is offered
    (empty: all of the move's). `page` is the URL name where it is not the move's own; `query` what its address adds.
    """

    place: Place
    on: Thing | None = None
    order: int = 0
    weight: Weight = Weight.ORDINARY
    icon: str = ""
    words: str = ""
    sources: frozenset[str] = frozenset()
    page: str = ""
    query: str = ""


head = partial(Offer, Place.HEAD)
menu = partial(Offer, Place.MENU)
beside = partial(Offer, Place.BESIDE)
listed = partial(Offer, Place.LIST)
alarm = partial(Offer, Place.ALARM)
queue = partial(Offer, Place.QUEUE)


def elsewhere(page: str) -> Offer:
    """Done on the page of that URL name, or by the command that begins with "manage.py"; no button of its own."""
    return Offer(Place.ELSEWHERE, page=page)
