"""People: units of the ministry with dated names, users and their appointments."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, NoReturn, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import IntegrityError, models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..plain import clocks
from ..workflow import ROLE_LABELS, STAFF, Held, Role, opposed_to
from .agencies import Agency
from .dated import DatedQuerySet, valid_in_order
from .files import StoredFile
from .record import CaseEvent, tracked

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def held_roles() -> "list[tuple[str, StrPromise]]":
    """The roles that somebody may hold, as a column's choices, named by this function: a new role is no migration."""
    return [(str(role), _(label)) for role, label in ROLE_LABELS.items() if role != Role.SYSTEM]


class UserQuerySet(QuerySet["User"]):
    def appointed(self, role: str, at: datetime, **where: object) -> Self:
        """Active people who hold `role` at the instant `at`; `where` narrows the appointment (agency=, unit__code=)."""
        rows = Appointment.objects.on(at).filter(role=role, **where)
        return self.filter(is_active=True, pk__in=rows.values("user"))


class Unit(models.Model):
    """A unit of the ministry as it stands on its letters, from one day up to another (Kominfo until 2024, then Komdigi).

    `number_template` knows {security} {n} {unit} {classification} {MM} {YYYY}. In production none of its letters goes out without `emblem`.
    """

    code = models.SlugField(_("Code"), max_length=40)
    ministry = models.CharField(_("Ministry"), max_length=200)
    name = models.CharField(_("Name"), max_length=200)
    address = models.CharField(_("Address"), max_length=300)
    place = models.CharField(_("Place"), max_length=80, default="Jakarta")
    phone = models.CharField(_("Telephone"), max_length=60, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    site = models.CharField(_("Website"), max_length=120, blank=True)
    # Whom those who get its letters turn to.
    contact_name = models.CharField(_("Contact person of letters"), max_length=200, blank=True)
    contact_phone = models.CharField(_("Telephone of the contact person"), max_length=60, blank=True)
    contact_email = models.EmailField(_("E-mail of the contact person"), blank=True)
    signatory_office = models.CharField(_("Signing office"), max_length=200)
    # Who imposes sanctions, if its letters may: the office in whose name its head signs them, and the mandate to do so.
    sanctions_for = models.CharField(_("Office that imposes sanctions"), max_length=200, blank=True)
    mandate = models.CharField(_("Mandate for sanctions"), max_length=300, blank=True)
    letter_code = models.CharField(_("Code in letter numbers"), max_length=40)
    classification = models.CharField(_("Archive classification"), max_length=40)
    number_template = models.CharField(_("Number template"), max_length=120)
    emblem = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Emblem")
    )
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

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def appointed(self, role: str, at: datetime, **where: object) -> UserQuerySet:
        """See UserQuerySet.appointed()."""
        return self.get_queryset().appointed(role, at, **where)

    def known_by(self, email: str, name: str, password: str | None = None) -> "User":
        """Who logs in by this address; an account of their own when it is new. Of two who ask at once one makes it."""
        known = self.filter(email=email.lower())
        try:
            with transaction.atomic():
                return known.first() or self.create_user(email, name, password)
        except IntegrityError:
            return known.get()

    def create_user(self, email: str, name: str, password: str | None = None) -> "User":
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

    def __str__(self) -> str:
        return self.name

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise TypeError("users are ended, never deleted: the record names them")

    @cached_property
    def current_appointments(self) -> "list[Appointment]":
        """What this person is appointed to now. Cached for one request: an ended appointment counts at the next."""
        if not self.is_active:
            return []
        return list(self.appointments.on(timezone.now()).select_related("agency", "unit"))

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(a.role) for a in self.current_appointments)

    @property
    def agencies(self) -> list[Agency]:
        """The bodies this liaison answers for."""
        return [a.agency for a in self.current_appointments if a.role == Role.LIAISON and a.agency]

    @property
    def agency_ids(self) -> list[int]:
        return [a.agency_id for a in self.current_appointments if a.role == Role.LIAISON and a.agency_id]

    @property
    def unit(self) -> Unit | None:
        """The unit in which this person works on cases: as an officer before as a supervisor; None outside the ministry."""
        return self.unit_as(Role.OFFICER) or self.unit_as(Role.SUPERVISOR)

    def unit_as(self, role: Role) -> Unit | None:
        """The unit in which this person is appointed to `role`, or None."""
        return next((a.unit for a in self.current_appointments if a.role == role and a.unit), None)

    @property
    def serves_since(self) -> datetime | None:
        """Since when the oldest of this person's appointments in the ministry that hold now has held; None without one."""
        return min((a.valid_from for a in self.current_appointments if a.role in STAFF), default=None)

    def signs_as(self, unit: Unit | None) -> "Appointment | None":
        """The appointment by which this supervisor signs letters of `unit`: one to that very unit, in own right before as a
        deputy; None for everybody else, and of what no unit says. It decides who may issue a letter at all (record.authority)."""
        posts = [a for a in self._as_supervisor if unit and a.unit and a.unit.code == unit.code]
        return min(posts, key=lambda post: (post.mode != Appointment.Mode.DEFINITIVE, post.pk), default=None)

    def imposes_sanctions(self, unit: Unit) -> bool:
        """Whether this supervisor signs letters by which `unit` imposes a sanction: as its head, in own right, under a letterhead that
        says in whose name. Who acts for somebody else decides nothing of the kind (Art. 14(7) UU 30/2014), and a mandate is not passed on."""
        post, today = self.signs_as(unit), clocks.day(timezone.now())
        present = Unit.objects.in_force(unit.code, today) or unit
        return bool(post and post.mode == Appointment.Mode.DEFINITIVE and present.sanctions_for)

    @property
    def signing_units(self) -> frozenset[str]:
        """The codes of the units whose letters this person signs now."""
        return frozenset(a.unit.code for a in self._as_supervisor if a.unit)

    @property
    def _as_supervisor(self) -> "list[Appointment]":
        return [a for a in self.current_appointments if a.role == Role.SUPERVISOR]

    def has_acted(self, case: int, roles: Collection[Role]) -> bool:
        """Whether this person has acted in one of `roles` in the case of this key."""
        return any((case, role) in self._acts_of_another_side for role in roles)

    @cached_property
    def _acts_of_another_side(self) -> frozenset[tuple[int, str]]:
        """(case, role) of what they did in roles opposed to those they hold. Cached for one request, for its buttons."""
        opposed = {other for role in self.roles for other in opposed_to(role)}
        acts = CaseEvent.objects.done_as(opposed, self.pk).filter(incident__isnull=False)
        return frozenset(acts.order_by().values_list("incident", "actor_role").distinct())

    @property
    def is_staff_member(self) -> bool:
        return bool(self.roles & STAFF)


class AppointmentQuerySet(DatedQuerySet["Appointment"]):
    def overlapping(self, start: datetime, end: datetime | None) -> Self:
        """Appointments that hold at some instant from `start` up to `end` (None: for good)."""
        rows = self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=start))
        return rows.filter(valid_from__lt=end) if end else rows

    def lasting(self, role: str, at: datetime) -> Self:
        """Who holds `role` at the instant `at` and for good: a deputy's or a future appointment is none to rely on."""
        return self.filter(role=role, valid_from__lte=at, valid_to__isnull=True, user__is_active=True)


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
    role = models.CharField(_("Role"), max_length=20, choices=held_roles)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, verbose_name=_("Agency"))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, verbose_name=_("Unit"))
    mode = models.CharField(_("Mode"), max_length=12, choices=Mode.choices, default=Mode.DEFINITIVE)
    # What stands under a.n. and u.b.: this person's own office, and the one in between.
    office = models.CharField(_("Own office"), max_length=200, blank=True)
    through_office = models.CharField(_("Office in between"), max_length=200, blank=True)
    rank = models.CharField(_("Rank and NIP"), max_length=120, blank=True)
    valid_from = models.DateTimeField(_("Valid from"))
    valid_to = models.DateTimeField(_("Valid to"), null=True, blank=True)

    history = tracked()
    objects = AppointmentQuerySet.as_manager()

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

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"

    @property
    def status(self) -> str:
        return "ended" if self.valid_to and self.valid_to <= timezone.now() else "current"

    @property
    def place(self) -> tuple[str, int | None, str]:
        """The role, and for which body or in which unit, whatever letterhead that has by now."""
        return self.role, self.agency_id, self.unit.code if self.unit else ""

    def is_of_another(self, user: User) -> bool:
        return self.user_id != user.pk

    @property
    def held(self) -> Held:
        """This appointment, as far as conflicts of interest ask."""
        return Held(Role(self.role), self.unit.code if self.unit else "", self.mode in self.DEPUTIES)
