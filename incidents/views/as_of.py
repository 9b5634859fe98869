"""A case as it stood at an instant, and the way from one of its instants to the next."""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..forms import Moment
from ..forms.saved_questions import SaveQuestionForm
from ..models import AccessEntry, CaseEvent, ClarificationRequest, Incident, User
from ..plain import dates
from ..plain.clocks import Instant, local
from ..plain.not_none import not_none
from ..record import access_log
from ..record import as_of as history
from ..record.addresses_then import addresses_then
from ..record.after_the_end import since
from ..record.clocks_then import clocks_then
from ..record.names_then import bodies_at
from ..workflow import STAFF, Role
from .base import SignedIn, require_role, visible_case

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
NEARBY = 150  # acts on either side of the instant, over whose instants one may slide
TO_THE_SECOND = re.compile(r"(?<![\d.])\d{1,2}[.:]\d{2}[.:]\d{2}(?!\d)")


@dataclass(frozen=True)
class Steps:
    """The events of a case around an instant: the last at or before it, and where one may go from there; None where there is
    no such event. No two events of a case share an instant."""

    last: CaseEvent | None
    first: CaseEvent | None
    previous: CaseEvent | None
    next: CaseEvent | None
    newest: CaseEvent | None
    stops: list[CaseEvent]  # the instants around this one, oldest first
    more: bool  # whether the case has instants beyond these


def as_of(request: SignedIn, reference: str) -> HttpResponse:
    """The case at `at` of the address, now without one, page by page. Each look is recorded, with the instant."""
    require_role(request, *STAFF, Role.AUDITOR)
    case = visible_case(request, reference)
    at, fault = _instant(request.GET.get("at", ""))
    access_log.log(AccessEntry.Kind.READ, request, case, asked={"at": at.isoformat()})
    steps = _steps(case, at, request.user)
    before, after = (history.Mark.read(request.GET.get(name, "")) for name in ("before", "after"))
    page = history.page(case, at, before=before, after=after) if steps.last and not fault else None
    bodies = bodies_at(at) if page else {}
    context = {
        "incident": case,
        "tab": "as_of",
        "at": at,
        "save": None if fault else SaveQuestionForm.of(request.path, request.GET, request.user),
        "typed": request.GET["at"] if fault else _typed(at),
        "fault": fault,
        "steps": steps,
        "page": page,
        "clocks": clocks_then(page.state[ClarificationRequest], at, bodies, page) if page else [],
        "addresses": addresses_then(page.state, at, bodies, drill=case.drill) if page else [],
        "sections": history.in_words(page.state, at, request.user, bodies, since(case, page.state, at)) if page else [],
    }
    return render(request, "incidents/as_of/show.html", context)


def _instant(text: str) -> tuple[Instant, str]:
    """The instant that an address asks for, now where it asks for none; and what is wrong with it, "" for nothing. A minute or a
    second that somebody typed lasts to its end: what the trail shows as done at 04.09 stands at 04.09."""
    now, text = timezone.now(), text.replace("\x00", "").strip()
    try:
        at = Moment(required=False).clean(text) or now
    except ValidationError as fault:
        return now, " ".join(fault.messages)
    if at > now:
        return now, _("This instant has not come yet.")
    if text and not at.microsecond:
        at += (SECOND if TO_THE_SECOND.search(text) else MINUTE) - timedelta.resolution
    return min(at, now), ""


def _typed(at: Instant) -> str:
    """`at` as the field shows it, to the second: sent back untouched, it asks for what is shown."""
    there = local(at)
    return f"{dates.date_in_words(there, not_none(get_language()))} {there:%H.%M.%S}"


def _steps(case: Incident, at: Instant, reader: User) -> Steps:
    """One query, which walks the acts of the case from the instant on to either side, and from both ends."""
    events = CaseEvent.objects.visible_to(reader).filter(incident=case).order_by("recorded_at")
    backwards = events.reverse()
    parts = (
        (backwards.filter(recorded_at__lte=at), NEARBY),
        (events.filter(recorded_at__gt=at), NEARBY),
        (events, 1),
        (backwards, 1),
    )
    asked = Q()
    for rows, most in parts:
        asked |= Q(pk__in=rows.values("pk")[:most])
    found = list(CaseEvent.objects.filter(asked).defer("payload").order_by("recorded_at"))
    before = [event for event in found if event.recorded_at <= at][-NEARBY:]
    after = [event for event in found if event.recorded_at > at][:NEARBY]
    last, previous = [None, None, *before][:-3:-1]
    return Steps(
        last=last,
        first=found[0] if found else None,
        previous=previous,
        next=after[0] if after else None,
        newest=found[-1] if found else None,
        stops=before + after,
        more=NEARBY in (len(before), len(after)),
    )
