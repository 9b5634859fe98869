"""Pages of evidence: what was taken in, one piece with its chain of custody, handing over, releasing, destroying."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from ..actions import evidence as verbs
from ..forms import AttachForm, HandOverForm, ReclassifyForm
from ..models import AccessEntry, CaseEvent, Evidence
from ..models.visibility import OfIncidentQuerySet
from ..record import access_log
from ..reports import corrections
from ..workflow import STAFF, Action, EvidenceStatus, Role, Subject
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
    key = {"subject_type": Subject.EVIDENCE, "subject_id": str(found.pk)}
    acts = [(e.recorded_at, "act", e) for e in CaseEvent.objects.visible_to(request.user).filter(**key)]
    reads = [(e.at, "read", e) for e in AccessEntry.objects.of(found)]
    context = {
        "piece": found,
        "incident": found.incident,
        "tab": "evidence",
        "custody": sorted([*acts, *reads], key=lambda line: line[0]),
        "buttons": buttons_of(found, request.user),
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


class _EvidenceDeed(CaseDeed):
    back = "incidents:case_evidence"


class _PieceDeed(_EvidenceDeed):
    model = Evidence

    def get_queryset(self) -> OfIncidentQuerySet:
        return _pieces(self.request)

    def sentence(self) -> str:
        return f"{self.on.label} {self.on.description or (self.on.file.name if self.on.file else self.on.text[:120])}"


attach = _EvidenceDeed.page(Action.ATTACH, verbs.attach, AttachForm)
hand_over = _PieceDeed.page(Action.HAND_OVER, verbs.hand_over, HandOverForm)
reclassify = _PieceDeed.page(
    Action.RECLASSIFY, verbs.reclassify, ReclassifyForm, begins=lambda piece: {"tlp": piece.tlp}, renews=True
)
release = _PieceDeed.page(Action.RELEASE, verbs.release, HandOverForm)
destroy = _PieceDeed.page(Action.DESTROY, verbs.destroy)
