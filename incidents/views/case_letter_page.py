"""What the pages of deeds on a letter of the case share: which letters a reader may know of, the way back, the head."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from ..models import CaseLetter
from ..record import access_log
from .base import SignedIn
from .deed_page import CaseDeed, Head


def visible_case_letter(request: SignedIn, pk: int) -> CaseLetter:
    """The letter with all that its page shows; that it was looked at is noted. Raises Http404 where it is not theirs to know of."""
    rows = CaseLetter.objects.visible_to(request.user).with_own_hand(request.user)
    rows = rows.select_related("incident", "agency", "unit", "drafted_by", "takes_back", "corrects")
    also = (
        "agency__names",
        "letters__file",
        "letters__register_entry",
        "takers__letters__register_entry",
        "errata__letters__register_entry",
        "corrects__letters__register_entry",
        "corrects__takers",
    )
    rows = rows.prefetch_related("demands__shown_by", "demands__judged_by")
    found = get_object_or_404(rows.prefetch_related(*also), pk=pk)
    access_log.looks_at(request, found)
    return found


class LetterOfCase(CaseDeed):
    """A deed on a letter that is there already."""

    def get_object(self, **address: Any) -> CaseLetter:
        return visible_case_letter(self.request, address["pk"])

    def cancel_url(self) -> str:
        return self.on.get_absolute_url()

    def head(self) -> Head:
        letters = reverse("incidents:correspondence", args=[self.case.reference])
        crumbs = [(str(self.case), letters), (str(self.on), self.cancel_url())]
        heading = f"{self.label()}: {_(self.on.kind_row.label)}"
        return Head(f"{self.label()} {self.on}", heading, self.sentence(), crumbs)
