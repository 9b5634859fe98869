"""The receipt of each mail to each recipient: what it belongs to, when it is due, what became of it."""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Self, cast

from django.conf import settings
from django.db import models
from django.db.models.functions import Upper
from django.db.models.lookups import IsNull
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.models import (
    CaseEvent,
    CaseLetter,
    ClarificationRequest,
    Commitment,
    Complaint,
    Incident,
    Letter,
    NotificationDuty,
    Removal,
    User,
)
from incidents.plain import letter_kinds
from incidents.record.batch import Matter
from incidents.record.wall_clock import AHEAD
from incidents.workflow import Role

from .. import notices
from ..notices import Audience, Notice
from .readers import Recipient
from .skip_reasons import SKIP_REASONS

# What a mail belongs to: the link and its model; and the way to its agency.
MATTERS: dict[str, Any] = {
    "request": ClarificationRequest,
    "case_letter": CaseLetter,
    "commitment": Commitment,
    "duty": NotificationDuty,
    "complaint": Complaint,
    "removal": Removal,
}
AGENCIES = tuple(f"{way}__agency" for way in ("request", "case_letter", "commitment", "duty__involvement", "complaint"))
SOON = timedelta(minutes=1)  # within which the receipts of an act are written
LATE = timedelta(minutes=5)  # below that nobody noticed


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, at: datetime, *, waited: timedelta = timedelta(0)) -> Self:
        """To be sent now, or for `waited` already: not held by a worker whose lease still runs. What was written under
        a clock that ran ahead waits for no instant of that clock."""
        due = models.Q(next_try_at__lte=at - waited) | models.Q(written_at__gt=at + AHEAD)
        return self.filter(due, state=Message.State.TO_SEND).unclaimed(at)

    def unclaimed(self, at: datetime) -> Self:
        """Not in the hands of a worker at `at`."""
        return self.filter(models.Q(claimed_until__isnull=True) | models.Q(claimed_until__lte=at))

    def ready(self, at: datetime) -> Self:
        """Due, and nothing is missing: the mail that carries a letter waits for the letter."""
        unmade = Letter.objects.undrawn().filter(cause=models.OuterRef("event"))
        letters, to = unmade.exclude(kind=letter_kinds.RECEIPT.code), notices.TO_WHOM_LETTERS_GO
        waits = models.Q(models.Exists(letters), audience__in=to, after_due__isnull=True)
        return self.due(at).exclude(waits | models.Q(models.Exists(unmade), kind__in=notices.BRINGING_RECEIPTS))

    def sent_late(self) -> Self:
        """Sent more than LATE after it was planned: the report of silences names each."""
        return self.filter(sent_at__gt=models.F("planned_for") + LATE)

    def visible_to(self, user: User, links: Collection[str] = MATTERS.keys()) -> Self:
        """Mails of the requests, letters and other things of cases that the reader may know of; of those behind `links`
        alone, where the page knows that there are no others."""
        found = models.Q(pk__in=[])
        for link in links:
            found |= models.Q(**{f"{link}__in": MATTERS[link].objects.visible_to(user)})
        return self.filter(found)

    def kinds_and_links(self) -> tuple[set[str], list[str]]:
        """Which kinds of mail these are, and the links of MATTERS behind which what they belong to stands."""
        links = [IsNull(models.F(link), False) for link in MATTERS]
        rows = set(self.order_by().values_list("kind", *links).distinct())
        return {row[0] for row in rows}, [link for n, link in enumerate(MATTERS, 1) if any(row[n] for row in rows)]

    def of_case(self, incident: Incident | int) -> Self:
        found = models.Q(pk__in=[])
        for link in MATTERS:
            found |= models.Q(**{f"{link}__incident": incident})
        return self.filter(found)

    def with_matter(self) -> Self:
        """With what a page says of the thing that each mail belongs to."""
        links = [f"{link}__incident" for link in MATTERS] + list(AGENCIES)
        return self.select_related(*links).prefetch_related(*(f"{agency}__names" for agency in AGENCIES))

    def addressed_to(self, user: User) -> Self:
        """What went to a person's own address; for a liaison, to any agency as well."""
        own = models.Q(recipient__iexact=user.email)
        return self.filter(own | models.Q(audience=Audience.AGENCY) if Role.LIAISON in user.roles else own)

    def for_reader(self, user: User, links: Collection[str] = MATTERS.keys()) -> "MessageQuerySet":
        """What a person was told, whether or not the mail has arrived: what went to their own address; for a liaison,
        what went to any address of the agency, once. `links` as visible_to() has them."""
        told = self.addressed_to(user).visible_to(user, links).exclude(state=Message.State.SKIPPED)
        told = told.exclude(kind__in=notices.BRINGING_RECEIPTS)  # no news to who answered
        if Role.LIAISON not in user.roles:
            return told
        twin = Message.objects.filter(event=models.OuterRef("event"), kind=models.OuterRef("kind"))
        earlier = twin.filter(audience=Audience.AGENCY, pk__lt=models.OuterRef("pk"))
        repeats = models.Exists(earlier.exclude(state=Message.State.SKIPPED))
        return told.exclude(models.Q(audience=Audience.AGENCY) & repeats)

    def given_up(self) -> Self:
        """Mails that reached nobody: refused for good, tried in vain, or come back."""
        return self.filter(state__in=(Message.State.GIVEN_UP, Message.State.BOUNCED))


def number_of(event: uuid.UUID | None, kind: str, recipient: str) -> uuid.UUID:
    """The number of a mail (`mail_id`): made of what it is, so the same each time."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"tanggap:{event}:{kind}:{recipient}")


def _one_matter() -> models.Q:
    """Exactly one of the links is set."""
    found = models.Q()
    for link in MATTERS:
        found |= models.Q(**{f"{other}__isnull": other != link for other in MATTERS})
    return found


class Message(models.Model):
    """The receipt of one mail to one recipient. Not part of the record: what became of it returns there as an event.

    `after_due` (hours, before it negative) is set on a reminder around the due. `message_id` follows from event, kind and recipient
    alone, so a second copy after a crash carries the same one and mail programs show it once. `recipient` of a complainant is a
    placeholder (mails.complainants): the address stands on the sheet alone. `digest`: it waits for the recipient's daily digest.
    `claimed_until` is the lease of the worker that is sending. `sent_at` is a relay's 250; `settled_at` the instant of the present
    state.
    """

    class State(models.TextChoices):
        TO_SEND = "to_send", _("To send")
        SENT = "sent", _("Sent")
        DELIVERED = "delivered", _("Arrived")
        BOUNCED = "bounced", _("Came back")
        SKIPPED = "skipped", _("Skipped")
        GIVEN_UP = "given_up", _("Given up")

    LEFT = (State.SENT, State.DELIVERED)  # the house, and nothing has come back

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The part of the Message-ID before the @: what comes back is matched by it.
    mail_id = models.UUIDField(unique=True, editable=False)
    event = models.ForeignKey(CaseEvent, models.PROTECT, related_name="messages")
    # What it belongs to: one of these.
    request = models.ForeignKey(ClarificationRequest, models.PROTECT, null=True, related_name="messages")
    case_letter = models.ForeignKey(CaseLetter, models.PROTECT, null=True, related_name="messages")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, related_name="messages")
    duty = models.ForeignKey(NotificationDuty, models.PROTECT, null=True, related_name="messages")
    complaint = models.ForeignKey(Complaint, models.PROTECT, null=True, related_name="messages")
    removal = models.ForeignKey(Removal, models.PROTECT, null=True, related_name="messages")
    kind = models.CharField(max_length=20)
    after_due = models.IntegerField(null=True)
    audience = models.CharField(max_length=12, choices=[(str(a), str(a)) for a in Audience])
    recipient = models.EmailField()
    recipient_name = models.CharField(max_length=200)
    planned_for = models.DateTimeField()
    written_at = models.DateTimeField(default=timezone.now)
    digest = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.TO_SEND)
    skip_reason = models.CharField(max_length=20, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    reply = models.CharField(max_length=200, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["planned_for", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "kind", "recipient"], name="told_once_to_each_address"),
            models.CheckConstraint(
                condition=models.Q(state="to_send", settled_at__isnull=True)
                | (~models.Q(state="to_send") & models.Q(settled_at__isnull=False)),
                name="settled_messages_say_when",
            ),
            models.CheckConstraint(condition=_one_matter(), name="a_mail_belongs_to_one_thing"),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], condition=models.Q(state="to_send"), name="messages_to_send"),
            models.Index(  # counted by every page of staff
                fields=["state"], condition=models.Q(state__in=["given_up", "bounced"]), name="messages_given_up"
            ),
            models.Index(fields=["request", "planned_for"], name="messages_of_a_request"),
            # Asked by the bell on every page.
            models.Index(Upper("recipient"), "written_at", name="messages_of_an_address"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.mail_id = self.mail_id or self.stable_id()
        super().save(*args, **kwargs)

    @classmethod
    def to(
        cls,
        recipient: Recipient,
        matter: Matter,
        *,
        event_id: uuid.UUID,
        kind: str,
        after_due: int | None,
        planned_for: datetime,
        written_at: datetime,
        digest: bool,
        next_try_at: datetime,
    ) -> Self:
        """A receipt that is not stored yet, of what is told to this recipient. Instants in UTC."""
        found = cls(
            event_id=event_id,
            kind=kind,
            after_due=after_due,
            recipient=recipient.address,
            recipient_name=recipient.name,
            audience=recipient.audience,
            planned_for=planned_for,
            written_at=written_at,
            digest=digest,
            next_try_at=next_try_at,
        )
        found.matter = matter
        found.mail_id = found.stable_id()
        return found

    def stable_id(self) -> uuid.UUID:
        """What `mail_id` is made of: the same each time."""
        return number_of(self.event_id, self.kind, self.recipient)

    @property
    def message_id(self) -> str:
        """RFC 5322 Message-ID, the same each time."""
        return f"<{self.mail_id}@{settings.MAIL_DOMAIN}>"

    @property
    def matter(self) -> Matter:
        """What it belongs to: a clarification request, a letter of the case that asks nothing, or what else has a due.

        A mail that speaks for all letters of an act belongs to the first of them that still waits."""
        if self.case_letter and self.notice.once_an_act:
            return self.case_letter.first_that_waits
        own = self.request or self.case_letter or self.commitment or self.duty
        return cast("Matter", own or self.complaint or self.removal)

    @matter.setter
    def matter(self, matter: Matter) -> None:
        setattr(self, next(link for link, model in MATTERS.items() if isinstance(matter, model)), matter)

    @cached_property
    def later(self) -> bool:
        """Whether it brings a letter to somebody who was no contact when that went out."""
        if self.kind not in notices.BRINGING or self.written_at - self.event.recorded_at < SOON:
            return False
        return Message.objects.filter(event=self.event_id, kind=self.kind, written_at__lt=self.written_at).exists()

    @property
    def told_at(self) -> datetime:
        """As of which instant its words speak: when the act was done, or when this was written for who came later."""
        return self.written_at if self.later else self.event.recorded_at

    @property
    def failed(self) -> bool:
        return self.state in (self.State.GIVEN_UP, self.State.BOUNCED)

    @property
    def waits(self) -> bool:
        return self.state == self.State.TO_SEND

    @property
    def notice(self) -> Notice:
        return notices.find(self.kind, self.after_due)

    def get_kind_display(self) -> str:
        of = self.request or self.case_letter
        told = self.audience == Audience.COPY and of and of.travels_closed  # the copy itself is handed over otherwise
        return gettext("Notice of a copy") if told else self.notice.in_words

    @property
    def skip_reason_text(self) -> str:
        return gettext(SKIP_REASONS[self.skip_reason]) if self.skip_reason else ""
