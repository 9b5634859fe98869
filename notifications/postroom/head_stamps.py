"""Each day's time stamp on the newest head of the log: what was recorded until then stood so, by somebody else's clock and key."""

import base64
import logging

from django.conf import settings

from incidents.models import HeadStamp
from incidents.plain import clocks
from incidents.record import transparency
from incidents.record.columns_in_words import NO_INSTANT

from ..letters import time_authority

logger = logging.getLogger(__name__)


def stamp_newest_head(at: clocks.Instant) -> None:
    """Have the newest head stamped, once a day in WIB; one that could not be is tried by the next round. The authority is asked
    with no transaction open. Raises time_authority.Unstamped."""
    if not settings.TSA_URL:
        return
    last, head = transparency.newest_stamp(), transparency.newest()
    if head is None or (last and (last.head_id == head.size or _of_today(last, at))):
        return
    token, said = time_authority.stamp(head.checkpoint.encode())
    HeadStamp.objects.create(
        head=head, token=base64.b64encode(token).decode(), stamped_at=said.at, authority=said.authority
    )


def _of_today(stamp: HeadStamp, at: clocks.Instant) -> bool:
    """Whether the stamp is of this day. One whose instant a hand made unreadable is of none: stamping goes on."""
    return stamp.stamped_at != NO_INSTANT and clocks.day(stamp.stamped_at) >= clocks.day(at)
