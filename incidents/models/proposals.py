"""What one administrator proposes and another confirms: an appointment that decides or looks on, how letters are signed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from ..plain.dates import instant_in_words
from ..workflow import ROLE_LABELS, ProposalStatus, Role
from .letters import Letter
from .people import Appointment, User
from .record import choices, tracked


class ProposalQuerySet(QuerySet["Proposal"]):
    def waiting(self, at: datetime) -> Self:
        """Those on which somebody may still decide."""
        return self.filter(status=ProposalStatus.PROPOSED, expires_at__gt=at)

    def with_own_hand(self, user: User) -> Self:
        """Adds `own_hand`: whether `user` proposed it, and so may not confirm it."""
        own = Case(When(proposed_by=user, then=Value(True)), default=Value(False), output_field=models.BooleanField())
        return self.annotate(own_hand=own)


class Proposal(models.Model):
    """What is to be done once somebody else confirms it, until it expires. `facts` are those of the deed that follows then: they are typed
    once, and nothing holds by them before."""

    class Kind(models.TextChoices):
        APPOINTMENT = "appointment", _("Appointment")
        SIGNING = "signing", _("Way of signing")

    kind = models.CharField(_("What it is"), max_length=12, choices=Kind.choices)
    facts = models.JSONField(_("What is proposed"))
    reason = models.TextField(_("Reason"), blank=True)
    status = models.CharField(_("Status"), max_length=10, choices=choices(ProposalStatus))
    proposed_at = models.DateTimeField(_("Proposed"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Proposed by")
    )
    expires_at = models.DateTimeField(_("Expires"))
    decided_at = models.DateTimeField(_("Decided"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Decided by")
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    history = tracked()
    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("Proposal")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="confirmed") | Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by")),
                name="a_proposal_is_confirmed_by_another_hand",
            ),
        ]

    def __str__(self) -> str:
        (_label, what), *more = lines(self.kind, self.facts)
        return f"{what}: {more[0][1]}" if more else what

    @property
    def lines(self) -> list[tuple[str, str]]:
        """(label, what is proposed), in the reader's words."""
        return list(lines(self.kind, self.facts))

    @property
    def account(self) -> User | None:
        """Who logs in by the proposed address already: it is they who get the role, and the name that is proposed."""
        return User.objects.filter(email=self.facts["email"]).first() if "email" in self.facts else None


def lines(kind: str, facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """See Proposal.lines."""
    if kind == Proposal.Kind.SIGNING:
        yield gettext("Signature"), str(Letter.Signing(facts["mode"]).label)
        return
    yield gettext("Person"), f"{facts['name']} <{facts['email']}>"
    yield gettext("Role"), gettext(ROLE_LABELS[Role(facts["role"])])
    if facts["unit"]:
        yield gettext("Unit"), facts["unit_name"]
    if facts["mode"] != Appointment.Mode.DEFINITIVE:
        own = [facts[name] for name in ("office", "through_office") if facts[name]]
        yield gettext("Mode"), ", ".join([str(Appointment.Mode(facts["mode"]).label), *own])
    if facts["rank"]:
        yield gettext("Rank and NIP"), facts["rank"]
    if facts["valid_to"]:
        until = datetime.fromisoformat(facts["valid_to"])
        yield gettext("Until"), instant_in_words(until, get_language() or "id")
