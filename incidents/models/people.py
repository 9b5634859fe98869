"""People and bodies: agencies with dated names, units of the ministry, contacts, users and their appointments."""

from datetime import datetime, time, timedelta

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..plain.clocks import WIB
from ..querysets import DatedQuerySet, UserQuerySet
from ..workflow import ROLE_LABELS, STAFF, Role
from .record import tracked

CONFIRM_AFTER = timedelta(days=180)
ZONES = [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")]


def valid_in_order(name):
    return models.CheckConstraint(
        condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")), name=name
    )


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

    history = tracked()

    class Meta:
        verbose_name = _("Agency")
        verbose_name_plural = _("Agencies")
        ordering = ["code"]

    def __str__(self):
        return self.short_name

    def name_on(self, day):
        """The AgencyName in force on `day`; before the first, the first: a body is never nameless."""
        names = sorted(self.names.all(), key=lambda name: name.valid_from)
        current = [n for n in names if n.valid_from <= day and (n.valid_to is None or n.valid_to > day)]
        return (current or names[:1] or [None])[0]

    @property
    def domains(self):
        return [line.strip().lower() for line in self.mail_domains.splitlines() if line.strip()]

    def short_name_at(self, instant):
        """The short name in force at `instant`, by the calendar of Asia/Jakarta."""
        name = self.name_on(timezone.localtime(instant).date())
        return name.short_name if name else self.code

    @cached_property
    def _name_today(self):
        return self.name_on(timezone.localdate())

    @property
    def name(self):
        return self._name_today.name if self._name_today else self.code

    @property
    def short_name(self):
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

    def __str__(self):
        return self.name


class Contact(models.Model):
    """Where an agency's mail goes. A contact is not an account: a letter works by mail alone."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="contacts", verbose_name=_("Agency"))
    office = models.CharField(_("Office"), max_length=200)
    name = models.CharField(_("Name"), max_length=200, blank=True)
    email = models.EmailField(_("E-mail"))
    is_ppdp = models.BooleanField(_("Data protection officer (PPDP)"), default=False)
    deputy_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="deputies", verbose_name=_("Deputy of")
    )
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

    def __str__(self):
        return f"{self.office} <{self.email}>"

    @property
    def status(self):
        return "ended" if self.valid_to else "current"

    def is_stale(self, at):
        """True when nobody has said for half a year that this address is still right."""
        since = self.confirmed_at or timezone.make_aware(datetime.combine(self.valid_from, time()), WIB)
        return at - since > CONFIRM_AFTER


class Unit(models.Model):
    """A unit of the ministry as it stands on its letters, from one day up to another (Kominfo until 2024, then Komdigi).

    `number_template` knows {security} {n} {unit} {classification} {MM} {YYYY}.
    """

    code = models.SlugField(_("Code"), max_length=40)
    ministry = models.CharField(_("Ministry"), max_length=200)
    name = models.CharField(_("Name"), max_length=200)
    address = models.CharField(_("Address"), max_length=300)
    place = models.CharField(_("Place"), max_length=80, default="Jakarta")
    signatory_office = models.CharField(_("Signing office"), max_length=200)
    letter_code = models.CharField(_("Code in letter numbers"), max_length=40)
    classification = models.CharField(_("Archive classification"), max_length=40)
    number_template = models.CharField(_("Number template"), max_length=120)
    valid_from = models.DateField(_("Valid from"))
    valid_to = models.DateField(_("Valid to"), null=True, blank=True)

    history = tracked()
    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("Unit")
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="one_unit_row_from_each_day"),
            valid_in_order("unit_ends_after_it_begins"),
        ]

    def __str__(self):
        return self.name


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email, name, password=None):
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """Somebody who logs in. Not tracked: passwords and log-ins are no deeds. Ended, never deleted."""

    email = models.EmailField(_("E-mail"), unique=True)
    name = models.CharField(_("Name"), max_length=200)
    is_active = models.BooleanField(_("Active"), default=True)
    joined_at = models.DateTimeField(_("Joined"), default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = _("User")

    def __str__(self):
        return self.name

    def delete(self, *args, **kwargs):
        raise TypeError("users are ended, never deleted: the record names them")

    @cached_property
    def current_appointments(self):
        """What this person is appointed to now. Cached for one request: an ended appointment counts at the next."""
        if not self.is_active:
            return []
        return list(self.appointments.on(timezone.now()).select_related("agency", "unit"))

    @property
    def roles(self):
        return frozenset(Role(a.role) for a in self.current_appointments)

    @property
    def agency_ids(self):
        return [a.agency_id for a in self.current_appointments if a.role == Role.LIAISON]

    @property
    def unit(self):
        """The unit this officer or supervisor serves in, or None."""
        return next((a.unit for a in self.current_appointments if a.role in STAFF), None)

    @property
    def signs_as(self):
        """The appointment by which this supervisor signs letters: in own right before any other; None for the rest."""
        posts = [a for a in self.current_appointments if a.role == Role.SUPERVISOR]
        return min(posts, key=lambda a: (a.mode != Appointment.Mode.DEFINITIVE, a.pk), default=None)

    @property
    def is_staff_member(self):
        return bool(self.roles & STAFF)


class Appointment(models.Model):
    """A role held from one instant up to another. Who may do what reads appointments, nothing else."""

    class Mode(models.TextChoices):
        DEFINITIVE = "definitive", _("In own right")
        DAILY_DEPUTY = "plh", _("Acting for a day (plh.)")
        TASK_DEPUTY = "plt", _("Acting for a task (plt.)")
        ON_BEHALF = "an", _("On behalf of the signing office (a.n.)")
        FOR_THE_DELEGATE = "ub", _("For the one who signs on behalf (u.b.)")

    DEPUTIES = (Mode.DAILY_DEPUTY, Mode.TASK_DEPUTY)

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments", verbose_name=_("Person"))
    role = models.CharField(
        _("Role"), max_length=20, choices=[(str(r), _(label)) for r, label in ROLE_LABELS.items() if r != Role.SYSTEM]
    )
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, verbose_name=_("Agency"))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, verbose_name=_("Unit"))
    mode = models.CharField(_("Mode"), max_length=12, choices=Mode.choices, default=Mode.DEFINITIVE)
    # What stands under a.n. and u.b.: this person's own office, and the one in between.
    office = models.CharField(_("Own office"), max_length=200, blank=True)
    through_office = models.CharField(_("Office in between"), max_length=200, blank=True)
    valid_from = models.DateTimeField(_("Valid from"))
    valid_to = models.DateTimeField(_("Valid to"), null=True, blank=True)

    history = tracked()
    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("Appointment")
        ordering = ["user", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role="liaison", agency__isnull=False, unit__isnull=True)
                | models.Q(role__in=["officer", "supervisor"], agency__isnull=True, unit__isnull=False)
                | models.Q(role__in=["auditor", "administrator"], agency__isnull=True, unit__isnull=True),
                name="liaison_serves_an_agency_and_staff_a_unit",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="appointment_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~models.Q(mode__in=["plh", "plt"]) | models.Q(valid_to__isnull=False),
                name="a_deputy_serves_until_a_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(mode__in=["an", "ub"]) | ~models.Q(office=""),
                name="who_signs_on_behalf_names_the_own_office",
            ),
            models.CheckConstraint(
                condition=~models.Q(mode="ub") | ~models.Q(through_office=""),
                name="who_signs_for_a_delegate_names_that_office",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.role}"

    @property
    def status(self):
        return "ended" if self.valid_to and self.valid_to <= timezone.now() else "current"
