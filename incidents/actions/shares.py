"""Deeds on what a coordinating body may know of a case. It may know it while the case is worked on: a share ends with its case."""

from collections.abc import Collection

from ..models import Agency, Evidence, Incident, Share, SharedEvidence, User
from ..plain.clocks import Instant
from ..record import deeds
from ..workflow import Action
from . import overtaken
from .agencies import check_exists


def share(
    incident: Incident,
    *,
    by: User,
    agency: Agency,
    text: str,
    tlp: str,
    evidence: Collection[Evidence] = (),
    at: Instant | None = None,
) -> Share:
    """Let a coordinating body know this text and these pieces of the case, and nothing else of it. Raises BodyEnded."""
    with deeds.record(Action.SHARE, on=incident, by=by, at=at) as deed:
        check_exists(agency, deed.at)
        row = Share.objects.create(incident=deed.on, agency=agency, text=text, tlp=tlp, shared_at=deed.at)
        for piece in evidence:
            SharedEvidence.objects.create(share=row, evidence=piece)
        deed.details = {
            "agency": agency.short_name_at(deed.at),
            "text": text,
            "evidence": [piece.label for piece in evidence],
        }
    return row


def unshare(share: Share, *, by: User, reason: str, at: Instant | None = None) -> None:
    """The body no longer sees it. What it has read meanwhile stands in the access log."""
    with deeds.record(Action.UNSHARE, on=share.incident, by=by, reason=reason, at=at) as deed:
        share = Share.objects.get(pk=share.pk)
        if share.ended_at:
            raise overtaken.SharedNoMore(deed.on)
        share.ended_at = deed.at
        share.save()
        deed.details = {"agency": share.agency.short_name_at(deed.at)}


def end(deed: deeds.Deed[Incident]) -> None:
    """The case is dismissed, merged or closed by this open deed: nobody outside reads on what was shared of it. Taking the
    case up again brings nothing back; whoever should read then is asked anew."""
    ended = list(deed.on.shares.filter(ended_at__isnull=True).select_related("agency").order_by("pk"))
    for share in ended:
        share.ended_at = deed.at
        share.save()
    if ended:
        deed.details["unshared"] = [share.agency.short_name_at(deed.at) for share in ended]
