"""What is asked about a word on a letter that came outside the portal and answers nothing: when it came, by which way, from whom."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..actions.from_outside import FromOutside
from ..models import OutsideWord
from ..plain.spans import Span
from .base import SeenForm
from .cases import STAFF_WAYS
from .fields import area
from .moments import ReadsBack
from .outside_portal import WithScan, came_while_asked, channel_field, document_field, received_field

OF_ANOTHER = [(kind.value, kind.label) for kind in OutsideWord.OF_ANOTHER]


def _who() -> forms.CharField:
    return forms.CharField(label=_("Who said so (name and office)"), max_length=200)


class RecordReceiptForm(ReadsBack, WithScan, SeenForm):
    """The body said that it has the letter."""

    ways = STAFF_WAYS
    reads_back = ("received_at",)
    paper, number_in, came, signed = _("Word of the agency from outside"), "document", "received_at", ("who",)

    received_at = received_field()
    channel = channel_field(spoken=True)
    document = document_field()
    who = _who()
    text = forms.CharField(label=_("In its words"), widget=area(3), max_length=2000, required=False)

    def clean_received_at(self) -> Span:
        words = _("A word on a letter cannot have come before it was issued.")
        return came_while_asked(self.cleaned_data["received_at"], self.on, words)

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        paper = FromOutside.of(data)
        return {"seen": data["seen"], "text": data["text"], "paper": paper}


class RecordRedirectForm(RecordReceiptForm):
    """The body said that another is to be asked, or that the address is wrong."""

    what = forms.ChoiceField(label=_("What is wrong"), choices=OF_ANOTHER, widget=forms.RadioSelect)
    text = forms.CharField(label=_("Whom to ask, or the right address"), widget=area(3), max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["received_at", "channel", "document", "who", "what", "text"])

    def facts(self) -> dict[str, Any]:
        return super().facts() | {"what": self.cleaned_data["what"]}


class OutsideWordForm(WithScan, SeenForm):
    """What stands of such a word beside what it says and when it came: one that says something else is struck and entered anew."""

    ways = STAFF_WAYS
    paper, number_in, came, signed = _("Word of the agency from outside"), "document", "received_at", ("who",)

    channel = channel_field(spoken=True)
    document = document_field()
    who = _who()
    text = forms.CharField(label=_("In its words"), widget=area(3), max_length=2000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = self.on.kind in OutsideWord.OF_ANOTHER
