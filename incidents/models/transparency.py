"""The transparency log: what is sealed, leaf by leaf, and the signed heads of its tree."""

from base64 import b64decode
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Self

from django.db import models
from django.db.models import ExpressionWrapper, QuerySet

from .access_log import AccessEntry
from .record import AppendOnly, AppendOnlyQuerySet, CaseEvent


class TreeHead(AppendOnly):
    """The state of the log after a batch: `size` leaves under `root` (hex, 32 bytes), signed in `checkpoint`, a C2SP note.

    `peaks` (hex) are the roots of the full subtrees, from which the tree grows on. The first leaf after a head is the head
    itself: none can be taken away unseen.
    """

    size = models.PositiveBigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    peaks = models.JSONField()
    sealed_at = models.DateTimeField()
    checkpoint = models.TextField()

    class Meta:
        ordering = ["-size"]

    def __str__(self) -> str:
        return f"{self.size} {self.root[:16]}"


def _of_one(*names: str) -> models.Q:
    """That exactly one of these columns is filled."""
    each = (models.Q(**{f"{name}__isnull": name != filled for name in names}) for filled in names)
    return reduce(or_, each)


ONE_THING = "a_leaf_is_of_one_thing"


class HeadStamp(AppendOnly):
    """A time stamp (RFC 3161) over a head's checkpoint: `token` is the DER that the authority signed, in Base64; `stamped_at` and
    `authority` are what it says. It is a leaf itself, so the next stamp covers it before its own certificate ends."""

    head = models.ForeignKey(TreeHead, models.PROTECT, related_name="stamps")
    token = models.TextField()
    stamped_at = models.DateTimeField(db_index=True)
    authority = models.TextField()

    class Meta:
        ordering = ["-stamped_at"]

    def __str__(self) -> str:
        return f"{self.head_id} {self.stamped_at.isoformat()}"

    @property
    def der(self) -> bytes:
        """The token as others keep it. What a hand made of it that is no Base64, as it stands: it stops nobody who looks."""
        try:
            return b64decode(self.token, validate=True)
        except ValueError:
            return self.token.encode()


class LogDeclaration(AppendOnly):
    """What whoever runs the log declares of it. `statement` is a note, signed with the log's key, that says all of it; it is a leaf itself.
    Either a backup was restored: the log goes on from an older head, what was sealed after that is lost, and `lost` are the heads of the
    lost tail, as others kept them. Or heads that others kept are gone for good: then `lost` is empty."""

    HEADS_GONE = "tanggap/kepala-hilang/1"  # the first line of the second form

    declared_at = models.DateTimeField()
    statement = models.TextField()
    lost = models.JSONField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.declared_at.isoformat()

    @property
    def of_heads_gone(self) -> bool:
        return self.statement.startswith(f"{self.HEADS_GONE}\n")


class Leaf(AppendOnly):
    """One thing that is sealed: an event, a read that matters, an earlier head, a time stamp, or what was declared of the log. `place` counts
    from 0; `hash` (hex, 32 bytes) is that of RFC 9162 over what `record.transparency.sealed_text` says of it."""

    place = models.PositiveBigIntegerField(primary_key=True)
    hash = models.CharField(max_length=64)
    event = models.OneToOneField(CaseEvent, models.PROTECT, null=True, related_name="leaf")
    entry = models.OneToOneField(AccessEntry, models.PROTECT, null=True, related_name="leaf")
    head = models.OneToOneField(TreeHead, models.PROTECT, null=True, related_name="leaf")
    stamp = models.OneToOneField(HeadStamp, models.PROTECT, null=True, related_name="leaf")
    declaration = models.OneToOneField(LogDeclaration, models.PROTECT, null=True, related_name="leaf")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_of_one("event", "entry", "head", "stamp", "declaration"), name=ONE_THING)
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.hash[:16]}"


ALARMS = ~models.Q(discrepancies=[]) | models.Q(tail_since__isnull=False)


class VerificationQuerySet(AppendOnlyQuerySet["Verification"]):
    def carried_out(self) -> Self:
        """Without those that only say that nothing was verified."""
        return self.filter(missed_on__isnull=True)

    def counting(self) -> Self:
        """Those by which the record is judged: not those by hand that looked at less than the one before."""
        return self.carried_out().filter(lesser=False)

    def whole(self) -> Self:
        """Those that reached every place where heads are held."""
        return self.filter(unreached=[])

    def alarms(self) -> Self:
        """Those that found something."""
        return self.filter(ALARMS)

    def alarms_first(self) -> Self:
        """Those that found something, then the others; of each the last first."""
        return self.alias(alarm=ExpressionWrapper(ALARMS, models.BooleanField())).order_by("-alarm", "-ended_at")


class Verification(AppendOnly):
    """One verification of the log against the record: what it looked at, what it found, as `record.verification` says."""

    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    size = models.PositiveBigIntegerField()  # the leaves of the newest head looked at
    leaves = models.PositiveBigIntegerField()  # how many of them were looked at
    rows = models.PositiveBigIntegerField()  # the rows of the record that were compared
    files = models.PositiveBigIntegerField()
    # since which head what was sealed is missing, and no restore is declared
    tail_since = models.PositiveBigIntegerField(null=True)
    discrepancies = models.JSONField()
    emptied = models.JSONField(default=list)  # what was emptied under law, a sentence for each removal
    # against which heads from outside it was held, or that there were none, in sentences
    outside = models.JSONField(default=list)
    unreached = models.JSONField(default=list)  # which places where heads are held could not be read
    missing = models.JSONField(default=list)  # of heads from outside whose tail is missing, a sentence each
    restores = models.JSONField(default=list)  # which restores are declared, a sentence each
    gone = models.JSONField(default=list)  # which heads from outside are declared gone for good, a sentence each
    unnamed = models.JSONField(default=list)  # on files below FILES_ROOT that no row names, in sentences
    lesser = models.BooleanField(default=False)  # by hand, and it looked at less than the last that counts
    missed_on = models.DateField(null=True, unique=True)  # nothing was verified: this row says so, once a day

    objects = VerificationQuerySet.as_manager()  # type: ignore[misc]  # in place of the one all rows written once have

    class Meta:
        ordering = ["-began_at"]

    def __str__(self) -> str:
        return f"{self.began_at.isoformat()}: {len(self.discrepancies)}"

    @property
    def found(self) -> bool:
        """Whether something is not as it was sealed, or a tail is missing that no restore explains."""
        return bool(self.discrepancies) or self.tail_since is not None


class HeadMailQuerySet(QuerySet["HeadMail"]):
    def to_send(self, at: datetime) -> Self:
        """Those whose next try has come, the oldest first."""
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True, next_try_at__lte=at).order_by("pk")


class HeadMail(models.Model):
    """The receipt of a head and of what a verification found, to one who keeps heads outside: tried until the mail server
    takes it or until it is given up."""

    verification = models.ForeignKey(Verification, models.PROTECT, related_name="mails")
    head = models.ForeignKey(TreeHead, models.PROTECT, null=True, related_name="+")
    recipient = models.EmailField()
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    objects = HeadMailQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["verification", "recipient"], name="each_witness_is_told_once_of_a_verification"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipient} {self.verification_id}"
