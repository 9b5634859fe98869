"""What is asked about a reply that a body sends itself: one without answers, and that the letter went to a wrong addressee."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import files
from ..models import Response
from ..models.request_queries import Wrong
from .base import LONG_TEXT, FromAgency, Uploads, area, chosen
from .on_paper import OnPaper


def ground_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Declined because of"),
        choices=chosen(Response.Ground.choices),
        required=False,
        help_text=_(
            "Only where the reply declines to answer; the text says on which provision or proceeding it rests."
        ),
    )


def clean_ground(form: forms.Form, cleaned: dict[str, Any]) -> dict[str, Any]:
    """Who declines says on which ground, and nobody else does."""
    declines = cleaned.get("kind") == Response.Kind.DECLINED
    if declines and not cleaned.get("ground"):
        form.add_error("ground", _("Say on which ground the body declines."))
    if not declines and cleaned.get("ground") and "kind" in cleaned:
        form.add_error("ground", _("A ground belongs to a reply that declines to answer."))
    return cleaned


class ReplyForm(OnPaper, FromAgency):
    unguarded = ("files",)  # what an agency proves with may hold numbers
    printed = ("name", "office")  # on the receipt

    kind = forms.ChoiceField(
        label=_("Kind of reply"),
        choices=[
            (Response.Kind.INTERIM, _("Interim: we are working on it. The clock runs on.")),
            (Response.Kind.DENIAL, _("Denial: nothing leaked from us. This answers every question.")),
            (Response.Kind.NOT_HELD, _("We do not hold these data. This answers every question.")),
            (Response.Kind.DECLINED, _("We decline to answer. This answers no question, and the clock runs on.")),
        ],
        widget=forms.RadioSelect,
    )
    ground = ground_field()
    text = forms.CharField(
        label=_("Text"), widget=area(6), max_length=LONG_TEXT, help_text=_("On what it rests, and what was done.")
    )
    files = Uploads(  # type: ignore[assignment]  # a field, which Django takes off the class
        label=_("Files"),
        required=False,
        help_text=files.HELP,
    )
    name = forms.CharField(label=_("Name of the person who answers"), max_length=200)
    office = forms.CharField(label=_("Position"), max_length=200)
    declaration = forms.BooleanField(
        label=_("I declare that this answer is true to the agency's present knowledge and that I may give it."),
        error_messages={"required": _("Tick the declaration to send.")},
    )

    def clean(self):
        return clean_ground(self, super().clean())

    def facts(self) -> dict[str, Any]:
        names = ("seen", "kind", "ground", "text", "name", "office")
        return {name: self.cleaned_data[name] for name in names} | {"uploads": self.cleaned_data["files"]}


class RedirectForm(FromAgency):
    what = forms.ChoiceField(
        label=_("What is wrong"),
        choices=Wrong.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("Whom to ask, or the right address"), widget=area(3), max_length=2000)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("seen", "what", "text")}
