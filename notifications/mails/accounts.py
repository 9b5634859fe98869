"""The mail about access, in Indonesian: the link to a password, what was changed on somebody's own account, or who was given or lost what."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from incidents.actions.people import invitation
from incidents.models import Agency, Appointment, CaseEvent, Unit
from incidents.plain import clocks
from incidents.plain.clocks import Instant
from incidents.plain.not_none import not_none
from incidents.workflow import TRANSITIONS, Action, Role, Subject

from ..models import AccountMail
from ..models.account_mail import LINKS

Kind = AccountMail.Kind
CHANGES = {
    Kind.PASSWORD: gettext_noop("The password was set anew."),
    Kind.APP_ADDED: gettext_noop("An authenticator app was set up."),
    Kind.APP_REMOVED: gettext_noop("The authenticator app was removed."),
    Kind.PASSKEY_ADDED: gettext_noop("A passkey was added."),
    Kind.PASSKEY_REMOVED: gettext_noop("A passkey was removed."),
    Kind.FACTORS_REMOVED: gettext_noop(
        "An administrator removed your second factors; at the next log-in you set one up."
    ),
    Kind.CODES_MADE: gettext_noop("New recovery codes were made; those of before work no more."),
    Kind.ADDRESS_TAKEN: gettext_noop(
        "An administrator put this e-mail address in place of the one that the account had before."
    ),
    Kind.ADDRESS_LEFT: gettext_noop(
        "An administrator put another e-mail address in place of this one: nobody logs in by this one any more."
    ),
}


TEMPLATES = {Kind.RESET: "reset", Kind.INVITATION: "invitation", Kind.TOLD: "told"}
# Where an administrator sees what was changed; an auditor reads the event itself.
PAGES = {
    Subject.APPOINTMENT: "incidents:people",
    Subject.PROPOSAL: "incidents:people",
    Subject.SIGNING: "notifications:templates",
}


def looks_on(event: CaseEvent) -> tuple[Role, ...]:
    """Who is told of `event`: of a case no administrator knows."""
    return (Role.AUDITOR,) if event.action == Action.OPEN_RESTRICTED else (Role.AUDITOR, Role.ADMINISTRATOR)


def is_wanted(mail: AccountMail, at: Instant) -> bool:
    """No link goes to an address by which its owner logs in no more. An invitation to somebody who has come in meanwhile, or is
    appointed to nothing any more, asks for nothing. Who looks on no more is told nothing."""
    if mail.kind in LINKS and mail.recipient.lower() != mail.user.email:
        return False
    if mail.kind == Kind.TOLD:
        return bool(mail.user.roles.intersection(looks_on(not_none(mail.event))))
    if mail.kind != Kind.INVITATION:
        return True
    holds = Appointment.objects.overlapping(at, None).filter(user=mail.user)
    return not mail.user.has_usable_password() and holds.exists()


def send(mail: AccountMail) -> None:
    """Raises OSError or SMTPException when it cannot be handed over, mail_addresses.Unsendable when it never can."""
    name = TEMPLATES.get(Kind(mail.kind), "changed")
    with translation.override("id"):
        context = {"mail": mail, "what": gettext(CHANGES.get(Kind(mail.kind), "")), "address": _address(mail)}
        context["unit"] = Unit.objects.on(clocks.day(mail.written_at)).first()  # all are of one ministry
        context |= {"forgotten": _at("account_reset_password"), **_told(mail)}
        subject = " ".join(render_to_string(f"notifications/accounts/{name}.subject.txt", context).split())
        body = render_to_string(f"notifications/accounts/{name}.txt", context).lstrip()
    EmailMessage(subject, body, to=[mail.recipient], headers={"Auto-Submitted": "auto-generated"}).send()


def _told(mail: AccountMail) -> dict[str, object]:
    """What its event says: what was done, to what, for which body, and how many more the same act did so."""
    event = mail.event
    if event is None:
        return {}
    agency = Agency.objects.filter(pk=event.agency_id).first() if event.agency_id else None
    appointment = None
    if event.subject_type == Subject.APPOINTMENT:
        appointment = Appointment.objects.select_related("agency", "unit").get(pk=event.subject_id)
    more = type(event).objects.filter(act_id=event.act_id, action=event.action).count() - 1
    done = gettext(TRANSITIONS[Action(event.action)].done)
    return {"event": event, "done": done, "agency": agency, "appointment": appointment, "more": more}


def _address(mail: AccountMail) -> str:
    """Of the page that helps: never by the name under which somebody asked for it, always by ours."""
    if mail.kind in LINKS:
        return invitation(mail.user)
    if mail.kind != Kind.TOLD:
        return _at("account_reset_password")
    event = not_none(mail.event)
    if Role.AUDITOR in mail.user.roles:
        return _at("incidents:event", event.pk)
    if page := PAGES.get(Subject(event.subject_type)):
        return _at(page)
    return _at("incidents:agency", event.agency_id)


def _at(page: str, *args: object) -> str:
    return f"{settings.SITE_URL}{reverse(page, args=args)}"
