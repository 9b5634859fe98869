"""The demo's mailbox: every mail the product sent to the local sink, readable in the browser. Exists in the demo alone."""

import email
import email.policy
from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render

from incidents.plain.clocks import WIB


def _read(key):
    path = settings.DEMO_MAIL_DIR / f"{key}.eml"
    if not key.replace("-", "").isalnum() or not path.is_file():
        raise Http404("no such mail")
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


@login_not_required
def inbox(request):
    """The latest 200 mails, newest first."""
    paths = sorted(settings.DEMO_MAIL_DIR.glob("*.eml"), reverse=True)[:200]
    mails = []
    for path in paths:
        mail = _read(path.stem)
        arrived = datetime.fromtimestamp(path.stat().st_mtime, WIB)
        mails.append({"key": path.stem, "to": mail["to"], "subject": mail["subject"], "at": arrived})
    return render(request, "demo/inbox.html", {"mails": mails})


@login_not_required
def mail(request, key):
    found = _read(key)
    body = found.get_body(("plain",))
    files = [(n, part.get_filename()) for n, part in enumerate(found.iter_attachments())]
    headers = [(name, found[name]) for name in ("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted")]
    text = body.get_content() if body else ""
    return render(request, "demo/mail.html", {"headers": headers, "text": text, "files": files, "key": key})


@login_not_required
def part(request, key, part):
    attachments = list(_read(key).iter_attachments())
    if part >= len(attachments):
        raise Http404("no such attachment")
    response = HttpResponse(attachments[part].get_payload(decode=True), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="lampiran-{part}.pdf"'
    return response
