"""The bodies that a case affects: the list, pages of taking in and putting right, and letters to those chosen."""

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count, F, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ..actions import affected as verbs
from ..actions import affected_struck, overtaken, past_or_present
from ..forms import AffectedListForm, AmendAffectedForm, ChooseAffectedForm, Guarded
from ..forms.affected import STATES, StrikeAffectedForm
from ..forms.fan_out import MOST_AT_ONCE
from ..models import AffectedBody, CaseEvent, Incident, User
from ..plain.clocks import Instant
from ..record import authority
from ..reports import corrections
from ..workflow import STAFF, Action, Role, Weight, permitted, possible
from .base import SignedIn, number_of, page_of, require_role, visible_case
from .buttons import buttons_of
from .deed_page import AfterTheEnd, CaseDeed

STRUCK = "struck"  # a state of the list's own: it counts among none
LISTS = 10  # how many that were taken in are offered to be taken back


def affected(request: SignedIn, reference: str) -> HttpResponse:
    """Every body that the case affects, by name; how many are in which state."""
    require_role(request, *STAFF, Role.AUDITOR)
    case = visible_case(request, reference)
    rows = AffectedBody.everything.with_recorded().filter(incident=case)
    rows = rows.select_related("agency").prefetch_related("agency__names")
    chosen, picked = _filters(request), _keys(request.GET.getlist("rows"))
    narrowed = _narrowed(rows, chosen)
    page = page_of(request, narrowed.order_by(F("struck_at").asc(nulls_first=True), "name", "pk"))
    page.object_list = corrections.told_on(case, page)
    shown = {row.pk for row in page}
    standing = rows.filter(struck_at__isnull=True)
    counts = dict(standing.order_by().values_list("state").annotate(Count("pk")))
    buttons = buttons_of(case, request.user)
    strike = Action.STRIKE_AFFECTED
    may_strike = possible(strike, case.status) and authority.may(strike, case, request.user, case)
    may_strike = may_strike and _may_strike_any(case, request.user)
    may_write = bool(buttons.beside.get("list_affected")) and not case.past
    context = {
        "incident": case,
        "tab": "affected",
        "now": timezone.now(),
        "page": page,
        "picked": picked,
        "kept": sorted(standing.filter(pk__in=picked - shown).values_list("pk", flat=True)),
        "counts": [(label, counts.get(value, 0)) for value, label in STATES],
        "total": sum(counts.values()),
        "struck": rows.filter(struck_at__isnull=False).count(),
        "standing": narrowed.filter(struck_at__isnull=True).count(),
        "lists": affected_struck.lists_of(case)[:LISTS],
        "states": [*STATES, (STRUCK, _("Struck out"))],
        "chosen": chosen,
        "query": urlencode(chosen),
        "buttons": buttons,
        "may_write": may_write,
        "may_strike": may_strike,
        "may_tick": may_write or may_strike,
    }
    return render(request, "incidents/affected/list.html", context)


def _may_strike_any(case: Incident, user: User) -> bool:
    """Once a case has ended nobody lists a body in it, unless it is past, and what it ended with a superior alone strikes."""
    return case.is_judged or permitted(Action.STRIKE, user.roles, is_author=False) is not None


def _filters(request: SignedIn) -> dict[str, str]:
    return {name: value for name in ("q", "state") if (value := request.GET.get(name, "").strip()[:100])}


def _narrowed(rows: "QuerySet[AffectedBody]", chosen: dict[str, str]) -> "QuerySet[AffectedBody]":
    found = rows.filter(name__icontains=chosen["q"]) if "q" in chosen else rows
    if chosen.get("state") == STRUCK:
        return found.filter(struck_at__isnull=False)
    if chosen.get("state") in dict(STATES):
        return found.filter(state=chosen["state"], struck_at__isnull=True)
    return found


def _keys(sent: list[str]) -> set[int]:
    """The rows that were ticked, by their keys; what is no key is none."""
    return {key for key in map(number_of, sent) if key is not None}


class _ListAffected(CaseDeed):
    """New rows come in by one press. Where what stands would change the first press shows that, and the second says why."""

    back, template_name = "incidents:affected", "incidents/affected/take_in.html"
    plan: verbs.Listing | None = None

    def form_valid(self, form: Guarded) -> HttpResponse:
        form = cast(AffectedListForm, form)
        self.plan = verbs.foreseen(self.on, form.bodies)
        if not self.plan.changes or self.request.POST.get("approved") == self.plan.digest:
            return super().form_valid(form)
        form.ask_why()
        return self.render_to_response(self.get_context_data(form=form))

    def form_invalid(self, form: Guarded) -> HttpResponse:
        """Why was not said: what would change stands there still."""
        if bodies := getattr(form, "bodies", None):
            self.plan = verbs.foreseen(self.on, bodies)
        return super().form_invalid(form)

    def perform(self, form: Guarded, **approved: str) -> Any:
        shown = self.request.POST.get("approved", "")
        counts = verbs.list_affected(self.on, by=self.request.user, plan=shown, **form.facts())
        told = {name: counts[name] for name in ("new", "changed", "same")}
        messages.info(self.request, _("New: %(new)d, changed: %(changed)d, the same: %(same)d.") % told)
        return counts

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        shown = {"digest": self.plan.digest} if self.plan and self.plan.changes else {}
        return super().get_context_data(**context) | shown


list_affected = _ListAffected.page(Action.LIST_AFFECTED, None, AffectedListForm)
amend_affected = AfterTheEnd.page(
    Action.AMEND_AFFECTED,
    verbs.amend_affected,
    AmendAffectedForm,
    model=AffectedBody,
    back="incidents:affected",
    begins=lambda row: (
        {name: getattr(row, name) for name in ("name", "state", "data", "note", "kind")} | {"agency": row.agency_id}
    ),
    amends=True,
    lead=lambda row: row.name,
)


class _InvolveAffected(CaseDeed):
    """Those chosen become parts of the case, once it is said what those are that are not on file; the page of a new request
    opens with all of them ticked."""

    back, template_name = "incidents:affected", "incidents/affected/choose.html"

    @cached_property
    def chosen(self) -> list[AffectedBody]:
        """Those ticked, on whatever page of the list; all that it shows, where so many are wanted."""
        rows = self.on.affected.select_related("agency").order_by("name", "pk")
        if "all" in self.request.GET:
            return list(_narrowed(rows, _filters(self.request)))
        sent = self.request.POST.get("rows", "").split(",") if self.request.method == "POST" else []
        return list(rows.filter(pk__in=_keys(sent or self.request.GET.getlist("rows"))))

    def elsewhere(self) -> str:
        past_or_present.check_present(self.on)
        if self.chosen:
            return super().elsewhere()
        messages.warning(self.request, _("No body was chosen."))
        return self.cancel_url()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"chosen_rows": self.chosen}

    def label(self) -> str:
        return _("Write to those chosen")

    def perform(self, form: Guarded, **approved: str) -> Any:
        return verbs.involve_affected(self.on, by=self.request.user, **form.facts())

    def get_success_url(self) -> str:
        if len(self.result) > MOST_AT_ONCE:
            words = _("At most %(most)d letters at once: the first are ticked, the others are on the same page.")
            messages.info(self.request, words % {"most": MOST_AT_ONCE})
        to_be_asked = urlencode([("agency", body.pk) for body in self.result])
        return f"{reverse('incidents:draft', args=[self.on.reference])}?{to_be_asked}"


involve_affected = _InvolveAffected.page(Action.INVOLVE, None, ChooseAffectedForm)


class _StrikeAffected(CaseDeed):
    """Those chosen, or what a list brought; what becomes of each stands above, before anybody presses."""

    back, template_name = "incidents:affected", "incidents/affected/strike.html"
    above = ("incidents/record/after_the_end.html",)
    weight = Weight.REVOKE

    @property
    def ended(self) -> Instant | None:
        """When the case had ended that all of them were there for; None where it goes on."""
        return self.case.over_since

    @cached_property
    def of(self) -> CaseEvent | None:
        """The list that is taken back; None where rows were chosen."""
        sent = self.request.POST.get("of", "") if self.request.method == "POST" else self.request.GET.get("list", "")
        return affected_struck.list_called(self.on, sent)

    @cached_property
    def keys(self) -> set[int]:
        if self.request.method == "POST":
            return _keys(self.request.POST.get("rows", "").split(","))
        if "all" in self.request.GET:
            return set(_narrowed(self.on.affected.all(), _filters(self.request)).values_list("pk", flat=True))
        return _keys(self.request.GET.getlist("rows"))

    @cached_property
    def plan(self) -> affected_struck.Striking:
        return affected_struck.of_list(self.of) if self.of else affected_struck.of_rows(self.on, self.keys)

    @property
    def parts(self) -> int:
        """How many of them play a part in the case, which is no matter of the list."""
        bodies = {row.agency_id for row in self.plan.struck if row.agency_id}
        return int(self.on.involvements.filter(agency__in=bodies).values("agency").distinct().count())

    def elsewhere(self) -> str:
        if ended := super().elsewhere():
            return ended
        if not _may_strike_any(self.case, self.request.user):
            raise authority.RestsOnIt(f"{self.case} ended with the bodies it affects")
        if self.plan.struck or self.plan.restored or self.request.method == "POST":
            return ""
        messages.warning(self.request, _("No body was chosen."))
        return self.cancel_url()

    def get_initial(self) -> dict[str, Any]:
        rows = ",".join(map(str, sorted(self.keys)))
        return super().get_initial() | {"rows": rows, "of": self.of and self.of.pk, "plan": self.plan.digest}

    def label(self) -> str:
        return _("Take the list back") if self.of else super().label()

    def perform(self, form: Guarded, **approved: str) -> Any:
        said = form.cleaned_data
        if said["of"] and self.of is None:
            raise overtaken.StrikesOtherwise(self.on)
        how = {"reason": said["reason"], "plan": said["plan"], "of": self.of}
        return affected_struck.strike_affected(self.on, by=self.request.user, rows=self.keys, **how)


strike_affected = _StrikeAffected.page(Action.STRIKE_AFFECTED, None, StrikeAffectedForm)
