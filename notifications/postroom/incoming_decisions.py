"""What a person decides of a mail that came in: to which letter it belongs, that it was entered, that it is put aside, or none of that yet."""

from django.db import transaction

from incidents.actions.overtaken import Overtaken
from incidents.models import CaseLetter, ClarificationRequest, Incident, User
from incidents.record import deeds
from incidents.translatable import _
from incidents.workflow import Action, IncidentStatus, MailStatus

from ..models import IncomingMail


class LaidMeanwhile(Overtaken):
    message = _("Somebody has laid this mail to another letter meanwhile.")


def assign(mail: IncomingMail, *, by: User, to: ClarificationRequest | CaseLetter, reason: str) -> IncomingMail:
    """Lay it to another letter, or to its first. The case that it leaves is told as well, and not where it went. Raises Conflict."""
    before = mail.incident
    if to.incident.status == IncidentStatus.MISTAKEN:
        raise deeds.InAMistake(to, case=to.incident.reference)
    both = {case.pk for case in (before, to.incident) if case}
    with transaction.atomic():
        # In one order, so that of two who hold a case each nobody waits for the other.
        list(Incident.objects.select_for_update().filter(pk__in=both).order_by("pk"))
        if before and before != to.incident:
            with deeds.record(Action.ASSIGN_MAIL, on=mail, by=by, reason=reason):
                pass  # it stands in its case for the last time
        mail.matter = to
        with deeds.record(Action.ASSIGN_MAIL, on=mail, by=by, reason=reason) as deed:
            if deed.on.incident_id != (before.pk if before else None):
                raise LaidMeanwhile(deed.on)
            deed.on.matter = to
            deed.on.save()
    return deed.on


def enter(mail: IncomingMail, *, by: User) -> IncomingMail:
    """In the transaction of whatever it was entered as. Raises Conflict where somebody has decided meanwhile."""
    with deeds.record(Action.ENTER_MAIL, on=mail, by=by) as deed:
        _lies_where_seen(deed.on, mail)
        deed.on.status = MailStatus.ENTERED
        deed.on.save()
    return deed.on


def put_aside(mail: IncomingMail, *, by: User, reason: str) -> IncomingMail:
    with deeds.record(Action.PUT_MAIL_ASIDE, on=mail, by=by, reason=reason) as deed:
        _lies_where_seen(deed.on, mail)
        deed.on.status = MailStatus.ASIDE
        deed.on.save()
    return deed.on


def take_up(mail: IncomingMail, *, by: User, reason: str) -> IncomingMail:
    """It waits for a decision again. What was entered from it stays until it is struck where it stands."""
    with deeds.record(Action.TAKE_MAIL_UP, on=mail, by=by, reason=reason) as deed:
        _lies_where_seen(deed.on, mail)
        deed.on.status = MailStatus.WAITS
        deed.on.save()
    return deed.on


def _lies_where_seen(now: IncomingMail, seen: IncomingMail) -> None:
    """Raises LaidMeanwhile where it was laid to another letter: what is decided of it stands in the case of that one."""
    if (now.request_id, now.case_letter_id) != (seen.request_id, seen.case_letter_id):
        raise LaidMeanwhile(now)
