"""Two pages of the ministry on what a body says of a letter outside the portal: that it has it, that it is wrongly addressed."""

from django.utils.translation import gettext_lazy

from ..actions import outside_words
from ..forms.outside_words import RecordReceiptForm, RecordRedirectForm
from ..workflow import Action
from .deed_page import OfWhatWentOut, TakesScan


class _RecordWord(TakesScan, OfWhatWentOut):
    pass


record_redirect = _RecordWord.page(
    Action.RECORD_REDIRECT,
    outside_words.record_redirect,
    RecordRedirectForm,
    lead=gettext_lazy(
        "It is no reply and answers nothing. As long as the letter asks, the clock runs on until somebody withdraws or replaces it, or stays with this addressee."
    ),
)
record_receipt = _RecordWord.page(
    Action.RECORD_RECEIPT,
    outside_words.record_receipt,
    RecordReceiptForm,
    lead=gettext_lazy(
        "That the agency has the letter shows that it arrived. It is no reply, answers nothing and does not stop the clock."
    ),
)
