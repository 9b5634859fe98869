"""Mail: a worker claims a few messages, asks of each whether it is still wanted, hands it to the relay, records it.

Claimed in batches, because a claim of each alone costs more than the mail; sent one by one; recorded at the latest a
quarter of a second after the relay's word, so that a worker that dies then can repeat only those few mails.
"""

import logging
import smtplib
import time
from collections import deque
from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from incidents.plain import mail_addresses
from incidents.plain.clocks import Instant
from incidents.workflow import Action

from .. import notices
from ..mails import complainants, compose
from ..mails.recipients import Directory
from ..models import MATTERS, Message
from . import fail_points, smtp, still_wanted
from .fault_isolation import fault_of
from .outcomes import Outcome, settle

logger = logging.getLogger(__name__)
BATCH = 100
LONGEST_ROUND = 40  # seconds; well below the task's soft limit, a hanging relay included
UNRECORDED = 0.25  # seconds a mail that the relay took may wait for being written down
FRESH = 1  # seconds after which is looked again whether the rest of a batch is still wanted
ABOUT_THE_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)  # every other word of a relay is about the line
State = Message.State
ALSO = {"duty": ("involvement",), "complaint": ("sheet",)}  # what a thing needs besides its case


def waiting(at: Instant) -> int:
    """How many messages' turn has come."""
    return Message.objects.ready(at).count()


def deliver_messages(at: Instant | None = None) -> bool:
    """Send what is due, a batch after the other, until nothing is due or the round is over.

    True when there was more to do. A line that is broken ends the round: the rest goes back untried, for the next sweep.
    """
    ends = time.monotonic() + min(LONGEST_ROUND, settings.MESSAGE_LEASE_SECONDS / 3)
    while batch := claim(at or timezone.now()):
        lease, turn = batch[0].claimed_until, Round(at, ends)
        if left := turn.go(batch):
            Message.objects.filter(pk__in=left, state=State.TO_SEND, claimed_until=lease).update(claimed_until=None)
            return not turn.broken
    return False


def claim(at: Instant, limit: int = BATCH) -> list[Message]:
    """Take the lease on messages that are due and that no other worker holds; loaded with what decides whether
    they are still wanted."""
    skips = connection.features.has_select_for_update_skip_locked
    lease = at + timedelta(seconds=settings.MESSAGE_LEASE_SECONDS)
    with transaction.atomic():
        due = Message.objects.ready(at).order_by("next_try_at", "pk")
        locked = due.select_for_update(skip_locked=skips, of=("self",) if skips else ())
        keys = list(locked.values_list("pk", flat=True)[:limit])
        Message.objects.filter(pk__in=keys).update(claimed_until=lease)
    rows = Message.objects.filter(pk__in=keys).order_by("next_try_at", "pk")
    links = [f"{link}__incident" for link in ("commitment", "duty", "complaint", "removal")]
    links += ["duty__involvement", "complaint__sheet"]
    rows = rows.select_related("request", "case_letter", *links)
    return list(rows.prefetch_related("request__deadlines", "request__questions__deadline"))


def _look_again(messages: list[Message]) -> None:
    """The requests and letters of cases of these messages as they stand now."""
    found = {}
    for link, model in MATTERS.items():
        keys = {getattr(message, f"{link}_id") for message in messages} - {None}
        rows = model.objects.select_related("incident", *ALSO.get(link, ()))
        rows = rows.prefetch_related("deadlines", "questions__deadline") if link == "request" else rows
        found[link] = rows.in_bulk(keys) if keys else {}
    for message in messages:
        link = next(link for link in MATTERS if getattr(message, f"{link}_id"))
        message.matter = found[link][getattr(message, f"{link}_id")]


def _parcels(batch: list[Message]) -> Collection[list[Message]]:
    """The messages of each mail: one alone, but what waits for a person's daily digest goes together."""
    parcels: dict[str | UUID, list[Message]] = {}
    for message in batch:
        parcels.setdefault(message.recipient.lower() if message.digest else message.pk, []).append(message)
    return parcels.values()


class Round:
    """One batch on its way. `at` is the instant that decides, None for now; `ends` on the monotonic clock."""

    def __init__(self, at: Instant | None, ends: float) -> None:
        self.at, self.ends = at, ends
        self.timetable = notices.time_notices()
        self.outcomes: list[Outcome] = []
        self.oldest: float | None = None  # when the first of them was made
        self.looked = time.monotonic()
        self.broken = False

    def go(self, batch: list[Message]) -> list[UUID]:
        """Returns the keys of those for which no time was left."""
        self._gather(batch)
        parcels = deque(_parcels(batch))
        try:
            while parcels and time.monotonic() < self.ends and not self.broken:
                if time.monotonic() - self.looked > FRESH:
                    rest = [message for parcel in parcels for message in parcel]
                    _look_again(rest)
                    self._gather(rest)
                self._add(self._send(parcels.popleft()))
        except SoftTimeLimitExceeded:
            self._record()  # what has been sent is known to be sent, whatever becomes of the rest
            raise
        self._record()
        return [message.pk for parcel in parcels for message in parcel]

    def _gather(self, batch: list[Message]) -> None:
        """What the mails of the whole batch are made from, each question put once."""
        for link in ("request", "case_letter"):
            rows = [getattr(message, link) for message in batch if getattr(message, link)]
            about = ("agency__names", "letters__file", "letters__register_entry", "unit", "incident__owner")
            prefetch_related_objects(rows, *about)
        prefetch_related_objects([m.commitment for m in batch if m.commitment], "agency__names")
        prefetch_related_objects([m.duty for m in batch if m.duty], "involvement__agency__names")
        self.directory = Directory([message.matter for message in batch], self.at or timezone.now())
        self.looked = time.monotonic()

    def _add(self, outcomes: list[Outcome]) -> None:
        self.outcomes += outcomes
        self.oldest = self.oldest or time.monotonic()
        if time.monotonic() - self.oldest > UNRECORDED:
            self._record()

    def _send(self, parcel: list[Message]) -> list[Outcome]:
        """What became of the messages of one mail."""
        asked = [(message, self._not_sent(message, self.at or timezone.now())) for message in parcel]
        wanted = [message for message, outcome in asked if not outcome]
        return [outcome for _message, outcome in asked if outcome] + (self._hand_over(wanted) if wanted else [])

    def _not_sent(self, message: Message, at: Instant) -> Outcome | None:
        """What becomes of a mail that must not go out, or of which that cannot be said; None for one that is to go."""
        reasons = []
        # One that nobody can judge holds up no other, and is seen on the desk; for the database the whole round waits.
        fault = fault_of(
            lambda: reasons.append(still_wanted.why_not(message, self.directory, self.timetable, at)),
            beyond=(DatabaseError,),
        )
        if fault:
            logger.error("mail %s: whether it is still wanted cannot be said", message.pk, exc_info=fault)
            return _failed(message, fault, at)
        return Outcome.skipped(message, reasons[0]) if reasons[0] else None

    def _hand_over(self, messages: list[Message]) -> list[Outcome]:
        made = []

        def send() -> None:
            made.append(self._make(messages))
            made[0].connection = smtp.kept(settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT)
            made[0].send()

        if fault := fault_of(send):  # whatever it was, it is recorded on the receipt and seen on the desk
            logger.warning("mail %s failed: %s", messages[0].pk, _words(messages[0], fault))
            self.broken = bool(made) and isinstance(fault, OSError) and not isinstance(fault, ABOUT_THE_MAIL)
            return [_failed(message, fault, timezone.now()) for message in messages]
        for message in messages:
            fail_points.reach("mail-accepted", message.mail_id)
        reply = {"reply": complainants.kept(messages[0], getattr(made[0], "reply", ""))}
        return [Outcome(message, Action.SEND_MESSAGE, State.SENT, reply, reply) for message in messages]

    def _make(self, messages: list[Message]) -> EmailMultiAlternatives:
        """The one mail of these messages."""
        if messages[0].digest:
            mail: EmailMultiAlternatives = compose.make_digest(messages)
        else:
            mail = compose.make(messages[0], at=self.at or timezone.now())
        return mail

    def _record(self) -> None:
        if self.outcomes:
            _remember(self.outcomes)
            for outcome in self.outcomes:
                fail_points.reach("mail-recorded", outcome.message.mail_id)
        self.outcomes, self.oldest = [], None


def _remember(outcomes: list[Outcome]) -> None:
    """What the relay took and is not written down is sent again: a database that just restarts is waited for, well
    within the lease; and what cannot be written together is written one by one."""
    until = time.monotonic() + settings.MESSAGE_LEASE_SECONDS / 2
    while True:
        try:
            settle(outcomes, timezone.now())
            return
        except (OperationalError, InterfaceError):
            if time.monotonic() > until:
                raise
            logger.warning("%d mails cannot be recorded yet", len(outcomes))
            time.sleep(1)
        except (DatabaseError, ValueError):
            if len(outcomes) == 1:
                logger.exception("mail %s cannot be recorded", outcomes[0].message.pk)
                return
            for outcome in outcomes:
                _remember([outcome])
            return


def _words(message: Message, error: Exception) -> str:
    """What an error says, as far as it may be kept."""
    return complainants.kept(message, str(error))


def _failed(message: Message, error: Exception, at: Instant) -> Outcome:
    """Try again later, or give up visibly. An address the relay refuses for good is not tried again."""
    text = f"{type(error).__name__}: {_words(message, error)}"[:300]
    backoff, attempt = settings.MAIL_BACKOFF_SECONDS, message.attempts + 1
    row: dict[str, Any] = {"last_error": text}
    details = {"error": text, "attempt": attempt}
    if is_final(error) or attempt > len(backoff):
        return Outcome(message, Action.GIVE_UP_MESSAGE, State.GIVEN_UP, row, details)
    row["next_try_at"] = at + timedelta(seconds=backoff[attempt - 1])
    return Outcome(message, Action.FAIL_MESSAGE, State.TO_SEND, row, details)


def is_final(error: Exception) -> bool:
    """5yz to the recipient or to the mail itself is final (RFC 5321 4.2.1); everything else may heal, also a 5yz to the
    sender or the log-in: those are our own settings, and somebody mends them."""
    if isinstance(error, mail_addresses.Unsendable):
        return True
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and 500 <= error.smtp_code < 600
