"""The questions that an auditor keeps: each under a name, asked again from their first page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..forms.saved_questions import SaveQuestionForm
from ..models import SavedQuestion
from ..workflow import Role
from .base import SignedIn, require_role


@require_POST
def save_question(request: SignedIn) -> HttpResponse:
    """Keep what a page was asked under a name; what cannot be kept comes back with what is wrong with it."""
    require_role(request, Role.AUDITOR)
    form = SaveQuestionForm(request.POST, user=request.user)
    if not form.is_valid():
        return render(request, "incidents/audit/keep_question.html", {"save": form})
    kept = SavedQuestion.objects.create(user=request.user, **form.facts())
    messages.success(request, _("The question is kept."))
    return redirect(kept.address)


@require_POST
def drop_question(request: SignedIn, pk: int) -> HttpResponse:
    """Keep a question no longer."""
    require_role(request, Role.AUDITOR)
    get_object_or_404(SavedQuestion.objects.visible_to(request.user), pk=pk).delete()
    messages.success(request, _("The question is kept no longer."))
    return redirect("incidents:audit")
