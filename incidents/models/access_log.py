"""The access log: reads that matter, log-ins, refusals. Who may know of an entry is asked here."""

from typing import TYPE_CHECKING, Self
from urllib.parse import parse_qsl

from django.conf import settings
from django.db import models

from ..workflow import Role
from .record import AppendOnly, AppendOnlyQuerySet, random_token

if TYPE_CHECKING:
    from .people import User


LONGEST_PATH = 1_000  # signs of an address that the access log keeps


class AccessQuerySet(AppendOnlyQuerySet["AccessEntry"]):
    def visible_to(self, user: "User") -> Self:
        """An auditor sees every one. Who may see a piece of evidence or a sheet asks for those `of` it."""
        return self.all() if Role.AUDITOR in user.roles else self.none()

    def of(self, thing: models.Model) -> Self:
        """Who looked at this thing, took a copy of it or had it revealed, in order."""
        return self.filter(subject_type=thing._meta.model_name, subject_id=str(thing.pk)).order_by("at", "pk")

    def by(self, person: "User") -> Self:
        """What this person looked at, the latest first."""
        return self.filter(actor=person).order_by("-at", "-pk")


class AccessEntry(AppendOnly):
    """A read that matters, a log-in, a refusal. Not a deed: nothing changed, but somebody knows more than before."""

    class Kind(models.TextChoices):
        LOG_IN = "log_in"
        LOG_OUT = "log_out"
        SESSION_OVER = "session_over"  # the cookie of a session came whose time was over
        SESSION_ENDED = "session_ended"  # by its owner, from another one
        LOG_IN_FAILED = "log_in_failed"
        PASSWORD_SET = "password_set"  # noqa: S105
        FACTOR_ADDED = "factor_added"  # a second factor, by its owner
        FACTOR_REMOVED = "factor_removed"
        CODES_MADE = "codes_made"  # recovery codes anew
        READ = "read"
        DOWNLOAD = "download"
        EXPORT = "export"  # of many rows as a file, with its hash
        REFUSED = "refused"
        REVEAL = "reveal"  # of what is not the reader's to see without a reason
        SEARCH = "search"  # what an auditor asked a list for

    kind = models.CharField(max_length=20, choices=Kind.choices)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=200)
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    subject_label = models.CharField(max_length=200, blank=True)
    address = models.GenericIPAddressField(null=True)
    reason = models.TextField(blank=True)  # where a look needs one
    path = models.CharField(max_length=LONGEST_PATH, blank=True)  # with what was asked there, where that matters
    nonce = models.CharField(max_length=32, default=random_token)  # the seal of an entry betrays nothing of it

    objects = AccessQuerySet.as_manager()  # type: ignore[misc]  # in place of the one all rows written once have

    class Meta:
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["-at"], name="latest_accesses_first"),
            models.Index(fields=["subject_type", "subject_id", "at"], name="accesses_to_an_object"),
            models.Index(fields=["actor", "-at", "-id"], name="accesses_by_a_person_in_order"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="reveal") | ~models.Q(reason=""), name="nothing_is_revealed_without_a_reason"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="export") | ~models.Q(reason=""), name="no_export_leaves_without_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.actor_name} {self.subject_label}"

    @property
    def who(self) -> str:
        """Who it was, and from which address, as pages that show reads say it."""
        return " · ".join(filter(None, (self.actor_name, self.address)))

    @property
    def asked(self) -> dict[str, str]:
        """What was asked at its address, by the names that the address has for it: {} for nothing."""
        return dict(parse_qsl(self.path.partition("?")[2]))
