"""The page of a deed inside a case."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ...actions import after_closing, past_or_present
from ...models import Assertion, Incident
from ...models.corrections import Entry
from ...plain.clocks import Instant
from ...plain.not_none import not_none
from ...record import authority
from ...workflow import TRANSITIONS, Action, AssertionStatus, IncidentStatus, Subject
from ...workflow.rows import ALIVE
from ..base import visible_case
from .page import DeedPage, Head

# What is added to a case, each by a page of the case itself.
ADDED = frozenset(
    {
        Action.ATTACH,
        Action.NOTE,
        Action.CLAIM,
        Action.FIND,
        Action.COMMIT,
        Action.INVOLVE,
        Action.LIST_AFFECTED,
        Action.LINK_ACTOR,
        Action.RECORD_CONTACT,
        Action.RELATE,
        Action.ENTER_LETTER,
    }
)


class CaseDeed(DeedPage):
    """A deed inside a case: on the case itself, or on a row in it."""

    back = "incidents:incident"

    def get_object(self, **address: Any) -> Any:
        return super().get_object(**address) if self.model else visible_case(self.request, address["reference"])

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("incident")

    @property
    def case(self) -> Incident:
        return self.on if isinstance(self.on, Incident) else self.on.incident

    def elsewhere(self) -> str:
        """Back to a case that ended, where it has no such move any more: nobody fills in a form that cannot be sent. On to the case in
        which a merged one lives on, where something is added. Raises what past_or_present.check_move() raises."""
        if self.request.method != "POST":
            past_or_present.check_move(self.action, self.case)
            if onwards := self.in_the_one_it_lives_on_in():
                return onwards
        status, past, move = self.case.status, self.case.past, TRANSITIONS[self.action]
        of_case = isinstance(self.on, Incident) and move.subject == Subject.INCIDENT
        places = move.starts(past=past) if of_case else move.cases(past=past)
        if self.request.method == "POST" or not self.asks or not places or status in places or status in ALIVE:
            return ""
        return self.back_to_the_ended_case()

    def in_the_one_it_lives_on_in(self) -> str:
        """The same page of the case into which this one was merged, for what is added to a case; "" where there is none."""
        if self.action not in ADDED or not isinstance(self.on, Incident) or self.on.status != IncidentStatus.MERGED:
            return ""
        into = after_closing.lives_on(self.on, self.request.user)
        if into is None:
            return self.back_to_the_ended_case()
        words = _("%(case)s was merged into %(into)s. What comes in now is entered here, in that case.")
        messages.warning(self.request, words % {"case": self.on, "into": into})
        match = not_none(self.request.resolver_match)
        page = reverse(match.view_name, kwargs=match.kwargs | {"reference": into.reference})
        return f"{page}?{self.request.GET.urlencode()}" if self.request.GET else page

    def back_to_the_ended_case(self) -> str:
        words = _("“%(move)s” is not possible here: %(case)s has the status “%(status)s”.")
        says = {"move": self.label(), "case": self.case, "status": self.case.get_status_display()}
        messages.warning(self.request, words % says)
        if self.case.status == IncidentStatus.CLOSED:
            words = _(
                "Its outcome and the figures rest on that: a supervisor reopens the case first, with a reason. What came after the "
                "closing is kept as it is: as evidence, or as an activity."
            )
            messages.info(self.request, words)
        return reverse("incidents:incident", args=[self.case.reference])

    def get_success_url(self) -> str:
        self.case.refresh_from_db(fields=["reference"])  # promoted, it has another
        return super().get_success_url()

    def cancel_url(self) -> str:
        return reverse(self.back, args=[self.case.reference])

    def head(self) -> Head:
        crumbs = [(str(self.case), reverse("incidents:incident", args=[self.case.reference]))]
        title = f"{self.label()} {self.case}"
        return Head(title, self.label(), self.case.marked_title, crumbs, self.sentence())

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(**context) | {"incident": self.case}


class AfterTheEnd(CaseDeed):
    """Puts right what was entered in a case, also after that has ended: then it says what stays as it was."""

    above = ("incidents/record/after_the_end.html",)

    def get_object(self, **address: Any) -> Any:
        found = super().get_object(**address)
        if why := authority.refusal(self.action, found, self.request.user, None):
            raise why
        return found

    @property
    def ended(self) -> Instant | None:
        """When the case had ended that the entry was there for; None where it goes on, or what came in since is put right."""
        since = isinstance(self.on, Entry) and after_closing.came_after(self.on)
        return None if since else self.case.over_since

    @property
    def assessed(self) -> str:
        """As what an assertion was assessed, where the case has ended with that; "" for anything else."""
        word = self.on if isinstance(self.on, Assertion) and self.ended and not self.case.is_judged else None
        return str(word.get_status_display()) if word and word.status != AssertionStatus.CLAIMED else ""
