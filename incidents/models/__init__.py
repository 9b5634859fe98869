"""The tables of the case record, by noun."""

from .cases import Activity, Attachment, Incident, Involvement
from .clarifications import (
    Answer,
    AnswerDraft,
    AnswerFile,
    ClarificationRequest,
    DraftFile,
    Question,
    Response,
)
from .deadlines import ClockRule, Deadline
from .letters import Letter, RegisterEntry, StoredFile
from .people import Agency, AgencyName, Appointment, Contact, Unit, User
from .record import AccessEntry, CaseEvent, HistoryRow, Pending, Sequence

__all__ = [
    "AccessEntry",
    "Activity",
    "Agency",
    "AgencyName",
    "Answer",
    "AnswerDraft",
    "AnswerFile",
    "Appointment",
    "Attachment",
    "CaseEvent",
    "ClarificationRequest",
    "ClockRule",
    "Contact",
    "Deadline",
    "DraftFile",
    "HistoryRow",
    "Incident",
    "Involvement",
    "Letter",
    "Pending",
    "Question",
    "RegisterEntry",
    "Response",
    "Sequence",
    "StoredFile",
    "Unit",
    "User",
]
