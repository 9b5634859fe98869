"""The tables of the case record, by noun."""

from .answers import Answer, AnswerFile, Response, ResponseFile
from .assertions import Assertion, Assessment, Figure
from .cases import Activity, Incident, Involvement
from .clarifications import ClarificationRequest, Question
from .deadlines import ClockRule, Deadline, ExtensionRequest
from .drafts import AnswerDraft, DraftFile, Look
from .evidence import Evidence, IntakeDraft, IntakeFile, Mark
from .law import (
    DataCategory,
    ExposedCategory,
    Finding,
    NotificationDuty,
    SeverityRating,
)
from .letters import Letter, LetterTemplate, RegisterEntry, SigningPolicy, StoredFile
from .people import Agency, AgencyName, Appointment, Contact, Unit, User
from .questions import LadderRung, QuestionSet, ReminderPolicy
from .record import AccessEntry, CaseEvent, HistoryRow, Pending, Sequence
from .sanctions import Sanction, SanctionRegime
from .work import Admission, Commitment, Relation, SearchEntry, Share, SharedEvidence

__all__ = [
    "Admission",
    "Commitment",
    "DataCategory",
    "ExposedCategory",
    "Finding",
    "NotificationDuty",
    "Relation",
    "Sanction",
    "SanctionRegime",
    "SearchEntry",
    "SeverityRating",
    "Share",
    "SharedEvidence",
    "AccessEntry",
    "Activity",
    "Agency",
    "AgencyName",
    "Answer",
    "AnswerDraft",
    "AnswerFile",
    "Appointment",
    "Assertion",
    "Assessment",
    "CaseEvent",
    "ClarificationRequest",
    "ClockRule",
    "Contact",
    "Deadline",
    "DraftFile",
    "Evidence",
    "ExtensionRequest",
    "Figure",
    "HistoryRow",
    "Incident",
    "IntakeDraft",
    "IntakeFile",
    "Involvement",
    "LadderRung",
    "Letter",
    "LetterTemplate",
    "Look",
    "Mark",
    "Pending",
    "Question",
    "QuestionSet",
    "RegisterEntry",
    "ReminderPolicy",
    "Response",
    "ResponseFile",
    "Sequence",
    "SigningPolicy",
    "StoredFile",
    "Unit",
    "User",
]
