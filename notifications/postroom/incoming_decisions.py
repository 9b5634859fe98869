"""What a person decides of a mail that came in: to which letter or complainant's sheet it belongs, that it was entered, that it is put
aside, or none of that yet."""

from django.core.files.base import ContentFile
from django.db import transaction

from incidents import files
from incidents.actions import sheet_files
from incidents.actions.overtaken import Overtaken
from incidents.models import CaseLetter, ClarificationRequest, Complaint, Incident, User
from incidents.plain import spans
from incidents.record import deeds
from incidents.translatable import _
from incidents.workflow import Action, IncidentStatus, MailStatus

from ..models import IncomingMail

EML = "surel.eml"


class LaidMeanwhile(Overtaken):
    message = _("Somebody has laid this mail to another letter meanwhile.")


class NotKeptHere(Overtaken):
    message = _("The words and files of this mail are not kept here: there is nothing to lay to a sheet.")


class OfWhoComplained(Overtaken):
    message = _("This is a complainant's mail: it is laid to their sheet, and to no letter.")


def assign(mail: IncomingMail, *, by: User, to: ClarificationRequest | CaseLetter, reason: str) -> IncomingMail:
    """Lay it to another letter, or to its first. The case that it leaves is told as well, and not where it went. Raises Conflict."""
    before = mail.incident
    if to.incident.status == IncidentStatus.MISTAKEN:
        raise deeds.InAMistake(to, case=to.incident.reference)
    with transaction.atomic():
        _lock(before, to.incident)
        if before and before != to.incident:
            with deeds.record(Action.ASSIGN_MAIL, on=mail, by=by, reason=reason):
                pass  # it stands in its case for the last time
        mail.matter = to
        with deeds.record(Action.ASSIGN_MAIL, on=mail, by=by, reason=reason) as deed:
            if deed.on.incident_id != (before.pk if before else None):
                raise LaidMeanwhile(deed.on)
            if deed.on.complaint_id:
                raise OfWhoComplained(deed.on)
            deed.on.matter = to
            deed.on.save()
    return deed.on


def lay_to_sheet(mail: IncomingMail, *, by: User, to: Complaint, data: bytes, reason: str) -> IncomingMail:
    """The mail, `data` as it came, becomes a file of the sheet of `to`, whatever it is: it is kept already. Nothing that it claims stays
    in plain, whether a machine knew its sender or nobody did. The case that it leaves is told that it did, and not where it went."""
    path = mail.path
    with transaction.atomic():
        _lock(mail.incident, to.incident)
        with deeds.record(Action.LAY_MAIL_TO_SHEET, on=mail, by=by, reason=reason) as deed:
            _lies_where_seen(deed.on, mail)
            if not deed.on.path:
                raise NotKeptHere(deed.on)
            deed.on.matter, deed.on.complaint = None, to
            deed.on.sender = deed.on.subject = deed.on.path = ""
            deed.on.status = MailStatus.LAID
            deed.on.save()
        came = spans.to_the_second(mail.came_at)
        upload = ContentFile(data, f"{mail}-{EML}")
        sheet_files.add(to.sheet, by=by, seen=to.sheet.version, uploads=[upload], way=Complaint.Way.MAIL, came=came)
        transaction.on_commit(lambda: files.discard(path))
    return deed.on


def enter(mail: IncomingMail, *, by: User) -> IncomingMail:
    """In the transaction of whatever it was entered as. Raises Conflict where somebody has decided meanwhile."""
    return _decide(Action.ENTER_MAIL, mail, MailStatus.ENTERED, by)


def put_aside(mail: IncomingMail, *, by: User, reason: str) -> IncomingMail:
    return _decide(Action.PUT_MAIL_ASIDE, mail, MailStatus.ASIDE, by, reason)


def take_up(mail: IncomingMail, *, by: User, reason: str) -> IncomingMail:
    """It waits for a decision again. What was entered from it stays until it is struck where it stands."""
    return _decide(Action.TAKE_MAIL_UP, mail, MailStatus.WAITS, by, reason)


def _decide(action: Action, mail: IncomingMail, status: MailStatus, by: User, reason: str = "") -> IncomingMail:
    with deeds.record(action, on=mail, by=by, reason=reason) as deed:
        _lies_where_seen(deed.on, mail)
        deed.on.status = status
        deed.on.save()
    return deed.on


def _lock(*cases: Incident | None) -> None:
    """In one order, so that of two who hold a case each nobody waits for the other."""
    list(Incident.objects.select_for_update().filter(pk__in={case.pk for case in cases if case}).order_by("pk"))


def _lies_where_seen(now: IncomingMail, seen: IncomingMail) -> None:
    """Raises LaidMeanwhile where it was laid to another letter: what is decided of it stands in the case of that one."""
    if (now.request_id, now.case_letter_id) != (seen.request_id, seen.case_letter_id):
        raise LaidMeanwhile(now)
