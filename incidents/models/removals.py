"""Removal under law: what of the record is to be emptied, by which law, who proposed it and who decided.

Its row says only where the content stood, never what it was."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..workflow import RemovalStatus
from .activities import Activity
from .actor_contacts import ActorContact
from .actors import ActorPart, KnownActor
from .agencies import Agency
from .cases import Incident
from .complaint_answers import ComplaintAnswer
from .complaints import ComplainantSheet, Complaint
from .files import StoredFile
from .letters import Letter
from .record import CaseEvent, choices, tracked
from .visibility import READS_CASES, readable

if TYPE_CHECKING:
    from .people import Unit, User


MARK = "[Dihapus menurut hukum, "  # what stands in place of what was removed begins so
OF_AN_ACTOR = "knownactor"
OF_A_PERSON = "agency"


def hidden_from(user: "User") -> QuerySet[Incident]:
    """The cases of which somebody may not know."""
    return Incident.objects.exclude(pk__in=Incident.objects.visible_to(user).order_by().values("pk"))


def told_by(cases: QuerySet[Incident]) -> Q:
    """Of a removal that stands in no case: that it would tell of one of these, as its complaint stands behind it by now, or as its actor
    has or had a part in it, or is one with somebody who has."""
    complaints = Complaint.objects.filter(incident__in=cases.values("pk"))
    of_them = complaints.values("pk")
    tell = _scoped("complaint", complaints)
    tell |= _scoped("complainantsheet", ComplainantSheet.objects.filter(complaint__in=of_them))
    tell |= _scoped("complaintanswer", ComplaintAnswer.objects.filter(complaint__in=of_them))
    tell |= _scoped("letter", Letter.objects.filter(complaint_answer__complaint__in=of_them))
    tell |= _scoped("storedfile", StoredFile.objects.filter(of_sheet__sheet__complaint__in=of_them))
    for model in (ActorPart, ActorContact, Activity):
        took_part = (
            model.history.filter(incident__in=cases.values("pk"), actor__isnull=False).order_by().values("actor")
        )
        one = Q(pk__in=took_part) | Q(doubles__in=took_part) | Q(merged_into__in=took_part)
        tell |= _scoped(OF_AN_ACTOR, KnownActor.objects.filter(one))
    for model, way in naming_a_body():
        bodies = model.history.filter(incident__in=cases.values("pk")).order_by().values(way)
        one = Q(pk__in=bodies) | Q(doubles__in=bodies) | Q(merged_into__in=bodies)
        tell |= _scoped(OF_A_PERSON, Agency.objects.filter(one, kind=Agency.Kind.PERSON))
    return Q(incident__isnull=True) & tell


def naming_a_body() -> Iterator[tuple[Any, str]]:
    """(model, column) of everything that stands in a case and names a body; each has a history with both columns."""
    for model in apps.get_models():
        fields = model._meta.concrete_fields
        if hasattr(model, "history") and any(column.related_model is Incident for column in fields):
            yield from ((model, column.name) for column in fields if column.related_model is Agency)


def _scoped(kind: str, rows: QuerySet[Any]) -> Q:
    """That a removal is of one of these rows, or of something of it."""
    begins = Concat(Value(f"{kind}:"), Cast("pk", models.CharField()), Value(":"))
    scope = models.ExpressionWrapper(Concat(models.OuterRef("scope"), Value(":")), models.TextField())
    return Q(models.Exists(rows.order_by().alias(begins=begins, whole=scope).filter(whole__startswith=F("begins"))))


class RemovalQuerySet(QuerySet["Removal"]):
    def visible_to(self, user: "User") -> Self:
        """Staff and auditors: those in cases that they may know of. Of what stands in no case: those of a complaint of which they may know
        by now, and of an actor who never had a part in another case."""
        if not user.roles & READS_CASES:
            return self.none()
        rule = readable(user, "incident__")  # empty for who reads every case: joined to anything it says nothing
        return self.filter(Q(incident__isnull=True) | rule, ~told_by(hidden_from(user))) if rule else self.all()

    def with_own_hand(self, user: "User") -> Self:
        """Adds `own_hand`: whether `user` proposed it, and so may not decide on it."""
        own = Case(When(proposed_by=user, then=Value(True)), default=Value(False), output_field=models.BooleanField())
        return self.annotate(own_hand=own)

    def emptied_sheet(self, sheet: "ComplainantSheet") -> Self:
        """Those that emptied who complained: of the sheet alone, or with its whole case."""
        return self.done().filter(scope__in=[f"complainantsheet:{sheet.pk}", f"incident:{sheet.incident_id}"])

    def of_complaint(self, complaint: "Complaint") -> Self:
        """Those of something of the complaint, by itself or with its whole case."""
        answers = [*complaint.answers.values_list("pk", "letters")]
        whole = {f"complainantsheet:{complaint.sheet.pk}", *(f"letter:{letter}" for _pk, letter in answers if letter)}
        whole |= {f"storedfile:{file}" for file in complaint.sheet.files.values_list("file", flat=True)}
        found = Q(scope__in=whole) | Q(scope__startswith=f"complaint:{complaint.pk}:")
        for answer in {pk for pk, _letter in answers}:
            found |= Q(scope__startswith=f"complaintanswer:{answer}:")
        return self.filter(found | Q(kind=Removal.Kind.CASE, incident=complaint.incident_id))

    def of_actor(self, actor: KnownActor) -> Self:
        return self.filter(scope__in=[f"{OF_AN_ACTOR}:{each.pk}" for each in actor.one])

    def of_person(self, body: Agency) -> Self:
        return self.filter(kind=Removal.Kind.PERSON, scope=f"{OF_A_PERSON}:{body.pk}")

    def done(self) -> Self:
        return self.filter(status=RemovalStatus.DONE)


class Removal(models.Model):
    """One removal. `scope` is what is emptied, as record.removal.scopes writes it; `what` the same in words, without the content.

    `emptied_by` is the event of the deed that emptied it, and until then none: the database lets nothing be emptied but for a
    removal that somebody else decided on than proposed it, and whose event is being written (record.triggers.removal_door).
    """

    class Kind(models.TextChoices):
        TEXT = "text", _("One text")
        FILE = "file", _("One file")
        LETTER = "letter", _("One letter")
        SHEET = "sheet", _("Who complained")
        CASE = "case", _("All personal content of the case")
        ACTOR = "actor", _("Who an actor is")
        PERSON = "person", _("Who a natural person on the register of bodies is")

    reference = models.CharField(_("Number of the removal"), max_length=20, unique=True)
    incident = models.ForeignKey(Incident, models.PROTECT, null=True, related_name="removals", verbose_name=_("Case"))
    kind = models.CharField(_("What is emptied"), max_length=10, choices=Kind.choices)
    scope = models.CharField(_("Where it stands"), max_length=120)
    what = models.CharField(_("What it is"), max_length=300)
    ground = models.TextField(_("Legal ground, with its article"))
    reason = models.TextField(_("Reason"))
    status = models.CharField(_("Status"), max_length=10, choices=choices(RemovalStatus))
    proposed_at = models.DateTimeField(_("Proposed"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Proposed by")
    )
    decided_at = models.DateTimeField(_("Decided"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Decided by")
    )
    emptied_by = models.OneToOneField(
        CaseEvent, models.PROTECT, null=True, related_name="+", verbose_name=_("Emptied by the event")
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    history = tracked()
    objects = RemovalQuerySet.as_manager()
    letter, agency, agency_id, deadline_rows = None, None, None, ()  # as a mail asks of every thing it belongs to

    class Meta:
        verbose_name = _("Removal under law")
        verbose_name_plural = _("Removals under law")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scope"], condition=Q(status="proposed"), name="one_removal_of_a_thing_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(status="done", emptied_by__isnull=False, decided_by__isnull=False)
                & ~Q(decided_by=F("proposed_by"))
                | ~Q(status="done") & Q(emptied_by__isnull=True),
                name="a_removal_is_decided_by_another_hand",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("incidents:removal", args=[self.pk])

    @property
    def unit(self) -> "Unit | None":
        """The unit whose supervisors are told of it: that of whoever owns its case; without a case, every unit's."""
        return self.incident.owner.unit if self.incident else None
