"""Pages of a letter of the case that asks nothing: draft it to one agency or several, look at it, issue it, drop it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ..actions import case_letters, letter_content
from ..forms import CaseLetterForm, ReasonForm
from ..letters import wordings
from ..models import AccessEntry, CaseEvent, CaseLetter, ClarificationRequest, Letter
from ..plain import letter_kinds
from ..record import access_log, deeds
from ..workflow import STAFF, Action, CaseLetterStatus, Role, Subject, moves
from .base import done, require, visible_case
from .buttons import buttons_of

FORM_PAGE = "incidents/case_letters/form.html"


def draft_letter(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """A new letter of `kind` to one or several agencies of the case."""
    require(request, Action.DRAFT_LETTER)
    case, row = visible_case(request, reference), letter_kinds.KINDS.get(kind)
    if row is None or not row.alone:
        raise Http404("no letter of this kind stands alone")
    initial = {
        "subject": wordings.on(kind, timezone.localdate()).subject,
        "agencies": request.GET.getlist("agency"),
        "security": ClarificationRequest.Security.ORDINARY,
        "urgency": ClarificationRequest.Urgency.URGENT,
    }
    form = CaseLetterForm(request.POST or None, incident=case, kind=row, initial=initial)
    if request.method == "POST" and form.is_valid():
        agencies, facts = form.cleaned_data["agencies"], form.facts()
        with deeds.remark(form.remarks):
            rows = case_letters.draft(case, by=request.user, kind=row, agencies=agencies, facts=facts, **form.shared)
        done(request, Action.DRAFT_LETTER)
        return redirect(rows[0])
    context = {
        "form": form,
        "incident": case,
        "kind": row,
        "lead": _(row.hint) if row.hint else "",
        "action": Action.DRAFT_LETTER,
    }
    return render(request, FORM_PAGE, context)


def _visible(request: HttpRequest, pk: int) -> CaseLetter:
    rows = CaseLetter.objects.visible_to(request.user).with_own_hand(request.user)
    rows = rows.select_related("incident", "agency", "unit", "drafted_by")
    return get_object_or_404(rows.prefetch_related("agency__names", "letters__file", "letters__register_entry"), pk=pk)


def _moves_of(request: HttpRequest, row: CaseLetter) -> list[Action]:
    case = row.incident.status
    return moves(Subject.CASE_LETTER, row.status, request.user.roles, is_drafter=row.own_hand, case=case)


def case_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One address for both sides: the agency gets its own page, the ministry and auditors theirs."""
    row, now = _visible(request, pk), timezone.now()
    context = {"row": row, "letter": row.letter, "now": now}
    if Role.LIAISON in request.user.roles and not request.user.roles & (STAFF | {Role.AUDITOR}):
        access_log.log(AccessEntry.Kind.READ, request, row)
        return render(request, "incidents/portal/case_letter.html", context)
    together = CaseLetter.objects.visible_to(request.user).filter(act_id=row.act_id).exclude(pk=row.pk)
    events = CaseEvent.objects.visible_to(request.user)
    context |= {
        "content": row.letter.content if row.letter else case_letters.content(row, now, request.user),
        "buttons": buttons_of(row, request.user),
        "together": together.select_related("agency").prefetch_related("agency__names"),
        "calls_too_late": row.status != CaseLetterStatus.ISSUED and case_letters.calls_too_late(row, now),
        "events": events.filter(subject_type=Subject.CASE_LETTER, subject_id=str(row.pk)).order_by("-recorded_at")[:60],
    }
    return render(request, "incidents/case_letters/letter.html", context)


def edit_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """What the letters of one act say, as far as they are drafts."""
    require(request, Action.EDIT_LETTER)
    row = _visible(request, pk)
    if Action.EDIT_LETTER not in _moves_of(request, row):
        return redirect(row)
    form = CaseLetterForm(
        request.POST or None, incident=row.incident, kind=row.kind_row, row=row, initial=CaseLetterForm.initial_of(row)
    )
    if request.method == "POST" and form.is_valid():
        with deeds.remark(form.remarks):
            seen = form.cleaned_data["seen"]
            case_letters.edit(row, by=request.user, seen=seen, facts=form.facts(), **form.shared)
        done(request, Action.EDIT_LETTER)
        return redirect(row)
    context = {"form": form, "incident": row.incident, "kind": row.kind_row, "row": row, "action": Action.EDIT_LETTER}
    return render(request, FORM_PAGE, context)


def issue_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The very letters, and one button for all that were drafted together. Where a person signs, it leads to that."""
    require(request, Action.ISSUE_LETTER)
    row, now = _visible(request, pk), timezone.now()
    if request.method == "POST":
        shown = {each: _seen(request, each) for each in case_letters.of_one_act(row) or [row]}
        case_letters.issue(shown, by=request.user)
        signed_by_hand = letter_content.signing_at(now) in Letter.BY_HAND
        done(request, Action.APPROVE_LETTER if signed_by_hand else Action.ISSUE_LETTER)
        return redirect(row)
    if Action.ISSUE_LETTER not in _moves_of(request, row) or row.status != CaseLetterStatus.DRAFT:
        return redirect(row)
    letters = []
    for each in case_letters.of_one_act(row):
        each.content = case_letters.content(each, now, request.user)
        each.digest = letter_content.digest(each.content)
        letters.append(each)
    signing = letters[0].content["signing"]
    context = {
        "row": row,
        "letters": letters,
        "kind": row.kind_row,
        "action": Action.APPROVE_LETTER if signing in Letter.BY_HAND else Action.ISSUE_LETTER,
        "signing": dict(Letter.Signing.choices).get(signing, ""),
        "calls_too_late": case_letters.calls_too_late(row, now),
    }
    return render(request, "incidents/case_letters/issue.html", context)


def _seen(request: HttpRequest, row: CaseLetter) -> tuple[int, str]:
    """Version and digest of the letter as the page showed it; a letter that it did not show was not seen."""
    version, _dot, digest = request.POST.get(f"seen-{row.pk}", "").partition(".")
    return int(version) if version.isdecimal() and version.isascii() else 0, digest


def drop_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """It will not go out; with the reason. A number that it has is void."""
    require(request, Action.DROP_LETTER)
    row = _visible(request, pk)
    form = ReasonForm(request.POST or None, initial={"seen": row.version})
    if request.method == "POST" and form.is_valid():
        case_letters.drop(row, by=request.user, **form.cleaned_data)
        done(request, Action.DROP_LETTER)
        return redirect(row)
    lead = _("It will not go out; whoever drafted it is told why. A number that was given stays void.")
    context = {"form": form, "incident": row.incident, "kind": row.kind_row, "row": row, "lead": lead}
    return render(request, FORM_PAGE, context | {"action": Action.DROP_LETTER, "weight": "revoke"})
