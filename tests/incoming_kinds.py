"""Fifty kinds of mail that come into a mailbox for replies, as people, servers and machines write them: each with what it is. And one
that is kept already."""

import hashlib
import uuid
from email.message import EmailMessage

from django.utils import timezone

from notifications.models import IncomingMail, Message
from notifications.postroom import incoming_mails, reply_mailbox
from tests.returned_mail import (
    domino_report,
    exchange_report,
    exim_report,
    gmail_report,
    report,
    ses_report,
    zimbra_report,
)
from tests.samples import pdf

OF_THE_BODY, SOMEBODY = "surat@a.example", "orang@lain.example"
HOLIDAY = "Saya cuti sampai 30 November."


def mail(
    message, *, sender=OF_THE_BODY, to="mark", subject="RE: Surat", text="Jawaban kami.", files=(), html="", **headers
):
    """`to`: the address with the mark of our mail ("mark"), the bare one ("bare"), or any."""
    mark = f"jawab+{message.mail_id.hex}@uji.example"
    made = EmailMessage()
    made["From"], made["To"] = sender, {"mark": mark, "bare": "jawab@uji.example"}.get(to, to)
    made["Subject"] = subject
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    for name in files:
        content = pdf("Jawaban") if name.endswith(".pdf") else b"isi"
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def came_by_mail(text, matter=None):
    """A mail that says this of its sender, in its subject and in its words, laid to a letter or to none."""
    data, now = f"From: {text} <x@y.example>\r\nSubject: {text}\r\n\r\n{text}\r\n".encode(), timezone.now()
    facts = {"sender": text, "subject": text, "kind": "reply" if matter else "unnamed", "status": "waits"}
    facts |= {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    kept = IncomingMail(key=f"1:{matter}", came_at=now, read_at=now, **facts)
    kept.matter = matter
    reply_mailbox.keep(kept, data)
    return kept


def taken_in(data):
    """A mail as the mailbox for replies gave it: taken for what it is, and kept."""
    now = timezone.now()
    facts = {"key": f"9:{IncomingMail.objects.count()}", "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    kept = IncomingMail(came_at=now, read_at=now, **facts)
    reply_mailbox.keep_as(incoming_mails.judge(data, now), kept, data, whole=True)
    return kept


def with_original(of):
    """A notice that names the mail by its Message-ID."""
    return lambda message: of.replace(b"4d5c7a52-1a5e-5b0e-8f0a-1f0c8a3c9e11", str(message.mail_id).encode())


def to_its_mark(notice):
    """A notice that came back to the address of the mail, and says of it nothing else."""
    return lambda message: f"To: jawab+{message.mail_id.hex}@uji.example\r\n".encode() + notice


def of_a_later_mail(kind, **how):
    """A mail that answers a later one of the same letter, such as a reminder: by that one's mark and Message-ID."""

    def made(message):
        later = Message.objects.get(pk=message.pk)
        later.pk, later.kind, later.mail_id = None, kind, uuid.uuid5(message.mail_id, kind)
        later.save(force_insert=True)
        return mail(later, In_Reply_To=later.message_id, **how)

    return made


def returned(message, head, words, *, sender="MAILER-DAEMON@mail.a.example"):
    to = f"jawab+{message.mail_id.hex}@uji.example"
    return f"From: {sender}\r\nTo: {to}\r\n{head}\r\n\r\n{words}\r\n".encode()


def with_inner(message):
    """The answer as a mail in a mail."""
    made, inner = EmailMessage(), EmailMessage()
    inner["From"], inner["Subject"] = OF_THE_BODY, "Jawaban"
    inner.set_content("Jawaban kami.")
    made["From"], made["To"] = OF_THE_BODY, f"jawab+{message.mail_id.hex}@uji.example"
    made["Subject"] = "FW: Jawaban"
    made.set_content("Diteruskan.")
    made.add_attachment(inner)
    return made.as_bytes()


def read_receipt(message):
    return (
        f"From: {OF_THE_BODY}\r\nTo: jawab+{message.mail_id.hex}@uji.example\r\nSubject: Read: Surat\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=disposition-notification; boundary="B"\r\n\r\n'
        "--B\r\nContent-Type: text/plain\r\n\r\nYour message was read.\r\n"
        "--B\r\nContent-Type: message/disposition-notification\r\n\r\n"
        f"Final-Recipient: rfc822;{OF_THE_BODY}\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n\r\n--B--\r\n"
    ).encode()


def by_reference(message):
    return mail(message, to="bare", subject=f"Jawaban atas {message.request.reference}")


def m(**how):
    return lambda message: mail(message, **how)


def threaded(name, **how):
    return lambda message: mail(message, to="bare", **{name: f"<x@a.example> {message.message_id}"}, **how)


QMAIL = (
    "Hi. This is the qmail-send program at mail.a.example.\r\nI'm afraid I wasn't able to deliver your message.\r\n\r\n"
    "<surat@a.example>:\r\nSorry, no mailbox here by that name. (#5.1.1)\r\n\r\n--- Below this line is a copy of the message.\r\n"
)
UNDELIVERED = "Your message could not be delivered:\r\n<surat@a.example>: 550 5.1.1 mailbox unknown"
DELAYED = "It will be retried. No failure yet."

# (what it is, how it is made of the mail of ours, what it is taken for, whether it lies on the letter that it answers)
KINDS = [
    ("a reply to the address of our mail", m(), "reply", True),
    ("the same with a PDF and a table", m(files=("jawaban.pdf", "rincian.csv")), "reply", True),
    ("the same, its address in capital letters", m(sender="Surat@A.example"), "reply", True),
    ("a reply in HTML alone", m(text="", html="<p>Jawaban <b>kami</b></p>"), "reply", True),
    ("a reply to a reminder", of_a_later_mail("before_24"), "reply", True),
    ("a reply to a reminder, to the bare address", of_a_later_mail("after_24", to="bare"), "reply", True),
    (
        "a reply to a reminder from another address",
        of_a_later_mail("due", sender=SOMEBODY),
        "stranger",
        True,
    ),
    ("a reply to the withdrawal of the letter", of_a_later_mail("withdrawn"), "reply", True),
    (
        "an absence that answers a reminder",
        of_a_later_mail("before_6", text=HOLIDAY, Auto_Submitted="auto-replied"),
        "automatic",
        True,
    ),
    ("a reply to the bare address, by In-Reply-To", threaded("In_Reply_To"), "reply", True),
    ("a reply to the bare address, by References alone", threaded("References"), "reply", True),
    (
        "a reply whose mark stands in Cc",
        lambda x: mail(x, to="lain@a.example", Cc=f"jawab+{x.mail_id.hex}@uji.example"),
        "reply",
        True,
    ),
    (
        "a reply that a server delivered by Delivered-To",
        lambda x: mail(x, to="bare", Delivered_To=f"jawab+{x.mail_id.hex}@uji.example"),
        "reply",
        True,
    ),
    ("a reply with its answer as a mail in the mail", with_inner, "reply", True),
    ("a reply from a helpdesk that wants no automatic answer", m(X_Auto_Response_Suppress="All"), "reply", True),
    ("a reply that a mailing list of the body passed on", m(List_Id="<biro.a.example>"), "reply", True),
    ("a reply that a filter on its way held for spam", m(X_Spam_Flag="YES"), "reply", True),
    ("a reply signed by S/MIME", m(files=("smime.p7s",)), "reply", True),
    ("a reply in a locked archive", m(files=("jawaban.zip",)), "reply", True),
    (
        "an answer that a helpdesk sends under its own name, its letter attached",
        m(Auto_Submitted="auto-generated", files=("jawaban.pdf",)),
        "reply",
        True,
    ),
    ("a reply from another address", m(sender=SOMEBODY), "stranger", True),
    (
        "a reply whose From line shows our contact and another address",
        m(sender=f'"{OF_THE_BODY}" <{SOMEBODY}>'),
        "stranger",
        True,
    ),
    ("a reply from another address, by In-Reply-To", threaded("In_Reply_To", sender=SOMEBODY), "stranger", True),
    (
        "a circular that answers our mail from another address",
        m(sender=SOMEBODY, List_Unsubscribe="<https://x.example>"),
        "stranger",
        True,
    ),
    ("a new mail of the contact with the number of the request", by_reference, "by_number", True),
    (
        "a new mail of somebody with the number of the request",
        lambda x: mail(x, sender=SOMEBODY, to="bare", subject=f"Soal {x.request.reference}"),
        "stranger",
        True,
    ),
    ("a new mail of the contact that names no letter", m(to="bare", subject="Jawaban kami"), "unnamed", False),
    (
        "a mail with a mark that is none of ours",
        m(to="jawab+4d5c7a521a5e5b0e8f0a1f0c8a3c9e11@uji.example"),
        "unnamed",
        False,
    ),
    ("a mail that names a number nobody has", m(to="bare", subject="INS-1999-0001/K1"), "unnamed", False),
    ("a mail without sender, subject and words", lambda x: b"\r\n\r\n", "unnamed", False),
    ("bytes that are no mail", lambda x: bytes(range(256)) * 4, "unnamed", False),
    ("an absence, by RFC 3834", m(text=HOLIDAY, Auto_Submitted="auto-replied"), "automatic", True),
    (
        "an absence as Exchange writes it",
        m(text=HOLIDAY, Auto_Submitted="auto-generated", X_Auto_Response_Suppress="All"),
        "automatic",
        True,
    ),
    ("an absence as Gmail writes it", m(text=HOLIDAY, Precedence="bulk", X_Autoreply="yes"), "automatic", True),
    ("an absence of an old program", m(text=HOLIDAY, Precedence="auto_reply"), "automatic", True),
    (
        "a helpdesk that has opened a ticket",
        m(text="Tiket 77 dibuka.", Auto_Submitted="auto-generated"),
        "automatic",
        True,
    ),
    ("a receipt that it was read (RFC 8098)", read_receipt, "automatic", True),
    (
        "an absence of somebody to whom nobody wrote",
        m(to="bare", sender=SOMEBODY, Auto_Submitted="auto-replied"),
        "automatic",
        False,
    ),
    ("a bounce of Postfix", lambda x: report("failed", mail_id=x.mail_id), "server", True),
    ("a bounce of Exchange", with_original(exchange_report()), "server", True),
    ("a bounce of Exim", with_original(exim_report()), "server", True),
    ("a bounce of Zimbra", with_original(zimbra_report()), "server", True),
    ("a bounce of Gmail", with_original(gmail_report()), "server", True),
    ("a bounce of Domino", with_original(domino_report()), "server", True),
    ("a bounce of Amazon SES, under a Message-ID of its own", to_its_mark(ses_report()), "server", True),
    ("a bounce of qmail", lambda x: returned(x, "Subject: failure notice", QMAIL), "server", True),
    (
        "a bounce in words alone",
        lambda x: returned(x, "Subject: Undelivered Mail Returned to Sender", UNDELIVERED),
        "server",
        True,
    ),
    ("a warning that a mail is delayed", lambda x: report("delayed", mail_id=x.mail_id), "server", True),
    (
        "a delay in words alone",
        lambda x: returned(x, "Subject: Warning: message delayed 24 hours", DELAYED),
        "server",
        True,
    ),
    ("a receipt of a server that the mail arrived", lambda x: report("delivered", mail_id=x.mail_id), "server", True),
    ("a bounce that names no mail of ours", lambda x: report("failed"), "server", False),
    ("a newsletter", m(to="bare", sender=SOMEBODY, List_Unsubscribe="<https://x.example>"), "bulk", False),
    ("what a filter held for spam", m(to="bare", sender=SOMEBODY, X_Spam_Flag="YES"), "bulk", False),
    ("what a filter held for spam, from an address on file", m(to="bare", X_Spam_Flag="YES"), "unnamed", False),
    ("an advertisement that says nothing of itself", m(to="bare", sender=SOMEBODY, subject="Promo"), "unnamed", False),
]
