"""The sixty-second intake: one screen, one required field. What comes in is stamped at once and kept as a draft; whether it
is the same as another case is asked afterwards, on the page of what has been saved."""

from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import files
from ..actions import agencies, cases, duplicates, intake, merging, overtaken
from ..errors import DomainError
from ..forms import Guarded, IntakeForm
from ..models import Agency, Incident, IntakeDraft, IntakeFile, Involvement
from ..plain import dates, spans
from ..record import deeds, events
from ..workflow import Action
from . import autosave, kept_form
from .base import SignedIn, done, require, told
from .deed_page import DeedPage

NEW = "new"


class _Record(DeedPage):
    """Take in what was seen: as a report, or as an incident at once. Likely duplicates are shown while somebody types and
    never stand in the way: the button saves, and the question stands on the page of what was saved."""

    template_name = "incidents/intake/record.html"

    def get_object(self, **address: Any) -> IntakeDraft | None:
        return intake.draft_of(self.request.user)

    def get_initial(self) -> dict[str, Any]:
        """What was left on the page: sent when it could not be taken in, or kept as a draft."""
        self.given_back = kept_form.take(self.request)
        if self.given_back:
            return self.given_back.form.dict()
        return {"summary": self.on.text if self.on else ""}

    def post(self, request: HttpRequest, *args: Any, **address: Any) -> HttpResponse:
        form = self.get_form()
        form.is_valid()
        if autosave.is_quiet(request):
            return self.kept_quietly(form)
        self.keep(form)
        if "keep" in request.POST or form.errors:
            return self.form_invalid(form)
        return redirect("incidents:incident", reference=self.save(form).reference)

    def chosen(self) -> str:
        """The case that this is the same as, or NEW, as far as the person has said."""
        return self.request.POST.get("same_as", "")

    def likely(self, text: str, form: Guarded, drill: bool | None = None) -> list[duplicates.Likely]:
        """The likeliest first, days counted from the day typed: of drills for a drill, else of real cases, for the two are
        never joined."""
        typed = getattr(form, "cleaned_data", {})
        drill = bool(typed.get("drill")) if drill is None else drill
        seen, agency = spans.told(typed.get("seen_at") or timezone.now()), typed.get("agency")
        return duplicates.likely_duplicates(self.request.user, text, agency=agency, at=seen.start, drill=drill)

    def keep(self, form: Guarded) -> None:
        """Keep as the draft what has just come in. A text that holds a number is not kept, what came beside it is."""
        if "files" in form.errors:
            return
        text = form.cleaned_data.get("summary")
        if text is None:
            text = self.on.text if self.on else ""
        try:
            saving, uploads = autosave.saving_of(self.request), form.cleaned_data.get("files") or []
            draft = intake.keep(self.request.user, text=text, uploads=uploads, saving=saving)
        except files.TooMany as refusal:
            form.add_error("files", told(refusal))
        else:
            self.on = draft or self.get_object()

    def kept_quietly(self, form: Guarded) -> JsonResponse:
        """The answer to the page's script, which keeps while somebody types or pastes: when, and what the input means."""
        try:
            self.keep(form)
        except intake.Late as late:
            return JsonResponse({"faults": []}, status=late.status)
        faults = list(form.errors.get("files", ()))
        if self.request.POST.get("summary"):
            faults += form.errors.get("summary", ())
        likely = self.likely(form.cleaned_data.get("summary", ""), form)
        context = {"likely": likely, "draft": self.on}
        parts = {
            "likely": render_to_string("incidents/intake/likely.html", context, self.request),
            "pasted": render_to_string("incidents/intake/pasted.html", context, self.request),
        }
        answer = {
            "saved": dates.hour_in_words(timezone.now()),
            "parts": parts,
            "files": "files" not in form.errors,
            "faults": [str(fault) for fault in faults],
        }
        return JsonResponse(answer, status=422 if faults else 200)

    def save(self, form: Guarded) -> Incident:
        """Everything in one transaction: report or incident, its captures, its body, the question about duplicates. Then
        the join, if one was chosen; where that cannot be, what was saved stays and the question with it."""
        facts, user, chosen = form.facts(), self.request.user, self.chosen()
        likely = self.likely(facts["summary"], form, facts["drill"])
        into = next((case for case, _kinds, _days in likely if case.reference == chosen), None)
        as_incident = "incident" in self.request.POST and into is None
        facts["likely"] = [] if chosen == NEW else likely
        with transaction.atomic():
            with events.remark(form.remarks):
                if as_incident:
                    facts["title"] = facts["title"] or cases.title_from(facts["summary"])
                    case = cases.record(by=user, **facts)
                else:
                    case = cases.report(by=user, **facts)
            if agency := self.body(case, form):
                role, known = Involvement.AgencyRole.SUSPECTED, form.cleaned_data["known"]
                cases.involve(case, by=user, agency=agency, role=role, known=known)
            intake.hand_over(self.on, case, by=user)
        done(self.request, Action.RECORD if as_incident else Action.REPORT)
        if chosen not in ("", NEW) and into is None:
            words = _("%(case)s was chosen and is not joined: it is not listed for what is now typed. Nothing is lost.")
            messages.warning(self.request, words % {"case": chosen[:20]})
        return self.joined(case, into) if into else case

    def body(self, case: Incident, form: Guarded) -> Agency | None:
        """The body that is thought to hold the data: one of the list, or one that is added now."""
        if body := cast(IntakeForm, form).body():
            return agencies.propose_agency(by=self.request.user, within=case, **body)
        found: Agency | None = form.cleaned_data["agency"]
        return found

    def joined(self, case: Incident, into: Incident) -> Incident:
        case.refresh_from_db()
        try:
            with translation.override("id"):  # what stands for ever is not worded by who happened to click
                reason = _("Recognised as the same when it was taken in.")
            merging.merge(case, into, by=self.request.user, seen=case.version, reason=reason)
        except DomainError as refusal:
            why = (
                _("it takes no other case in now.")
                if type(refusal) in (deeds.Conflict, overtaken.CaseOver)
                else told(refusal)
            )
            words = {"case": into, "why": why}
            messages.warning(self.request, _("Not joined to %(case)s; the report stands alone: %(why)s") % words)
            return case
        done(self.request, Action.MERGE)
        return into

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        context = super().get_context_data(**context)
        typed = context["form"]["summary"].value()
        facts = {"draft": self.on, "chosen": self.chosen(), "accept": files.ACCEPT}
        facts |= {"given_back": self.given_back, "page_token": autosave.new_page()}
        return facts | {"likely": self.likely(typed, context["form"]) if typed else []} | context


record = _Record.page(Action.REPORT, None, IntakeForm)


@require_POST
def discard_intake_file(request: SignedIn, pk: int) -> HttpResponse:
    """Take a pasted file out again before anything is saved; what was typed meanwhile stays on the page."""
    require(request, Action.REPORT)
    form = IntakeForm(request.POST)
    if "summary" not in (form.errors or {}):
        intake.keep(request.user, text=form.cleaned_data["summary"], saving=autosave.saving_of(request))
    intake.remove(get_object_or_404(IntakeFile, pk=pk, draft__user=request.user))
    kept_form.keep(request, why=kept_form.Why.HELD)
    return redirect("incidents:record")
