"""What a clarification request says of decisions on it that may be taken back: whose they are, and by which letter they were told."""

from datetime import datetime
from operator import itemgetter
from typing import TYPE_CHECKING, Any, cast

from ..plain import letter_kinds
from ..plain.not_none import not_none
from ..plain.spans import to_the_second
from ..workflow import Action, QuestionStatus, RequestStatus
from . import handings_over
from .outside_words import SaidOfAnother
from .people import User
from .record import CaseEvent

if TYPE_CHECKING:
    from .clarifications import ClarificationRequest
    from .deadlines import ExtensionRequest
    from .letters import Letter


def _entered_one(wishes: "list[ExtensionRequest]", user: User) -> bool:
    return not wishes or any(each.asked_by_id == user.pk for each in wishes)


class RequestDecisions(handings_over.HandedOver):
    """The part of a request that tells who decided, and may take that back."""

    pk: int
    status: str
    answered_at: datetime | None
    extension_requests: Any
    outside_words: Any
    letters: Any
    questions: Any
    accepted_at: datetime | None
    accepted_by_id: int | None

    def reminded_by(self, user: User) -> bool:
        """Whether `user` noted the last reminder by hand that stands, and may strike it out; none stands: it is nobody else's."""
        last = handings_over.last_reminder(cast("ClarificationRequest", self))
        return last is None or last.actor_id == user.pk

    def accepted_by_them(self, user: User) -> bool:
        """Whether `user` accepted its answers, or, while it is open or only answered, that to one of its questions. Where none is accepted
        it is nobody else's."""
        if self.accepted_at:
            return self.accepted_by_id == user.pk
        rows = list(self.questions.filter(status=QuestionStatus.ACCEPTED))
        return not rows or any(each.accepted_by_them(user) for each in rows)

    @property
    def waiting_wish(self) -> "ExtensionRequest | None":
        """The wish for more time that waits for a decision: of its body, or proposed by an officer. None where none does."""
        return cast("ExtensionRequest | None", self.extension_requests.filter(decision="pending").first())

    @property
    def asks_for_more_time(self) -> bool:
        """Whether a wish of its body waits; what an officer proposed gives way to one."""
        wish = self.waiting_wish
        return wish is not None and not wish.is_proposal

    @property
    def said_of_another(self) -> SaidOfAnother | None:
        """What was said last, in the portal or outside it, of its agency being the wrong one to ask, or of its address, as long as nobody
        has decided on it and it is not taken back; None otherwise."""
        own = cast("ClarificationRequest", self)
        acts = CaseEvent.objects.of(own).filter(action=Action.REDIRECT).defer("payload").order_by("-recorded_at")[:1]
        said = [
            (each.happened_at, SaidOfAnother(each.happened_at, to_the_second(each.happened_at), each.details["text"]))
            for each in acts
        ]
        for word in self.outside_words.all():
            if word.kind in word.OF_ANOTHER:
                text = f"{word.get_kind_display()}: {word.text}"
                said.append((word.latest_at, SaidOfAnother(word.received_at, word.received, text)))
        if not said or not type(own).objects.filter(pk=own.pk).misaddressed().exists():
            return None
        return max(said, key=itemgetter(0))[1]

    @property
    def wishes_on_paper(self) -> "list[ExtensionRequest]":
        """The wishes that came outside the portal and were not struck, in the order in which they were entered: each is corrected."""
        return [each for each in self.extension_requests.order_by("pk") if each.on_paper and not each.struck_at]

    @property
    def undecided_on_paper(self) -> "list[ExtensionRequest]":
        """Those of them on which nobody decided: they wait, were taken back or found afterwards, and are struck where they were entered by
        mistake."""
        undecided = ("pending", "withdrawn")
        return [each for each in self.wishes_on_paper if each.decision in undecided or each.found_afterwards]

    def recorded_a_wish(self, user: User) -> bool:
        """Whether `user` entered one of those wishes, and may correct that; there is none: it is nobody else's."""
        return _entered_one(self.wishes_on_paper, user)

    def recorded_a_mistaken_wish(self, user: User) -> bool:
        """The same of what may be struck."""
        return _entered_one(self.undecided_on_paper, user)

    @property
    def judged_again(self) -> CaseEvent | None:
        """The act that took back that its answers suffice, as long as nothing came of it; None otherwise."""
        if self.status != RequestStatus.ANSWERED:
            return None
        acts = CaseEvent.objects.of(cast("ClarificationRequest", self))
        acts = acts.filter(action__in=(Action.UNACCEPT, Action.REVOKE_ACCEPTANCE))
        return acts.filter(recorded_at__gt=not_none(self.answered_at)).order_by("recorded_at").last()

    @property
    def acceptance_letter(self) -> "Letter | None":
        """The letter that says that its answers are accepted: in force, or waiting for its signature. None where none says so,
        or another takes that back, or will once it is signed."""
        rows = [each for each in self.letters.all() if not each.voided_at]
        back = {each.about_id for each in rows if each.kind == letter_kinds.ACCEPTANCE_REVOKED.code}
        said = [each for each in rows if each.kind == letter_kinds.ACCEPTANCE.code and each.pk not in back]
        return said[-1] if said else None
