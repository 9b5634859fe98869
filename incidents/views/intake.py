"""The sixty-second intake: one screen, one required field. What comes in is stamped at once and kept as a draft."""

from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import files
from ..actions import cases, duplicates, intake, merging
from ..forms import IntakeForm
from ..models import IntakeDraft, IntakeFile, Involvement
from ..plain import dates
from ..record import deeds
from ..workflow import Action
from .base import done, require, told, visible_case
from .replies import AUTOSAVE

NEW = "new"


def record(request):
    """Take in what was seen: as a report, or as an incident at once. Likely duplicates are shown before saving."""
    require(request, Action.REPORT)
    draft = _draft_of(request)
    if request.method != "POST":
        form = IntakeForm(initial={"summary": draft.text if draft else ""})
        return _page(request, form, draft)
    form = IntakeForm(request.POST, request.FILES)
    form.is_valid()
    if AUTOSAVE in request.headers:
        return _autosave(request, form)
    if "files" not in form.errors:
        draft = _keep(request, form) or draft
    if "keep" in request.POST or form.errors:
        return _page(request, form, draft)
    likely = _likely(request, form.cleaned_data["summary"], form.cleaned_data["agency"])
    chosen = request.POST.get("same_as", "")
    if likely and not _is_choice(chosen, likely):
        return _page(request, form, draft, likely, ask=True)
    case = _save(request, form, draft, chosen)
    return redirect("incidents:incident", reference=case.reference)


def _is_choice(chosen, likely):
    return chosen == NEW or chosen in [case.reference for case, _, _ in likely]


def _save(request, form, draft, chosen):
    """Everything in one transaction: report or incident, its captures, its body, and the join if one was chosen."""
    facts = form.facts()
    as_incident = "incident" in request.POST and chosen in ("", NEW)
    with transaction.atomic():
        with deeds.remark(form.remarks):
            if as_incident:
                facts["title"] = facts["title"] or cases.title_from(facts["summary"])
                case = cases.record(by=request.user, **facts)
            else:
                case = cases.report(by=request.user, **facts)
        if agency := form.cleaned_data["agency"]:
            role, known = Involvement.AgencyRole.CONTROLLER, form.cleaned_data["known"]
            cases.involve(case, by=request.user, agency=agency, role=role, known=known)
        intake.hand_over(draft, case, by=request.user)
        done(request, Action.RECORD if as_incident else Action.REPORT)
        if chosen not in ("", NEW):
            into = visible_case(request, chosen)
            reason = _("Recognised as the same when it was taken in.")
            case.refresh_from_db()
            merging.merge(case, into, by=request.user, seen=case.version, reason=reason)
            done(request, Action.MERGE)
            return into
    return case


def _autosave(request, form):
    """What the script sends while somebody types or pastes: keep what may be kept, answer with what it means.

    A text that holds a number is not kept, but what was pasted beside it is.
    """
    draft = None if "files" in form.errors else _keep(request, form)
    faults = list(form.errors.get("files", ()))
    if request.POST.get("summary"):
        faults += form.errors.get("summary", ())
    likely = _likely(request, form.cleaned_data.get("summary", ""), form.cleaned_data.get("agency"))
    context = {"likely": likely, "draft": draft or _draft_of(request)}
    parts = {
        "likely": render_to_string("incidents/intake/likely.html", context, request),
        "pasted": render_to_string("incidents/intake/pasted.html", context, request),
    }
    answer = {"saved": dates.hour_in_words(timezone.now()), "parts": parts, "faults": [str(f) for f in faults]}
    return JsonResponse(answer, status=422 if faults else 200)


def _draft_of(request):
    return IntakeDraft.objects.filter(user=request.user).first()


def _keep(request, form):
    """The draft with what has just come in; None, and an error at the form, when there are too many files."""
    try:
        text, uploads = form.cleaned_data.get("summary"), form.cleaned_data.get("files") or []
        if text is None:
            draft = _draft_of(request)
            text = draft.text if draft else ""
        return intake.keep(request.user, text=text, uploads=uploads)
    except files.TooMany as refusal:
        form.add_error("files", told(refusal))
        return None


def _likely(request, text, agency):
    return duplicates.likely_duplicates(request.user, text, agency=agency, at=timezone.now())


def _page(request, form, draft, likely=None, *, ask=False):
    if likely is None:
        typed = form.data.get("summary", "") if form.is_bound else draft and draft.text
        likely = _likely(request, typed, None) if typed else []
    context = {
        "form": form,
        "draft": draft,
        "likely": likely,
        "ask": ask,
        "chosen": form.data.get("same_as", "") if form.is_bound else "",
        "now": timezone.now(),
        "accept": files.ACCEPT,
    }
    return render(request, "incidents/intake/record.html", context)


@require_POST
def discard_intake_file(request, pk):
    """Take a pasted file out again before anything is saved; what was typed meanwhile stays."""
    require(request, Action.REPORT)
    form = IntakeForm(request.POST)
    if "summary" not in (form.errors or {}):
        intake.keep(request.user, text=form.cleaned_data["summary"])
    intake.remove(get_object_or_404(IntakeFile, pk=pk, draft__user=request.user))
    return redirect("incidents:record")
