"""The words of the workflow: who may be what, what a case, a request, an assertion may be in, what a deed is done to."""

from collections.abc import Mapping
from enum import StrEnum

from ..translatable import _


class Role(StrEnum):
    """What a person is appointed to be; SYSTEM is the product acting by itself."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    LIAISON = "liaison"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


ROLE_LABELS = {
    Role.OFFICER: _("Officer"),
    Role.SUPERVISOR: _("Supervisor"),
    Role.LIAISON: _("Liaison"),
    Role.AUDITOR: _("Auditor"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.SYSTEM: _("System"),
}
STAFF = frozenset({Role.OFFICER, Role.SUPERVISOR})


class IncidentStatus(StrEnum):
    """A report may stay one, become an open case, be merged or dismissed; nothing disappears, what was entered by mistake neither."""

    REPORT = "report"
    OPEN = "open"
    CLOSED = "closed"
    DISMISSED = "dismissed"
    MERGED = "merged"
    MISTAKEN = "mistaken"


class RequestStatus(StrEnum):
    """Set by the ministry up to OPEN, by the agency's answers up to ANSWERED, by the ministry at the end.

    Overdue, silent and late are questions put to the rows, never statuses. NOT_ANSWERED, INSUFFICIENT: how it stood when the ministry
    decided to wait no longer.
    """

    DRAFT = "draft"
    AWAITING_APPROVAL = "awaiting_approval"
    AWAITING_SIGNATURE = "awaiting_signature"
    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    BROKEN_OFF = "broken_off"
    NOT_ANSWERED = "not_answered"
    INSUFFICIENT = "insufficient"


# Taken back by the ministry, or broken off because its body existed no more: nothing has taken its place.
GIVEN_UP = frozenset({RequestStatus.WITHDRAWN, RequestStatus.BROKEN_OFF})
ENDED_EARLY = GIVEN_UP | {RequestStatus.REPLACED}  # before it was answered: asks nothing any more, and no clock runs
# The ministry waits no longer, and says so to nobody: what was not answered stays so, and what comes later is kept.
STOPPED = frozenset({RequestStatus.NOT_ANSWERED, RequestStatus.INSUFFICIENT})
# Has not gone out yet: no clock runs, and nobody outside knows of it.
UNISSUED = frozenset({RequestStatus.DRAFT, RequestStatus.AWAITING_APPROVAL, RequestStatus.AWAITING_SIGNATURE})
# Nothing was answered in full: it ends with its body where nobody follows that. What was answered is still judged.
UNANSWERED = UNISSUED | {RequestStatus.OPEN}
# As what it passed to a successor, and may be given back: one that waited for a signature was drafted anew.
GIVEN_BACK = UNANSWERED - {RequestStatus.AWAITING_SIGNATURE} | {RequestStatus.ANSWERED}


class CaseLetterStatus(StrEnum):
    """A letter of the case that asks nothing: drafted, approved where a person signs, issued, or given up before that."""

    DRAFT = "draft"
    AWAITING_SIGNATURE = "awaiting_signature"
    ISSUED = "issued"
    DROPPED = "dropped"


LETTERS_NOT_OUT = frozenset({CaseLetterStatus.DRAFT, CaseLetterStatus.AWAITING_SIGNATURE})


class QuestionStatus(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    ACCEPTED = "accepted"


class AssertionStatus(StrEnum):
    """How far somebody's word is borne out. Whoever says so and on what evidence stands in the assessments. UNESTABLISHED: it was looked
    into, and nobody can say; neither true nor untrue."""

    CLAIMED = "claimed"
    DENIED = "denied"
    PARTLY_VERIFIED = "partly_verified"
    VERIFIED = "verified"
    UNESTABLISHED = "unestablished"
    WITHDRAWN = "withdrawn"


class EvidenceStatus(StrEnum):
    HELD = "held"
    RELEASED = "released"
    DESTROYED = "destroyed"


class CommitmentStatus(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    MISSED = "missed"
    DROPPED = "dropped"


class AffectedStatus(StrEnum):
    """How a body stands that a case affects."""

    SUSPECTED = "suspected"
    AFFECTED = "affected"
    RECOVERING = "recovering"
    RESTORED = "restored"
    UNAFFECTED = "unaffected"


class ComplaintStatus(StrEnum):
    """What a person complained of: come by the public form and nobody's yet, seen to, ended, said twice, or said by nobody."""

    RECEIVED = "received"
    IN_HAND = "in_hand"
    CONCLUDED = "concluded"
    MERGED = "merged"
    MISTAKEN = "mistaken"


class ComplaintAnswerStatus(StrEnum):
    """An answer to a complainant: waits for a supervisor, for a signature, went out, was given otherwise, or was given up."""

    DRAFT = "draft"
    AWAITING_SIGNATURE = "awaiting_signature"
    SENT = "sent"
    TOLD = "told"
    DROPPED = "dropped"


ANSWERS_NOT_OUT = frozenset({ComplaintAnswerStatus.DRAFT, ComplaintAnswerStatus.AWAITING_SIGNATURE})
ANSWERS_GIVEN = frozenset({ComplaintAnswerStatus.SENT, ComplaintAnswerStatus.TOLD})


class AgencyStatus(StrEnum):
    """A body: added where it was needed, confirmed by an administrator, ended with a day, a double, or none at all."""

    PROPOSED = "proposed"
    REGISTERED = "registered"
    ENDED = "ended"
    MERGED = "merged"
    MISTAKEN = "mistaken"


class ActorStatus(StrEnum):
    """Somebody on the register of actors: on file, found to be another one, or entered by mistake."""

    ON_FILE = "on_file"
    MERGED = "merged"
    MISTAKEN = "mistaken"


class RemovalStatus(StrEnum):
    """A removal under law: waits for another person, was carried out or declined."""

    PROPOSED = "proposed"
    DONE = "done"
    DECLINED = "declined"


class ProposalStatus(StrEnum):
    """What one administrator proposed: waits for another, was done, or was dropped."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DROPPED = "dropped"


STATUS_LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    IncidentStatus: {
        IncidentStatus.REPORT: _("Report"),
        IncidentStatus.OPEN: _("Open case"),
        IncidentStatus.CLOSED: _("Closed"),
        IncidentStatus.DISMISSED: _("Dismissed"),
        IncidentStatus.MERGED: _("Merged"),
        IncidentStatus.MISTAKEN: _("Entered by mistake"),
    },
    RequestStatus: {
        RequestStatus.DRAFT: _("Draft"),
        RequestStatus.AWAITING_APPROVAL: _("Awaiting approval"),
        RequestStatus.AWAITING_SIGNATURE: _("Awaiting signature"),
        RequestStatus.OPEN: _("Awaiting answer"),
        RequestStatus.ANSWERED: _("Answered"),
        RequestStatus.CLOSED: _("Accepted"),
        RequestStatus.WITHDRAWN: _("Withdrawn"),
        RequestStatus.REPLACED: _("Replaced"),
        RequestStatus.BROKEN_OFF: _("Broken off"),
        RequestStatus.NOT_ANSWERED: _("Closed without an answer"),
        RequestStatus.INSUFFICIENT: _("Closed, answer insufficient"),
    },
    CaseLetterStatus: {
        CaseLetterStatus.DRAFT: _("Awaiting approval"),
        CaseLetterStatus.AWAITING_SIGNATURE: _("Awaiting signature"),
        CaseLetterStatus.ISSUED: _("Issued"),
        CaseLetterStatus.DROPPED: _("Dropped"),
    },
    QuestionStatus: dict(zip(QuestionStatus, (_("Not yet answered"), _("To review"), _("Accepted")), strict=True)),
    AssertionStatus: {
        AssertionStatus.CLAIMED: _("Claimed"),
        AssertionStatus.DENIED: _("Denied"),
        AssertionStatus.PARTLY_VERIFIED: _("Partly verified"),
        AssertionStatus.VERIFIED: _("Verified"),
        AssertionStatus.UNESTABLISHED: _("Cannot be established"),
        AssertionStatus.WITHDRAWN: _("Withdrawn"),
    },
    EvidenceStatus: dict(zip(EvidenceStatus, (_("Held"), _("Released"), _("Destroyed")), strict=True)),
    CommitmentStatus: {"open": _("Outstanding"), "kept": _("Kept"), "missed": _("Not kept"), "dropped": _("Dropped")},
    AffectedStatus: {
        AffectedStatus.SUSPECTED: _("Said to be affected"),
        AffectedStatus.AFFECTED: _("Affected"),
        AffectedStatus.RECOVERING: _("Being restored"),
        AffectedStatus.RESTORED: _("Restored"),
        AffectedStatus.UNAFFECTED: _("Not affected"),
    },
    ComplaintStatus: {
        ComplaintStatus.RECEIVED: _("Nobody's yet"),
        ComplaintStatus.IN_HAND: _("In hand"),
        ComplaintStatus.CONCLUDED: _("Concluded"),
        ComplaintStatus.MERGED: _("Merged"),
        ComplaintStatus.MISTAKEN: _("Entered by mistake"),
    },
    ComplaintAnswerStatus: {
        ComplaintAnswerStatus.DRAFT: _("Awaiting approval"),
        ComplaintAnswerStatus.AWAITING_SIGNATURE: _("Awaiting signature"),
        ComplaintAnswerStatus.SENT: _("Issued"),
        ComplaintAnswerStatus.TOLD: _("Answered otherwise"),
        ComplaintAnswerStatus.DROPPED: _("Dropped"),
    },
    AgencyStatus: {
        AgencyStatus.PROPOSED: _("To be completed"),
        AgencyStatus.REGISTERED: _("Confirmed"),
        AgencyStatus.ENDED: _("Exists no more"),
        AgencyStatus.MERGED: _("Double"),
        AgencyStatus.MISTAKEN: _("Entered by mistake"),
    },
    ActorStatus: {"on_file": _("On file"), "merged": _("The same as another one"), "mistaken": _("Entered by mistake")},
    ProposalStatus: dict(zip(ProposalStatus, (_("Awaiting decision"), _("Confirmed"), _("Dropped")), strict=True)),
    RemovalStatus: {"proposed": _("Awaiting decision"), "done": _("Removed under law"), "declined": _("Declined")},
}


class Subject(StrEnum):
    """What kind of object a deed is done to."""

    INCIDENT = "incident"
    REQUEST = "clarificationrequest"
    CASE_LETTER = "caseletter"
    POST = "post"  # the request or the letter of the case whose letter is made, whose mail is sent
    INVOLVEMENT = "involvement"
    AFFECTED = "affectedbody"
    ENTRY = "entry"  # any row that a person typed into a case: a finding, an activity, an assertion …
    ASSERTION = "assertion"
    EVIDENCE = "evidence"
    COMMITMENT = "commitment"
    DUTY = "notificationduty"
    COMPLAINT = "complaint"
    SHEET = "complainantsheet"
    COMPLAINT_ANSWER = "complaintanswer"
    COMPLAINT_FORM = "complaintformpolicy"
    AGENCY = "agency"
    CONTACT = "contact"
    ACTOR = "knownactor"
    UNIT = "unit"
    RULE = "clockrule"
    CALENDAR = "workcalendar"
    RUNG = "ladderrung"
    REMINDERS = "reminderpolicy"
    QUESTIONS = "questionset"
    CATEGORY = "datacategory"
    REGIME = "sanctionregime"
    APPOINTMENT = "appointment"
    PROPOSAL = "proposal"
    ABSENCE = "absence"
    PARLIAMENT = "parliamentsheet"
    ANOMALY_RULE = "anomalyrule"
    ANOMALY_LOOK = "anomalylook"
    REMOVAL = "removal"
    RETENTION = "retentionrule"
    SIGNING = "signingpolicy"
    TEMPLATE = "lettertemplate"
    INCOMING_MAIL = "incomingmail"
