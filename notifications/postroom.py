"""The post room: writes the receipts that are due, makes letters, sends mail, and reports back to the record.

Each outward step is claim in a short transaction, work with no transaction open, outcome in a transaction of its own.
"""

import logging
import smtplib
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, Max, OuterRef, Q
from django.utils import timezone

from incidents import deeds, files
from incidents.actions import ladder
from incidents.models import ClarificationRequest, Deadline, Incident, LadderRung, Letter, Pending, StoredFile
from incidents.workflow import Action, IncidentStatus, Subject

from . import emails, fail_points, notices, smtp
from .letters import compose, pdf
from .models import SKIP_REASONS, Message

logger = logging.getLogger(__name__)

BACKOFF = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240))
BATCH = 200
State = Message.State


# --- receipts -----------------------------------------------------------------------------------------------------


def write_receipts(at):
    """Turn acts and passed thresholds into one Message for each recipient. Safe to run twice at once."""
    tell_of_acts(at)
    for notice in notices.time_notices():
        tell_of_time(notice, at)


def draft_next_letters(at):
    """At due + 0 the next letter of the ladder lies drafted; a person sends it. A replay's letters are history: none."""
    rows = ClarificationRequest.objects.with_clock().overdue(at).select_related("rung", "incident", "agency", "unit")
    rows = rows.filter(incident__replay=False, incident__status=IncidentStatus.OPEN, followers__isnull=True)
    day = timezone.localtime(at).date()
    last = LadderRung.objects.on(day).aggregate(last=Max("number"))["last"] or 0
    rows = rows.filter(Q(rung__isnull=True) | Q(rung__number__lt=last))  # whoever stands at the top waits for people
    for row in rows.order_by("due_at", "pk")[:BATCH]:
        rung = ladder.next_rung(row, day)
        if rung is None or at <= row.due_at + timedelta(hours=rung.after_hours):
            continue
        try:
            ladder.draft_next(row, by=deeds.SYSTEM, now=at)
        except deeds.Conflict:
            logger.info("%s was answered or followed up meanwhile", row)
        except Exception:
            logger.exception("the next letter after %s cannot be drafted; the next sweep tries again", row)


def tell_of_acts(at):
    """Each act in a transaction of its own: one that cannot be told blocks no other, and stays visible as waiting."""
    for pk in Pending.objects.filter(job=Pending.Job.TELL).order_by("pk").values_list("pk", flat=True)[:BATCH]:
        try:
            with transaction.atomic():
                row = _take(pk)
                if row:
                    _tell(row.event, at)
                    row.delete()
        except Exception:
            logger.exception("act of pending row %s cannot be told; it stays pending", pk)


def _take(pk):
    """The pending row, unless somebody else holds it or has done it. On SQLite the transaction itself is the lock."""
    skip = {"skip_locked": True, "of": ("self",)} if connection.features.has_select_for_update_skip_locked else {}
    return Pending.objects.select_for_update(**skip).select_related("event").filter(pk=pk).first()


def _tell(event, at):
    if event.subject_type != Subject.REQUEST:
        return
    request = ClarificationRequest.objects.get(pk=event.subject_id)
    for notice in notices.after(event.action):
        if notice.issued_only and request.issued_at is None:
            continue
        _write(notice, request, event, planned_for=event.recorded_at, at=at)


def tell_of_time(notice, at):
    """Receipts for every present due whose threshold has passed and has none yet; each in its own transaction."""
    later = Deadline.objects.filter(request=OuterRef("request"), pk__gt=OuterRef("pk"))
    told = Message.objects.filter(event=OuterRef("event"), kind=notice.kind)
    rows = (
        Deadline.objects.annotate(
            planned_for=ExpressionWrapper(F("due_at") + notice.offset, output_field=DateTimeField())
        )
        .filter(due_at__lte=at - notice.offset, request__incident__replay=False, **_within(notice))
        .filter(~Exists(later), ~Exists(told))
        .select_related("request__incident__owner", "request__unit", "request__agency", "event")
        .order_by("due_at")[:BATCH]
    )
    for row in rows:
        try:
            with transaction.atomic():
                _write(notice, row.request, row.event, planned_for=row.planned_for, at=at)
        except Exception:
            logger.exception("%s of %s cannot be written; the next sweep tries again", notice.kind, row.request)


def _within(notice):
    """The dues whose threshold falls into the time of the notice's policy."""
    since = {"due_at__gte": notice.since - notice.offset} if notice.since else {}
    return since | ({"due_at__lt": notice.until - notice.offset} if notice.until else {})


def _write(notice, request, event, *, planned_for, at):
    """One receipt for each recipient. A threshold passed before the case was typed in is skipped, and says so."""
    Incident.objects.select_for_update().get(pk=request.incident_id)  # lock order: case before message
    before_load = notice.offset is not None and event.loaded_at and planned_for < event.loaded_at
    people = notices.recipients(notice, request, event)
    reason = "before_load" if before_load else ""
    if not people:
        people = [notices.Recipient("-", "-", notice.to[0])]
        reason = reason or "no_contact"
    for person in people:
        message, created = Message.objects.get_or_create(
            event=event,
            kind=notice.kind,
            recipient=person.address,
            defaults={
                "request": request,
                "audience": person.audience,
                "recipient_name": person.name,
                "planned_for": planned_for,
                "next_try_at": at,
            },
        )
        if created and reason:
            settle(message, Action.SKIP_MESSAGE, State.SKIPPED, at, skip_reason=reason)


# --- letters ------------------------------------------------------------------------------------------------------


def letters_to_make():
    """Keys of the letters that wait for their bytes."""
    events = Pending.objects.filter(job=Pending.Job.LETTER).values("event__subject_id")
    requests = [int(row["event__subject_id"]) for row in events]
    return list(Letter.objects.unstored().filter(request__in=requests).values_list("pk", flat=True))


def make_letter(pk):
    """Draw the letter from its frozen content and store it once. Of two workers one wins, the other's bytes go."""
    letter = Letter.objects.filter(pk=pk).unstored().first()
    if letter is None:
        return
    data = pdf.render(compose.html(letter.content))
    kept = files.keep(data, name=letter_file_name(letter.request), content_type="application/pdf")
    stored = False
    try:
        stored = _store(letter, kept)
    finally:
        if not stored:
            files.discard(kept.path)
    fail_points.reach("letter-stored")


def letter_file_name(request):
    return f"surat-{request.reference.replace('/', '-')}.pdf"


def _store(letter, kept):
    with deeds.record(Action.STORE_LETTER, on=letter.request, by=deeds.SYSTEM) as deed:
        fresh = Letter.objects.select_for_update().get(pk=letter.pk)
        if fresh.file_id:
            raise AlreadyStored(letter.pk)
        fresh.file = StoredFile.objects.create(stored_at=deed.at, **kept.fields())
        fresh.save()
        deed.details = {"number": str(fresh), "sha256": kept.sha256, "size": kept.size}
        Pending.objects.filter(
            job=Pending.Job.LETTER, event__subject_type=Subject.REQUEST, event__subject_id=str(letter.request_id)
        ).delete()
    return True


class AlreadyStored(Exception):
    """Another worker stored this letter first; its bytes are the letter."""


# --- mail ---------------------------------------------------------------------------------------------------------


def messages_to_deliver(at):
    """Keys of the messages whose turn has come; a letter's mail waits for the letter."""
    unmade = Letter.objects.unstored().filter(request=OuterRef("request"))
    rows = Message.objects.due(at).exclude(Exists(unmade), kind=notices.Kind.LETTER)
    return list(rows.order_by("next_try_at").values_list("pk", flat=True)[:BATCH])


def deliver_message(pk, at=None):
    """Send one message: claim it, look again whether it is still wanted, hand it to the relay, record the outcome."""
    at = at or timezone.now()
    message = claim(pk, at)
    if message is None:
        return
    request = message.request
    reason = notices.why_useless(message.notice, request, message.event_id, message.planned_for, at)
    if reason:
        settle(message, Action.SKIP_MESSAGE, State.SKIPPED, timezone.now(), skip_reason=reason)
        return
    try:
        mail = emails.make(message)
        mail.connection = smtp.kept(settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT)
        mail.send()
    except Exception as error:  # whatever went wrong, it is recorded on the receipt and seen on the desk
        logger.warning("mail %s failed: %s", message.pk, error)
        _failed(message, error, timezone.now())
        return
    fail_points.reach("mail-accepted")
    settle(message, Action.SEND_MESSAGE, State.SENT, timezone.now(), reply=getattr(mail, "reply", ""))


def claim(pk, at):
    """Take the lease on a message that is due, or None when another worker holds it. One statement checks and takes."""
    lease = at + timedelta(seconds=settings.MESSAGE_LEASE_SECONDS)
    if not Message.objects.due(at).filter(pk=pk).update(claimed_until=lease, attempts=F("attempts") + 1):
        return None
    return Message.objects.select_related("request__incident__owner", "request__agency", "request__unit", "event").get(
        pk=pk
    )


def _failed(message, error, at):
    """Try again later, or give up visibly. An address the relay refuses for good is not tried again."""
    text = f"{type(error).__name__}: {error}"[:300]
    if _is_final(error) or message.attempts > len(BACKOFF):
        settle(message, Action.GIVE_UP_MESSAGE, State.GIVEN_UP, at, last_error=text)
        return
    with deeds.record(Action.FAIL_MESSAGE, on=message.request, by=deeds.SYSTEM) as deed:
        deed.details = {**facts_of(message), "error": text, "attempt": message.attempts}
        Message.objects.filter(pk=message.pk, state=State.TO_SEND).update(
            next_try_at=at + BACKOFF[message.attempts - 1], claimed_until=None, last_error=text
        )


def _is_final(error):
    """5yz to the recipient or to the mail itself is final (RFC 5321 4.2.1); everything else may heal, also a 5yz to the
    sender or the log-in: those are our own settings, and somebody mends them."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and 500 <= error.smtp_code < 600


def settle(message, action, state, at, **fields):
    """Write the outcome once, and tell the record. Whoever comes second finds nothing left to settle."""
    with deeds.record(action, on=message.request, by=deeds.SYSTEM) as deed:
        deed.details = {**facts_of(message), **fields}
        if "skip_reason" in fields:
            deed.details["skip_reason_text"] = SKIP_REASONS[fields["skip_reason"]]
        sent = {"sent_at": at} if state == State.SENT else {}
        changed = Message.objects.filter(pk=message.pk, state=State.TO_SEND).update(
            state=state, settled_at=at, claimed_until=None, **sent, **fields
        )
        if not changed:
            raise AlreadySettled(message.pk)
        if state == State.GIVEN_UP:
            tell_supervisors(deed, message)


def tell_supervisors(deed, message):
    """A mail to an agency that reached nobody is told to people of the ministry, at other addresses; never in circles."""
    if message.audience in (notices.Audience.AGENCY, notices.Audience.COLLEAGUE):
        deed.pend(Pending.Job.TELL)


class AlreadySettled(Exception):
    """Another worker has recorded what became of this message."""


def facts_of(message):
    return {
        "kind": message.kind,
        "label": message.notice.label,
        "hours": message.notice.hours,
        "recipient": message.recipient,
        "message_id": message.message_id,
    }


def stuck_letters(at):
    """Letters issued more than two minutes ago whose bytes are still missing."""
    return Letter.objects.unstored().filter(issued_at__lt=at - timedelta(minutes=2))


def untold_acts(at):
    """Acts that have waited more than three minutes to be turned into receipts: something is wrong with them."""
    since = at - timedelta(minutes=3)
    typed_in = Q(event__loaded_at__isnull=True, event__recorded_at__lt=since) | Q(event__loaded_at__lt=since)
    return Pending.objects.filter(typed_in, job=Pending.Job.TELL)
