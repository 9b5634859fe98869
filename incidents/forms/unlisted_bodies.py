"""A body that is not in the list, named in the very form that needs it: similar ones are shown before a double arises."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..actions.agencies import BodyEnded, check_exists
from ..letters import glyphs
from ..models import Agency
from ..models.zones import HOME
from ..plain import body_names
from .addresses import Email, domains_of
from .base import Guarded
from .fields import chosen, offer
from .on_paper import not_shown

MOST_SHOWN = 5


def picked_as(agency: Agency) -> str:
    return agency.picked_as


def refuse_ended(form: forms.BaseForm, name: str) -> None:
    """Whoever is chosen in the field `name`, one body or several, exists today; else it is said there who stands for it."""
    chosen_ones = form.cleaned_data.get(name)
    for agency in [chosen_ones] if isinstance(chosen_ones, Agency) else chosen_ones or []:
        try:
            check_exists(agency, timezone.now())
        except BodyEnded as refusal:
            form.add_error(name, gettext(refusal.message) % refusal.facts)


class BringsSimilar(Guarded):
    """A form that names a new body in `name` and `short_name`, after a look at those of similar names.

    `similar` are those on file; `another` says that none of them is meant: of those that the page had shown (`looked_at`, drawn
    with them), not of one that a colleague has added since.
    """

    another = forms.BooleanField(label=_("None of these bodies: add another one"), required=False)

    named = ("name", "short_name")
    similar: list[Agency] = []  # noqa: RUF012  (set anew by clean)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        names = [cleaned.get(part) or "" for part in self.named]
        if names[0]:
            self.similar = similar(names)
        looked_at = self.data.get(self.add_prefix("looked_at"), "").split()
        if any(str(body.pk) not in looked_at for body in self.similar) or (self.similar and not cleaned.get("another")):
            self.add_error(
                self.named[0], _("Bodies with a similar name are on file. Look at them before you add another.")
            )
        return cleaned

    def facts(self) -> dict[str, Any]:
        found = super().facts()
        found.pop("another", None)
        return found


def similar(names: Iterable[str], *, leave_out: int | None = None) -> list[Agency]:
    """Bodies on file that one of `names` may mean, by any name they ever had."""
    bodies = [body for body in Agency.objects.to_pick() if body.pk != leave_out]
    return body_names.similar(names, ((body, body.words) for body in bodies), MOST_SHOWN)


def similar_to(agency: Agency) -> list[Agency]:
    """Other bodies on file that may be the same."""
    return similar(agency.words, leave_out=agency.pk)


class BringsBody(BringsSimilar):
    """A form in which a body may be named that is not in its list: `body()` is what is typed of it, or None.

    Everything else that was typed stays, whatever is asked back.
    """

    instead_of, one_of_both = "agency", True  # the form's own choice of bodies, and whether a new one stands for it
    named = ("body_name", "body_short_name")
    BODY = ("name", "short_name", "kind", "sector", "parent", "country", "mail_domains", "email")

    body_name = forms.CharField(label=_("Name of the new agency"), max_length=200, required=False)
    body_short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    body_kind = forms.ChoiceField(
        label=_("Kind of body"), choices=Agency.Kind.choices, initial=Agency.Kind.PRIVATE, required=False
    )
    body_sector = forms.ChoiceField(
        label=_("Sector"), choices=chosen(Agency.Sector.choices, _("Not yet known")), required=False
    )
    body_parent = forms.ModelChoiceField(label=_("Parent body"), queryset=Agency.objects.none(), required=False)
    body_country = forms.CharField(label=_("Country"), max_length=60, required=False, initial=HOME)
    body_mail_domains = forms.CharField(
        label=_("Domain"), max_length=200, required=False, help_text=_("Of its site or its mail: tokoku.example.")
    )
    body_email = Email(
        label=_("E-mail"),
        required=False,
        help_text=_(
            "Where letters to it are mailed. An administrator confirms it later; whoever approves a letter sees that."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._needs_one = False
        if self.instead_of:
            self._needs_one = self.fields[self.instead_of].required
            self.fields[self.instead_of].required = False  # the one or the other, see clean()
            if self._needs_one:
                self.either += (self.instead_of, "body_name")
        offer(self, "body_parent", Agency.objects.present().with_names(), picked_as)

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """The fields of the form itself, without those of the new body."""
        return [field for field in self if not field.name.startswith("body_") and field.name != "another"]

    @property
    def opened(self) -> bool:
        """Whether the part for a new body stands open: something in it was typed."""
        return bool(self["body_name"].value())

    def clean_body_mail_domains(self) -> str:
        return domains_of(self.cleaned_data["body_mail_domains"])

    def clean_body_name(self) -> str:
        name = self.cleaned_data["body_name"]
        if odd := glyphs.missing(name):
            raise not_shown(odd)
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        named, in_list = bool(self["body_name"].value()), bool(cleaned.get(self.instead_of))
        if named and in_list and self.one_of_both:
            self.add_error("body_name", _("Choose one in the list or name a new one, not both."))
        if self._needs_one and not named and not in_list and self.instead_of not in self.errors:
            self.add_error(self.instead_of, _("Choose an agency, or add the one that is not in the list."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in super().facts().items() if not name.startswith("body_")}

    def body(self) -> dict[str, Any] | None:
        """What is typed of the new body, as propose_agency() takes it; None when none was named."""
        data = self.cleaned_data
        if not data.get("body_name"):
            return None
        found = {name: data[f"body_{name}"] for name in self.BODY}
        return found | {"kind": found["kind"] or Agency.Kind.PRIVATE, "country": found["country"] or HOME}


class ProposeAgencyForm(BringsBody):
    """A body by itself, added by an officer before a case needs it."""

    instead_of = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body_name"].required = True
