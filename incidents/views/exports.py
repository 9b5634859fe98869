"""What was taken out, for auditors: each export with its reason, its manifest, and of which one a file is that somebody shows."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from ..forms.exports import ShownFileForm
from ..models import AccessEntry, Export
from ..record import access_log
from ..record import exports as record
from ..workflow import Role
from .base import SignedIn, page_of, require_role


def exports(request: SignedIn) -> HttpResponse:
    """Every export, the latest first; and the form that says of a file, or of its hash (`sha256` of the address), which export it is of."""
    require_role(request, Role.AUDITOR)
    shown = request.POST if request.method == "POST" else request.GET if "sha256" in request.GET else None
    form = ShownFileForm(shown, request.FILES or None)
    digest = form.digest if form.is_bound and form.is_valid() else ""
    rows = Export.objects.visible_to(request.user).select_related("asked_by", "entry")
    context = {
        "form": form,
        "digest": digest,
        "found": record.find(digest) if digest else [],
        "page": page_of(request, rows.order_by("-asked_at", "pk")),
    }
    return render(request, "incidents/exports/list.html", context)


def export(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One export: who took what, when and why, its files by their hashes, each time that it left."""
    require_role(request, Role.AUDITOR)
    found = get_object_or_404(Export.objects.visible_to(request.user).select_related("asked_by", "entry"), pk=pk)
    access_log.looks_at(request, found)
    context = {"export": found, "files": found.files.all(), "left": record.entries_of(found)}
    return render(request, "incidents/exports/show.html", context)


def export_manifest(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """The manifest, byte for byte as its hash stands in the log. That it was taken stands on the export."""
    require_role(request, Role.AUDITOR)
    found = get_object_or_404(Export.objects.visible_to(request.user), pk=pk)
    access_log.log(AccessEntry.Kind.DOWNLOAD, request, found)
    response = HttpResponse(found.manifest.encode(), content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{record.MANIFEST}"'
    return response
