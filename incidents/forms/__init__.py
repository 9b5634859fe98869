"""Validates what people type, by noun. Saves nothing. Every text and file passes the do-not-store guard."""

from .assertions import AdoptForm, AssessForm, ClaimForm
from .base import Guarded, Moment, ReasonForm, SeenForm, Upload, Way, When
from .cases import (
    AmendForm,
    AmendInvolvementForm,
    IntakeForm,
    InvolveForm,
    MergeForm,
)
from .clarifications import (
    AnswerForm,
    FanOutForm,
    IssueForm,
    QuestionForm,
    QuestionFormSet,
    RequestForm,
    SendForm,
    default_questions,
    new_request,
)
from .evidence import AttachForm, HandOverForm, ReclassifyForm
from .exchange import (
    AskExtensionForm,
    ExtendForm,
    RecordReplyForm,
    RedirectForm,
    ReplyForm,
    ReturnForm,
)
from .law import CategorizeForm, CloseForm, DutyForm, FindForm, RateForm, SanctionForm
from .people import AppointForm, ContactForm, EndForm
from .work import AdmitForm, CommitForm, NoteForm, RelateForm, ShareForm

__all__ = [
    "AskExtensionForm",
    "ExtendForm",
    "FanOutForm",
    "RecordReplyForm",
    "RedirectForm",
    "ReplyForm",
    "ReturnForm",
    "AdmitForm",
    "CategorizeForm",
    "CloseForm",
    "CommitForm",
    "DutyForm",
    "FindForm",
    "HandOverForm",
    "RateForm",
    "ReclassifyForm",
    "RelateForm",
    "SanctionForm",
    "ShareForm",
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
