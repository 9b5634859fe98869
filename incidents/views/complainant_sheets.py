"""The complainant's sheet: few open it, each look is noted before it is shown, and a page says who looked."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from ..actions import complaints as verbs
from ..forms.complainant_sheets import LookForm, SheetForm
from ..models import AccessEntry, CaseEvent, ComplainantSheet, Complaint, Letter, Removal
from ..plain.not_none import not_none
from ..record import access_log, complainant_sheets
from ..workflow import Action
from . import kept_form
from .base import SignedIn, page_of
from .buttons import buttons_of
from .sheet_page import Kind, NotOneOfTheFew, ShowsSheet, given_out, sheet_of


def sheet(request: SignedIn, pk: int) -> HttpResponse:
    """Who complained. Whoever sees to the complaint sees it, and that is noted; an auditor says why first."""
    found = sheet_of(request, pk)
    if found.belongs_to(request.user):
        return _shown(request, found, Kind.READ)
    form = LookForm(kept_form.sent(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        return _shown(request, found, Kind.REVEAL, form.cleaned_data["reason"])
    return render(request, "incidents/complaints/look.html", {"sheet": found, "form": form})


def _shown(request: SignedIn, found: ComplainantSheet, kind: str, reason: str = "") -> HttpResponse:
    access_log.log(kind, request, found, reason=reason)
    context = {"sheet": found, "person": complainant_sheets.read(found), "buttons": buttons_of(found, request.user)}
    context["files"] = _files_of(found)
    context["removed"] = Removal.objects.emptied_sheet(found).select_related("decided_by")
    return render(request, "incidents/complaints/sheet.html", context)


def _files_of(found: ComplainantSheet) -> list[dict[str, Any]]:
    """Its files with what is said of each, and the act that struck one out."""
    struck = CaseEvent.objects.of(found).filter(action=Action.STRIKE_SHEET_FILE)
    acts = {act.details["entry"]: act for act in struck}
    rows = found.files.select_related("file", "sheet__complaint")
    return [{"row": row, "told": complainant_sheets.told_of(row), "struck": acts.get(str(row))} for row in rows]


def letter_to_person(request: SignedIn, letter: Letter) -> HttpResponseBase:
    """The letter that answers who complained: it opens to whom the sheet opens, each opening is noted as a look at the sheet, and
    an auditor says why first."""
    return given_out(request, not_none(letter.complaint_answer).complaint_id, not_none(letter.file), letter=letter)


def note_opening(request: SignedIn, letter: Letter) -> None:
    """Note that somebody takes the file of `letter`: of one that names who complained as a look at the sheet."""
    answer = letter.complaint_answer
    access_log.log(Kind.DOWNLOAD, request, answer.complaint.sheet if answer else letter)


def check_opens(request: SignedIn, complaint: Complaint) -> None:
    """Raises NotOneOfTheFew for whoever does not see to `complaint`."""
    if not complaint.opens_to(request.user):
        raise NotOneOfTheFew(f"{request.user} does not see to {complaint}")


def sheet_readers(request: SignedIn, pk: int) -> HttpResponse:
    """Who opened the sheet, when, and why where that was asked."""
    found = sheet_of(request, pk)
    rows = AccessEntry.objects.of(found).reverse()
    context = {"sheet": found, "page": page_of(request, rows)}
    return render(request, "incidents/complaints/readers.html", context)


class _AmendSheet(ShowsSheet):
    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | complainant_sheets.read(self.on).as_facts


amend_sheet = sensitive_post_parameters()(
    _AmendSheet.page(
        Action.AMEND_SHEET,
        verbs.amend_sheet,
        SheetForm,
        amends=True,
        lead=gettext_lazy(
            "Stands on this sheet alone. The record says that it changed, by whom, when and why, and not what it says."
        ),
    )
)
