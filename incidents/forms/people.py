"""What is asked about people: an appointment, and when and why something ends."""

from dataclasses import fields
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..actions.people import Post
from ..models import Agency, Appointment, Unit
from ..models.dated import during
from ..models.people import held_roles
from ..models.visibility import last_version
from ..plain import clocks
from ..workflow import Role
from . import untouched
from .addresses import Email
from .base import Guarded, SaysWhy
from .fields import offer
from .moments import Moment, ReadsBack
from .on_paper import OnPaper
from .unlisted_bodies import picked_as


class AmendPersonForm(SaysWhy, OnPaper):
    """Who is appointed, as they are called and as they log in."""

    FACTS = ("name", "email")
    printed = ("name",)

    name = forms.CharField(label=_("Name"), max_length=200)
    email = Email(label=_("E-mail"), help_text=_("Another one only as long as nobody has logged in by it."))


class PostForm(ReadsBack, OnPaper):
    """To what somebody is appointed, and until when."""

    reads_back = ("valid_to",)
    printed: tuple[str, ...] = ("office", "through_office", "rank")
    unguarded = ("rank",)  # the NIP that its holder has printed

    role = forms.ChoiceField(label=_("Role"), choices=held_roles)
    agency = forms.ModelChoiceField(
        label=_("Agency"), queryset=Agency.objects.none(), required=False, help_text=_("For a liaison.")
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False, help_text=_("For officers and supervisors.")
    )

    mode = forms.ChoiceField(
        label=_("Mode"),
        choices=Appointment.Mode.choices,
        initial=Appointment.Mode.DEFINITIVE,
        help_text=_(
            "How this supervisor signs letters: in own right, as a deputy (plh., plt.), or in another's name (a.n., u.b.). The letter says so."
        ),
        required=False,
    )
    office = forms.CharField(
        label=_("Own office"),
        max_length=200,
        required=False,
        help_text=_("For a.n. and u.b.: what stands under the office in whose name is signed."),
    )
    through_office = forms.CharField(
        label=_("Office in between"), max_length=200, required=False, help_text=_("For u.b.: who signs on behalf.")
    )
    rank = forms.CharField(
        label=_("Rank and NIP"),
        max_length=120,
        required=False,
        help_text=_("For who signs letters: the line under the name, as it is to be printed. Empty: it is left out."),
    )
    valid_to = Moment(label=_("Until"), required=False, help_text=_("A deputy's appointment names its end, in WIB."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "agency", Agency.objects.present().with_names(), picked_as)
        offer(self, "unit", Unit.objects.on(clocks.day(timezone.now())))

    def clean(self):
        cleaned = super().clean()
        role = cleaned.get("role")
        wants_agency, wants_unit = role == Role.LIAISON, role in (Role.OFFICER, Role.SUPERVISOR)
        for field, wanted in (("agency", wants_agency), ("unit", wants_unit)):
            if wanted and not cleaned.get(field):
                self.add_error(field, _("This role needs it."))
            if not wanted:
                cleaned[field] = None
        cleaned["mode"] = cleaned.get("mode") or Appointment.Mode.DEFINITIVE
        mode, deputy = cleaned["mode"], cleaned["mode"] in Appointment.DEPUTIES
        if mode != Appointment.Mode.DEFINITIVE and role != Role.SUPERVISOR:
            self.add_error("mode", _("Only a supervisor signs letters."))
        behalf = mode in (Appointment.Mode.ON_BEHALF, Appointment.Mode.FOR_THE_DELEGATE)
        for name, wanted in (("office", behalf), ("through_office", mode == Appointment.Mode.FOR_THE_DELEGATE)):
            if wanted and not cleaned.get(name):
                self.add_error(name, _("This way of signing names it."))
            if not wanted:
                cleaned[name] = ""
        if role != Role.SUPERVISOR:
            cleaned["rank"] = ""
        if deputy and not cleaned.get("valid_to") and "valid_to" not in self.errors:
            self.add_error("valid_to", _("Say until when the deputy serves."))
        if cleaned.get("valid_to") and cleaned["valid_to"] <= timezone.now():
            self.add_error("valid_to", _("This lies in the past."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        return {"post": Post(**{each.name: facts.pop(each.name) for each in fields(Post)}), **facts}


class AppointForm(PostForm):
    printed = ("name", *PostForm.printed)  # a supervisor signs letters

    name = forms.CharField(label=_("Name"), max_length=200)
    email = Email(label=_("E-mail"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["name", "email"])


class CorrectAppointmentForm(SaysWhy, PostForm):
    """What is right of an appointment that was entered wrong; which version of it was shown goes along."""

    shown = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clocks.day(timezone.now())
        offer(self, "unit", Unit.objects.filter(during(today) | Q(pk=self.of(self.on)["unit"])))

    @staticmethod
    def of(appointment: Appointment) -> dict[str, Any]:
        """What stands: the unit under the letterhead that it has today."""
        today, unit = clocks.day(timezone.now()), appointment.unit
        names = ("role", "agency", "mode", "office", "through_office", "rank", "valid_to")
        stands = {name: getattr(appointment, name) for name in names}
        present = unit and (Unit.objects.in_force(unit.code, today) or unit)
        return stands | {"unit": present and present.pk, "shown": last_version(appointment)}

    def facts(self) -> dict[str, Any]:
        """Until when, to the second where nobody touched it: it is shown less exactly than it is kept."""
        kept = {"valid_to": self.on.valid_to} if "valid_to" in untouched.fields(self) else {}
        return super().facts() | kept


class EndForm(Guarded):
    reason = forms.CharField(label=_("Reason"), max_length=500)
