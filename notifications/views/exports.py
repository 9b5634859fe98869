"""Exports of the record: an auditor says what for, the engine makes them, each time that one leaves is noted with its hash."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from incidents.forms.exports import ExportForm
from incidents.models import Export
from incidents.record import exports
from incidents.views.base import SignedIn, open_kept, require_role
from incidents.views.exporting import Outgoing, asked_for
from incidents.workflow import Role

from ..postroom import doorbell, export_making

FORMS = "CSV, XLSX, JSON"
PAGES = {
    Export.Kind.TRAIL: "incidents:trail",
    Export.Kind.READS: "incidents:reads",
    Export.Kind.ANOMALIES: "incidents:anomalies",
    Export.Kind.DUES: "incidents:dues",
}


def ask_export(request: SignedIn, kind: str) -> HttpResponse:
    """What for the trail, the access log or the anomalies are taken out, as the filters of the address narrow them."""
    require_role(request, Role.AUDITOR)
    if kind not in export_making.TABLES:
        raise Http404(kind)
    kind = Export.Kind(kind)
    back = f"{reverse(PAGES[kind])}?{request.GET.urlencode()}"
    if not export_making.is_answerable(kind, request.GET.dict(), request.user):
        return redirect(back)
    narrowed = ", ".join(str(value) for value in request.GET.values() if value)
    what = Outgoing(kind, FORMS, back, narrowed=narrowed)
    form = ExportForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method != "POST" or not form.is_valid():
        return render(request, "incidents/exports/ask.html", {"form": form, "what": what})
    asked = asked_for(request, what, form)
    export = Export.objects.create(state=Export.State.WAITING, language=get_language(), **asked)
    doorbell.press()
    return redirect("incidents:export", export.pk)


def export_parcel(request: SignedIn, pk: UUID) -> FileResponse:
    """The files of an export with their manifest, for whoever asked for it, with what for in the access log."""
    require_role(request, Role.AUDITOR)
    ready = Export.objects.visible_to(request.user).filter(asked_by=request.user, state=Export.State.READY)
    export = get_object_or_404(ready, pk=pk)
    parcel = export.files.get(name=export_making.parcel_name(export))
    lies = open_kept(export.path, parcel.sha256, parcel.name, export.expires_at)
    exports.leave(request, export, exports.Part(parcel.name, parcel.sha256, parcel.size))
    response = FileResponse(lies, as_attachment=True, filename=parcel.name, content_type="application/zip")
    response.headers["Cache-Control"] = "no-store"
    return response
