"""The page of a deed inside a case."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ...actions import past_cases
from ...models import Incident
from ...workflow import TRANSITIONS, Subject, possible
from ...workflow.rows import ALIVE
from ..base import visible_case
from .page import DeedPage, Head


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
        """Back to a case that ended, where it has no such move any more: nobody fills in a form that cannot be sent. Raises
        what past_cases.check_move() raises."""
        if self.request.method != "POST":
            past_cases.check_move(self.action, self.case)
        status, move = self.case.status, TRANSITIONS[self.action]
        of_case = isinstance(self.on, Incident) and move.subject == Subject.INCIDENT
        allowed = possible(self.action, status) if of_case else not move.within or status in move.within
        if self.request.method == "POST" or not self.asks or allowed or status in ALIVE:
            return ""
        return self.back_to_the_ended_case()

    def back_to_the_ended_case(self) -> str:
        words = _("“%(move)s” is not possible here: %(case)s has the status “%(status)s”.")
        says = {"move": self.label(), "case": self.case, "status": self.case.get_status_display()}
        messages.warning(self.request, words % says)
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
