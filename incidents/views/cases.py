"""Pages of a case: list, page, amend, promote, dismiss, merge, involve."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import Case, Count, Prefetch, Q, Value, When
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from ..actions import agencies as bodies
from ..actions import cases as verbs
from ..actions import merging, work
from ..forms import AmendForm, AmendInvolvementForm, AmendPastForm, Guarded, InvolveForm, MergeForm
from ..models import (
    Agency,
    CaseEvent,
    ClarificationRequest,
    Complaint,
    Incident,
    Involvement,
    Likeness,
    PastLetter,
    User,
)
from ..models.absences import standing_in
from ..models.cases import IncidentQuerySet
from ..models.typed_facts import as_typed
from ..plain import holders
from ..plain.assertion_weighing import UNSAID, Topic
from ..record import recognised_actors
from ..reports import (
    actors,
    addressees,
    case_file,
    closings,
    corrections,
    likenesses,
    notification_duties,
    past_letters,
    request_by_body,
)
from ..reports.parliament import cases_behind as behind_figures
from ..workflow import STAFF, Action, IncidentStatus, RequestStatus, Role, Thing
from .base import SignedIn, numbered_letters, page_of, require_role, visible_case
from .buttons import buttons_of, each_with_buttons
from .deed_page import AfterTheEnd, CaseDeed

TIMELINE = 30
ACTIVITIES = 6  # the latest; all of them have a page
WRITTEN = 6  # the latest letters to bodies without a part; all stand among the letters
UNTOUCHED = (7, 14, 30, 90)  # days
LONGEST_KEY = 18  # digits of a 64-bit key that surely fit
SHELVES = {
    "": (),
    "reports": (IncidentStatus.REPORT,),
    "open": (IncidentStatus.OPEN,),
    "closed": (IncidentStatus.CLOSED,),
    "aside": (IncidentStatus.DISMISSED, IncidentStatus.MERGED, IncidentStatus.MISTAKEN),
}
SHELF_LABELS = {
    "": gettext_noop("All"),
    "reports": gettext_noop("Reports"),
    "open": gettext_noop("Open cases"),
    "closed": gettext_noop("Closed"),
    "aside": gettext_noop("Dismissed, merged, mistaken"),
}
GRAVEST_FIRST = Case(*(When(severity=each, then=Value(n)) for n, each in enumerate(Incident.Severity.values)))
# By the day each row shows, unless said otherwise; the key last, so that no page repeats or skips a row.
ORDERS: dict[str, tuple[Any, ...]] = {
    "": ("-seen_at", "-pk"),
    "oldest": ("seen_at", "pk"),
    "entered": ("-pk",),
    "severity": (GRAVEST_FIRST.desc(), "-seen_at", "-pk"),
    "title": ("title", "pk"),
}
ORDER_LABELS = {
    "": gettext_noop("Seen last"),
    "oldest": gettext_noop("Seen first"),
    "entered": gettext_noop("Entered last"),
    "severity": gettext_noop("Gravest"),
    "title": gettext_noop("Title"),
}
FILTERS = ("owner", "agency", "untouched", "figure", "order")


def case_list(request: SignedIn) -> HttpResponse:
    """All cases and reports the reader may know of, what was seen last first; shelf, filters and order are the address."""
    require_role(request, *STAFF, Role.AUDITOR)
    shelf = request.GET.get("shelf", "")
    everything = Incident.objects.visible_to(request.user)
    chosen = {name: request.GET.get(name, "") for name in FILTERS}
    seen = _narrowed(everything, chosen, timezone.now())
    behind = None
    if chosen["figure"]:
        require_role(request, *behind_figures.OPENS_FOR)
        behind = behind_figures.find(chosen["figure"], request.user, timezone.now())
    if behind:
        seen = seen.filter(pk__in=behind.keys)
    rows = seen.filter(status__in=SHELVES[shelf]) if SHELVES.get(shelf) else seen
    rows = (
        rows.with_touched()
        .select_related("owner")
        .prefetch_related(Prefetch("merged_into", Incident.objects.visible_to(request.user)))
        .order_by(*ORDERS.get(chosen["order"], ORDERS[""]))
    )
    page = page_of(request, rows)
    _count_requests(page.object_list)
    stand_on = {key: Q(status__in=statuses) for key, statuses in SHELVES.items() if statuses}
    numbers = seen.aggregate(all=Count("pk"), **{key: Count("pk", filter=there) for key, there in stand_on.items()})
    shelves = [(key, label, numbers[key or "all"]) for key, label in SHELF_LABELS.items()]
    filters = {name: value for name, value in chosen.items() if value}
    context = {
        "rows": page,
        "shelf": shelf,
        "shelves": shelves,
        "filters": urlencode(filters),
        "query": urlencode({"shelf": shelf} | filters),
        "chosen": chosen,
        "behind": behind,
        "owners": User.objects.filter(owned_incidents__in=everything)
        .distinct()
        .order_by("name")
        .values_list("pk", "name"),
        "agencies": _bodies_in(everything),
        "orders": [(key, _(label)) for key, label in ORDER_LABELS.items()],
        "buttons": buttons_of(None, request.user, on=Thing.CASES),
        "ages": [(days, ngettext("%(n)d day", "%(n)d days", days) % {"n": days}) for days in UNTOUCHED],
    }
    return render(request, "incidents/cases/list.html", context)


def _narrowed(rows: IncidentQuerySet, chosen: dict[str, str], now: datetime) -> IncidentQuerySet:
    """Those of one owner, those in which an agency has a part, those that nobody touched for some days; what is no such
    choice narrows nothing."""
    if chosen["owner"].isdecimal() and len(chosen["owner"]) <= LONGEST_KEY:
        rows = rows.filter(owner=int(chosen["owner"]))
    if chosen["agency"]:
        rows = rows.filter(pk__in=Involvement.objects.filter(agency__code=chosen["agency"]).values("incident"))
    if chosen["untouched"] in map(str, UNTOUCHED):
        rows = rows.untouched(int(chosen["untouched"]), now)
    return rows


def _bodies_in(cases: IncidentQuerySet) -> list[Agency]:
    """Those with a part in one of the cases, by their names of today."""
    parts = Involvement.objects.filter(incident__in=cases).order_by()
    found = Agency.objects.filter(pk__in=parts.values("agency")).prefetch_related("names")
    return sorted(found, key=lambda agency: agency.short_name.casefold())


def _count_requests(cases: Iterable[Incident]) -> None:
    """Put beside each case of a page how many requests it has, how many are open, how many were entered from the record."""
    requests = ClarificationRequest.objects.filter(incident__in=[case.pk for case in cases]).order_by()
    is_open = Q(status=RequestStatus.OPEN)
    counted = requests.values("incident").annotate(all=Count("pk"), open=Count("pk", filter=is_open))
    found = {row["incident"]: (row["all"], row["open"]) for row in counted}
    asked = PastLetter.objects.filter(incident__in=[case.pk for case in cases], kind__in=PastLetter.ASKING).order_by()
    before = dict(asked.values_list("incident").annotate(Count("pk")))
    for case in cases:
        case.requests_count, case.open_requests = found.get(case.pk, (0, 0))
        case.past_requests = before.get(case.pk, 0)


def incident(request: SignedIn, reference: str) -> HttpResponse:
    """The case: clocks, figures, who holds the data and what they said, and what happened in order."""
    case = visible_case(request, reference)
    if case.reference != reference:
        return redirect("incidents:incident", reference=case.reference)
    requests = _requests_in(case, request.user)
    parts = _parts_in(case)
    involvements = [part for part in parts if not part.struck_at]
    ended = any(part.agency.ended_on for part in parts)
    known = notification_duties.of(case, involvements)
    for part in involvements:
        part.knowing = known[part.pk]
    assertions = list(case.assertions.with_recorded().select_related("agency", "evidence"))
    events = CaseEvent.objects.visible_to(request.user).filter(incident=case).told_once().order_by("-recorded_at")
    written_to = addressees.without_part(case, request.user)
    context = {
        "incident": case,
        "closings": closings.of(case),
        "put_right": corrections.put_right_after_its_end(case),
        "stands_in": standing_in(case.owner, timezone.now()),
        "tab": "summary",
        "now": timezone.now(),
        "requests": requests,
        "from_record": (from_record := past_letters.of_case(case, timezone.now())),
        "asked_outside": {each.letter.agency_id for each in from_record if each.judged},
        "running": [r for r in requests if r.status in (RequestStatus.OPEN, RequestStatus.ANSWERED)],
        "involvements": involvements,
        "knowers": [part for part in involvements if part.says_since_when],
        "written_to": written_to[:WRITTEN],
        "more_written": max(0, written_to.count() - WRITTEN),
        "struck_parts": [part for part in parts if part.struck_at],
        "holders": holders.holders(involvements, request_by_body.of(requests, may_have_passed=ended), assertions),
        "assertions": assertions,
        "figures": case_file.figures(case, assertions),
        "activities": case_file.told(case, case_file.activities(case).filter(struck_at__isnull=True)[:ACTIVITIES]),
        "systems": [a for a in assertions if a.topic == Topic.SYSTEM and a.status not in UNSAID],
        "events": events[:TIMELINE],
        "more_events": max(0, events.count() - TIMELINE),
        "buttons": buttons_of(case, request.user),
        "first_event": events.last(),
        "duties": case.duties.standing()
        .select_related("involvement__agency")
        .prefetch_related("involvement__agency__names"),
        "categories": case.categories.select_related("category"),
        "likenesses": Likeness.objects.visible_to(request.user)
        .unanswered()
        .filter(incident=case)
        .select_related("incident", "other__merged_into"),
        "told_apart": likenesses.told_apart(case, request.user),
        "complaints": _complaints_behind(case, request.user),
        "actors": actors.in_case(case),
        "recognised": each_with_buttons(
            recognised_actors.recognised(case, request.user), request.user, on=Thing.RECOGNISED
        ),
        "dismissed": actors.dismissed(case, request.user),
        "relations": case_file.relations(case, request.user),
        "owed": work.still_owed(case) if case.status == IncidentStatus.CLOSED and not case.past else [],
        "removed": case.removals.done().select_related("decided_by").order_by("-decided_at"),
        "merged": Incident.objects.visible_to(request.user).filter(merged_into=case),
    }
    return render(request, "incidents/cases/show.html", context)


def _requests_in(case: Incident, reader: User) -> list[ClarificationRequest]:
    """The requests of the case, each with whom it is late with."""
    rows = ClarificationRequest.objects.visible_to(reader).filter(incident=case).select_related("incident", "agency")
    found = list(rows.prefetch_related("agency__names", "deadlines", "questions", "responses", numbered_letters()))
    request_by_body.tell_with_whom_late(found, timezone.now())
    return found


def _parts_in(case: Incident) -> list[Involvement]:
    """Which body plays which part in the case, what was struck out too, with what was put right in each."""
    rows = Involvement.everything.with_recorded().filter(incident=case)
    rows = rows.select_related("agency", "on_behalf_of").prefetch_related("duties")
    return corrections.told_on(case, rows.prefetch_related("agency__names", "on_behalf_of__names"))


def _complaints_behind(case: Incident, reader: User) -> list[Complaint]:
    """Those behind the case and behind what was merged into it, the latest first, each counted once."""
    return list(Complaint.objects.visible_to(reader).counted().behind([case.pk]).select_related("incident"))


def _facts_of(form_class: type[Guarded]) -> Callable[[Any], dict[str, Any]]:
    """An amendment begins with the facts as they stand."""
    names = form_class.base_fields.keys() - {"reason", "seen", "read_back"}
    return lambda on: {name: as_typed(on, name) for name in names}


class _Amend(AfterTheEnd):
    amends = True

    def get_form_class(self) -> type[Guarded]:
        return AmendPastForm if self.on.past else AmendForm

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | _facts_of(self.get_form_class())(self.on)


amend = _Amend.page(Action.AMEND, verbs.amend)
promote = CaseDeed.page(Action.PROMOTE, verbs.promote)
dismiss = CaseDeed.page(Action.DISMISS, verbs.dismiss)
reconsider = CaseDeed.page(Action.RECONSIDER, verbs.reconsider)
merge = CaseDeed.page(Action.MERGE, merging.merge, MergeForm, prefilled={"into": None})
separate = CaseDeed.page(Action.SEPARATE, merging.separate)


class _Involve(CaseDeed):
    """A body of the list, or one that is added with the part it has: both or nothing."""

    template_name = "incidents/cases/involve.html"

    def perform(self, form: Guarded, **approved: str) -> Involvement:
        facts, user = form.facts(), self.request.user
        with transaction.atomic():
            if body := cast(InvolveForm, form).body():
                facts["agency"] = bodies.propose_agency(by=user, within=self.on, **body)
            return verbs.involve(self.on, by=user, **facts)


involve = _Involve.page(Action.INVOLVE, None, InvolveForm)

amend_involvement = AfterTheEnd.page(
    Action.AMEND_INVOLVEMENT,
    verbs.amend_involvement,
    AmendInvolvementForm,
    model=Involvement,
    begins=_facts_of(AmendInvolvementForm),
    amends=True,
    lead=lambda involvement: involvement.agency.short_name,
)
