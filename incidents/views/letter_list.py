"""The register of outgoing letters, and the correspondence of one case in both directions."""

from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Agency, CaseLetter, Export, FollowUp, Incident, Letter, RegisterEntry, Response, Unit, User
from ..models.case_letters import CaseLetterQuerySet
from ..models.follow_ups import FollowUpQuerySet
from ..models.letters import LetterQuerySet
from ..plain import letter_kinds
from ..record import access_log, cited_numbers
from ..reports import past_letters, xlsx_of_pages
from ..reports.chronology import BodiesThen
from ..workflow import LETTERS_NOT_OUT, STAFF, Role
from .base import SignedIn, number_of, page_of, require_role, visible_case
from .buttons import buttons_of, letter_after_outside, letters_alone, point_of_outside
from .exporting import Outgoing, Taken, take_out
from .register_sheet_words import narrowed

MOST_LINES = 20_000  # of one sheet
FILTERS = ("q", "case", "unit", "year", "kind", "agency", "state", "register")
MATTERS = ("incident", "request", "case_letter", "complaint_answer__complaint__incident")
DRILLS = "drills"  # the register of drills; every other choice is the official one


def register(request: SignedIn) -> HttpResponse:
    """Every number given out that the reader may know of, the latest first; the filters are the address."""
    require_role(request, *STAFF, Role.AUDITOR)
    rows, chosen = _chosen(request)
    page = page_of(request, rows)
    shown = Letter.objects.visible_to(request.user)
    drill = chosen["register"] == DRILLS
    numbered = shown.filter(register_entry__drill=drill)
    context = {
        "page": page,
        "chosen": chosen,
        "unknown": bool(chosen["case"]) and cited_numbers.find(request.user, chosen["case"]) is None,
        "query": urlencode({name: value for name, value in chosen.items() if value}),
        "hidden": RegisterEntry.objects.filter(drill=drill).count() - numbered.filter(copy_of__isnull=True).count(),
        "drill": drill,
        "official_shown": not drill,
        "years": numbered.order_by("-register_entry__year").values_list("register_entry__year", flat=True).distinct(),
        "units": dict(Unit.objects.order_by("valid_from").values_list("code", "name")).items(),
        "agencies": Agency.objects.filter(pk__in=numbered.order_by().values("agency")).prefetch_related("names"),
        "kinds": [(kind.code, _(kind.label)) for kind in letter_kinds.TABLE if kind.part != letter_kinds.Part.RECEIPT],
        "standings": Letter.Standing.choices,
    }
    return render(request, "incidents/letters/register.html", context)


def register_sheet(request: SignedIn) -> HttpResponse:
    """The same lines as XLSX, all pages of them, once it is said what for."""
    require_role(request, *STAFF, Role.AUDITOR)
    rows, chosen = _chosen(request)
    drill = chosen.pop("register") == DRILLS
    kind = letter_kinds.KINDS.get(chosen["kind"])
    note = narrowed(chosen, _(kind.label) if kind else "")

    def make() -> Taken:
        letters = list(rows[:MOST_LINES])
        sheet = xlsx_of_pages.register(letters, note or _("All letters"), drill=drill)
        name = "register-latihan.xlsx" if drill else "register-surat.xlsx"
        return Taken(name, xlsx_of_pages.XLSX, sheet, len(letters))

    label = "LATIHAN" if drill else ""
    back = f"{reverse('incidents:register')}?{request.GET.urlencode()}"
    return take_out(request, Outgoing(Export.Kind.REGISTER, "XLSX", back, label, note), make)


def _chosen(request: SignedIn) -> tuple[LetterQuerySet, dict[str, str]]:
    """The lines asked for, and what was asked. An unknown choice narrows nothing."""
    chosen = {name: request.GET.get(name, "").strip()[:200] for name in FILTERS}
    known_choices = {"state": Letter.Standing.values, "kind": letter_kinds.KINDS}
    chosen |= {name: "" for name, values in known_choices.items() if chosen[name] not in values}
    if not (len(chosen["year"]) == 4 and number_of(chosen["year"])):
        chosen["year"] = ""
    rows = Letter.objects.visible_to(request.user).filter(register_entry__drill=chosen["register"] == DRILLS)
    rows = rows.select_related("register_entry", "agency", *MATTERS, "file", "about")
    if chosen["state"] in Letter.Standing.values:
        rows = rows.standing(chosen["state"])
    if chosen["kind"] in letter_kinds.KINDS:
        rows = rows.filter(kind=chosen["kind"])
    if chosen["unit"]:
        rows = rows.filter(register_entry__unit_code=chosen["unit"])
    if len(chosen["year"]) == 4 and (year := number_of(chosen["year"])):
        rows = rows.filter(register_entry__year=year)
    if chosen["agency"]:
        rows = rows.filter(agency__code=chosen["agency"])
    if chosen["case"]:
        cited = cited_numbers.find(request.user, chosen["case"])
        rows = rows.of_cases(cited.incidents) if cited else rows.none()
    if chosen["q"]:
        rows = rows.filter(register_entry__number__icontains=chosen["q"])
    order = ("-register_entry__year", "register_entry__unit_code", "-register_entry__sequence")
    return rows.once().prefetch_related("agency__names", "case_letter__takers").order_by(*order), chosen


def _as_they_came(case: Incident, came: QuerySet[Response]) -> list[Response]:
    """Replies, each from the body that gave it: a request may have passed to its successor since."""
    then, replies = BodiesThen(case), list(came)
    for reply in replies:
        then.put(reply.request, reply.received_at)
    return replies


def correspondence(request: SignedIn, reference: str) -> HttpResponse:
    """What went out and what came in, in one case, the latest first."""
    require_role(request, *STAFF, Role.AUDITOR)
    case = visible_case(request, reference)
    out = Letter.objects.visible_to(request.user).of_cases([case.pk]).filter(register_entry__isnull=False).once()
    out = out.select_related("register_entry", "agency", *MATTERS, "file", "about").order_by("-pk")
    came = Response.objects.visible_to(request.user).filter(request__incident=case)
    came = came.select_related("request__agency", "letter", "evidence").order_by("-received_at", "-pk")
    from_record = past_letters.corrected(case, timezone.now())
    access_log.look(request, *(each.letter for each in from_record))
    for each in from_record:
        each.letter.incident, each.next = case, letter_after_outside(each.letter, request.user, timezone.now())
        each.point = point_of_outside(each.letter, request.user)
    context = {
        "incident": case,
        "letters": out.prefetch_related("agency__names", "case_letter__takers"),
        "in_hand": _in_hand(case, request.user),
        "from_record": from_record,
        "buttons": buttons_of(case, request.user),
        "drafting": letters_alone(case, request.user),
        "came": _came_on_results(case),
        "replies": _as_they_came(case, came.prefetch_related("request__agency__names")),
    }
    return render(request, "incidents/letters/of_case.html", context)


def _came_on_results(case: Incident) -> FollowUpQuerySet:
    """What bodies reported on letters of the result, the latest first."""
    rows = FollowUp.objects.get_queryset().filter(incident=case, kind__in=FollowUp.CAME)
    return rows.select_related("agency", "case_letter").prefetch_related("agency__names").order_by("-came_at", "-pk")


def _in_hand(case: Incident, user: User) -> CaseLetterQuerySet:
    """Letters of the case that are drafted and not issued yet."""
    rows = CaseLetter.objects.visible_to(user).filter(incident=case, status__in=LETTERS_NOT_OUT)
    return rows.select_related("agency", "drafted_by").prefetch_related("agency__names")
