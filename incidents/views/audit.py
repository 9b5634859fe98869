"""The auditor's first page: how far the record is sealed, what was done since the last visit, what stands out, what is asked often."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Deadline, Incident, SavedQuestion
from ..plain.clocks import local
from ..record.discrepancies import sentences
from ..reports import anomalies, last_visit
from ..reports.seal_state import seal_state
from ..workflow import TRANSITIONS, Action, Role
from .base import SignedIn, require_role

FIRST_LOOK = timedelta(
    days=30
)  # what whoever is here for the first time is shown; the trail goes back to the beginning
ACTS = 8  # of those done since the last visit; the trail has the others


def audit(request: SignedIn) -> HttpResponse:
    """Where an auditor begins: everything that can be asked leads from here."""
    require_role(request, Role.AUDITOR)
    now, user = timezone.now(), request.user
    here = last_visit.last_visit(user)
    done = last_visit.since(user, here or now - FIRST_LOOK)
    state = seal_state(now)
    context = {
        "state": state,
        "verification": state.watch.last,
        "said": {name: sentences(getattr(state.watch.last, name)) for name in ("outside", "missing")}
        if state.watch.last
        else {},
        "done": done,
        "days": None if here else FIRST_LOOK.days,
        "acts": [(_(TRANSITIONS[Action(act)].done), n, _since(done.at, action=act)) for act, n in done.acts[:ACTS]],
        "all_done": _since(here),
        "anomalies": anomalies.since(user, here or now - FIRST_LOOK, now),
        "conflicts": anomalies.conflicts_of_interest(now),
        "often": [(words, urlencode(query)) for words, query in _often()],
        "saved": SavedQuestion.objects.visible_to(user),
    }
    return render(request, "incidents/audit/show.html", context)


def _since(at: datetime | None, **query: str) -> str:
    """The trail of what people did since an instant, as its address has it."""
    start = {"start": f"{local(at):%d-%m-%Y %H.%M}"} if at else {}
    return urlencode({"by": "people"} | start | query)


def _often() -> list[tuple[str, dict[str, Any]]]:
    """What is asked again and again, as the trail answers it."""
    severity, due = (str(column.field.verbose_name) for column in FIELDS)
    return [
        (_("Which letters were issued, and which mails and reminders went out for them?"), {"action": Action.ISSUE}),
        (_("Who set and moved dues?"), {"field": due}),
        (_("Who changed the severity, and from what?"), {"field": severity}),
        (_("What had legal effect?"), {"legal": "1"}),
        (_("What did the product do by itself?"), {"by": "machine"}),
    ]


FIELDS: tuple[Any, ...] = (Incident.severity, Deadline.due_at)
