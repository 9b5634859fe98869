"""The mails about people's own accounts, and about who was given or lost what: tried again by themselves until they are given up."""

import logging
from datetime import timedelta
from functools import partial
from smtplib import SMTPException

from django.utils import timezone

from incidents.models import Appointment, CaseEvent, Contact, User
from incidents.plain import mail_addresses
from incidents.plain.clocks import Instant
from incidents.workflow import Action, Subject

from ..mails import accounts
from ..models import AccountMail
from .fault_isolation import attempt

logger = logging.getLogger(__name__)
Kind = AccountMail.Kind
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
GIVEN_UP_AFTER = timedelta(days=3)
INVITES = (Action.APPOINT, Action.AMEND_PERSON)


def write_account_mails(event: CaseEvent) -> None:
    """Whoever was appointed and has no password gets the link to one, at the address that was appointed and nowhere else. Every auditor and
    every other administrator is told of each appointment, each address of a body and each way of signing; once of all that one act did."""
    if not _changes_access(event):
        return
    person = None
    if event.action in INVITES:
        person = Appointment.objects.select_related("user").get(pk=event.subject_id).user
        if not person.has_usable_password():
            AccountMail.write(Kind.INVITATION, person, event)
    if event.action == Action.AMEND_PERSON:
        _tell_of_address(event, person)
    told = AccountMail.objects.filter(kind=Kind.TOLD, event__act_id=event.act_id).values("user")
    aware = {event.actor_id, person and person.pk}
    for role in accounts.looks_on(event):
        for each in User.objects.appointed(role, timezone.now()).exclude(pk__in=told):
            if each.pk not in aware:
                AccountMail.write(Kind.TOLD, each, event)


def _changes_access(event: CaseEvent) -> bool:
    if event.action == Action.OPEN_RESTRICTED:
        return True
    if event.subject_type == Subject.AGENCY:
        return bool(Contact.history.filter(event_id=event.pk).exists())
    if event.action in (Action.CONFIRM_CONTACT, Action.CONFIRM_CHANGE):  # of what is confirmed its own event tells
        return False
    return event.subject_type in (Subject.APPOINTMENT, Subject.PROPOSAL, Subject.CONTACT, Subject.SIGNING)


def _tell_of_address(event: CaseEvent, person: User | None) -> None:
    """Write to both addresses when an administrator put one in place of another, as the event says: `Name <address>`."""
    before, after = (_address_in(event.details.get(name, "")) for name in ("before", "person"))
    if person and before != after:
        AccountMail.write(Kind.ADDRESS_TAKEN, person, event, to=after)
        AccountMail.write(Kind.ADDRESS_LEFT, person, event, to=before)


def _address_in(words: str) -> str:
    return words.rpartition("<")[2].removesuffix(">")


def send_account_mails(at: Instant) -> None:
    """Hand over those whose time has come. The next try is written before this one: a worker that dies sends none twice at once. One
    that cannot be made holds up no other."""
    for mail in AccountMail.objects.to_send(at).select_related("user", "event"):
        wait = min(FIRST_WAIT * 2**mail.attempts, LONGEST_WAIT)
        same = AccountMail.objects.filter(pk=mail.pk, attempts=mail.attempts, sent_at__isnull=True)
        if same.update(attempts=mail.attempts + 1, next_try_at=at + wait):
            done = attempt(f"mail {mail.pk} about an account cannot be made", partial(_send, mail, at))
            if not done and at - mail.written_at >= GIVEN_UP_AFTER:
                AccountMail.objects.filter(pk=mail.pk).update(given_up_at=at)


def _send(mail: AccountMail, at: Instant) -> None:
    rows = AccountMail.objects.filter(pk=mail.pk)
    if not accounts.is_wanted(mail, at):
        rows.update(given_up_at=at, last_error="")
        return
    try:
        accounts.send(mail)
    except (OSError, SMTPException, mail_addresses.Unsendable) as fault:
        over = isinstance(fault, mail_addresses.Unsendable) or at - mail.written_at >= GIVEN_UP_AFTER
        rows.update(last_error=str(fault), given_up_at=at if over else None)
        if over:
            logger.error("a mail about an account reached nobody: %s", mail.pk)
    else:
        rows.update(sent_at=at, last_error="")
