"""Pages of a clarification request on the ministry's side, and the one address both sides share."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from .. import access
from ..actions import clarifications, letters
from ..clocks import WIB
from ..forms import (
    FanOutForm,
    IssueForm,
    QuestionFormSet,
    ReasonForm,
    RequestForm,
    SeenForm,
    default_questions,
    new_request,
)
from ..models import AccessEntry, CaseEvent, ClarificationRequest
from ..workflow import STAFF, Action, Role, Subject, moves
from . import cases as case_pages
from . import done, require


def visible(request, pk):
    rows = ClarificationRequest.objects.visible_to(request.user).select_related(
        "incident__owner",
        "agency",
        "unit",
        "follow_up",
        "follows",
        "drafted_by",
        "issued_by",
        "submitted_by",
        "accepted_by",
        "withdrawn_by",
    )
    rows = rows.with_own_hand(request.user)
    return get_object_or_404(
        rows.prefetch_related("agency__names", "deadlines__rule", "letters__register_entry"), pk=pk
    )


def moves_of(user, row):
    return moves(Subject.REQUEST, row.status, user.roles, is_drafter=row.own_hand)


def draft(request, reference):
    """New request: questions start from Art. 46(2), the basis from the rule in force today."""
    require(request, Action.DRAFT)
    case = case_pages.visible(request, reference)
    today = timezone.now().astimezone(WIB).date()
    form = FanOutForm(
        request.POST or None,
        incident=case,
        initial=new_request(case, today) | {"agencies": request.GET.getlist("agency")},
    )
    questions = _question_rows(request, default_questions())
    if request.method == "POST" and "add_row" not in request.POST and form.is_valid() and questions.is_valid():
        rows = clarifications.fan_out(case, by=request.user, questions=questions.questions(), **form.facts())
        done(request, Action.DRAFT)
        if len(rows) > 1:
            return redirect("incidents:incident", reference=reference)
        return redirect("incidents:request", pk=rows[0].pk)
    context = {"form": form, "questions": questions, "incident": case, "action": Action.DRAFT}
    return render(request, "incidents/requests/draft.html", context)


def edit(request, pk):
    require(request, Action.EDIT)
    row = visible(request, pk)
    initial = {name: getattr(row, name) for name in RequestForm.FACTS} | {"seen": row.version}
    form = RequestForm(request.POST or None, incident=row.incident, initial=initial)
    questions = _question_rows(request, [(q.heading, q.text) for q in row.questions.all()])
    if request.method == "POST" and "add_row" not in request.POST and form.is_valid() and questions.is_valid():
        seen = form.cleaned_data["seen"]
        clarifications.edit(
            row, by=request.user, seen=seen if seen is not None else 0, questions=questions.questions(), **form.facts()
        )
        done(request, Action.EDIT)
        return redirect("incidents:request", pk=row.pk)
    context = {"form": form, "questions": questions, "incident": row.incident, "row": row, "action": Action.EDIT}
    return render(request, "incidents/requests/draft.html", context)


def _question_rows(request, start):
    """The questions as typed; "add a question" brings one more empty row and keeps the rest."""
    if request.method != "POST":
        return QuestionFormSet(initial=[{"heading": h, "text": t} for h, t in start], prefix="q")
    data = request.POST
    if "add_row" in data:
        data = data.copy()
        total = data.get("q-TOTAL_FORMS", "0")
        data["q-TOTAL_FORMS"] = int(total) + 1 if total.isdigit() else 1
    return QuestionFormSet(data, prefix="q")


def request(request, pk):
    """One address for both sides: the agency gets its own page, the ministry and auditors theirs."""
    row = visible(request, pk)
    now = timezone.now()
    questions = row.questions.prefetch_related("answers__response", "answers__files__file")
    context = {
        "row": row,
        "now": now,
        "questions": questions,
        "responses": row.responses.all(),
        "deadlines": row.deadline_rows,
        "moves": moves_of(request.user, row),
        "sides": {"open": row.questions.filter(status="open").count(), "all": len(questions)},
    }
    if Role.LIAISON in request.user.roles and not request.user.roles & (STAFF | {Role.AUDITOR}):
        access.log(AccessEntry.Kind.READ, request, row)
        drafts = {d.question_id: d for d in clarifications.drafts_of(row)}
        for question in questions:
            question.draft_row = drafts.get(question.pk)
        context |= {"drafts": drafts, "next_question": next((q for q in questions if q.status == "open"), None)}
        return render(request, "incidents/liaison/request.html", context)
    context["events"] = (
        CaseEvent.objects.visible_to(request.user)
        .filter(subject_type=Subject.REQUEST, subject_id=str(row.pk))
        .order_by("-recorded_at")[:60]
    )
    return render(request, "incidents/requests/request.html", context)


def issue(request, pk):
    """Approve and issue: the very PDF, what will happen, one button. The digest pins what was seen."""
    require(request, Action.ISSUE)
    row = visible(request, pk)
    now = timezone.now()
    form = IssueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        clarifications.issue(
            row, by=request.user, seen=form.cleaned_data["seen"], approved_digest=form.cleaned_data["digest"]
        )
        done(request, Action.ISSUE)
        return redirect("incidents:request", pk=row.pk)
    if Action.ISSUE not in moves_of(request.user, row):
        return redirect("incidents:request", pk=row.pk)
    content = letters.draft_content(row, now)
    context = {
        "row": row,
        "content": content,
        "digest": letters.digest(content),
        "now": now,
        "due": clarifications.preview_due(now),
        "rule": letters.rule_on(now.astimezone(WIB).date()),
        "moves": moves_of(request.user, row),
    }
    return render(request, "incidents/requests/issue.html", context)


def _with_reason(request, pk, action, act):
    """The pages of the deeds that need a reason."""
    require(request, action)
    row = visible(request, pk)
    form = ReasonForm(request.POST or None, initial={"seen": row.version})
    if request.method == "POST" and form.is_valid():
        act(row, by=request.user, **form.cleaned_data)
        done(request, action)
        return redirect("incidents:request", pk=row.pk)
    return render(request, "incidents/requests/reason.html", {"form": form, "row": row, "action": action})


def send_back(request, pk):
    return _with_reason(request, pk, Action.SEND_BACK, clarifications.send_back)


def withdraw(request, pk):
    return _with_reason(request, pk, Action.WITHDRAW, clarifications.withdraw)


def _button(request, pk, action, act):
    """The deeds that need nothing but the version their page showed."""
    require(request, action)
    row = visible(request, pk)
    form = SeenForm(request.POST)
    act(row, by=request.user, seen=form.cleaned_data["seen"] if form.is_valid() else 0)
    done(request, action)
    return redirect("incidents:request", pk=row.pk)


@require_POST
def submit(request, pk):
    return _button(request, pk, Action.SUBMIT, clarifications.submit)


@require_POST
def acknowledge(request, pk):
    return _button(request, pk, Action.ACKNOWLEDGE, clarifications.acknowledge)


@require_POST
def accept(request, pk):
    return _button(request, pk, Action.ACCEPT, clarifications.accept)
