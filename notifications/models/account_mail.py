"""The receipt of a mail about access: the link by which somebody comes in or sets a new password, what was changed on the own account, and who
was given or lost what, for those who look on."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils import timezone

from incidents.models import CaseEvent, User

AGAIN = timedelta(minutes=5)
"""Within which whoever asks for the link again gets no second one: no mailbox is flooded by a form."""

LINKS = ("reset", "invitation")  # kinds that carry a link to a password


class AccountMailQuerySet(models.QuerySet["AccountMail"]):
    def to_send(self, at: datetime) -> Self:
        """Those whose next try has come, the oldest first."""
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True, next_try_at__lte=at).order_by("pk")


class AccountMail(models.Model):
    """One mail to the owner of an account: tried until the mail server takes it or until it is given up. No link stands here: it is made
    when the mail is. `event`: the deed that it tells of, or that invites."""

    class Kind(models.TextChoices):
        RESET = "reset"
        INVITATION = "invitation"
        TOLD = "told"
        PASSWORD = "password"  # noqa: S105
        APP_ADDED = "app_added"
        APP_REMOVED = "app_removed"
        PASSKEY_ADDED = "passkey_added"
        PASSKEY_REMOVED = "passkey_removed"
        FACTORS_REMOVED = "factors_removed"
        CODES_MADE = "codes_made"
        ADDRESS_TAKEN = "address_taken"  # to the address by which somebody logs in from now on
        ADDRESS_LEFT = "address_left"  # to the one by which they did before

    user = models.ForeignKey(User, models.PROTECT, related_name="account_mails")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    event = models.ForeignKey(CaseEvent, models.PROTECT, null=True, related_name="+")
    recipient = models.EmailField()
    written_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    objects = AccountMailQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient}"

    @classmethod
    def write(cls, kind: str, user: User, event: CaseEvent | None = None, to: str = "") -> None:
        """To be sent by the next sweep, to whom it belongs, or `to` an address that was theirs."""
        now = timezone.now()
        if kind == cls.Kind.RESET and cls.objects.filter(user=user, kind=kind, written_at__gt=now - AGAIN).exists():
            return
        to = to or user.email
        cls.objects.create(user=user, kind=kind, event=event, recipient=to, written_at=now, next_try_at=now)
