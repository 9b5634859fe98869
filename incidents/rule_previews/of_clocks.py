"""What another clock rule would change: nothing that runs, and each letter and each knowledge of a controller from its day on."""

from functools import cache

from django.utils.translation import gettext as _

from ..actions import letter_content, statute
from ..models import ClarificationRequest, NotificationDuty
from ..models.work_calendar import years_off
from ..workflow import RequestStatus
from . import open_letters
from .shape import SHOWN, Preview, Row, Table, Version, at, due, examples, more

TO_COME = (RequestStatus.DRAFT, RequestStatus.AWAITING_APPROVAL)


def told(version: Version) -> Preview:
    """Dues of examples by both versions, and what runs and keeps its due. By other rules nothing runs."""
    if version.rule.code == letter_content.RULE:
        return Preview(_of_letters(), (_examples(version, _("A letter issued on")), *_letters(version)))
    if version.rule.code == statute.DUTY:
        said = _("The law is that of the day of the start: a duty whose start is put otherwise is counted anew by it.")
        return Preview([said], (_examples(version, _("Known to the controller on")), *_duties(version)))
    return Preview([_("No clock runs by it: no due moves.")])


def _examples(version: Version, what: str) -> Table:
    off = cache(years_off(version.now))
    starts = examples(version.rule.effective_from, off)
    rows = [Row(at(each), due(version.before, each, off), due(version.rule, each, off)) for each in starts]
    return Table(_("Dues from then on, by example"), what, rows)


def _of_letters() -> list[str]:
    rows = ClarificationRequest.objects
    counts = {
        "run": rows.unanswered().count(),
        "wait": rows.filter(status=RequestStatus.AWAITING_SIGNATURE).count(),
        "drafts": rows.filter(status__in=TO_COME).count(),
    }
    return [
        _("Letters whose clock runs: %(run)d. Each keeps the due that it was given.") % counts,
        _("Approved letters that wait for a signature: %(wait)d. Each keeps the time that its words state.") % counts,
        _("Drafts: %(drafts)d. Each gets its due by the rule of the day on which it is issued.") % counts,
    ]


def _letters(version: Version) -> list[Table]:
    running = open_letters.of(version.user)
    rows = [Row(open_letters.named(each), at(each.due_at), at(each.due_at)) for each in running[:SHOWN]]
    return _that_run(rows, running.count(), _("Letter"))


def _duties(version: Version) -> list[Table]:
    running = NotificationDuty.objects.running().visible_to(version.user).filter(due_at__isnull=False)
    found = running.order_by("due_at", "pk").select_related("incident", "involvement__agency")
    found = found.prefetch_related("involvement__agency__names")
    rows = [
        Row(f"{each.incident} · {each.involvement.agency}", at(each.due_at), at(each.due_at))
        for each in found[:SHOWN]
        if each.due_at
    ]
    return _that_run(rows, running.count(), _("Duty to notify"))


def _that_run(rows: list[Row], found: int, what: str) -> list[Table]:
    return [Table(_("What runs keeps its due"), what, rows, more(found, len(rows)))] if rows else []
