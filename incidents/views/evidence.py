"""Pages of evidence: what was taken in, one piece with its chain of custody, handing over, releasing, destroying."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext

from ..actions import custody as mending
from ..actions import evidence as verbs
from ..forms import AttachForm, CorrectCustodyForm, Guarded, HandOverForm, ReclassifyForm, untouched
from ..models import AccessEntry, CaseEvent, Evidence, User, custody
from ..models.visibility import OfIncidentQuerySet
from ..record import access_log, authority
from ..reports import corrections
from ..workflow import STAFF, Action, EvidenceStatus, Role, Thing, Weight, permitted
from .base import SignedIn, require_role, send, visible_case
from .buttons import buttons_of
from .deed_page import CaseDeed


def case_evidence(request: SignedIn, reference: str) -> HttpResponse:
    """Everything that was taken in, with its hash and origin."""
    require_role(request, *STAFF, Role.AUDITOR)
    case = visible_case(request, reference)
    rows = corrections.told_on(case, _pieces(request).filter(incident=case))
    context = {"incident": case, "tab": "evidence", "rows": rows, "buttons": buttons_of(case, request.user)}
    return render(request, "incidents/evidence/list.html", context)


def _pieces(request: SignedIn) -> OfIncidentQuerySet:
    return (
        Evidence.everything.visible_to(request.user)
        .with_recorded()
        .select_related("file", "annex_of__file", "incident__owner")
    )


def piece(request: SignedIn, pk: int) -> HttpResponse:
    """One piece: what it is, and who held, read, exported or changed it. Looking at it is part of that."""
    found = get_object_or_404(_pieces(request), pk=pk)
    access_log.log(AccessEntry.Kind.READ, request, found)
    corrections.told_on(found.incident, [found])
    events = list(CaseEvent.objects.visible_to(request.user).of(found).order_by("recorded_at"))
    given = custody.chain(events)
    given_by = {each.entered.pk: each for each in given}
    acts = [(e.recorded_at, "act", e, given_by.get(e.pk)) for e in events]
    reads = [(e.at, "read", e, None) for e in AccessEntry.objects.of(found)]
    context = {
        "piece": found,
        "incident": found.incident,
        "tab": "evidence",
        "custody": sorted([*acts, *reads], key=lambda line: line[0]),
        "buttons": buttons_of(found, request.user),
        "mending": buttons_of(found, request.user, on=Thing.CUSTODY),
        "own": {each.key for each in given if not each.struck and _may_mend(each, request.user)},
        "assertions": found.assertions.all(),
        "annexes": found.annexes.select_related("file"),
    }
    return render(request, "incidents/evidence/show.html", context)


def evidence_file(request: SignedIn, pk: int) -> FileResponse:
    """The original, as a download. A destroyed piece has none any more."""
    found = get_object_or_404(_pieces(request), pk=pk)
    if found.file is None or found.status == EvidenceStatus.DESTROYED:
        raise Http404("no bytes")
    response = send(found.file)
    access_log.log(AccessEntry.Kind.DOWNLOAD, request, found)
    return response


def _may_mend(given: custody.Given, user: User) -> bool:
    """Whether `user` entered it, or is a superior of whoever did."""
    own = given.entered.actor_id == user.pk
    return permitted(Action.STRIKE_CUSTODY, user.roles, is_author=own) is not None


def _entered(given: custody.Given) -> str:
    """Which handing over it is, as it is known today."""
    facts = {"from": given.source or "–", "to": given.holder, "who": given.entered.actor_name}
    return gettext("The handing over on record: %(from)s → %(to)s, entered by %(who)s.") % facts


class _EvidenceDeed(CaseDeed):
    back = "incidents:case_evidence"


class _PieceDeed(_EvidenceDeed):
    model = Evidence

    def get_queryset(self) -> OfIncidentQuerySet:
        return _pieces(self.request)

    def sentence(self) -> str:
        return f"{self.on.label} {self.on.in_lists}"


class _CustodyDeed(_PieceDeed):
    """On one handing over that stands, the last where the address names none, by whoever entered it or a superior; its page leads back
    where it does not stand."""

    @cached_property
    def given(self) -> custody.Given | None:
        chain, key = custody.chain_of(self.on), self.request.GET.get("entry")
        return custody.last(chain) if key is None else custody.called(chain, key)

    def elsewhere(self) -> str:
        if self.given and not _may_mend(self.given, self.request.user):
            raise authority.OfSomebodyElse(f"the handing over of {self.on} is not for {self.request.user} to put right")
        idle = self.request.method != "POST" and self.given is None
        return self.cancel_url() if idle else super().elsewhere()

    def get_initial(self) -> dict[str, Any]:
        stands = {"holder": self.given.holder, "gone": self.given.gone} if self.given else {}
        return super().get_initial() | stands

    def perform(self, form: Guarded, **approved: str) -> Any:
        facts = untouched.changed(form) if self.amends else form.facts()
        return self.verb(self.on, by=self.request.user, entry=self.request.GET.get("entry"), **facts)

    def cancel_url(self) -> str:
        return reverse("incidents:piece", args=[self.on.pk])

    def sentence(self) -> str:
        return f"{super().sentence()}. {_entered(self.given) if self.given else ''}"


attach = _EvidenceDeed.page(Action.ATTACH, verbs.attach, AttachForm)
hand_over = _PieceDeed.page(Action.HAND_OVER, verbs.hand_over, HandOverForm)
reclassify = _PieceDeed.page(
    Action.RECLASSIFY, verbs.reclassify, ReclassifyForm, begins=lambda piece: {"tlp": piece.tlp}, renews=True
)
correct_custody = _CustodyDeed.page(
    Action.CORRECT_CUSTODY,
    mending.put_right,
    CorrectCustodyForm,
    amends=True,
)
strike_custody = _CustodyDeed.page(Action.STRIKE_CUSTODY, mending.strike, weight=Weight.REVOKE)
release = _PieceDeed.page(Action.RELEASE, verbs.release, HandOverForm)
destroy = _PieceDeed.page(Action.DESTROY, verbs.destroy)
