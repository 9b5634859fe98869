"""Pages of a case: list, record, page, amend, involve, note, attach, download."""

from django.db.models import Count, Q
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from .. import access, files
from ..actions import cases
from ..forms import AmendForm, AttachForm, IncidentForm, InvolveForm, NoteForm
from ..models import AccessEntry, Attachment, CaseEvent, ClarificationRequest, Incident
from ..workflow import STAFF, Action, RequestStatus, Role, Subject, moves
from . import done, page_of, require, require_role

TIMELINE = 60


def visible(request, reference):
    """The case, or 404: for whom it is not visible it does not exist."""
    return get_object_or_404(Incident.objects.visible_to(request.user), reference=reference)


def case_list(request):
    """All cases the reader may know of, latest first."""
    require_role(request, *STAFF, Role.AUDITOR)
    rows = (
        Incident.objects.visible_to(request.user)
        .select_related("owner")
        .annotate(
            open_requests=Count("requests", filter=Q(requests__status=RequestStatus.OPEN), distinct=True),
            requests_count=Count("requests", distinct=True),
        )
        .order_by("-pk")
    )
    return render(request, "incidents/cases/list.html", {"rows": page_of(request, rows)})


def record(request):
    require(request, Action.RECORD)
    blank = Incident()
    initial = {"seen_at": timezone.localtime(), "severity": blank.severity, "tlp": blank.tlp, "source": blank.source}
    form = IncidentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        incident = cases.record(by=request.user, **form.cleaned_data)
        done(request, Action.RECORD)
        return redirect("incidents:incident", reference=incident.reference)
    return render(request, "incidents/cases/record.html", {"form": form})


def incident(request, reference):
    """The case: clocks, agencies, requests, notes, files, and what happened in order."""
    case = visible(request, reference)
    requests = (
        ClarificationRequest.objects.visible_to(request.user)
        .filter(incident=case)
        .select_related("incident", "agency")
        .prefetch_related("agency__names", "deadlines", "letters__register_entry")
    )
    events = CaseEvent.objects.visible_to(request.user).filter(incident=case).order_by("-recorded_at")
    context = {
        "incident": case,
        "now": timezone.now(),
        "requests": requests,
        "running": [r for r in requests if r.status in (RequestStatus.OPEN, RequestStatus.ANSWERED)],
        "involvements": case.involvements.select_related("agency").prefetch_related("agency__names"),
        "activities": case.activities.order_by("-happened_at"),
        "attachments": case.attachments.select_related("file"),
        "events": events[:TIMELINE],
        "more_events": max(0, events.count() - TIMELINE),
        "moves": moves(Subject.INCIDENT, case.status, request.user.roles),
        "may_draft": Action.DRAFT in moves(Subject.REQUEST, None, request.user.roles),
        "first_event": events.last(),
    }
    return render(request, "incidents/cases/incident.html", context)


def amend(request, reference):
    require(request, Action.AMEND)
    case = visible(request, reference)
    initial = {name: getattr(case, name) for name in AmendForm.FACTS} | {"seen": case.version}
    form = AmendForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts, cleaned = form.facts(), form.cleaned_data
        cases.amend(case, by=request.user, seen=cleaned["seen"], reason=cleaned["reason"], **facts)
        done(request, Action.AMEND)
        return redirect("incidents:incident", reference=reference)
    return render(request, "incidents/cases/amend.html", {"form": form, "incident": case})


def _small_form(request, reference, action, make_form, act):
    """The pages that add one thing to a case differ only in their form and their verb."""
    require(request, action)
    case = visible(request, reference)
    form = make_form(case)
    if request.method == "POST" and form.is_valid():
        act(case, form.cleaned_data)
        done(request, action)
        return redirect("incidents:incident", reference=reference)
    return render(request, "incidents/cases/small_form.html", {"form": form, "incident": case, "action": action})


def involve(request, reference):
    return _small_form(
        request,
        reference,
        Action.INVOLVE,
        lambda case: InvolveForm(request.POST or None, incident=case),
        lambda case, data: cases.involve(case, by=request.user, **data),
    )


def note(request, reference):
    return _small_form(
        request,
        reference,
        Action.NOTE,
        lambda case: NoteForm(request.POST or None),
        lambda case, data: cases.note(case, by=request.user, **data),
    )


def attach(request, reference):
    return _small_form(
        request,
        reference,
        Action.ATTACH,
        lambda case: AttachForm(request.POST or None, request.FILES or None),
        lambda case, data: cases.attach(case, by=request.user, upload=data["file"], description=data["description"]),
    )


def attachment(request, pk):
    found = get_object_or_404(Attachment.objects.visible_to(request.user).select_related("file"), pk=pk)
    access.log(AccessEntry.Kind.DOWNLOAD, request, found)
    return send(found.file)


def send(stored):
    """A stored file as a download: never shown inside our origin, never sniffed, never kept by a cache."""
    response = FileResponse(
        open(files.full_path(stored.path), "rb"),  # noqa: SIM115  (FileResponse closes it)
        as_attachment=True,
        filename=stored.name,
        content_type=stored.content_type,
    )
    response.headers["Cache-Control"] = "no-store"
    response._csp_replace = {"default-src": ["'none'"], "sandbox": []}
    return response
