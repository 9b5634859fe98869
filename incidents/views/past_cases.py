"""Pages of what is entered from the record: a past case, its letters and the replies to them, how it ended, the list of
all such letters outside the official register."""

from collections.abc import Iterable
from typing import Any, cast
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ..actions import agencies, cases, past_case_entering, past_case_list, work
from ..actions import past_cases as verbs
from ..actions.lists import Plan, Row
from ..actions.past_case_scans import Scans
from ..forms import Guarded, NewPastLetterForm, PastCaseForm, PastCaseListForm, PastOutcomeForm, PastReplyForm
from ..models import Agency, Export, Incident, PastLetter, User
from ..models.past_letters import past_kinds
from ..models.visibility import OfIncidentQuerySet
from ..plain import spans
from ..plain.not_none import not_none
from ..record import cited_numbers
from ..reports import past_letters, xlsx_of_pages
from ..workflow import STAFF, Action, Role
from .base import SignedIn, number_of, page_of, require_role
from .deed_page import CaseDeed, RegisterDeed, TakesScan
from .exporting import Outgoing, Taken, take_out
from .list_page import ListDeed
from .register_sheet_words import narrowed

MOST_LINES = 20_000  # of one sheet
FILTERS = ("q", "case", "year", "kind", "agency")


class _EnterCase(RegisterDeed):
    """The case, and the body that it concerns: one of the list, or one that is added now. Both or nothing."""

    back = "incidents:cases"
    template_name = "incidents/cases/involve.html"
    above = ("incidents/past/openly.html",)
    result: Incident

    def perform(self, form: Guarded, **approved: str) -> Incident:
        user, typed = self.request.user, form.cleaned_data
        with transaction.atomic():
            case = verbs.enter_case(by=user, **form.facts())
            agency = typed["agency"]
            if body := cast(PastCaseForm, form).body():
                agency = agencies.propose_agency(by=user, within=case, **body)
            if agency:
                part = {"role": typed["role"], "known": typed["known"], "since": case.began}
                cases.involve(case, by=user, agency=agency, **part)
        return case

    def get_success_url(self) -> str:
        return reverse("incidents:incident", args=[self.result.reference])


class _InLetters(CaseDeed):
    back = "incidents:correspondence"


class _OfRecord(_InLetters):
    """The letter, and the body it went to: one of the list, or one that is added now. Both or nothing."""

    template_name = "incidents/cases/involve.html"

    def perform(self, form: Guarded, **approved: str) -> PastLetter:
        facts = form.facts()
        with transaction.atomic():
            if body := cast(NewPastLetterForm, form).body():
                facts["agency"] = agencies.propose_agency(by=self.request.user, within=self.on, **body)
            return verbs.enter_letter(self.on, by=self.request.user, **facts)


class _EnterLetter(TakesScan, _OfRecord):
    pass


class _EnterReply(TakesScan, _InLetters):
    model = PastLetter

    def get_queryset(self) -> OfIncidentQuerySet[PastLetter]:
        return PastLetter.objects.visible_to(self.request.user).select_related("incident", "agency")

    def sentence(self) -> str:
        return f"{self.on}, {self.on.agency.short_name_at(self.on.dated_at)}"


class _ImportCases(ListDeed):
    back = "incidents:cases"
    said = gettext_lazy("%(new)d cases entered from the record.")
    further = gettext_lazy(
        "A further row with the same file number is one more letter, reply or body of its case; it leaves the columns of the case "
        "empty. To whom its letter goes has a part in the case only where the row says which."
    )
    above = ("incidents/past/openly.html",)
    scans: Scans | None = None

    def form_valid(self, form: Guarded) -> HttpResponse:
        self.scans = cast(PastCaseListForm, form).brought
        return super().form_valid(form)

    def take_in(self, rows: Iterable[Row], *, by: User, approved: str) -> Plan | None:
        return past_case_entering.take_in(rows, by=by, approved=approved, scans=self.scans)

    def plan_of(self, rows: Iterable[Row]) -> Plan:
        return past_case_list.plan(rows, by=self.request.user)

    def counts_of(self, taken: Plan) -> dict[str, int]:
        """The cases that came in, however many rows each of them had, and the rows that brought scans for one on record."""
        return {**taken.counts, "new": len(past_case_list.files_of(taken))}

    def words_of(self, taken: Plan) -> str:
        scans = _("%(changed)d rows brought scans for cases on record.") if taken.counts["changed"] else ""
        return f"{super().words_of(taken)} {scans % taken.counts}".strip()

    def label(self) -> str:
        return _("Enter a list of past cases")


class _EnterOutcome(CaseDeed):
    """How it ended; of one that was reopened, as it stood before. What is still open stands on the page before anybody clicks, as where
    a case is closed."""

    above = ("incidents/cases/close.html",)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(**context) | {"ends": work.open_ends(self.on)}


enter_case = _EnterCase.page(Action.ENTER_CASE, None, PastCaseForm)
import_cases = _ImportCases.page(Action.ENTER_CASE, None, PastCaseListForm)
enter_letter = _EnterLetter.page(
    Action.ENTER_LETTER,
    None,
    NewPastLetterForm,
    lead=gettext_lazy(
        "One that left outside Tanggap, on paper or by e-mail. It keeps the number that it bears; nothing goes out, and nobody is reminded."
    ),
)
enter_reply = _EnterReply.page(Action.ENTER_REPLY, verbs.enter_reply, PastReplyForm)


def _as_it_stood(case: Incident) -> dict[str, Any]:
    before = verbs.told_before(case)
    return before._asdict() if before else {}


def _how_it_stood(case: Incident) -> str:
    before = verbs.told_before(case)
    if before is None:
        return ""
    when = spans.in_words(before.ended, not_none(get_language())) if before.ended else "–"
    words = _(
        "Before it was reopened its file told: %(outcome)s, closed %(when)s. Left as it is, it is closed again as it was."
    )
    return words % {"outcome": _(before.words), "when": when}


enter_outcome = _EnterOutcome.page(
    Action.ENTER_OUTCOME, verbs.enter_outcome, PastOutcomeForm, begins=_as_it_stood, lead=_how_it_stood
)


def record_register(request: SignedIn) -> HttpResponse:
    """Every letter that was entered from the record: none of them has a number of the official register."""
    require_role(request, *STAFF, Role.AUDITOR)
    rows, chosen = _chosen(request)
    page = page_of(request, rows)
    every = past_letters.seen_by(request.user)
    context = {
        "page": page,
        "stands": past_letters.stands(page, timezone.now()),
        "chosen": chosen,
        "query": urlencode({name: value for name, value in chosen.items() if value}),
        "years": [day.year for day in every.order_by().datetimes("dated_at", "year", order="DESC")],
        "agencies": Agency.objects.filter(pk__in=every.order_by().values("agency")).prefetch_related("names"),
        "kinds": past_kinds(),
    }
    return render(request, "incidents/past/register.html", context)


def record_register_sheet(request: SignedIn) -> HttpResponse:
    """The same lines as XLSX, all pages of them, once it is said what for."""
    require_role(request, *STAFF, Role.AUDITOR)
    rows, chosen = _chosen(request)
    only = narrowed(chosen, str(dict(past_kinds()).get(chosen["kind"], "")))

    def make() -> Taken:
        lines = list(past_letters.stands(rows[:MOST_LINES], timezone.now()))
        return Taken("surat-dari-arsip.xlsx", xlsx_of_pages.XLSX, xlsx_of_pages.past_letters(lines, only), len(lines))

    back = f"{reverse('incidents:record_register')}?{request.GET.urlencode()}"
    return take_out(request, Outgoing(Export.Kind.PAST_LETTERS, "XLSX", back, narrowed=only), make)


def _chosen(request: SignedIn) -> tuple[Any, dict[str, str]]:
    """The lines asked for, and what was asked. An unknown choice narrows nothing."""
    chosen = {name: request.GET.get(name, "").strip()[:200] for name in FILTERS}
    rows = past_letters.seen_by(request.user)
    if chosen["kind"] not in dict(past_kinds()):
        chosen["kind"] = ""
    if not (len(chosen["year"]) == 4 and number_of(chosen["year"])):
        chosen["year"] = ""
    if chosen["kind"]:
        rows = rows.filter(kind=chosen["kind"])
    if chosen["year"]:
        rows = rows.filter(dated_at__year=chosen["year"])
    if chosen["agency"]:
        rows = rows.filter(agency__code=chosen["agency"])
    if chosen["case"]:
        cited = cited_numbers.find(request.user, chosen["case"])
        rows = rows.filter(incident__in=cited.incidents) if cited else rows.none()
    if chosen["q"]:
        rows = rows.filter(number__icontains=chosen["q"])
    return rows, chosen
