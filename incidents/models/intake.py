"""What an officer types before it is a case, and what a case names, so that a second report of it is found."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ..workflow import IncidentStatus
from ..workflow.rows import ALIVE
from .cases import Incident
from .drafts import WrittenOnAPage
from .people import User
from .record import tracked


class IntakeDraft(WrittenOnAPage):
    """What an officer is typing before it is saved: their own, nobody's record yet. One for each person.

    Emptied, not deleted, when it becomes a report: a saving of the same page that arrives later finds its button here.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="intake_draft")
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user} {self.saved_at}"


class IntakeFile(models.Model):
    """A file pasted or chosen at intake, stamped the moment it came in."""

    draft = models.ForeignKey(IntakeDraft, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=80, unique=True)
    remark = models.JSONField(default=dict, blank=True)  # as that of DraftFile
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class LikenessQuerySet(QuerySet["Likeness"]):
    def visible_to(self, user: User) -> Self:
        """Where both cases are: what names one gives the other away."""
        seen = Incident.objects.visible_to(user)
        led_on = Q(other__merged_into__isnull=True) | Q(other__merged_into__in=seen)
        ends = {key: case.pk for key, case in Incident.objects.merged_on().items()}
        known = set(seen.filter(pk__in=set(ends.values())).values_list("pk", flat=True)) if ends else set()
        hidden = [key for key, end in ends.items() if end not in known]
        return self.filter(led_on, incident__in=seen, other__in=seen).exclude(other__in=hidden)

    def unanswered(self) -> Self:
        """Still a question: nobody told the two apart; what was taken in is a case or report of its own; and the other is a
        case too, or stands merged in a third. Merging either into the other is an answer, putting the other aside as well.
        """
        alive = [str(status) for status in ALIVE]
        merged = Q(other__status=IncidentStatus.MERGED, other__merged_into__status__in=alive)
        there = Q(other__status__in=[*alive, str(IncidentStatus.CLOSED)]) | merged
        ends, answered = Incident.objects.merged_on(), Q(other__merged_into=F("incident"))
        there |= Q(other__in=[key for key, case in ends.items() if case.status in ALIVE])
        for key, case in ends.items():
            answered |= Q(other=key, incident=case)
        rows = self.filter(there, told_apart_at__isnull=True, incident__status__in=alive)
        return rows.exclude(answered)


class Likeness(models.Model):
    """A question that intake leaves behind: is what was taken in perhaps the same as `other`? Answered by merging the two or
    by telling them apart. `shared` are the kinds of mentions that both have, one a word."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="likenesses", verbose_name=_("Incident"))
    other = models.ForeignKey(Incident, models.PROTECT, related_name="+", verbose_name=_("Other case"))
    shared = models.CharField(_("Named by both"), max_length=100)
    days = models.PositiveIntegerField(_("Days apart"))
    told_apart_at = models.DateTimeField(_("Told apart"), null=True)

    history = tracked()
    objects = LikenessQuerySet.as_manager()

    class Meta:
        verbose_name = _("Likely duplicate")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "other"], name="two_cases_are_compared_once"),
        ]

    def __str__(self) -> str:
        return str(self.other)

    @property
    def stands(self) -> Incident:
        """The other case as it stands now: the one in which it goes on, if it was merged."""
        return self.other.stands


class Mention(models.Model):
    """What a case or report names: an address, an account, a seller, a price, an agency. Derived from its texts, so
    that likely duplicates are found by an index; not part of the record."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="mentions")
    kind = models.CharField(max_length=10)
    value = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "kind", "value"], name="a_case_has_each_mention_once"),
        ]
        indexes = [models.Index(fields=["kind", "value"], name="cases_by_mention")]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
