"""Forms around the arrival of a letter: delivery by hand, a colleague brought in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Activity, Sending
from ..models.activities import ABOUT_A_LETTER
from ..plain import spans
from ..plain.not_none import not_none
from .addresses import Email
from .base import FromAgency, SeenForm
from .cases import STAFF_WAYS
from .fields import Came, When, area, chosen, not_before_issue
from .moments import ReadsBack
from .outside_portal import WithScan


class SendOutsideForm(WithScan, SeenForm):
    """How, when and to whom the letter was sent by a way the product does not see, and who says so."""

    ways = STAFF_WAYS
    paper, came, signed = _("Sending outside Tanggap"), "sent", ("said_by", "source")
    of_files = False  # an address or a quoted text says it as well

    channel = forms.ChoiceField(label=_("Channel"), choices=chosen(Sending.Channel.choices))
    recipient = forms.CharField(label=_("Recipient"), max_length=200, required=False)
    sent = When(
        label=_("Sent"),
        required=False,
        help_text=_("27-11-2023 22.10, 27-11-2023, November 2023. Empty: nobody tells when."),
    )
    said_by = forms.CharField(label=_("Who says so"), max_length=200)
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Address, document or meeting, and the place in it.")
    )

    def clean_sent(self) -> spans.Span | None:
        sent: spans.Span | None = self.cleaned_data["sent"]
        letter = self.on.letter if isinstance(self.on, Sending) else self.on
        if sent and sent.end <= not_none(letter.issued_at):
            raise ValidationError(_("A letter cannot have been sent before it was issued."))
        return sent


CALLS = [(each.value, each.label) for each in ABOUT_A_LETTER]


class CallForm(SeenForm):
    """When the body was telephoned about its letter, whether anybody was reached, and what they said."""

    ways = STAFF_WAYS

    outcome = forms.ChoiceField(label=_("What came of it"), choices=CALLS, widget=forms.RadioSelect)
    spoke_with = forms.CharField(label=_("Spoken to (name and office)"), max_length=200, required=False)
    text = forms.CharField(label=_("What was said"), widget=area(3), max_length=2000, required=False)
    called = When(label=_("Telephoned"), required=False, help_text=_("Empty means now. 27-11-2023 22.10, or a day."))

    def clean_called(self) -> spans.Span | None:
        called: spans.Span | None = self.cleaned_data["called"]
        if called and called.end <= self.on.issued_at:
            raise ValidationError(_("Nobody is telephoned about a letter before it was issued."))
        return called

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        reached = cleaned.get("outcome") == Activity.Outcome.REACHED
        if reached and not cleaned.get("spoke_with") and "spoke_with" not in self.errors:
            self.add_error("spoke_with", _("Say who was reached."))
        return cleaned


class CallWordsForm(SeenForm):
    """What is put right of a call that was noted: `on` is the activity."""

    ways = STAFF_WAYS

    outcome = forms.ChoiceField(label=_("What came of it"), choices=CALLS, widget=forms.RadioSelect)
    participants = forms.CharField(label=_("Spoken to (name and office)"), max_length=200, required=False)
    text = forms.CharField(label=_("What was said"), widget=area(3), max_length=2000, required=False)
    happened = When(label=_("Telephoned"), required=False)

    def clean_happened(self) -> spans.Span | None:
        happened: spans.Span | None = self.cleaned_data["happened"]
        if happened and happened.end <= not_none(self.on.request.issued_at):
            raise ValidationError(_("Nobody is telephoned about a letter before it was issued."))
        return happened

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("outcome") == Activity.Outcome.REACHED and cleaned.get("participants") == "":
            self.add_error("participants", _("Say who was reached."))
        return cleaned


class HandDeliverForm(ReadsBack, WithScan, SeenForm):
    """When and to whom the letter was handed over, with the signed receipt that proves it."""

    ways = STAFF_WAYS
    reads_back = ("received_at",)
    paper, came, signed = _("Signed receipt"), "received_at", ("received_by",)
    needs_scan = True

    received_at = Came(label=_("Handed over"))
    received_by = forms.CharField(label=_("Received by (name and office)"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scan"].label = _("Scan of the signed receipt")

    def clean_received_at(self) -> spans.Span:
        words = _("A letter cannot have been handed over before it was issued.")
        return not_before_issue(self.cleaned_data["received_at"], self.on, words)


class DelegateForm(FromAgency):
    """A colleague of the same agency, known by an address of the agency itself."""

    name = forms.CharField(label=_("Name of the colleague"), max_length=200)
    email = Email(label=_("Office e-mail of the colleague"))

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        domains = self.on.agency.domains
        if email.rpartition("@")[2] not in domains:
            raise ValidationError(
                _("Only addresses of your agency (%(domains)s). For another one, ask the ministry."),
                params={"domains": ", ".join(domains) or "–"},
            )
        return email
