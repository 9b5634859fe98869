"""Pages of evidence: what was taken in, one piece with its chain of custody, handing over, releasing, destroying."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext

from ..actions import custody as mending
from ..actions import evidence as verbs
from ..forms import AttachForm, HandOverForm, ReclassifyForm
from ..models import AccessEntry, CaseEvent, Evidence, custody
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
    return Evidence.everything.visible_to(request.user).with_recorded().select_related("file", "incident__owner")


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
        "last": custody.last(given),
        "buttons": buttons_of(found, request.user),
        "mending": buttons_of(found, request.user, on=Thing.CUSTODY),
        "assertions": found.assertions.all(),
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


def _entered(found: Evidence) -> str:
    """Which handing over it is, as it was entered."""
    given = custody.last_of(found)
    if given is None:
        return ""
    facts = {"from": given.source or "–", "to": given.holder, "who": given.entered.actor_name}
    return gettext("The last handing over on record: %(from)s → %(to)s, entered by %(who)s.") % facts


class _EvidenceDeed(CaseDeed):
    back = "incidents:case_evidence"


class _PieceDeed(_EvidenceDeed):
    model = Evidence

    def get_queryset(self) -> OfIncidentQuerySet:
        return _pieces(self.request)

    def sentence(self) -> str:
        return f"{self.on.label} {self.on.description or (self.on.file.name if self.on.file else self.on.text[:120])}"


class _CustodyDeed(_PieceDeed):
    """On the last handing over that stands, by whoever entered it or a superior; its page leads back where none does."""

    def get_object(self, **address: Any) -> Evidence:
        found: Evidence = super().get_object(**address)
        own = found.handed_by_them(self.request.user)
        if custody.last_of(found) and permitted(self.action, self.request.user.roles, is_author=own) is None:
            raise authority.OfSomebodyElse(f"the handing over of {found} is not for {self.request.user} to put right")
        return found

    def elsewhere(self) -> str:
        idle = self.request.method != "POST" and custody.last_of(self.on) is None
        return self.cancel_url() if idle else super().elsewhere()

    def cancel_url(self) -> str:
        return reverse("incidents:piece", args=[self.on.pk])

    def sentence(self) -> str:
        return f"{super().sentence()}. {_entered(self.on)}"


attach = _EvidenceDeed.page(Action.ATTACH, verbs.attach, AttachForm)
hand_over = _PieceDeed.page(Action.HAND_OVER, verbs.hand_over, HandOverForm)
reclassify = _PieceDeed.page(
    Action.RECLASSIFY, verbs.reclassify, ReclassifyForm, begins=lambda piece: {"tlp": piece.tlp}, renews=True
)
correct_custody = _CustodyDeed.page(
    Action.CORRECT_CUSTODY,
    mending.put_right,
    HandOverForm,
    begins=lambda piece: {"holder": piece.holder},
    amends=True,
)
strike_custody = _CustodyDeed.page(Action.STRIKE_CUSTODY, mending.strike, weight=Weight.REVOKE)
release = _PieceDeed.page(Action.RELEASE, verbs.release, HandOverForm)
destroy = _PieceDeed.page(Action.DESTROY, verbs.destroy)
