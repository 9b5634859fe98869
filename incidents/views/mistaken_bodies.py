"""Pages that declare a body to be entered by mistake, and that take this back."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from ..actions import mistaken_bodies as verbs
from ..models import Agency
from ..workflow import Action, Weight, possible
from .deed_page import Head, RegisterDeed


class _OfAgency(RegisterDeed):
    model: Any = Agency
    back = "incidents:agencies"

    def elsewhere(self) -> str:
        """Back to the body, where it is so already: nobody fills in a form that cannot be sent."""
        possible_now = self.request.method == "POST" or possible(self.action, self.on.status)
        return "" if possible_now else self.get_success_url()

    def head(self) -> Head:
        return Head(self.label(), self.label(), str(self.on), sentence=self.sentence())

    def get_success_url(self) -> str:
        return reverse("incidents:agency", args=[self.on.pk])


class _AnnulAgency(_OfAgency):
    """What hangs on it stands on the page before anybody clicks: how much of each kind, for cases may be restricted."""

    above = ("incidents/agencies/mistaken_hangs.html",)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = verbs.hanging(self.on, timezone.now())
        hangs = [(gettext(verbs.HANGS[name].words), n, gettext(verbs.HANGS[name].instead)) for name, n in found.items()]
        return super().get_context_data(**context) | {"hangs": hangs}


annul_agency = _AnnulAgency.page(
    Action.ANNUL_AGENCY,
    verbs.annul_agency,
    weight=Weight.REVOKE,
    lead=gettext_lazy(
        "For a body that should never have been entered: a test, or a name that is none. Its page stays to be read; no form offers it, and it "
        "stands in the directory only where that is asked for those entered by mistake. One that is another body twice is merged, "
        "one that exists no more is ended."
    ),
)
reinstate_agency = _OfAgency.page(
    Action.REINSTATE_AGENCY,
    verbs.reinstate_agency,
    lead=gettext_lazy("The body can be chosen again, as it was before; under which body it stands is entered anew."),
)
