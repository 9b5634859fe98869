"""What a coordinating body may know of a case, it may know while the case is worked on: a share ends with its case."""

from ..models import Incident
from ..record import deeds


def end(deed: deeds.Deed[Incident]) -> None:
    """The case is dismissed, merged or closed by this open deed: nobody outside reads on what was shared of it. Taking the
    case up again brings nothing back; whoever should read then is asked anew."""
    ended = list(deed.on.shares.filter(ended_at__isnull=True).select_related("agency").order_by("pk"))
    for share in ended:
        share.ended_at = deed.at
        share.save()
    if ended:
        deed.details["unshared"] = [share.agency.short_name_at(deed.at) for share in ended]
