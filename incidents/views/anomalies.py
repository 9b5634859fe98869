"""Anomalies: the questions that auditors put to the record by dated rules, what each found, and that it was looked at."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..actions import anomalies as verbs
from ..actions.rules import last_of
from ..forms import AnomalyForm, EndAnomalyForm, Guarded, LookForm
from ..models import AccessEntry, AnomalyLook, AnomalyRule, CaseEvent, Incident, User
from ..plain import clocks
from ..plain.anomaly_kinds import KINDS, TABLE, AnomalyKind
from ..record import enacted_by, keyset
from ..reports import anomalies as report
from ..reports import reads
from ..workflow import Action, Role, Thing, Weight
from .base import SignedIn, require_role
from .buttons import Buttons, buttons_of
from .deed_page import Head, RegisterDeed


@dataclass
class Found:
    """One line of a kind: the act, or the entry of the access log, its case, and who looked at it."""

    code: str
    row: Any
    case: Incident | None
    looks: list[AnomalyLook]
    what: str = ""  # of an entry, in words
    own: Buttons = Buttons(())

    @property
    def key(self) -> str:
        return str(self.row.pk)

    @property
    def act(self) -> CaseEvent | None:
        return self.row if isinstance(self.row, CaseEvent) else None

    @property
    def at(self) -> clocks.Instant:
        return self.row.recorded_at if isinstance(self.row, CaseEvent) else self.row.at


@dataclass
class Asked:
    """One rule as a page shows it: whether it holds today, how much it found, what may be done to it."""

    rule: AnomalyRule
    state: str
    n: int
    own: Buttons
    deeds: list[CaseEvent]


def _asked(rules: list[AnomalyRule], user: User) -> dict[str, list[Asked]]:
    """The rules of each kind, the latest first."""
    now = timezone.now()
    today, n = clocks.day(now), report.counts(rules, user, now)
    told, of_kind = enacted_by.deeds_of(rules), defaultdict(list)
    for rule in rules:
        asked = Asked(rule, rule.state_on(today), n[rule.pk], buttons_of(rule, user), told[rule.pk])
        of_kind[rule.code].append(asked)
    return of_kind


def all_anomalies(request: SignedIn) -> HttpResponse:
    """Each kind of anomaly with the rules by which it is asked, and how much each of them found."""
    require_role(request, Role.AUDITOR)
    rules = _asked(list(AnomalyRule.objects.order_by("code", "-effective_from")), request.user)
    kinds = [(kind, rules[kind.code], buttons_of(kind, request.user, on=Thing.ANOMALY)) for kind in TABLE]
    return render(request, "incidents/anomalies/list.html", {"kinds": kinds})


def _kind(code: str) -> AnomalyKind:
    if code not in KINDS:
        raise Http404("no such anomaly")
    return KINDS[code]


def anomaly(request: SignedIn, code: str) -> HttpResponse:
    """What one kind found, the latest first, each line linked to its act and its case; who looked at it stands beside."""
    require_role(request, Role.AUDITOR)
    kind = _kind(code)
    rules = list(AnomalyRule.objects.filter(code=code).order_by("-effective_from"))
    rows = report.found_by(rules, request.user, timezone.now())
    page: keyset.Page[Any] = keyset.Page([], None, None)
    if rows is not None:
        page = keyset.page(_with_case(rows), **keyset.places(request.GET, rows.model))
    context = {
        "kind": kind,
        "rules": _asked(rules, request.user)[code],
        "own": buttons_of(kind, request.user, on=Thing.ANOMALY),
        "page": page,
        "lines": _lines(kind, page.rows, request.user),
    }
    return render(request, "incidents/anomalies/show.html", context)


def _with_case(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Acts with their cases; entries of the access log with the key of theirs."""
    if rows.model is CaseEvent:
        return rows.select_related("incident").defer("payload")
    return rows.annotate(of_case=report.case_looked_at())


def _lines(kind: AnomalyKind, rows: Iterable[Any], user: User) -> list[Found]:
    rows = list(rows)
    looks = defaultdict(list)
    found = AnomalyLook.objects.filter(code=kind.code, finding__in=[str(row.pk) for row in rows])
    for look in found.select_related("looked_by"):
        looks[look.finding].append(look)
    named = {row.of_case for row in rows if not isinstance(row, CaseEvent)}
    cases = {case.pk: case for case in Incident.objects.visible_to(user).filter(pk__in=named)} if named else {}
    lines = []
    for row in rows:
        of_log = isinstance(row, AccessEntry)
        case = cases.get(row.of_case) if of_log else row.incident
        what = _(reads.KINDS[AccessEntry.Kind(row.kind)]) if of_log else ""
        line = Found(kind.code, row, case, looks[str(row.pk)], what)
        line.own = buttons_of(line, user, on=Thing.FOUND)
        lines.append(line)
    return lines


class _OfAudit(RegisterDeed):
    """A deed of the auditor on their own instrument: back to the page of its kind."""

    @property
    def kind(self) -> AnomalyKind:
        return KINDS[self.on.code]

    def cancel_url(self) -> str:
        return reverse("incidents:anomaly", args=[self.kind.code])

    def head(self) -> Head:
        crumbs = [(_("Audit"), reverse("incidents:audit")), (_("Anomalies"), reverse("incidents:anomalies"))]
        crumbs.append((_(self.kind.label), self.cancel_url()))
        return Head(self.label(), self.label(), _(self.kind.label), crumbs, _(self.kind.asks))


class _Enact(_OfAudit):
    def get_object(self, **address: Any) -> AnomalyKind:
        return _kind(address["code"])

    def get_initial(self) -> dict[str, Any]:
        return AnomalyForm.opening(self.on) | {"seen": last_of(AnomalyRule.objects.filter(code=self.on.code))}

    def perform(self, form: Guarded, **approved: str) -> Any:
        return self.verb(by=self.request.user, **form.facts())


class _LookAt(_OfAudit):
    """Only what is found is looked at: any other address is none."""

    def get_object(self, **address: Any) -> Found:
        kind = _kind(address["code"])
        rules = list(AnomalyRule.objects.filter(code=kind.code))
        rows = report.found_by(rules, self.request.user, timezone.now())
        key = keyset.key_of(address["key"], rows.model) if rows is not None else None
        row = _with_case(rows.filter(pk=key)).first() if rows is not None and key is not None else None
        if row is None:
            raise Http404("not found by any rule")
        return _lines(kind, [row], self.request.user)[0]

    def perform(self, form: Guarded, **approved: str) -> Any:
        return self.verb(by=self.request.user, code=self.on.code, finding=self.on.key, **form.facts())


enact_anomaly = _Enact.page(Action.ENACT_ANOMALY, verbs.enact_anomaly, AnomalyForm)
end_anomaly = _OfAudit.page(
    Action.END_ANOMALY,
    verbs.end_anomaly,
    EndAnomalyForm,
    model=AnomalyRule,
    begins=EndAnomalyForm.opening,
    weight=Weight.REVOKE,
)
look_at_finding = _LookAt.page(
    Action.LOOK_AT_FINDING, verbs.look_at_finding, LookForm, above=("incidents/anomalies/looked_at.html",)
)
