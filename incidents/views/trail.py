"""The auditor's stream: its lines, and one act with all that it changed."""

import uuid

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ..forms import trail as asking
from ..forms.saved_questions import SaveQuestionForm
from ..models import AccessEntry, Agency, AgencyName, CaseEvent, Deadline
from ..plain import clocks
from ..record import about_letters, access_log, field_changes, keyset, stream, versions
from ..record import trail as read_back
from ..workflow import TRANSITIONS, Role, Subject
from .base import SignedIn, require_role

LATER = 30  # acts on the same thing afterwards; the trail has the others
NONE = stream.Page([], None, None)
MAILS = 200  # of one act on its page; a letter to more addresses is read in its outbox


def trail(request: SignedIn) -> HttpResponse:
    """Every act, latest first, its mails in its line; the filters are the address."""
    require_role(request, Role.AUDITOR)
    asked = asking.read(request.GET, request.user)
    page = stream.page(asked.question, request.user, **keyset.places(request.GET)) if asked.answerable else NONE
    context = {
        "asked": asked,
        "chosen": asked.chosen,
        "page": page,
        "query": asked.query,
        "actions": [(key, _(move.done)) for key, move in TRANSITIONS.items()],
        "agencies": _bodies(),
        "fields": field_changes.known_names(),
        "by": asking.BY.items(),
        "save": SaveQuestionForm.of(request.path, request.GET, request.user, answerable=asked.answerable),
    }
    return render(request, "incidents/trail/list.html", context)


def _bodies() -> QuerySet[Agency, tuple[str, str]]:
    """(code, what it is called today) of every body, by one question."""
    today = AgencyName.objects.on(clocks.day(timezone.now())).filter(agency=OuterRef("pk"))
    called = Coalesce(Subquery(today.values("short_name")[:1]), F("code"), output_field=CharField())
    return Agency.objects.annotate(called=called).values_list("code", "called")


def event(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One act: who, when, why, all that it changed, what became of the mails that told of it. Reading it is recorded."""
    require_role(request, Role.AUDITOR)
    events = CaseEvent.objects.visible_to(request.user).select_related("incident", "cause")
    found = get_object_or_404(events.defer("payload", "cause__payload"), pk=pk)
    access_log.log(AccessEntry.Kind.READ, request, found)
    [entry] = read_back.entries([found], request.user)
    versions.lead([entry], request.user)
    mails = events.filter(cause=found).order_by("recorded_at", "pk").defer("payload", "cause__payload")
    of_it = events.filter(about_letters.events(found.subject_type, found.subject_id))
    later = of_it.filter(recorded_at__gt=found.recorded_at).exclude(action__in=stream.AS_IT_SHOULD)
    together = events.filter(act_id=found.act_id).exclude(pk=found.pk).order_by("recorded_at", "pk")
    context = {
        "entry": entry,
        "event": found,
        "mails": mails[:MAILS],
        "later": later.order_by("recorded_at", "pk").defer("payload", "cause__payload")[:LATER],
        "dues": _dues(found),
        "whole": _whole(found),
        "together": together.defer("payload", "cause__payload")[:MAILS],
    }
    return render(request, "incidents/trail/event.html", context)


def _whole(event: CaseEvent) -> str:
    """The number of what the act is part of: the letter that it was on, or on which the thing hangs that it was on, else its case; ""
    where there is neither."""
    matter = about_letters.letter_of(event.subject_type, event.subject_id) or event.incident
    return matter.reference if matter else ""


def _dues(event: CaseEvent) -> list[Deadline]:
    """Every due that a request has had, the first first; none for anything else."""
    if event.subject_type != Subject.REQUEST:
        return []
    return list(Deadline.objects.filter(request=int(event.subject_id)).order_by("pk"))
