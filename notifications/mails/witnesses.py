"""Each night, when the record was held against its log, the newest head is sent to those who keep it elsewhere: what they hold,
nobody in this house can alter."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from incidents.models import TreeHead, Verification
from incidents.record import transparency
from incidents.record.discrepancies import broke_off, first, sentences
from incidents.record.verification import SENTENCES
from incidents.reports.seal_state import declared, standing, unstamped

TOLD = 20  # discrepancies that the mail names, and how many more there are


def send(kept: Verification, head: TreeHead | None, to: str) -> None:
    """The newest head and the result of a verification, by mail, in Indonesian. Raises OSError or SMTPException when it cannot
    be handed over."""
    stamp = transparency.newest_stamp()
    with translation.override("id"):
        context = {
            "broken_off": broke_off(kept.discrepancies),
            "verification": kept,
            "said": {name: sentences(getattr(kept, name)) for name in SENTENCES} | declared()._asdict(),
            "discrepancies": first(kept.discrepancies, TOLD),
            "head": head,
            "stamp": stamp,
            "standing": standing(kept),
            "unstamped": unstamped(head, stamp, kept.ended_at),
            "site": settings.SITE_URL,
        }
        subject = " ".join(render_to_string("notifications/witnesses/head.subject.txt", context).split())
        body = render_to_string("notifications/witnesses/head.txt", context).lstrip()
    mail = EmailMessage(subject, body, to=[to])
    if head:
        mail.attach(f"segel-{head.size}.txt", head.checkpoint, "text/plain")
    if stamp:
        for other in transparency.heads_of(
            TreeHead.objects.filter(pk=stamp.head_id).exclude(pk=head.size if head else 0)
        ):
            mail.attach(f"segel-{other.size}.txt", other.checkpoint, "text/plain")
        mail.attach(f"segel-{stamp.head_id}.tst", stamp.der, "application/timestamp-reply")
    mail.send()
