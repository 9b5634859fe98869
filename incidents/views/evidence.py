"""Pages of evidence: what was taken in, one piece with its chain of custody, handing over, releasing, destroying."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render

from .. import files
from ..actions import evidence as verbs
from ..forms import AttachForm, HandOverForm, ReasonForm, ReclassifyForm
from ..models import AccessEntry, CaseEvent, Evidence
from ..record import access_log
from ..workflow import STAFF, Action, EvidenceStatus, Role, Subject
from .base import case_form, require, require_role
from .base import visible_case as visible_in
from .buttons import buttons_of


def case_evidence(request, reference):
    """Everything that was taken in, with its hash and origin."""
    require_role(request, *STAFF, Role.AUDITOR)
    case = visible_in(request, reference)
    rows = case.evidence.visible_to(request.user).with_recorded().select_related("file")
    context = {"incident": case, "tab": "evidence", "rows": rows, "buttons": buttons_of(case, request.user)}
    return render(request, "incidents/evidence/list.html", context)


def visible(request, pk):
    rows = Evidence.objects.visible_to(request.user).with_recorded().select_related("file", "incident__owner")
    return get_object_or_404(rows, pk=pk)


def piece(request, pk):
    """One piece: what it is, and who held, read, exported or changed it. Looking at it is part of that."""
    found = visible(request, pk)
    access_log.log(AccessEntry.Kind.READ, request, found)
    key = {"subject_type": Subject.EVIDENCE, "subject_id": str(found.pk)}
    acts = [(e.recorded_at, "act", e) for e in CaseEvent.objects.visible_to(request.user).filter(**key)]
    reads = [(e.at, "read", e) for e in AccessEntry.objects.filter(**key).select_related("actor")]
    context = {
        "piece": found,
        "incident": found.incident,
        "tab": "evidence",
        "custody": sorted([*acts, *reads], key=lambda line: line[0]),
        "buttons": buttons_of(found, request.user),
        "assertions": found.assertions.all(),
    }
    return render(request, "incidents/evidence/show.html", context)


def evidence_file(request, pk):
    """The original, as a download. A destroyed piece has none any more."""
    found = visible(request, pk)
    if found.file is None or found.status == EvidenceStatus.DESTROYED:
        raise Http404("no bytes")
    access_log.log(AccessEntry.Kind.DOWNLOAD, request, found)
    return send(found.file)


def attach(request, reference):
    require(request, Action.ATTACH)
    case = visible_in(request, reference)
    form = AttachForm(request.POST or None, request.FILES or None)

    def act(data):
        verbs.attach(case, by=request.user, **form.facts())

    return case_form(request, case, Action.ATTACH, form, act, back="incidents:case_evidence")


def _deed(request, pk, action, make_form, verb):
    """The pages of the deeds on one piece: who, what for, and the version that was seen."""
    require(request, action)
    found = visible(request, pk)
    form = make_form(request.POST or None, initial={"seen": found.version, "tlp": found.tlp})

    def act(data):
        verb(found, by=request.user, **data)

    lead = f"{found.label} {found.description or (found.file.name if found.file else found.text[:120])}"
    return case_form(request, found.incident, action, form, act, back="incidents:case_evidence", lead=lead)


def hand_over(request, pk):
    return _deed(request, pk, Action.HAND_OVER, HandOverForm, verbs.hand_over)


def reclassify(request, pk):
    return _deed(request, pk, Action.RECLASSIFY, ReclassifyForm, verbs.reclassify)


def release(request, pk):
    return _deed(request, pk, Action.RELEASE, HandOverForm, verbs.release)


def destroy(request, pk):
    return _deed(request, pk, Action.DESTROY, ReasonForm, verbs.destroy)


def send(stored):
    """A stored file as a download: never shown inside our origin, never sniffed, never kept by a cache."""
    response = FileResponse(
        open(files.full_path(stored.path), "rb"),  # noqa: SIM115  (FileResponse closes it)
        as_attachment=True,
        filename=stored.name,
        content_type=stored.content_type,
    )
    response.headers["Cache-Control"] = "no-store"
    response._csp_replace = {"default-src": ["'none'"], "sandbox": []}
    return response
