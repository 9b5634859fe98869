"""Forms of the work around a case: activities, relations, restriction, sharing."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import (
    Activity,
    Agency,
    Assertion,
    ClarificationRequest,
    Evidence,
    Incident,
    Involvement,
    KnownActor,
    Participation,
    Relation,
    User,
)
from ..models.activities import ABOUT_A_LETTER, OUTCOMES, ActivityOutcome, not_the_ministry
from ..plain.not_none import not_none
from ..record import cited_numbers
from ..workflow import STAFF, EvidenceStatus, IncidentStatus
from .actors import picked_as as actor_picked_as
from .actors import with_a_part
from .assertions import evidence_words
from .base import Guarded
from .cases import STAFF_WAYS, agencies, another_case, involved_in
from .fields import LONG_TEXT, SeveralRows, When, area, chosen, offer
from .moments import in_words
from .unlisted_bodies import picked_as

SHARED_WITH = (Involvement.AgencyRole.COORDINATION, Involvement.AgencyRole.LAW_ENFORCEMENT)
SIDES = ("bodies", "done_by", "about")  # the last two may name one body: it examined itself
DOES = (Participation.Side.DOES, Participation.Side.BOTH)
A_REFERRAL = _("A referral is the ministry's. What others took to law enforcement is a report to law enforcement.")
RESULTS = [(each.value, each.label) for each in ActivityOutcome if each not in ABOUT_A_LETTER]


def _meeting_words(called: ClarificationRequest) -> str:
    return f"{called.letter or called} · {called.agency.short_name} · {in_words(not_none(called.meeting_at))}"


class NoteForm(Guarded):
    ways = STAFF_WAYS

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Activity.Kind.choices,
        help_text=A_REFERRAL,
    )
    happened = When(label=_("Happened"), required=False, help_text=_("Empty means now. 27-11-2023 22.10, or a day."))
    text = forms.CharField(
        label=_("Text"), widget=area(4), max_length=LONG_TEXT, help_text=_("At a meeting: what was agreed.")
    )
    outcome = forms.ChoiceField(
        label=_("What came of it"),
        choices=[("", _("Nothing is said of that")), *RESULTS],
        required=False,
        help_text=_("As far as anybody says. The activity is noted again when more is known."),
    )
    actor = forms.ModelChoiceField(
        label=_("About which actor"),
        queryset=KnownActor.objects.none(),
        required=False,
        help_text=_("Of those that have a part in this case: who is traced, was identified or arrested."),
    )
    speaker = forms.CharField(
        label=_("Who says so"),
        max_length=200,
        required=False,
        help_text=_("Name and office of who spoke or told of it."),
    )
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    bodies = SeveralRows(
        label=_("Bodies that took part"),
        queryset=Agency.objects.none(),
        required=False,
        help_text=_("Bodies of this case. Others can be added on its page afterwards."),
    )
    done_by = SeveralRows(
        label=_("Bodies that carried it out"),
        queryset=Agency.objects.none(),
        required=False,
        help_text=_(
            "Of an examination, a tracing or a takedown: who examines, who traces, who cuts off; of a report: who reported."
        ),
    )
    about = SeveralRows(
        label=_("Bodies that it was about"),
        queryset=Agency.objects.none(),
        required=False,
        help_text=_(
            "Whose systems or work were examined, to whom a request, a task, a referral or a report went. A body that examined itself is chosen "
            "here and above."
        ),
    )
    participants = forms.CharField(label=_("Others who took part"), widget=area(2), max_length=2000, required=False)
    assertion = forms.ModelChoiceField(
        label=_("States this assertion"),
        queryset=Assertion.objects.none(),
        required=False,
        help_text=_("For a statement to the press: what it says, so that a contradiction shows."),
    )
    summons = forms.ModelChoiceField(
        label=_("Record of the meeting to which this letter called"),
        queryset=ClarificationRequest.objects.none(),
        required=False,
        help_text=_(
            "Who came stands above, what was said under the text. A warning follows a summons only after this."
        ),
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() & SIDES:
            offer(self, name, involved_in(self.case), picked_as)
        offer(self, "assertion", self.case.assertions.all(), lambda a: f"{a.label} {a.statement[:90]}")
        called = self.case.requests.filter(meeting_at__isnull=False, issued_at__isnull=False).order_by("pk")
        if called.exists():
            offer(self, "summons", called, _meeting_words)
        else:
            del self.fields["summons"]
        offer(self, "actor", with_a_part(self.case, self.on), actor_picked_as)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        outcome = cleaned.get("outcome")
        if outcome and "kind" in cleaned and outcome not in OUTCOMES.get(cleaned["kind"], ()):
            self.add_error("outcome", _("That does not come of an activity of this kind."))
        done_by = cleaned.get("done_by")
        if done_by and cleaned.get("kind") == Activity.Kind.REFERRAL and not_the_ministry(done_by).exists():
            self.add_error("kind", A_REFERRAL)
        beside, *others = (set(cleaned.get(name) or ()) for name in SIDES)
        if beside & set().union(*others):
            self.add_error(
                "bodies", _("A body that carries it out, or that it is about, takes part by that: choose it once.")
            )
        return cleaned


class JoinForm(Guarded):
    """A body that takes part in an activity, as what, and since when where that is not the activity's own day."""

    ways = STAFF_WAYS

    agency = forms.ModelChoiceField(label=_("Agency"), queryset=Agency.objects.none())
    side = forms.ChoiceField(
        label=_("On which side"),
        choices=Participation.Side.choices,
        initial=Participation.Side.TAKES_PART,
        required=False,
    )
    capacity = forms.CharField(
        label=_("As what"), max_length=200, required=False, help_text=_("Unit or office, for example Cyber Crime.")
    )
    joined = When(
        label=_("Takes part since"),
        required=False,
        help_text=_("Empty: from the beginning. 27-11-2023, November 2023."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.on.pk if isinstance(self.on, Participation) else None
        self.activity = self.on.activity if own else self.on
        there = self.activity.parts.filter(left_at__isnull=True).exclude(pk=own).values("agency")
        offer(self, "agency", agencies().exclude(pk__in=there), picked_as)

    def clean_side(self) -> str:
        side = self.cleaned_data["side"] or getattr(self.on, "side", Participation.Side.TAKES_PART)
        agency = self.cleaned_data.get("agency")
        bodies = Agency.objects.filter(pk__in=[agency.pk] if agency else [])
        if self.activity.kind == Activity.Kind.REFERRAL and side in DOES and not_the_ministry(bodies).exists():
            raise ValidationError(A_REFERRAL)
        return side

    def clean_joined(self):
        joined, activity = self.cleaned_data["joined"], self.activity
        if joined and activity.happened and joined.end <= activity.happened.start:
            raise ValidationError(_("This lies before the activity began."))
        return joined


class LeaveForm(Guarded):
    ways = STAFF_WAYS

    left = When(label=_("Took part up to"))
    reason = forms.CharField(label=_("Reason"), max_length=500)

    def clean_left(self):
        left, since = self.cleaned_data["left"], self.on.joined or self.on.activity.happened
        if left.end <= since.start:
            raise ValidationError(_("This lies before the body took part."))
        return left


class RelateForm(Guarded):
    ways = STAFF_WAYS

    kind = forms.ChoiceField(label=_("This case is"), choices=chosen(Relation.Kind.choices))
    other = forms.CharField(label=_("Case number"), max_length=cited_numbers.LONGEST)
    why = forms.CharField(label=_("Why"), max_length=500)

    def clean_other(self) -> Incident:
        found: Incident = another_case(self.user, self.on, self.cleaned_data["other"])
        if found.status == IncidentStatus.MISTAKEN:
            raise ValidationError(_("That case was entered by mistake: no case is related to it."))
        return found

    def clean(self):
        cleaned = super().clean()
        if self.on.relations.filter(other=cleaned.get("other"), kind=cleaned.get("kind")).exists():
            self.add_error("other", _("This relation is recorded already."))
        return cleaned


class AdmitForm(Guarded):
    user = forms.ModelChoiceField(  # type: ignore[assignment]  # a field, which Django takes off the class
        label=_("Person"), queryset=User.objects.none()
    )
    why = forms.CharField(label=_("Why"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.now()
        staff = User.objects.none()
        for role in STAFF:
            staff = staff | User.objects.appointed(role, now)
        admitted = self.on.admissions.in_force(timezone.now()).values("user")
        offer(self, "user", staff.exclude(pk__in=admitted).distinct().order_by("name"))


class ShareForm(Guarded):
    """What a coordinating body may know: words written for it, and pieces of evidence chosen one by one."""

    ways = STAFF_WAYS

    agency = forms.ModelChoiceField(
        label=_("Agency"),
        queryset=Agency.objects.none(),
        help_text=_("Bodies that coordinate or enforce the law in this case."),
    )
    text = forms.CharField(label=_("What is shared"), widget=area(6), max_length=LONG_TEXT)
    tlp = forms.ChoiceField(label=_("TLP"), choices=Incident.Tlp.choices, initial=Incident.Tlp.AMBER)
    evidence = SeveralRows(label=_("Evidence"), queryset=Evidence.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", involved_in(self.on, *SHARED_WITH).filter(ended_on__isnull=True), picked_as)
        kept = self.on.evidence.exclude(status=EvidenceStatus.DESTROYED).exclude(tlp=Incident.Tlp.RED)
        offer(self, "evidence", kept, evidence_words)
