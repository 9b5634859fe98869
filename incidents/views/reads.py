"""Who looked at what: of a thing everybody who did, of a person everything they looked at. For auditors, whose own looks stand there too."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ..forms import reads as asking
from ..forms.saved_questions import SaveQuestionForm
from ..models import AccessEntry
from ..record import keyset
from ..reports import reads as report
from ..workflow import Role
from .base import SignedIn, require_role


def reads(request: SignedIn) -> HttpResponse:
    """Every look that was noted, latest first; the filters are the address. That it was asked for is noted as any page of an auditor."""
    require_role(request, Role.AUDITOR)
    asked = asking.read(request.GET, request.user)
    rows = asked.question.entries(request.user) if asked.answerable else AccessEntry.objects.none()
    page = keyset.page(rows, **keyset.places(request.GET, AccessEntry))
    cases = report.cases_of(page.rows, request.user)
    context = {
        "asked": asked,
        "chosen": asked.chosen,
        "query": asked.query,
        "save": SaveQuestionForm.of(request.path, request.GET, request.user, answerable=asked.answerable),
        "page": page,
        "lines": [(entry, report.KINDS[AccessEntry.Kind(entry.kind)], cases.get(entry.pk)) for entry in page.rows],
        "kinds": [(kind, _(words)) for kind, words in report.KINDS.items()],
    }
    return render(request, "incidents/reads/list.html", context)
