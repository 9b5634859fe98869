"""How the letters of a period stood to their dues, letter by letter, for auditors."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ..forms.figures import period_of
from ..forms.saved_questions import SaveQuestionForm
from ..reports import due_compliance, figures
from ..workflow import Role
from .base import SignedIn, page_of, require_role


def dues(request: SignedIn) -> HttpResponse:
    """Every letter that was issued in the period, each with what became of it; the period and its letters can be taken out."""
    require_role(request, Role.AUDITOR)
    form, first, last = period_of(request.GET)
    context = {"form": form, "which": figures.WHICH, "how_counted": figures.HOW_COUNTED}
    if form.is_valid():
        found = list(due_compliance.of(request.user, first, last, timezone.now()))
        context |= {"page": page_of(request, found), "first": first, "last": last, "all": len(found)}
        context["save"] = SaveQuestionForm.of(request.path, request.GET, request.user)
        context["query"] = f"first={first.isoformat()}&last={last.isoformat()}"
    return render(request, "incidents/dues/list.html", context)
