"""Validates what people type, by noun. Saves nothing. Every text and file passes the do-not-store guard."""

from .answers import AnswerForm, SendForm
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
    FanOutForm,
    IssueForm,
    QuestionForm,
    QuestionFormSet,
    ReissueForm,
    RequestForm,
)
from .delivery import DelegateForm, HandDeliverForm
from .evidence import AttachForm, HandOverForm, ReclassifyForm
from .exchange import (
    AcceptanceForm,
    AskExtensionForm,
    CorrectForm,
    ExtendForm,
    RecordReplyForm,
    RedirectForm,
    ReplyForm,
    ReturnForm,
)
from .law import CategorizeForm, CloseForm, DutyForm, FindForm, RateForm, SanctionForm
from .people import AmendAgencyForm, AppointForm, ContactForm, EndForm, RenameAgencyForm
from .periods import PeriodForm
from .work import AdmitForm, CommitForm, NoteForm, RelateForm, ShareForm

__all__ = [
    "AmendAgencyForm",
    "DelegateForm",
    "HandDeliverForm",
    "ReissueForm",
    "RenameAgencyForm",
    "PeriodForm",
    "AcceptanceForm",
    "AskExtensionForm",
    "CorrectForm",
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
]
