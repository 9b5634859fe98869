"""Validates what people type, by noun. Saves nothing. Every text and file passes the do-not-store guard."""

from .assertions import AdoptForm, AssessForm, ClaimForm
from .base import Guarded, Moment, ReasonForm, SeenForm, Upload, Way, When
from .cases import (
    AmendForm,
    AmendInvolvementForm,
    AttachForm,
    IntakeForm,
    InvolveForm,
    MergeForm,
    NoteForm,
)
from .clarifications import (
    AnswerForm,
    IssueForm,
    QuestionForm,
    QuestionFormSet,
    RequestForm,
    SendForm,
    default_questions,
    new_request,
)
from .people import AppointForm, ContactForm, EndForm

__all__ = [
    "AdoptForm",
    "AmendForm",
    "AmendInvolvementForm",
    "AnswerForm",
    "AppointForm",
    "AssessForm",
    "AttachForm",
    "ClaimForm",
    "ContactForm",
    "EndForm",
    "Guarded",
    "IntakeForm",
    "InvolveForm",
    "IssueForm",
    "MergeForm",
    "Moment",
    "NoteForm",
    "QuestionForm",
    "QuestionFormSet",
    "ReasonForm",
    "RequestForm",
    "SeenForm",
    "SendForm",
    "Upload",
    "Way",
    "When",
    "default_questions",
    "new_request",
]
