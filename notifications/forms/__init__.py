"""What people hand to the post room; a file for each page of views/ that asks for something."""

from .bundles import BundleForm, LooksBundleForm, looked
from .incoming_mail import AssignMailForm, FromMail, LayToSheetForm, MailWhy
from .reminders import AFTER, BEFORE, PolicyForm, ReminderFormSet
from .returned_mail import MOST_BYTES, ReturnedMailForm
from .signing import PassphraseForm, SignedFileForm
from .wordings import ClauseForm, SigningForm, TemplateForm, WordsForm

__all__ = [
    "AFTER",
    "BEFORE",
    "MOST_BYTES",
    "AssignMailForm",
    "BundleForm",
    "ClauseForm",
    "FromMail",
    "LayToSheetForm",
    "LooksBundleForm",
    "MailWhy",
    "PassphraseForm",
    "PolicyForm",
    "ReminderFormSet",
    "ReturnedMailForm",
    "SignedFileForm",
    "SigningForm",
    "TemplateForm",
    "WordsForm",
    "looked",
]
