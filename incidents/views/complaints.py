"""Complaints: the list, one of them, and the pages of what is done to them. Nothing here says who complained."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from ..actions import complaint_amendments
from ..actions import complaints as verbs
from ..actions.complaints_referred import open_report
from ..actions.rules import last_of
from ..forms import Guarded, SeenForm
from ..forms.complaint_answers import ConcludeComplaintForm
from ..forms.complaints import (
    AmendComplaintForm,
    AssignComplaintForm,
    ComplaintReasonForm,
    EnterComplaintForm,
    LinkForm,
    MergeComplaintForm,
    OpenReportForm,
)
from ..forms.public_complaints import SwitchFormForm
from ..models import Absence, Appointment, CaseEvent, Complaint, ComplaintFormPolicy, Incident, Removal, User
from ..models.absences import stood_in_for
from ..models.complaints import ComplaintQuerySet, form_is_open
from ..models.record import choices
from ..plain import letter_kinds
from ..plain.not_none import not_none
from ..record import access_log, cited_numbers, complainant_sheets, complaint_answers_out, merged_meanwhile, trail
from ..workflow import (
    STAFF,
    Action,
    ComplaintStatus,
    IncidentStatus,
    Role,
    Thing,
    Weight,
)
from .base import SignedIn, page_of, require, require_role
from .buttons import buttons_of, complaint_referred
from .complaint_page import ComplaintDeed, PutsRight, done_to
from .deed_page import DeedPage

FILTERS = ("q", "status", "way", "case", "owner")
MINE, NOBODYS = "mine", "nobody"
STATUSES = choices(ComplaintStatus)


def complaints(request: SignedIn) -> HttpResponse:
    """Every complaint that the reader may know of, the latest first; the filters are the address."""
    require_role(request, *STAFF, Role.AUDITOR)
    chosen = {name: value for name in FILTERS if (value := request.GET.get(name, "").strip()[:100])}
    rows = Complaint.objects.visible_to(request.user).select_related("incident", "agency", "owner")
    page = page_of(request, _narrowed(rows, chosen, request).prefetch_related("agency__names"))
    _say_who_is_there(page.object_list)
    context = {
        "page": page,
        "chosen": chosen,
        "query": urlencode(chosen),
        "unknown": "case" in chosen and cited_numbers.find(request.user, chosen["case"]) is None,
        "statuses": STATUSES,
        "ways": Complaint.Way.choices,
        "owners": [(MINE, gettext_lazy("Mine")), (NOBODYS, gettext_lazy("Nobody's yet"))],
        "buttons": buttons_of(None, request.user, on=Thing.COMPLAINTS),
    }
    return render(request, "incidents/complaints/list.html", context)


def _say_who_is_there(rows: Iterable[Complaint]) -> None:
    """Beside the name of who sees to a complaint and is not there: who does meanwhile, or that it has to be handed over."""
    now, running = timezone.now(), [row for row in rows if row.status == ComplaintStatus.IN_HAND]
    owners = {row.owner_id for row in running if row.owner_id}
    if not owners:
        return
    serving = User.objects.filter(pk__in=owners, appointments__in=Appointment.objects.on(now).filter(role__in=STAFF))
    instead = dict.fromkeys(owners - set(serving.values_list("pk", flat=True)), gettext("serves no more: hand it over"))
    deputy = gettext("deputy")
    for absence in Absence.objects.seen_to(now).filter(user__in=owners).select_related("deputy"):
        instead[absence.user_id] = f"{deputy}: {absence.deputy.name}"
    for row in running:
        row.instead = instead.get(row.owner_id or 0, "")


def _narrowed(rows: ComplaintQuerySet, chosen: dict[str, str], request: SignedIn) -> ComplaintQuerySet:
    """An unknown value narrows nothing."""
    if words := chosen.get("q"):
        said = [Q(**{f"{name}__icontains": words}) for name in ("reference", "text", "about", "happened", "wanted")]
        rows = rows.filter(said[0] | said[1] | said[2] | said[3] | said[4] | Q(agency__names__name__icontains=words))
        rows = rows.distinct()
    if chosen.get("status") in dict(STATUSES):
        rows = rows.filter(status=chosen["status"])
    if chosen.get("way") in Complaint.Way.values:
        rows = rows.filter(way=chosen["way"])
    if number := chosen.get("case"):
        cited = cited_numbers.find(request.user, number)
        rows = rows.behind(cited.incidents) if cited else rows.none()
    if chosen.get("owner") == MINE:
        return rows.filter(Q(owner=request.user) | Q(owner__in=stood_in_for(request.user, timezone.now())))
    return rows.filter(owner__isnull=True) if chosen.get("owner") == NOBODYS else rows


def complaint(request: SignedIn, pk: int) -> HttpResponse:
    """One complaint: what was said, where it stands, what was answered, what was done."""
    require_role(request, *STAFF, Role.AUDITOR)
    found = _visible(request, pk)
    answers = found.answers.with_own_hand(request.user).select_related("complaint__incident", "complaint__sheet")
    answers = answers.prefetch_related("letters").order_by("-pk")
    removed = Removal.objects.visible_to(request.user).of_complaint(found)
    entries = trail.entries(done_to(found, answers, removed), request.user)
    counts_with = Complaint.objects.visible_to(request.user).filter(doubles=found).first()
    own = found.opens_to(request.user)
    access_log.look(request, found)
    _say_who_is_there([found])
    context = {
        "complaint": found,
        "answers": answers,
        "out": {each.answer.pk: each for each in complaint_answers_out.of(answers)},
        "dismissed": _dismissed_since(found, request.user),
        "removed": removed.done().select_related("decided_by").order_by("-decided_at"),
        "doubles": Complaint.objects.visible_to(request.user).filter(merged_into=found),
        "counts_with": counts_with,
        "meanwhile": merged_meanwhile.of(found, request.user),
        "answer_gone": complaint_answers_out.gone(found),
        "entries": entries,
        "own": own,
        "opens": own or Role.AUDITOR in request.user.roles,
        "alike": _alike(found, request) if own else [],
        "buttons": buttons_of(found, request.user),
        "referring": complaint_referred(found, request.user),
        "now": timezone.now(),
    }
    return render(request, "incidents/complaints/show.html", context)


def _dismissed_since(found: Complaint, reader: User) -> CaseEvent | None:
    """That the case in which it is said to be dealt with, or the one in which that goes on, was dismissed afterwards, and is so; as
    far as the reader may know of it."""
    if found.outcome != Complaint.Outcome.IN_CASE or found.incident is None:
        return None
    case = found.incident.stands
    if case.status != IncidentStatus.DISMISSED or not Incident.objects.visible_to(reader).filter(pk=case.pk).exists():
        return None
    since = case.events.filter(action=Action.DISMISS, recorded_at__gt=not_none(found.concluded_at))
    return since.order_by("recorded_at").last()


def _alike(found: Complaint, request: SignedIn) -> list[Complaint]:
    """Other complaints of what is perhaps the same person: shown to those alone who may open the sheet."""
    rows = Complaint.objects.visible_to(request.user).counted()
    return list(rows.filter(pk__in=complainant_sheets.of_same_person(found.sheet).values("pk"))[:10])


def _visible(request: SignedIn, pk: int) -> Complaint:
    rows = Complaint.objects.visible_to(request.user)
    rows = rows.select_related("incident__owner", "owner", "agency", "sheet", "merged_into")
    found = get_object_or_404(rows.prefetch_related("agency__names"), pk=pk)
    access_log.looks_at(request, found)
    return found


class _Enter(DeedPage):
    template_name = "incidents/complaints/enter.html"
    back = "incidents:complaints"
    prefilled = {"case": ""}  # noqa: RUF012  (declared so by the page it is a kind of)

    def perform(self, form: Guarded, **approved: str) -> Complaint:
        return verbs.enter(by=self.request.user, **form.facts())

    def get_success_url(self) -> str:
        return reverse("incidents:complaint", args=[self.result.pk])


class _Acknowledge(ComplaintDeed):
    """The code is shown once, to be told or handed over; where an address is known it is mailed as well."""

    def perform(self, form: Guarded, **approved: str) -> str:
        return verbs.acknowledge(self.on, by=self.request.user, seen=form.cleaned_data["seen"])

    def onwards(self) -> HttpResponse:
        self.on.refresh_from_db()
        of_replay = self.on.incident and self.on.incident.replay  # about which nobody is mailed
        facts = {"mailed": bool(complainant_sheets.read(self.on.sheet).email and not of_replay)}
        address = settings.SITE_URL + reverse("incidents:complaint_status")
        context = {"complaint": self.on, "code": self.result, "address": address} | facts
        response = render(self.request, "incidents/complaints/acknowledged.html", context)
        response.headers["Cache-Control"] = "no-store"
        return response


class _OpenReport(ComplaintDeed):
    """A complaint that stands behind no case is referred by a report that is opened on it; then the letter is drafted."""

    def get_object(self, **address: Any) -> Complaint:
        require(self.request, Action.REPORT)
        found: Complaint = super().get_object(**address)
        return found

    def elsewhere(self) -> str:
        return super().elsewhere() or (
            self.cancel_url() if self.on.incident_id and self.request.method != "POST" else ""
        )

    def get_success_url(self) -> str:
        return reverse("incidents:draft_letter", args=[self.result.reference, letter_kinds.REFERRAL.code])

    def label(self) -> str:
        return gettext("Refer to another authority")

    def button(self) -> str:
        return gettext("Open the report, then draft the letter")


class _SwitchForm(DeedPage):
    template_name = "incidents/complaints/switch.html"
    back = "incidents:switch_complaint_form"

    def get_initial(self) -> dict[str, Any]:
        now = "yes" if form_is_open(timezone.now()) else "no"
        return {"opened": now, "seen": last_of(ComplaintFormPolicy.objects.all())}

    def changes_nothing(self, form: Guarded) -> bool:
        return bool(form.cleaned_data["opened"] == form_is_open(timezone.now()))

    def perform(self, form: Guarded, **approved: str) -> ComplaintFormPolicy:
        return verbs.switch_form(by=self.request.user, **form.facts())

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        facts = {"open": form_is_open(timezone.now()), "policies": ComplaintFormPolicy.objects.order_by("-pk")[:10]}
        return super().get_context_data(**context) | facts


def _stands(row: Complaint) -> dict[str, Any]:
    names = ("way", "received", "about", "text", "happened", "wanted")
    return {name: getattr(row, name) for name in names} | {"agency": row.agency_id}


def _moves(row: Complaint) -> str:
    return str(gettext_lazy("It stands behind %(case)s now.")) % {"case": row.incident} if row.incident else ""


def _opens(row: Complaint) -> str:
    opens = gettext_lazy(
        "Whoever owns the case and the supervisors of their unit open the complainant's sheet from then on."
    )
    return f"{_moves(row)} {opens}".strip()


def _what_a_code_does(row: Complaint) -> str:
    made = gettext("A code is made with which the complainant asks how it stands. It is shown once and kept nowhere.")
    before = gettext("The code made before holds on.")
    return f"{made} {before}" if row.codes.exists() else made


enter_complaint = _Enter.page(Action.ENTER_COMPLAINT, None, EnterComplaintForm)
take_up_complaint = ComplaintDeed.page(Action.TAKE_UP_COMPLAINT, verbs.take_up)
acknowledge_complaint = _Acknowledge.page(Action.ACKNOWLEDGE_COMPLAINT, None, SeenForm, lead=_what_a_code_does)
link_complaint = ComplaintDeed.page(Action.LINK_COMPLAINT, verbs.link, LinkForm, lead=_opens)
report_complaint = _OpenReport.page(
    Action.LINK_COMPLAINT,
    open_report,
    OpenReportForm,
    begins=lambda row: {"title": row.about, "summary": row.text},
    lead=gettext_lazy(
        "A report is opened, and the complaint stands behind it; the letter goes out of the report, with its receipt and "
        "what came of it. Who complained stays on the sheet."
    ),
)
unlink_complaint = ComplaintDeed.page(Action.UNLINK_COMPLAINT, verbs.unlink, ComplaintReasonForm, lead=_moves)
amend_complaint = PutsRight.page(
    Action.AMEND_COMPLAINT, complaint_amendments.amend, AmendComplaintForm, begins=_stands, amends=True
)
assign_complaint = ComplaintDeed.page(
    Action.ASSIGN_COMPLAINT,
    verbs.assign,
    AssignComplaintForm,
    lead=gettext_lazy(
        "Whoever gets it opens the complainant's sheet from now on, and the unit they serve in supervises it."
    ),
)
merge_complaint = ComplaintDeed.page(
    Action.MERGE_COMPLAINT,
    verbs.merge,
    MergeComplaintForm,
    weight=Weight.REVOKE,
    lead=gettext_lazy("The same person said the same twice. Both stay on record, and one counts."),
)
conclude_complaint = ComplaintDeed.page(Action.CONCLUDE_COMPLAINT, verbs.conclude, ConcludeComplaintForm)
reopen_complaint = ComplaintDeed.page(Action.REOPEN_COMPLAINT, verbs.reopen, ComplaintReasonForm)
switch_complaint_form = _SwitchForm.page(Action.SWITCH_COMPLAINT_FORM, None, SwitchFormForm)
