"""The mail about somebody's own account, in Indonesian: the link to a new password, or what was changed."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from incidents.actions.people import invitation

from ..models import AccountMail

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
}


def send(mail: AccountMail) -> None:
    """Raises OSError or SMTPException when it cannot be handed over, mail_addresses.Unsendable when it never can."""
    name = "reset" if mail.kind == Kind.RESET else "changed"
    with translation.override("id"):
        context = {"mail": mail, "what": gettext(CHANGES.get(Kind(mail.kind), "")), "address": _address(mail)}
        subject = render_to_string(f"notifications/accounts/{name}.subject.txt").strip()
        body = render_to_string(f"notifications/accounts/{name}.txt", context).lstrip()
    EmailMessage(subject, body, to=[mail.recipient], headers={"Auto-Submitted": "auto-generated"}).send()


def _address(mail: AccountMail) -> str:
    """Of the page that helps: never by the name under which somebody asked for it, always by ours."""
    if mail.kind == Kind.RESET:
        return invitation(mail.user)
    return f"{settings.SITE_URL}{reverse('account_reset_password')}"
