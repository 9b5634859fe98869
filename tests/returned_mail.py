"""Mail that came back, as Postfix, Exchange, Exim, Zimbra, Gmail, Domino and Amazon SES write their notices (RFC 3464), after what their
makers publish."""

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


def zimbra_report():
    """Zimbra, whose Postfix could not hand it to the mailbox: the whole original comes along."""
    return (
        "From: MAILER-DAEMON@zimbra.a.example (Mail Delivery System)\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary="5A1.16/zimbra.a.example"\r\n\r\n'
        "--5A1.16/zimbra.a.example\r\nContent-Description: Notification\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n"
        "<surat@a.example>: host zimbra.a.example[192.0.2.7] said: 452 4.2.2 Over quota\r\n    (in reply to end of DATA command)\r\n"
        "--5A1.16/zimbra.a.example\r\nContent-Description: Delivery report\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; zimbra.a.example\r\nX-Postfix-Queue-ID: 5A116\r\nX-Postfix-Sender: rfc822; kembali@uji.example\r\n"
        "Arrival-Date: Fri, 20 Nov 2026 10:00:00 +0700 (WIB)\r\n\r\n"
        "Final-Recipient: rfc822; surat@a.example\r\nOriginal-Recipient: rfc822;surat@a.example\r\nAction: failed\r\n"
        "Status: 4.2.2\r\nRemote-MTA: dns; zimbra.a.example\r\nDiagnostic-Code: smtp; 452 4.2.2 Over quota\r\n\r\n"
        "--5A1.16/zimbra.a.example\r\nContent-Description: Undelivered Message\r\nContent-Type: message/rfc822\r\n\r\n"
        f"Message-ID: <{OURS}@uji.example>\r\nSubject: Surat\r\n\r\nisi\r\n--5A1.16/zimbra.a.example--\r\n"
    ).encode()


def gmail_report():
    """Gmail: a picture and HTML for people, the recipient in a header, and X-Original-Message-ID."""
    return (
        "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\r\nSubject: Delivery Status Notification (Failure)\r\n"
        "X-Failed-Recipients: surat@a.example\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        f"References: <{OURS}@uji.example>\r\nIn-Reply-To: <{OURS}@uji.example>\r\n"
        'Content-Type: multipart/report; boundary="000000000000f1"; report-type=delivery-status\r\n\r\n'
        '--000000000000f1\r\nContent-Type: multipart/related; boundary="000000000000f2"\r\n\r\n'
        '--000000000000f2\r\nContent-Type: multipart/alternative; boundary="000000000000f3"\r\n\r\n'
        '--000000000000f3\r\nContent-Type: text/plain; charset="UTF-8"\r\n\r\n'
        "** Address not found **\r\n\r\nYour message wasn't delivered to surat@a.example because the address couldn't be found.\r\n"
        '--000000000000f3\r\nContent-Type: text/html; charset="UTF-8"\r\n\r\n<p>Address not found</p>\r\n--000000000000f3--\r\n'
        '--000000000000f2\r\nContent-Type: image/png; name="icon.png"\r\nContent-Disposition: attachment; filename="icon.png"\r\n'
        "Content-Transfer-Encoding: base64\r\nContent-ID: <icon.png>\r\n\r\niVBORw0KGgo=\r\n--000000000000f2--\r\n"
        "--000000000000f1\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; googlemail.com\r\nArrival-Date: Thu, 19 Nov 2026 19:00:00 -0800 (PST)\r\n"
        f"X-Original-Message-ID: <{OURS}@uji.example>\r\n\r\n"
        "Final-Recipient: rfc822; surat@a.example\r\nAction: failed\r\nStatus: 5.1.1\r\nRemote-MTA: dns; gmail-smtp-in.l.google.com.\r\n"
        "Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.\r\n"
        " 550 5.1.1 https://support.google.com/mail/?p=NoSuchUser\r\nLast-Attempt-Date: Thu, 19 Nov 2026 19:00:01 -0800 (PST)\r\n\r\n"
        "--000000000000f1\r\nContent-Type: message/rfc822\r\n\r\n"
        f"Message-ID: <{OURS}@uji.example>\r\nSubject: Surat\r\n\r\n--000000000000f1--\r\n"
    ).encode()


def domino_report():
    """HCL Domino: from the postmaster, its own subject, its diagnosis in its own words, the original with an X-header for each step."""
    return (
        "From: Postmaster@a.example\r\nSubject: DELIVERY FAILURE: User surat (surat@a.example) not listed in Domino\r\n Directory\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="==IFJRGLKFGIR25201654UHRUHIHD"\r\n\r\n'
        "--==IFJRGLKFGIR25201654UHRUHIHD\r\nContent-Type: text/plain; charset=ISO-8859-1\r\n\r\n"
        "Your message\r\n\r\n  Subject: Surat\r\n\r\nwas not delivered to:\r\n\r\n  surat@a.example\r\n\r\nbecause:\r\n\r\n"
        "  User surat (surat@a.example) not listed in Domino Directory\r\n\r\n"
        "--==IFJRGLKFGIR25201654UHRUHIHD\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns;notes.a.example\r\n\r\nFinal-Recipient: rfc822;surat@a.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: X-Notes; User surat (surat@a.example) not listed in Domino Directory\r\n\r\n"
        "--==IFJRGLKFGIR25201654UHRUHIHD\r\nContent-Type: message/rfc822\r\n\r\n"
        f"Message-ID: <{OURS}@uji.example>\r\nX-MIMETrack: Itemize by SMTP Server on notes/A\r\nSubject: Surat\r\n\r\n"
        "--==IFJRGLKFGIR25201654UHRUHIHD--\r\n"
    ).encode()


def ses_report():
    """Amazon SES, the relay of a body: it gave the mail a Message-ID of its own, so only the address says which mail it was."""
    return (
        b"From: MAILER-DAEMON@ap-southeast-3.amazonses.com\r\nSubject: Delivery Status Notification (Failure)\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="=_ses_1"\r\n\r\n'
        b"--=_ses_1\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n"
        b"An error occurred while trying to deliver the mail to the following recipients:\r\nsurat@a.example\r\n"
        b"--=_ses_1\r\nContent-Type: message/delivery-status\r\n\r\n"
        b"Reporting-MTA: dns; a8-41.smtp-out.amazonses.com\r\n\r\nAction: failed\r\nFinal-Recipient: rfc822; surat@a.example\r\n"
        b"Diagnostic-Code: smtp; 550 5.4.1 Recipient address rejected: Access denied\r\nStatus: 5.4.1\r\n\r\n"
        b"--=_ses_1\r\nContent-Type: message/rfc822\r\n\r\n"
        b"Message-ID: <0102018f-6d1e-000000@ap-southeast-3.amazonses.com>\r\nFeedback-ID: 1.ap-southeast-3.x:AmazonSES\r\nSubject: Surat\r\n\r\n"
        b"--=_ses_1--\r\n"
    )


def sent(world, **how):
    clarification = make_request(world, "open", **how)
    postroom.write_receipts(timezone.now())
    message = Message.objects.get(request=clarification, kind="letter")
    Message.objects.filter(pk=message.pk).update(state="sent", settled_at=timezone.now(), sent_at=timezone.now())
    return clarification, Message.objects.get(pk=message.pk)
