"""A case as it stood at an instant, and the way from one of its instants to the next."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from ..forms import Moment
from ..models import AccessEntry, CaseEvent, Incident, User
from ..plain.clocks import Instant
from ..record import access_log
from ..record import as_of as history
from ..workflow import STAFF, Role
from .base import SignedIn, require_role, visible_case


@dataclass(frozen=True)
class Steps:
    """The events of a case around an instant: the last at or before it, and where one may go from there; None where there is
    no such event."""

    last: CaseEvent | None
    first: CaseEvent | None
    previous: CaseEvent | None
    next: CaseEvent | None
    newest: CaseEvent | None


def as_of(request: SignedIn, reference: str) -> HttpResponse:
    """The case at `at` of the address, now without one. Each look is recorded."""
    require_role(request, *STAFF, Role.AUDITOR)
    case = visible_case(request, reference)
    access_log.log(AccessEntry.Kind.READ, request, case)
    at, fault = _instant(request.GET.get("at", ""))
    steps = _steps(case, at, request.user)
    found = history.state(case, at) if steps.last and not fault else None
    context = {
        "incident": case,
        "tab": "as_of",
        "at": at,
        "typed": request.GET["at"] if fault else Moment().prepare_value(at),
        "fault": fault,
        "steps": steps,
        "clocks": history.clocks_then(found, at) if found else [],
        "sections": history.in_words(found, at, request.user) if found else [],
    }
    return render(request, "incidents/as_of/show.html", context)


def _instant(text: str) -> tuple[Instant, str]:
    """The instant that an address asks for, now where it asks for none; and what is wrong with it, "" for nothing."""
    now = timezone.now()
    try:
        at = Moment(required=False).clean(text.replace("\x00", "").strip()) or now
    except ValidationError as fault:
        return now, " ".join(fault.messages)
    return (now, _("This instant has not come yet.")) if at > now else (at, "")


def _steps(case: Incident, at: Instant, reader: User) -> Steps:
    events = CaseEvent.objects.visible_to(reader).filter(incident=case).defer("payload").order_by("recorded_at")
    before = list(events.filter(recorded_at__lte=at).reverse()[:2])
    last, previous = (before + [None, None])[:2]
    return Steps(last, events.first(), previous, events.filter(recorded_at__gt=at).first(), events.last())
