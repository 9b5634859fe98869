"""What people hand to the post room."""

from typing import cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents import files
from incidents.forms import Day, Moment, ReadsBack
from incidents.forms.base import Guarded, SuccessorForm
from incidents.forms.fields import offer
from incidents.forms.on_paper import OnPaper
from incidents.letters import wordings
from incidents.models import (
    CaseEvent,
    CaseLetter,
    ClarificationRequest,
    Incident,
    Letter,
    ProofBundle,
    ReminderPolicy,
    TreeHead,
)
from incidents.plain import clocks, spans
from incidents.plain.known import known
from incidents.record import cited_numbers
from incidents.workflow import Subject

from .notices import Audience

MOST_BYTES = 5 * 1024 * 1024


class ReturnedMailForm(forms.Form):
    """A mail as a file. It is read and not kept: what it says becomes an event."""

    file = forms.FileField(
        label=_("The mail as .eml"), widget=forms.FileInput(attrs={"accept": ".eml,message/rfc822"}), max_length=200
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise ValidationError(_("This file is larger than 5 MB. Save the mail without its attachments."))
        return upload


MOST_HOURS = 30 * 24
BEFORE, AFTER = "before", "after"
LEGAL = {Audience.AGENCY, Audience.OFFICER}  # hear of a passed due whatever the policy says


class PolicyForm(ReadsBack, SuccessorForm):
    """From when a reminder policy holds."""

    reads_back = ("effective_from",)

    effective_from = Moment(
        label=_("In force from"), help_text=_("In WIB. Thresholds that fall earlier keep the present policy.")
    )
    note = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("Such as the minute or decision behind it. Kept in the history.")
    )

    def clean_effective_from(self):
        instant = self.cleaned_data["effective_from"]
        if instant <= timezone.now():
            raise ValidationError(_("A policy holds for what is still to come: choose a later moment."))
        if ReminderPolicy.objects.filter(effective_from=instant).exists():
            raise ValidationError(_("Another policy begins then: choose another moment."))
        return instant


class ReminderForm(forms.Form):
    """One reminder. A line left empty is none."""

    when = forms.IntegerField(label=_("Hours"), min_value=0, max_value=MOST_HOURS, required=False)
    side = forms.ChoiceField(
        label=_("Before or after"), choices=[(BEFORE, _("before the due")), (AFTER, _("after the due"))], required=False
    )
    to = forms.MultipleChoiceField(
        label=_("To whom"),
        choices=ReminderPolicy.Audience.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean(self):
        data = super().clean() or {}
        if data.get("when") is None and data.get("to") and "when" not in self.errors:
            self.add_error("when", _("How many hours? Enter 0 for the due itself."))
        if data.get("when") is not None and not data.get("to") and "to" not in self.errors:
            self.add_error("to", _("To whom does it go?"))
        return data

    @property
    def hours(self):
        """Hours after the due, before it negative; None for an empty line."""
        when = self.cleaned_data.get("when")
        return when if when is None or self.cleaned_data.get("side") == AFTER else -when


class _ReminderFormSet(forms.BaseFormSet):
    def clean(self):
        if any(self.errors):
            return
        lines = {line.hours: set(line.cleaned_data["to"]) for line in self.forms if line.hours is not None}
        if len(lines) < sum(line.hours is not None for line in self.forms):
            raise ValidationError(_("Two lines name the same hour. Put them into one."))
        if not any(hours < 0 and Audience.AGENCY in to for hours, to in lines.items()):
            raise ValidationError(_("The agency is owed at least one reminder before the due."))
        if not lines.get(0, set()) >= LEGAL:
            raise ValidationError(
                _("At the due (0 hours) the agency and the officer are told; that cannot be left out.")
            )

    def reminders(self):
        """As ReminderPolicy keeps them, the earliest first."""
        lines = [{"hours": f.hours, "to": f.cleaned_data["to"]} for f in self.forms if f.hours is not None]
        return sorted(lines, key=lambda line: line["hours"])


ReminderFormSet = cast(
    type[_ReminderFormSet],
    forms.formset_factory(
        ReminderForm, formset=_ReminderFormSet, extra=3, max_num=12, absolute_max=12, validate_max=True
    ),
)


class SignedFileForm(forms.Form):
    """The letter as it came back signed from another system: compared with what was given out, so not guarded again."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("The signed PDF"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        max_length=200,
        help_text=_("As the other system gave it back. Number and text are compared with what was given out."),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > files.MAX_BYTES:
            raise ValidationError(_("This file is larger than any letter."))
        return upload


class PassphraseForm(forms.Form):
    """What BSrE asks the signer for. Typed for one letter, never shown again, kept nowhere."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    passphrase = forms.CharField(
        label=_("Passphrase of your BSrE certificate"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        strip=False,
        required=False,
        max_length=200,
    )
    totp = forms.CharField(
        label=_("Or the one-time code (TOTP)"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        required=False,
        max_length=12,
    )

    def clean(self):
        data = super().clean() or {}
        if not data.get("passphrase") and not data.get("totp"):
            raise ValidationError(_("Type the passphrase, or the one-time code."))
        return data


class SigningForm(SuccessorForm):
    """How letters are signed from now on."""

    mode = forms.ChoiceField(label=_("Signature"), choices=Letter.Signing.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("Such as the minute or decision behind it. Kept in the history.")
    )

    def clean_mode(self):
        mode = self.cleaned_data["mode"]
        if mode == Letter.Signing.SEALED and not settings.SEAL_PKCS12:
            raise ValidationError(_("No certificate of the organisation is configured (SEAL_PKCS12)."))
        if mode == Letter.Signing.BSRE and not settings.BSRE_URL:
            raise ValidationError(_("No BSrE gateway is configured (BSRE_URL)."))
        return mode


class TemplateForm(ReadsBack, SuccessorForm, OnPaper):
    """One wording: fixed placeholders in braces, nothing else is filled in or run."""

    reads_back = ("effective_from",)

    effective_from = Day(label=_("In force from"))
    subject = forms.CharField(label=_("Subject of the letter"), max_length=200)
    opening = forms.CharField(label=_("Opening paragraph"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)
    body = forms.CharField(label=_("Body"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    closing = forms.CharField(label=_("Closing"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    reason = forms.CharField(label=_("Why"), max_length=300)
    request = forms.ModelChoiceField(
        label=_("Preview with"),
        queryset=ClarificationRequest.objects.none(),
        required=False,
        empty_label=_("an invented letter"),
    )

    TEXTS = printed = ("subject", "opening", "body", "closing")

    def __init__(self, *args, kind, requests, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind.asks:  # the officer writes why, and what about
            del self.fields["subject"], self.fields["opening"]
        offer(self, "request", ClarificationRequest.objects.filter(pk__in=[each.pk for each in requests]))
        if not requests:
            del self.fields["request"]

    @property
    def chosen(self):
        return self.cleaned_data.get("request")

    def facts(self):
        return {name: self.cleaned_data.get(name, "") for name in self.TEXTS}

    def clean_effective_from(self):
        day = self.cleaned_data["effective_from"]
        if day < clocks.day(timezone.now()):
            raise ValidationError(_("A wording holds for letters still to come: choose today or later."))
        return day

    def clean(self):
        cleaned = super().clean() or {}
        for name in self.TEXTS:
            odd = wordings.unknown(self.kind.code, cleaned.get(name) or "")
            if odd:
                self.add_error(
                    name,
                    ValidationError(_("Not a placeholder of this letter: %(odd)s"), params={"odd": ", ".join(odd)}),
                )
        missing = wordings.missing(self.kind.code, *[cleaned.get(name) or "" for name in self.TEXTS])
        if missing and not self.errors:
            raise ValidationError(_("The letter would not say: %(missing)s"), params={"missing": ", ".join(missing)})
        return cleaned


class BundleForm(Guarded):
    """Of what a proof is wanted: of the thing that bears a number, or of the days of a period."""

    unguarded = ("number",)  # it names what is on record and is kept nowhere

    number = forms.CharField(
        label=_("Number of a case, request, letter or act"), max_length=cited_numbers.LONGEST, required=False
    )
    first = Day(label=_("From"), required=False)
    last = Day(label=_("Up to"), required=False)
    head_size = forms.IntegerField(
        label=_("Leaves of a head that you hold"),
        help_text=_("The bundle then proves that your head is the beginning of the newest one. Empty: none."),
        required=False,
        min_value=1,
        max_value=2**62,
    )

    def clean_head_size(self):
        held = self.cleaned_data["head_size"]
        if held and not TreeHead.objects.filter(size=held).exists():
            raise ValidationError(_("The log has no head of so many leaves."))
        return held

    def clean(self):
        cleaned = super().clean() or {}
        number, first, last = (cleaned.get(name) for name in ("number", "first", "last"))
        if self.errors:
            return cleaned
        if bool(number) == bool(first and last) or bool(first) != bool(last):
            raise ValidationError(_("Name one thing by its number, or a period by its first and its last day."))
        if first and last and (last < first or first.year < spans.EARLIEST or last.year > spans.LATEST):
            raise ValidationError(_("The last day lies before the first, or out of reach."))
        self.of = self._thing(number) if number else _days(first, last)
        return cleaned

    def _thing(self, number):
        found = cited_numbers.find(known(self.user), number)
        if found is None:
            raise ValidationError({"number": _("This number is not known.")})
        if found.event:
            event = CaseEvent.objects.select_related("incident").get(pk=found.event)
            return _of(ProofBundle.Kind.EVENT, str(event.pk), str(event.pk), event.incident)
        if found.subject:
            matter = _matter(*found.subject)
            return _of(ProofBundle.Kind.MATTER, ":".join(found.subject), matter.reference, matter.incident)
        if len(found.incidents) != 1:
            raise ValidationError({"number": _("Several cases bear this. Write the whole number of one.")})
        case = Incident.objects.get(pk=min(found.incidents))
        return _of(ProofBundle.Kind.CASE, str(case.pk), case.reference, case)

    def asked(self):
        """The columns of a bundle that say what it is of."""
        return {**self.of, "held": self.cleaned_data["head_size"]}


def _days(first, last):
    label = f"{first.isoformat()} – {last.isoformat()}"
    return {"kind": ProofBundle.Kind.PERIOD, "first": first, "last": last, "label": label}


def _of(kind, key, label, case):
    return {"kind": kind, "key": key, "label": label, "drill": bool(case and case.drill)}


def _matter(kind, key):
    model = ClarificationRequest if kind == Subject.REQUEST else CaseLetter
    return model.objects.select_related("incident").get(pk=key)
