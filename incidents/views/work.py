"""Pages of the work around a case: activities, commitments, relations, who may see it, what is shared."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import activities as happenings
from ..actions import follow_ups, judgements, restricted_cases, shares
from ..actions import work as verbs
from ..actions.agencies import stands_for
from ..forms import (
    AdmitForm,
    CommitForm,
    EndForm,
    Guarded,
    JoinForm,
    KeepForm,
    LeaveForm,
    NoteForm,
    RelateForm,
    ShareForm,
)
from ..forms.restricted import RestrictForm
from ..models import (
    AccessEntry,
    Activity,
    Admission,
    Commitment,
    Incident,
    Participation,
    PastLetter,
    Relation,
    Share,
    SharedEvidence,
)
from ..models.assertions import still_said
from ..plain import assertion_weighing
from ..record import access_log
from ..reports import case_file, corrections, who_may_decide
from ..workflow import STAFF, Action, CommitmentStatus, EvidenceStatus, Role
from .base import SignedIn, number_of, page_of, require_role, say_who_is_missing, send, visible_case
from .buttons import buttons_of
from .deed_page import CaseDeed


def work(request: SignedIn, reference: str) -> HttpResponse:
    """What happens beside the letters, who owes what, which cases belong together, who may know of this one."""
    require_role(request, *STAFF, Role.AUDITOR)
    case = visible_case(request, reference)
    assertions = still_said(case.assertions.all())
    against = {row.pk: others for row, others in assertion_weighing.contradictions(assertions).items()}
    page = page_of(request, case_file.activities(case), name="kegiatan")
    activities = case_file.told(case, page.object_list)
    commitments = Commitment.everything.with_recorded().filter(incident=case).prefetch_related("case_letter__takers")
    commitments = commitments.select_related("agency", "activity", "shown_by", "judged_by", "case_letter")
    for activity in activities:
        activity.against = against.get(activity.assertion_id, []) if activity.assertion_id else []
    context = {
        "incident": case,
        "tab": "work",
        "now": timezone.now(),
        "activities": activities,
        "page": page,
        "commitments": corrections.told_on(case, commitments.order_by("status", "due_at", "pk")),
        "relations": case_file.relations(case, request.user),
        "admissions": case.admissions.select_related("user").order_by("pk"),
        "shares": case.shares.select_related("agency").prefetch_related("agency__names", "pieces__evidence"),
        "buttons": buttons_of(case, request.user),
    }
    return render(request, "incidents/work/show.html", context)


def shared(request: SignedIn, pk: int) -> HttpResponse:
    """What was shared with an agency: its own page, with the words and pieces chosen for it."""
    require_role(request, Role.LIAISON, *STAFF, Role.AUDITOR)
    rows = Share.objects.visible_to(request.user).select_related("incident", "agency")
    share = get_object_or_404(rows.prefetch_related("pieces__evidence__file", "agency__names"), pk=pk)
    access_log.log(AccessEntry.Kind.READ, request, share)
    return render(request, "incidents/portal/shared.html", {"share": share, "now": timezone.now()})


def shared_file(request: SignedIn, pk: int) -> FileResponse:
    """A shared piece as a download, in the custody log of the piece."""
    # Marked TLP:RED after it was shared, a piece is for named recipients again.
    rows = SharedEvidence.objects.filter(share__in=Share.objects.visible_to(request.user)).exclude(
        evidence__tlp=Incident.Tlp.RED
    )
    found = get_object_or_404(rows.select_related("evidence__file"), pk=pk)
    if found.evidence.file is None or found.evidence.status == EvidenceStatus.DESTROYED:
        raise Http404("no bytes")
    response = send(found.evidence.file)
    access_log.log(AccessEntry.Kind.DOWNLOAD, request, found.evidence)
    return response


NOT_ENDED = {"ended_at": None}


class _WorkDeed(CaseDeed):
    back = "incidents:work"


class _Note(_WorkDeed):
    """A statement that contradicts what others say is noted all the same, with a word."""

    def perform(self, form: Guarded, **approved: str) -> Activity:
        activity = happenings.note(self.case, by=self.request.user, **form.facts())
        if activity.assertion:
            weighed = assertion_weighing.contradictions(still_said(self.case.assertions.all()))
            against = weighed.get(activity.assertion, [])
            if against:
                named = ", ".join(f"{row.label} ({row.said_by})" for row in against)
                messages.warning(self.request, _("This statement contradicts %(named)s.") % {"named": named})
        return activity


note = _Note.page(Action.NOTE, None, NoteForm, prefilled={"kind": Activity.Kind.NOTE})
join = _WorkDeed.page(
    Action.JOIN,
    verbs.join,
    JoinForm,
    model=Activity,
    lead=lambda activity: f"{activity.get_kind_display()}: {activity.text}",
)
leave = _WorkDeed.page(
    Action.LEAVE,
    verbs.leave,
    LeaveForm,
    model=Participation,
    only={"left_at": None, "activity__kind__in": Activity.LASTING},
    lead=lambda part: f"{part.agency.short_name_at(part.activity.happened_at)}: {part.activity.text}",
)


class _Commit(_WorkDeed):
    """What a letter from the record asks for begins with its body, its due and its number."""

    def get_initial(self) -> dict[str, Any]:
        initial = super().get_initial()
        letter = PastLetter.objects.filter(incident=self.case, pk=number_of(initial["past_letter"] or "") or 0).first()
        if letter is None:
            return initial
        body = stands_for(letter.agency) or letter.agency
        return {**initial, "agency": body.pk, "due": letter.due, "source": str(letter)}


commit = _Commit.page(Action.COMMIT, verbs.commit, CommitForm, prefilled={"past_letter": None})


class _Settle(_WorkDeed):
    """What a letter asked for is settled from the letter's page as well, and leads back there."""

    def cancel_url(self) -> str:
        return self.on.get_absolute_url()


class _Keep(_Settle):
    """When it was kept, as far as that is known; of what a letter asked for, which of what came back shows it."""

    def elsewhere(self) -> str:
        if self.request.method == "POST":
            return ""
        try:
            follow_ups.what_shows(self.on)
        except follow_ups.NothingShows as why:
            messages.warning(self.request, _(why.message))
            return self.cancel_url()
        idle = self.on.status != CommitmentStatus.OPEN
        return super().elsewhere() or (self.cancel_url() if idle else "")


def _what_is_owed(owed: Commitment) -> str:
    return f"{owed.who}: {owed.what}"


keep = _Keep.page(Action.KEEP, verbs.keep, KeepForm, model=Commitment, lead=_what_is_owed)


class _Unsettle(_Settle):
    """Back to where it stands, when nothing was judged or the letter that asked for it is in force no longer."""

    def elsewhere(self) -> str:
        idle = self.on.status == CommitmentStatus.OPEN or not self.on.may_be_judged_anew
        return self.as_it_stands() if idle and self.request.method != "POST" else super().elsewhere()


unsettle = _Unsettle.page(
    Action.UNSETTLE,
    judgements.unsettle,
    model=Commitment,
    lead=lambda owed: f"{_what_is_owed(owed)} · {owed.get_status_display()}",
)
miss = _Settle.page(Action.MISS, verbs.miss, model=Commitment)


class _Release(_Settle):
    """What a letter asks for is released by its own move, with its own page: the body reads the reason there, and is told by mail."""

    of_letter = False

    def elsewhere(self) -> str:
        another = bool(self.on.case_letter_id) != self.of_letter and self.request.method != "POST"
        return self.cancel_url() if another else super().elsewhere()


class _Waive(_Release):
    of_letter = True


drop = _Release.page(Action.DROP, verbs.drop, model=Commitment, lead=_what_is_owed)
waive = _Waive.page(Action.WAIVE, judgements.waive, model=Commitment, lead=_what_is_owed)
relate = _WorkDeed.page(Action.RELATE, verbs.relate, RelateForm)
unrelate = _WorkDeed.page(Action.UNRELATE, verbs.unrelate, EndForm, model=Relation, lead=str)


class _Restrict(_WorkDeed):
    """Names whom it locks out before anybody presses, and afterwards what waits for nobody."""

    above = ("incidents/work/locked_out.html",)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        out = who_may_decide.locked_out(self.on, self.request.user, timezone.now())
        supervisors = [person for person in out if Role.SUPERVISOR in person.roles]
        return super().get_context_data(**context) | {"locked_out": out, "supervisors_out": supervisors}

    def perform(self, form: Guarded, **approved: str) -> Incident:
        restricted = super().perform(form, **approved)
        say_who_is_missing(self.request, restricted)
        return restricted


class _Exclude(_WorkDeed):
    def perform(self, form: Guarded, **approved: str) -> None:
        super().perform(form, **approved)
        say_who_is_missing(self.request, self.case)


restrict = _Restrict.page(
    Action.RESTRICT,
    restricted_cases.restrict,
    RestrictForm,
    lead=gettext_lazy(
        "From then on only its owner, named people and auditors know of it. A supervisor who is to issue its letters must be named too."
    ),
)
unrestrict = _WorkDeed.page(Action.UNRESTRICT, verbs.unrestrict)
admit = _WorkDeed.page(Action.ADMIT, verbs.admit, AdmitForm)
exclude = _Exclude.page(
    Action.EXCLUDE, verbs.exclude, EndForm, model=Admission, only=NOT_ENDED, lead=lambda admission: admission.user.name
)
share = _WorkDeed.page(
    Action.SHARE,
    shares.share,
    ShareForm,
    lead=gettext_lazy("The body sees these words and pieces and nothing else of the case."),
)
unshare = _WorkDeed.page(
    Action.UNSHARE, shares.unshare, EndForm, model=Share, only=NOT_ENDED, lead=lambda share: share.agency.short_name
)
