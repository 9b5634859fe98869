"""Each day's time stamp on the newest head of the log: what was recorded until then stood so, by somebody else's clock and key."""

import base64
import logging

from django.conf import settings

from incidents.models import HeadStamp
from incidents.plain import clocks
from incidents.record import transparency

from ..letters import time_authority

logger = logging.getLogger(__name__)


def stamp_newest_head(at):
    """Have the newest head stamped, once a day in WIB; one that could not be is tried by the next round. The authority is asked
    with no transaction open. Raises time_authority.Unstamped."""
    if not settings.TSA_URL:
        return
    last, head = HeadStamp.objects.first(), transparency.newest()
    if head is None or (last and (clocks.day(last.stamped_at) >= clocks.day(at) or last.head_id == head.size)):
        return
    token, said = time_authority.stamp(head.checkpoint.encode())
    HeadStamp.objects.create(
        head=head, token=base64.b64encode(token).decode(), stamped_at=said.at, authority=said.authority
    )
