"""What anybody may do without an account: complain, where an administrator opened the form, and ask how it stands."""

from datetime import date, timedelta

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from ..actions import complaints as verbs
from ..forms.public_complaints import CodeForm, PublicComplaintForm
from ..models import CaseEvent, Complaint, ComplaintAnswer
from ..models.complaints import form_is_open
from ..record import complainant_sheets, complaint_answers_out, deeds, merged_meanwhile, sent_forms
from ..workflow import Action, ComplaintStatus
from .rate_limits import too_often

AN_HOUR, SENT_AN_HOUR = int(timedelta(hours=1).total_seconds()), 5  # complaints of one address
A_MINUTE, ASKED_A_MINUTE = 60, 10  # codes that one address may try


@login_not_required
@sensitive_post_parameters()
def complain(request: HttpRequest) -> HttpResponse:
    """The public form. While it is closed it does not exist; who had it before them when it was closed gets their words back."""
    if request.method == "POST" and (before := _sent_before()):
        return _received(request, before)
    is_open = form_is_open(timezone.now())
    if not is_open and not sent_forms.present():  # no page of ours
        raise Http404("the public form is closed")
    form = PublicComplaintForm(request.POST if request.method == "POST" else None)
    if not is_open:
        return render(request, "incidents/complaints/complain.html", {"form": form, "closed": True}, status=409)
    if request.method == "POST" and form.is_valid():
        if too_often(request, "complain", SENT_AN_HOUR, AN_HOUR):
            return render(request, "incidents/complaints/complain.html", {"form": form, "too_many": True}, status=429)
        return _received(request, _sent_once(form))
    return render(request, "incidents/complaints/complain.html", {"form": form})


def _sent_once(form: PublicComplaintForm) -> Complaint:
    """The complaint that this form sends, or that another press of it sent at the same moment."""
    try:
        return verbs.submit(**form.facts())
    except deeds.DoneAlready:
        before = _sent_before()
        if before is None:
            raise
        return before


def _sent_before() -> Complaint | None:
    """What a second press of the very same form sent at its first."""
    form = sent_forms.present()
    rows = CaseEvent.objects.filter(action=Action.SUBMIT_COMPLAINT, act_id=form.act_id) if form else None
    event = rows.first() if rows is not None else None
    return Complaint.objects.get(pk=event.subject_id) if event else None


def _received(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    """Number and code, shown once: the code is made of the form's own token and kept as its hash alone."""
    form = sent_forms.present()
    code = complainant_sheets.new_code(complaint, of=str(form.act_id) if form else "")
    response = render(request, "incidents/complaints/received.html", {"complaint": complaint, "code": code})
    response.headers["Cache-Control"] = "no-store"
    return response


@login_not_required
@sensitive_post_parameters()
def complaint_status(request: HttpRequest) -> HttpResponse:
    """How a complaint stands, under its own number, in plain words and nothing else of it; a code that is none gets the same answer each
    time."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "form_open": form_is_open(timezone.now())}
    if request.method != "POST" or not form.is_valid():
        return render(request, "incidents/complaints/status.html", context)
    if too_often(request, "complaint-code", ASKED_A_MINUTE, A_MINUTE):
        return render(request, "incidents/complaints/status.html", context | {"too_many": True}, status=429)
    found = complainant_sheets.by_code(form.cleaned_data["kode"])
    if found is None:
        return render(request, "incidents/complaints/status.html", context | {"unknown": True}, status=404)
    stands = found.merged_into or found
    # "Sent to you" is true of another complaint only where both sheets name the same address or number.
    alike = complainant_sheets.of_same_person(found.sheet).filter(Q(pk=stands.pk) | Q(merged_into=stands))
    told = Q(complaint=found) | Q(complaint__in=alike)
    answers = ComplaintAnswer.objects.filter(told).order_by("pk")
    out = complaint_answers_out.of(answers.select_related("complaint__incident", "complaint__sheet"))
    out.sort(key=lambda each: each.on or date.max)  # as they reached somebody, and then what is still to come
    facts = {"found": found, "stands": stands, "out": out, "concluded": stands.status == ComplaintStatus.CONCLUDED}
    facts["mistaken"] = stands.status == ComplaintStatus.MISTAKEN
    facts["otherwise_until"] = merged_meanwhile.told_otherwise_until(found)
    response = render(request, "incidents/complaints/status.html", context | facts)
    response.headers["Cache-Control"] = "no-store"
    return response
