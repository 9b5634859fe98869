"""The auditor's first page: how far the record is sealed, what was done since the last visit, what stands out, what is asked often."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..models import Incident, SavedQuestion
from ..plain import clocks, dates
from ..plain.clocks import Instant, local
from ..plain.not_none import not_none
from ..record import cited_numbers, dues
from ..record.cited_numbers import Cited
from ..record.discrepancies import sentences
from ..reports import anomalies, last_visit
from ..reports.seal_state import seal_state
from ..workflow import TRANSITIONS, Action, Role
from .base import SignedIn, require_role

# what whoever is here for the first time is shown; the trail goes back to the beginning
FIRST_LOOK = timedelta(days=30)
ACTS = 8  # of those done since the last visit; the trail has the others


def audit(request: SignedIn) -> HttpResponse:
    """Where an auditor begins: everything that can be asked leads from here."""
    require_role(request, Role.AUDITOR)
    now, user = timezone.now(), request.user
    past = _Past.asked(request.GET, now)
    cited = cited_numbers.find(user, past.number) if past.number else None
    if case := _one_case(cited):
        return redirect(f"{reverse('incidents:as_of', args=[case.reference])}?{urlencode({'at': past.at})}")
    here = last_visit.last_visit(user)
    done = last_visit.since(user, here or now - FIRST_LOOK)
    state = seal_state(now)
    context = {
        "past": past,
        "of_no_one_case": cited is not None,
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


@dataclass(frozen=True)
class _Past:
    """The number of a case and the instant at which it is asked for, as they were typed; yesterday's noon where none was."""

    number: str
    at: str

    @classmethod
    def asked(cls, address: Mapping[str, str], now: Instant) -> "_Past":
        number, at = (address.get(name, "").replace("\x00", "").strip() for name in ("past", "at"))
        noon = dates.date_in_words(clocks.day(now) - timedelta(days=1), not_none(get_language()))
        return cls(number, at or f"{noon} 12.00")

    @property
    def unknown(self) -> bool:
        """Of one that is known its page is shown."""
        return bool(self.number)


def _one_case(cited: Cited | None) -> Incident | None:
    """The case in which a number stands; None where it stands on none, or on several."""
    return Incident.objects.get(pk=min(cited.incidents)) if cited and len(cited.incidents) == 1 else None


def _since(at: datetime | None, **query: str) -> str:
    """The trail of what people did since an instant, as its address has it."""
    start = {"start": f"{local(at):%d-%m-%Y %H.%M}"} if at else {}
    return urlencode({"by": "people"} | start | query)


def _often() -> list[tuple[str, dict[str, Any]]]:
    """What is asked again and again, as the trail answers it."""
    severity = str(Incident.severity.field.verbose_name)
    return [
        (_("Which letters were issued, and which mails and reminders went out for them?"), {"action": Action.ISSUE}),
        (_("Who set and moved deadlines?"), {"field": _(dues.ANY)}),
        (_("Who changed the severity, and from what?"), {"field": severity}),
        (_("What had legal effect?"), {"legal": "1"}),
        (_("What did the product do by itself?"), {"by": "machine"}),
    ]
