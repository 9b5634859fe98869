"""Fifty kinds of incoming mail: none vanishes, and none is taken for what it is not."""

import os
from pathlib import Path

from django.utils import timezone, translation

from incidents.models import Response
from notifications.models import IncomingMail
from notifications.postroom import incoming_mails, reply_mailbox
from tests.imap import Mailbox
from tests.incoming_kinds import KINDS
from tests.returned_mail import sent

TABLE = Path(__file__).resolve().parent.parent.parent / "docs" / "incoming-mail.md"
HEAD = """# What incoming mail is taken for

Printed by `tests/notifications/test_incoming_mails.py` (`WRITE_GOLDEN=1` writes it anew) from the mails of `tests/incoming_kinds.py`, each sent
through a mailbox on loopback. Nothing is entered as a reply by a machine: *waits* is on the desk until a person decides, *noted* is on the list
alone and can be taken up from there. Without a letter of its own a mail is read by supervisors and auditors. What comes from an address on a
complainant's sheet, answers a mail about a complaint or names one by its number, is none of these: it says nothing in plain and opens to whom the sheet opens.

| what came | taken for | then | on its letter |
|---|---|---|---|
"""


def test_of_every_kind_of_mail_none_vanishes_and_none_is_taken_for_what_it_is_not(world, settings):
    _row, message = sent(world)
    now, box = timezone.now(), Mailbox()
    settings.REPLY_ADDRESS, settings.REPLY_MAILBOX_URL = "jawab@uji.example", box.url
    box.mails = {number: made(message) for number, (_what, made, _kind, _named) in enumerate(KINDS, 1)}
    read = len(KINDS) // reply_mailbox.MOST + 1
    assert sum(reply_mailbox.read() for _round in range(read)) == len(KINDS) >= 50 and box.seen == {*box.mails}
    box.close()
    found = {int(mail.key.partition(":")[2]): mail for mail in IncomingMail.objects.all()}
    taken = {KINDS[n - 1][0]: (mail.kind, mail.request_id is not None) for n, mail in found.items()}
    assert taken == {what: (kind, named) for what, _made, kind, named in KINDS}
    assert all(reply_mailbox.raw(mail) == box.mails[number] for number, mail in found.items())
    waiting = {mail.kind for mail in found.values() if mail.waits}
    assert waiting == {"reply", "stranger", "by_number", "unnamed"} and not Response.objects.exists()
    assert found[1].request.first_reply_at is None, "no clock has moved"
    with translation.override("en"):
        rows = [
            f"| {what} | {found[n].get_kind_display()} | {found[n].status} | {'yes' if named else 'no'} |"
            for n, (what, _made, _kind, named) in enumerate(KINDS, 1)
        ]
    told = HEAD + "\n".join(rows) + "\n"
    if os.environ.get("WRITE_GOLDEN"):
        TABLE.write_text(told)
    assert TABLE.read_text() == told
    assert incoming_mails.judge(b"\xff" * 9, now).matter is None
