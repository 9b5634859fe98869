"""Pages that declare a case to be entered by mistake, and that take this back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from ..actions import mistaken_cases as verbs
from ..models import Complaint, Incident
from ..workflow import Action, Weight
from .deed_page import CaseDeed

# Where what stands in a case is settled, if not on a page of its own.
PAGES = {
    "from_record": "incidents:correspondence",
    "sanctions": "incidents:law",
    "shares": "incidents:work",
    "evidence": "incidents:case_evidence",
}


@dataclass(frozen=True)
class _Kind:
    """What stands of one kind: (row, its page); whether there is `more`, of which the reader may not know; what is done `instead`."""

    rows: list[tuple[Any, str]]
    more: bool
    instead: str


class _Annul(CaseDeed):
    """What stands against it stands on the page before anybody clicks. Of cases and complaints none is named of which the reader may
    not know."""

    above = ("incidents/cases/mistaken_stands.html",)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(**context) | {"stands": list(self._stands())}

    def _stands(self) -> Iterator[_Kind]:
        for name, rows in verbs.standing(self.on, timezone.now()).items():
            shown = rows
            if name in ("complaints", "republished", "merged"):
                model = Complaint if name == "complaints" else Incident
                known = model.objects.visible_to(self.request.user).filter(pk__in=[row.pk for row in rows])
                shown = list(known.order_by("pk"))
            found = [(row, self._page(name, row)) for row in shown]
            yield _Kind(found, len(shown) < len(rows), gettext(verbs.INSTEAD[name]))

    def _page(self, name: str, row: Any) -> str:
        if name == "unsigned":
            return reverse("notifications:signature", args=[row.pk])
        return reverse(PAGES[name], args=[self.case.reference]) if name in PAGES else row.get_absolute_url()


annul = _Annul.page(
    Action.ANNUL,
    verbs.annul,
    weight=Weight.REVOKE,
    lead=gettext_lazy(
        "For a case that should never have been entered: a test, or something that is no case at all. It stays to be "
        "read under its number, which no other case gets; it counts in no figure, and nothing waits in it any more. One that is a "
        "double of another is merged instead, so that its number leads there."
    ),
)
reinstate = CaseDeed.page(
    Action.REINSTATE,
    verbs.reinstate,
    lead=gettext_lazy("The case is what it was before, under the same number, and is counted again."),
)
