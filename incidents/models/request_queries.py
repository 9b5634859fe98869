"""Questions put to clarification requests as speech: `ClarificationRequest.objects.visible_to(user).unanswered().overdue(at)`."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce

from ..plain import clocks
from ..workflow import GIVEN_UP, Action, IncidentStatus, QuestionStatus, RequestStatus
from .deadlines import Deadline, ExtensionRequest
from .outside_words import OutsideWord
from .past_due import past_due
from .people import User
from .questions import Question
from .record import CaseEvent
from .visibility import M, ToAgencyQuerySet

if TYPE_CHECKING:
    from .clarifications import ClarificationRequest  # noqa: F401  (named as text below)

DRAFTING = (Action.DRAFT, Action.EDIT, Action.DRAFT_LETTER, Action.EDIT_LETTER, Action.DRAFT_ANSWER)
# Who answers, says that an answer will come, or takes back that it is not theirs, is the one to ask; so is who asks for time to give an
# answer, as long as the wish is neither taken back nor struck (ExtensionRequestQuerySet.of_the_one_to_ask).
SETTLES_THE_ADDRESSEE = (
    Action.UPHOLD,
    Action.TAKE_BACK_REDIRECT,
    Action.ANSWER,
    Action.REPLY,
    Action.RECORD_REPLY,
    Action.CARRY,
)


class DraftedQuerySet(ToAgencyQuerySet[M]):
    """What one person drafts and another approves."""

    def with_own_hand(self, user: User) -> Self:
        """Adds `own_hand`: whether `user` drafted or edited it, and so may not approve it."""
        written = CaseEvent.objects.filter(
            subject_type=self.model._meta.model_name,
            subject_id=Cast(OuterRef("pk"), CharField()),
            action__in=DRAFTING,
            actor=user,
        )
        return self.annotate(own_hand=Exists(written))

    def signed_by(self, user: User) -> Self:
        """Those of the units whose letters `user` signs: nobody else may issue them."""
        return self.filter(unit__code__in=user.signing_units)


class RequestQuerySet(DraftedQuerySet["ClarificationRequest"]):
    def with_clock(self) -> Self:
        """Adds `started_at`, `due_at` (the present due: the earliest of the open questions, else the last there
        was)."""
        rows = Deadline.objects.filter(request=OuterRef("pk"))
        last, first = rows.order_by("-due_at"), rows.order_by("pk")
        waiting = Question.objects.filter(request=OuterRef("pk"), status=QuestionStatus.OPEN, deadline__isnull=False)
        present = waiting.order_by("deadline__due_at").values("deadline__due_at")
        return self.annotate(
            started_at=Subquery(first.values("started_at")[:1]),
            due_at=Coalesce(Subquery(present[:1]), Subquery(last.values("due_at")[:1])),
        )

    def unanswered(self) -> Self:
        """Issued, and at least one question is still open."""
        return self.filter(status=RequestStatus.OPEN)

    def overdue(self, at: datetime) -> Self:
        """Unanswered and past the present due at `at`; needs with_clock()."""
        return self.unanswered().filter(past_due(at))

    def clocks_counted(self, at: datetime) -> dict[str, int]:
        """How many of the unanswered are overdue at `at`, how many critical and how many soon due, by one question."""
        critical, soon = at + clocks.CRITICAL, at + clocks.SOON
        return (
            self.unanswered()
            .with_clock()
            .aggregate(
                overdue=Count("pk", filter=past_due(at)),
                critical=Count("pk", filter=Q(~past_due(at), due_at__lte=critical)),
                soon=Count("pk", filter=Q(due_at__gt=critical, due_at__lte=soon)),
            )
        )

    def to_review(self) -> Self:
        """With an answer that nobody has judged yet; answers in part, the usual ones, count like complete ones."""
        unjudged = Question.objects.filter(request=OuterRef("pk"), status=QuestionStatus.ANSWERED)
        return self.filter(Q(status=RequestStatus.ANSWERED) | Q(Exists(unjudged), status=RequestStatus.OPEN))

    def misaddressed(self) -> Self:
        """Open ones whose agency says that it is not the one to ask, or that its address is wrong: until it answers
        all the same or takes that back, the letter goes out anew, or somebody upholds it. The last word is the one that came last, whatever
        was entered last; of one that is known by its day alone nobody decided on that day, unless after it was entered."""
        of_it = CaseEvent.objects.filter(subject_type=self.model._meta.model_name)
        settled, wished = of_it.filter(action__in=SETTLES_THE_ADDRESSEE), ExtensionRequest.objects.of_the_one_to_ask()
        said = of_it.filter(subject_id=Cast(OuterRef("pk"), CharField()), action=Action.REDIRECT)
        in_portal = said.filter(
            ~Exists(settled.filter(subject_id=OuterRef("subject_id"), happened_at__gt=OuterRef("happened_at"))),
            ~Exists(
                wished.annotate(letter=Cast("request_id", CharField())).filter(
                    letter=OuterRef("subject_id"), asked_at__gt=OuterRef("happened_at")
                )
            ),
        )
        words = OutsideWord.objects.get_queryset().with_latest()
        words = words.filter(request=OuterRef("pk"), kind__in=OutsideWord.OF_ANOTHER)
        outside = words.annotate(letter=Cast("request_id", CharField())).filter(
            ~Exists(settled.filter(subject_id=OuterRef("letter"), happened_at__gt=OuterRef("by_latest"))),
            ~Exists(wished.filter(request=OuterRef("request"), asked_at__gt=OuterRef("by_latest"))),
        )
        reissued = self.model._default_manager.filter(replaces=OuterRef("pk")).exclude(status__in=GIVEN_UP)
        return self.unanswered().filter(Q(Exists(in_portal)) | Q(Exists(outside)), ~Exists(reissued))

    def to_ask_anew(self) -> Self:
        """Broken off though the body did not end (actions/revival.py), in a case that is worked on; asked once more they wait no
        longer."""
        same = {name: OuterRef(name) for name in ("incident", "agency")}
        again = self.model._default_manager.filter(**same, drafted_at__gte=OuterRef("broken_off_at"))
        rows = self.filter(status=RequestStatus.BROKEN_OFF, agency__ended_on__isnull=True)
        return rows.filter(~Exists(again.exclude(status__in=GIVEN_UP)), incident__status=IncidentStatus.OPEN)

    def awaiting_approval(self) -> Self:
        return self.filter(status=RequestStatus.AWAITING_APPROVAL)

    def awaiting_signature(self) -> Self:
        return self.filter(status=RequestStatus.AWAITING_SIGNATURE)

    def by_due(self) -> Self:
        return self.order_by(F("due_at").asc(nulls_last=True), "pk")
