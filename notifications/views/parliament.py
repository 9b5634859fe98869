"""The sheet for Parliament as PDF, and the deed that issues it: its three files are made first, then kept as they are handed on."""

from typing import Any, cast

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from incidents.actions import parliament as verbs
from incidents.forms import Guarded
from incidents.forms.parliament import IssueSheetForm, period_asked
from incidents.models import ParliamentSheet
from incidents.plain.not_none import not_none
from incidents.reports.parliament import files, sheet, words
from incidents.reports.parliament.sheet import Content
from incidents.views import parliament as pages
from incidents.views.base import SignedIn
from incidents.views.deed_page import Head, RegisterDeed
from incidents.workflow import Action

from ..letters import pdf


def as_pdf(content: Content, purpose: str = "", supersedes: ParliamentSheet | None = None, why: str = "") -> bytes:
    """The figures as a sheet to hand on, in Indonesian whoever draws it up; it names the sheet whose place it takes. Raises
    pdf.Unavailable."""
    with override("id"):
        context = pages.shown(content) | {"purpose": purpose, "supersedes": supersedes, "why": why}
        context["sample"] = settings.DEMO
        return pdf.render(render_to_string("notifications/letters/parliament.1.html", context))


def parliament_pdf(request: SignedIn) -> HttpResponse:
    """The figures of a period as PDF, not issued."""
    _form, period = pages.asked_by(request)
    if period is None:
        return pages.back_to(request)
    try:
        return pages.drawn(request, period, "pdf", lambda content: (as_pdf(content), "application/pdf"))
    except pdf.Unavailable:
        return render(request, "notifications/no_pdf.html", status=503)


class _Issue(RegisterDeed):
    """The figures that were on the page are issued, as of the instant that stood there, whatever came in since."""

    form_class = IssueSheetForm

    def get_initial(self) -> dict[str, Any]:
        _form, period = period_asked(self.request.GET)
        return {"period": period.query("") if period else ""}

    def perform(self, form: Guarded, **approved: str) -> ParliamentSheet:
        period = cast(IssueSheetForm, form).cleaned_data["period"]
        content, purpose = sheet.content(period), form.cleaned_data["purpose"]
        earlier, why = form.cleaned_data.get("supersedes"), form.cleaned_data.get("superseding_why", "")
        made = {
            "pdf": as_pdf(content, purpose, earlier, why),
            "xlsx": files.as_xlsx(content),
            "csv": files.as_csv(content),
        }
        named = {extension: (files.name(content, extension), data) for extension, data in made.items()}
        return verbs.issue_sheet(
            by=self.request.user,
            content=content,
            purpose=purpose,
            made=named,
            supersedes=earlier,
            superseding_why=why,
        )

    def form_valid(self, form: Guarded) -> HttpResponse:
        try:
            return super().form_valid(form)
        except pdf.Unavailable:
            return render(self.request, "notifications/no_pdf.html", status=503)

    def get_success_url(self) -> str:
        return str(not_none(self.result).get_absolute_url())

    def cancel_url(self) -> str:
        return reverse("incidents:parliament")

    def head(self) -> Head:
        sentence = _("Figures and files are kept as they stand now. What is corrected later shows beside them.")
        asked = self.request.POST.get("period") or self.get_initial()["period"]
        found = sheet.figure_of(asked)
        note = f"{words.title(found[0])} · {_('As of')} {words.as_of(found[0])}" if found else ""
        crumbs = [(_("Sheet for Parliament"), reverse("incidents:parliament"))]
        return Head(self.label(), self.label(), note, crumbs, sentence)


issue_sheet = _Issue.page(Action.ISSUE_SHEET, None, IssueSheetForm)
