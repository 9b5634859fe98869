"""One message to one mail: a kind names its templates, the words live there. No mail carries case facts.

Mails are in Indonesian: they are the ministry's correspondence, not interface.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from incidents import files

from . import calendar
from .notices import Audience


def make(message):
    """The mail for this receipt, complete and unsent."""
    request = message.request
    letter = request.letter
    context = {
        "message": message,
        "reference": request.reference,
        "number": str(letter) if letter else "",
        "agency": request.agency.name,
        "due_at": request.deadline_rows[-1].due_at if request.deadline_rows else None,
        "address": settings.SITE_URL + _page(message),
        "site": settings.SITE_URL,
        "password_address": settings.SITE_URL + reverse("account_reset_password"),
        "sample": settings.DEMO,
        "hours": message.notice.hours,
        "to_agency": message.audience in (Audience.AGENCY, Audience.COLLEAGUE),
    }
    with translation.override("id"):
        name = message.kind.rpartition("_")[0] if message.notice.hours else message.kind  # before_48 → before
        subject = render_to_string(f"notifications/emails/{name}.subject.txt", context)
        body = render_to_string(f"notifications/emails/{name}.txt", context)
    mail = EmailMessage(
        subject=" ".join(subject.split()),
        body=body.strip() + "\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.recipient],
        headers={
            "Message-ID": message.message_id,
            "Auto-Submitted": "auto-generated",
            "X-Tanggap-Reference": request.reference,
            "X-Tanggap-Kind": message.kind,
        },
    )
    mail.envelope_from = _envelope(message)
    mail.wants_receipt = message.kind == "letter"
    if message.kind == "letter":
        mail.attach(letter.file.name, files.read(letter.file), letter.file.content_type)
    if message.kind in calendar.TOLD_BY:
        mail.attach(*calendar.entry(message))
    return mail


def _envelope(message):
    """An address of its own for each mail (VERP), so that whatever comes back names it; "" without one configured."""
    name, _at, domain = settings.BOUNCE_ADDRESS.rpartition("@")
    return f"{name}+{message.mail_id.hex}@{domain}" if name else ""


def _page(message):
    return reverse("incidents:request", args=[message.request_id])
