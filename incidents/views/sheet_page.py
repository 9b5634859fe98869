"""What the pages of a complainant's sheet and of its files share: to whom they open, and that each look is noted."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ..forms.complainant_sheets import LookForm
from ..models import AccessEntry, ComplainantSheet, Complaint, Letter, StoredFile
from ..plain.not_none import not_none
from ..record import access_log, authority
from ..translatable import _
from ..workflow import STAFF, Role
from . import kept_form
from .base import SignedIn, require_role, send
from .deed_page import DeedPage, Head

Kind = AccessEntry.Kind


class NotOneOfTheFew(authority.NotYours):
    message = _("Only those who see to this complaint open the complainant's sheet.")


def sheet_of(request: SignedIn, pk: int) -> ComplainantSheet:
    """The sheet of a complaint: 404 for whom there is no such complaint, 403 for whoever neither sees to it nor audits."""
    require_role(request, *STAFF, Role.AUDITOR)
    rows = Complaint.objects.visible_to(request.user).select_related("sheet", "owner", "incident__owner")
    complaint = get_object_or_404(rows, pk=pk)
    if not complaint.opens_to(request.user) and Role.AUDITOR not in request.user.roles:
        raise NotOneOfTheFew(f"{request.user} does not see to {complaint}")
    return complaint.sheet


def given_out(
    request: SignedIn, complaint_pk: int, stored: StoredFile, *, letter: Letter | None = None
) -> HttpResponseBase:
    """A locked file of the sheet of the complaint; it is noted once it is there to be taken."""
    return opened(
        request, sheet_of(request, complaint_pk), Kind.DOWNLOAD, lambda: send(stored), letter=letter, file=stored
    )


def opened(
    request: SignedIn, found: ComplainantSheet, kind: str, shows: Callable[[], HttpResponseBase], **what: Any
) -> HttpResponseBase:
    """What `shows` answers with, which names who complained, for whom sheet_of() lets in: noted as a look of this kind once it is there;
    whoever does not see to the complaint says why first."""
    form = None
    if not found.belongs_to(request.user):
        form = LookForm(kept_form.sent(request), user=request.user)
        if request.method != "POST" or not form.is_valid():
            return render(request, "incidents/complaints/look.html", {"sheet": found, "form": form, **what})
    reason = form.cleaned_data["reason"] if form else ""
    response = shows()
    if response.status_code == HTTPStatus.OK:  # else nothing was there to be seen
        access_log.log(Kind.REVEAL if form else kind, request, found, reason=reason)
    return response


class OfSheet(DeedPage):
    """A deed on a sheet, by whoever sees to the complaint."""

    above = ("incidents/complaints/concluded.html",)

    @property
    def complaint(self) -> Complaint:
        return not_none(self.on).complaint

    def get_object(self, **address: Any) -> ComplainantSheet:
        found = sheet_of(self.request, address["pk"])
        if not found.belongs_to(self.request.user):
            raise PermissionDenied(f"{self.request.user} does not see to {found}")
        return found

    def cancel_url(self) -> str:
        return reverse("incidents:sheet", args=[self.on.complaint_id])

    def head(self) -> Head:
        complaint = self.on.complaint
        crumbs = [(str(complaint), complaint.get_absolute_url())]
        return Head(f"{self.label()} {complaint}", self.label(), "", crumbs, self.sentence())


class ShowsSheet(OfSheet):
    """Its form begins with what stands there: opening it is a look as well."""

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponse:
        access_log.log(Kind.READ, self.request, self.on)
        return super().render_to_response(context, **response_kwargs)
