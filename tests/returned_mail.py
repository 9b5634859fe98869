"""Mail that came back, as Postfix, Exchange and Exim write their notices after RFC 3464."""

from email.message import EmailMessage

from django.utils import timezone

from notifications import postroom
from notifications.models import Message
from tests.world import make_request

OURS = "4d5c7a52-1a5e-5b0e-8f0a-1f0c8a3c9e11"


def report(action, *, status="5.1.1", recipient="surat@a.example", mail_id=OURS, words="550 5.1.1 User unknown"):
    """A multipart/report as Postfix writes it: words, fields, the headers of the original."""
    return (
        "From: MAILER-DAEMON@relay.example (Mail Delivery System)\r\n"
        "To: tanggap@uji.example\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="B1"\r\n\r\n'
        "--B1\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nThis is the mail system at host relay.example.\r\n"
        "--B1\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; relay.example\r\nArrival-Date: Fri, 20 Nov 2026 10:00:00 +0700 (WIB)\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nOriginal-Recipient: rfc822;{recipient}\r\nAction: {action}\r\n"
        f"Status: {status}\r\nDiagnostic-Code: smtp; {words}\r\n\r\n"
        "--B1\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"From: tanggap@uji.example\r\nMessage-ID: <{mail_id}@uji.example>\r\nSubject: Surat\r\n\r\n--B1--\r\n"
    ).encode()


def exchange_report(action="failed"):
    """Exchange: text and HTML for people, Remote-MTA, the whole original as message/rfc822."""
    original = EmailMessage()
    original["Message-ID"] = f"<{OURS}@uji.example>"
    original.set_content("isi")
    return (
        "From: Microsoft Outlook <MicrosoftExchange329e71ec@a.example>\r\nSubject: Undeliverable: Surat\r\n"
        f"In-Reply-To: <{OURS}@uji.example>\r\nReferences: <{OURS}@uji.example>\r\n"
        "X-MS-Exchange-Message-Is-Ndr:\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status;\r\n boundary="_B2_"\r\n\r\n'
        '--_B2_\r\nContent-Type: multipart/alternative; boundary="_B3_"\r\n\r\n'
        "--_B3_\r\nContent-Type: text/plain\r\n\r\nDelivery has failed to these recipients.\r\n--_B3_--\r\n"
        "--_B2_\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns;mail.a.example\r\n\r\n"
        f"Final-recipient: RFC822;surat@a.example\r\nAction: {action}\r\nStatus: 5.2.2\r\n"
        "Remote-MTA: dns;mail.a.example\r\nDiagnostic-Code: smtp;552 5.2.2 mailbox full\r\nX-Display-Name: Surat\r\n\r\n"
        "--_B2_\r\nContent-Type: message/rfc822\r\n\r\n" + original.as_string() + "\r\n--_B2_--\r\n"
    ).encode()


def exim_report():
    """Exim without a report part: X-Failed-Recipients, words, a copy of the headers."""
    return (
        "X-Failed-Recipients: surat@a.example\r\nAuto-Submitted: auto-replied\r\n"
        "From: Mail Delivery System <Mailer-Daemon@relay.example>\r\n"
        "Subject: Mail delivery failed: returning message to sender\r\n\r\n"
        "A message that you sent could not be delivered to one or more of its recipients.\r\n\r\n"
        "  surat@a.example\r\n    SMTP error from remote mail server: 550 5.7.1 rejected\r\n\r\n"
        "------ This is a copy of the message, including all the headers. ------\r\n\r\n"
        f"Message-Id: <{OURS}@uji.example>\r\n"
    ).encode()


def sent(world, **how):
    clarification = make_request(world, "open", **how)
    postroom.write_receipts(timezone.now())
    message = Message.objects.get(request=clarification, kind="letter")
    Message.objects.filter(pk=message.pk).update(state="sent", settled_at=timezone.now(), sent_at=timezone.now())
    return clarification, Message.objects.get(pk=message.pk)
