"""How letters are signed and worded from a day on."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.forms import Day, ReadsBack
from incidents.forms.base import SuccessorForm
from incidents.forms.fields import offer
from incidents.forms.on_paper import OnPaper
from incidents.letters import wordings
from incidents.models import ClarificationRequest, Letter
from incidents.plain import clocks
from incidents.plain.letter_kinds import Clause, LetterKind


class SigningForm(SuccessorForm):
    """How letters are signed from now on."""

    mode = forms.ChoiceField(label=_("Signature"), choices=Letter.Signing.choices, widget=forms.RadioSelect)

    def clean_mode(self) -> str:
        mode: str = self.cleaned_data["mode"]
        if mode == Letter.Signing.SEALED and not settings.SEAL_PKCS12:
            raise ValidationError(_("No certificate of the organisation is configured (SEAL_PKCS12)."))
        if mode == Letter.Signing.BSRE and not settings.BSRE_URL:
            raise ValidationError(_("No BSrE gateway is configured (BSRE_URL)."))
        return mode


class WordsForm(ReadsBack, SuccessorForm, OnPaper):
    """Words of letters from a day on."""

    reads_back = ("effective_from",)
    TEXTS: tuple[str, ...] = ()
    printed = TEXTS

    effective_from = Day(label=_("In force from"))

    def facts(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name, "") for name in self.TEXTS}

    def clean_effective_from(self) -> date:
        day: date = self.cleaned_data["effective_from"]
        if day < clocks.day(timezone.now()):
            raise ValidationError(_("A wording holds for letters still to come: choose today or later."))
        return day


class ClauseForm(WordsForm):
    """What letters say to some addressees alone: a sentence, and what is cited with it. Nothing is filled in."""

    TEXTS = printed = ("basis", "body")

    basis = forms.CharField(
        label=_("Legal basis"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        help_text=_(
            "What binds this addressee, one provision a line, each after the full title of what it stands in. It is cited beside "
            "that of the letter, in the order of rank."
        ),
    )
    body = forms.CharField(
        label=_("Sentence"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
        help_text=_("Stands where the wording of the letter says {kewajiban}. May stay empty."),
    )

    def __init__(self, *args: Any, kind: Clause, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not kind.cites:
            del self.fields["basis"]
            self.fields["body"].required, self.fields["body"].help_text = True, ""


class TemplateForm(WordsForm):
    """One wording: fixed placeholders in braces, nothing else is filled in or run."""

    subject = forms.CharField(label=_("Subject of the letter"), max_length=200)
    opening = forms.CharField(label=_("Opening paragraph"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)
    body = forms.CharField(label=_("Body"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    closing = forms.CharField(label=_("Closing"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    request = forms.ModelChoiceField(
        label=_("Preview with"),
        queryset=ClarificationRequest.objects.none(),
        required=False,
        empty_label=_("an invented letter"),
    )

    TEXTS = printed = ("subject", "opening", "body", "closing")

    def __init__(self, *args: Any, kind: LetterKind, requests: Iterable[ClarificationRequest], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind.asks:  # the officer writes why, and what about
            del self.fields["subject"], self.fields["opening"]
        offer(self, "request", ClarificationRequest.objects.filter(pk__in=[each.pk for each in requests]))
        if not requests:
            del self.fields["request"]

    @property
    def chosen(self) -> ClarificationRequest | None:
        return self.cleaned_data.get("request")

    def clean(self) -> dict[str, Any]:
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
