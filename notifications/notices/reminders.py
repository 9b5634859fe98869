"""The reminders around a request's due, and when the daily digest goes out. How many hours before or after the due is said nowhere here:
by the policy of the day (`ReminderPolicy`), which an administrator enacts, or by `incidents/data/reminders.csv` until there is one."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from incidents import setup_data
from incidents.models import ClarificationRequest, ReminderPolicy
from incidents.plain import clocks, reminder_kinds
from incidents.plain.clocks import WIB, Instant
from incidents.plain.not_none import not_none
from incidents.translatable import _
from incidents.workflow import RequestStatus

from .notice import Audience, Notice

DIGEST_AT = time(7, tzinfo=WIB)


def next_digest(at: Instant) -> Instant:
    """The instant of the next daily digest after `at`."""
    today = datetime.combine(clocks.day(at), DIGEST_AT)
    return today if today > at else today + timedelta(days=1)


def timed(after_due: int, to: Iterable[str] = (), since: Instant | None = None, until: Instant | None = None) -> Notice:
    """The reminder so many hours after the due (before it: negative)."""
    audiences = tuple(Audience(name) for name in to)
    if after_due == 0:
        words, label = "due", _("Due has passed")
    elif after_due < 0:
        words, label = "before", _("Reminder, %(n)d hours left")
    else:
        words, label = "after", _("Overdue by %(n)d hours")
    return Notice(
        reminder_kinds.kind(after_due), audiences, label, after_due=after_due, words=words, since=since, until=until
    )


def time_notices() -> list[Notice]:
    """The reminders of every policy, those before the due first; what is shipped while no policy is enacted."""
    policies = list(ReminderPolicy.objects.order_by("effective_from"))
    if not policies:
        found = [timed(each["hours"], each["to"]) for each in setup_data.shipped_reminders()]
    else:
        ends = [policy.effective_from for policy in policies[1:]] + [None]
        found = [
            timed(each["hours"], each["to"], policy.effective_from, end)
            for policy, end in zip(policies, ends, strict=True)
            for each in policy.reminders
        ]
    return sorted(found, key=lambda notice: not_none(notice.after_due))


def upcoming(clarification: ClarificationRequest, at: Instant) -> list[tuple[Instant, Notice]]:
    """The time notices still to come, computed and never stored: [(instant, notice), …]."""
    if clarification.status != RequestStatus.OPEN or not clarification.deadline_rows:
        return []
    thresholds = [(row.due_at + not_none(n.offset), n) for row in clarification.waiting_rows for n in time_notices()]
    return [(instant, n) for instant, n in thresholds if instant > at and n.covers(instant)]
