"""The time stamps of the log's heads, held against the heads that they are of."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from ..models import HeadStamp, TreeHead
from ..translatable import _
from . import discrepancies, explained_rows, time_stamps
from .discrepancies import Report, says

APART = timedelta(minutes=10)
"""How far the authority's clock and ours may stand apart: less than the time in which anything could be put in."""
EARLIER = _("says an earlier instant than its head")


def judge(report: Report, heads: Mapping[int, TreeHead], stamps: Iterable[HeadStamp], since: int) -> None:
    """Each stamp of a head after the one of size `since`: it is of this very checkpoint, by an authority that is trusted, and not
    of before the head was made. Without a certificate to judge by it is counted how many nobody vouches for."""
    try:
        by = time_stamps.trusted()
    except time_stamps.NoCertificates as fault:
        report.find(says(_("cannot be judged: %(fault)s"), fault=str(fault)), says(_("the time stamps")))
        return
    for stamp in stamps:
        if stamp.head_id <= since:
            continue
        where, head = discrepancies.of_stamp(stamp.head_id), heads.get(stamp.head_id)
        if head is None:
            report.find(_("its head is gone"), where)
            continue
        report.stamps += 1
        try:
            said = time_stamps.judge(stamp.der, head.checkpoint.encode(), by)
        except time_stamps.Unsound as fault:
            report.find(fault.why, where)
            continue
        report.stamps_untrusted += not said.trusted
        if said.at < head.sealed_at - APART:
            report.find(EARLIER, where)
        for column, kept, told in (
            ("stamped_at", stamp.stamped_at, said.at),
            ("authority", stamp.authority, said.authority),
        ):
            if kept != told:
                report.find(says(explained_rows.CHANGED, column=column), where)
