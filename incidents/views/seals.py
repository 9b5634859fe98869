"""What proves the record: the heads of the transparency log, the keys they are judged by, and the last verifications."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from ..models import AccessEntry, TreeHead, Verification
from ..record import access_log, log_keys
from ..record.discrepancies import broke_off, first, sentences
from ..record.verification import SENTENCES
from ..reports.seal_state import seal_state
from ..workflow import Role
from .base import SignedIn, page_of, require_role

SHOWN = 10  # the last verifications; older ones stay in the database
FOUND = 20  # what is shown of the discrepancies of one, and how many more there are


def seals(request: SignedIn) -> HttpResponse:
    """The state of the seal, each head, who signs, what was verified when and found."""
    require_role(request, Role.AUDITOR)
    try:
        verifiers, no_key = log_keys.verifiers(), ""
    except log_keys.NoKey as fault:
        verifiers, no_key = [], str(fault)
    state = seal_state(timezone.now())
    context = {
        "page": page_of(request, TreeHead.objects.order_by("-size").prefetch_related("stamps")),
        "newest": state.newest,
        "unsealed": state.unsealed,
        "stamp": state.stamp,
        "unstamped": state.unstamped,
        "verifiers": verifiers,
        "no_key": no_key,
        "verifications": [(each, *_told(each)) for each in Verification.objects.prefetch_related("mails")[:SHOWN]],
        "state": state,
    }
    return render(request, "incidents/seals/show.html", context)


def _told(verification: Verification) -> tuple[list[tuple[str, str]], bool, dict[str, list[str]]]:
    """(where, what) for each of the first discrepancies, in the reader's language; whether nothing else was found than that the
    verification broke off; what else it says in sentences."""
    found = verification.discrepancies
    said = {name: sentences(getattr(verification, name)) for name in SENTENCES}
    return first(found, FOUND), broke_off(found), said


def checkpoint(request: SignedIn, size: int) -> HttpResponse:
    """One head as a file to keep elsewhere: a signed note that other tools read. Who took it is recorded, and so sealed."""
    require_role(request, Role.AUDITOR)
    head = get_object_or_404(TreeHead, pk=size)
    access_log.log(AccessEntry.Kind.DOWNLOAD, request, head)
    response = HttpResponse(head.checkpoint, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="segel-{size}.txt"'
    return response
