"""Bodies outside the unit: agencies with dated names, and where their mail goes."""

from datetime import date, datetime, time, timedelta

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..plain.clocks import WIB
from .dated import DatedQuerySet, valid_in_order
from .record import tracked

CONFIRM_AFTER = timedelta(days=180)  # an address that nobody has confirmed for so long is asked after


ZONES = [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")]


class Agency(models.Model):
    """A body outside the unit that handles the case. Its names carry dates: see AgencyName."""

    class Kind(models.TextChoices):
        """Kinds of bodies after Art. 1 UU 27/2022 and the ministry's own statistics."""

        CENTRAL = "central", _("Central public body")
        REGIONAL = "regional", _("Regional public body")
        STATE_OWNED = "state_owned", _("State-owned or region-owned enterprise")
        PRIVATE = "private", _("Private corporation")
        INTERNATIONAL = "international", _("International organisation")
        CIVIL = "civil", _("Society, party or foundation")

    PUBLIC = (Kind.CENTRAL, Kind.REGIONAL)

    code = models.SlugField(_("Code"), max_length=40, unique=True)
    zone = models.CharField(_("Time zone"), max_length=40, choices=ZONES, default="Asia/Jakarta")
    kind = models.CharField(_("Kind of body"), max_length=14, choices=Kind.choices, default=Kind.CENTRAL)
    # Whom its liaison may bring in: only people with an address of the body itself.
    mail_domains = models.TextField(_("Mail domains, one per line"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = tracked()

    class Meta:
        verbose_name = _("Agency")
        verbose_name_plural = _("Agencies")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.short_name

    def name_on(self, day: date) -> "AgencyName | None":
        """The AgencyName in force on `day`; before the first, the first; after the last, the last: a body is never
        nameless."""
        names = sorted(self.names.all(), key=lambda name: name.valid_from)
        begun = [name for name in names if name.valid_from <= day]
        return begun[-1] if begun else next(iter(names), None)

    @property
    def domains(self) -> list[str]:
        return [line.strip().lower() for line in self.mail_domains.splitlines() if line.strip()]

    def short_name_at(self, instant: datetime) -> str:
        """The short name in force at `instant`, by the calendar of Asia/Jakarta."""
        name = self.name_on(timezone.localtime(instant).date())
        return name.short_name if name else self.code

    @cached_property
    def _name_today(self) -> "AgencyName | None":
        return self.name_on(timezone.localdate())

    @property
    def name(self) -> str:
        return self._name_today.name if self._name_today else self.code

    @property
    def short_name(self) -> str:
        return self._name_today.short_name if self._name_today else self.code


class AgencyName(models.Model):
    """What an agency is called, and the office a letter is addressed to, from one day up to another."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="names", verbose_name=_("Agency"))
    name = models.CharField(_("Name"), max_length=200)
    short_name = models.CharField(_("Short name"), max_length=60)
    head_office = models.CharField(_("Office addressed"), max_length=200)
    place = models.CharField(_("Place"), max_length=80, default="Jakarta")
    valid_from = models.DateField(_("Valid from"))
    valid_to = models.DateField(_("Valid to"), null=True, blank=True)

    history = tracked()
    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("Agency name")
        ordering = ["agency", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "valid_from"], name="one_agency_name_from_each_day"),
            valid_in_order("agency_name_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """Where an agency's mail goes. A contact is not an account: a letter works by mail alone.

    `exercise`: it also gets what is mailed in a drill. Any other address gets that only when whoever approves the letter
    has confirmed the very address.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="contacts", verbose_name=_("Agency"))
    office = models.CharField(_("Office"), max_length=200)
    name = models.CharField(_("Name"), max_length=200, blank=True)
    email = models.EmailField(_("E-mail"))
    is_ppdp = models.BooleanField(_("Data protection officer (PPDP)"), default=False)
    deputy_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="deputies", verbose_name=_("Deputy of")
    )
    exercise = models.BooleanField(_("Takes part in drills"), default=False)
    confirmed_at = models.DateTimeField(_("Confirmed"), null=True, blank=True)
    valid_from = models.DateField(_("Valid from"))
    valid_to = models.DateField(_("Valid to"), null=True, blank=True)

    history = tracked()
    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("Contact")
        ordering = ["agency", "pk"]
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("email"),
                "agency",
                condition=models.Q(valid_to__isnull=True),
                name="one_present_contact_for_each_address_of_an_agency",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="contact_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} <{self.email}>"

    @property
    def status(self) -> str:
        return "ended" if self.valid_to else "current"

    def is_stale(self, at: datetime) -> bool:
        """True when nobody has said for CONFIRM_AFTER that this address is still right."""
        since = self.confirmed_at or timezone.make_aware(datetime.combine(self.valid_from, time()), WIB)
        return at - since > CONFIRM_AFTER
