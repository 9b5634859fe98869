"""Pages of the work around a case: activities, commitments, relations, who may see it, what is shared."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions import cases
from ..actions import work as verbs
from ..forms import AdmitForm, CommitForm, EndForm, NoteForm, ReasonForm, RelateForm, SeenForm, ShareForm
from ..models import AccessEntry, Admission, Commitment, Relation, Share, SharedEvidence
from ..plain import weighing
from ..record import access_log
from ..workflow import STAFF, Action, EvidenceStatus, Role
from .base import case_form, done, require, require_role
from .base import visible_case as visible
from .buttons import buttons_of
from .cases import relations
from .evidence import send

BACK = "incidents:work"


def work(request, reference):
    """What happens beside the letters, who owes what, which cases belong together, who may know of this one."""
    require_role(request, *STAFF, Role.AUDITOR)
    case = visible(request, reference)
    assertions = list(case.assertions.all())
    against = {row.pk: others for row, others in weighing.contradictions(assertions).items()}
    activities = list(case.activities.with_recorded().select_related("assertion").order_by("-happened_at"))
    for activity in activities:
        activity.against = against.get(activity.assertion_id, []) if activity.assertion_id else []
    context = {
        "incident": case,
        "tab": "work",
        "now": timezone.now(),
        "activities": activities,
        "commitments": case.commitments.select_related("agency", "activity").order_by("status", "due_at", "pk"),
        "relations": relations(case, request.user),
        "admissions": case.admissions.select_related("user").order_by("pk"),
        "shares": case.shares.select_related("agency").prefetch_related("agency__names", "pieces__evidence"),
        "buttons": buttons_of(case, request.user),
    }
    return render(request, "incidents/work/show.html", context)


def note(request, reference):
    require(request, Action.NOTE)
    case = visible(request, reference)
    form = NoteForm(request.POST or None, incident=case, initial={"kind": request.GET.get("kind", "note")})

    def act(data):
        cases.note(case, by=request.user, **data)
        if data["assertion"]:
            against = weighing.contradictions(case.assertions.all())[data["assertion"]]
            if against:
                named = ", ".join(f"{row.label} ({row.said_by})" for row in against)
                messages.warning(request, _("This statement contradicts %(named)s.") % {"named": named})

    return case_form(request, case, Action.NOTE, form, act, back=BACK)


def commit(request, reference):
    require(request, Action.COMMIT)
    case = visible(request, reference)
    form = CommitForm(request.POST or None, incident=case)

    def act(data):
        verbs.commit(case, by=request.user, **data)

    return case_form(request, case, Action.COMMIT, form, act, back=BACK)


def _commitment(request, pk):
    return get_object_or_404(Commitment.objects.visible_to(request.user).select_related("incident"), pk=pk)


@require_POST
def keep(request, pk):
    require(request, Action.KEEP)
    row, form = _commitment(request, pk), SeenForm(request.POST)
    verbs.keep(row, by=request.user, seen=form.cleaned_data["seen"] if form.is_valid() else 0)
    done(request, Action.KEEP)
    return redirect(BACK, reference=row.incident.reference)


def drop(request, pk):
    require(request, Action.DROP)
    row = _commitment(request, pk)
    form = ReasonForm(request.POST or None, initial={"seen": row.version})

    def act(data):
        verbs.drop(row, by=request.user, **data)

    return case_form(request, row.incident, Action.DROP, form, act, back=BACK, lead=f"{row.who}: {row.what}")


def relate(request, reference):
    require(request, Action.RELATE)
    case = visible(request, reference)
    form = RelateForm(request.POST or None, user=request.user, incident=case)

    def act(data):
        verbs.relate(case, by=request.user, **data)

    return case_form(request, case, Action.RELATE, form, act, back=BACK)


def unrelate(request, pk):
    require(request, Action.UNRELATE)
    row = get_object_or_404(Relation.objects.visible_to(request.user).select_related("incident", "other"), pk=pk)
    return _ending(request, Action.UNRELATE, row, row.incident, verbs.unrelate, str(row))


def _ending(request, action, row, case, verb, lead):
    """The pages that end something on a case, with a reason."""
    form = EndForm(request.POST or None)

    def act(data):
        verb(row, by=request.user, reason=data["reason"])

    return case_form(request, case, action, form, act, back=BACK, lead=lead)


def _with_reason(request, reference, action, verb, lead=""):
    require(request, action)
    case = visible(request, reference)
    form = ReasonForm(request.POST or None, initial={"seen": case.version})

    def act(data):
        verb(case, by=request.user, **data)

    return case_form(request, case, action, form, act, back=BACK, lead=lead)


def restrict(request, reference):
    lead = _(
        "From then on only its owner, named people and auditors know of it. A supervisor who is to issue its letters must be named too."
    )
    return _with_reason(request, reference, Action.RESTRICT, verbs.restrict, lead)


def unrestrict(request, reference):
    return _with_reason(request, reference, Action.UNRESTRICT, verbs.unrestrict)


def admit(request, reference):
    require(request, Action.ADMIT)
    case = visible(request, reference)
    form = AdmitForm(request.POST or None, incident=case)

    def act(data):
        verbs.admit(case, by=request.user, **data)

    return case_form(request, case, Action.ADMIT, form, act, back=BACK)


def exclude(request, pk):
    require(request, Action.EXCLUDE)
    rows = Admission.objects.visible_to(request.user).filter(ended_at__isnull=True)
    row = get_object_or_404(rows.select_related("incident", "user"), pk=pk)
    return _ending(request, Action.EXCLUDE, row, row.incident, verbs.exclude, row.user.name)


def share(request, reference):
    require(request, Action.SHARE)
    case = visible(request, reference)
    form = ShareForm(request.POST or None, incident=case)

    def act(data):
        verbs.share(case, by=request.user, **data)

    lead = _("The body sees these words and pieces and nothing else of the case.")
    return case_form(request, case, Action.SHARE, form, act, back=BACK, lead=lead)


def unshare(request, pk):
    require(request, Action.UNSHARE)
    rows = Share.objects.visible_to(request.user).filter(ended_at__isnull=True)
    row = get_object_or_404(rows.select_related("incident", "agency"), pk=pk)
    return _ending(request, Action.UNSHARE, row, row.incident, verbs.unshare, row.agency.short_name)


def shared(request, pk):
    """What was shared with an agency: its own page, with the words and pieces chosen for it."""
    require_role(request, Role.LIAISON, *STAFF, Role.AUDITOR)
    rows = Share.objects.visible_to(request.user).select_related("incident", "agency")
    found = get_object_or_404(rows.prefetch_related("pieces__evidence__file", "agency__names"), pk=pk)
    access_log.log(AccessEntry.Kind.READ, request, found)
    return render(request, "incidents/portal/shared.html", {"row": found, "now": timezone.now()})


def shared_file(request, pk):
    """A shared piece as a download, in the custody log of the piece."""
    # Marked TLP:RED after it was shared, a piece is for named recipients again.
    rows = SharedEvidence.objects.filter(share__in=Share.objects.visible_to(request.user)).exclude(evidence__tlp="red")
    found = get_object_or_404(rows.select_related("evidence__file"), pk=pk)
    if found.evidence.file is None or found.evidence.status == EvidenceStatus.DESTROYED:
        raise Http404("no bytes")
    access_log.log(AccessEntry.Kind.DOWNLOAD, request, found.evidence)
    return send(found.evidence.file)
