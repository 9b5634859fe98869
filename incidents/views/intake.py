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
from ..models import IntakeFile, Involvement
from ..plain import dates
from ..record import deeds
from ..workflow import Action
from . import autosave, kept_form
from .base import done, require, told, visible_case

NEW = "new"


def record(request):
    """Take in what was seen: as a report, or as an incident at once. Likely duplicates are shown before saving."""
    require(request, Action.REPORT)
    draft = intake.draft_of(request.user)
    if request.method != "POST":
        return _begin(request, draft)
    form = IntakeForm(request.POST, request.FILES)
    form.is_valid()
    if autosave.is_quiet(request):
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


def _begin(request, draft):
    """The empty page, or what was left on it: kept as a draft, or sent when it could not be taken in."""
    given_back = kept_form.take(request)
    if given_back is None:
        return _page(request, IntakeForm(initial={"summary": draft.text if draft else ""}), draft)
    return _page(request, IntakeForm(initial=given_back.form.dict()), draft, given_back=given_back)


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
    try:
        draft = None if "files" in form.errors else _keep(request, form)
    except intake.Late:
        return JsonResponse({"faults": []}, status=409)
    faults = list(form.errors.get("files", ()))
    if request.POST.get("summary"):
        faults += form.errors.get("summary", ())
    likely = _likely(request, form.cleaned_data.get("summary", ""), form.cleaned_data.get("agency"))
    context = {"likely": likely, "draft": draft or intake.draft_of(request.user)}
    parts = {
        "likely": render_to_string("incidents/intake/likely.html", context, request),
        "pasted": render_to_string("incidents/intake/pasted.html", context, request),
    }
    answer = {
        "saved": dates.hour_in_words(timezone.now()),
        "parts": parts,
        "files": "files" not in form.errors,
        "faults": [str(f) for f in faults],
    }
    return JsonResponse(answer, status=422 if faults else 200)


def _keep(request, form):
    """The draft with what has just come in; None, and an error at the form, when there are too many files."""
    try:
        text, uploads = form.cleaned_data.get("summary"), form.cleaned_data.get("files") or []
        if text is None:
            draft = intake.draft_of(request.user)
            text = draft.text if draft else ""
        return intake.keep(request.user, text=text, uploads=uploads, saving=autosave.saving_of(request))
    except files.TooMany as refusal:
        form.add_error("files", told(refusal))
        return None


def _likely(request, text, agency):
    return duplicates.likely_duplicates(request.user, text, agency=agency, at=timezone.now())


def _page(request, form, draft, likely=None, *, ask=False, given_back=None):
    if likely is None:
        typed = form["summary"].value()
        likely = _likely(request, typed, None) if typed else []
    context = {
        "form": form,
        "draft": draft,
        "likely": likely,
        "ask": ask,
        "chosen": form.data.get("same_as", "") if form.is_bound else "",
        "now": timezone.now(),
        "accept": files.ACCEPT,
        "given_back": given_back,
        "page_token": autosave.new_page(),
    }
    return render(request, "incidents/intake/record.html", context)


@require_POST
def discard_intake_file(request, pk):
    """Take a pasted file out again before anything is saved; what was typed meanwhile stays on the page."""
    require(request, Action.REPORT)
    form = IntakeForm(request.POST)
    if "summary" not in (form.errors or {}):
        intake.keep(request.user, text=form.cleaned_data["summary"], saving=autosave.saving_of(request))
    intake.remove(get_object_or_404(IntakeFile, pk=pk, draft__user=request.user))
    kept_form.keep(request, ended=False)
    return redirect("incidents:record")
