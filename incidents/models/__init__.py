"""The tables of the case record, by noun."""

from .absences import Absence
from .access_log import AccessEntry
from .activities import Activity, Participation
from .actor_contacts import ActorContact
from .actor_dismissals import ActorDismissal
from .actors import ActorAlias, ActorJudgement, ActorPart, KnownActor
from .affected import AffectedBody
from .agencies import Agency, AgencyName, AgencyQuerySet
from .anomalies import AnomalyLook, AnomalyRule
from .approvers_last_look import LastLook
from .arrival import Sending
from .assertions import Assertion, Assessment, Figure
from .bodies_told_apart import ToldApart
from .bundles import ProofBundle
from .case_letters import CaseLetter
from .cases import Incident
from .clarifications import ClarificationRequest
from .complaint_answers import ComplaintAnswer
from .complaints import ComplainantSheet, Complaint, ComplaintCode, ComplaintFormPolicy
from .contacts import Contact
from .counter_questions import CounterQuestion, CounterQuestionFile
from .deadlines import Deadline, ExtensionRequest
from .developments import Development
from .drafts import Saving
from .evidence import Evidence
from .exports import Export, ExportFile
from .files import HeldFile, StoredFile
from .follow_ups import FollowUp, FollowUpFile
from .further_successors import FurtherSuccessor
from .intake import IntakeDraft, IntakeFile, Likeness, Mention
from .involvements import Involvement
from .law import (
    DataCategory,
    ExposedCategory,
    Finding,
    NotificationDuty,
)
from .letter_rules import LetterTemplate, SigningPolicy
from .letters import Letter
from .outside_words import OutsideWord
from .parliament import ParliamentSheet
from .past_letters import PastLetter, PastReply
from .people import Appointment, Unit, User
from .proposals import Proposal
from .questions import Question
from .record import CaseEvent, HistoryRow, Pending, Sequence
from .register import RegisterEntry
from .removals import Removal
from .replies import Answer, AnswerDraft, AnswerFile, DraftFile, Response, ResponseFile
from .retention import RetentionRule
from .rules import ClockRule, LadderRung, QuestionSet, ReminderPolicy
from .sanctions import Sanction, SanctionRegime
from .saved_questions import SavedQuestion
from .search import IndexedBy, SearchEntry
from .severity import SeverityRating
from .shares import Share, SharedEvidence
from .sheet_files import SheetFile
from .translations import Translation
from .transparency import HeadMail, HeadStamp, Leaf, LogDeclaration, TreeHead, Verification
from .work import Admission, Commitment, Relation
from .work_calendar import WorkCalendar

__all__ = [
    "Absence",
    "AnomalyLook",
    "AnomalyRule",
    "ComplainantSheet",
    "Complaint",
    "ComplaintAnswer",
    "ComplaintCode",
    "ComplaintFormPolicy",
    "Admission",
    "Commitment",
    "DataCategory",
    "ExposedCategory",
    "Finding",
    "HeldFile",
    "NotificationDuty",
    "Participation",
    "Relation",
    "Sanction",
    "SanctionRegime",
    "Development",
    "Saving",
    "Sending",
    "SearchEntry",
    "SeverityRating",
    "Share",
    "SharedEvidence",
    "SheetFile",
    "AccessEntry",
    "Activity",
    "ActorAlias",
    "ActorContact",
    "ActorDismissal",
    "ActorJudgement",
    "ActorPart",
    "KnownActor",
    "AffectedBody",
    "Agency",
    "AgencyName",
    "AgencyQuerySet",
    "Answer",
    "AnswerDraft",
    "AnswerFile",
    "Appointment",
    "Assertion",
    "Assessment",
    "CaseEvent",
    "CaseLetter",
    "ClarificationRequest",
    "ClockRule",
    "WorkCalendar",
    "Contact",
    "CounterQuestion",
    "CounterQuestionFile",
    "Deadline",
    "DraftFile",
    "Evidence",
    "Export",
    "ExportFile",
    "ExtensionRequest",
    "Figure",
    "HeadMail",
    "HeadStamp",
    "HistoryRow",
    "FollowUp",
    "FollowUpFile",
    "FurtherSuccessor",
    "Incident",
    "IndexedBy",
    "IntakeDraft",
    "IntakeFile",
    "Involvement",
    "LadderRung",
    "Letter",
    "LetterTemplate",
    "Likeness",
    "LastLook",
    "Leaf",
    "LogDeclaration",
    "Mention",
    "OutsideWord",
    "ParliamentSheet",
    "PastLetter",
    "PastReply",
    "Pending",
    "ProofBundle",
    "Proposal",
    "Question",
    "QuestionSet",
    "RegisterEntry",
    "ReminderPolicy",
    "Removal",
    "RetentionRule",
    "Response",
    "ResponseFile",
    "Sequence",
    "SigningPolicy",
    "SavedQuestion",
    "StoredFile",
    "ToldApart",
    "Translation",
    "TreeHead",
    "Unit",
    "User",
    "Verification",
]
