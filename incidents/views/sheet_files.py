"""What the complainant sent, and got on paper: locked files of the complainant's sheet, which open to whom the sheet opens."""

from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from ..actions import sheet_files as file_verbs
from ..forms import Guarded, untouched
from ..forms.complainant_sheets import AmendSheetFileForm, SheetFilesForm, StrikeSheetFileForm
from ..models import ComplainantSheet, Complaint, SheetFile
from ..record import complainant_sheets
from ..workflow import Action, Weight
from .base import SignedIn
from .sheet_page import OfSheet, ShowsSheet, given_out


def sheet_file(request: SignedIn, pk: int) -> HttpResponseBase:
    """One file. It opens to whom the sheet opens; each opening is noted as a look at the sheet, and an auditor says why first."""
    found = _file(request, pk)
    return given_out(request, found.sheet.complaint_id, found.file)


def _file(request: SignedIn, pk: int) -> SheetFile:
    seen = Complaint.objects.visible_to(request.user).values("pk")
    rows = SheetFile.objects.select_related("file", "sheet__complaint")
    return get_object_or_404(rows, pk=pk, sheet__complaint__in=seen)


class _OnFile(OfSheet):
    """Done to the sheet: on one of its files, which the address names."""

    file: SheetFile

    def get_object(self, **address: Any) -> ComplainantSheet:
        self.file = _file(self.request, address["pk"])
        return super().get_object(pk=self.file.sheet.complaint_id)

    def elsewhere(self) -> str:
        return self.cancel_url() if self.file.struck_at and self.request.method != "POST" else ""

    def perform(self, form: Guarded, **approved: str) -> Any:
        facts = untouched.changed(form) if self.amends else form.facts()
        return self.verb(self.file, by=self.request.user, **facts)

    def sentence(self) -> str:
        return f"{self.file}. {super().sentence()}"


class _AmendFile(_OnFile, ShowsSheet):
    def get_initial(self) -> dict[str, Any]:
        told = complainant_sheets.told_of(self.file)
        stands = {
            "sender": self.file.sender,
            "person_about": told["about"],
            "way": self.file.way,
            "came": self.file.came,
        }
        return super().get_initial() | stands


add_sheet_file = sensitive_post_parameters()(
    OfSheet.page(
        Action.ADD_SHEET_FILE,
        file_verbs.add,
        SheetFilesForm,
        begins=lambda sheet: {"way": sheet.complaint.way},
        lead=gettext_lazy(
            "What the complainant sent, or the ministry wrote to them on paper: it opens to those who open the sheet, and each opening is "
            "recorded. It goes into no case, no search and no export."
        ),
    )
)
amend_sheet_file = sensitive_post_parameters()(
    _AmendFile.page(
        Action.AMEND_SHEET_FILE,
        file_verbs.amend,
        AmendSheetFileForm,
        amends=True,
        lead=gettext_lazy(
            "The file itself stays as it came. The record says that this was put right, by whom, when and why."
        ),
    )
)
strike_sheet_file = _OnFile.page(
    Action.STRIKE_SHEET_FILE,
    file_verbs.strike,
    StrikeSheetFileForm,
    weight=Weight.REVOKE,
    lead=gettext_lazy(
        "It does not belong here. It stays locked with the sheet, marked as struck out; its content goes by a removal under law "
        "alone."
    ),
)
