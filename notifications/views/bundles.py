"""Proof bundles: an auditor asks for one, sees how far it is, downloads it; each download is recorded, and so sealed."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from incidents.models import AccessEntry, ProofBundle
from incidents.record import access_log
from incidents.reports import bundles_taken
from incidents.views.base import SignedIn, open_kept, page_of, require_role
from incidents.workflow import Role

from ..forms import BundleForm, LooksBundleForm, looked
from ..letters import bundle as making
from ..postroom import doorbell

ZIP = "application/zip"
AWAITED = "ditunggu"  # in the address: the bundle that was just asked for
AGAIN = 3  # seconds after which its page asks again
PATIENCE = timedelta(minutes=15)  # for so long
UNDER_WAY = (ProofBundle.State.WAITING, ProofBundle.State.MAKING)


def bundles(request: SignedIn) -> HttpResponse:
    """Those asked for by this auditor, and the form for another: `perihal` of the address is what it begins with, `pembacaan`
    names a look, or the thing that was looked at."""
    require_role(request, Role.AUDITOR)
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        asked = _ask(request, form.asked())
        return redirect(f"{reverse('notifications:bundles')}?{AWAITED}={asked.pk}")
    rows = ProofBundle.objects.visible_to(request.user).select_related("head").order_by("-asked_at")
    awaited = rows.filter(pk=key).first() if (key := _key(request.GET.get(AWAITED, ""))) else None
    waits = awaited is not None and awaited.state in UNDER_WAY and timezone.now() - awaited.asked_at < PATIENCE
    context = {"form": form, "page": page_of(request, rows), "awaited": awaited, "waits": waits}
    response = render(request, "notifications/bundles/show.html", context)
    if waits:  # nothing is typed on this page meanwhile
        response.headers["Refresh"] = str(AGAIN)
    return response


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _form(request: SignedIn) -> LooksBundleForm:
    typed = request.POST if request.method == "POST" else None
    if not (text := request.GET.get("pembacaan", "").replace("\x00", "")):
        return BundleForm(typed, user=request.user, initial={"number": request.GET.get("perihal", "")})
    of = looked(text, request.user)
    if of is None:
        raise Http404(f"nobody looked at {text}")
    return LooksBundleForm(typed, user=request.user, of=of)


def _ask(request: SignedIn, asked: dict[str, Any]) -> ProofBundle:
    """Have a bundle made; the one that is being made already counts."""
    asked |= {"asked_by": request.user, "language": get_language()}
    found = ProofBundle.objects.filter(**asked, state__in=UNDER_WAY).first()
    if found is None:
        found = ProofBundle.objects.create(**asked, asked_at=timezone.now())
        doorbell.press()
    messages.success(request, _("The bundle is being made. It appears below when it is ready."))
    return found


def bundle_file(request: SignedIn, pk: UUID) -> FileResponse:
    """The bundle as it was made. It is noted on the bundle, with its hash, and on what it is of; of a period the looks at each case in it
    are found by that (`reports.bundles_taken`)."""
    require_role(request, Role.AUDITOR)
    ready = ProofBundle.objects.visible_to(request.user).filter(state=ProofBundle.State.READY)
    bundle = get_object_or_404(ready, pk=pk)
    lies = open_kept(bundle.path, bundle.sha256, _name(bundle), bundle.expires_at)
    access_log.log(AccessEntry.Kind.DOWNLOAD, request, bundle, reason=bundle.reason)
    if thing := bundles_taken.thing_of(bundle):
        access_log.log(AccessEntry.Kind.DOWNLOAD, request, thing, reason=bundle.reason)
    response = FileResponse(lies, as_attachment=True, filename=_name(bundle), content_type=ZIP)
    response.headers["Cache-Control"] = "no-store"
    return response


def _name(bundle: ProofBundle) -> str:
    return f"bukti-{re.sub(r'[^0-9A-Za-z.]+', '-', bundle.label).strip('-')}-{bundle.head_id}.zip"


def verifier(request: SignedIn) -> HttpResponse:
    """The program that verifies bundles, by itself: who alters a bundle can alter the program inside it. Who took it is recorded."""
    require_role(request, Role.AUDITOR)
    access_log.log(AccessEntry.Kind.DOWNLOAD, request)
    response = HttpResponse(making.verifier(), content_type="text/x-python; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{making.VERIFIER}"'
    return response
