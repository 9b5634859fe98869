"""Who offers, claims, publishes or reports data: by which names they are known, and how far the ministry relies on their word.

STIX 2.1 calls such a one a threat actor, or an identity where it is a researcher; to be on this register accuses nobody."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..plain import spans
from ..plain.online_names import key_of
from ..workflow import ActorStatus
from .assertions import Assertion
from .cases import Incident
from .corrections import Entry
from .evidence import Evidence
from .record import as_told, choices, precision, span_of, tracked
from .visibility import READS_CASES

if TYPE_CHECKING:
    from .people import User


class ActorQuerySet(QuerySet["KnownActor"]):
    def visible_to(self, user: "User") -> Self:
        """People of the ministry and auditors; whoever answers for an agency knows of no register. One that is known from its
        cases alone is known to whoever may know of one of them, and so are those that are one with it."""
        if not user.roles & READS_CASES:
            return self.none()
        parts = ActorPart.everything.visible_to(user).values("actor")
        seen = KnownActor.objects.filter(Q(of_case=False) | Q(pk__in=parts)).order_by()
        heads = seen.values(head=Coalesce("merged_into", "pk"))
        return self.filter(Q(pk__in=heads) | Q(merged_into__in=heads))

    def standing(self) -> Self:
        """Without those that turned out to be another one, or were entered by mistake."""
        return self.filter(merged_into__isnull=True, mistaken_at__isnull=True)

    def called(self, text: str) -> Self:
        """Those that are called so, or partly so, under any name; one that was merged finds the one that stands for it."""
        key, found = key_of(text), Q()
        if not key:
            return self.none()
        for whose in ("", "doubles__"):
            alias = {f"{whose}aliases__key__contains": key, f"{whose}aliases__taken_back_at__isnull": True}
            found |= Q(**{f"{whose}key__contains": key}) | Q(**alias)
        return self.filter(found).distinct()

    def with_names(self) -> Self:
        """With every name, those of the doubles merged into it among them, and the latest judgement of each."""
        return self.prefetch_related("aliases", "judgements", "doubles__aliases", "doubles__judgements")


class KnownActor(models.Model):
    """A seller, a group, a researcher, an account. Of whom nobody knows who they are is known what they call themselves.

    One that turns out to be another is merged into it (`merged_into`): its row, names and history stay, and that can be undone.
    """

    class Kind(models.TextChoices):
        SELLER = "seller", _("Seller or broker")
        GROUP = "group", _("Group")
        RESEARCHER = "researcher", _("Security researcher")
        ACCOUNT = "account", _("Account that tells of leaks")
        UNKNOWN = "unknown", _("Not yet known")

    STATUS_WORDS = dict(choices(ActorStatus))

    name = models.CharField(_("Name"), max_length=120)
    key = models.CharField(_("Name, as it is compared"), max_length=360, editable=False, db_index=True)
    kind = models.CharField(_("Kind of actor"), max_length=10, choices=Kind.choices, default=Kind.UNKNOWN)
    note = models.TextField(_("What is known of them"), blank=True)
    drill = models.BooleanField(_("Drill"), default=False)
    of_case = models.BooleanField(_("Known from its cases alone"), default=False, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="doubles", verbose_name=_("The same as")
    )
    mistaken_at = models.DateTimeField(_("Declared to be entered by mistake"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = tracked()
    objects = ActorQuerySet.as_manager()

    class Meta:
        verbose_name = _("Actor")
        verbose_name_plural = _("Actors")
        ordering = ["key", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(merged_into=models.F("pk")), name="no_actor_is_merged_into_itself")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("incidents:actor", args=[self.pk])

    @property
    def status(self) -> ActorStatus:
        if self.mistaken_at:
            return ActorStatus.MISTAKEN
        return ActorStatus.MERGED if self.merged_into_id else ActorStatus.ON_FILE

    @cached_property
    def one(self) -> "list[KnownActor]":
        """Itself and every one that was merged into it."""
        return [self, *self.doubles.all()]

    @cached_property
    def names(self) -> list[str]:
        """Every name it goes by, its own first; of those that differ in nothing but their spelling the first."""
        every = [name for each in self.one for name in (each.name, *(a.name for a in each.aliases.all() if a.stands))]
        return list({key_of(name): name for name in reversed(every)}.values())[::-1]

    @property
    def also_called(self) -> list[str]:
        return self.names[1:]

    @cached_property
    def judgement(self) -> "ActorJudgement | None":
        """The last word of the ministry on how far theirs is relied on, of those that were not taken back."""
        standing = (row for each in self.one for row in each.judgements.all() if row.stands)
        return max(standing, key=lambda row: row.pk, default=None)


class ActorAlias(models.Model):
    """A name under which an actor was seen, where, and since when; taken back it stays to be read and finds nobody."""

    actor = models.ForeignKey(KnownActor, models.PROTECT, related_name="aliases", verbose_name=_("Actor"))
    name = models.CharField(_("Name"), max_length=120)
    key = models.CharField(_("Name, as it is compared"), max_length=360, editable=False, db_index=True)
    place = models.CharField(_("Where"), max_length=120)
    since_at = models.DateTimeField(_("Seen since"), null=True, blank=True)
    since_until = models.DateTimeField(_("Seen since, until"), null=True, blank=True)
    since_precision = precision(_("Seen since, precision"))
    since_words = as_told()
    source = models.CharField(_("Source"), max_length=300, blank=True)
    taken_back_at = models.DateTimeField(_("Taken back"), null=True, editable=False)

    history = tracked()

    class Meta:
        verbose_name = _("Alias")
        verbose_name_plural = _("Aliases")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "key", "place"],
                condition=Q(taken_back_at__isnull=True),
                name="an_actor_has_a_name_in_a_place_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.place})"

    @property
    def status(self) -> ActorStatus:
        """That of its actor: what may be done to it depends on that."""
        return self.actor.status

    @property
    def stands(self) -> bool:
        return self.taken_back_at is None

    @property
    def since(self) -> spans.Span | None:
        return span_of(self, "since")


class ActorJudgement(models.Model):
    """How far the ministry relies on what an actor says, and why: its own judgement, no fact. The last one that stands counts; one that
    was a mistake is taken back, and stays to be read."""

    class Reliability(models.TextChoices):
        """Reliability of a source after NATO AJP-2.1 (the Admiralty code), its letters as values."""

        A = "a", _("A: reliable")
        B = "b", _("B: usually reliable")
        C = "c", _("C: fairly reliable")
        D = "d", _("D: not usually reliable")
        E = "e", _("E: unreliable")
        F = "f", _("F: cannot be judged")

    actor = models.ForeignKey(KnownActor, models.PROTECT, related_name="judgements", verbose_name=_("Actor"))
    reliability = models.CharField(_("Reliability"), max_length=1, choices=Reliability.choices)
    why = models.TextField(_("Why"))
    judged_at = models.DateTimeField(_("Judged"))
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Judged by")
    )
    taken_back_at = models.DateTimeField(_("Taken back"), null=True, editable=False)

    history = tracked()

    class Meta:
        verbose_name = _("Judgement of an actor")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_reliability_display()

    @property
    def status(self) -> ActorStatus:
        """That of its actor: what may be done to it depends on that."""
        return self.actor.status

    @property
    def stands(self) -> bool:
        return self.taken_back_at is None


class ActorPart(Entry):
    """What an actor did in one case, and by what that is known: an assertion, a piece of evidence, or words on it."""

    class Role(models.TextChoices):
        OFFERED = "offered", _("Offered it for sale")
        CLAIMED = "claimed", _("Claims to have done it")
        PUBLISHED = "published", _("Published data or a sample")
        REPORTED = "reported", _("Reported it, or told of it")
        DEMANDED = "demanded", _("Demanded a ransom")
        NEGOTIATED = "negotiated", _("Negotiated")
        BOUGHT = "bought", _("Bought it")
        NAMED = "named", _("Named in the case")

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="actor_parts", verbose_name=_("Incident"))
    actor = models.ForeignKey(KnownActor, models.PROTECT, related_name="parts", verbose_name=_("Actor"))
    role = models.CharField(_("What they did"), max_length=10, choices=Role.choices)
    assertion = models.ForeignKey(
        Assertion, models.PROTECT, null=True, blank=True, related_name="actor_parts", verbose_name=_("Assertion")
    )
    evidence = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="actor_parts", verbose_name=_("Evidence")
    )
    basis = models.CharField(_("How that is known"), max_length=300, blank=True)

    history = tracked()

    class Meta:
        verbose_name = _("Part of an actor")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(assertion__isnull=False) | Q(evidence__isnull=False) | ~Q(basis=""),
                name="a_part_of_an_actor_rests_on_something",
            ),
            models.UniqueConstraint(
                fields=["incident", "actor", "role"],
                condition=Q(struck_at__isnull=True),
                name="an_actor_has_each_part_once_in_a_case",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor}: {self.get_role_display()}"
