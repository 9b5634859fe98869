"""Who knew what, and since when, of a case or of one letter of it. For auditors, on a page to print."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ..forms.saved_questions import SaveQuestionForm
from ..models import AccessEntry, Incident
from ..record import access_log, cited_numbers
from ..reports import who_knew as report
from ..reports.facts_of_a_case import LETTERS, Wanted, key_of
from ..reports.ways_of_knowing import WAYS
from ..workflow import Role
from .base import SignedIn, require_role

NAMES = ("case", "person", "fact")


def who_knew(request: SignedIn) -> HttpResponse:
    """Of the case or letter of a number each fact, each person and the first instant of each way, a page of facts or, to print, all
    of them. Each look is recorded, under the case, with what was asked."""
    require_role(request, Role.AUDITOR)
    chosen = {name: request.GET.get(name, "").replace("\x00", "").strip() for name in NAMES}
    cited = cited_numbers.find(request.user, chosen["case"])
    case = _case(request, cited) if cited else None
    whole = request.GET.get("all") == "1"
    knowledge = None
    if case:
        about = (cited.subject or cited.entered) if cited else None
        only, after = key_of(chosen["fact"]), None if whole else key_of(request.GET.get("after", ""))
        if about and about[0] not in LETTERS:  # what was entered, by its own number
            about, only = None, about
        wanted = Wanted(about, only, after)
        size = None if whole else report.SIZE
        knowledge = report.Knowledge(case, request.user, wanted, person=chosen["person"], size=size)
    if case:
        asked = {name: value for name, value in chosen.items() if value}
        access_log.log(AccessEntry.Kind.READ, request, case, asked=asked)
    context = {
        "case": case,
        "chosen": chosen,
        "save": SaveQuestionForm.of(request.path, request.GET, request.user) if case else None,
        "query": urlencode({name: value for name, value in chosen.items() if value}),
        "facts": [(fact.place, fact.words) for fact in knowledge.facts.values()] if knowledge else [],
        "lines": [(line, [(step, _(WAYS[step.way])) for step in line.steps]) for line in knowledge.lines]
        if knowledge
        else [],
        "more": knowledge.last if knowledge else "",
        "paged": bool(knowledge and (knowledge.more or after)),
        "several": bool(cited and len(cited.incidents) > 1),
    }
    return render(request, "incidents/who_knew/show.html", context)


def _case(request: SignedIn, cited: cited_numbers.Cited) -> Incident | None:
    """The one case that a number is about; None for several, and for what is nothing that one knows of, or names who complained."""
    if len(cited.incidents) != 1 or (cited.subject and not key_of(":".join(cited.subject))):
        return None
    return Incident.objects.visible_to(request.user).filter(pk__in=cited.incidents).first()
