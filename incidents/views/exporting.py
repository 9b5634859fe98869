"""How many rows leave as a file: whoever takes them says why first, on one page for all; then the file leaves, and the access log
has its hash and the reason.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ..forms.exports import ExportForm
from ..models import Export, Incident
from ..plain import signs
from ..record import exports
from .base import SignedIn

LONGEST = 200  # signs of a filter that the manifest keeps


@dataclass(frozen=True)
class Taken:
    """A file that leaves: its bytes, and how many lines of what was asked stand in it."""

    name: str
    content_type: str
    data: bytes
    rows: int


@dataclass(frozen=True)
class Outgoing:
    """What somebody is about to take out: its kind, of what, narrowed to what (in words), in which form; the page it stands on; the case
    that it shows, if one."""

    kind: Export.Kind
    form: str
    back: str
    label: str = ""
    narrowed: str = ""
    case: Incident | None = None


def take_out(request: SignedIn, what: Outgoing, make: Callable[[], Taken]) -> HttpResponse:
    """The page that asks why; with a reason, the file that `make` makes."""
    form = ExportForm(request.POST if request.method == "POST" else None, user=request.user, on=what.case)
    if request.method != "POST" or not form.is_valid():
        return render(request, "incidents/exports/ask.html", {"form": form, "what": what})
    taken = make()
    export = Export(drill=bool(what.case and what.case.drill), **asked_for(request, what, form))
    exports.take_out(request, export, exports.Part.of(taken.name, taken.data, taken.rows), what.case)
    return _sent(taken)


def asked_for(request: SignedIn, what: Outgoing, form: ExportForm) -> dict[str, Any]:
    """The columns of an export that say who asked for what, and why."""
    asked = {"kind": what.kind, "label": what.label, "asked": _asked(request), "reason": form.reason}
    return asked | {"asked_by": request.user, "asked_at": timezone.now()}


def _asked(request: SignedIn) -> dict[str, str]:
    """The filters of the address, for the manifest."""
    asked = {signs.clean(name)[:LONGEST]: signs.clean(str(value))[:LONGEST] for name, value in request.GET.items()}
    return {name: value for name, value in asked.items() if value}


def _sent(taken: Taken) -> HttpResponse:
    response = HttpResponse(taken.data, content_type=taken.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
