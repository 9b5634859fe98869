"""Letters and sheets as PDF: preview before issue, download after, the receipt of an answer, the figures of agencies."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from incidents.actions import letter_content
from incidents.forms.figures import PeriodForm, period_of
from incidents.models import AccessEntry, ClarificationRequest, Letter, Response
from incidents.plain.not_none import not_none
from incidents.record import access_log
from incidents.reports import figures, past_figures
from incidents.views import complainant_sheets as sheets_pages
from incidents.views.base import SignedIn, require_role, send
from incidents.views.exporting import Taken, take_out
from incidents.views.figures import outgoing
from incidents.workflow import GIVEN_UP, STAFF, RequestStatus, Role

from ..letters import pdf
from ..letters import preview as previews


def _draft(request: SignedIn, pk: int) -> tuple[ClarificationRequest, bytes]:
    """The draft letter of a request that staff may see and that is not issued yet: content and its PDF."""
    require_role(request, *STAFF)
    clarification = get_object_or_404(
        ClarificationRequest.objects.visible_to(request.user)
        .filter(issued_at__isnull=True)
        .exclude(status__in=(*GIVEN_UP, RequestStatus.AWAITING_SIGNATURE))
        .select_related("unit", "agency"),
        pk=pk,
    )
    return clarification, previews.draft(letter_content.draft_content(clarification, timezone.now(), request.user))


def preview(request: SignedIn, pk: int) -> HttpResponseBase:
    """The draft as PDF, marked DRAF, with blanks where issuing fills in; the frozen letter while a person is to sign it."""
    waiting = Letter.objects.visible_to(request.user).to_sign().filter(request=pk, about__isnull=True).first()
    if waiting and waiting.unsigned and request.user.is_staff_member:
        response: HttpResponseBase = send(waiting.unsigned)
        access_log.log(AccessEntry.Kind.DOWNLOAD, request, waiting)
        return response
    try:
        clarification, data = _draft(request, pk)
    except pdf.Unavailable:
        return render(request, "notifications/no_pdf.html", status=503)
    access_log.log(AccessEntry.Kind.DOWNLOAD, request, clarification)
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="draf-{clarification.pk}.pdf"'
    return response


def preview_page(request: SignedIn, pk: int, page: int) -> HttpResponse:
    """One page of the draft as a picture: what the approver looks at is the PDF itself."""
    try:
        clarification, data = _draft(request, pk)
        picture = pdf.picture(data, page)
    except pdf.Unavailable:
        return render(request, "notifications/no_pdf.html", status=503)
    except IndexError as missing:
        raise Http404("the letter has fewer pages") from missing
    access_log.look(request, clarification)
    return HttpResponse(picture, content_type="image/png")


def letter(request: SignedIn, pk: int) -> HttpResponseBase:
    """The issued letter, for those who may see what it was written for; one that names who complained as its sheet opens."""
    rows = Letter.objects.visible_to(request.user).select_related("file", "complaint_answer__complaint")
    found = get_object_or_404(rows, pk=pk)
    if found.file is None:
        return render(request, "notifications/not_yet.html", {"letter": found}, status=503)
    if found.to_person:
        return sheets_pages.letter_to_person(request, found)
    response = send(found.file)
    access_log.log(AccessEntry.Kind.DOWNLOAD, request, found)
    return response


def courtesy_copy(request: SignedIn, pk: int) -> HttpResponseBase:
    """What a letter that goes abroad says in English, for those who may see the letter."""
    rows = Letter.objects.visible_to(request.user).filter(courtesy__isnull=False).select_related("courtesy")
    found = get_object_or_404(rows, pk=pk)
    response = send(not_none(found.courtesy))
    access_log.log(AccessEntry.Kind.DOWNLOAD, request, found)
    return response


def receipt_pdf(request: SignedIn, pk: int) -> HttpResponseBase:
    """The receipt of one part of an answer, for those who may see its request: the stored bytes."""
    found = get_object_or_404(
        Letter.objects.select_related("file"), response__in=Response.everything.visible_to(request.user), response=pk
    )
    if found.file is None:
        return render(request, "notifications/not_yet.html", {"letter": found}, status=503)
    response = send(found.file)
    access_log.log(AccessEntry.Kind.DOWNLOAD, request, found)
    return response


def performance_pdf(request: SignedIn) -> HttpResponse:
    """The figures of agencies as PDF: the sheet that is handed on, once it is said what for."""
    require_role(request, *STAFF, Role.AUDITOR)
    form, first, last = period_of(request.GET)
    if not form.is_valid():
        return redirect(f"{reverse('incidents:performance')}?{request.GET.urlencode()}")
    try:
        return take_out(request, outgoing(request, "PDF", first, last), lambda: _figures(request, form, first, last))
    except pdf.Unavailable:
        return render(request, "notifications/no_pdf.html", status=503)


def _figures(request: SignedIn, form: PeriodForm, first: date, last: date) -> Taken:
    """The sheet of figures. Raises pdf.Unavailable."""
    now = timezone.now()
    past = form.cleaned_data["past"]
    rows, everybody = past_figures.by_agency(request.user, first, last, now, past=past)
    context = {"rows": rows, "all": everybody, "first": first, "last": last, "now": now, "sample": settings.DEMO}
    with override("id"):  # as the sheet is, whoever draws it up
        context |= {
            "which": past_figures.which(request.user, first, last, past=past),
            "how_counted": figures.HOW_COUNTED,
        }
    data = pdf.render(render_to_string("notifications/letters/performance.1.html", context))
    return Taken(f"kinerja-{first.isoformat()}-{last.isoformat()}.pdf", "application/pdf", data, len(rows))
