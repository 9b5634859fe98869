"""What people complain of, and who they are: a complaint that many may read, a sheet that few may open."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..plain import spans
from ..plain.not_none import not_none
from ..workflow import ANSWERS_NOT_OUT, STAFF, Action, ComplaintStatus
from ..workflow.of_sheets import KEPT
from .absences import standing_in
from .agencies import Agency
from .cases import Incident
from .dated import SuccessionQuerySet, Successor
from .people import Unit
from .record import CaseEvent, as_told, choices, precision, span_of, tracked
from .visibility import READS_CASES, readable

if TYPE_CHECKING:
    from .people import User


COUNTS_NOT = frozenset({ComplaintStatus.MERGED, ComplaintStatus.MISTAKEN})


class ComplaintQuerySet(QuerySet["Complaint"]):
    def visible_to(self, user: "User") -> Self:
        """Staff and auditors: every one that stands alone, and those behind cases they may know of."""
        if user.roles & READS_CASES:
            rule = readable(user, "incident__")  # empty for who reads every case: joined to anything it says nothing
            return self.filter(Q(incident__isnull=True) | rule) if rule else self.all()
        return self.none()

    def opening_to(self, user: "User") -> Self:
        """Those whose sheet opens to `user`, who may know of them: asked once of all that are seen to by the same two."""
        opens: dict[tuple[int | None, int | None], bool] = {}
        found = []
        for each in self.visible_to(user).select_related("owner", "incident__owner"):
            both = (each.owner_id, each.incident.owner_id if each.incident else None)
            if both not in opens:
                opens[both] = each.opens_to(user)
            if opens[both]:
                found.append(each.pk)
        return self.filter(pk__in=found)

    def counted(self) -> Self:
        """Each complaint once: without what was found to be said twice, or by nobody."""
        return self.exclude(status__in=COUNTS_NOT)

    def behind(self, cases: Iterable[int]) -> Self:
        """Behind one of the cases with these keys, or behind one that stands in it because it was merged."""
        return self.filter(incident__in=Incident.objects.merged_with(cases))


class Complaint(models.Model):
    """What somebody complained of to the ministry (UU 27/2022 Art. 60 i), by what way and when; nothing of who they are.

    It stands behind a case, waits to be put behind one, or stands alone. `owner` sees to it; None as long as it has come
    by the public form and nobody took it up.
    """

    class Way(models.TextChoices):
        PHONE = "phone", _("By telephone")
        LETTER = "letter", _("By letter")
        MAIL = "mail", _("By e-mail")
        COUNTER = "counter", _("At the counter")
        FORM = "form", _("By the public form")

    class Outcome(models.TextChoices):
        IN_CASE = "in_case", _("Dealt with in the case")
        ANSWERED = "answered", _("Answered; no case was needed")
        NOT_COMPETENT = "not_competent", _("Another body is competent")
        NO_DATA = "no_data", _("Not a matter of personal data")
        TOO_LITTLE = "too_little", _("Not enough information")
        TAKEN_BACK = "taken_back", _("Taken back by the complainant")

    reference = models.CharField(_("Complaint number"), max_length=20, unique=True)
    received_at = models.DateTimeField(_("Came in"))
    received_until = models.DateTimeField(_("Came in until"))
    received_precision = precision(_("Came in, precision"))
    received_words = as_told()
    way = models.CharField(_("By what way"), max_length=10, choices=Way.choices)
    text = models.TextField(_("What is complained of"))
    happened = models.TextField(_("What happened to the complainant"), blank=True)
    wanted = models.TextField(_("What the complainant wants"), blank=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="complaints", verbose_name=_("About which body")
    )
    about = models.CharField(_("The body as the complainant names it"), max_length=200, blank=True)
    incident = models.ForeignKey(
        Incident, models.PROTECT, null=True, related_name="complaints", verbose_name=_("Case behind which it stands")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="complaints", verbose_name=_("Seen to by")
    )
    status = models.CharField(_("Status"), max_length=10, choices=choices(ComplaintStatus))
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="doubles", verbose_name=_("Merged into")
    )
    acknowledged_at = models.DateTimeField(_("Confirmed to the complainant"), null=True)
    # Confirmed by people, by letter, mail, telephone or at the counter, and when, as exactly as that is known.
    confirmed_way = models.CharField(_("Confirmed otherwise, how"), max_length=10, choices=Way.choices, blank=True)
    confirmed_at = models.DateTimeField(_("Confirmed otherwise"), null=True)
    confirmed_until = models.DateTimeField(_("Confirmed otherwise until"), null=True)
    confirmed_precision = precision(_("Confirmed otherwise, precision"))
    confirmed_words = as_told()
    outcome = models.CharField(_("How it ended"), max_length=16, choices=Outcome.choices, blank=True)
    concluded_at = models.DateTimeField(_("Concluded"), null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    instead: str = ""  # who sees to it while its owner is not there: given by the page that shows it

    history = tracked()
    objects = ComplaintQuerySet.as_manager()
    sheet: "ComplainantSheet"
    letter, deadline_rows = None, ()  # as a mail asks of every thing it belongs to

    class Meta:
        verbose_name = _("Complaint")
        verbose_name_plural = _("Complaints")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="merged", merged_into__isnull=False)
                | ~Q(status="merged") & Q(merged_into__isnull=True),
                name="a_merged_complaint_says_into_which",
            ),
            models.CheckConstraint(
                condition=Q(status="concluded", concluded_at__isnull=False) & ~Q(outcome="")
                | ~Q(status="concluded") & Q(concluded_at__isnull=True, outcome=""),
                name="a_concluded_complaint_says_how_and_since_when",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_way="", confirmed_at__isnull=True, confirmed_until__isnull=True)
                | ~Q(confirmed_way="") & Q(confirmed_at__isnull=False, confirmed_until__isnull=False),
                name="a_complaint_confirmed_otherwise_says_how_and_when",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["received", "merged"]) | Q(owner__isnull=False),
                name="a_complaint_in_hand_is_somebodys",
            ),
        ]
        indexes = [models.Index(fields=["status", "-received_at"], name="complaints_by_status")]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("incidents:complaint", args=[self.pk])

    def belongs_to(self, user: "User") -> bool:
        return self.opens_to(user)

    @property
    def by_form(self) -> bool:
        """Whether it came by the public form, whatever way is on record since: its birth is the product's own."""
        return bool(self.history.filter(history_type="+", history_user__isnull=True).exists())

    @property
    def received(self) -> spans.Span:
        """When it came in, as exactly as that is known: of a letter in the post the day, of one found in a file perhaps a month."""
        return not_none(span_of(self, "received"))

    @property
    def confirmed(self) -> spans.Span | None:
        """When its receipt was confirmed by people, otherwise than by the product; None where nobody recorded that."""
        return span_of(self, "confirmed")

    @property
    def annulled(self) -> CaseEvent | None:
        """The act that declared it to be entered by mistake, as long as it is; None otherwise."""
        if self.status != ComplaintStatus.MISTAKEN:
            return None
        return CaseEvent.objects.of(self).filter(action=Action.ANNUL_COMPLAINT).order_by("-recorded_at").first()

    @property
    def unit(self) -> Unit | None:
        """The unit whose supervisors are told of it: that of whoever sees to it, else of whoever owns its case."""
        owner = self.owner or (self.incident and self.incident.owner)
        return owner.unit if owner else None

    @property
    def counts(self) -> bool:
        return self.status not in COUNTS_NOT

    @property
    def may_be_answered(self) -> bool:
        """Whether an answer may be drafted: it counts by itself, and none waits for approval or a signature."""
        waits = any(answer.status in ANSWERS_NOT_OUT for answer in self.answers.all())
        return self.counts and not waits

    def opens_to(self, user: "User") -> bool:
        """Who sees to it: its owner and the owner of the case behind which it stands, whoever stands in for them, and the
        supervisors of their units. While it is nobody's, any supervisor. They, and nobody else, open the sheet."""
        if not user.roles & STAFF:
            return False
        owners = [each for each in (self.owner, self.incident and self.incident.owner) if each]
        now = timezone.now()
        if any(user in (each, standing_in(each, now)) for each in owners):
            return True
        units = [each.unit for each in owners]
        serving = [unit for unit in units if unit]
        return any(user.signs_as(unit) for unit in serving) or (not serving and bool(user.signing_units))


class ComplainantSheet(models.Model):
    """Who complained, locked: `sealed` is opened by record.complainant_sheets alone. The prints tell that two sheets name the same
    address or number, and not which."""

    complaint = models.OneToOneField(Complaint, models.PROTECT, related_name="sheet", verbose_name=_("Complaint"))
    sealed = models.TextField(_("Who complained"), blank=True)
    email_print = models.CharField(_("Print of the address"), max_length=64, blank=True, db_index=True)
    phone_print = models.CharField(_("Print of the number"), max_length=64, blank=True, db_index=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = tracked()

    class Meta:
        verbose_name = _("Complainant's sheet")

    def __str__(self) -> str:
        return self.complaint.reference

    @property
    def status(self) -> str:
        return KEPT

    @property
    def incident(self) -> Incident | None:
        return self.complaint.incident

    @property
    def incident_id(self) -> int | None:
        return self.complaint.incident_id

    def belongs_to(self, user: "User") -> bool:
        return self.complaint.opens_to(user)


class ComplaintCode(models.Model):
    """A code with which a complainant asks how it stands: only its keyed hash is kept. Several may hold at a time, one for
    each acknowledgement. Not part of the record: it decides nothing."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.made_at}"


class ComplaintFormPolicy(Successor):
    """Whether the public form is open, from an instant on. Without any row it is closed."""

    opened = models.BooleanField(_("Public form open"))
    effective_from = models.DateTimeField(_("In force from"), unique=True)

    history = tracked()
    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Public form for complaints")
        ordering = ["effective_from"]

    def __str__(self) -> str:
        return str(_("open") if self.opened else _("closed"))


def form_is_open(at: datetime) -> bool:
    """Whether the public form takes complaints at `at`."""
    policy = ComplaintFormPolicy.objects.in_force(at)
    return bool(policy and policy.opened)
