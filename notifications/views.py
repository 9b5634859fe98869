"""Letters as pages: preview before issue, download after, the public check; and the post room's list of mails."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from incidents import access, performance
from incidents.actions import letters
from incidents.forms import EndForm
from incidents.models import AccessEntry, ClarificationRequest, Letter, Response
from incidents.views import done, page_of, require, require_role
from incidents.views.evidence import send
from incidents.views.performance import period_of
from incidents.workflow import STAFF, Action, RequestStatus, Role, permitted

from . import bounces, counter, watch
from .bounces import UNMATCHED, VERDICTS
from .forms import ReturnedMailForm
from .letters import pdf, receipts
from .letters import preview as previews
from .models import Message, Silence, StrayMail

CHECKS_A_MINUTE = 30


def _draft(request, pk):
    """The draft letter of a request that staff may see and that is not issued yet: content and its PDF."""
    require_role(request, *STAFF)
    row = get_object_or_404(
        ClarificationRequest.objects.visible_to(request.user)
        .filter(issued_at__isnull=True)
        .exclude(status=RequestStatus.WITHDRAWN)
        .select_related("unit", "agency"),
        pk=pk,
    )
    return row, previews.draft(letters.draft_content(row, timezone.now(), request.user))


def preview(request, pk):
    """The draft as PDF, marked DRAF, with blanks where issuing fills in."""
    try:
        row, data = _draft(request, pk)
    except pdf.Unavailable:
        return render(request, "notifications/no_pdf.html", status=503)
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="draf-{row.pk}.pdf"'
    return response


def preview_page(request, pk, page):
    """One page of the draft as a picture: what the approver looks at is the PDF itself."""
    try:
        _row, data = _draft(request, pk)
        return HttpResponse(pdf.picture(data, page), content_type="image/png")
    except pdf.Unavailable:
        return render(request, "notifications/no_pdf.html", status=503)
    except IndexError as missing:
        raise Http404("the letter has fewer pages") from missing


def letter(request, pk):
    """The issued letter, for those who may see its request."""
    found = get_object_or_404(Letter.objects.visible_to(request.user).select_related("file"), pk=pk)
    if found.file is None:
        return render(request, "notifications/not_yet.html", {"letter": found}, status=503)
    access.log(AccessEntry.Kind.DOWNLOAD, request, found)
    return send(found.file)


def receipt_pdf(request, pk):
    """The receipt of one part of an answer, for those who may see its request."""
    found = get_object_or_404(
        Response.objects.visible_to(request.user)
        .select_related("request__agency", "request__unit")
        .prefetch_related("answers__question", "answers__files__file", "files__file", "request__deadlines__event"),
        pk=pk,
    )
    try:
        data = receipts.render(found)
    except pdf.Unavailable:
        return render(request, "notifications/no_pdf.html", status=503)
    response = HttpResponse(data, content_type="application/pdf")
    name = found.receipt.replace("/", "-")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


def performance_pdf(request):
    """The figures of agencies as PDF: the sheet that is handed on."""
    require_role(request, *STAFF, Role.AUDITOR)
    _form, first, last = period_of(request)
    now = timezone.now()
    rows, everybody = performance.by_agency(request.user, first, last, now)
    context = {"rows": rows, "all": everybody, "first": first, "last": last, "now": now, "sample": settings.DEMO}
    try:
        data = pdf.render(render_to_string("notifications/letters/performance.1.html", context))
    except pdf.Unavailable:
        return render(request, "notifications/no_pdf.html", status=503)
    response = HttpResponse(data, content_type="application/pdf")
    name = f"kinerja-{first.isoformat()}-{last.isoformat()}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_not_required
def check(request, code=""):
    """Is this letter on the register? Number, date, office, status; no case facts. Slow to guess, by design."""
    typed = (code or request.GET.get("kode", "")).strip()
    wanted = _normal(typed)
    if not code and wanted and len(wanted) == 9:
        return redirect("notifications:check", code=wanted)
    context = {"typed": typed, "checked": bool(typed)}
    if typed:
        if _too_many(request):
            return render(request, "notifications/check.html", {**context, "too_many": True}, status=429)
        found = Letter.objects.filter(check_code=wanted).select_related("register_entry", "request", "file").first()
        status = found and found.request.status
        context |= {
            "letter": found,
            "withdrawn": status == RequestStatus.WITHDRAWN,
            "replaced": status == RequestStatus.REPLACED,
        }
        if found is None:
            return render(request, "notifications/check.html", context, status=404)
    return render(request, "notifications/check.html", context)


def _normal(code):
    signs = "".join(c for c in code.upper() if c.isalnum())[:12]
    return f"{signs[:4]}-{signs[4:]}" if len(signs) > 4 else signs


def _too_many(request):
    """True from the 31st check of an address within a minute."""
    key = f"check:{access.address_of(request)}:{timezone.now():%H%M}"
    cache.add(key, 0, 120)
    return cache.incr(key) > CHECKS_A_MINUTE


def returned_mail(request):
    """A mail that came back, or the receipt of a mail server, uploaded as .eml: matched by its Message-ID."""
    require_role(request, *STAFF)
    form = ReturnedMailForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        found = bounces.read(form.cleaned_data["file"].read())
        message = counter.note_returned(found, timezone.now())
        if message:
            messages.success(request, _("Read as: %(what)s") % {"what": VERDICTS[found.verdict]})
            return redirect("incidents:request", pk=message.request_id)
        form.add_error("file", UNMATCHED[found.verdict])
    return render(request, "notifications/returned_mail.html", {"form": form, "stray": StrayMail.objects.all()[:20]})


def silences(request):
    """When the engine stood still, and every mail that left late: by how much, and why."""
    require_role(request, *STAFF, Role.AUDITOR)
    late = Message.objects.visible_to(request.user).sent_late()
    late = late.select_related("request__agency").prefetch_related("request__agency__names")
    page = page_of(request, late.order_by("-sent_at"))
    pauses = list(Silence.objects.all()[:200])
    for message in page:
        message.delay = message.sent_at - message.planned_for
        message.in_silence = any(p.began_at < message.sent_at and p.ended_at > message.planned_for for p in pauses)
    return render(request, "notifications/silences.html", {"page": page, "silences": pauses[:50]})


@login_not_required
def healthz(request):
    """For a monitor: 200 while database, sweep and beat are well, else 503. Says no more than that."""
    try:
        room = watch.look()
        well = {"database": True, "sweep": room.alive, "beat": room.beat_alive, "letters": room.letters_possible}
    except DatabaseError:
        well = {"database": False}
    return JsonResponse(well, status=200 if all(well.values()) else 503)


def _message(request, pk, action):
    require(request, action)
    return get_object_or_404(Message.objects.visible_to(request.user).select_related("request__agency"), pk=pk)


@require_POST
def retry_message(request, pk):
    """A mail that failed or came back is tried again."""
    message = _message(request, pk, Action.RETRY_MESSAGE)
    counter.retry(message, by=request.user)
    done(request, Action.RETRY_MESSAGE)
    return redirect("notifications:outbox")


def cancel_message(request, pk):
    """A mail that waits is not sent, with the reason."""
    message = _message(request, pk, Action.CANCEL_MESSAGE)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        counter.cancel(message, by=request.user, reason=form.cleaned_data["reason"])
        done(request, Action.CANCEL_MESSAGE)
        return redirect("notifications:outbox")
    context = {
        "form": form,
        "action": Action.CANCEL_MESSAGE,
        "back": "notifications:outbox",
        "on": message,
        "revoke": True,
    }
    return render(request, "incidents/people/form.html", context)


def outbox(request):
    """Every mail with its state: what failed first, then what waits, then what is done."""
    require_role(request, *STAFF, Role.AUDITOR)
    rows = Message.objects.visible_to(request.user).select_related("request__agency", "request__incident")
    rows = rows.prefetch_related("request__agency__names")
    chosen = request.GET.get("keadaan", "")
    if chosen in Message.State.values:
        rows = rows.filter(state=chosen)
    page = page_of(request, rows.order_by("-planned_for", "pk"))
    context = {"page": page, "chosen": chosen, "states": Message.State.choices, "now": timezone.now()}
    context["may_retry"] = permitted(Action.RETRY_MESSAGE, request.user.roles)
    context["may_cancel"] = permitted(Action.CANCEL_MESSAGE, request.user.roles)
    return render(request, "notifications/outbox.html", context)
