"""What the pages of deeds on a complaint and on its answer share: the way back, the head."""

from collections.abc import Iterable
from typing import Any, cast

from django.db.models import Q, QuerySet
from django.urls import reverse

from ..models import CaseEvent, Complaint, ComplaintAnswer, Removal
from ..record import authority
from ..workflow import TRANSITIONS, permitted, possible
from .deed_page import DeedPage, Head


def done_to(
    complaint: Complaint, answers: Iterable[ComplaintAnswer], removals: Iterable[Removal]
) -> "QuerySet[CaseEvent]":
    """What was done to a complaint, to its answers, and by removals under law that are of it, the latest first."""
    of = {"complaint": [complaint], "complaintanswer": answers, "removal": removals}
    own = Q(pk__in=[])
    for kind, rows in of.items():
        own |= Q(subject_type=kind, subject_id__in=[str(row.pk) for row in rows])
    return CaseEvent.objects.filter(own).order_by("-recorded_at")


class ComplaintDeed(DeedPage):
    """A deed on a complaint, or on its answer. Where the table does not allow it now, its page leads to the complaint."""

    model = Complaint

    def get_object(self, **address: Any) -> Any:
        """Of a complaint that somebody else sees to, whoever would be refused in the end writes nothing here."""
        found = super().get_object(**address)
        own = getattr(found, TRANSITIONS[self.action].own_as)(self.request.user)
        if self.asks and permitted(self.action, self.request.user.roles, is_author=own) is None:
            raise authority.OfSomebodyElse(f"{self.action} on {found} is not for {self.request.user}")
        return found

    @property
    def complaint(self) -> Complaint:
        return self.on if isinstance(self.on, Complaint) else cast(Complaint, self.on.complaint)

    def elsewhere(self) -> str:
        idle = not possible(self.action, self.on.status)
        return self.as_it_stands() if idle and self.asks and self.request.method != "POST" else ""

    def cancel_url(self) -> str:
        return reverse("incidents:complaint", args=[self.complaint.pk])

    def head(self) -> Head:
        crumbs = [(str(self.complaint), self.cancel_url())]
        return Head(f"{self.label()} {self.complaint}", self.label(), "", crumbs, self.sentence())


class PutsRight(ComplaintDeed):
    """Puts right what was typed, also of a complaint that is concluded: then it says what stays as it was."""

    above = ("incidents/complaints/concluded.html",)
