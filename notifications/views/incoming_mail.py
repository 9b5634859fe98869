"""Mails that came into the mailbox for replies: the list, one of them with its files, and what a person decides of it."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast
from urllib.parse import urlencode

from cryptography.fernet import InvalidToken
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents import files
from incidents.files.kinds import KINDS
from incidents.forms import Guarded
from incidents.models import AccessEntry, CaseEvent
from incidents.models.visibility import readable
from incidents.plain import spans
from incidents.record import access_log
from incidents.views import counter_questions, deadlines, follow_ups, outside_words, replies
from incidents.views.base import BytesAreLost, SignedIn, as_download, page_of, require_role
from incidents.views.buttons import buttons_of
from incidents.views.deed_page import DeedPage, Head
from incidents.views.sheet_page import opened, sheet_of
from incidents.workflow import STAFF, TRANSITIONS, Action, MailStatus, Role, Subject, permitted, possible

from ..forms import FromMail
from ..models import IncomingMail
from ..postroom import incoming_decisions, mail_parts, reply_mailbox

READERS = (*STAFF, Role.AUDITOR)
CAME_IN = ("received_at", "came_at")  # where the pages ask when it reached the ministry


def incoming_mails(request: SignedIn) -> HttpResponse:
    """What came, the latest first: what waits for somebody, or all of it."""
    require_role(request, *READERS)
    rows = IncomingMail.objects.visible_to(request.user).with_matter()
    chosen = request.GET.get("keadaan", MailStatus.WAITS)
    if chosen in [status.value for status in MailStatus]:
        rows = rows.filter(status=chosen)
    page = page_of(request, rows)
    context = {"page": page, "chosen": chosen, "statuses": IncomingMail._meta.get_field("status").choices}
    context["query"] = urlencode({"keadaan": chosen})
    return render(request, "notifications/incoming/list.html", context)


def incoming_mail(request: SignedIn, pk: int) -> HttpResponseBase:
    """One mail: who claims to have sent it, its words and files, what was decided of it, and what it can be entered as. One of who
    complained opens to whom their sheet opens, and is a look at that."""
    require_role(request, *READERS)
    mail = _visible(request, pk)
    if mail.complaint and mail.path:
        sheet = sheet_of(request, mail.complaint.pk)
        return opened(request, sheet, AccessEntry.Kind.READ, lambda: _page_of(request, mail), mail=mail)
    access_log.look(request, *filter(None, (mail, mail.matter)))  # whoever reads it knows more of that letter
    return _page_of(request, mail)


def _page_of(request: SignedIn, mail: IncomingMail) -> HttpResponse:
    known = Q(incident__isnull=True) | readable(request.user, "incident__")
    context = _shown(mail) | {
        "buttons": buttons_of(mail, request.user),
        "ways": _ways(mail, request),
        # it may have stood in another case, of which not everybody knows who knows of this one
        "events": CaseEvent.objects.of(mail).filter(known).order_by("-recorded_at").select_related("actor"),
        "now": timezone.now(),
    }
    return render(request, "notifications/incoming/show.html", context)


def incoming_file(request: SignedIn, pk: int, number: int) -> HttpResponseBase:
    """The mail as it came (number 0), whatever it is, or one of its files, of a kind that may come in, as a download."""
    require_role(request, *READERS)
    mail = _visible(request, pk)
    if mail.complaint:
        sheet = sheet_of(request, mail.complaint.pk)
        return opened(request, sheet, AccessEntry.Kind.DOWNLOAD, lambda: _file(request, mail, number), mail=mail)
    response = _file(request, mail, number)
    if response.streaming:
        access_log.log(AccessEntry.Kind.DOWNLOAD, request, mail.matter or mail)
    return response


def _file(request: SignedIn, mail: IncomingMail, number: int) -> HttpResponseBase:
    try:
        upload = _uploads(mail)[str(number)]
        if number:
            files.check(upload)
        else:
            files.refuse_malware(upload)
        if getattr(upload, "unscanned", False):
            raise ValidationError(_("It could not be scanned for malware. Try again in a while."))
    except KeyError as missing:
        raise Http404(f"no file {number} of {mail}") from missing
    except ValidationError as refusal:
        messages.warning(request, " ".join([*refusal.messages, _("It stays in the mail as it came.")]))
        return redirect(mail)
    upload.seek(0)
    return as_download(io.BytesIO(upload.read()), upload.name or "", "application/octet-stream")


def _visible(request: SignedIn, pk: int) -> IncomingMail:
    return get_object_or_404(IncomingMail.objects.visible_to(request.user).with_matter(), pk=pk)


def raw_of(mail: IncomingMail) -> bytes | None:
    """The bytes, or None where they are not kept here. Raises BytesAreLost."""
    if not mail.path:
        return None
    try:
        return reply_mailbox.raw(mail)
    except (OSError, InvalidToken) as why:
        raise BytesAreLost(name=str(mail)) from why


def _shown(mail: IncomingMail) -> dict[str, Any]:
    data = raw_of(mail)
    parts = reply_mailbox.parts_of(mail, data) if data else None
    found = [(number, each, files.extension_of(each.name) in KINDS) for number, each in _numbered(parts)]
    return {"mail": mail, "parts": parts, "files": found, "kept": data is not None}


def _numbered(parts: mail_parts.MailParts | None) -> list[tuple[int, mail_parts.Attachment]]:
    return list(enumerate(parts.attachments, 1)) if parts else []


def _uploads(mail: IncomingMail) -> dict[str, SimpleUploadedFile]:
    """Its files of kinds that may come in under their numbers, and the mail itself under 0, as if somebody had chosen them."""
    data = raw_of(mail)
    if data is None:
        return {}
    found = {"0": SimpleUploadedFile(f"{mail}-{incoming_decisions.EML}", data)}
    parts = reply_mailbox.parts_of(mail, data)
    taken = [(number, each) for number, each in _numbered(parts) if files.extension_of(each.name) in KINDS]
    return {str(number): each.upload() for number, each in taken} | found


# --- entered as what it is --------------------------------------------------------------------------------------------
class _FromMail(DeedPage):
    """Mixed in before the page of whatever came outside the portal: filled in from the mail, with its files as the scan. The mail is
    entered by the same press, or nothing is."""

    mail: IncomingMail

    def get_object(self, **address: Any) -> Any:
        self.mail = _visible(self.request, address["pk"])
        if self.mail.matter is None:
            raise Http404(f"{self.mail} belongs to no letter")
        access_log.look(self.request, self.mail, self.mail.matter)
        self.above = ("notifications/incoming/above.html", *self.above)
        found = super().get_object(pk=self.mail.matter.pk)
        if found != self.mail.matter:
            raise Http404(f"{self.mail} belongs to a letter of another kind")
        return found

    def elsewhere(self) -> str:
        if self.request.method != "POST" and not self.mail.waits:
            messages.warning(self.request, _("Somebody has decided on this mail already."))
            return self.cancel_url()
        return super().elsewhere()

    def get_initial(self) -> dict[str, Any]:
        shown = _shown(self.mail)
        name = shown["parts"].name if shown["parts"] else ""
        day = spans.in_words(spans.the_day(self.mail.came_at), "id")
        document = f"Surel “{self.mail.subject}”, {day}"  # Indonesian, as all that stands on the receipt
        came = dict.fromkeys(CAME_IN, spans.told(self.mail.came_at))
        found = came | {"channel": "mail", "document": document[:300], "name": name, "who": name}
        found["letter"] = self.on.reference
        return super().get_initial() | found

    def get_form_class(self) -> type[Guarded]:
        form = super().get_form_class()
        return type(f"{form.__name__}FromMail", (FromMail, form), {})

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"uploads": _uploads(self.mail)}

    def perform(self, form: Guarded, **approved: str) -> Any:
        if form.cleaned_data["letter"] != self.on.reference:
            raise incoming_decisions.LaidMeanwhile(self.on)
        with transaction.atomic():
            # first, so that whoever was slower has laid no files: those of a verb that went through stay on disk
            incoming_decisions.enter(self.mail, by=self.request.user)
            return super().perform(form, **approved)

    def head(self) -> Head:
        crumbs = [(_("Incoming mail"), reverse("notifications:incoming_mails")), (str(self.mail), self.cancel_url())]
        return replace(super().head(), crumbs=crumbs)

    def cancel_url(self) -> str:
        return self.mail.get_absolute_url()

    def get_success_url(self) -> str:
        return str(self.on.get_absolute_url())

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(**context) | _shown(self.mail)


# What a mail can turn out to be: what follows its address, and the page by which that is entered when it comes on paper.
ENTERED_BY: dict[str, Any] = {
    "balasan": replies.record_reply,
    "pertanyaan": counter_questions.record_question,
    "waktu": deadlines.record_wish,
    "bukan-kami": outside_words.record_redirect,
    "tanda-terima": outside_words.record_receipt,
    "tindak-lanjut": follow_ups.record_follow_up,
}


def _page(view: Any) -> Callable[..., HttpResponseBase]:
    page: Any = type(f"{view.view_class.__name__}FromMail", (_FromMail, view.view_class), {})
    return cast("Callable[..., HttpResponseBase]", page.as_view(**view.view_initkwargs))


_PAGES = {way: _page(view) for way, view in ENTERED_BY.items()}


def enter_mail(request: SignedIn, pk: int, way: str) -> HttpResponseBase:
    """The page by which this mail is entered as what it is."""
    if way not in _PAGES:
        raise Http404(way)
    return _PAGES[way](request, pk=pk)


def _ways(mail: IncomingMail, request: SignedIn) -> list[tuple[str, str]]:
    """(what it can be entered as, the address of that page) for this person, now."""
    if mail.matter is None or not possible(Action.ENTER_MAIL, mail.status):
        return []
    if permitted(Action.ENTER_MAIL, request.user.roles) is None:
        return []
    subject, found = Subject.REQUEST if mail.request else Subject.CASE_LETTER, []
    for way, view in ENTERED_BY.items():
        action = view.view_initkwargs["action"]
        move = TRANSITIONS[action]
        if move.subject == subject and possible(action, mail.matter.status):
            found.append((_(move.label), reverse("notifications:enter_mail", args=[mail.pk, way])))
    return found
