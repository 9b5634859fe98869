"""The time stamps of the log's heads, for whoever verifies them elsewhere."""

from django.http import HttpResponse
from django.shortcuts import get_list_or_404

from incidents.models import AccessEntry, HeadStamp
from incidents.record import access_log
from incidents.views.base import SignedIn, require_role
from incidents.workflow import Role


def head_stamp(request: SignedIn, size: int) -> HttpResponse:
    """The time stamp of one head as others verify it (RFC 3161, DER). Who took it is recorded."""
    require_role(request, Role.AUDITOR)
    stamp = get_list_or_404(HeadStamp.objects.order_by("pk"), head=size)[0]
    access_log.log(AccessEntry.Kind.DOWNLOAD, request, stamp)
    response = HttpResponse(stamp.der, content_type="application/timestamp-reply")
    response.headers["Content-Disposition"] = f'attachment; filename="segel-{size}.tst"'
    return response
