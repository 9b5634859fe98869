"""Validates what people type, by noun. Saves nothing. Every text and file passes the do-not-store guard."""

from .actor_contacts import ActorContactForm
from .actors import (
    ActorForm,
    AliasForm,
    AmendActorForm,
    JudgeForm,
    LinkActorForm,
    MergeActorForm,
    RegisterActorForm,
)
from .affected import AffectedListForm, AmendAffectedForm, ChooseAffectedForm
from .agencies import (
    AmendAgencyForm,
    BodyForm,
    ConfirmAgencyForm,
    ContactForm,
    MergeAgencyForm,
    RegisterAgencyForm,
    RenameAgencyForm,
    ReviveAgencyForm,
)
from .agency_list import AgencyListForm
from .anomalies import AnomalyForm, EndAnomalyForm, LookForm
from .answers import AnswerForm, SendForm
from .arrival import CallForm, DelegateForm, HandDeliverForm, SendOutsideForm
from .assertions import AssessForm, ClaimForm
from .base import Guarded, ReasonForm, SaysWhy, SeenForm, Way
from .case_letters import CaseLetterForm, DropLetterForm
from .cases import (
    AmendForm,
    AmendInvolvementForm,
    IntakeForm,
    InvolveForm,
    MergeForm,
)
from .clarifications import QuestionForm, QuestionFormSet, ReissueForm, RequestForm
from .commitments import CommitForm
from .counter_questions import AnswerBackForm, AskBackForm, RecordQuestionForm
from .deadlines import AskExtensionForm, CorrectWishForm, ExtendForm, RecordWishForm, ReturnForm, WaitAgainForm
from .developments import DevelopmentForm
from .enacting import CategoryForm, NextRule, QuestionSetForm, RegimeForm, RetentionForm, RungForm
from .ending_agencies import EndAgencyForm
from .evidence import AttachForm, CorrectCustodyForm, HandOverForm, ReclassifyForm
from .fan_out import AddBodyForm, FanOutForm, NewQuestions, beginning
from .fields import Upload, When
from .figures import PeriodForm
from .figures_in_use import AdoptForm
from .follow_ups import KeepForm, KeepSeveralForm, PostponeForm, RecordFollowUpForm, ReportBackForm
from .law import CategorizeForm, CloseForm, DutyForm, FindForm, RateForm
from .letters import AcceptanceForm, CorrectForm, IssueForm
from .moments import Day, Moment, ReadsBack
from .new_case_letter import NewCaseLetterForm
from .new_past_letter import NewPastLetterForm
from .outside_replies import RecordReplyForm
from .past_case_list import PastCaseListForm
from .past_cases import AmendPastForm, PastCaseForm, PastOutcomeForm
from .past_letters import PastLetterForm
from .past_replies import PastReplyForm
from .people import AmendPersonForm, AppointForm, CorrectAppointmentForm, EndForm
from .removals import ProposeRemovalForm
from .replies import RedirectForm, ReplyForm
from .rules import ClockRuleForm, WorkCalendarForm
from .sanctions import SanctionForm
from .translations import TranslateForm
from .units import UnitForm
from .unlisted_bodies import ProposeAgencyForm
from .work import AdmitForm, JoinForm, LeaveForm, NoteForm, RelateForm, ShareForm

__all__ = [
    "AnomalyForm",
    "EndAnomalyForm",
    "LookForm",
    "CategoryForm",
    "ClockRuleForm",
    "NextRule",
    "QuestionSetForm",
    "RegimeForm",
    "RetentionForm",
    "RungForm",
    "TranslateForm",
    "UnitForm",
    "WorkCalendarForm",
    "ActorContactForm",
    "ActorForm",
    "AliasForm",
    "AmendActorForm",
    "JudgeForm",
    "LinkActorForm",
    "MergeActorForm",
    "RegisterActorForm",
    "AffectedListForm",
    "AgencyListForm",
    "AmendAffectedForm",
    "ChooseAffectedForm",
    "AmendAgencyForm",
    "BodyForm",
    "EndAgencyForm",
    "MergeAgencyForm",
    "ProposeAgencyForm",
    "RegisterAgencyForm",
    "DelegateForm",
    "HandDeliverForm",
    "PostponeForm",
    "RecordFollowUpForm",
    "ReportBackForm",
    "ReissueForm",
    "RenameAgencyForm",
    "ReviveAgencyForm",
    "PastCaseForm",
    "PastCaseListForm",
    "PastLetterForm",
    "PastOutcomeForm",
    "PastReplyForm",
    "PeriodForm",
    "AcceptanceForm",
    "AskExtensionForm",
    "ConfirmAgencyForm",
    "CorrectAppointmentForm",
    "CorrectForm",
    "ExtendForm",
    "AddBodyForm",
    "FanOutForm",
    "NewQuestions",
    "beginning",
    "RecordQuestionForm",
    "RecordReplyForm",
    "RedirectForm",
    "ReplyForm",
    "ReturnForm",
    "AdmitForm",
    "CallForm",
    "CaseLetterForm",
    "NewCaseLetterForm",
    "NewPastLetterForm",
    "DropLetterForm",
    "CategorizeForm",
    "CloseForm",
    "Day",
    "CommitForm",
    "DutyForm",
    "FindForm",
    "HandOverForm",
    "CorrectCustodyForm",
    "RateForm",
    "ReclassifyForm",
    "RelateForm",
    "SanctionForm",
    "DevelopmentForm",
    "ShareForm",
    "AdoptForm",
    "AmendForm",
    "AmendPastForm",
    "AmendInvolvementForm",
    "AnswerBackForm",
    "AnswerForm",
    "AskBackForm",
    "AmendPersonForm",
    "AppointForm",
    "AssessForm",
    "AttachForm",
    "ClaimForm",
    "ContactForm",
    "EndForm",
    "Guarded",
    "IntakeForm",
    "InvolveForm",
    "JoinForm",
    "KeepForm",
    "KeepSeveralForm",
    "LeaveForm",
    "IssueForm",
    "MergeForm",
    "Moment",
    "NoteForm",
    "QuestionForm",
    "QuestionFormSet",
    "ReadsBack",
    "ProposeRemovalForm",
    "ReasonForm",
    "RequestForm",
    "SaysWhy",
    "SeenForm",
    "SendOutsideForm",
    "SendForm",
    "Upload",
    "CorrectWishForm",
    "RecordWishForm",
    "WaitAgainForm",
    "Way",
    "When",
]
