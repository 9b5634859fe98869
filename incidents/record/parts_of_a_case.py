"""What a case is made of: every tracked thing that stands in it, in the order in which its past is shown."""

from typing import Any, cast

from ..models import (
    Activity,
    ActorContact,
    ActorDismissal,
    ActorPart,
    Admission,
    AffectedBody,
    Answer,
    AnswerFile,
    Assertion,
    Assessment,
    CaseLetter,
    ClarificationRequest,
    Commitment,
    ComplainantSheet,
    Complaint,
    ComplaintAnswer,
    CounterQuestion,
    CounterQuestionFile,
    Deadline,
    Development,
    Evidence,
    ExposedCategory,
    ExtensionRequest,
    Figure,
    Finding,
    FollowUp,
    FollowUpFile,
    Incident,
    Involvement,
    Letter,
    Likeness,
    NotificationDuty,
    OutsideWord,
    Participation,
    PastLetter,
    PastReply,
    Question,
    Relation,
    Removal,
    Response,
    ResponseFile,
    Sanction,
    Sending,
    SeverityRating,
    Share,
    SharedEvidence,
    Translation,
)
from ..translatable import _
from .names import Model

# What the page of a past instant shows, under which heading, and by which column each thing hangs on the case or on a thing
# that stands before it.
PARTS: tuple[tuple[str, tuple[tuple[Model, str], ...]], ...] = (
    (
        _("Facts"),
        (
            (Incident, "id"),
            (SeverityRating, "incident"),
            (ExposedCategory, "incident"),
            (Figure, "incident"),
            (Relation, "incident"),
            (Likeness, "incident"),
            (Admission, "incident"),
            (Removal, "incident"),
        ),
    ),
    (
        _("Parties"),
        (
            (Involvement, "incident"),
            (NotificationDuty, "incident"),
            (AffectedBody, "incident"),
            (ActorPart, "incident"),
            (ActorContact, "incident"),
            (ActorDismissal, "incident"),
            (Sanction, "incident"),
            (Development, "incident"),
            (Share, "incident"),
        ),
    ),
    (
        _("Requests and deadlines"),
        (
            (ClarificationRequest, "incident"),
            (Deadline, "request"),
            (Question, "request"),
            (ExtensionRequest, "request"),
            (CounterQuestion, "request"),
            (CounterQuestionFile, "counter_question"),
            (OutsideWord, "request"),
            (Response, "request"),
            (ResponseFile, "response"),
            (Answer, "response"),
            (AnswerFile, "answer"),
            (Translation, "response"),
        ),
    ),
    (
        _("Letters"),
        (
            (Letter, "incident"),
            (Sending, "incident"),
            (CaseLetter, "incident"),
            (FollowUp, "incident"),
            (FollowUpFile, "follow_up"),
            (PastLetter, "incident"),
            (PastReply, "incident"),
        ),
    ),
    (
        _("Complaints"),
        ((Complaint, "incident"), (ComplainantSheet, "complaint"), (ComplaintAnswer, "complaint")),
    ),
    (
        _("What was said and found"),
        (
            (Assertion, "incident"),
            (Assessment, "assertion"),
            (Evidence, "incident"),
            (SharedEvidence, "share"),
            (Finding, "incident"),
        ),
    ),
    (
        _("Activities and commitments"),
        ((Activity, "incident"), (Participation, "incident"), (Commitment, "incident")),
    ),
)
# Of what stands behind a case and belongs to nobody's case alone, and of what names two: by which column it is known of what, as today.
GUARDED: dict[Model, tuple[str, Any]] = {
    Complaint: ("id", Complaint),
    ComplainantSheet: ("complaint_id", Complaint),
    ComplaintAnswer: ("complaint_id", Complaint),
    Letter: ("complaint_answer_id", ComplaintAnswer),
    Likeness: ("id", Likeness),
    Relation: ("incident_id", Incident),
    Removal: ("id", Removal),
}
# What lies between two cases stands in both: by which column in the other one.
BETWEEN_TWO: dict[Model, str] = {Relation: "other", Likeness: "other"}
# By which further column something may hang on a part of the case: a letter to whoever complained is of no case itself.
SECOND_WAY: dict[Model, tuple[str, Model]] = {Letter: ("complaint_answer", ComplaintAnswer)}
# Columns that lead to what a thing stands in that is no case.
HANGS_ON = {
    "request",
    "response",
    "answer",
    "counter_question",
    "assertion",
    "letter",
    "follow_up",
    "share",
    "complaint",
    "complaint_answer",
}

SHOWN = tuple(part for _heading, parts in PARTS for part in parts)


def owner_of(model: Model, column: str) -> Model | None:
    """What a thing of `model` stands in by this column; None for the case, and for itself."""
    return cast(Any, model._meta.get_field(column)).related_model if column in HANGS_ON else None
